"""The whole way once: the bundled council is served, crawled, read, and shown."""

import sqlite3
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from pipeline.commands.demo import command
from pipeline.demo.sample import Sample, sample
from pipeline.demo.server import Site, printed_minutes

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def council() -> Sample:
    return sample(TODAY)


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
