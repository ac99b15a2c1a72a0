"""Search and indexes while much is written at once: kept row by row on an ordinary night, else built at the end.

Triggers of full-text search cost three times as much as one build at the end. While they are off, search answers with
what it knew before. The indexes of lists are off only while a database is made from nothing, when nobody reads it.
What was switched off stands in `meta`, so that a run that died is mended by the next.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.store.files import immediate
from pipeline.store.schema import SEARCHED

OFF = "search_off"
# The indexes of the largest tables that the writer itself looks into; all others are there for those who read.
USED_IN_WRITING = frozenset({"records_of_item", "records_meeting", "passages_document"})
# With less, the indexes that stay are read from the disk again and again; with more, nothing is gained.
CACHE_KILOBYTES = 64 * 1024
INDEXES = (
    "select name, sql from sqlite_master"
    " where type = 'index' and sql is not null and tbl_name in ('records', 'passages')"
)
TRIGGERS = "select name, sql from sqlite_master where type = 'trigger' and tbl_name = ? and sql like '%_fts%'"


@contextmanager
def built_at_the_end(db: sqlite3.Connection) -> Iterator[None]:
    """Write inside the block without search, and build it behind the block, however the block ends."""
    (cache,) = db.execute("pragma cache_size").fetchone()
    db.execute(f"pragma cache_size = -{CACHE_KILOBYTES}")
    with immediate(db):
        triggers = {name: sql for table, _ in SEARCHED for name, sql in db.execute(TRIGGERS, (table,))}
        indexes = _indexes_of_lists(db)
        db.execute("insert into meta (key, value) values (?, ?)", (OFF, json.dumps(triggers | indexes)))
        for name in triggers:
            db.execute(f"drop trigger {name}")
        for name in indexes:
            db.execute(f"drop index {name}")
    try:
        yield
    finally:
        mend(db)
        db.execute(f"pragma cache_size = {cache}")


def mend(db: sqlite3.Connection) -> None:
    """Switch search on again and build it, where a run switched it off; else do nothing."""
    row = db.execute("select value from meta where key = ?", (OFF,)).fetchone()
    if row is None:
        return
    with immediate(db):
        for sql in json.loads(row["value"]).values():
            db.execute(sql)
        for table, _ in SEARCHED:
            db.execute(f"insert into {table}_fts({table}_fts) values ('rebuild')")
        db.execute("delete from meta where key = ?", (OFF,))


def _indexes_of_lists(db: sqlite3.Connection) -> dict[str, str]:
    """The indexes that may be built at the end, each with its statement; none where records are there already."""
    if db.execute("select 1 from records limit 1").fetchone():
        return {}
    return {name: sql for name, sql in db.execute(INDEXES) if name not in USED_IN_WRITING}
