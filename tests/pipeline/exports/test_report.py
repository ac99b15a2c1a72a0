"""The action log: what it lists, that no cell runs, that programs can read it."""

import csv
import datetime
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar
from openpyxl import load_workbook

from pipeline.cli import main
from pipeline.exports.actions import HEADS, Action
from pipeline.exports.calendar import as_ics
from pipeline.exports.lines import as_json
from pipeline.exports.spreadsheet import as_csv, as_xlsx

NOW = datetime.datetime(2027, 1, 1, 9, tzinfo=datetime.UTC)
FORMULA = '=HYPERLINK("https://moor.example","look")'
DATED = Action(
    1, "2026-12-01", "Parks Panel", "Gates", FORMULA, "+Ranger", "2027-03-04", "by 4 March", "open", None, "ab" * 8
)
UNDATED = Action(2, None, None, None, "The Clerk to write.", None, None, None, "open", None, "cd" * 8)
LOG = (DATED, UNDATED)
MINUTES = """Minutes:

The Clerk undertook to write to all Members about the pond by 31 March 2020.

The Ranger undertook to mend the gate.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("report")
    (made / "minutes.txt").write_text(MINUTES, "utf8")
    data = made / "data"
    assert run("ingest", str(made / "minutes.txt"), "--data", str(data)) == 0
    assert run("update", "--data", str(data)) == 0
    return data


def run(*arguments: str) -> int:
    return CliRunner().invoke(main, arguments).exit_code


@pytest.mark.parametrize("cell", ["action", "owner"])
def test_csv_cells_are_no_formulas(cell: str) -> None:
    row = next(csv.DictReader(io.StringIO(as_csv(LOG).decode("utf-8-sig"))))
    assert row[cell] == "'" + getattr(DATED, cell)


def test_workbook_holds_text_only() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(LOG))).active
    assert [cell.value for cell in sheet[1]] == list(HEADS)
    assert (sheet["E2"].value, sheet["E2"].data_type) == (FORMULA, "s")
    assert sheet.max_row == 3


def test_calendar_has_an_all_day_event_for_each_known_day() -> None:
    events = Calendar.from_ical(as_ics(LOG, NOW)).walk("VEVENT")
    assert [(str(event["UID"]), event.decoded("DTSTART")) for event in events] == [
        ("abababababababab@undertook", datetime.date(2027, 3, 4))
    ]


def test_calendar_is_the_same_twice() -> None:
    assert as_ics(LOG, NOW) == as_ics(LOG, NOW)


def test_json_lines_say_null_where_nothing_is_known() -> None:
    lines = [json.loads(line) for line in as_json(LOG).decode().splitlines()]
    assert tuple(lines[0]) == HEADS
    assert (lines[0]["action"], lines[1]["owner"]) == (FORMULA, None)


def test_report_lists_the_overdue_first(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "log.csv"
    assert run("report", "--data", str(folder), "--output", str(output)) == 0
    rows = list(csv.DictReader(io.StringIO(output.read_bytes().decode("utf-8-sig"))))
    assert [(row["due"], row["progress"]) for row in rows] == [("2020-03-31", "overdue"), ("", "open")]


def test_report_filters_by_state(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "log.json"
    assert run("report", "--data", str(folder), "--format", "json", "--state", "overdue", "--output", str(output)) == 0
    assert [json.loads(line)["due_words"] for line in output.read_text("utf8").splitlines()] == ["by 31 March 2020"]


def test_report_without_a_tracker_says_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["report", "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert "undertook update" in result.output


def test_report_can_be_imported_by_itself() -> None:
    code = "import pipeline.commands.report"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
