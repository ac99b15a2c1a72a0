"""Which addresses of a page a minutes crawl follows: never a restricted document, never a page it does not need."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from extractors.sources.urls import parameter
from models.meeting import Committee, Document, Link, Meeting, Reading
from pipeline.archive import Found, Visit
from pipeline.crawl import addresses
from pipeline.crawl.addresses import is_service
from pipeline.fates import OFF

# Pages that a page of this kind leads to. The rest (members, maps, petitions, searches) is not asked for.
FOLLOWED = {
    "meeting": {"issue_history", "decision", "legacy", "supplement"},
    "legacy": {"legacy"},
    "issue_history": {"issue", "decision"},
    "register": {"decision"},
    "plans": {"plans", "issue_history"},
}
MAX_LISTS = 60
"""The most lists of one committee: sixty times fifteen meetings are more than any body holds."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a site is wanted. `service` says that the web service gives the texts in full."""

    base: str
    since: date
    until: date
    today: date
    committees: tuple[str, ...]
    documents: tuple[str, ...]
    service: bool


def follow(reading: Reading, visit: Visit, scope: Scope) -> tuple[Found, ...]:
    """Return what to visit after a page, in the page's order and each address once."""
    steps = {"committees": _from_committees, "meetings": _from_meetings, "calendar": _from_calendar}
    found = steps.get(visit.kind, _from_page)(reading, visit, scope)
    own = (replace(f, url=_under(f.url, scope.base)) for f in found if is_own(f.url, scope.base))
    return tuple({f.url: f for f in own}.values())


def papers(reading: Reading, visit: Visit, scope: Scope) -> tuple[Found, ...]:
    """Return the files that a page or answer names and that are wanted."""
    found = (
        Found(_under(document.url, scope.base), document.kind, document.ref, visit.meeting_ref)
        for document in _documents(reading)
        if document.url and document.kind in scope.documents and not document.restricted
    )
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


def _under(url: str, base: str) -> str:
    """Give an address the base's scheme: the service and old pages name http where the site answers by https."""
    return f"{urlsplit(base).scheme}://{url.partition('://')[2]}"


def _from_committees(reading: Reading, visit: Visit, scope: Scope) -> Iterator[Found]:
    for committee in reading.committees:
        if committee.ref and wanted(committee, scope.committees):
            yield Found(addresses.meeting_list(scope.base, committee.ref), "meetings", committee.ref)


def _from_meetings(reading: Reading, visit: Visit, scope: Scope) -> Iterator[Found]:
    for meeting in reading.meetings:
        committee = meeting.committee
        if committee and committee.ref and scope.committees and not wanted(committee, scope.committees):
            continue
        if meeting.ref and in_window(meeting, scope):
            yield from _from_meeting(meeting, meeting.ref, visit, scope)
    if not is_service(visit.url):
        for link in reading.links:
            if link.kind == "meetings" and _leads_into_window(link, reading, visit, scope):
                yield Found(link.url, "meetings", visit.ref)


def _from_calendar(reading: Reading, visit: Visit, scope: Scope) -> Iterator[Found]:
    """Lists leave out bodies that ended; the calendars of the months in which they met still lead to them."""
    for link in reading.links:
        body = parameter(link.url, "CId", "CommitteeId")
        if link.kind == "meeting" and body:
            yield Found(addresses.meeting_list(scope.base, body), "meetings", body)
    for url in addresses.calendars(scope.base, scope.since, scope.today):
        yield Found(url, "calendar")


def _from_meeting(meeting: Meeting, ref: str, visit: Visit, scope: Scope) -> Iterator[Found]:
    if meeting.url and "celistdocuments" in meeting.url.lower():
        yield Found(meeting.url, "legacy", ref, ref)
        return
    if scope.service:
        yield Found(addresses.meeting_service(scope.base, ref), "meeting", ref, ref)
    body = meeting.committee.ref if meeting.committee and meeting.committee.ref else visit.ref
    yield Found(addresses.meeting_page(scope.base, ref, body), "meeting", ref, ref)
    # The service names members only; officers and guests stand on the page, and nobody before the day.
    if meeting.status not in OFF and (meeting.date is None or meeting.date <= scope.today):
        yield Found(addresses.attendance(scope.base, ref), "attendance", ref, ref)


def _leads_into_window(link: Link, reading: Reading, visit: Visit, scope: Scope) -> bool:
    """Say whether "Earlier", "Later" or a year leads to meetings that are wanted; lists go on without an end."""
    if parameter(link.url, "CommitteeId", "CId") != visit.ref or parameter(link.url, "info"):
        return False
    days = [m.date for m in reading.meetings if m.date]
    act, year = (parameter(link.url, "Act") or "").lower(), parameter(link.url, "Year")
    if act == "earlier":
        return min(days) > scope.since if days else parameter(visit.url, "Act") is None
    if act == "later":
        return max(days) < scope.until if days else parameter(visit.url, "Act") is None
    return year is not None and year.isdigit() and scope.since.year <= int(year) <= scope.until.year


def _from_page(reading: Reading, visit: Visit, scope: Scope) -> Iterator[Found]:
    full_texts = {i.full_text_url for i in reading.items if i.truncated and i.full_text_url and not i.restricted}
    for url in sorted(full_texts):
        yield Found(url, "item", None, visit.meeting_ref)
    closed = _restricted_pages(reading)
    for link in reading.links:
        if link.kind not in FOLLOWED.get(visit.kind, ()) or link.url in closed or _is_spreadsheet(link.url):
            continue
        if link.kind != "supplement" or "supplement" in scope.documents:
            yield Found(link.url, link.kind, link.ref, visit.meeting_ref)
    if not is_service(visit.url):
        # The service names the same files as the page, under other addresses.
        yield from papers(reading, visit, scope)


def _restricted_pages(reading: Reading) -> set[str]:
    """Return the pages that belong to restricted items: their decisions and their histories."""
    restricted = [item for item in reading.items if item.restricted]
    decisions = {item.decision_url for item in restricted if item.decision_url}
    issues = {item.issue_ref for item in restricted if item.issue_ref}
    return decisions | {link.url for link in reading.links if parameter(link.url, "IId") in issues}


def _is_spreadsheet(url: str) -> bool:
    """Legacy pages dump a spreadsheet's bytes as if they were text."""
    return (parameter(url, "F") or "").lower().endswith((".xls", ".xlsx"))


def _documents(reading: Reading) -> Iterator[Document]:
    yield from (d for d in reading.documents if d.item_ref is None or not _is_of_restricted_item(d, reading))
    for meeting in reading.meetings:
        yield from meeting.documents


def _is_of_restricted_item(document: Document, reading: Reading) -> bool:
    return any(item.restricted and item.ref == document.item_ref for item in reading.items)
