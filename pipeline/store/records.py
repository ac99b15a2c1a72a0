"""Writes records under their ids, and marks the page whose words stand for each: all of a document's at once, and only
what differs from what is there."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from models.frozen import frozen
from models.record import Record
from pipeline.reading import Read
from pipeline.store.places import Place
from pipeline.store.rows import next_id

# Which page's words stand for a promise that several pages tell: the fullest first.
PREFERENCE = ("item", "meeting", "minutes", "legacy", "text", "issue", "decision", "report")
COLUMNS = (
    "site_id, committee_id, meeting_id, item_id, kind, effect, owner, owner_text, owner_inferred, owner_name,"
    " recipient, condition, due_text, due_type, due_date, trackable, confidence, rule, fate, verdict, refers_to, status"
)
MARKS = ", ".join("?" * len(COLUMNS.split(",")))
KNOWN = f"select id, uid, {COLUMNS} from records where uid in (select value from json_each(?))"
NEW = f"insert into records (id, uid, {COLUMNS}, quote, first_seen, last_changed) values (?, ?, {MARKS}, ?, ?, ?)"
CHANGED = f"update records set ({COLUMNS}, last_changed) = ({MARKS}, ?) where id = ?"
COMMITTEES = "select id, committee_id from meetings where id in (select value from json_each(?))"
PLACES = """
select record_places.record_id, record_places.id, record_places.quote, preferred, documents.page_kind,
  records.quote as standing
from record_places join documents on documents.id = record_places.document_id
join records on records.id = record_places.record_id
where record_places.record_id in (select value from json_each(?))
order by record_places.record_id, record_places.id
"""
TO_BE_LINKED = """
insert or ignore into link_todo (meeting_id) select distinct meeting_id from records
where id in (select value from json_each(?)) and meeting_id is not null
"""
ORPHANED = """
update records set status = 'withdrawn from the record', last_changed = :at
where id in (select value from json_each(:ids)) and status = 'current'
and not exists (select 1 from record_places where record_id = records.id)
"""
Row = tuple[Any, ...]  # Any: values as sqlite3 gives and takes them


@dataclass(slots=True)
class Written:
    """What writing a document changed."""

    new: int = 0
    changed: int = 0
    withdrawn: int = 0


@frozen
class Found:
    """A record with the id that it gets and where it belongs."""

    uid: str
    record: Record
    place: Place


def known_records(db: sqlite3.Connection, uids: Iterable[str]) -> dict[str, Row]:
    """Return the records that are there under some ids: row's id, id, and what a reading says of it as COLUMNS."""
    return {row["uid"]: tuple(row) for row in db.execute(KNOWN, (json.dumps([*uids]),))}


def write_records(
    db: sqlite3.Connection, read: Read, found: Sequence[Found], stored: Mapping[str, Row], done: Written
) -> tuple[dict[str, int], set[int]]:
    """Write the records of a document, each id once; `stored` are those of them that are there, `done` counts what was
    written. Return their rows' ids, and which of those are new."""
    at = read.job.fetched_at.isoformat(timespec="seconds")
    committees = dict(
        db.execute(COMMITTEES, (json.dumps(sorted({one.place.meeting or 0 for one in found})),)).fetchall()
    )
    first = next_id(db, "records")
    ids: dict[str, int] = {}
    new: list[Row] = []
    changed: list[Row] = []
    for one in found:
        values = _values(one, committees.get(one.place.meeting))
        before = stored.get(one.uid)
        if before is None:
            ids[one.uid] = first + len(new)
            new.append((ids[one.uid], one.uid, *values, one.record.quote, at, at))
            continue
        ids[one.uid] = before[0]
        if before[2:] != values and _may_rewrite(db, before[0], read):
            changed.append((*values, at, before[0]))
    db.executemany(NEW, new)
    db.executemany(CHANGED, changed)
    done.new += len(new)
    done.changed += len(changed)
    return ids, set(range(first, first + len(new)))


def prefer(db: sqlite3.Connection, records: Sequence[int]) -> None:
    """Mark, for each of some records, the place on the fullest page as the one whose words stand for it."""
    if not records:
        return
    standing: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in db.execute(PLACES, (json.dumps(records),)):
        standing[row["record_id"]].append(row)
    marks: list[Row] = []
    quotes: list[Row] = []
    for record, rows in standing.items():
        best = min(rows, key=lambda row: (rank(row["page_kind"]), row["id"]))
        marks += [(int(row is best), row["id"]) for row in rows if row["preferred"] != (row is best)]
        if best["standing"] != best["quote"]:
            quotes.append((best["quote"], record))
    db.executemany("update record_places set preferred = ? where id = ?", marks)
    db.executemany("update records set quote = ? where id = ?", quotes)


def withdraw(db: sqlite3.Connection, records: Sequence[int], at: str) -> int:
    """Withdraw those of some records whose words no page holds any more, and return how many those are."""
    return db.execute(ORPHANED, {"ids": json.dumps(records), "at": at}).rowcount if records else 0


def to_be_linked(db: sqlite3.Connection, records: Sequence[int]) -> None:
    """Have the meetings of some records linked again, as triggers do for each row while not much is written at once."""
    db.execute(TO_BE_LINKED, (json.dumps(records),))


def rank(kind: str | None) -> int:
    """Return the place of a page kind among those that may stand for a record: the fullest first."""
    return PREFERENCE.index(kind) if kind in PREFERENCE else len(PREFERENCE)


def _values(found: Found, committee: int | None) -> Row:
    """What a reading says of a record, in the order of COLUMNS."""
    record, place, due = found.record, found.place, found.record.due
    return (
        *(place.site, committee, place.meeting, place.item, record.kind, record.effect),
        _list(record.owner) if record.owner else None,
        ", ".join(record.owner) or None,
        *(record.owner_inferred, record.owner_name, record.recipient, record.condition),
        *((due.text, due.type, due.date.isoformat() if due.date else None) if due else (None, None, None)),
        *(int(record.trackable), record.confidence, record.rule, record.fate, record.verdict, record.refers_to),
        "current",
    )


@lru_cache(maxsize=4096)
def _list(owners: tuple[str, ...]) -> str:
    """Owners as the table keeps them; the same few have most of a council's promises."""
    return json.dumps(owners, ensure_ascii=False)


def _may_rewrite(db: sqlite3.Connection, record: int, found: Read) -> bool:
    """Whether what this page says of a promise stands for it: it is the page whose reading is kept, or a fuller one."""
    kept = db.execute(
        "select documents.page_kind, documents.url from record_places"
        " join documents on documents.id = record_places.document_id"
        " where record_places.record_id = ? and record_places.preferred = 1",
        (record,),
    ).fetchone()
    kind = found.reading.kind if found.reading else "other"
    return kept is None or kept["url"] == found.job.url or rank(kind) < rank(kept["page_kind"])
