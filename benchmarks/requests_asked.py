"""Requests that it takes to collect a council, and to see a night later that nothing changed: ours and the plain way's.

The plain way is that of `moderngov`, a client of the web service on PyPI (GPL-3.0: neither installed nor copied here;
its way of asking was read): GetCommittees once, GetMeetings for each committee, GetMeeting for each meeting that those
name, and every document once. It keeps answers for a day, so that the next night asks for all of them again. What it
collects is less: no page, and so neither the text of items beyond where the service cuts it nor what pages alone hold.

Both collect the bundled council, several times over, from one server on this machine, and both count what they send:
ours with robots.txt, the finding of the site's system, redirects and retries. The sums are whole numbers and the same
on every machine.
"""

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from benchmarks.figure import Figure
from pipeline.archive import open_archive
from pipeline.crawl.job import CrawlJob, Pace, SiteJob
from pipeline.crawl.run import crawl
from pipeline.demo.sample import Sample, SampleCommittee, SampleMeeting, sample
from pipeline.demo.server import serving
from pipeline.store.files import ARCHIVE_FILE

NIGHT = datetime(2026, 3, 20, 2, tzinfo=UTC)
YEARS_BACK, DAYS_AHEAD = 3, 150
# Between the numbers of one copy of the council and of the next.
APART = 100_000
DOCUMENTS = "select distinct url from visits where url like '%/documents/%'"


def requests(copies: int) -> list[Figure]:
    """Count a first night and an unchanged second one, over so many copies of the bundled council's committees."""
    council = widened(sample(NIGHT.date()), copies)
    with TemporaryDirectory() as name, serving(council) as address:
        folder = Path(name)
        ours = [_night(folder, address, number) for number in range(2)]
        with open_archive(folder / ARCHIVE_FILE, read_only=True) as archive:
            documents = [row["url"] for row in archive.connection.execute(DOCUMENTS)]
        plain = [_plainly(address, documents) for _ in range(2)]
    of = f"{len(council.committees)} committees, {len(council.meetings)} meetings, {len(documents)} documents"
    found = []
    for night, mine, service in zip(("first night", "night with nothing changed"), ours, plain, strict=True):
        found += [
            Figure(f"requests of a {night} ({of})", mine, "requests"),
            Figure(f"the plain way's, {night}", service + len(documents), "requests"),
            Figure(f"of those to the web service, {night}", service, "requests"),
        ]
    return found


def widened(council: Sample, copies: int) -> Sample:
    """Return the council with so many copies of its committees, meetings and items, each with numbers of its own."""
    committees: list[SampleCommittee] = []
    meetings: list[SampleMeeting] = []
    for copy in range(copies):
        shift = copy * APART
        for committee in council.committees:
            twin = replace(
                committee, ref=committee.ref + shift, name=f"{committee.name}{f' {copy + 1}' if copy else ''}"
            )
            committees.append(twin)
            meetings += [_shifted(one, twin, shift) for one in council.meetings if one.committee.ref == committee.ref]
    return replace(council, committees=tuple(committees), meetings=tuple(meetings))


def _shifted(meeting: SampleMeeting, committee: SampleCommittee, shift: int) -> SampleMeeting:
    items = tuple(
        replace(item, ref=item.ref + shift, attachment=item.attachment + shift if item.attachment else None)
        for item in meeting.items
    )
    return replace(meeting, ref=meeting.ref + shift, committee=committee, items=items)


def _night(folder: Path, address: str, number: int) -> int:
    """Crawl as every night and return the requests that were sent."""
    now = NIGHT + timedelta(days=number)
    window = (now.date() - timedelta(days=365 * YEARS_BACK), now.date() + timedelta(days=DAYS_AHEAD))
    sites = (SiteJob("bundled", address, delay_seconds=0),)
    done = crawl(CrawlJob(folder / ARCHIVE_FILE, sites, *window, now, "benchmark", Pace(delay_seconds=0)))
    return sum(site.requests for site in done.sites)


def _plainly(address: str, documents: list[str]) -> int:
    """Ask the web service as a plain client does, then for every document; return the calls of the service."""
    committees = _named(f"{address}mgWebService.asmx/GetCommittees", "committeeid")
    lists = [
        _named(f"{address}mgWebService.asmx/GetMeetings?lCommitteeId={ref}&sFromDate=0&sToDate=0", "meetingid")
        for ref in committees
    ]
    meetings = [ref for listed in lists for ref in listed]
    for ref in meetings:
        _fetched(f"{address}mgWebService.asmx/GetMeeting?lMeetingId={ref}")
    for url in documents:
        _fetched(url)
    return 1 + len(committees) + len(meetings)


def _named(url: str, element: str) -> list[str]:
    tree = ElementTree.fromstring(_fetched(url))
    return [(one.text or "").strip() for one in tree.iter(element)]


def _fetched(url: str) -> bytes:
    with urlopen(url) as answer:
        body: bytes = answer.read()
    return body
