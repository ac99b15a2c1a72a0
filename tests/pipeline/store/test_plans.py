"""Writing a document asks for rows by indexes: what it costs must not grow with what is stored."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.corpus import address, meeting_page, meetings
from models.meeting import Site
from models.record import Context
from pipeline.reading import Job, Read, read_job
from pipeline.store.files import open_minutes
from pipeline.store.write import write

SITE = Site("moor", "Moor Council", "moderngov")
NOW = datetime(2027, 3, 1, tzinfo=UTC)
# Plain inserts look nowhere: what SQLite plans for them is what it would do after a broken reference.
STATEMENT = re.compile(r"\s*(?:select|update|delete|insert (?!into \w+ \([^)]*\) values))", re.IGNORECASE)
# All of a table, or all of a council's rows of it.
WHOLE = re.compile(r"SCAN (?!json_each|\(|VALUES|CONSTANT|link_todo)\w+|\(site_id=\?\)$")
MINUTES = b"Parks Panel\n\n5 January 2027\n\n1. Gates\n\nThe Ranger undertook to mend the gate by 1 May 2027.\n"
PAGES = [
    Job(SITE.slug, address(one), "page", "text/html", meeting_page(one), f"hash {one.number}", NOW, Context())
    for one in meetings(2)
]
FILES = [
    Job(SITE.slug, f"file:///{name}.txt", f"{name}.txt", "text/plain", MINUTES, name, NOW, Context()) for name in "ab"
]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_minutes(tmp_path)
    yield connection
    connection.close()


@pytest.mark.parametrize("jobs", [PAGES, FILES], ids=["pages", "files"])
def test_a_document_is_written_and_written_again_without_reading_a_whole_table(
    db: sqlite3.Connection, jobs: list[Job]
) -> None:
    first, second = map(read_job, jobs)
    write(db, SITE, first, "1")
    for name, found in (("new", second), ("the same", second)):
        assert whole_tables(db, found) == [], name


def whole_tables(db: sqlite3.Connection, found: Read) -> list[str]:
    """Write a document and return the statements for which SQLite reads a whole table."""
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    write(db, SITE, found, "1")
    db.set_trace_callback(None)
    plans = {
        sql: [row["detail"] for row in db.execute(f"explain query plan {sql}")] for sql in asked if STATEMENT.match(sql)
    }
    return [f"{step}: {sql}" for sql, steps in plans.items() for step in steps if WHOLE.search(step)]
