"""The command line: exit codes, messages, results on standard output."""

import datetime
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.backup import back_up
from pipeline.cli import COMMANDS, main

MINUTES = (
    "Minutes:\n\nThe Clerk undertook to write to all Members by 31 March 2027.\n\nRESOLVED: That the report be noted.\n"
)


def run(*arguments: str | Path, given: str | None = None):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output


@pytest.mark.parametrize(
    "words",
    [("crawl", "127.0.0.1:1"), ("update",), ("warc", "x.warc.gz"), ("restore",), ("report",), ("serve",), ("status",),
     ("forget", "A Name", "--reason", "asked")],
    ids=lambda words: words[0],
)  # fmt: skip
def test_every_command_finds_the_folder_that_the_settings_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (tmp_path / "undertook.toml").write_text('data = "kept-here"\ncontact = "clerk@council.example"\n', "utf8")
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code in (1, 2)
    assert "kept-here" in result.output or (tmp_path / "kept-here").is_dir()
    assert not (tmp_path / "undertook-data").exists()


def test_extract_prints_one_object_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MINUTES, "utf8")
    result = run("extract", tmp_path / "a.txt", "--meeting-date", "2027-01-05")
    found = json.loads(result.stdout)
    assert set(found) == {"id", "meeting", "notes", "items", "records"}
    assert [record["kind"] for record in found["records"]] == ["undertaking", "resolution"]
    assert found["records"][0]["due"] == {"text": "by 31 March 2027", "type": "date", "date": "2027-03-31"}


def test_extract_reads_standard_input() -> None:
    assert json.loads(run("extract", "-", given=MINUTES).stdout)["records"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("login.html", b"<html><form><input type=password></form></html>", "login page"),
        ("cut.xml", b"<?xml version='1.0'?><committees><committee>", "breaks off"),
        ("noise.bin", bytes(range(256)) * 20, "binary file"),
        ("table.xyz", b"words", "no reader"),
        ("broken.pdf", b"%PDF-1.4 nothing", "cannot be opened"),
    ],
)
def test_bad_input_has_a_clear_message_and_exit_code(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    result = run("extract", tmp_path / name)
    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stdout == ""


def test_missing_file_is_named(tmp_path: Path) -> None:
    result = run("extract", tmp_path / "nothing.txt")
    assert result.exit_code == 1
    assert "there is no" in result.stderr


def test_ingest_twice_changes_nothing_and_a_bad_file_is_a_failure(tmp_path: Path) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "2027-01-05.txt").write_text(MINUTES, "utf8")
    (folder / "empty.txt").write_text(" ", "utf8")
    first = run("ingest", folder, "--data", tmp_path / "data", "--jobs", "1")
    second = run("ingest", folder, "--data", tmp_path / "data", "--jobs", "1")
    assert (first.exit_code, second.exit_code) == (1, 0)
    assert "1 documents read" in first.stderr
    assert "1 failures" in first.stderr
    assert "0 documents read, 2 unchanged" in second.stderr


def test_ingest_of_a_missing_folder_is_bad_usage(tmp_path: Path) -> None:
    assert run("ingest", tmp_path / "nothing").exit_code == 2


def test_update_without_an_archive_is_bad_usage(tmp_path: Path) -> None:
    result = run("update", "--data", tmp_path)
    assert result.exit_code == 2
    assert "undertook crawl" in result.stderr


def test_calendar_may_stand_in_a_file(tmp_path: Path) -> None:
    calendar, minutes = tmp_path / "calendar.txt", tmp_path / "minutes.txt"
    calendar.write_text("2027-05-13  # annual meeting\n2027-07-15\n", "utf8")
    minutes.write_text("The Ranger would report back to the next meeting.", "utf8")
    options = ["--meeting-date", "2027-05-13", "--calendar", str(calendar)]
    result = CliRunner().invoke(main, ["extract", str(minutes), *options])
    (record,) = json.loads(result.stdout)["records"]
    assert record["due"] == {"text": "to the next meeting", "type": "next_meeting", "date": "2027-07-15"}


def test_explanation_tells_fields_and_neighbours(tmp_path: Path) -> None:
    minutes = tmp_path / "minutes.txt"
    minutes.write_text(
        "Rain fell. The Ranger would send a map to members by 1 June 2027. It had been agreed before.", "utf8"
    )
    told = CliRunner().invoke(main, ["extract", "--explain", str(minutes)]).stdout
    assert "owner Ranger" in told
    assert "due 'by 1 June 2027': date, 2027-06-01" in told
    assert "passed over: no wording of any rule in it" in told


def test_a_file_in_place_of_the_data_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf8")
    for command in ("update", "demo", "status"):
        result = run(command, "--data", tmp_path / "file")
        assert result.exit_code == 2
        assert "is a file" in result.output


@pytest.mark.parametrize("command", ["report", "dump"])
def test_an_output_in_no_folder_is_told(tmp_path: Path, command: str) -> None:
    result = run(command, "--data", tmp_path, "--output", tmp_path / "none" / "log.csv")
    assert result.exit_code == 2
    assert "there is no folder" in result.output


@pytest.mark.parametrize(
    ("words", "told"),
    [(("",), "found no name"), (("rhian", "--email", "rhian"), "expected one as name@council.example")],
)
def test_an_account_that_could_not_be_used_is_not_made(words: tuple[str, ...], told: str) -> None:
    result = run("account", *words, "--password", "correct horse battery")
    assert result.exit_code == 2
    assert told in result.output
    assert run("account", "rhian", "--email", "r@council.example", "--password", "correct horse battery").exit_code == 0


def test_a_data_folder_may_have_any_name(tmp_path: Path) -> None:
    data = tmp_path / "Minutes #1 ?x=50%25"
    (tmp_path / "minutes.txt").write_text(MINUTES, "utf8")
    assert run("ingest", tmp_path / "minutes.txt", "--data", data).exit_code == 0
    assert "by 31 March 2027" in run("report", "--data", data).stdout
    assert run("update", "--data", data).exit_code == 0
    assert run("status", "--data", data).stdout.startswith("no run yet")
    assert run("warc", tmp_path / "all.warc.gz", "--data", data).exit_code == 0
    day = back_up(data, datetime.date(2027, 1, 5), keep_days=14).name
    assert run("restore", day, "--data", data).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [data.name, "all.warc.gz", "minutes.txt"]


@pytest.mark.parametrize("command", ["report", "dump", "status"])
def test_a_file_that_is_no_database_is_told_in_a_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "minutes.txt").write_text(MINUTES, "utf8")
    assert run("ingest", tmp_path / "minutes.txt", "--data", tmp_path / "data").exit_code == 0
    for path in (tmp_path / "data").glob("minutes.db*"):
        path.unlink()
    (tmp_path / "data" / "minutes.db").write_bytes(b"no database " * 100)
    result = run(command, "--data", tmp_path / "data")
    assert result.exit_code == 1
    assert "is not sound (file is not a database); undertook restore goes back" in result.stderr


def test_a_database_in_which_somebody_else_writes_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.store.files.BUSY_SECONDS", 0)
    (tmp_path / "minutes.txt").write_text(MINUTES, "utf8")
    assert run("ingest", tmp_path / "minutes.txt", "--data", tmp_path / "data").exit_code == 0
    with closing(sqlite3.connect(tmp_path / "data" / "minutes.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        result = run("update", "--data", tmp_path / "data")
    assert result.exit_code == 1
    assert "cannot be used now (database is locked); run again when that is over" in result.stderr


def test_a_minutes_file_that_a_full_disk_left_empty_is_told(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text(MINUTES, "utf8")
    assert run("ingest", tmp_path / "minutes.txt", "--data", tmp_path / "data").exit_code == 0
    for path in (tmp_path / "data").glob("minutes.db*"):
        path.unlink()
    (tmp_path / "data" / "minutes.db").touch()
    assert "nothing has been read yet; run undertook update" in run("status", "--data", tmp_path / "data").output
