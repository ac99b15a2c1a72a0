"""Data folders of several councils become one that holds what they held, and nothing else."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.merge import NOT_COPIED, TABLES, UNDECLARED
from pipeline.store.files import FOLLOWUP_FILE, MINUTES_FILE, open_followup
from pipeline.store.followups import FollowUp, append

COUNCILS = {
    "thornwick": "The Clerk undertook to oil the gate of the paddock by 1 May 2027.",
    "saltmere": "The Harbour Master undertook to paint the beacon by 3 June 2027.",
}
SHOWN = "select uid, quote, owner, due_date, site, committee, meeting_date from undertakings order by uid"
FOUND = (
    "select records.uid, sites.slug from records_fts join records on records.id = records_fts.rowid"
    " join sites on sites.id = records.site_id where records_fts match ?"
)
MISQUOTED = (
    "select count(*) from record_places join texts using (document_id)"
    " where substr(plain, start + 1, end - start) <> quote"
)


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A data folder of each council, with a follow-up to its promise."""
    return [shard(tmp_path_factory.mktemp(slug), slug, words) for slug, words in COUNCILS.items()]


@pytest.fixture(scope="module")
def merged(shards: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("merged") / "both"
    result = run(target, shards)
    assert result.exit_code == 0, result.output
    assert "2 councils and 2 records" in result.output
    return target


def shard(folder: Path, slug: str, words: str) -> Path:
    minutes = folder / slug
    minutes.mkdir()
    text = f"Minutes of the Works Committee held on 9 February 2027\n\nPresent: Mr P Vane\n\n1. Gates\n\n{words}\n"
    (minutes / "minutes.txt").write_text(text, "utf8")
    arguments = ["ingest", str(minutes), "--data", str(folder), "--jobs", "1", "--site", slug]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    ((uid, *_),) = rows(folder / MINUTES_FILE, SHOWN)
    db = open_followup(folder)
    event = FollowUp(str(uid), datetime(2027, 3, 1, tzinfo=UTC), "clerk", "started", note=slug)
    append(db, event, nonce=slug, seen=0)
    db.close()
    return folder


def run(target: Path, shards: list[Path]):
    return CliRunner().invoke(main, ["merge", str(target), *map(str, shards)])


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as db:
        return db.execute(sql, values).fetchall()


def test_promises_are_those_of_all_shards(shards: list[Path], merged: Path) -> None:
    expected = sorted(row for folder in shards for row in rows(folder / MINUTES_FILE, SHOWN))
    assert rows(merged / MINUTES_FILE, SHOWN) == expected


def test_every_table_has_the_rows_of_all_shards(shards: list[Path], merged: Path) -> None:
    for table in ("sites", "meetings", "items", "documents", "passages", "records", "record_places", "attendance"):
        count = f"select count(*) from {table}"
        expected = sum(rows(folder / MINUTES_FILE, count)[0][0] for folder in shards)
        assert rows(merged / MINUTES_FILE, count) == [(expected,)], table


def test_every_id_leads_to_a_row_and_every_quote_stands(merged: Path) -> None:
    for name in (MINUTES_FILE, FOLLOWUP_FILE):
        assert rows(merged / name, "pragma foreign_key_check") == []
        assert rows(merged / name, "pragma integrity_check") == [("ok",)]
    assert rows(merged / MINUTES_FILE, MISQUOTED) == [(0,)]


@pytest.mark.parametrize(("words", "slug"), [("paddock", "thornwick"), ("beacon", "saltmere")])
def test_search_finds_what_each_council_promised(merged: Path, words: str, slug: str) -> None:
    assert [site for _, site in rows(merged / MINUTES_FILE, FOUND, words)] == [slug]


def test_follow_ups_stay_with_their_promises(shards: list[Path], merged: Path) -> None:
    state = "select record_uid, state from promise_state order by record_uid"
    expected = sorted(row for folder in shards for row in rows(folder / FOLLOWUP_FILE, state))
    assert rows(merged / FOLLOWUP_FILE, state) == expected
    assert {note for (note,) in rows(merged / FOLLOWUP_FILE, "select note from followups")} == set(COUNCILS)


def test_triggers_are_those_of_a_shard(shards: list[Path], merged: Path) -> None:
    names = "select name, sql from sqlite_master where type = 'trigger' order by name"
    assert rows(merged / MINUTES_FILE, names) == rows(shards[0] / MINUTES_FILE, names)


def test_merging_again_gives_the_same_rows(shards: list[Path], merged: Path, tmp_path: Path) -> None:
    assert run(tmp_path / "again", shards).exit_code == 0
    everything = "select * from records order by id"
    assert rows(tmp_path / "again" / MINUTES_FILE, everything) == rows(merged / MINUTES_FILE, everything)


def test_a_council_twice_is_refused_and_nothing_is_left(shards: list[Path], tmp_path: Path) -> None:
    result = run(tmp_path / "twice", [shards[0], shards[0]])
    assert result.exit_code == 1
    assert "'thornwick', which another shard holds too" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(shards: list[Path], tmp_path: Path) -> None:
    result = run(tmp_path, shards)
    assert result.exit_code == 1
    assert "is there already" in result.output


def test_a_folder_without_a_database_is_named(shards: list[Path], tmp_path: Path) -> None:
    result = run(tmp_path / "target", [shards[0], tmp_path])
    assert result.exit_code == 1
    assert f"{tmp_path} holds no minutes.db" in result.output


def test_every_column_with_ids_is_known_to_be_one(merged: Path) -> None:
    with sqlite3.connect(merged / MINUTES_FILE) as db:
        tables = [name for (name,) in db.execute(TABLES) if name not in NOT_COPIED]
        unknown = [
            f"{table}.{column}"
            for table in tables
            for _, column, kind, *_ in db.execute(f"pragma table_info({table})")
            if column.endswith("_id") and kind.lower() == "integer" and column not in referred_columns(db, table)
        ]
    # Of the archive that the shard was read from.
    assert unknown == ["runs.last_response_id"]


def referred_columns(db: sqlite3.Connection, table: str) -> set[str]:
    declared = {row[3] for row in db.execute(f"pragma foreign_key_list({table})")}
    return declared | {column for owner, column in UNDECLARED if owner == table}
