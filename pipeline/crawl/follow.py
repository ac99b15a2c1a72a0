"""Which addresses of a page a minutes crawl follows: never a restricted document, never a page it does not need."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from extractors.sources.urls import parameter
from models.meeting import Committee, Document, Meeting, Reading
from pipeline.archive import Found, Visit
from pipeline.crawl import addresses
from pipeline.crawl.addresses import is_service

# Pages that a page of this kind leads to. The rest (members, maps, petitions, searches) is not asked for.
FOLLOWED = {
    "meeting": {"issue_history", "decision", "legacy"},
    "legacy": {"legacy"},
    "issue_history": {"issue"},
    "decisions": {"decision"},
}
MAX_DEPTH = 60
"""The most "Earlier" or "Later" pages of one committee: sixty times fifteen meetings are more than any body holds."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a site is wanted. `service` says that the web service gives the texts in full and the attendance."""

    base: str
    since: date
    until: date
    committees: tuple[str, ...]
    documents: tuple[str, ...]
    service: bool


def follow(reading: Reading, visit: Visit, scope: Scope) -> tuple[Found, ...]:
    """Return what to visit after a page, in the page's order and each address once."""
    steps = {"committees": _from_committees, "meetings": _from_meetings}
    found = steps.get(visit.kind, _from_page)(reading, visit, scope)
    return tuple({f.url: f for f in found if is_own(f.url, scope.base)}.values())


def wanted(committee: Committee, names: tuple[str, ...]) -> bool:
    """Say whether a committee is one of those named by id or by a part of its name; all are where none is named."""
    name = committee.name.lower()
    return not names or any(n == committee.ref or n.lower() in name for n in names)


def is_own(url: str, base: str) -> bool:
    """Say whether an address lies on the council's own host."""
    return urlsplit(url).netloc == urlsplit(base).netloc


def in_window(meeting: Meeting, scope: Scope) -> bool:
    """Say whether a meeting is one that the crawl was asked for; one without a date is."""
    return meeting.date is None or scope.since <= meeting.date <= scope.until


def _from_committees(reading: Reading, visit: Visit, scope: Scope) -> Iterator[Found]:
    for committee in reading.committees:
        if committee.ref and wanted(committee, scope.committees):
            yield Found(addresses.meeting_list(scope.base, committee.ref), "meetings", committee.ref)


def _from_meetings(reading: Reading, visit: Visit, scope: Scope) -> Iterator[Found]:
    inside = [m for m in reading.meetings if m.ref and in_window(m, scope)]
    for meeting in inside:
        committee = meeting.committee
        if committee and committee.ref and scope.committees and not wanted(committee, scope.committees):
            continue
        ref = meeting.ref or ""
        if scope.service:
            yield Found(addresses.meeting_service(scope.base, ref), "meeting", ref, ref)
        body = committee.ref if committee and committee.ref else visit.ref
        yield Found(addresses.meeting_page(scope.base, ref, body), "meeting", ref, ref)
        if not scope.service:
            yield Found(addresses.attendance(scope.base, ref), "attendance", ref, ref)
    if inside and not is_service(visit.url):
        for link in reading.links:
            if link.kind == "meetings" and parameter(link.url, "CommitteeId", "CId") == visit.ref:
                yield Found(link.url, "meetings", visit.ref)


def _from_page(reading: Reading, visit: Visit, scope: Scope) -> Iterator[Found]:
    full_texts = {i.full_text_url for i in reading.items if i.truncated and i.full_text_url and not i.restricted}
    for url in sorted(full_texts):
        yield Found(url, "item", None, visit.meeting_ref)
    for link in reading.links:
        if link.kind in FOLLOWED.get(visit.kind, ()) and not _is_spreadsheet(link.url):
            yield Found(link.url, link.kind, link.ref, visit.meeting_ref)
    for document in _documents(reading):
        if document.url and document.kind in scope.documents and not document.restricted:
            yield Found(document.url, document.kind, document.ref, visit.meeting_ref)


def _is_spreadsheet(url: str) -> bool:
    """Legacy pages dump a spreadsheet's bytes as if they were text."""
    return (parameter(url, "F") or "").lower().endswith((".xls", ".xlsx"))


def _documents(reading: Reading) -> Iterator[Document]:
    yield from reading.documents
    for meeting in reading.meetings:
        yield from meeting.documents
    for item in reading.items:
        if not item.restricted:
            yield from item.documents
