"""A new minutes.db is made at once, and is what the migrations make of an empty file one after the other."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from pipeline.store import new_file
from pipeline.store.files import open_minutes, prepare
from pipeline.store.new_file import SCRIPT, tables_as_script
from pipeline.store.schema import MINUTES

SCHEMA = "select type, name, tbl_name, sql from sqlite_master order by type, name"
APPLIED = "select id, migration_set, name from _sqlite_migrations order by id"


@pytest.fixture
def migrated() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        prepare(db)
        MINUTES.apply(Database(db))
        yield db


def rows(db: sqlite3.Connection, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.execute(sql)]


def test_script_is_what_the_migrations_make(migrated: sqlite3.Connection) -> None:
    script = tables_as_script(migrated)
    if "UNDERTOOK_ACCEPT" in os.environ:
        SCRIPT.write_text(script, "utf8")
    assert SCRIPT.read_text("utf8") == script


def test_new_file_has_the_tables_and_the_records_of_all_migrations(
    tmp_path: Path, migrated: sqlite3.Connection
) -> None:
    with closing(open_minutes(tmp_path)) as db:
        assert rows(db, SCHEMA) == rows(migrated, SCHEMA)
        assert rows(db, APPLIED) == rows(migrated, APPLIED)


def test_migration_that_the_script_does_not_hold_yet_is_applied_to_a_new_file(
    tmp_path: Path, migrated: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        MINUTES.apply(Database(db), stop_before="sums_for_pages")
        (tmp_path / "older.sql").write_text(tables_as_script(db), "utf8")
    monkeypatch.setattr(new_file, "SCRIPT", tmp_path / "older.sql")
    with closing(open_minutes(tmp_path)) as db:
        assert rows(db, SCHEMA) == rows(migrated, SCHEMA)


def test_file_whose_making_was_cut_short_is_made_by_the_next_that_opens_it(
    tmp_path: Path, migrated: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cut.sql").write_text(SCRIPT.read_text("utf8")[:9000], "utf8")
    monkeypatch.setattr(new_file, "SCRIPT", tmp_path / "cut.sql")
    with pytest.raises(sqlite3.OperationalError):
        open_minutes(tmp_path)
    monkeypatch.undo()
    with closing(open_minutes(tmp_path)) as db:
        assert rows(db, SCHEMA) == rows(migrated, SCHEMA)
