"""Writing a document and linking a meeting ask for rows by indexes: what it costs must not grow with what is stored."""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.corpus import address, meeting_page, meetings
from benchmarks.updating import fill, run
from models.meeting import Site
from models.record import Context
from pipeline.link.run import link
from pipeline.reading import Job, read_job
from pipeline.store.files import open_minutes
from pipeline.store.statistics import plan_without_counts
from pipeline.store.write import write

SITE = Site("moor", "Moor Council", "moderngov")
NOW = datetime(2027, 3, 1, tzinfo=UTC)
# Plain inserts look nowhere: what SQLite plans for them is what it would do after a broken reference.
STATEMENT = re.compile(r"\s*(?:select|update|delete|insert (?!into \w+ \([^)]*\) values))", re.IGNORECASE)
# All of a table, all of a council's rows of it, or all of an index.
WHOLE = re.compile(
    r"SCAN (?!json_each|\(|VALUES|CONSTANT|link_todo|called|sound)\w+(?! VIRTUAL)|\(site_id=\?\)$|INDEX \w+$"
)
VALUE = re.compile(r"'[^']*'|\b\d+\b")
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
        asked = statements(db, lambda found=found: write(db, SITE, found, "1"))  # type: ignore[misc]
        assert whole_reads(db, asked) == [], name


def test_meetings_are_linked_without_reading_a_whole_table_for_each(db: sqlite3.Connection) -> None:
    for found in map(read_job, PAGES):
        write(db, SITE, found, "1")
    asked = statements(db, lambda: link(db))
    times = Counter(VALUE.sub("?", sql) for sql in asked)
    often = [sql for sql in asked if times[VALUE.sub("?", sql)] > 1]
    assert len(often) > len(PAGES)
    assert whole_reads(db, often) == []


def test_a_night_links_without_reading_a_whole_table_for_each_promise(tmp_path: Path) -> None:
    fill(tmp_path, 40)
    run(tmp_path, jobs=1)
    db = open_minutes(tmp_path)
    db.execute("insert into link_todo (meeting_id) select max(id) from meetings")
    asked = statements(db, lambda: link(db))
    promises = [sql for sql in asked if "from meetings cross join records" in sql]
    assert promises
    assert whole_reads(db, promises) == []
    db.close()


def test_counts_of_a_few_rows_are_no_guide_for_a_large_run(db: sqlite3.Connection, tmp_path: Path) -> None:
    first, second = map(read_job, PAGES)
    write(db, SITE, first, "1")
    db.execute("analyze")
    counted = db.execute("select * from sqlite_stat1").fetchall()
    asked = statements(db, lambda: write(db, SITE, second, "1"))
    assert whole_reads(db, asked) != []
    plan_without_counts(db)
    assert whole_reads(db, asked) == []
    other = open_minutes(tmp_path)
    assert other.execute("select * from sqlite_stat1").fetchall() == counted
    assert whole_reads(other, asked) != []
    other.close()


@pytest.mark.parametrize(("pages", "is_large"), [(2, False), (6, True)])
def test_a_large_run_behind_a_small_one_plans_without_its_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int, *, is_large: bool
) -> None:
    monkeypatch.setattr("pipeline.todo.LEAST_LARGE", 4)
    fill(tmp_path, 2)
    run(tmp_path, jobs=1)
    called: list[sqlite3.Connection] = []
    monkeypatch.setattr("pipeline.update.plan_without_counts", called.append)
    fill(tmp_path, pages)
    run(tmp_path, jobs=1, fresh=False)
    assert bool(called) is is_large


def statements(db: sqlite3.Connection, deed: Callable[[], object]) -> list[str]:
    """Return the statements that a deed executes, with their values."""
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    deed()
    db.set_trace_callback(None)
    return [sql for sql in asked if STATEMENT.match(sql)]


def whole_reads(db: sqlite3.Connection, asked: Iterable[str]) -> list[str]:
    """Return those of some statements for which SQLite reads a whole table."""
    plans = {sql: [row["detail"] for row in db.execute(f"explain query plan {sql}")] for sql in asked}
    return [f"{step}: {sql}" for sql, steps in plans.items() for step in steps if WHOLE.search(step)]
