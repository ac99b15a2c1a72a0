"""Tables by what they hold, whatever file they stand in: logs, minutes in columns, lists of people."""

import io

import openpyxl
import pytest

from benchmarks.office_files import Word, workbook
from extractors.language.find import find_records
from extractors.minutes.attendance import attendance
from extractors.minutes.items import items
from extractors.minutes.regions import mark_regions
from extractors.read import read
from extractors.text.docx import read_docx
from extractors.text.html import read_html
from extractors.text.odt import read_odt
from extractors.text.xlsx import read_xlsx
from models.text import Text
from tests.extractors.test_odt import packed


def found(text: Text) -> list[tuple[str, tuple[str, ...], str | None]]:
    """What each record says, who owns it, and when it is due."""
    records = find_records(mark_regions(text), items(text))
    return [(record.quote, record.owner, record.due.text if record.due else None) for record in records]


def page(*rows: str) -> Text:
    return read_html("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")


HEADS = "<th>Action</th><th>By whom</th><th>By when</th>"


def test_heads_that_stand_under_a_head_of_several_columns_name_theirs() -> None:
    rows = [
        ("Ref", "Action", "Delivery", "", "Status"),
        ("", "", "Owner", "Due", ""),
        ("1", "Mend the stile", "Warden", "4 May 2027", "Open"),
    ]
    assert found(read_xlsx(workbook(rows))) == [("Mend the stile", ("Warden",), "4 May 2027")]


def test_a_row_with_an_empty_cell_is_no_second_row_of_heads() -> None:
    rows = [("Action", "Owner", "Due"), ("Mend the stile", "Warden", ""), ("Paint the hut", "", "June")]
    assert [task for task, _, _ in found(read_xlsx(workbook(rows)))] == ["Mend the stile", "Paint the hut"]


def test_rows_that_a_sheet_hides_stay_out() -> None:
    book = openpyxl.Workbook()
    for row in (("Action", "Owner"), ("Mend the stile", "Warden"), ("Paint the hut", "Clerk")):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    file = io.BytesIO()
    book.save(file)
    assert found(read_xlsx(file.getvalue())) == [("Mend the stile", ("Warden",), None)]


def test_line_breaks_in_cells_of_figures_make_no_paragraphs() -> None:
    text = read_xlsx(workbook([("Budget\n2027", "Spent"), ("400", "380")]))
    assert [text.words(block) for block in text.blocks] == ["Actions", "Budget 2027\tSpent", "400\t380"]


@pytest.mark.parametrize(
    ("tasks", "owners", "days", "expected"),
    [
        (
            "<p>Mend the stile</p><p>Paint the hut</p>",
            "<p>A Moor</p><p>B Fen</p>",
            "<p>4 May</p><p>June</p>",
            [("Mend the stile", ("A Moor",), "4 May"), ("Paint the hut", ("B Fen",), "June")],
        ),
        (
            "<ul><li>Mend the stile</li><li>Paint the hut</li></ul>",
            "Warden",
            "June",
            [("• Mend the stile", ("Warden",), "June"), ("• Paint the hut", ("Warden",), "June")],
        ),
        ("<p>Mend the stile</p><p>and the gate</p>", "AB", "", [("Mend the stile and the gate", ("AB",), None)]),
        ("Mend the stile", "A Moor<br>B Fen", "June", [("Mend the stile", ("A Moor", "B Fen"), "June")]),
        ("Mend the stile", "Estates<br>Manager", "June", [("Mend the stile", ("Estates Manager",), "June")]),
        (
            "<p>Mend the stile</p><p>Paint the hut</p>",
            "Estates<br>Manager",
            "June",
            [("Mend the stile Paint the hut", ("Estates Manager",), "June")],
        ),
    ],
    ids=["level", "a list", "one task", "two owners", "a broken title", "no owner for each"],
)
def test_a_cell_may_hold_several_tasks_or_owners(
    tasks: str, owners: str, days: str, expected: list[tuple[str, tuple[str, ...], str | None]]
) -> None:
    assert found(page(HEADS, f"<td>{tasks}</td><td>{owners}</td><td>{days}</td>")) == expected


def test_an_owner_drawn_over_several_rows_owns_each() -> None:
    rows = ("<td>Mend the stile</td><td rowspan=2>Warden</td><td>May</td>", "<td>Paint the hut</td><td>June</td>")
    expected = [("Mend the stile", ("Warden",), "May"), ("Paint the hut", ("Warden",), "June")]
    assert found(page(HEADS, *rows)) == expected
    word = Word()
    word.table([("Action", "By whom", "By when"), ("Mend the stile", "Warden", "May"), ("Paint the hut", "", "June")])
    table = word.document.tables[0]
    table.cell(1, 1).merge(table.cell(2, 1))
    assert found(read_docx(word.body())) == expected


def test_an_owner_drawn_over_several_rows_of_an_open_document_owns_each() -> None:
    spanned = '<table:table-cell table:number-rows-spanned="2"><text:p>Warden</text:p></table:table-cell>'
    rows = (
        (cell("Action"), cell("By whom"), cell("By when")),
        (cell("Mend the stile"), spanned, cell("May")),
        (cell("Paint the hut"), "<table:covered-table-cell/>", cell("June")),
    )
    assert found(open_document(rows)) == [
        ("Mend the stile", ("Warden",), "May"),
        ("Paint the hut", ("Warden",), "June"),
    ]


def test_who_and_by_beside_one_another_are_owner_and_day() -> None:
    text = page("<th>Action</th><th>By</th><th>Who</th>", "<td>Mend the stile</td><td>4 May 2027</td><td>Warden</td>")
    assert found(text) == [("Mend the stile", ("Warden",), "4 May 2027")]


def test_minutes_in_columns_of_a_page_have_items_and_owners() -> None:
    text = page(
        "<th>No</th><th>Item</th><th>Discussion</th><th>Action</th>",
        "<td>1</td><td>Stile</td><td><p>It broke in March.</p><p>The wood to be bought.</p></td><td>A Moor</td>",
        "<td>2</td><td>Hut</td><td>It is dry.</td><td></td>",
        "<td>3</td><td>Gate</td><td>It squeaks. Oil the hinge by 4 May.</td><td>B Fen</td>",
    )
    assert [(item.number, item.title) for item in items(text)] == [("1", "Stile"), ("2", "Hut"), ("3", "Gate")]
    assert found(text) == [
        ("The wood to be bought.", ("A Moor",), None),
        ("Oil the hinge by 4 May.", ("B Fen",), "by 4 May"),
    ]


def test_tasks_in_columns_of_their_own_beside_minutes_are_those_of_a_log() -> None:
    text = page(
        "<th>Item</th><th>Discussion</th><th>Action</th><th>Who</th><th>When</th>",
        "<td>1</td><td>The stile broke in March.</td><td>Mend the stile</td><td>AB</td><td>May</td>",
        "<td>2</td><td>The hut is dry.</td><td></td><td></td><td></td>",
    )
    assert found(text) == [("Mend the stile", ("AB",), "May")]
    assert [text.words(block) for block in text.blocks if block.kind != "row"] == [
        "The stile broke in March.",
        "The hut is dry.",
    ]


@pytest.mark.parametrize(("notes", "tasks"), [(("AM", "Clerk"), 2), (("Stile", "HUT"), 0)], ids=["owners", "titles"])
def test_owners_before_the_minutes_stand_beside_them_and_titles_do_not(notes: tuple[str, str], tasks: int) -> None:
    word = Word()
    first, second = notes
    word.table(
        [("", "Nobody came late."), (first, "The wood to be bought."), (second, "The roof to be painted by May.")]
    )
    assert len([owners for _, owners, _ in found(read_docx(word.body())) if owners]) == tasks


def test_a_list_of_who_leads_on_what_is_no_list_of_tasks() -> None:
    text = page("<th>Area of work</th><th>Lead member</th>", "<td>Housing</td><td>Cllr A Moor</td>")
    assert found(text) == []


def test_a_column_may_say_who_and_when() -> None:
    text = page("<th>Action</th><th>Owner / deadline</th>", "<td>Mend the stile</td><td>A Moor by 4 May</td>")
    assert found(text) == [("Mend the stile", ("A Moor",), "by 4 May")]


def test_what_the_form_of_a_decision_rules_is_read_under_its_label() -> None:
    rows = (
        ("Decision maker", "Cllr A Moor"),
        ("Decision", "That a grant of £400 be approved for the ferry in the coming winter."),
        ("Reasons", "The ferry agreed to sail on Sundays."),
    )
    word = Word()
    word.table(rows)
    expected = [("That a grant of £400 be approved for the ferry in the coming winter.", (), None)]
    assert found(read_docx(word.body())) == expected
    assert found(page(*(f"<td><b>{label}</b></td><td>{said}</td>" for label, said in rows))) == expected


def test_a_list_of_people_under_heads_is_no_list_of_tasks() -> None:
    word = Word()
    word.say("Flood Group")
    word.table(
        [("Name", "Organisation", "Initials"), ("Ada Moor", "Moor Rescue", "AM"), ("Ben Fen", "Fen Trust", "BF")]
    )
    for line in ("1. Stile", "It broke in March.", "2. Hut", "It is dry.", "3. Gate", "It squeaks."):
        word.say(line)
    text = read_docx(word.body())
    assert found(text) == []
    people = attendance(text, items(text)).people
    assert [(one.name, one.representing, one.initials, one.status) for one in people] == [
        ("Ada Moor", "Moor Rescue", "AM", None),
        ("Ben Fen", "Fen Trust", "BF", None),
    ]


def test_a_table_inside_a_table_of_one_column_is_read_as_a_table() -> None:
    word = Word()
    word.table([("The stile broke in March.",)])
    frame = word.document.tables[0].cell(0, 0)
    inner = frame.add_table(2, 3)
    for row, said in zip(
        inner.rows, (("Action", "Who", "By when"), ("Mend the stile", "AB", "4 May 2027")), strict=True
    ):
        for place, words in zip(row.cells, said, strict=True):
            place.text = words
    assert found(read_docx(word.body())) == [("Mend the stile", ("AB",), "4 May 2027")]
    inside = table(((cell("Action"), cell("Who")), (cell("Mend the stile"), cell("AB"))))
    framed = open_document(((f"<table:table-cell>{inside}</table:table-cell>",),))
    assert found(framed) == [("Mend the stile", ("AB",), None)]


def cell(words: str) -> str:
    return f"<table:table-cell><text:p>{words}</text:p></table:table-cell>"


def table(rows: tuple[tuple[str, ...], ...]) -> str:
    return (
        "<table:table>"
        + "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
        + "</table:table>"
    )


def open_document(rows: tuple[tuple[str, ...], ...]) -> Text:
    return read_odt(packed(table(rows)))


def test_owners_in_the_last_column_of_a_page_without_heads_stand_beside_the_minutes() -> None:
    text = page(
        "<td>1</td><td><b>Apologies</b><br>None were sent to the Clerk.</td><td>&nbsp;</td>",
        "<td>2</td><td><b>Stile</b><br>It broke in March. Mend the stile.</td><td>AM</td>",
        "<td>3</td><td><b>Hut</b><br>It is dry. Paint the door in May.</td><td>Clerk</td>",
    )
    assert [item.title for item in items(text)] == ["Apologies", "Stile", "Hut"]
    assert found(text) == [("Mend the stile.", ("AM",), None), ("Paint the door in May.", ("Clerk",), "in May")]


def test_a_list_of_decisions_is_read_item_by_item_and_one_of_outcomes_stays_rows() -> None:
    heads = "<th>Agenda item</th><th>Topic</th><th>Decision</th>"
    decided = "<td>5</td><td>Ferry</td><td>RESOLVED that the contract be extended by a year.</td>"
    tasked = "<td>6</td><td>Pier</td><td>RESOLVED that the Clerk write to the pilot.</td>"
    text = page(heads, decided, tasked, "<td>7</td><td>Quay</td><td>RESOLVED that the rates stay.</td>")
    assert [item.title for item in items(text)] == ["Ferry", "Pier", "Quay"]
    assert [owners for _, owners, _ in found(text)] == [(), ("Clerk",), ()]
    outcomes = page(heads, "<td>27/1</td><td>Mill</td><td>No objection</td>")
    assert [block.kind for block in outcomes.blocks] == ["row", "row"]


@pytest.mark.parametrize(
    ("progress", "owners"), [("Sent in May. Complete", ()), ("Sent. Complete it in June", ("AB",))]
)
def test_the_last_sentence_of_the_progress_may_end_a_task(progress: str, owners: tuple[str, ...]) -> None:
    text = page("<th>Action</th><th>Who</th><th>Progress</th>", f"<td>Send it</td><td>AB</td><td>{progress}</td>")
    assert [record.owner for record in find_records(mark_regions(text))] == [owners]


LANGUAGES = (
    ("1. Ymddiheuriadau", "1. Apologies"),
    ("Nid oedd ymddiheuriadau gan yr aelodau.", "There were none from the members."),
    ("2. Y giât", "2. The gate"),
    ("Roedd y giât wedi torri ac mae angen olew ar y colfach.", "The Clerk agreed to oil the gate."),
    ("3. Y cwt", "3. The hut"),
    ("Mae'r cwt yn sych ac nid oes angen gwaith arno.", "It was dry and needed no work."),
)


def test_columns_in_two_languages_are_read_one_after_the_other_and_have_their_items_once() -> None:
    rows = "".join(f"<tr><td>{welsh}</td><td>{english}</td></tr>" for welsh, english in LANGUAGES)
    reading = read(f"<html><body><table>{rows}</table></body></html>".encode(), name="minutes.html")
    assert [(item.number, item.title) for item in reading.items] == [
        ("1", "Apologies"),
        ("2", "The gate"),
        ("3", "The hut"),
    ]
    assert reading.text is not None
    assert [record.quote for record in find_records(reading.text, reading.items)] == [
        "The Clerk agreed to oil the gate."
    ]
