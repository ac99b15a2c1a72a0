"""Workbooks: action logs with heads under a title, dates as days, nothing from hidden sheets."""

from datetime import date

from benchmarks.office_files import LOG, LOG_HEADS, workbook
from extractors.language.find import find_records
from extractors.read import read
from models.record import Context

CONTEXT = Context("Flood Group", date(2027, 1, 12), (date(2027, 1, 12), date(2027, 2, 9)))


def test_a_log_under_a_title_gives_a_record_for_every_row() -> None:
    reading = read(workbook([["Flood Group: actions"], [], LOG_HEADS, *LOG]), name="log.xlsx")
    assert reading.kind == "action_log"
    assert reading.text is not None
    found = find_records(reading.text, (), CONTEXT)
    assert [(r.kind, r.quote.split("\t")[0], r.owner) for r in found] == [
        ("action", "Write to the water company about the culvert", ("Clerk",)),
        ("action", "Price a new lock for the tool shed", ("Cllr Amber Rook",)),
        ("closure", "Put up the flood notices", ()),
        ("closure", "Hire a second skip", ()),
    ]
    assert [r.due.date for r in found if r.due] == [date(2027, 3, 31), date(2027, 2, 9)]


def test_heads_stand_in_any_order() -> None:
    rows = [("Status", "Due", "Who", "Task"), *((row[4], row[3], row[2], row[1]) for row in LOG)]
    reading = read(workbook(rows), name="log.xlsx")
    assert reading.text is not None
    assert [r.verdict for r in find_records(reading.text)] == [None, None, "met", "overtaken"]


def test_days_are_written_as_in_minutes() -> None:
    reading = read(workbook([("Action", "Owner", "Due"), ("Mend the stile", "AB", date(2027, 5, 4))]), name="log.xlsx")
    assert reading.text is not None
    (record,) = find_records(reading.text)
    assert record.due is not None
    assert (record.due.text, record.due.date) == ("4 May 2027", date(2027, 5, 4))


def test_hidden_sheets_stay_out() -> None:
    reading = read(workbook([("Action", "Owner"), ("Mend the stile", "AB")]), name="log.xlsx")
    assert reading.text is not None
    assert "read this list" not in reading.text.plain
