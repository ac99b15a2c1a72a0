"""Search and indexes while much is written at once: kept row by row on an ordinary night, else built at the end.

Triggers of full-text search cost three times as much as one build at the end. While they are off, search answers with
what it knew before. What it knows then are the rows up to a mark, the last id of each table; at the end those behind
it are added, and only where one of those before it was changed all are. The indexes of a table that readers use are off
only while its first rows are written. The triggers that have the meetings of new rows linked are off too: they are told
once a document instead. What was switched off stands in `meta`, so that a run that died is mended by the next.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.collector import collecting_seldom
from pipeline.store.files import CHECKPOINT_PAGES, immediate
from pipeline.store.schema import SEARCHED

OFF = "search_off"
# The indexes of the largest tables that the writer itself looks into; all others are there for those who read.
USED_IN_WRITING = frozenset({"records_of_item", "records_meeting", "passages_document"})
# With less, the indexes that stay are read from the disk again and again; with more, nothing is gained.
CACHE_KILOBYTES = 64 * 1024
# Pages of which many documents wrote a part go from the journal into the file once: 64 MB, as `files` keeps of it.
CHECKPOINT_PAGES_AT_ONCE = 16 * CHECKPOINT_PAGES
INDEXES = "select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name = ?"
TRIGGERS = "select name, sql from sqlite_master where type = 'trigger' and (sql like '%_fts%' or name in (?, ?))"
# What these do for each new row is done by `to_be_linked` for all of a document.
LINKING = ("records_new_to_link", "places_to_link")
STALE = "search_stale_{table}"
# How many parts of an index SQLite merges while it writes: its own number, and none but where there are too many, which
# takes a quarter from the building of a large one.
MERGE, NO_MERGE = 4, 0
# What of an index SQLite gathers before it writes a part: its own, and more for a large one, which then has fewer parts
# to be merged. It takes a sixth less time to build.
GATHERED_BYTES, GATHERED_BYTES_AT_ONCE = 1024 * 1024, 8 * 1024 * 1024
# No row that is there already is inserted; an id is given again only where its row was deleted.
WATCHES = """
create trigger {table}_changed_in_bulk after update of {column} on {table} when old.id <= {mark}
begin insert or ignore into meta (key, value) values ('{stale}', ''); end
""", """
create trigger {table}_deleted_in_bulk after delete on {table} when old.id <= {mark}
begin insert or ignore into meta (key, value) values ('{stale}', ''); end
"""  # fmt: skip
UNWATCH = "drop trigger if exists {table}_changed_in_bulk", "drop trigger if exists {table}_deleted_in_bulk"


@contextmanager
def built_at_the_end(db: sqlite3.Connection) -> Iterator[None]:
    """Write inside the block without search, and build it behind the block, however the block ends."""
    with touched_all_over(db), collecting_seldom():
        with immediate(db):
            _switch_off(db)
        try:
            yield
        finally:
            mend(db)


@contextmanager
def touched_all_over(db: sqlite3.Connection) -> Iterator[None]:
    """Hold more of the file in memory inside the block, and bring what is written into it less often."""
    (cache,) = db.execute("pragma cache_size").fetchone()
    db.execute(f"pragma cache_size = -{CACHE_KILOBYTES}")
    db.execute(f"pragma wal_autocheckpoint = {CHECKPOINT_PAGES_AT_ONCE}")
    try:
        yield
    finally:
        db.execute(f"pragma wal_autocheckpoint = {CHECKPOINT_PAGES}")
        db.execute(f"pragma cache_size = {cache}")


def mend(db: sqlite3.Connection) -> None:
    """Switch search on again and bring it up to date, where a run switched it off; else do nothing."""
    row = db.execute("select value from meta where key = ?", (OFF,)).fetchone()
    if row is None:
        return
    kept = json.loads(row["value"])
    with immediate(db):
        for sql in kept["statements"].values():
            db.execute(sql)
        for table, columns in SEARCHED:
            _catch_up(db, table, ", ".join(columns), kept["marks"][table])
        db.execute("delete from meta where key = ?", (OFF,))


def _switch_off(db: sqlite3.Connection) -> None:
    triggers = dict(db.execute(TRIGGERS, LINKING).fetchall())
    indexes = _indexes_of_lists(db)
    marks = {table: int(db.execute(f"select coalesce(max(id), 0) from {table}").fetchone()[0]) for table, _ in SEARCHED}
    kept = {"statements": triggers | indexes, "marks": marks}
    db.execute("insert into meta (key, value) values (?, ?)", (OFF, json.dumps(kept)))
    for name in triggers:
        db.execute(f"drop trigger {name}")
    for name in indexes:
        db.execute(f"drop index {name}")
    for table, columns in SEARCHED:
        for watch in WATCHES if marks[table] else ():
            stale = STALE.format(table=table)
            db.execute(watch.format(table=table, column=", ".join(columns), mark=marks[table], stale=stale))


def _catch_up(db: sqlite3.Connection, table: str, columns: str, mark: int) -> None:
    """Add the rows behind the mark to the search in a table, or all of them anew where one before it was changed."""
    for unwatch in UNWATCH:
        db.execute(unwatch.format(table=table))
    if db.execute("delete from meta where key = ?", (STALE.format(table=table),)).rowcount:
        add = f"insert into {table}_fts({table}_fts) values ('rebuild')"
    elif db.execute(f"select 1 from {table} where id > ? limit 1", (mark,)).fetchone():
        new = f"select id, {columns} from {table} where id > {mark} order by id"
        add = f"insert into {table}_fts (rowid, {columns}) {new}"
    else:
        return
    setting = f"insert into {table}_fts({table}_fts, rank) values (?, ?)"
    db.executemany(setting, [("automerge", NO_MERGE), ("hashsize", GATHERED_BYTES_AT_ONCE)])
    db.execute(add)
    db.executemany(setting, [("automerge", MERGE), ("hashsize", GATHERED_BYTES)])


def _indexes_of_lists(db: sqlite3.Connection) -> dict[str, str]:
    """The indexes that may be built at the end, each with its statement: those of tables that are empty yet."""
    empty = [table for table in ("records", "passages") if not db.execute(f"select 1 from {table} limit 1").fetchone()]
    return {name: sql for table in empty for name, sql in db.execute(INDEXES, (table,)) if name not in USED_IN_WRITING}
