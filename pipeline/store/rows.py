"""Writes single rows: finds them by their key or makes them, fills what was unknown, leaves alone what is as it was."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

Row = Mapping[str, object]
# A later reading never takes a status back to what is only a default.
DEFAULTS = {"status": "scheduled", "minutes_status": "none"}


def upsert(db: sqlite3.Connection, table: str, key: Row, values: Row) -> int:
    """Return the id of the row with this key, made or filled with the values."""
    where = " and ".join(f"{column} = ?" for column in key)
    row = db.execute(f"select * from {table} where {where}", tuple(key.values())).fetchone()
    if row is None:
        return insert(db, table, {**key, **values})
    fill(db, table, row, values)
    return int(row["id"])


def upsert_all(db: sqlite3.Connection, table: str, rows: Sequence[Row]) -> dict[object, int]:
    """Do as `upsert` does for several rows of one shape, each with its key in the column `uid`, in few statements.
    Return the rows' ids by their keys."""
    if not rows:
        return {}
    first: dict[object, Row] = {}
    again: list[Row] = []
    for row in rows:
        if first.setdefault(row["uid"], row) is not row:
            again.append(row)
    stored = db.execute(
        f"select id, {', '.join(rows[0])} from {table} where uid in (select value from json_each(?))",
        (json.dumps([*first]),),
    )
    ids: dict[object, int] = {}
    for known in stored.fetchall():
        number, *values = known
        row = first[known["uid"]]
        ids[row["uid"]] = number
        if values != [*row.values()]:
            fill(db, table, known, row)
    new = [row for key, row in first.items() if key not in ids]
    ids |= _insert_all(db, table, new)
    for row in again:
        upsert(db, table, {"uid": row["uid"]}, row)
    return ids


def insert(db: sqlite3.Connection, table: str, values: Row) -> int:
    """Add a row and return its id."""
    columns = ", ".join(values)
    marks = ", ".join("?" * len(values))
    cursor = db.execute(f"insert into {table} ({columns}) values ({marks})", tuple(values.values()))
    return int(cursor.lastrowid or 0)


def _insert_all(db: sqlite3.Connection, table: str, rows: Sequence[Row]) -> dict[object, int]:
    """Add rows of one shape and return their ids by their keys; the ids are those that SQLite would give them."""
    if not rows:
        return {}
    ids = range(first := next_id(db, table), first + len(rows))
    insert_columns(db, table, {"id": ids} | {column: [row[column] for row in rows] for column in rows[0]})
    return {row["uid"]: number for row, number in zip(rows, ids, strict=True)}


def insert_columns(db: sqlite3.Connection, table: str, columns: Mapping[str, Sequence[object]]) -> None:
    """Add rows, given column by column. A column that is null in all of them is left out: to write it would cost as
    much as any other. Where there are no rows, nothing is written."""
    told = {name: values for name, values in columns.items() if any(value is not None for value in values)}
    if not told:
        return
    marks = ", ".join("?" * len(told))
    db.executemany(f"insert into {table} ({', '.join(told)}) values ({marks})", zip(*told.values(), strict=True))


def next_id(db: sqlite3.Connection, table: str) -> int:
    """Return the id that the next new row of a table gets."""
    return int(db.execute(f"select coalesce(max(id), 0) + 1 from {table}").fetchone()[0])


def fill(db: sqlite3.Connection, table: str, row: sqlite3.Row, values: Row) -> None:
    """Write what is known and new to a row that was just read with all these columns: never None over a value, never a
    default over a status, nothing where all is equal."""
    new = {
        column: value
        for column, value in values.items()
        if value is not None and value != row[column] and DEFAULTS.get(column) != value
    }
    if new:
        sets = ", ".join(f"{column} = ?" for column in new)
        db.execute(f"update {table} set {sets} where id = ?", (*new.values(), row["id"]))
