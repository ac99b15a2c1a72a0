"""Takedown: a person's words go from archive, database and index, are logged, and do not come back."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.links.run import Here
from extractors.text.forgotten import forgotten, spans
from models.meeting import Site
from models.record import Context
from pipeline.archive import Answer, Archive, body_hash, open_archive
from pipeline.commands.forget import command
from pipeline.demo.pdf import pdf
from pipeline.forget import Entry, forget
from pipeline.reading import Job, read_job
from pipeline.store.files import ARCHIVE_FILE, open_minutes
from pipeline.store.search import built_at_the_end, mend
from pipeline.store.write import write
from pipeline.update import update

NOW = datetime(2027, 1, 9, tzinfo=UTC)
NAME = "Ada Quill"
MINUTES = (
    "Minutes of the Parks Panel held on 5 January 2027\n\nPetition\n\nMrs Ada Quill spoke of the verges.\n\n"
    "The Ranger undertook to write to Mrs Ada Quill by 1 May 2027.\n\n"
    "Mrs Ada Quill undertook to send the Panel a map of the verges.\n"
)
PAGE = f"<html><body><p>{MINUTES.replace('Ada Quill', 'Ada&nbsp;<b>Quill</b>')}</p></body></html>"
FILES = {
    "minutes.txt": ("text/plain", MINUTES.encode()),
    "page.html": ("text/html", PAGE.encode()),
    "minutes.pdf": ("application/pdf", pdf("Minutes", [(line, False, 0) for line in MINUTES.split("\n\n")])),
}


def store(archive: Archive, name: str, more: bytes = b"") -> None:
    media_type, body = FILES[name]
    url = f"file:///moor/{name}"
    archive.store(
        Answer("moor", url, url, "minutes", 200, {}, media_type, NOW, body + more, body_hash(body + more), NOW)
    )


def read(folder: Path) -> None:
    db = open_minutes(folder)
    with open_archive(folder / ARCHIVE_FILE) as archive:
        update(archive, db, {"moor": Site("moor", "Moor", "folder")}, jobs=Here(), now=NOW)
    db.close()


def holds(folder: Path) -> list[str]:
    """The files of the data folder in which the name can still be read, as bytes or in any row."""
    found = []
    for path in folder.glob("*.db"):
        with sqlite3.connect(path) as db:
            if any("Quill" in line for line in db.iterdump()):
                found.append(path.name)
    with open_archive(folder / ARCHIVE_FILE) as archive:
        found += [r.url for r in archive.responses_since(0) if spans(_words(archive.body(r.hash)), [SAME], markup=True)]
    return found


SAME = forgotten(NAME, "salt")


def _words(body: bytes) -> str:
    return body.decode("utf8", "replace")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_archive(tmp_path / ARCHIVE_FILE) as archive:
        for name in FILES:
            store(archive, name)
    read(tmp_path)
    result = CliRunner().invoke(
        command, [NAME, "--data", str(tmp_path), "--reason", "asked by letter", "--actor", "jo"]
    )
    assert result.exit_code == 0, result.output
    return tmp_path


def test_words_are_gone_from_archive_database_and_index(folder: Path) -> None:
    assert holds(folder) == []
    with sqlite3.connect(folder / "minutes.db") as db:
        assert db.execute("select count(*) from passages_fts where passages_fts match 'quill'").fetchone() == (0,)


def test_promise_stands_without_the_name_and_its_quote_is_still_in_its_text(folder: Path) -> None:
    with sqlite3.connect(folder / "minutes.db") as db:
        (quote,) = db.execute("select quote from outstanding where quote like '%undertook%' order by id").fetchone()
        wrong = db.execute(
            "select count(*) from record_places join texts using (document_id)"
            " where substr(plain, start + 1, end - start) <> quote"
        ).fetchone()
    assert quote == "The Ranger undertook to write to Mrs ███ █████ by 1 May 2027."
    assert wrong == (0,)


def test_log_says_who_and_why_and_not_what(folder: Path) -> None:
    with sqlite3.connect(folder / ARCHIVE_FILE) as db:
        rows = db.execute("select actor, reason, words from forgotten").fetchall()
    assert rows == [("jo", "asked by letter", 2)]


def test_neither_a_new_crawl_nor_a_rebuild_brings_it_back(folder: Path) -> None:
    with open_archive(folder / ARCHIVE_FILE) as archive:
        store(archive, "minutes.txt", b"\nMrs ADA QUILL was thanked.\n")
    for path in folder.glob("minutes.db*"):
        path.unlink()
    read(folder)
    assert holds(folder) == []


def test_single_word_is_refused(tmp_path: Path) -> None:
    open_archive(tmp_path / ARCHIVE_FILE).close()
    result = CliRunner().invoke(command, ["Quill", "--data", str(tmp_path), "--reason", "asked"])
    assert result.exit_code == 2
    assert "at least 2" in result.output


def test_snapshots_that_were_made_before_are_named(folder: Path) -> None:
    made = folder / "snapshots" / "undertook-2026-11-01"
    made.mkdir(parents=True)
    result = CliRunner().invoke(command, ["Somebody Else", "--data", str(folder), "--reason", "asked"])
    assert f"{made} was made before" in result.output


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_minutes(tmp_path)
    yield connection
    connection.close()


def test_search_is_whole_where_words_were_taken_down_after_a_run_that_died(
    db: sqlite3.Connection, tmp_path: Path
) -> None:
    died = built_at_the_end(db)
    died.__enter__()
    media_type, body = FILES["minutes.txt"]
    job = Job("moor", "file:///moor/minutes.txt", "minutes.txt", media_type, body, "hash", NOW, Context())
    write(db, Site("moor", "Moor", "folder"), read_job(job), "1")
    with open_archive(tmp_path / ARCHIVE_FILE) as archive:
        forget(archive, db, None, NAME, Entry("jo", "asked by letter", NOW))
    mend(db)
    db.execute("insert into passages_fts(passages_fts, rank) values ('integrity-check', 1)")
    assert db.execute("select count(*) from passages_fts where passages_fts match 'verges'").fetchone()[0] > 0
