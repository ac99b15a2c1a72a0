"""Writes what councils publish of themselves: sites, committees, meetings, items, documents, attendance.

Every function finds the row or makes it, fills what was unknown, and leaves an unchanged row untouched.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from models.meeting import Attendance, Committee, Document, Item, Meeting, Site
from models.vocabulary import MeetingStatus
from pipeline.crawl.addresses import is_service
from pipeline.store import rows
from pipeline.store.rows import Row
from pipeline.store.uids import meeting_uid, uid

TIED = "select 1 from meetings join committees on committees.id = committee_id where uid = ? and committees.ref > ''"


@dataclass(frozen=True, slots=True)
class Told:
    """Which page says so, and when it was fetched (ISO, UTC). `takes_back` are the fates of meetings that end where it
    names a meeting without one."""

    url: str
    at: str
    takes_back: frozenset[MeetingStatus] = frozenset()


def site_id(db: sqlite3.Connection, site: Site) -> int:
    """Return the id of a site."""
    return rows.upsert(
        db,
        "sites",
        {"slug": site.slug},
        {
            "name": site.name,
            "system": site.system,
            "base_url": site.base_url,
            "nation": site.nation,
            "council_kind": site.council_kind,
            "status": site.status,
        },
    )


def committee_id(db: sqlite3.Connection, site: int, committee: Committee) -> int:
    """Return the id of a committee: by the site's own id, else by its name."""
    row = None
    if committee.ref:
        row = db.execute("select * from committees where site_id = ? and ref = ?", (site, committee.ref)).fetchone()
    if row is None:
        row = db.execute(
            "select * from committees where site_id = ? and name = ? and (ref is null or ? is null)",
            (site, committee.name, committee.ref),
        ).fetchone()
    values = {
        "ref": committee.ref,
        "name": committee.name or None,
        "category": committee.category,
        "expired": int(committee.expired) or None,
        "url": committee.url,
    }
    if row is None:
        return rows.insert(
            db, "committees", {"site_id": site, **values, "name": committee.name, "expired": int(committee.expired)}
        )
    rows.fill(db, "committees", row, values)
    return int(row["id"])


def meeting_id(
    db: sqlite3.Connection, site: int, slug: str, meeting: Meeting, told: Told, *, key: str | None = None
) -> int:
    """Return the id of a meeting, and write its attendance and what changed in the calendar.

    `key` is the meeting's id where it is known already: a file whose heading was corrected is still of that meeting.
    """
    date = meeting.date.isoformat() if meeting.date else None
    name = meeting.committee.name if meeting.committee else None
    key = key or meeting_uid(slug, meeting.ref, name, date, told.url)
    found = _scheduled(
        db,
        key,
        {
            "site_id": site,
            "committee_id": _body(db, site, key, meeting.committee),
            "ref": meeting.ref,
            "date": date,
            "time": meeting.time.isoformat("minutes") if meeting.time else None,
            "venue": meeting.venue,
            "status": meeting.status,
            "minutes_status": meeting.minutes_status,
            "url": meeting.url,
            "next_date": meeting.next_date.isoformat() if meeting.next_date else None,
        },
        told,
    )
    for person in meeting.attendance:
        _attended(db, found, person)
    return found


def write_items(db: sqlite3.Connection, items: Iterable[tuple[int | None, str, Item]]) -> dict[object, int]:
    """Write items, each with its meeting's row and its own stable id; return their rows by those ids."""
    values = [
        {
            "uid": key,
            "meeting_id": meeting,
            "ref": item.ref,
            "number": item.number,
            "title": item.title,
            "minute_number": item.minute_number,
            "restricted": int(item.restricted),
            "url": item.url,
            "full_text_url": item.full_text_url,
            "issue_ref": item.issue_ref,
        }
        for meeting, key, item in items
    ]
    return rows.upsert_all(db, "items", values)


def write_documents(
    db: sqlite3.Connection, site: int, slug: str, linked: Iterable[tuple[Document, int | None, int | None]]
) -> None:
    """Write the documents that a page links to, each with the meeting and the item that it hangs on; those without an
    address are left out."""
    values = [
        {
            "uid": uid("document", slug, document.url),
            "site_id": site,
            "meeting_id": meeting,
            "item_id": item,
            "ref": document.ref,
            "url": document.url,
            "title": document.title,
            "kind": document.kind,
            "restricted": int(document.restricted),
            "published": document.published.isoformat() if document.published else None,
        }
        for document, meeting, item in linked
        if document.url is not None
    ]
    rows.upsert_all(db, "documents", values)


def _body(db: sqlite3.Connection, site: int, key: str, committee: Committee | None) -> int | None:
    """The body of a meeting, None where nothing new is said of it: a name alone (an issue's page, a printed file) takes
    no meeting from the body to which the site ties it by an id, since bodies are renamed."""
    if committee is None or not committee.name:
        return None
    tied = db.execute(TIED, (key,)).fetchone() if committee.ref is None else None
    if tied:
        return None
    return committee_id(db, site, committee)


def _scheduled(db: sqlite3.Connection, key: str, values: Row, told: Told) -> int:
    """Write a meeting. A page that is older than what is known fills gaps and changes nothing."""
    before = db.execute("select * from meetings where uid = ?", (key,)).fetchone()
    if before is None:
        row = rows.insert(db, "meetings", {"uid": key, **values, "told_at": told.at})
        _changed(db, row, None, told)
        return row
    if before["told_at"] is not None and told.at < before["told_at"]:
        values = {column: value for column, value in values.items() if before[column] is None}
    elif told.at != before["told_at"]:
        values = {**values, "told_at": told.at}
    if is_service(told.url) and before["minutes_status"] == "draft":
        # The service tells that there are minutes, never that they are a draft.
        values = {column: value for column, value in values.items() if column != "minutes_status"}
    rows.fill(db, "meetings", before, values)
    if values.get("committee_id") not in (None, before["committee_id"]):
        _taken_along(db, before["id"])
    if values.get("status") == "scheduled" and before["status"] in told.takes_back:
        db.execute("update meetings set status = 'scheduled' where id = ?", (before["id"],))
    _changed(db, before["id"], before, told)
    return int(before["id"])


def _taken_along(db: sqlite3.Connection, meeting: int) -> None:
    """A meeting that changes its body takes its records along; whose they are and when they are due is settled anew."""
    body = "(select committee_id from meetings where id = :meeting)"
    db.execute(f"update records set committee_id = {body} where meeting_id = :meeting", {"meeting": meeting})
    db.execute("insert or ignore into link_todo (meeting_id) values (?)", (meeting,))


def _changed(db: sqlite3.Connection, meeting: int, before: sqlite3.Row | None, told: Told) -> None:
    """Keep what the calendar said before, where a page now says something else of a meeting's day or status."""
    after = db.execute("select date, status from meetings where id = ?", (meeting,)).fetchone()
    was = (before["date"], before["status"]) if before else (None, None)
    if was != (after["date"], after["status"]) and not _is_held(was, after):
        db.execute(
            "insert into calendar_changes (meeting_id, old_date, new_date, old_status, new_status, at, source_url)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (meeting, was[0], after["date"], was[1], after["status"], told.at, told.url),
        )


def _is_held(was: tuple[str | None, str | None], after: sqlite3.Row) -> bool:
    """That a meeting was held on its day is no change of the calendar."""
    return was[0] == after["date"] and {was[1], after["status"]} == {"scheduled", "held"}


def _attended(db: sqlite3.Connection, meeting: int, person: Attendance) -> None:
    key = {"meeting_id": meeting, "name": person.name}
    rows.upsert(
        db,
        "attendance",
        key,
        {
            "role": person.role,
            "status": person.status,
            "representing": person.representing,
            "person_ref": person.person_ref,
        },
    )
