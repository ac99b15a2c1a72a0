"""A document that cannot be read is one row in `failures`: not tried again in vain, tried again when it may help."""

import math
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.archive import Answer, body_hash, open_archive
from pipeline.ingest import ingest
from pipeline.store.files import open_minutes
from pipeline.update import Outcome, update

NOW = datetime(2027, 3, 1, tzinfo=UTC)
WRITTEN = "select url from documents join texts on texts.document_id = documents.id order by url"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_minutes(tmp_path)
    yield connection
    connection.close()


def taken(tmp_path: Path, db: sqlite3.Connection, body: bytes) -> Outcome:
    folder = tmp_path / "moor"
    folder.mkdir(exist_ok=True)
    (folder / "minutes.txt").write_bytes(body)
    with open_archive(tmp_path / "archive.db") as archive:
        ingest(archive, "moor", (folder,), now=NOW)
        return update(archive, db, {}, jobs=1, now=NOW)


def failures(db: sqlite3.Connection) -> list[str]:
    return [row["name"] for row in db.execute("select name from failures order by id")]


def test_a_failure_is_not_tried_again_until_readers_or_rules_are_new(tmp_path: Path, db: sqlite3.Connection) -> None:
    assert taken(tmp_path, db, b"%PDF-1.4 cut").failures == 1
    again = taken(tmp_path, db, b"%PDF-1.4 cut")
    assert (again.failures, again.unchanged) == (0, 1)
    db.execute("update failures set rules_version = 'of before'")
    assert taken(tmp_path, db, b"%PDF-1.4 cut").failures == 1
    assert failures(db) == ["damaged-pdf"]


def test_what_says_more_of_the_machine_than_of_the_document_is_tried_again(
    tmp_path: Path, db: sqlite3.Connection
) -> None:
    taken(tmp_path, db, b"%PDF-1.4 cut")
    db.execute("update failures set name = 'took-too-long'")
    assert taken(tmp_path, db, b"%PDF-1.4 cut").failures == 1
    assert failures(db) == ["damaged-pdf"]


def test_a_document_that_can_be_read_now_is_no_failure_any_more(tmp_path: Path, db: sqlite3.Connection) -> None:
    taken(tmp_path, db, b"%PDF-1.4 cut")
    assert taken(tmp_path, db, b"Minutes\n\nThe Clerk undertook to write.\n").read == 1
    assert failures(db) == []


def test_printed_decisions_are_read_and_the_register_that_leads_to_decisions_is_not(
    tmp_path: Path, db: sqlite3.Connection
) -> None:
    site = "https://moor.example/"
    kinds = {f"{site}documents/g7/Decisions.txt?T=2": "decisions", f"{site}mgDelegatedDecisions.aspx?DS=2": "register"}
    with open_archive(tmp_path / "archive.db") as archive:
        for number, (url, kind) in enumerate(kinds.items()):
            body = f"Decisions\n\nRESOLVED: That gate {number} be mended.\n".encode()
            archive.store(Answer("moor", url, url, kind, 200, {}, "text/plain", NOW, body, body_hash(body), due_at=NOW))
        update(archive, db, {}, jobs=1, now=NOW)
    assert [row["quote"] for row in db.execute("select quote from records")] == ["RESOLVED: That gate 0 be mended."]


@pytest.mark.parametrize(("seconds", "written"), [(math.inf, 2), (0.0, 3)], ids=["full groups", "slow documents"])
def test_a_large_update_that_is_cut_short_goes_on_from_the_groups_that_were_written(
    tmp_path: Path, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, seconds: float, written: int
) -> None:
    monkeypatch.setattr("pipeline.todo.LEAST_LARGE", 5)
    monkeypatch.setattr("pipeline.update.GROUP", 2)
    monkeypatch.setattr("pipeline.update.GROUP_SECONDS", seconds)
    folder = tmp_path / "moor"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_bytes(b"Minutes\n\nThe Clerk undertook to write by 1 May 2027.\n")
    # A full disk at the fourth document, as the database itself tells it.
    db.execute(
        "create trigger disk_full before insert on texts when (select count(*) from texts) = 3"
        " begin select raise(abort, 'database or disk is full'); end"
    )
    with open_archive(tmp_path / "archive.db") as archive:
        ingest(archive, "moor", (folder,), now=NOW)
        with pytest.raises(sqlite3.IntegrityError, match="disk is full"):
            update(archive, db, {}, jobs=1, now=NOW)
        assert [row["url"][-5:] for row in db.execute(WRITTEN)] == [f"{number}.txt" for number in range(written)]
        db.execute("drop trigger disk_full")
        again = update(archive, db, {}, jobs=1, now=NOW)
    assert (again.read, again.unchanged) == (5 - written, written)
    assert db.execute("select count(*) from records_fts where records_fts match 'undertook'").fetchone()[0] == 5
