"""Makes the tables of a new minutes.db at once, as the migrations leave them, and writes down what those are.

One migration after the other takes ten times as long: for each column that one adds, SQLite reads the schema again.
`minutes.sql` is made from the migrations, and a test holds it to them. It says itself which of them it stands for: what
is newer is applied to a new file as to any other.
"""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

SCRIPT = Path(__file__).parent / "minutes.sql"
BETWEEN = ";\n\n"
# The tables behind one of full-text search come and go with it.
MADE = """
select sql from sqlite_master where sql is not null
  and name not in (select name from pragma_table_list where type = 'shadow')
order by type = 'trigger', type = 'view', type = 'index', rowid
"""
APPLIED = "select quote(migration_set), quote(name) from _sqlite_migrations order by id"


def is_empty(db: sqlite3.Connection) -> bool:
    """Return whether a file holds no table yet."""
    return db.execute("select 1 from sqlite_master limit 1").fetchone() is None


def make_tables(db: sqlite3.Connection) -> None:
    """Make the tables of an empty file inside the transaction that is open."""
    for statement in SCRIPT.read_text("utf8").split(BETWEEN):
        db.execute(statement, {"now": str(datetime.now(UTC))})


def tables_as_script(db: sqlite3.Connection) -> str:
    """Return the statements that make the tables of a database, and name the migrations that made them, as applied at
    the time `now`."""
    applied = ",\n".join(f"  ({group}, {name}, :now)" for group, name in db.execute(APPLIED))
    recorded = f"insert into _sqlite_migrations (migration_set, name, applied_at) values\n{applied}"
    return BETWEEN.join([*(sql for (sql,) in db.execute(MADE)), recorded]) + "\n"
