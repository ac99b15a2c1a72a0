"""The action log: what is outstanding in a data folder, in the shape in which committees receive it."""

import datetime
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.exports.outstanding import Filters, outstanding
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


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the log. `number` counts from 1 in this log; `id` stays the same in every log."""

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


def actions(folder: Path, filters: Filters, today: datetime.date) -> tuple[Action, ...]:
    """Return what is outstanding on that day, overdue first, in the order of the tracker's list."""
    with closing(connect(folder)) as db:
        rows = outstanding(db, filters, today, rows=MOST_ROWS, offset=0)
    return tuple(action(number, row) for number, row in enumerate(rows, 1))


def cells(line: Action) -> tuple[str, ...]:
    """Return the line's cells in the order of `HEADS`; what is not known is empty."""
    return tuple("" if value is None else str(value) for value in (getattr(line, head) for head in HEADS))


def connect(folder: Path) -> sqlite3.Connection:
    """Open minutes.db for reading with followup.db beside it, as the tracker's own pages do."""
    db = sqlite3.connect(f"{(folder / MINUTES_FILE).resolve().as_uri()}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    db.execute("pragma busy_timeout = 30000")
    db.execute("attach ? as followup", (f"{(folder / FOLLOWUP_FILE).resolve().as_uri()}?mode=ro",))
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
