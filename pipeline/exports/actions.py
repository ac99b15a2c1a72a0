"""The action log: what is outstanding in a data folder, in the shape in which committees receive it."""

import datetime
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.exports.outstanding import Filters, outstanding
from pipeline.read_only import read_only
from pipeline.store.files import FOLLOWUP_FILE, MINUTES_FILE

# More than any council has; an export is whole or it is not made.
MOST_ROWS = 1_000_000
HEADS = (
    "number",
    "meeting_date",
    "committee",
    "item",
    "action",
    "owner",
    "due",
    "due_words",
    "progress",
    "source",
    "id",
)
# The same for people.
TITLES = ("No.", "Meeting", "Committee", "Item", "Action", "Owner", "Due", "Due, in words", "Progress", "Source", "Id")

REVISED = """
select wanted.value as uid, coalesce(records.last_changed, additions.recorded_at) as at,
  (select count(*) from due_history where due_history.record_id = records.id) as moved,
  (select count(*) from followup.followups where followups.record_uid = wanted.value) as said,
  (select max(recorded_at) from followup.followups where followups.record_uid = wanted.value) as said_at
from json_each(?) as wanted left join records on records.uid = wanted.value
left join followup.additions on additions.record_uid = wanted.value
"""


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the log. `number` counts from 1 in this log; `id` stays the same in every log.

    `revision` and `revised_at` (ISO, with its zone) say how often and when it changed; no column shows them.
    """

    number: int
    meeting_date: str | None
    committee: str | None
    item: str | None
    action: str
    owner: str | None
    due: str | None
    due_words: str | None
    progress: str
    source: str | None
    id: str
    revision: int = 0
    revised_at: str | None = None


def actions(folder: Path, filters: Filters, today: datetime.date) -> tuple[Action, ...]:
    """Return what is outstanding on that day, overdue first, in the order of the tracker's list."""
    with closing(connect(folder)) as db:
        rows = outstanding(db, filters, today, rows=MOST_ROWS, offset=0)
        return revised(db, tuple(action(number, row) for number, row in enumerate(rows, 1)))


def revised(db: sqlite3.Connection, log: tuple[Action, ...]) -> tuple[Action, ...]:
    """Return the log with how often and when each promise last changed. `db` has followup.db beside it."""
    rows = db.execute(REVISED, (json.dumps([line.id for line in log]),)).fetchall()
    told = {row["uid"]: (row["moved"] + row["said"], max(row["at"] or "", row["said_at"] or "")) for row in rows}
    return tuple(replace(line, revision=told[line.id][0], revised_at=told[line.id][1] or None) for line in log)


def cells(line: Action) -> tuple[str, ...]:
    """Return the line's cells in the order of `HEADS`; what is not known is empty."""
    return tuple("" if value is None else str(value) for value in (getattr(line, head) for head in HEADS))


def fields_of(line: Action) -> dict[str, Any]:
    """Return the line's values by the names of `HEADS`, None where nothing is known."""
    return {head: getattr(line, head) for head in HEADS}


def connect(folder: Path) -> sqlite3.Connection:
    """Open minutes.db for reading with followup.db beside it, as the tracker's own pages do."""
    db = sqlite3.connect(read_only(folder / MINUTES_FILE), uri=True, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("pragma busy_timeout = 30000")
    db.execute("pragma temp_store = memory")
    db.execute("attach ? as followup", (read_only(folder / FOLLOWUP_FILE),))
    return db


# `Any`: a row of SQLite, by the names of its columns.
def action(number: int, row: Mapping[str, Any] | sqlite3.Row) -> Action:
    """Return a row of the outstanding list as a line of the log."""
    return Action(
        number=number,
        meeting_date=row["meeting_date"],
        committee=row["committee"],
        item=row["item"],
        action=row["quote"],
        owner=row["owner"],
        due=row["due"],
        due_words=row["due_text"],
        progress=row["state"],
        source=row["source_url"],
        id=row["uid"],
    )
