"""Writes due dates that a calendar settles, with their reasons and their history."""

import datetime
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.link.bodies import Body, body, is_before, meant
from pipeline.link.calendar import Calendar, Change, calendar
from pipeline.link.settling import Asked, Moved, Settled, asked, follow, history

NO_DAY = "the words name no day"
NO_MEETING_DAY = "the day of the meeting is not known"
PROMISES = """
select records.id, records.due_text, records.due_type, records.due_date, records.quote, records.first_seen,
  records.committee_id, records.settled_date, records.settled_reason, records.due_committee_id, meetings.date
from records left join meetings on meetings.id = records.meeting_id
where records.site_id = :site and records.trackable = 1 and records.due_text is not null
"""
# Due words that were settled by a calendar which changed, those that waited for a body, and meetings that were written.
TOUCHED = (
    PROMISES
    + """
and (records.meeting_id in (select meeting_id from linking)
  or records.due_committee_id in (select id from calendars_changed)
  or records.due_committee_id is null and :new_body and records.settled_reason is not null)
"""
)
CHANGES = """
select calendar_changes.* from calendar_changes join meetings on meetings.id = calendar_changes.meeting_id
where meetings.committee_id = ? order by calendar_changes.at, calendar_changes.id
"""


@dataclass(frozen=True, slots=True)
class Due:
    """What is written of one record: the body whose calendar was asked, the day, why, and how it changed."""

    record: int
    committee: int | None
    settled: Settled
    moved: tuple[Moved, ...]


def settle_due(db: sqlite3.Connection, site: int, *, new_body: bool) -> int:
    """Settle the due dates of a site's records that are to be linked again, and return how many were looked at.

    The caller has filled the temporary tables `linking` and `calendars_changed`. `new_body`: a committee is new, so
    that due words whose body was not known are looked at again.
    """
    rows = db.execute(TOUCHED, {"site": site, "new_body": new_body}).fetchall()
    if not rows:
        return 0
    reader = _Reader(db, site)
    for row in rows:
        _write(db, row, reader.due(row))
    return len(rows)


class _Reader:
    """The calendars of one site while its records are settled; each is made once."""

    def __init__(self, db: sqlite3.Connection, site: int) -> None:
        committees = db.execute("select id, name from committees where site_id = ?", (site,)).fetchall()
        self.bodies: dict[int, Body] = {row["id"]: body(row["id"], row["name"]) for row in committees}
        self.calendar = cache(lambda committee: _calendar(db, self.bodies[committee]))
        # By committee: a calendar of years is as dear to hash as to follow.
        self.follow = cache(lambda ask, said_on, committee: follow(ask, said_on, self.calendar(committee)))
        self.history = cache(
            lambda ask, said_on, seen, committee, stated: history(ask, said_on, seen, self.calendar(committee), stated)
        )

    def due(self, row: sqlite3.Row) -> Due:
        """Return what the calendar says of one record."""
        stated = _day(row["due_date"])
        ask = self._asked(row, stated)
        if ask is None:
            return Due(row["id"], None, Settled(None, "" if stated else NO_DAY), ())
        said_on = _day(row["date"])
        if said_on is None:
            return Due(row["id"], None, Settled(None, NO_MEETING_DAY), ())
        found = meant(row["due_text"], row["quote"], self.bodies.get(row["committee_id"]), tuple(self.bodies.values()))
        if found.body is None:
            return Due(row["id"], None, Settled(None, found.reason), ())
        return self._by_calendar(row, ask, said_on, stated, found.body.id)

    def _asked(self, row: sqlite3.Row, stated: datetime.date | None) -> Asked | None:
        if _asks_calendar(row):
            return asked(row["due_text"], stated)
        if row["due_type"] != "period" or not is_before(row["due_text"], row["quote"], tuple(self.bodies.values())):
            return None
        found = asked(row["due_text"], stated)
        return found if found is not None and found.kind == "month" else None

    def _by_calendar(
        self, row: sqlite3.Row, ask: Asked, said_on: datetime.date, stated: datetime.date | None, committee: int
    ) -> Due:
        settled = self.follow(ask, said_on, committee)
        moved = self.history(ask, said_on, row["first_seen"], committee, stated)
        return Due(row["id"], committee, settled, tuple(moved))


def _asks_calendar(row: sqlite3.Row) -> bool:
    return row["due_type"] in ("next_meeting", "meeting", "recurring", "event")


def _calendar(db: sqlite3.Connection, of: Body) -> Calendar:
    return calendar(of.id, f"the {of.name.removeprefix('The ')}", map(_change, db.execute(CHANGES, (of.id,))))


def _change(row: sqlite3.Row) -> Change:
    return Change(
        meeting=row["meeting_id"],
        old_date=_day(row["old_date"]),
        new_date=_day(row["new_date"]),
        old_status=row["old_status"],
        new_status=row["new_status"],
        at=row["at"],
        url=row["source_url"],
    )


def _write(db: sqlite3.Connection, row: sqlite3.Row, due: Due) -> None:
    settled = due.settled.date.isoformat() if due.settled.date else None
    reason = due.settled.reason or None
    if (row["settled_date"], row["settled_reason"], row["due_committee_id"]) != (settled, reason, due.committee):
        db.execute(
            "update records set settled_date = ?, settled_reason = ?, due_committee_id = ? where id = ?",
            (settled, reason, due.committee, row["id"]),
        )
    _write_history(db, due)


def _write_history(db: sqlite3.Connection, due: Due) -> None:
    rows = [(_iso(one.old), _iso(one.new), one.reason, one.at, one.url) for one in due.moved]
    known = db.execute(
        "select old_date, new_date, reason, at, source_url from due_history where record_id = ? order by id",
        (due.record,),
    )
    if [tuple(row) for row in known] != rows:
        db.execute("delete from due_history where record_id = ?", (due.record,))
        db.executemany(
            "insert into due_history (record_id, old_date, new_date, reason, at, source_url) values (?, ?, ?, ?, ?, ?)",
            [(due.record, *row) for row in rows],
        )


def changed_calendars(db: sqlite3.Connection, after: int) -> dict[int, set[int]]:
    """Return, by site, the committees whose calendar says something since the change `after` (0 for all)."""
    found: dict[int, set[int]] = defaultdict(set)
    for row in db.execute(
        "select distinct meetings.site_id, meetings.committee_id from calendar_changes"
        " join meetings on meetings.id = calendar_changes.meeting_id"
        " where calendar_changes.id > ? and meetings.committee_id is not null",
        (after,),
    ):
        found[row["site_id"]].add(row["committee_id"])
    return found


def fill(db: sqlite3.Connection, table: str, ids: Iterable[int], column: str = "id") -> None:
    """Make a temporary table of row ids anew."""
    db.execute(f"create temporary table if not exists {table} ({column} integer primary key)")
    db.execute(f"delete from {table}")
    db.executemany(f"insert or ignore into {table} values (?)", [(one,) for one in ids])


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
