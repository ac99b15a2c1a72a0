"""Publishes a planted council as a ModernGov site would, from month to month, into an archive."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

from benchmarks.links.plant import Council, Meeting, Promise
from extractors.language.calendar_dates import add_months
from models.meeting import Site
from pipeline.archive import Answer, Archive, body_hash
from pipeline.demo.sample import Sample, SampleCommittee, SampleItem, SampleMeeting
from pipeline.demo.server import Site as Server

SITE = Site("planted", "Planted Council", "moderngov", "https://planted.example/")
CHAIR = "Councillor Ann Nunn"
# Draft minutes come out a week behind the meeting, and are confirmed with their corrections a month later.
DRAFT_DAYS, CONFIRMED_DAYS = 7, 35
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
        if meeting.ref % 2 and shown.published == "minutes":
            _store(archive, site, f"documents/g{shown.agenda_ref}/Printed minutes.pdf", "minutes", at)


def sample(council: Council, night: date) -> Sample:
    """Return the council as its site shows it on a night."""
    committees = [
        SampleCommittee(str(number), 10 + number, name, "Bodies", CHAIR, (CHAIR,), ())
        for number, name in enumerate(council.bodies)
    ]
    meetings = tuple(_meeting(one, committees[one.body], night) for one in council.meetings)
    return Sample(SITE.name, SITE.slug, tuple(committees), meetings)


def _meeting(one: Meeting, committee: SampleCommittee, night: date) -> SampleMeeting:
    day = (one.final or one.planned) if night >= one.told else one.planned
    confirmed = night >= day + timedelta(days=CONFIRMED_DAYS)
    published = "agenda" if night < day + timedelta(days=DRAFT_DAYS) else "minutes" if confirmed else "draft"
    return SampleMeeting(
        ref=one.ref,
        committee=replace(committee, officers=tuple(one.officers)),
        date=day,
        place="Council Chamber",
        cancelled=one.final is None and night >= one.told,
        published=published,
        items=tuple(_items(one, confirmed=confirmed)),
    )


def _items(one: Meeting, *, confirmed: bool) -> list[SampleItem]:
    items = (
        [SampleItem(one.ref * 10, 1, "Matters Arising", "", tuple(one.answers), (), False, None)] if one.answers else []
    )
    for number, promise in enumerate(one.promises, 2):
        title = f"Works at {promise.place}"
        said = tuple(_said(promise, confirmed=confirmed))
        items.append(SampleItem(one.ref * 10 + number, number, title, "", said, (), False, None))
    return items


def _said(promise: Promise, *, confirmed: bool) -> list[str]:
    words = ["Members heard how matters stood."]
    if promise.asked:
        words.append(promise.asked)
    words.append(promise.corrected if confirmed else promise.drafted)
    words.append("RESOLVED: That")
    words.append(f"(a) {promise.repeated}" if promise.repeated else "(a) the report be noted;")
    return words


def _store(archive: Archive, site: Server, target: str, kind: str, at: datetime) -> None:
    _, media_type, body = site.answer(f"/{target}")
    url = f"{SITE.base_url}{target}"
    archive.store(Answer(SITE.slug, url, url, kind, 200, {}, media_type, at, body, body_hash(body), at))
