"""A text layer that says nothing is told from prose, lists of names and tables of figures."""

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.text.garbled import is_garbled
from extractors.text.pdf import read_pdf

PROSE = (
    "The Committee received a report of the Head of Parks on the state of the ponds and asked whether the liner of the "
    "lower pond had been mended. It was said that this would be done in the spring, once the frogs had left, and that "
    "the cost would be met from what was left of the year's budget for repairs."
)
NAMES = " ".join(
    f"Councillor {first} {last}"
    for first in ("Amber", "Tom", "Iris", "Sol")
    for last in ("Rook", "Vane", "Pike", "Ash", "Dell")
)
FIGURES = " ".join(f"Heading{number} £{number},250.00 {number}.5%" for number in range(20))
SHIFTED = "".join(chr(ord(letter) - 29) if letter.isalpha() else letter for letter in PROSE)


@pytest.mark.parametrize(
    "words", [PROSE, PROSE.upper(), NAMES, FIGURES, "7KH"], ids=["prose", "capitals", "names", "figures", "few"]
)
def test_what_people_write_is_sound(words: str) -> None:
    assert not is_garbled(words.split())


@pytest.mark.parametrize("words", [SHIFTED, "\ufffd" * 30, "••• •••• •• " * 30], ids=["shifted", "nameless", "bullets"])
def test_what_no_one_can_read_is_garbled(words: str) -> None:
    assert is_garbled(words.split())


def test_a_garbled_page_is_named_as_unread() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for prose in (PROSE, SHIFTED):
        for number, start in enumerate(range(0, len(prose), 80)):
            canvas.drawString(60, 700 - 20 * number, prose[start : start + 80])
        canvas.showPage()
    canvas.save()
    text = read_pdf(file.getvalue())
    assert text.unread_pages == (2,)
    assert {block.page for block in text.blocks} == {1}
