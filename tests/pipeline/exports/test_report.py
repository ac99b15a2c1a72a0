"""The action log: what it lists, that no cell runs, that programs can read it."""

import csv
import datetime
import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import defusedxml.ElementTree
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from docx import Document
from docx.oxml.ns import qn
from icalendar import Calendar
from openpyxl import load_workbook

from pipeline.cli import main
from pipeline.commands.report import FORMATS
from pipeline.exports.actions import HEADS, Action
from pipeline.exports.calendar import as_ics
from pipeline.exports.columns import COLUMNS
from pipeline.exports.feed import ATOM, log_feed
from pipeline.exports.lines import as_json
from pipeline.exports.printed import as_pdf
from pipeline.exports.spreadsheet import as_csv, as_xlsx
from pipeline.exports.table import as_table
from pipeline.exports.webpage import as_html
from pipeline.exports.word import WIDTHS, as_docx

NOW = datetime.datetime(2027, 1, 1, 9, tzinfo=datetime.UTC)
FORMULA = '=HYPERLINK("https://moor.example","look")'
DATED = Action(
    1, "2026-12-01", "Parks Panel", "Gates", FORMULA, "+Ranger", "2027-03-04", "by 4 March", "open", None, "ab" * 8
)
UNDATED = Action(2, None, None, None, "The Clerk to write.", None, None, None, "open", None, "cd" * 8)
LOG = (DATED, UNDATED)
STARTS = {
    "table": "┏".encode(),
    "csv": b"\xef\xbb\xbfnumber,",
    "xlsx": b"PK",
    "docx": b"PK",
    "html": b"<!doctype html>",
    "pdf": b"%PDF-",
    "ics": b"BEGIN:VCALENDAR",
    "atom": b"<?xml",
    "json": b'{"number": 1,',
}
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


def test_word_document_has_a_row_for_each_promise_and_repeats_its_heads() -> None:
    table = Document(io.BytesIO(as_docx(LOG, NOW))).tables[0]
    assert [cell.text for cell in table.rows[1].cells][3:] == [FORMULA, "+Ranger", "4 March 2027", "Open"]
    assert [cell.text for cell in table.rows[2].cells][4:6] == ["Nobody named", "No date given"]
    assert "w:tblHeader" in table.rows[0]._tr.xml


def test_printed_log_has_every_action() -> None:
    with pypdfium2.PdfDocument(as_pdf(LOG, NOW)) as document:
        words = document[0].get_textpage().get_text_bounded()
    assert "The Clerk to write." in words
    assert "2 outstanding" in words


def test_feed_has_an_entry_for_each_promise_with_a_link_or_its_content() -> None:
    linked = replace(DATED, source="https://moor.example/m?a=1&b=2")
    filed = replace(UNDATED, source="file:///minutes.txt")
    feed = defusedxml.ElementTree.fromstring(log_feed((linked, filed), NOW))
    told = [
        (
            entry.findtext(f"{{{ATOM}}}id"),
            entry.findtext(f"{{{ATOM}}}updated"),
            [link.get("href") for link in entry.iter(f"{{{ATOM}}}link")],
            entry.findtext(f"{{{ATOM}}}content"),
        )
        for entry in feed.iter(f"{{{ATOM}}}entry")
    ]
    assert told == [
        ("urn:undertook:abababababababab", "2026-12-01T00:00:00+00:00", [linked.source], None),
        ("urn:undertook:cdcdcdcdcdcdcdcd", NOW.isoformat(), [], "The Clerk to write."),
    ]


def test_web_page_runs_nothing_and_links_to_the_web_only() -> None:
    script = replace(DATED, action="<script>alert(1)</script> to mend", source="javascript:alert(1)")
    linked = replace(UNDATED, source='https://moor.example/?"><b>')
    page = BeautifulSoup(as_html((script, linked), NOW), "html5lib")
    rows = [[cell.get_text() for cell in row.find_all("td")] for row in page.select("tbody tr")]
    assert rows[0][3] == "<script>alert(1)</script> to mend"
    assert not page.find_all("script")
    assert [link["href"] for link in page.find_all("a")] == [linked.source]


@pytest.mark.parametrize("columns", ["80", "120", "200"])
def test_table_of_a_terminal_gives_most_room_to_the_sentence_and_breaks_no_head(
    monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    heads = as_table((DATED,)).decode().splitlines()[1].split("┃")[1:-1]
    assert max(heads, key=len).strip() == "Action"
    assert [head.strip() for head in heads] == [*COLUMNS]


def test_table_shows_brackets_as_words_and_sends_the_terminal_no_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    table = as_table((replace(DATED, action="[red]Mend\x1b[2J the \x9bgate"), UNDATED)).decode()
    assert "[red]Mend[2J the gate" in table
    assert "No date given" in table
    assert not {"\x1b", "\x9b"} & set(table)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_can_be_asked_for(form: str, folder: Path, tmp_path: Path) -> None:
    output = tmp_path / f"log.{form}"
    assert run("report", "--data", str(folder), "--format", form, "--output", str(output)) == 0
    assert output.read_bytes().startswith(STARTS[form])


def test_report_lists_the_overdue_first(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "log.csv"
    assert run("report", "--data", str(folder), "--output", str(output)) == 0
    rows = list(csv.DictReader(io.StringIO(output.read_bytes().decode("utf-8-sig"))))
    assert [(row["due"], row["progress"]) for row in rows] == [("2020-03-31", "overdue"), ("", "open")]


def test_report_filters_by_state(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "log.json"
    assert run("report", "--data", str(folder), "--format", "json", "--state", "overdue", "--output", str(output)) == 0
    assert [json.loads(line)["due_words"] for line in output.read_text("utf8").splitlines()] == ["by 31 March 2020"]


def test_a_committee_that_the_minutes_do_not_name_is_told_with_the_nearest(tmp_path: Path) -> None:
    filed = tmp_path / "Parks Panel" / "2027-03-04.txt"
    filed.parent.mkdir()
    filed.write_text(MINUTES, "utf8")
    report = ("report", "--data", str(tmp_path / "data"), "--committee")
    assert run("ingest", str(tmp_path), "--data", str(tmp_path / "data")) == 0
    result = CliRunner().invoke(main, [*report, "parks panel"])
    assert result.exit_code == 2
    assert "no committee is called 'parks panel'; there is Parks Panel\n" in result.stderr
    assert run(*report, "Parks Panel") == 0


def test_report_without_a_tracker_says_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["report", "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert "undertook update" in result.output


def test_report_can_be_imported_by_itself() -> None:
    code = "import pipeline.commands.report"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


LONG = replace(UNDATED, action="Ŵyn Ó Súilleabháin " * 700, item="An item with a long title " * 60)
MANY = tuple(replace(DATED, number=number, action=f"To mend gate {number}, café ŷ.") for number in range(1, 80))


def pages_of(log: tuple[Action, ...]) -> list[str]:
    with pypdfium2.PdfDocument(as_pdf(log, NOW)) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_printed_log_repeats_its_heads_and_numbers_its_pages() -> None:
    pages = pages_of(MANY)
    assert len(pages) > 2
    assert all("Progress" in page and f"Page {number}" in page for number, page in enumerate(pages, 1))
    assert all(sum(f"gate {number}," in page for page in pages) == 1 for number in range(1, 80))


def test_an_action_longer_than_a_page_is_printed_whole() -> None:
    assert " ".join(pages_of((LONG, DATED))).count("Súilleabháin") == 700


@pytest.mark.parametrize("write", [as_docx, as_pdf, as_html], ids=["docx", "pdf", "html"])
def test_an_empty_log_says_so(write: Callable[..., bytes]) -> None:
    body = write((), NOW)
    if write is as_docx:
        words = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(body)).paragraphs)
    elif write is as_pdf:
        words = pages_of(())[0]
    else:
        words = body.decode()
    assert "Nothing is outstanding." in words


def test_word_document_numbers_its_pages_and_keeps_rows_together() -> None:
    document = Document(io.BytesIO(as_docx(LOG, NOW)))
    fields = [field.text for field in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert all("w:cantSplit" in row._tr.xml for row in document.tables[0].rows)
    assert [column.width.mm for column in document.tables[0].columns] == pytest.approx(WIDTHS, abs=0.1)


def test_workbook_is_set_up_to_be_printed() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx((LONG, *LOG)))).active
    assert (sheet.print_title_rows, sheet.print_area) == ("$1:$1", "'Action log'!$A$1:$I$4")
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
    assert [sheet.row_dimensions[row].height for row in (2, 4)] == [405, 15]
