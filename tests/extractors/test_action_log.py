"""Action logs: which tables are logs, what each row says, and what is no log."""

from datetime import date

import pytest

from extractors.language.find import find_records
from extractors.minutes.action_log import head_role, is_log, log_rows, roles
from extractors.minutes.regions import mark_regions
from extractors.text.builder import TextBuilder
from extractors.text.html import read_html
from models.record import Context, Record
from models.text import Text

HEADS = ("Ref", "Action", "Owner", "Due", "Progress", "Status")
CONTEXT = Context("Flood Group", date(2027, 1, 12), (date(2027, 1, 12), date(2027, 2, 9)))


def log(*rows: tuple[str, ...], heads: tuple[str, ...] = HEADS, named: bool = True) -> Text:
    """A log whose cells know their columns, or do not."""
    builder = TextBuilder()
    builder.add_row((head, None) for head in heads)
    for row in rows:
        builder.add_row((words, head if named else None) for words, head in zip(row, heads, strict=True))
    return mark_regions(builder.text("test"))


def only(text: Text) -> Record:
    (record,) = find_records(text, (), CONTEXT)
    return record


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Action", "task"),
        ("AGREED ACTION:", "task"),
        ("Actions to be taken", "task"),
        ("Action by", "owner"),
        ("By whom?", "owner"),
        ("Lead Officer / Member", "owner"),
        ("Responsible officer(s)", "owner"),
        ("By when", "due"),
        ("Target date", "due"),
        ("To be completed by", "due"),
        ("Completed", "status"),
        ("RAG", "status"),
        ("Progress to date", "progress"),
        ("Update (June)", "progress"),
        ("Minute No.", "reference"),
        ("Date raised", "meeting"),
        ("Ward", None),
        ("", None),
        ("The Clerk undertook to write to the water company about the culvert.", None),
    ],
)
def test_heads_say_what_a_column_holds(head: str, role: str | None) -> None:
    assert head_role(head) == role


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (("Action", "Owner"), True),
        (("Status", "Due", "Responsible", "Task"), True),
        (("Issue", "Officer", "Update"), True),
        (("Item", "Lead officer", "Date"), False),
        (("Item", "Discussion", "Action", "Owner"), False),
        (("Budget", "Spent", "Left"), False),
        (("Name", "Ward", "Party"), False),
        (("Action",), False),
    ],
)
def test_a_log_has_tasks_and_who_when_or_how_far(heads: tuple[str, ...], expected: bool) -> None:
    assert is_log(roles(heads)) is expected


def test_an_open_row_is_an_action_with_owner_and_day() -> None:
    record = only(log(("4", "Write to the water company", "Clerk / JT", "31 March 2027", "Drafted", "Open")))
    assert (record.kind, record.quote, record.owner) == ("action", "Write to the water company", ("Clerk", "JT"))
    assert record.due is not None
    assert record.due.date == date(2027, 3, 31)
    assert record.trackable


def test_a_closed_row_is_a_closure_that_points_to_its_number() -> None:
    record = only(log(("4", "Write to the water company", "Clerk", "", "Sent on 3 May", "Complete")))
    assert (record.kind, record.verdict, record.refers_to) == ("closure", "met", "4")
    assert record.quote == "Write to the water company\tClerk\tSent on 3 May\tComplete"


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        ("Closed.", "met"),
        ("Complete – 3 May 2027", "met"),
        ("COMPLETED 03/05/27", "met"),
        ("No longer required", "overtaken"),
        ("Not complete", None),
        ("To be closed at the next meeting", None),
        ("Partly completed", None),
        ("Carried forward", None),
        ("Complete the survey first", None),
        ("Open", None),
    ],
)
def test_the_status_says_whether_the_task_is_done(status: str, verdict: str | None) -> None:
    assert only(log(("4", "Write to the water company", "Clerk", "", "", status))).verdict == verdict


@pytest.mark.parametrize(
    ("words", "text", "day"),
    [
        ("30/04/2027", "30/04/2027", date(2027, 4, 30)),
        ("next meeting", "next meeting", date(2027, 2, 9)),
        ("when the snow has gone", "when the snow has gone", None),
        ("TBC", None, None),
        ("", None, None),
    ],
)
def test_the_due_cell_is_kept_as_written(words: str, text: str | None, day: date | None) -> None:
    due = only(log(("4", "Write to the water company", "Clerk", words, "", ""))).due
    assert (due.text if due else None, due.date if due else None) == (text, day)


def test_cells_without_columns_are_read_by_place_where_none_is_empty() -> None:
    full = ("4", "Write to the water company", "Clerk", "31 March 2027", "Drafted", "Open")
    assert only(log(full, named=False)).owner == ("Clerk",)
    short = ("5", "Write to the water company", "", "31 March 2027", "", "")
    assert log_rows(log(short, named=False)) == ()


def test_a_row_is_read_once() -> None:
    records = find_records(log(("4", "Clerk to write to the water company by 1 May 2027", "Clerk", "", "", "Open")))
    assert [record.rule for record in records] == ["log-row"]


def test_rows_that_name_a_group_of_tasks_are_no_records() -> None:
    assert find_records(log(("", "", "Roads", "", "", ""))) == ()


def test_a_log_on_a_page_reads_the_same() -> None:
    text = mark_regions(
        read_html(
            "<p>Outstanding actions</p><table><tr><th>Action</th><th>By whom</th><th>Status</th></tr>"
            "<tr><td>Mend the stile</td><td>AB</td><td></td></tr>"
            "<tr><td><p>Paint the hut,</p><p>both sides</p></td><td>CD</td><td>Done</td></tr></table>"
        )
    )
    assert [(r.kind, r.quote, r.owner) for r in find_records(text)] == [
        ("action", "Mend the stile", ("AB",)),
        ("closure", "Paint the hut, both sides\tCD\tDone", ()),
    ]


def test_what_is_a_head_of_tasks_and_a_colour_no_state() -> None:
    text = mark_regions(
        read_html(
            "<table><tr><th>Who</th><th>What</th><th>By when</th><th>RAG</th><th>Comments</th></tr>"
            "<tr><td>AB</td><td>Mend the stile</td><td>4 May 2027</td><td>Green</td><td>Timber bought</td></tr>"
            "<tr><td>CD</td><td>Paint the hut</td><td>4 May 2027</td><td>Green</td><td>Closed 2 May</td></tr></table>"
        )
    )
    assert [(r.kind, r.owner, r.due.text if r.due else None, r.verdict) for r in find_records(text)] == [
        ("action", ("AB",), "4 May 2027", None),
        ("closure", (), None, "met"),
    ]
