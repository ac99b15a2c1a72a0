"""Minutes that a PDF draws as a table: numbers and owners in columns of their own, people side by side."""

import io

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from extractors.language.find import find_records
from extractors.read import read
from extractors.text.pdf import read_pdf
from models.meeting import Reading

STYLE = getSampleStyleSheet()["Normal"]
RULED = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
PEOPLE = (
    ("Present", "Apologies", "In attendance"),
    ("Fay Dell (Chair)<br/>Rob Innes", "Joan Peel", "Max Ford, Head of Parks"),
)
LONG = " ".join(["The crew looked at the hinge and at the post and found both of them sound for another year."] * 8)
MINUTES = (
    ("No.", "Discussion", "Action"),
    ("1", "The gate<br/>It squeaks. A can of oil is wanted.", "Clerk by 20<br/>June"),
    ("2", f"The post<br/>{LONG}", ""),
    ("3", "The hut<br/>It leaks. Felt would be priced.", "RI"),
)

LANGUAGES = (
    ("1. Ymddiheuriadau", "1. Apologies"),
    ("Nid oedd ymddiheuriadau gan yr aelodau ac roedd pawb yn y neuadd.", "There were none from the members."),
    ("2. Y giât", "2. The gate"),
    (
        "Roedd y giât wedi torri ac mae angen olew ar y colfach cyn i’r ffair ddod i’r pentref.",
        "The Clerk agreed to oil the gate before the fair comes to the village.",
    ),
    ("3. Y cwt", "3. The hut"),
    ("Mae’r cwt yn sych ac nid oes angen gwaith arno yn y gwanwyn.", "It was dry and needed no work in the spring."),
    ("4. Y post", "4. The post"),
    ("Mae’r post yn sefyll ac nid yw wedi pydru yn y ddaear. " * 3, "It stands, and has not begun to rot at all. " * 3),
)


def drawn(*tables: tuple[tuple[tuple[str, ...], ...], tuple[float, ...]]) -> bytes:
    """A page with ruled tables, given by their rows and the widths of their columns in points."""
    file = io.BytesIO()
    parts = []
    for rows, widths in tables:
        cells = [[Paragraph(words, STYLE) for words in row] for row in rows]
        parts += [Paragraph("Parks Panel, 4 May 2027", STYLE), Table(cells, colWidths=widths, style=RULED)]
    SimpleDocTemplate(file, pagesize=A4, invariant=1).build(parts)
    return file.getvalue()


def reading(body: bytes) -> Reading:
    return read(body, name="minutes.pdf")


def test_lists_side_by_side_are_read_list_by_list() -> None:
    (meeting,) = reading(drawn((PEOPLE, (150, 150, 150)))).meetings
    assert [(one.name, one.role, one.status) for one in meeting.attendance] == [
        ("Fay Dell", "Chair", "Present"),
        ("Rob Innes", None, "Present"),
        ("Joan Peel", None, "Apologies"),
        ("Max Ford", "Head of Parks", "In attendance"),
    ]


def test_names_with_wide_gaps_between_them_are_people_of_their_own() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.drawString(70, 780, "Notes of the Parks Panel, 4 May 2027")
    canvas.drawString(70, 750, "Present:")
    for at, (left, right) in enumerate((("Fay Dell (Chair)", "Rob Innes"), ("Joan Peel", "Kit Yates (Clerk)"))):
        canvas.drawString(130, 750 - 15 * at, left)
        canvas.drawString(250 + 30 * at, 750 - 15 * at, right)
    canvas.save()
    (meeting,) = reading(file.getvalue()).meetings
    assert [one.name for one in meeting.attendance] == ["Fay Dell", "Rob Innes", "Joan Peel", "Kit Yates"]


def test_a_number_in_its_column_begins_an_item_and_its_owner_has_the_task_below_the_title() -> None:
    minutes = reading(drawn((MINUTES, (40, 330, 85))))
    assert [(item.number, item.title) for item in minutes.items] == [
        ("1", "The gate"),
        ("2", "The post"),
        ("3", "The hut"),
    ]
    assert minutes.text is not None
    found = find_records(minutes.text, minutes.items)
    assert [(r.quote, r.owner, r.due.text if r.due else None) for r in found if r.trackable] == [
        ("A can of oil is wanted.", ("Clerk",), "by 20 June"),
        ("Felt would be priced.", ("RI",), None),
    ]


def test_figures_in_two_columns_stay_rows() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for at, (left, right) in enumerate((("Mill Ward", "214 houses"), ("Moor Ward", "98 houses"), ("12", "7 houses"))):
        canvas.drawString(70, 750 - 15 * at, left)
        canvas.drawString(250, 750 - 15 * at, right)
    canvas.save()
    assert [block.kind for block in read_pdf(file.getvalue()).blocks] == ["row", "row", "row"]


FOUR = (
    ("No.", "Item", "Discussion", "Action by / when"),
    ("1", "Apologies", "None were sent.", ""),
    ("2", "The gate", "It was agreed that it be oiled. Buy a can of oil.", "A Moor by 20 June"),
    ("3", "The hut", "It leaks. Felt would be priced.", "R Innes / B Fen"),
)


def test_minutes_in_four_columns_have_items_and_owners() -> None:
    minutes = reading(drawn((FOUR, (40, 80, 250, 85))))
    assert [(item.number, item.title) for item in minutes.items] == [
        ("1", "Apologies"),
        ("2", "The gate"),
        ("3", "The hut"),
    ]
    assert minutes.text is not None
    found = find_records(minutes.text, minutes.items)
    assert [(r.quote, r.owner, r.due.text if r.due else None) for r in found if r.trackable] == [
        ("Buy a can of oil.", ("A Moor",), "by 20 June"),
        ("Felt would be priced.", ("R Innes", "B Fen"), None),
    ]


def test_tasks_with_columns_of_their_own_beside_minutes_are_those_of_a_log() -> None:
    rows = (
        ("Item", "Subject", "Discussion", "Action", "Who", "When"),
        ("1", "Gate", "It squeaks in the wind.", "Oil the hinge", "AM", "May"),
        ("2", "Hut", "It is dry.", "", "", ""),
    )
    text = reading(drawn((rows, (40, 60, 150, 110, 40, 40)))).text
    assert text is not None
    assert [(r.quote, r.owner, r.due.text if r.due else None) for r in find_records(text)] == [
        ("Oil the hinge", ("AM",), "May")
    ]


def test_who_leads_on_what_is_no_list_of_tasks() -> None:
    rows = (("No.", "Area of work", "Lead officer"), ("1", "Parks and open spaces", "A Moor"), ("2", "Roads", "B Fen"))
    text = reading(drawn((rows, (40, 200, 100)))).text
    assert text is not None
    assert find_records(text) == ()


def test_what_the_form_of_a_decision_rules_is_read_under_its_label() -> None:
    rows = (
        ("Decision maker", "Cllr A Moor"),
        ("Title", "Grant to the ferry"),
        ("Decision", "That a grant of £400 be approved for the ferry in the coming winter.<br/>That the Clerk pay it."),
        ("Reasons", "The ferry agreed to sail on Sundays."),
    )
    minutes = reading(drawn((rows, (120, 300))))
    assert minutes.text is not None
    assert [(r.kind, r.quote) for r in find_records(minutes.text, minutes.items)] == [
        ("resolution", "That a grant of £400 be approved for the ferry in the coming winter."),
        ("resolution", "That the Clerk pay it."),
    ]


def test_a_row_broken_under_repeated_heads_is_one_and_keeps_its_year() -> None:
    heads = ("Action", "Owner", "Due")
    first = (heads, ("Mend the gate", "Clerk", "4 May 2027"), ("Oil the hinge", "Warden", "13<br/>May"))
    second = (heads, ("", "", "2027"), ("Paint the hut", "Clerk", "May"), ("Sweep it", "Clerk", "June"))
    third = (heads, ("Lock it", "Clerk", "14<br/>June<br/>2027"))
    file = io.BytesIO()
    parts = []
    for rows in (first, second, third):
        cells = [[Paragraph(words, STYLE) for words in row] for row in rows]
        parts += [Table(cells, colWidths=(300, 60, 60), style=RULED), PageBreak()]
    SimpleDocTemplate(file, pagesize=A4, invariant=1, topMargin=20).build(parts)
    text = reading(file.getvalue()).text
    assert text is not None
    assert [(r.quote, r.due.text if r.due else None) for r in find_records(text)] == [
        ("Mend the gate", "4 May 2027"),
        ("Oil the hinge", "13 May 2027"),
        ("Paint the hut", "May"),
        ("Sweep it", "June"),
        ("Lock it", "14 June 2027"),
    ]


@pytest.mark.parametrize("ruled", [True, False], ids=["with rules", "without"])
def test_columns_in_two_languages_are_read_one_after_the_other(*, ruled: bool) -> None:
    cells = [[Paragraph(words, STYLE) for words in row] for row in LANGUAGES]
    file = io.BytesIO()
    table = Table(cells, colWidths=(200, 200), style=RULED if ruled else None)
    SimpleDocTemplate(file, pagesize=A4, invariant=1).build([table])
    minutes = reading(file.getvalue())
    assert [item.title for item in minutes.items] == ["Apologies", "The gate", "The hut", "The post"]
    assert minutes.text is not None
    assert [record.quote for record in find_records(minutes.text, minutes.items)] == [
        "The Clerk agreed to oil the gate before the fair comes to the village."
    ]


def test_an_action_column_begins_at_its_rule_though_its_head_stands_in_the_middle() -> None:
    rows = (
        ("No.", "Discussion", '<para align="right">Action</para>'),
        ("1", "The gate<br/>It squeaks. A can of oil is wanted.", "Town Clerk"),
        ("2", f"The post<br/>{LONG}", ""),
        ("3", "The hut<br/>It leaks. Felt would be priced.", "Cllr Innes"),
    )
    minutes = reading(drawn((rows, (40, 330, 85))))
    assert [item.title for item in minutes.items] == ["The gate", "The post", "The hut"]
    assert minutes.text is not None
    found = find_records(minutes.text, minutes.items)
    assert [r.owner for r in found if r.trackable] == [("Town Clerk",), ("Cllr Innes",)]
