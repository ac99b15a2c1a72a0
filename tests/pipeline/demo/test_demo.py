"""The whole way once: the bundled council is served, crawled, read, and shown."""

import socket
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import truth
from click.testing import CliRunner

from pipeline.commands.demo import command
from pipeline.commands.update import command as update_command
from pipeline.demo.sample import Sample, sample
from pipeline.demo.server import Site, printed_minutes

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def council() -> Sample:
    return sample(TODAY)


@pytest.fixture(scope="module", autouse=True)
def own_port() -> Iterator[None]:
    """The council stays at one address throughout, whoever else shows it on this machine."""
    with socket.socket() as probe, pytest.MonkeyPatch.context() as patch:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        patch.setattr("pipeline.commands.demo.COUNCIL_PORT", port)
        yield


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    result = CliRunner().invoke(command, ["--once", "--data", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "minutes.db") as db:
        return db.execute(sql).fetchall()


def test_council_is_as_large_as_it_should_be(council: Sample) -> None:
    assert len(council.committees) >= 3
    assert len(council.meetings) >= 30
    assert sum(len(meeting.items) for meeting in council.meetings if meeting.published != "agenda") >= 150


def test_council_has_every_sort_of_meeting(council: Sample) -> None:
    assert {meeting.published for meeting in council.meetings} == {"agenda", "draft", "minutes", "pdf"}
    assert any(meeting.cancelled for meeting in council.meetings)
    assert any(meeting.date > TODAY for meeting in council.meetings)
    assert max(m.date for m in council.meetings) - min(m.date for m in council.meetings) > date(2028, 9, 1) - date(
        2026, 9, 1
    )


def test_same_day_gives_the_same_council(council: Sample) -> None:
    assert sample(TODAY) == council


def test_printed_minutes_can_be_read(council: Sample) -> None:
    held = next(meeting for meeting in council.meetings if meeting.published == "pdf")
    document = pypdfium2.PdfDocument(printed_minutes(held))
    words = document[0].get_textpage().get_text_range()
    document.close()
    assert f"Minutes of the {held.committee.name}" in words


def test_unknown_page_leads_to_the_error_page(council: Sample) -> None:
    assert Site(council).answer("/mgNothing.aspx")[0] == 302


def test_every_meeting_is_found(shown: Path) -> None:
    assert rows(shown, "select count(*) from meetings")[0][0] == len(sample(TODAY).meetings)


def test_every_quote_stands_at_its_offsets(shown: Path) -> None:
    wrong = rows(
        shown,
        "select count(*) from record_places join texts using (document_id)"
        " where substr(plain, start + 1, end - start) <> quote",
    )
    assert wrong == [(0,)]


def test_a_promise_of_the_minutes_is_on_the_list(shown: Path) -> None:
    found = rows(
        shown, "select owner, due_type, committee from outstanding where quote like '%send the plan to all Members%'"
    )
    assert found == [("Head of Highways", "date", "Environment and Highways Scrutiny Panel")]


def test_next_meeting_is_the_next_one_that_was_held(shown: Path) -> None:
    found = rows(
        shown,
        "select due_date = (select min(date) from meetings where committee_id = undertakings.committee_id"
        " and status <> 'cancelled' and date > undertakings.meeting_date)"
        " from undertakings where due_type = 'next_meeting' and due_date is not null",
    )
    assert found
    assert set(found) == {(1,)}


def test_restricted_item_is_named_and_says_nothing(shown: Path) -> None:
    found = rows(shown, "select count(*) from items where restricted = 1")
    assert found[0][0] >= 1


def test_second_run_changes_no_row(shown: Path) -> None:
    before = rows(shown, "select * from records order by id")
    result = CliRunner().invoke(command, ["--once", "--data", str(shown)])
    assert result.exit_code == 0, result.output
    assert rows(shown, "select * from records order by id") == before
    assert "0 documents read" in result.output


def test_reading_everything_again_changes_no_row(shown: Path) -> None:
    before = rows(shown, "select * from records order by id")
    with sqlite3.connect(shown / "minutes.db") as db:
        db.execute("update documents set rules_version = 'of before'")
        db.execute("update meta set value = 'of before'")
    again = CliRunner().invoke(update_command, ["--data", str(shown)])
    assert again.exit_code == 0, again.output
    assert ", 0 unchanged, 0 new records, 0 changed, 0 withdrawn" in again.output
    assert rows(shown, "select * from records order by id") == before


def test_a_database_built_anew_is_the_same(shown: Path, tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(checkpointed(shown / "archive.db"))
    built = CliRunner().invoke(update_command, ["--data", str(tmp_path)])
    assert built.exit_code == 0, built.output
    for table in ("meetings", "items", "passages", "records", "record_places", "due_history", "owners", "posts"):
        assert content(tmp_path, table) == content(shown, table), table


def checkpointed(path: Path) -> bytes:
    with sqlite3.connect(path) as db:
        db.execute("pragma wal_checkpoint(truncate)")
    return path.read_bytes()


def content(folder: Path, table: str) -> list[tuple[object, ...]]:
    """Every row of a table, without what says when it was written."""
    with sqlite3.connect(folder / "minutes.db") as db:
        columns = [name for (name,) in db.execute("select name from pragma_table_info(?)", (table,))]
        kept = ", ".join(name for name in columns if name not in ("first_seen", "last_changed", "at"))
        return db.execute(f"select {kept} from {table} order by id").fetchall()


def test_title_blocks_and_attendance_lists_promise_nothing(shown: Path) -> None:
    assert rows(shown, "select quote from records where quote like 'Minutes of%' or quote like 'Present:%'") == []


def test_every_promise_is_linked_as_a_reader_links_it(shown: Path) -> None:
    """Due at the right meeting, told once, the person in the post, and what became of it: all of them exactly."""
    with sqlite3.connect(shown / "minutes.db") as db:
        db.row_factory = sqlite3.Row
        today = date.fromisoformat(db.execute("select substr(max(started_at), 1, 10) from runs").fetchone()[0])
        planted = truth.planted(sample(today), today)
        assert [truth.told(db, one) for one in planted] == [[one] for one in planted]
