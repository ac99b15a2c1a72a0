"""A list of addresses instead of a site: each is fetched at the same pace as a site's, and nothing is followed."""

import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from models.run import Failure
from pipeline.archive import Answer, Archive, Found, Visit, body_hash
from pipeline.archive_runs import note_failure
from pipeline.crawl.content import content_hash
from pipeline.crawl.fetch import NOT_MODIFIED, Fetched, Fetcher, StopAsking
from pipeline.crawl.job import CrawlJob, Listed, SiteJob
from pipeline.crawl.news import SiteResult

# Looked at again whenever the list is named again; no date makes an address due by itself.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
KIND = "minutes"


class ListCrawl:
    """One fetch of a list. `run` does it all; every answer goes straight into the archive."""

    def __init__(self, job: CrawlJob, site: SiteJob, archive: Archive, fetcher: Fetcher, run_id: int) -> None:
        self.job = job
        self.site = site
        self.archive = archive
        self.fetcher = fetcher
        self.run_id = run_id
        self.result = SiteResult(site.slug, site.address)
        self.started = time.monotonic()

    def now(self) -> datetime:
        """Return the job's time plus what has passed since."""
        return self.job.now + timedelta(seconds=time.monotonic() - self.started)

    async def run(self) -> SiteResult:
        """Fetch every address of the list once, and return what came of it."""
        self.fetcher.hosts.update(urlsplit(one.url).hostname or "" for one in self.site.listed)
        found = [Found(one.url, KIND) for one in self.site.listed]
        self.archive.add_found(self.site.slug, found, self.job.now)
        try:
            for one in self.site.listed:
                await self._fetch(one)
        except StopAsking as stop:
            self._fail(self.site.address, stop.name, "the rest of the list is left for the next run")
        self.result.requests = self.fetcher.requests
        self.result.outcome = "failed" if self.result.failures else "ok"
        return self.result

    async def _fetch(self, one: Listed) -> None:
        visit = self.archive.visit(self.site.slug, one.url)
        fetched = await self.fetcher.get(one.url, headers=self._conditions(visit, one))
        if fetched.status in (0, NOT_MODIFIED):
            self.archive.touch(self.site.slug, one.url, at=self.now(), due_at=NEVER, problem=fetched.problem)
        else:
            self._keep(one, fetched)
        if fetched.problem:
            self._fail(one.url, fetched.problem, f"status {fetched.status}, {len(fetched.body)} bytes")

    def _conditions(self, visit: Visit | None, one: Listed) -> dict[str, str]:
        """Ask only for what changed; for all of it where the list says something new of it."""
        before = self.archive.latest(self.site.slug, one.url)
        if visit is None or before is None or any(before.headers.get(name) != words for name, words in one.headers):
            return {}
        pairs = (("If-None-Match", visit.etag), ("If-Modified-Since", visit.last_modified))
        return {name: value for name, value in pairs if value}

    def _keep(self, one: Listed, fetched: Fetched) -> None:
        told = "".join(words for _, words in one.headers)
        answer = Answer(
            site=self.site.slug,
            url=one.url,
            requested_url=fetched.url,
            kind=KIND,
            status=fetched.status,
            headers={**fetched.headers, **dict(one.headers)},
            media_type=fetched.media_type,
            fetched_at=self.now(),
            body=fetched.body,
            content_hash=body_hash((content_hash(fetched.body, fetched.media_type) + told).encode()),
            due_at=NEVER,
            problem=fetched.problem,
        )
        stored = self.archive.store(answer)
        self.result.stored += stored.is_new
        self.result.changed += stored.is_changed

    def _fail(self, url: str, name: str, words: str) -> None:
        self.result.failures += 1
        failure = Failure("crawl", name, url, words, "minutes", self.now())
        note_failure(self.archive, self.run_id, self.site.slug, failure)
