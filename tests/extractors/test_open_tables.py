"""Tables with level rules only or with none, and over a page's end, on PDFs made here."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.text.pdf import read_pdf
from models.text import Text

LEFTS = (60.0, 100.0, 300.0, 420.0)
RIGHT = 530.0
LEADING = 13.0
SIZE = 10.5
Row = tuple[tuple[str, ...], ...]
# Each cell by its lines, as printed.
HEADS: Row = (("No",), ("Agreed", "action"), ("By whom",), ("By when",))
LOG: tuple[Row, ...] = (
    (("1",), ("Price new oars for the ferry", "and report what they cost"), ("Harbour", "Master"), ("1 May",)),
    (("2",), ("Oil the winch",), ("Clerk",), ("Next meeting",)),
    (("3",), ("Ask the school for a day in", "June on which the children", "may come"), ("Una Quill",), ("May",)),
)  # fmt: skip
WHOLE = [
    ("No", "Agreed action", "By whom", "By when"),
    ("1", "Price new oars for the ferry and report what they cost", "Harbour Master", "1 May"),
    ("2", "Oil the winch", "Clerk", "Next meeting"),
    ("3", "Ask the school for a day in June on which the children may come", "Una Quill", "May"),
]
BEFORE = "The committee went through all that had been agreed at its meeting in the spring, point by point,"
AFTER = "The chair closed the meeting at nine and wished everybody a safe way home through the dark lanes."


class Sheet:
    """A page on which lines are set from the top down."""

    def __init__(self) -> None:
        self.file = BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4)
        self.top = 80.0
        self.canvas.setFont("Helvetica", SIZE)

    def say(self, words: str, *, gap: float = 2 * LEADING, left: float = LEFTS[0], bold: bool = False) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", SIZE)
        self.canvas.drawString(left, A4[1] - self.top, words)
        self.top += gap

    def rule(self) -> None:
        height = A4[1] - self.top + LEADING - 1
        self.canvas.line(LEFTS[0], height, RIGHT, height)

    def row(self, cells: Row, *, padding: float, bold: bool = False) -> None:
        start = self.top
        for left, lines in zip(LEFTS, cells, strict=True):
            self.top = start
            for words in lines:
                self.say(words, gap=LEADING, left=left, bold=bold)
        self.top = start + LEADING * max(map(len, cells)) + padding

    def turn(self) -> None:
        self.canvas.showPage()
        self.top = 80.0

    def read(self) -> Text:
        self.canvas.save()
        return read_pdf(self.file.getvalue())


def rows(text: Text) -> list[tuple[str, ...]]:
    return [
        tuple(text.plain[cell.start : cell.end] for cell in block.cells) for block in text.blocks if block.kind == "row"
    ]


def log(*, ruled: bool, padding: float, log: Sequence[Row] = LOG) -> Sheet:
    sheet = Sheet()
    sheet.say(BEFORE)
    for place, row in enumerate((HEADS, *log)):
        if ruled:
            sheet.rule()
        sheet.row(row, padding=padding, bold=place == 0)
    if ruled:
        sheet.rule()
    return sheet


@pytest.mark.parametrize(
    ("ruled", "padding"), [(True, 4.0), (False, 7.0), (False, 0.0)], ids=["level rules", "blank lines", "nothing"]
)
def test_a_cell_that_wraps_stays_in_its_row(ruled: bool, padding: float) -> None:
    sheet = log(ruled=ruled, padding=padding)
    sheet.top += LEADING
    sheet.say("7. Closing", bold=True)
    sheet.say(AFTER)
    text = sheet.read()
    assert rows(text) == WHOLE
    assert [text.words(block) for block in text.blocks if block.kind != "row"] == [BEFORE, "Closing", AFTER]


def test_cells_bear_the_heads_of_their_columns() -> None:
    text = log(ruled=False, padding=7.0).read()
    last = [block for block in text.blocks if block.kind == "row"][-1]
    assert [cell.column for cell in last.cells] == list(WHOLE[0])


def test_a_table_goes_on_over_the_page_with_its_heads_and_its_broken_row() -> None:
    sheet = log(ruled=False, padding=7.0, log=LOG[:2])
    sheet.row((("3",), ("Ask the school for a day in",), ("Una",), ("May",)), padding=0)
    sheet.turn()
    sheet.row(((), ("June on which the children", "may come"), ("Quill",), ()), padding=7.0)
    sheet.row((("4",), ("Sell the", "old oars"), ("Clerk",), ("June",)), padding=7.0)
    sheet.say(AFTER)
    text = sheet.read()
    assert rows(text) == [*WHOLE, ("4", "Sell the old oars", "Clerk", "June")]
    assert [cell.column for cell in text.blocks[-2].cells] == list(WHOLE[0])
    assert [block.page for block in text.blocks if block.kind == "row"] == [1, 1, 1, 1, 2]


def test_names_in_columns_are_no_table_of_wrapped_cells() -> None:
    sheet = Sheet()
    sheet.say("Present", gap=LEADING, bold=True)
    for names in (("Amber Stone", "Piers Lock"), ("Una Quill", "Ida Moor")):
        start = sheet.top
        for left, name in zip((60.0, 300.0), names, strict=True):
            sheet.top = start
            sheet.say(name, left=left, gap=LEADING)
    sheet.top += LEADING
    sheet.say(BEFORE)
    assert rows(sheet.read()) == [("Amber Stone", "Piers Lock"), ("Una Quill", "Ida Moor")]
