"""Follow-ups find their promises again, in a minutes.db that was made anew, by other rules or from other pages.

followup.db keeps, for each promise of which an officer said something, its words and its place. Where minutes.db does
not know an id, the record that now has those words gets it as an alias; where no record has them, the promise is kept
as one that is withdrawn from the record.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from pipeline.read_only import read_only
from pipeline.store.carry import Telling, Told, aligned
from pipeline.store.files import BUSY_SECONDS, FOLLOWUP_FILE, immediate, open_followup
from pipeline.store.uids import GROUPS

KEPT = """
select records.*, sites.slug as site, meetings.uid as meeting_uid, items.uid as item_uid from records
join sites on sites.id = records.site_id left join meetings on meetings.id = records.meeting_id
left join items on items.id = records.item_id
"""
BY_UID = KEPT + " where records.uid = ?"
BY_ALIAS = KEPT + " join record_aliases on record_aliases.record_id = records.id where record_aliases.uid = ?"
# What a record is made of again where no page tells it any more.
COLUMNS = (
    *("kind", "quote", "effect", "owner", "owner_text", "owner_inferred", "owner_name", "recipient", "condition"),
    *("due_text", "due_type", "due_date", "trackable", "confidence", "rule", "fate", "verdict", "refers_to"),
    *("first_seen", "last_changed"),
)
WITHDRAWN = "withdrawn from the record"


def before_update(db: sqlite3.Connection, at: str) -> None:
    """Keep the anchors of all follow-ups, before anything of `minutes.db` changes."""
    with followups_beside(db) as followup:
        if followup is not None:
            keep_anchors(db, followup, at)


def after_update(db: sqlite3.Connection, at: str) -> None:
    """Lead every follow-up to its promise, and keep what the promise has become."""
    with followups_beside(db) as followup:
        if followup is not None:
            find_again(db, followup)
            keep_anchors(db, followup, at)


@contextmanager
def followups_beside(db: sqlite3.Connection) -> Iterator[sqlite3.Connection | None]:
    """Open the `followup.db` that lies in the folder of an open `minutes.db`; None where there is none."""
    path = db.execute("select file from pragma_database_list where name = 'main'").fetchone()[0]
    folder = Path(path).parent if path else None
    if folder is None or not (folder / FOLLOWUP_FILE).exists():
        yield None
        return
    followup = open_followup(folder)
    try:
        yield followup
    finally:
        followup.close()


def keep_anchor(db: sqlite3.Connection, followup: sqlite3.Connection, record_uid: str, at: str) -> bool:
    """Keep what a follow-up is written on; return False where minutes.db knows no such promise.

    Whoever writes a follow-up calls this in the same transaction of `followup`; `at` is now (ISO, UTC).
    """
    row = _record(db, record_uid)
    if row is None:
        return False
    told = json.dumps({column: row[column] for column in COLUMNS}, ensure_ascii=False)
    followup.execute(
        "insert into promise_anchors (record_uid, site, meeting_uid, item_uid, kind, quote, record, kept_at)"
        " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (record_uid) do update set site = excluded.site,"
        " meeting_uid = excluded.meeting_uid, item_uid = excluded.item_uid, kind = excluded.kind,"
        " quote = excluded.quote, record = excluded.record, kept_at = excluded.kept_at"
        " where record is not excluded.record or item_uid is not excluded.item_uid",
        (record_uid, row["site"], row["meeting_uid"], row["item_uid"], row["kind"], row["quote"], told, at),
    )
    return True


def keep_new_anchors(minutes: Path, followup: sqlite3.Connection, at: str) -> None:
    """Keep what every follow-up is written on that has no anchor yet, in the transaction of `followup` that is open, so
    that a note survives though minutes.db is lost before the next update."""
    missing = followup.execute(
        "select distinct record_uid from followups where record_uid not in (select record_uid from promise_anchors)"
    ).fetchall()
    if not missing:
        return
    with closing(sqlite3.connect(read_only(minutes), uri=True, timeout=BUSY_SECONDS)) as db:
        db.row_factory = sqlite3.Row
        for (uid,) in missing:
            keep_anchor(db, followup, uid, at)


def keep_anchors(db: sqlite3.Connection, followup: sqlite3.Connection, at: str) -> None:
    """Bring the anchors of all follow-ups up to what minutes.db now says of their promises."""
    with immediate(followup):
        for (uid,) in followup.execute("select distinct record_uid from followups order by 1").fetchall():
            row = _record(db, uid)
            if row is not None and row["status"] == "current":
                keep_anchor(db, followup, uid, at)


def find_again(db: sqlite3.Connection, followup: sqlite3.Connection) -> int:
    """Lead every id with a follow-up to its promise, and return how many had to be found again."""
    lost: dict[tuple[str, str | None], list[sqlite3.Row]] = defaultdict(list)
    followed: set[int] = set()
    for anchor in followup.execute("select * from promise_anchors order by record_uid").fetchall():
        known = _record(db, anchor["record_uid"])
        if known is None:
            lost[anchor["site"], anchor["meeting_uid"]].append(anchor)
        else:
            followed.add(known["id"])
    with immediate(db):
        for (site, meeting), anchors in lost.items():
            _find(db, site, meeting, anchors, followed)
    return sum(map(len, lost.values()))


def _find(
    db: sqlite3.Connection, site: str, meeting: str | None, anchors: Sequence[sqlite3.Row], followed: set[int]
) -> None:
    """Align the lost promises of one meeting with its records that no other follow-up is written on."""
    rows = [row for row in _records(db, site, meeting) if row["id"] not in followed]
    tellings = [
        Telling(row["uid"], _number(row["item_uid"]), GROUPS[row["kind"]], row["quote"], None, place)
        for place, row in enumerate(rows)
    ]
    told = [
        Told(place, anchor["record_uid"], _number(anchor["item_uid"]), GROUPS[anchor["kind"]], anchor["quote"], place)
        for place, anchor in enumerate(anchors)
    ]
    found = {one.record_id: rows[index] for index, one in aligned(tellings, told)}
    for place, anchor in enumerate(anchors):
        if place in found:
            followed.add(found[place]["id"])
            db.execute(
                "insert or replace into record_aliases (uid, record_id, reason, at) values (?, ?, 'found again', ?)",
                (anchor["record_uid"], found[place]["id"], anchor["kept_at"]),
            )
        else:
            _make_withdrawn(db, anchor)


def _records(db: sqlite3.Connection, site: str, meeting: str | None) -> list[sqlite3.Row]:
    where = " where sites.slug = ? and meetings.uid is ? and records.status = 'current' order by records.id"
    return db.execute(KEPT + where, (site, meeting)).fetchall()


def _make_withdrawn(db: sqlite3.Connection, anchor: sqlite3.Row) -> None:
    """Keep a promise that no page tells any more, as the officers knew it."""
    site = db.execute("select id from sites where slug = ?", (anchor["site"],)).fetchone()
    if site is None:
        # Nothing of that council is here: another data folder's follow-ups, or a site that is not crawled any more.
        return
    meeting = db.execute("select id, committee_id from meetings where uid = ?", (anchor["meeting_uid"],)).fetchone()
    item = db.execute("select id from items where uid = ?", (anchor["item_uid"],)).fetchone()
    values = {
        **json.loads(anchor["record"]),
        "uid": anchor["record_uid"],
        "site_id": site["id"],
        "meeting_id": meeting["id"] if meeting else None,
        "committee_id": meeting["committee_id"] if meeting else None,
        "item_id": item["id"] if item else None,
        "status": WITHDRAWN,
    }
    marks = ", ".join("?" * len(values))
    db.execute(f"insert into records ({', '.join(values)}) values ({marks})", tuple(values.values()))


def _record(db: sqlite3.Connection, record_uid: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute(BY_UID, (record_uid,)).fetchone()
    if row is None:
        row = db.execute(BY_ALIAS, (record_uid,)).fetchone()
    return row


def _number(uid: str | None) -> int | None:
    """An item's id as a number, so that two of them can be compared as scopes."""
    return int(uid, 16) if uid else None
