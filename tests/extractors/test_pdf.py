"""PDFs to blocks by our own layout, on PDFs made here."""

from io import BytesIO

import pytest
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from extractors.text.hyphens import join, vocabulary
from extractors.text.pdf import read_pdf
from models.run import UnreadableDocument
from models.text import Text

BODY = getSampleStyleSheet()["BodyText"]
PARAGRAPH = (
    "The Clerk reported that the hedge along the north side of the playing field had grown over the path",
    "and that walkers had to step into the road. The owner had been told twice and had done nothing yet.",
    "It was felt that a letter from the council might help.",
)


def made(draw: list[tuple[float, float, str, str]], *, pages: int = 1) -> bytes:
    """Draw (left, top, words, font) on each page, in the order given."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in range(pages):
        for left, top, words, font in draw:
            canvas.setFont(font, 11)
            canvas.drawString(left, A4[1] - top, words.replace("{page}", str(number + 1)))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def body(top: float = 120) -> list[tuple[float, float, str, str]]:
    return [(60, top + 14 * row, line, "Helvetica") for row, line in enumerate(PARAGRAPH)]


def paragraphs(text: Text) -> list[str]:
    return [text.words(block) for block in text.blocks]


def test_lines_of_a_paragraph_are_joined() -> None:
    assert paragraphs(read_pdf(made(body()))) == [" ".join(PARAGRAPH)]


@pytest.mark.parametrize("order", [1, -1], ids=["in reading order", "upside down"])
def test_order_of_the_stream_does_not_matter(order: int) -> None:
    assert paragraphs(read_pdf(made(body()[::order]))) == [" ".join(PARAGRAPH)]


@pytest.mark.parametrize(
    "drawn",
    [
        [(500.0, 148.0, "PL", "Helvetica")],
        [(500.0, 162.0, "PL/GD", "Helvetica")],
        [(490.0, 100.0, "Action", "Helvetica-Bold"), (490.0, 148.0, "Clerk", "Helvetica")],
    ],
    ids=["at the last line", "on a line of its own", "under a head"],
)
def test_owner_in_the_margin_is_tied_to_the_paragraph_and_stays_out_of_it(
    drawn: list[tuple[float, float, str, str]],
) -> None:
    text = read_pdf(made([*body(), *drawn]))
    (block,) = [block for block in text.blocks if text.words(block).startswith("The Clerk")]
    assert text.words(block) == " ".join(PARAGRAPH)
    assert [text.plain[note.start : note.end] for note in block.margin] == [drawn[-1][2]]


LEFT = (
    (120, "", "The gate squeaks in the wind"),
    (134, "", "and has done so since March."),
    (170, "Clerk", "A can of oil to be bought"),
    (184, "", "before the fair in June."),
    (220, "AM/BF", "The hut to be swept and"),
    (234, "", "the key to be found."),
    (270, "", "The meeting closed at nine"),
    (284, "", "after a song."),
)


@pytest.mark.parametrize(
    ("names", "margins"),
    [
        (("Clerk", "AM/BF"), [[], ["Clerk"], ["AM/BF"], []]),
        (("Gate", "HUT"), [[], [], [], []]),
    ],
    ids=["owners", "titles"],
)
def test_a_column_of_owners_before_the_text_is_its_margin(names: tuple[str, str], margins: list[list[str]]) -> None:
    said = dict(zip(("Clerk", "AM/BF"), names, strict=True))
    drawn = [(150.0, top, words, "Helvetica") for top, _, words in LEFT]
    notes = [(60.0, top, said[note], "Helvetica") for top, note, _ in LEFT if note]
    text = read_pdf(made([(60.0, 80.0, "Parks Panel, 4 May 2027", "Helvetica-Bold"), *drawn, *notes]))
    assert [[text.plain[note.start : note.end] for note in block.margin] for block in text.blocks[1:]] == margins


def test_headers_footers_and_page_numbers_are_dropped() -> None:
    furniture = [(60.0, 40.0, "Papers of the spring", "Helvetica"), (280.0, 810.0, "Page {page} of 3", "Helvetica")]
    text = read_pdf(made([*furniture, *body()], pages=3))
    assert "Papers of the spring" not in text.plain
    assert "Page" not in text.plain


def test_a_running_header_that_names_a_body_stands_once_behind_the_text() -> None:
    furniture = [(60.0, 40.0, "Moor Parish Council", "Helvetica"), (400.0, 40.0, "OFFICIAL", "Helvetica")]
    text = read_pdf(made([*furniture, *body()], pages=3))
    apart = [text.words(block) for block in text.blocks if block.region == "other"]
    assert apart == ["Moor Parish Council"]
    assert text.blocks[-1].region == "other"
    assert text.plain.count("Moor Parish Council") == 1


NUMBERED = (
    "1. The gate",
    "The crew looked at the hinge and found that it was worn, since nobody",
    "had oiled it for a year. The Clerk would buy oil and ask the school",
    "whether its caretaker could",
    "use it.",
    "2. The hut",
    "It leaks.",
    "3. Next meeting",
)


def test_numbers_that_count_the_lines_of_a_page_are_dropped() -> None:
    lines = [(80.0, 120.0 + 15 * row, words, "Helvetica") for row, words in enumerate(NUMBERED)]
    numbers = [(50.0, top, str(row + 31), "Helvetica") for row, (_, top, _, _) in enumerate(lines)]
    assert paragraphs(read_pdf(made([*numbers, *lines]))) == paragraphs(read_pdf(made(lines)))


def test_numbers_of_a_list_are_none_of_lines() -> None:
    items = [(80.0, 120.0 + 15 * row, f"Lamp at number {row} of the lane", "Helvetica") for row in range(10)]
    numbers = [(50.0, top, str(row + 1), "Helvetica") for row, (_, top, _, _) in enumerate(items)]
    assert "10 Lamp" in " ".join(read_pdf(made([*numbers, *items])).plain.split())


def test_a_large_heading_over_two_lines_is_one() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for left, top, words, size in (
        (60, 60, "Harbour and Lighthouse Authority of the", 24),
        (60, 90, "Northern Islands", 24),
        *((left, top + 40, words, 11) for left, top, words, _ in body()),
    ):
        canvas.setFont("Helvetica", size)
        canvas.drawString(left, A4[1] - top, words)
    canvas.save()
    first, *_ = read_pdf(out.getvalue()).blocks
    assert (first.kind, first.end - first.start) == (
        "heading",
        len("Harbour and Lighthouse Authority of the Northern Islands"),
    )


def test_short_paragraphs_stay_apart_though_most_distances_are_between_paragraphs() -> None:
    lines = [
        "Minutes of the Ferry Committee held in the Harbour Office on a Tuesday evening in the spring",
        "Present: Councillor Amber Stone, Councillor Piers Lock, Councillor Una Quill and Mr Vane, who",
        "In attendance: Ida Moor, Harbour Master; Paul Reed, Estates Manager; Joan Marsh, Clerk to the",
        "1. Apologies",
        "There were none.",
    ]
    words = [*lines[:2], "left at eight", lines[2], "Council", *lines[3:]]
    tops = (100.0, 130.0, 145.0, 175.0, 190.0, 220.0, 250.0)
    text = read_pdf(made([(60.0, top, one, "Helvetica") for top, one in zip(tops, words, strict=True)]))
    assert [text.plain[block.start : block.end][:12] for block in text.blocks] == [line[:12] for line in lines]


def test_bold_heading_stands_alone() -> None:
    text = read_pdf(made([(60, 100, "3. Hedges", "Helvetica-Bold"), *body()]))
    assert [(block.kind, text.words(block)) for block in text.blocks][0] == ("heading", "Hedges")


def test_names_in_columns_are_a_row_of_cells() -> None:
    drawn = [
        (left, top, words, "Helvetica")
        for top in (100.0, 114.0)
        for left, words in ((60.0, "Jo Moor"), (200.0, "JM"), (320.0, "Al Fen"))
    ]
    text = read_pdf(made([*drawn, *body()]))
    assert [text.plain[cell.start : cell.end] for cell in text.blocks[0].cells] == ["Jo Moor", "JM", "Al Fen"]


def test_blocks_know_page_and_place() -> None:
    (block,) = read_pdf(made(body())).blocks
    assert block.page == 1
    assert block.rectangle is not None
    assert 105 < block.rectangle.top < 120 < block.rectangle.bottom < 160


def test_page_without_words_is_named() -> None:
    assert read_pdf(made([(60, 100, "x", "Helvetica")])).unread_pages == (1,)


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"<html>404</html>", "not-a-pdf"), (b"%PDF-1.4\nbroken", "damaged-pdf"), (made(body())[:300], "damaged-pdf")],
    ids=["a page", "damaged", "cut short"],
)
def test_bad_files_have_a_named_failure(content: bytes, name: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_pdf(content)
    assert caught.value.name == name


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("envi", "ronment", "environment"),
        ("re", "elected", "re-elected"),
        ("Stoke", "Ferry", "Stoke-Ferry"),
        ("co", "operate", "co-operate"),
    ],
)
def test_broken_words_are_mended(first: str, second: str, joined: str) -> None:
    assert join(first, second, frozenset()) == joined


def test_the_document_decides_how_a_word_is_written() -> None:
    assert join("re", "elected", vocabulary(["She was reelected."])) == "reelected"


@pytest.mark.parametrize("upright", ["TOP", "MIDDLE"])
def test_table_that_lays_out_items_and_an_action_column_is_read_as_text(upright: str) -> None:
    task = "The Clerk to write to the owner of the hedge."
    cells = [[Paragraph(" ".join(PARAGRAPH), BODY), Paragraph(task, BODY)], Paragraph("Clerk", BODY)]
    rows = [["No", "Item", "Action"], ["7.", *cells], ["8.", *cells]]
    out = BytesIO()
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), upright)])
    SimpleDocTemplate(out).build([Table(rows, colWidths=[30, 300, 80], style=grid)])
    text = read_pdf(out.getvalue())
    assert [block.marker for block in text.blocks if block.marker] == ["7.", "8."]
    assert paragraphs(text).count(task) == 2
    notes = [text.plain[note.start : note.end] for block in text.blocks for note in block.margin]
    assert notes == ["Clerk", "Clerk"]


def test_note_over_two_lines_stays_whole_beside_two_blocks() -> None:
    drawn = [
        (60.0, 100.0, "1. The hedge was cut.", "Helvetica"),
        (60.0, 114.0, "2. The road was closed.", "Helvetica"),
        (490.0, 86.0, "Action", "Helvetica-Bold"),
        (490.0, 100.0, "Head of", "Helvetica"),
        (490.0, 114.0, "Parks", "Helvetica"),
    ]
    text = read_pdf(made(drawn))
    noted = [
        (block.marker, [text.plain[n.start : n.end] for n in block.margin]) for block in text.blocks if block.margin
    ]
    assert noted == [("1.", ["Head of Parks"])]
