"""What SQLite has counted of its tables, by which it chooses how to look something up."""

import sqlite3

COUNTED = "select 1 from sqlite_master where name = 'sqlite_stat1'"


def plan_without_counts(db: sqlite3.Connection) -> None:
    """Have a connection plan as if no table had been counted yet, as in a new file; for all others the counts stay.

    Counts of the few rows that were there before a large run say that to read a whole table costs next to nothing,
    which is so no more when it has a million. SQLite looks at the counts when it reads the schema, and then no more: it
    is made to read that anew while there are none, and they are put back.
    """
    if db.execute(COUNTED).fetchone() is None:
        return
    db.execute("begin immediate")
    db.execute("delete from sqlite_stat1")
    db.execute("pragma writable_schema = reset")
    db.execute(COUNTED).fetchone()
    db.execute("rollback")
