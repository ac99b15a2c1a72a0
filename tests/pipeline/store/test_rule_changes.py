"""A changed rule has only those documents read again in which it could fire; changed code has all of them."""

import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.meeting import Site
from pipeline.archive import Archive, open_archive
from pipeline.ingest import ingest
from pipeline.store.files import open_minutes
from pipeline.update import Outcome, update

NOW = datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC)
PROMISE = "Minutes\n\nThe Ranger undertook to mend the gate by 1 May 2027.\n"
NARRATION = "Minutes\n\nThe gate of the lower meadow is painted green.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "parish").mkdir()
    (tmp_path / "parish" / "promise.txt").write_text(PROMISE, "utf8")
    (tmp_path / "parish" / "narration.txt").write_text(NARRATION, "utf8")
    return tmp_path


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    with open_archive(folder / "archive.db") as opened:
        ingest(opened, "parish", (folder / "parish",), now=NOW)
        yield opened


@pytest.fixture
def db(folder: Path) -> Iterator[sqlite3.Connection]:
    connection = open_minutes(folder)
    yield connection
    connection.close()


def run(archive: Archive, db: sqlite3.Connection) -> Outcome:
    return update(archive, db, {"parish": Site("parish", "Parish", "folder")}, jobs=1, now=NOW)


def versions(db: sqlite3.Connection) -> set[str]:
    return {version for (version,) in db.execute("select rules_version from documents")}


def test_nothing_is_read_twice_with_the_same_rules(archive: Archive, db: sqlite3.Connection) -> None:
    assert run(archive, db).read == 2
    assert (run(archive, db).read, run(archive, db).unchanged) == (0, 2)


def test_a_changed_rule_reads_only_what_it_could_touch(archive: Archive, db: sqlite3.Connection) -> None:
    run(archive, db)
    db.execute("update rules set said = 'other words' where id = 'undertook-to'")
    db.execute("update documents set rules_version = 'of before'")
    db.execute("update meta set value = 'of before' where key = 'rules_version'")
    assert run(archive, db).read == 1
    assert "of before" not in versions(db)


def test_a_rule_that_is_gone_is_looked_for_as_it_was(archive: Archive, db: sqlite3.Connection) -> None:
    run(archive, db)
    db.execute(
        "insert into rules (id, kind, family, confidence, said, expression)"
        " values ('gone', 'action', 'label', 'firm', '[]', 'painted')"
    )
    db.execute("update documents set rules_version = 'of before'")
    db.execute("update meta set value = 'of before' where key = 'rules_version'")
    assert run(archive, db).read == 1


def test_changed_readers_read_everything(archive: Archive, db: sqlite3.Connection) -> None:
    run(archive, db)
    db.execute("update documents set rules_version = 'of before'")
    db.execute("update meta set value = 'of before'")
    assert run(archive, db).read == 2


def test_a_document_of_an_unfinished_update_is_read_in_full(archive: Archive, db: sqlite3.Connection) -> None:
    run(archive, db)
    db.execute("update rules set said = 'other words' where id = 'undertook-to'")
    db.execute("update documents set rules_version = 'of a run that was killed'")
    db.execute("update meta set value = 'of before' where key = 'rules_version'")
    assert run(archive, db).read == 2


def test_rules_in_force_are_published(archive: Archive, db: sqlite3.Connection) -> None:
    run(archive, db)
    found = db.execute("select kind, note from rules where id = 'undertook-to'").fetchone()
    assert found["kind"] == "undertaking"
    assert found["note"]
