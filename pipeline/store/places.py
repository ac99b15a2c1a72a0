"""Where a document's words belong: which meeting and which item of minutes.db, and the scope of the records' ids."""

import json
import sqlite3
from collections.abc import Sequence
from itertools import groupby

from models.frozen import frozen
from models.meeting import Item, Meeting
from models.vocabulary import MeetingStatus
from pipeline.crawl.addresses import is_service
from pipeline.fates import taken_back
from pipeline.reading import Read
from pipeline.store import structure
from pipeline.store.item_match import same_item
from pipeline.store.uids import item_uid, page_uid, words_key

# The cross join makes SQLite begin with the few items, never with all meetings of the site.
KNOWN = (
    "select items.id, items.uid, items.ref from items cross join meetings on meetings.id = items.meeting_id"
    " where items.ref in (select value from json_each(?)) and meetings.site_id = ? order by items.id"
)
BY_ID = "select id, uid from meetings where id = ?"
BY_REFS = "select id, uid, ref from meetings where site_id = ? and ref in (select value from json_each(?)) order by id"
OF_ITEM = (
    "select meetings.id, meetings.uid from items cross join meetings on meetings.id = items.meeting_id"
    " where items.ref = ? and meetings.site_id = ?"
)
OF_DOCUMENT = (
    "select meetings.id, meetings.uid from documents join meetings on meetings.id = documents.meeting_id"
    " where documents.site_id = ? and documents.url = ?"
)


@frozen
class Place:
    """Where an item's words belong: the ids of meeting and item, and the scope of its records' ids."""

    site: int
    meeting: int | None
    item: int | None
    scope: str


def meeting_of(db: sqlite3.Connection, site_id: int, slug: str, found: Read, meeting: Meeting) -> int:
    """Return the id of a meeting that a document names.

    A file that hangs on a known meeting is that meeting's, whatever its heading says, unless it is the minutes of
    another known meeting of the same body: those of the last meeting lie in the papers of the next.
    """
    is_list = found.reading is not None and found.reading.kind == "meetings"
    by_service = is_service(found.job.url)
    takes_back: frozenset[MeetingStatus] = taken_back(by_service=by_service) if is_list else frozenset()
    told = structure.Told(found.job.url, found.job.fetched_at.isoformat(timespec="seconds"), takes_back)
    # The page of an issue belongs to all the meetings that took it, and to none that it may have been tied to.
    is_issue = found.reading is not None and found.reading.kind == "issue"
    if meeting.ref is not None:
        return structure.meeting_id(db, site_id, slug, meeting, told)
    host = db.execute(
        "select meetings.id, meetings.uid, meetings.ref, meetings.date, committees.name from documents"
        " join meetings on meetings.id = documents.meeting_id left join committees"
        " on committees.id = meetings.committee_id where documents.site_id = ? and documents.url = ?",
        (site_id, found.job.url),
    ).fetchone()
    if host is None or is_issue:
        known = _on_that_day(db, site_id, meeting)
        return known if known is not None else structure.meeting_id(db, site_id, slug, meeting, told)
    if host["ref"] is None:
        return structure.meeting_id(db, site_id, slug, meeting, told, key=host["uid"])
    return _same_body(db, site_id, meeting, host) or int(host["id"])


def _on_that_day(db: sqlite3.Connection, site_id: int, meeting: Meeting) -> int | None:
    """The one meeting of the site that has an id there, of the body and on the day that a file's heading names."""
    if meeting.date is None or meeting.committee is None:
        return None
    rows = db.execute(
        "select meetings.id, committees.name from meetings join committees on committees.id = meetings.committee_id"
        " where meetings.site_id = ? and meetings.date = ? and meetings.ref is not null",
        (site_id, meeting.date.isoformat()),
    )
    same = [row["id"] for row in rows if words_key(row["name"]) == words_key(meeting.committee.name)]
    return int(same[0]) if len(same) == 1 else None


def _same_body(db: sqlite3.Connection, site_id: int, meeting: Meeting, host: sqlite3.Row) -> int | None:
    """The meeting of the host's body on the day that the heading names, where the heading names that body."""
    if meeting.date is None or meeting.committee is None or host["name"] is None:
        return None
    if words_key(meeting.committee.name) != words_key(host["name"]):
        return None
    row = db.execute(
        "select meetings.id from meetings join committees on committees.id = meetings.committee_id"
        " where meetings.site_id = ? and committees.name = ? and meetings.date = ?",
        (site_id, host["name"], meeting.date.isoformat()),
    ).fetchone()
    return int(row["id"]) if row else None


def places_of(db: sqlite3.Connection, site_id: int, slug: str, found: Read, meetings: Sequence[int]) -> list[Place]:
    """Return where the words of each of a document's items belong, and make or fill the items' rows. `meetings` are the
    rows of the reading's meetings, in their order."""
    items = found.reading.items if found.reading else ()
    rows = {row: db.execute(BY_ID, (row,)).fetchone() for row in set(meetings)}
    only = rows[meetings[0]] if len(rows) == 1 else None
    hosts, known = _hosts(db, site_id, items), _known(db, site_id, items)
    places: list[Place] = []
    # An item without an id may be one that has an id and stands before it, whose row must be there to be found.
    for _, run in groupby(items, key=lambda item: bool(item.ref)):
        homes: list[tuple[Item, int | None, str]] = []
        for item in run:
            told = rows[meetings[item.meeting]] if item.meeting is not None else only
            host = hosts.get(item.meeting_ref) or told or _host(db, site_id, found.job.url, item)
            homes.append((item, host["id"], host["uid"]) if host else (item, None, page_uid(slug, found.job.url)))
        places += _places(db, site_id, homes, known)
    return places


def _hosts(db: sqlite3.Connection, site_id: int, items: Sequence[Item]) -> dict[str | None, sqlite3.Row]:
    """The meetings that a document's items name, by the site's own id."""
    refs = json.dumps(list({item.meeting_ref for item in items if item.meeting_ref}))
    found: dict[str | None, sqlite3.Row] = {}
    for row in db.execute(BY_REFS, (site_id, refs)).fetchall():
        found.setdefault(row["ref"], row)
    return found


def _known(db: sqlite3.Connection, site_id: int, items: Sequence[Item]) -> dict[str | None, Place]:
    """The places of the items that have an id of the site's own and that some page has told already."""
    refs = json.dumps([item.ref for item in items if item.ref])
    found: dict[str | None, Place] = {}
    for row in db.execute(KNOWN, (refs, site_id)).fetchall():
        found.setdefault(row["ref"], Place(site_id, None, int(row["id"]), row["uid"]))
    return found


def _places(
    db: sqlite3.Connection,
    site_id: int,
    homes: Sequence[tuple[Item, int | None, str]],
    known: dict[str | None, Place],
) -> list[Place]:
    """Make or fill the rows of some items, given with the meeting of each and the key that its id is made of; `known`
    are those that stand by the site's own id, to which these are added."""
    same = [same_item(db, meeting, item) for item, meeting, _ in homes]
    keys = [item_uid(key, item.ref, item.number, item.title) for item, _, key in homes]
    rows = structure.write_items(
        db, [(home[1], key, home[0]) for home, key, other in zip(homes, keys, same, strict=True) if other is None]
    )
    places: list[Place] = []
    for (item, meeting, _), key, other in zip(homes, keys, same, strict=True):
        if other is not None:
            places.append(Place(site_id, meeting, int(other["id"]), other["uid"]))
            continue
        place = Place(site_id, meeting, rows[key], key)
        first = known.setdefault(item.ref, place) if item.ref else place
        places.append(Place(site_id, meeting, first.item, first.scope))
    return places


def _host(db: sqlite3.Connection, site_id: int, url: str, item: Item) -> sqlite3.Row | None:
    """Return the meeting, as the archive knows it, of an item that names none and stands on no page of one."""
    row: sqlite3.Row | None = None
    if item.ref:
        row = db.execute(OF_ITEM, (item.ref, site_id)).fetchone()
    if row is None:
        row = db.execute(OF_DOCUMENT, (site_id, url)).fetchone()
    return row
