"""Full-text search finds the same whether it was kept row by row, built at the end, or mended after a run that died."""

import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.meeting import Site
from models.record import Context
from pipeline.reading import Job, read_job
from pipeline.store.files import open_minutes
from pipeline.store.schema import SEARCHED
from pipeline.store.search import built_at_the_end, mend
from pipeline.store.write import write

NOW = datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC)
FOUND = (
    "select passages.text from passages_fts join passages on passages.id = passages_fts.rowid"
    " where passages_fts match ? order by passages.id"
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_minutes(tmp_path)
    yield connection
    connection.close()


def put(db: sqlite3.Connection, name: str, words: str) -> None:
    job = Job("moor", f"file:///{name}", name, "text/plain", words.encode(), name, NOW, Context())
    write(db, Site("moor", "Moor", "folder"), read_job(job), "1")


def write_and_fail(db: sqlite3.Connection) -> None:
    put(db, "meanwhile.txt", "The ferries are late.")
    put(db, "empty.txt", "")


def everything(db: sqlite3.Connection) -> list[str]:
    """Every row and every statement of the schema, but for how full-text search keeps its words, and when the file was
    made."""
    heads = ((line, line.split("VALUES")[0]) for line in db.iterdump())
    return sorted(line for line, head in heads if "_fts_" not in head and "_migrations" not in head)


def search(db: sqlite3.Connection, words: str) -> list[str]:
    return [text for (text,) in db.execute(FOUND, (words,))]


def index_of(db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.execute(f"select id, block from {table}_fts_data order by id")]


def check(db: sqlite3.Connection) -> None:
    """Have SQLite hold the words of search against those of the rows; raises where they differ."""
    for table, _ in SEARCHED:
        db.execute(f"insert into {table}_fts({table}_fts, rank) values ('integrity-check', 1)")


def kept(db: sqlite3.Connection) -> set[str]:
    return {name for (name,) in db.execute("select name from sqlite_master where type in ('trigger', 'index')")}


def test_search_built_at_the_end_finds_what_was_written_in_between(db: sqlite3.Connection) -> None:
    put(db, "before.txt", "The ferry is blue.")
    before = kept(db)
    with built_at_the_end(db):
        put(db, "meanwhile.txt", "The ferries are late.")
    put(db, "behind.txt", "A ferry sank.")
    assert search(db, "ferry") == ["The ferry is blue.", "The ferries are late.", "A ferry sank."]
    assert kept(db) == before


def test_indexes_of_lists_come_back_after_a_database_was_made(db: sqlite3.Connection) -> None:
    before = kept(db)
    with built_at_the_end(db):
        put(db, "first.txt", "The Clerk undertook to sell the ferry by 1 May 2027.")
        assert "records_list" not in kept(db)
    assert kept(db) == before


def test_indexes_of_lists_stay_while_a_database_is_in_use(db: sqlite3.Connection) -> None:
    put(db, "first.txt", "The Clerk undertook to sell the ferry by 1 May 2027.")
    with built_at_the_end(db):
        assert "records_list" in kept(db)


def test_a_database_made_at_once_is_the_one_made_row_by_row(db: sqlite3.Connection, tmp_path: Path) -> None:
    other = open_minutes(tmp_path / "other")
    papers = {"first.txt": "The Clerk undertook to sell the ferry by 1 May 2027.", "second.txt": "The ferry is blue."}
    for name, words in papers.items():
        put(other, name, words)
    with built_at_the_end(db):
        for name, words in papers.items():
            put(db, name, words)
    assert everything(db) == everything(other)
    assert search(db, "ferry") == search(other, "ferry")
    other.close()


def test_meetings_of_what_is_written_at_once_are_linked_as_those_written_row_by_row(
    db: sqlite3.Connection, tmp_path: Path
) -> None:
    minutes = (
        "Parks Panel\n\nMinutes of the meeting held on 5 January 2027\n\n1. Ferry\n\nThe Clerk undertook to sell it."
    )
    other = open_minutes(tmp_path / "other")
    put(other, "minutes.txt", minutes)
    with built_at_the_end(db):
        put(db, "minutes.txt", minutes)
    linked = [tuple(row) for row in db.execute("select meeting_id from link_todo")]
    assert linked == [tuple(row) for row in other.execute("select meeting_id from link_todo")]
    assert len(linked) == 1
    assert everything(db) == everything(other)
    other.close()


def test_search_built_at_the_end_knows_what_was_changed_and_deleted_in_between(db: sqlite3.Connection) -> None:
    put(db, "kept.txt", "The ferry is blue.")
    put(db, "cut.txt", "The ferry is red.\n\nThe ferry is slow.")
    with built_at_the_end(db):
        put(db, "cut.txt", "The barge is red.")
        put(db, "new.txt", "A ferry sank.\n\nThe ferry was old.")
        put(db, "new.txt", "A ferry sank.")
    assert search(db, "ferry") == ["The ferry is blue.", "A ferry sank."]
    assert search(db, "barge") == ["The barge is red."]
    check(db)


def test_search_built_at_the_end_leaves_alone_what_stays(db: sqlite3.Connection) -> None:
    put(db, "before.txt", "The Clerk undertook to sell the ferry by 1 May 2027.")
    before = index_of(db, "passages")
    with built_at_the_end(db):
        put(db, "before.txt", "The Clerk undertook to sell the ferry by 1 May 2027.")
    assert index_of(db, "passages") == before
    check(db)


def test_search_is_built_though_the_block_fails(db: sqlite3.Connection) -> None:
    with pytest.raises(ValueError, match="was not read"), built_at_the_end(db):
        write_and_fail(db)
    assert search(db, "ferry") == ["The ferries are late."]


def test_search_is_mended_after_a_run_that_died(db: sqlite3.Connection) -> None:
    before = kept(db)
    died = built_at_the_end(db)
    died.__enter__()
    put(db, "meanwhile.txt", "The ferries are late.")
    assert search(db, "ferry") == []
    mend(db)
    assert search(db, "ferry") == ["The ferries are late."]
    assert kept(db) == before


def test_nothing_is_mended_where_nothing_was_switched_off(db: sqlite3.Connection) -> None:
    put(db, "before.txt", "The ferry is blue.")
    before = list(db.iterdump())
    mend(db)
    assert list(db.iterdump()) == before
