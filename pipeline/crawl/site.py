"""The crawl of one site: from its base over lists and meetings to documents, every answer straight into the archive."""

import heapq
import itertools
import logging
import time
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from extractors.sources.moderngov import read_page
from extractors.sources.urls import document_ref, parameter
from models.meeting import Reading
from models.run import UnreadableDocument
from pipeline.archive import Answer, Archive, Found, Stored, Visit
from pipeline.crawl import addresses
from pipeline.crawl.calendar import Change, compare, delete, missing, named, unlisted
from pipeline.crawl.content import content_hash
from pipeline.crawl.discover import Place, find_place, known_place, last_place, remember
from pipeline.crawl.fetch import NOT_MODIFIED, Fetched, Fetcher, StopAsking
from pipeline.crawl.follow import Scope, follow, in_window, papers
from pipeline.crawl.held import by_service, items_in_full, lost
from pipeline.crawl.job import CrawlJob, SiteJob, municipal_year
from pipeline.crawl.named import Named
from pipeline.crawl.news import MUST_BE, News, SiteResult
from pipeline.crawl.plan import Night, calendar, due, tonight
from pipeline.crawl.standing import standing

logger = logging.getLogger(__name__)

PDF = b"%PDF-"
# Fewer meetings than this may all be taken off a list for a reason.
FEW_MEETINGS = 10
# Lists come before meetings, meetings before what hangs on them, the service before the page of the same meeting.
ORDER = {"committees": 0, "meetings": 1, "register": 2, "calendar": 2, "meeting": 3, "item": 5, "attendance": 6}
LAST = 7
GONE = frozenset({"error-page", "http-404", "http-410", "empty-answer"})
# What says that there is no service any more, not that it cannot give as much.
SWITCHED_OFF = frozenset({"http-404", "http-410"})
CHANGE_NAMES = {"attendance": "attendance changed", "decision": "decision changed", "register": "decisions changed"}
ENDS = frozenset({"item", "attendance", "decision"})
"""Kinds of page from which a crawl goes no further: they are read by the update, not here."""
SILENT = frozenset({"committees", "meetings", "issue", "issue_history", "plans", "calendar"})
"""Kinds of which a change is told by the calendar, or only repeats what another page says."""


class SiteCrawl:
    """One crawl of one site. `run` does it all; it leaves nothing to be flushed."""

    def __init__(self, job: CrawlJob, site: SiteJob, archive: Archive, fetcher: Fetcher, run_id: int) -> None:
        self.job = job
        self.site = site
        self.archive = archive
        self.fetcher = fetcher
        self.result = SiteResult(site.slug)
        self.news = News(archive, run_id, self.result)
        self.started = time.monotonic()
        self.queue: list[tuple[int, int, Visit]] = []
        self.queued: set[str] = set()
        self.order = itertools.count()
        self.named = Named()
        self.body_lists: set[str | None] = set()
        self.meetings: set[str] = set()
        self.guesses: set[str] = set()
        self.left_alone: set[str] = set()

    async def run(self) -> SiteResult:
        """Crawl until nothing is left that is due, or until the site is not to be asked any more."""
        self.news.is_first = not calendar(self.archive, self.site.slug)
        try:
            # Where the lists that it had are gone, the site may have moved: it is looked for once more.
            if not await self._round():
                await self._round()
        except StopAsking as stop:
            self._fail(self.site.address, stop.name, f"{len(self.queue)} addresses left for the next run")
            self.result.outcome = stop.name
        self.result.requests = self.fetcher.requests
        if self.result.failures and self.result.outcome == "ok":
            self.result.outcome = "failed"
        return self.result

    async def _round(self) -> bool:
        """Crawl the site where it is known to answer or is found; False where the lists that it had there are gone."""
        place = await self._place()
        if place.base is None:
            self._fail(self.site.address, place.problem or "not-moderngov", "no ModernGov site")
            return True
        self._plan(place, place.base)
        if not await self._walk():
            return False
        self._tell_missing()
        return True

    def now(self) -> datetime:
        """Return the job's time plus what has passed since."""
        return self.job.now + timedelta(seconds=time.monotonic() - self.started)

    async def _place(self) -> Place:
        """Return where the site answered last time, or look for it."""
        slug, address = self.site.slug, self.site.address
        place = last_place(self.archive, slug, address) if self.job.replay else None
        place = place or known_place(self.archive, slug, address, self.now())
        if place is None:
            place = await find_place(self.fetcher, address)
            if place.base:
                remember(self.archive, slug, address, place, self.now())
        self.fetcher.hosts.add(urlsplit(place.base or "").hostname or "")
        return place

    def _plan(self, place: Place, base: str) -> None:
        job, slug = self.job, self.site.slug
        self.result.base = base
        self.scope = Scope(
            base, job.since, job.until, self.now().date(), self.site.committees, job.documents, place.service
        )
        self.known = calendar(self.archive, slug)
        self.archive.add_found(slug, self._seeds(base, service=place.service), self.now())
        visits = self.archive.visits(slug)
        self.news.know(visits)
        if not job.replay:
            visits = standing(visits, base, service=place.service)
        committees = len({v.ref for v in visits if v.kind == "meetings" and v.ref != "0"})
        night = Night(self.now(), self.known, committees, place.service)
        # What was found and never fetched is due whatever the clock says: clocks are set back.
        ready = visits if job.replay else tuple(v for v in visits if v.last_at is None or v.due_at <= self.now())
        for visit in ready if job.replay else tonight(ready, night):
            self._push(visit)

    def _seeds(self, base: str, *, service: bool) -> Iterable[Found]:
        if service:
            yield Found(addresses.committees(base, service=True), "committees")
            for year in range(municipal_year(self.job.since), municipal_year(self.job.until) + 1):
                yield Found(addresses.meetings_of_year(base, year), "meetings", "0")
        # Not every council has all of these; that one lacks some is no failure.
        lists = (addresses.committees(base, service=False), *addresses.other_lists(base))
        guesses = [Found(url, "committees") for url in lists if not service]
        today = min(self.job.until, self.now().date())
        if not service and not self.site.committees:
            guesses += [Found(url, "calendar") for url in addresses.calendars(base, today, today)]
        guesses.append(Found(addresses.plans(base), "plans"))
        registers = addresses.registers(base, self.job.since, today)
        guesses += [Found(url, "register") for url, _ in registers]
        self.guesses = {guess.url for guess in guesses}
        yield from guesses

    def _push(self, visit: Visit) -> None:
        if visit.url in self.queued:
            return
        self.queued.add(visit.url)
        order = 2 if visit.kind == "meeting" and addresses.is_service(visit.url) else ORDER.get(visit.kind, LAST)
        heapq.heappush(self.queue, (order, next(self.order), visit))

    async def _walk(self) -> bool:
        """Ask for all that is due; False as soon as every list of bodies is gone, since the rest will be too."""
        self.body_lists = set()
        while self.queue:
            _, _, visit = heapq.heappop(self.queue)
            if visit.kind != "committees" and self.body_lists and self.body_lists <= GONE and not self.job.replay:
                self.queued -= {visit.url, *(left.url for *_, left in self.queue)}
                self.queue.clear()
                return False
            if self.fetcher.is_open(visit.url):
                self._leave_alone(visit)
                continue
            await self._visit(visit)
        return True

    def _leave_alone(self, visit: Visit) -> None:
        """Skip an address of a family that fails; without the service, pages have to give what it would have given."""
        self.result.skipped += 1
        if addresses.family(visit.url) not in self.left_alone:
            self.left_alone.add(addresses.family(visit.url))
            self._fail(visit.url, "circuit-open", "too many failures in a row; the rest waits for the next run")
        if addresses.is_service(visit.url):
            self.scope = replace(self.scope, service=False)

    async def _visit(self, visit: Visit) -> None:
        fetched = await self.fetcher.get(visit.url, headers=_conditions(visit))
        self.result.by_kind[visit.kind] = self.result.by_kind.get(visit.kind, 0) + 1
        if fetched.status == NOT_MODIFIED:
            when = due(visit, self.now(), self.known, None)
            self.archive.touch(visit.site, visit.url, at=self.now(), due_at=when)
            self.fetcher.note(visit.url, None)
            return
        problem, reading = self._read(visit, fetched)
        if visit.kind == "committees":
            self.body_lists.add(problem)
        if not self._is_lacking(visit, problem):
            self.fetcher.note(visit.url, problem)
        # What an answer says of the calendar, the answer, its failure and what it names are all kept, or none is.
        with self.archive.transaction():
            found = self._take(visit, fetched, problem, reading)
        for address in found:
            known = self.archive.visit(visit.site, address.url)
            if known and (known.last_at is None or self.job.replay):
                self._push(known)
        if problem not in SWITCHED_OFF and (problem or (reading and not reading.meetings)):
            self._ask_each_committee(visit)

    def _take(self, visit: Visit, fetched: Fetched, problem: str | None, reading: Reading | None) -> tuple[Found, ...]:
        """Keep an answer and all that it tells, and return the addresses that it leads to."""
        found = self._follow(visit, reading) if reading else self._papers_of_service(visit, problem)
        self._compare(visit, reading)
        self._keep(visit, fetched, problem, found)
        return found

    def _read(self, visit: Visit, fetched: Fetched) -> tuple[str | None, Reading | None]:
        is_file = document_ref(visit.url) is not None or fetched.body.startswith(PDF)
        if fetched.problem or is_file or visit.kind in ENDS:
            return fetched.problem, None
        try:
            reading = read_page(fetched.body, visit.url, words=False)
        except UnreadableDocument as error:
            return error.name, None
        if visit.kind in MUST_BE and reading.kind != visit.kind:
            return "wrong-page", None
        if visit.kind == "meeting" and not _says_anything(reading):
            return "empty-answer", None
        return None, reading

    def _follow(self, visit: Visit, reading: Reading) -> tuple[Found, ...]:
        found = follow(reading, visit, self.scope)
        if visit.kind == "meetings" and not self.named.is_news(visit, reading.meetings):
            found = tuple(f for f in found if f.kind != "meetings")
        if visit.kind == "meeting" and self.scope.service:
            full = items_in_full(self.archive, self.scope.base, visit)
            found = tuple(f for f in found if f.kind != "item" or parameter(f.url, "ID") not in full)
        return tuple(f for f in found if self._within_limit(f))

    def _papers_of_service(self, visit: Visit, problem: str | None) -> tuple[Found, ...]:
        """Return a meeting's files as the service names them, where the page that names them too does not answer."""
        asked = problem is not None and visit.kind == "meeting"
        reading = by_service(self.archive, self.scope.base, visit, words=False) if asked else None
        return papers(reading, visit, self.scope) if reading else ()

    def _within_limit(self, found: Found) -> bool:
        if found.meeting_ref is None or self.job.limit is None or found.meeting_ref in self.meetings:
            return True
        if len(self.meetings) < self.job.limit:
            self.meetings.add(found.meeting_ref)
            return True
        return False

    def _compare(self, visit: Visit, reading: Reading | None) -> None:
        if reading is None or visit.kind not in ("meetings", "meeting"):
            return
        service = addresses.is_service(visit.url)
        from_list = visit.kind == "meetings"
        meetings = reading.meetings
        changes = compare(self.archive, visit.site, meetings, self.now(), from_page=not service, from_list=from_list)
        if from_list and service and visit.ref == "0" and meetings:
            self.named.years.add(int((parameter(visit.url, "sFromDate") or "0")[-4:]))
        if from_list and not service:
            self._ask_about(unlisted(self.archive, visit.site, visit.ref, meetings))
        older = {m.ref for m in meetings if not in_window(m, self.scope)}
        # Lists slide, so that one may name an old meeting for the first time.
        changes = tuple(c for c in changes if c.kind != "new meeting" or c.meeting_ref not in older)
        if changes:
            self.known = calendar(self.archive, visit.site)
        self._tell(changes)

    def _keep(self, visit: Visit, fetched: Fetched, problem: str | None, found: tuple[Found, ...]) -> None:
        when = due(visit, self.now(), self.known, problem)
        if fetched.status == 0:
            self.archive.touch(visit.site, visit.url, at=self.now(), due_at=when, problem=problem)
            self.news.fail_at(visit, problem or "no-answer", "no answer", self.now())
            return
        answer = Answer(
            *(visit.site, visit.url, fetched.url, visit.kind, fetched.status, fetched.headers, fetched.media_type),
            *(self.now(), fetched.body, content_hash(fetched.body, fetched.media_type), when, problem),
        )
        stored = self.archive.store(answer, found)
        self.result.stored += stored.is_new
        if problem in GONE and self.archive.latest(visit.site, visit.url):
            self._tell_gone(visit, stored)
        elif self._is_lacking(visit, problem):
            logger.info("%s has no %s", visit.site, visit.url)
        elif problem:
            self.news.fail_at(visit, problem, f"status {fetched.status}, {len(fetched.body)} bytes", self.now())
        elif stored.is_changed:
            self._tell_changed(visit)

    def _is_lacking(self, visit: Visit, problem: str | None) -> bool:
        """Say whether a page that many councils have is none of this one's, which is no fault of the site."""
        return problem in GONE and visit.url in self.guesses

    def _tell_gone(self, visit: Visit, stored: Stored) -> None:
        """Tell that an address which held content is gone: a change, not a failure, and what it held stays."""
        # Where no list answers either, the site moved, and none of its meetings was deleted.
        ref, is_page = visit.meeting_ref, visit.kind == "meeting" and not addresses.is_service(visit.url)
        if self.named and is_page and ref and delete(self.archive, visit.site, ref, self.now()):
            self._tell([Change("deleted", f"meeting {ref}", "its page is gone", visit.url, ref)])
        elif stored.is_new:
            self._tell([Change("no longer there", visit.url, "the address held content before", visit.url)])

    def _tell_changed(self, visit: Visit) -> None:
        self.result.changed += 1
        if visit.kind not in SILENT:
            name = CHANGE_NAMES.get(visit.kind, "amended")
            subject = f"meeting {visit.meeting_ref}" if visit.meeting_ref else visit.url
            if document_ref(visit.url):
                name, subject = "document replaced", visit.url
            self._tell([Change(name, subject, f"the {visit.kind} changed", visit.url, visit.meeting_ref)])

    def _tell(self, changes: Iterable[Change]) -> None:
        """Keep the changes and ask again tonight for all that hangs on the meetings that changed."""
        changes = tuple(changes)
        self.news.tell(changes, self.now())
        self._ask_about({c.meeting_ref for c in changes if c.meeting_ref and c.kind not in ("new meeting", "deleted")})

    def _ask_about(self, refs: Collection[str]) -> None:
        """Ask again tonight for all that hangs on these meetings."""
        if refs:
            visits = self.archive.visits(self.site.slug)
            for visit in standing(visits, self.scope.base, service=self.scope.service):
                if visit.meeting_ref in refs:
                    self._push(visit)

    def _tell_missing(self) -> None:
        """Tell which meetings the complete lists no longer name; a list that lost most of them is a fault, not news."""
        for year in self.named.years:
            known = named(self.archive, self.site.slug, (date(year, 5, 1), date(year + 1, 4, 30)))
            whole = addresses.meetings_of_year(self.scope.base, year)
            gone = lost(self.archive, whole, self.named.unnamed(known))
            if len(known) >= FEW_MEETINGS and len(gone) * 2 > len(known):
                words = f"{len(known) - len(gone)} meetings of {len(known)} are still named for {year}/{year + 1}"
                self._fail(whole, "far-fewer-meetings", words)
            else:
                self._tell(missing(self.archive, self.site.slug, gone, self.now()))

    def _ask_each_committee(self, visit: Visit) -> None:
        """Ask for one committee at a time where the service does not give the year of all committees at once."""
        if visit.ref != "0" or visit.kind != "meetings":
            return
        year = int((parameter(visit.url, "sFromDate") or "0")[-4:])
        if year > municipal_year(self.now().date()):
            return
        refs = [v.ref for v in self.archive.visits(visit.site) if v.kind == "meetings" and v.ref not in (None, "0")]
        found = [
            Found(addresses.meetings_of_year(self.scope.base, year, ref or ""), "meetings", ref)
            for ref in dict.fromkeys(refs)
        ]
        self.archive.add_found(visit.site, found, self.now())
        for address in found:
            known = self.archive.visit(visit.site, address.url)
            if known and known.due_at <= self.now():
                self._push(known)

    def _fail(self, url: str, name: str, words: str) -> None:
        self.news.fail(url, name, words, self.now())


def _says_anything(reading: Reading) -> bool:
    """Say whether a meeting's page or answer tells when it is or what is on it."""
    return bool(reading.items or reading.documents or any(m.date for m in reading.meetings))


def _conditions(visit: Visit) -> dict[str, str]:
    """Return the conditional headers of a file that we hold; pages carry no validators worth asking with."""
    if visit.response_id is None or visit.problem or document_ref(visit.url) is None:
        return {}
    pairs = (("If-None-Match", visit.etag), ("If-Modified-Since", visit.last_modified))
    return {name: value for name, value in pairs if value}
