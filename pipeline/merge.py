"""Many councils' databases into one: every row of every shard, its ids moved past those that are there already.

A shard is a data folder. The tables and what refers to what are read from the schema, so that a new table needs nothing
here as long as it declares what it refers to. Ids that other files or people refer to (`uid`, `slug`) are hashes with
the council in them and stay as they are.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.store.files import FOLLOWUP_FILE, MINUTES_FILE, immediate, open_followup, open_minutes
from pipeline.store.lists import refresh
from pipeline.store.schema import SEARCHED

# Of the archive and the runs that a shard was made by, or filled by a trigger of the rows that are copied.
NOT_COPIED = frozenset({"meta", "link_seen", "link_todo", "promise_state"})
# The same in every shard that this version has read.
SHARED = frozenset({"rules"})
# Ids of another table that no foreign key declares.
UNDECLARED = {("site_nights", "run_id"): "runs"}
TABLES = (
    "select name from pragma_table_list where schema = 'main' and type = 'table'"
    " and name not like 'sqlite\\_%' escape '\\' and name not like '\\_%' escape '\\' order by name"
)
TRIGGERS = "select name, sql from main.sqlite_master where type = 'trigger'"


class CannotMerge(Exception):
    """Shards that do not fit together; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge: how many councils and records the one file has."""

    sites: int
    records: int


def merge(shards: Sequence[Path], target: Path) -> Merged:
    """Make the data folder `target`, which must not be there yet, of the folders `shards`, in their order.

    Shards are brought to this version's schema and otherwise left alone. Nothing is left of a merge that fails. Raises
    `CannotMerge` where the target is there, a shard is none, or two shards hold the same council.
    """
    if target.exists():
        raise CannotMerge(f"{target} is there already; merge into a new folder")
    for shard in shards:
        if not (shard / MINUTES_FILE).exists():
            raise CannotMerge(f"{shard} holds no {MINUTES_FILE}; expected a data folder")
        open_minutes(shard).close()
        open_followup(shard).close()
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        merged = _merged(shards, part)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return merged


def _merged(shards: Sequence[Path], folder: Path) -> Merged:
    minutes, followup = open_minutes(folder), open_followup(folder)
    try:
        with _without_triggers(minutes):
            for shard in shards:
                _take(minutes, shard / MINUTES_FILE)
        with immediate(minutes):
            for table, _ in SEARCHED:
                minutes.execute(f"insert into {table}_fts({table}_fts) values ('rebuild')")
        minutes.execute("analyze")
        # Its triggers fold the events of each promise, as they did when these were written.
        for shard in shards:
            _take(followup, shard / FOLLOWUP_FILE)
        # What pages read instead of counting holds sums over all councils, and rows that have moved.
        refresh(minutes)
        counts = minutes.execute("select (select count(*) from sites), (select count(*) from records)").fetchone()
    finally:
        minutes.close()
        followup.close()
    return Merged(*counts)


@contextmanager
def _without_triggers(db: sqlite3.Connection) -> Iterator[None]:
    """What triggers keep is copied with the rows, or built at the end."""
    triggers = db.execute(TRIGGERS).fetchall()
    with immediate(db):
        for name, _ in triggers:
            db.execute(f"drop trigger {name}")
    yield
    with immediate(db):
        for _, sql in triggers:
            db.execute(sql)


def _take(db: sqlite3.Connection, path: Path) -> None:
    """Copy every row of one file, all or nothing."""
    db.execute("attach ? as shard", (str(path),))
    try:
        with immediate(db):
            db.execute("pragma defer_foreign_keys = on")
            tables = [name for (name,) in db.execute(TABLES) if name not in NOT_COPIED]
            _refuse_twins(db, path, tables)
            moved = {name: _greatest(db, name) for name in tables}
            for name in tables:
                _copy(db, name, moved)
    finally:
        db.execute("detach shard")


def _refuse_twins(db: sqlite3.Connection, path: Path, tables: Sequence[str]) -> None:
    if "sites" not in tables:
        return
    twin = db.execute("select slug from shard.sites intersect select slug from main.sites").fetchone()
    if twin:
        raise CannotMerge(f"{path} holds {twin[0]!r}, which another shard holds too")


def _greatest(db: sqlite3.Connection, table: str) -> int:
    """The greatest id of a table: what the ids of the next shard are moved by. 0 where it has no ids of its own."""
    key = _own_key(db, table)
    return int(db.execute(f"select coalesce(max({key}), 0) from main.{table}").fetchone()[0]) if key else 0


def _copy(db: sqlite3.Connection, table: str, moved: dict[str, int]) -> None:
    referred = _referred(db, table)
    own = _own_key(db, table)
    columns = [row["name"] for row in db.execute(f"pragma main.table_info({table})")]
    shifts = [moved[table] if column == own else moved.get(referred.get(column, ""), 0) for column in columns]
    values = [f"{column} + {shift}" if shift else column for column, shift in zip(columns, shifts, strict=True)]
    order = f" order by {own}" if own else ""
    ignored = " or ignore" if table in SHARED else ""
    db.execute(
        f"insert{ignored} into main.{table} ({', '.join(columns)}) select {', '.join(values)} from shard.{table}{order}"
    )


def _own_key(db: sqlite3.Connection, table: str) -> str | None:
    """The table's integer key; None where it has another, or one that is the id of another table's row."""
    keys = [row for row in db.execute(f"pragma main.table_info({table})") if row["pk"]]
    if len(keys) != 1 or keys[0]["type"].lower() != "integer" or keys[0]["name"] in _referred(db, table):
        return None
    return str(keys[0]["name"])


def _referred(db: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns that hold ids of rows, each with the table of those rows."""
    declared = {row["from"]: row["table"] for row in db.execute(f"pragma main.foreign_key_list({table})")}
    return declared | {column: wanted for (owner, column), wanted in UNDECLARED.items() if owner == table}
