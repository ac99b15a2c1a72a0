"""Publishes a planted council as a ModernGov site would, from month to month, into an archive."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from io import BytesIO

import docx

from benchmarks.links.habits import LOG_HEADS
from benchmarks.links.officers import CHAIR
from benchmarks.links.plant import Council, Meeting, Promise
from extractors.language.calendar_dates import add_months
from extractors.sources.urls import canonical
from models.meeting import Site
from pipeline.archive import Answer, Archive, body_hash
from pipeline.demo.sample import Sample, SampleCommittee, SampleItem, SampleMeeting
from pipeline.demo.server import Site as Server

SITE = Site("planted", "Planted Council", "moderngov", "https://planted.example/")
# Draft minutes come out a week behind the meeting, and are confirmed with their corrections a month later.
DRAFT_DAYS, CONFIRMED_DAYS = 7, 35
LOG_TITLE = "Action Log"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LIST = "mgWebService.asmx/GetMeetings?lCommitteeId=0&sFromDate=01/01/2024&sToDate=31/12/2028"


def nights(council: Council) -> list[date]:
    """Return the days on which the council's site is crawled: twice a month, and once before all."""
    first = council.start - timedelta(days=40)
    months = (add_months(council.start, month) for month in range(council.months + 3))
    return [first, *(day for month in months for day in (month, month + timedelta(days=15)))]


def crawl(archive: Archive, council: Council, night: date) -> None:
    """Store what the site shows on a night; the archive keeps what is new or changed."""
    site = Server(sample(council, night))
    at = datetime.combine(night, clock(2), UTC)
    _store(archive, site, LIST, "meetings", at)
    for meeting in council.meetings:
        if meeting.final is None or night < meeting.final + timedelta(days=DRAFT_DAYS):
            continue
        shown = site.meetings[str(meeting.ref)]
        _store(archive, site, f"ieListDocuments.aspx?CId={shown.committee.ref}&MId={meeting.ref}&Ver=4", "meeting", at)
        _store(archive, site, f"mgMeetingAttendance.aspx?ID={meeting.ref}", "attendance", at)
        for item in shown.items:
            _store(archive, site, f"mgAi.aspx?ID={item.ref}", "item", at)
            if item.title == LOG_TITLE:
                url = canonical(f"{SITE.base_url}documents/s{item.attachment}/{item.title}.pdf")
                _keep(archive, url, "action_log", WORD, action_log(meeting.rows), at)
        if meeting.ref % 2 and shown.published == "minutes":
            _store(archive, site, f"documents/g{shown.agenda_ref}/Printed minutes.pdf", "minutes", at)


def sample(council: Council, night: date) -> Sample:
    """Return the council as its site shows it on a night."""
    committees = [
        SampleCommittee(str(number), 10 + number, name, "Bodies", CHAIR, _members(council, number), ())
        for number, name in enumerate(council.bodies)
    ]
    shown = (one for one in council.meetings if not one.called or night >= one.told)
    meetings = tuple(_meeting(one, committees[one.body], night) for one in shown)
    return Sample(SITE.name, SITE.slug, tuple(committees), meetings)


def _members(council: Council, body: int) -> tuple[str, ...]:
    return (CHAIR, *(f"Councillor {name}" for name in council.staff.members[body]))


def _meeting(one: Meeting, committee: SampleCommittee, night: date) -> SampleMeeting:
    day = (one.final or one.planned) if night >= one.told else one.planned
    confirmed = night >= day + timedelta(days=CONFIRMED_DAYS)
    published = "agenda" if night < day + timedelta(days=DRAFT_DAYS) else "minutes" if confirmed else "draft"
    return SampleMeeting(
        ref=one.ref,
        committee=replace(committee, officers=tuple((officer.name, officer.listed) for officer in one.officers)),
        date=day,
        place="Council Chamber",
        cancelled=one.final is None and night >= one.told,
        published=published,
        items=tuple(_items(one, confirmed=confirmed)),
    )


def _items(one: Meeting, *, confirmed: bool) -> Iterator[SampleItem]:
    """The promises' items come first, so that their numbers are the minutes' numbers."""
    parts: list[tuple[str, list[str], bool]] = [("Apologies", ["There were no apologies."], False)]
    for promise in one.promises:
        said = _said(promise, confirmed=confirmed)
        if one.together and len(parts) > 1:
            parts[-1][1].extend(said)
        else:
            parts.append((f"Works at {promise.place}", said, False))
    if one.refrain:
        parts.append(("Figures", [one.refrain], False))
    if one.answers:
        parts.append(("Matters Arising", one.answers, False))
    parts += [(title, ["Members noted the report."], True) for title in one.titles]
    if one.rows:
        parts.append((LOG_TITLE, ["The log was noted."], True))
    for number, (title, said, attached) in enumerate(parts, 1):
        ref = one.ref * 20 + number
        yield SampleItem(ref, number, title, "", tuple(said), (), False, ref if attached else None)


def _said(promise: Promise, *, confirmed: bool) -> list[str]:
    words = ["Members heard how matters stood."]
    if promise.asked:
        words.append(promise.asked)
    words.append(promise.corrected if confirmed else promise.drafted)
    words += [promise.noted] if promise.noted else []
    words.append("RESOLVED: That")
    words.append(f"(a) {promise.repeated}" if promise.repeated else "(a) the report be noted;")
    return words


def action_log(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return a log as the Word file that hangs on an item."""
    document, file = docx.Document(), BytesIO()
    document.add_heading(LOG_TITLE)
    table = document.add_table(rows=0, cols=len(LOG_HEADS))
    for row in (LOG_HEADS, *rows):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.save(file)
    return file.getvalue()


def _store(archive: Archive, site: Server, target: str, kind: str, at: datetime) -> None:
    _, media_type, body = site.answer(f"/{target}")
    _keep(archive, f"{SITE.base_url}{target}", kind, media_type, body, at)


def _keep(archive: Archive, url: str, kind: str, media_type: str, body: bytes, at: datetime) -> None:
    archive.store(Answer(SITE.slug, url, url, kind, 200, {}, media_type, at, body, body_hash(body), at))
