"""Appends what officers write to followup.db. The caller holds the transaction; nothing here commits.

A nonce makes a second sending of the same form harmless; the number of the last event that the officer saw makes sure
that nobody answers words that they have not read.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models.followup import FollowUp

LAST = "select coalesce(max(id), 0) from followups where record_uid = ?"
APPEND = """
insert into followups (record_uid, recorded_at, actor, state, note, evidence_url, new_due, new_due_reason, public,
  nonce, batch, undoes, evidence_uid, right_kind, right_owner, right_due_text, right_due_date)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class Overtaken(Exception):
    """Raised where somebody else wrote meanwhile; `changed` are the ids of the promises that they wrote of."""

    def __init__(self, changed: Sequence[str]) -> None:
        super().__init__(f"written of meanwhile: {', '.join(changed)}")
        self.changed = tuple(changed)


@dataclass(frozen=True, slots=True)
class Addition:
    """A promise that an officer added by hand from the words of a document; offsets as in the document's text."""

    record_uid: str
    recorded_at: datetime
    actor: str
    document_uid: str
    start: int
    end: int
    quote: str
    kind: str
    owner: str | None = None
    due_text: str | None = None
    due_date: date | None = None


def append(db: sqlite3.Connection, event: FollowUp, *, nonce: str, seen: int) -> bool:
    """Append an event; False where this nonce was saved before. Raises `Overtaken` where `seen` is not the last."""
    return bool(append_all(db, [(event, seen)], nonce=nonce))


def append_all(db: sqlite3.Connection, events: Sequence[tuple[FollowUp, int]], *, nonce: str) -> int:
    """Append the events of one form, all or none, and return how many were new."""
    fresh = [(event, seen, f"{nonce}:{event.record_uid}") for event, seen in events]
    fresh = [one for one in fresh if not _is_saved(db, one[2])]
    changed = [event.record_uid for event, seen, _ in fresh if last(db, event.record_uid) != seen]
    if changed:
        raise Overtaken(changed)
    for event, _seen, key in fresh:
        db.execute(APPEND, _values(event, key))
    return len(fresh)


def last(db: sqlite3.Connection, record_uid: str) -> int:
    """Return the number of the last event of a promise, 0 where there is none."""
    return int(db.execute(LAST, (record_uid,)).fetchone()[0])


def undo(db: sqlite3.Connection, undoes: int, *, actor: str, now: datetime, nonce: str) -> bool:
    """Take back an event that is the last one standing of its promise; False where it is taken back already.

    Raises `Overtaken` where another event came after it.
    """
    event = db.execute("select record_uid from followups where id = ?", (undoes,)).fetchone()
    record_uid = event[0] if event else ""
    row = db.execute(
        "select id, state from standing where record_uid = ? order by id desc limit 1", (record_uid,)
    ).fetchone()
    if db.execute("select 1 from followups where undoes = ?", (undoes,)).fetchone():
        return False
    if row is None or row[0] != undoes:
        raise Overtaken([record_uid])
    taken_back = FollowUp(record_uid, now, actor, row[1], undoes=undoes)
    return append(db, taken_back, nonce=nonce, seen=last(db, record_uid))


def undo_batch(db: sqlite3.Connection, batch: str, *, actor: str, now: datetime, nonce: str) -> int:
    """Take back the events of a batch that still stand last, and return how many those were."""
    rows = db.execute("select id, record_uid from standing where batch = ?", (batch,)).fetchall()
    latest = [
        row
        for row in rows
        if db.execute("select max(id) from standing where record_uid = ?", (row[1],)).fetchone()[0] == row[0]
    ]
    return sum(undo(db, row[0], actor=actor, now=now, nonce=nonce) for row in latest)


def add(db: sqlite3.Connection, addition: Addition, *, nonce: str) -> bool:
    """Add a promise by hand; False where the same words were added before."""
    cursor = db.execute(
        "insert into additions (record_uid, recorded_at, actor, document_uid, start, end, quote, kind, owner, due_text,"
        " due_date, nonce) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
        (addition.record_uid, _at(addition.recorded_at), addition.actor, addition.document_uid, addition.start,
         addition.end, addition.quote, addition.kind, addition.owner, addition.due_text, _day(addition.due_date),
         nonce),
    )  # fmt: skip
    return cursor.rowcount > 0


def dismiss(db: sqlite3.Connection, record_uid: str, other_uid: str, *, actor: str, now: datetime, nonce: str) -> None:
    """Keep that an officer found a suggestion to be of something else."""
    db.execute(
        "insert into dismissals (record_uid, other_uid, recorded_at, actor, nonce) values (?, ?, ?, ?, ?)"
        " on conflict do nothing",
        (record_uid, other_uid, _at(now), actor, nonce),
    )


def _is_saved(db: sqlite3.Connection, nonce: str) -> bool:
    return db.execute("select 1 from followups where nonce = ?", (nonce,)).fetchone() is not None


def _values(event: FollowUp, nonce: str) -> tuple[object, ...]:
    right = event.correction
    return (
        event.record_uid, _at(event.recorded_at), event.actor, event.state, event.note, event.evidence_url,
        _day(event.new_due), event.new_due_reason, int(event.public), nonce, event.batch, event.undoes,
        event.evidence_uid, right.kind, right.owner, right.due_text, _day(right.due_date),
    )  # fmt: skip


def _at(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
