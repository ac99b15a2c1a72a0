"""Starts the process that fetches, waits for it, and gathers what it says: one reactor lives and dies in a child."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.archive import open_archive
from pipeline.archive_runs import ChangeRow, changes_of, failures_of
from pipeline.crawl.job import CrawlJob
from pipeline.crawl.news import SiteResult


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """What a crawl did. `completed` is False where the fetching process died: its words stand on standard error."""

    completed: bool
    run_id: int | None
    sites: tuple[SiteResult, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    failures: tuple[tuple[str, str], ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether everything that was asked for came."""
        return self.completed and not any(site.failures for site in self.sites)

    def summary(self) -> str:
        """Return the one line that ends a crawl."""
        total = {name: sum(getattr(s, name) for s in self.sites) for name in ("requests", "stored", "failures")}
        words = f"{len(self.sites)} sites, {total['requests']} requests, {total['stored']} new answers kept, "
        ending = "" if self.completed else "; the crawl ended before its time"
        return f"{words}{len(self.changes)} changes, {total['failures']} failures{ending}"


def crawl(job: CrawlJob, *, progress: Callable[[SiteResult], None] | None = None) -> CrawlResult:
    """Crawl the sites of a job in a child process. The child ends with this process, however that ends."""
    job.archive.parent.mkdir(parents=True, exist_ok=True)
    open_archive(job.archive).close()
    sites: list[SiteResult] = []
    run_id: int | None = None
    command = [sys.executable, "-m", "pipeline.crawl.process"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        if child.stdin is None or child.stdout is None:
            raise OSError("the crawl process has no pipes")
        child.stdin.write(job.to_json() + "\n")
        child.stdin.flush()
        for line in child.stdout:
            values = json.loads(line)
            run_id = values.pop("run")
            sites.append(SiteResult(**values))
            if progress:
                progress(sites[-1])
        child.stdin.close()
        child.wait()
    return _gather(job, child.returncode == 0, run_id, tuple(sites))


def _gather(job: CrawlJob, completed: bool, run_id: int | None, sites: tuple[SiteResult, ...]) -> CrawlResult:
    if run_id is None:
        return CrawlResult(completed, None, sites)
    with open_archive(job.archive, read_only=True) as archive:
        failures = tuple((site, failure.name) for site, failure in failures_of(archive, run_id))
        return CrawlResult(completed, run_id, sites, changes_of(archive, run_id), failures)
