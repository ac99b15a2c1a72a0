"""Full-text search while much is written at once: kept row by row on an ordinary night, built whole after a large read.

Triggers cost three times as much as one build at the end. While they are off, search answers with what it knew before;
what was switched off stands in `meta`, so that a run that died is mended by the next.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.store.files import immediate
from pipeline.store.schema import SEARCHED

OFF = "search_off"
TRIGGERS = "select name, sql from sqlite_master where type = 'trigger' and tbl_name = ? and sql like '%_fts%'"


@contextmanager
def built_at_the_end(db: sqlite3.Connection) -> Iterator[None]:
    """Write inside the block without search, and build it behind the block, however the block ends."""
    with immediate(db):
        off = {name: sql for table, _ in SEARCHED for name, sql in db.execute(TRIGGERS, (table,))}
        db.execute("insert into meta (key, value) values (?, ?)", (OFF, json.dumps(off)))
        for name in off:
            db.execute(f"drop trigger {name}")
    try:
        yield
    finally:
        mend(db)


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
