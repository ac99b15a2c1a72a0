"""One PDF page to words with their boxes, fonts and sizes, through pdfium.

pdfium puts blanks where glyphs stand apart, whatever the file's own order and kerning, so words are what lies between
its blanks; their boxes come from the first and the last glyph. The font's weight that pdfium reports is not to be
relied on (400 for LiberationSerif-Bold), the font's name is.
"""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdfium

# What pdfium gives for a hyphen that it takes for the end of a broken line.
BROKEN_HYPHEN = "\ufffe"
SOFT_HYPHEN = "\u00ad"
BLANKS = frozenset({0, 9, 10, 13, 32, 0xA0})
FONT_NAME_BYTES = 128
# Symbol and Wingdings bullets live in the private use area; in minutes they are nothing but bullets.
PRIVATE_USE = range(0xE000, 0xF900)
BOLD_MARKS = ("bold", "black", "heavy", "demi", "semibold")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box in points from the top left corner of the page.

    `soft_hyphen` says that the word ends in a hyphen that may be there for the line's sake only; the hyphen is not part
    of `text`.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    font: str
    soft_hyphen: bool = False

    @property
    def height(self) -> float:
        """Height of the font's box in points, near to its size."""
        return self.bottom - self.top

    @property
    def bold(self) -> bool:
        """Whether the font's name says that it is bold."""
        return is_bold(self.font)


@lru_cache(maxsize=1024)
def is_bold(font: str) -> bool:
    """Tell from a font's name whether it is a bold cut."""
    name = font.lower()
    return any(mark in name for mark in BOLD_MARKS)


def page_words(text_page: Any, page_height: float) -> tuple[Word, ...]:
    """Return the page's words in the file's own order. `Any`: pypdfium2's raw handles are untyped."""
    count = pdfium.FPDFText_CountChars(text_page)
    character = pdfium.FPDFText_GetUnicode
    codes = [character(text_page, index) for index in range(count)]
    box = _Boxes(text_page, page_height)
    return tuple(box.word(codes, start, end) for start, end in _stretches(codes))


def _stretches(codes: list[int]) -> Iterator[tuple[int, int]]:
    """Give the ranges between blanks; a broken hyphen ends a range and belongs to it."""
    start = None
    hyphen = ord(BROKEN_HYPHEN)
    for index, code in enumerate(codes):
        if code in BLANKS:
            if start is not None:
                yield start, index
            start = None
        elif start is None:
            start = index
        if code == hyphen and start is not None:
            yield start, index + 1
            start = None
    if start is not None:
        yield start, len(codes)


class _Boxes:
    """Buffers for pdfium's calls, made once a page."""

    def __init__(self, text_page: Any, page_height: float) -> None:
        self.text_page = text_page
        self.page_height = page_height
        self.rectangle = pdfium.FS_RECTF()
        self.name = ctypes.create_string_buffer(FONT_NAME_BYTES)
        self.flags = ctypes.c_int()

    def word(self, codes: list[int], start: int, end: int) -> Word:
        rectangle, height = self.rectangle, self.page_height
        pdfium.FPDFText_GetLooseCharBox(self.text_page, start, rectangle)
        left, top, bottom = rectangle.left, height - rectangle.top, height - rectangle.bottom
        pdfium.FPDFText_GetLooseCharBox(self.text_page, end - 1, rectangle)
        length = pdfium.FPDFText_GetFontInfo(self.text_page, start, self.name, FONT_NAME_BYTES, self.flags)
        font = self.name.raw[: max(0, min(length, FONT_NAME_BYTES) - 1)].decode("utf8", "replace")
        soft = codes[end - 1] == ord(BROKEN_HYPHEN)
        text = _readable(codes[start : end - 1] if soft else codes[start:end])
        return Word(text, left, top, max(rectangle.right, left), bottom, font, soft)


def _readable(codes: list[int]) -> str:
    text = "".join("•" if code in PRIVATE_USE else chr(code) for code in codes)
    text = text.replace(BROKEN_HYPHEN, "-").replace(SOFT_HYPHEN, "")
    # Ligatures and width variants only: curly quotes and dashes are the author's own.
    return text if text.isascii() else unicodedata.normalize("NFKC", text.replace("…", "\0")).replace("\0", "…")
