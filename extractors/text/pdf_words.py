"""One PDF page to words with their boxes, fonts and sizes, through pdfium.

pdfium puts blanks where glyphs stand apart, whatever the file's own order and kerning, so words are what lies between
its blanks; their boxes come from the first and the last glyph. The font's weight that pdfium reports is not to be
relied on (400 for LiberationSerif-Bold), the font's name is.
"""

import ctypes
import re
import sys
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractors.text.pdf_paper import Paper

# What pdfium gives for a hyphen that it takes for the end of a broken line: one code by letter, another in a run.
BROKEN_HYPHENS = "\x02\ufffe"
SOFT_HYPHEN = "\u00ad"
STRETCH = re.compile(f"[^\x00\t\n\r \u00a0{BROKEN_HYPHENS}]+[{BROKEN_HYPHENS}]?|[{BROKEN_HYPHENS}]")
FONT_NAME_BYTES = 128
# Symbol and Wingdings bullets live in the private use area; in minutes they are nothing but bullets.
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
BOLD_MARKS = ("bold", "black", "heavy", "demi", "semibold")
# A word whose last letter stands higher or lower than its first by this share of its height is not written across.
LEVEL = 0.5


class Word(NamedTuple):
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


def page_words(text_page: Any, paper: Paper) -> tuple[Word, ...]:
    """Return the page's words in the file's own order, without those that are written upwards or aslant (watermarks).

    `Any`: pypdfium2's raw handles are untyped.
    """
    characters = _characters(text_page)
    box = _Boxes(text_page, paper)
    found = (box.word(match[0], match.start(), match.end()) for match in STRETCH.finditer(characters))
    return tuple(word for word in found if word is not None)


def _characters(text_page: Any) -> str:
    """All characters, one for each of pdfium's; in one call where that keeps their places, else one by one."""
    count = pdfium.FPDFText_CountChars(text_page)
    buffer = (ctypes.c_ushort * (count + 1))()
    length = pdfium.FPDFText_GetText(text_page, 0, count, buffer) - 1
    if length == count:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(map(_character, codes))


def _character(code: int) -> str:
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"


class _Boxes:
    """Buffers for pdfium's calls, made once a page."""

    def __init__(self, text_page: Any, paper: Paper) -> None:
        self.text_page = text_page
        self.paper = paper
        self.rectangle = pdfium.FS_RECTF()
        self.name = ctypes.create_string_buffer(FONT_NAME_BYTES)
        self.flags = ctypes.c_int()

    def word(self, characters: str, start: int, end: int) -> Word | None:
        left, top, right, bottom = self._box(start)
        if end - start > 1:
            last = self._box(end - 1)
            if abs(last[1] - top) > LEVEL * (bottom - top) or last[0] < left:
                return None
            right = max(right, last[2])
        soft = characters[-1] in BROKEN_HYPHENS
        return Word(
            _readable(characters[:-1] if soft else characters), left, top, right, bottom, self._font(start), soft
        )

    def _box(self, index: int) -> tuple[float, float, float, float]:
        box, paper = self.rectangle, self.paper
        pdfium.FPDFText_GetLooseCharBox(self.text_page, index, box)
        if paper.quarters == 0:
            return box.left - paper.left, paper.top - box.top, box.right - paper.left, paper.top - box.bottom
        return paper.place(box.left, box.bottom, box.right, box.top)

    def _font(self, index: int) -> str:
        length = pdfium.FPDFText_GetFontInfo(self.text_page, index, self.name, FONT_NAME_BYTES, self.flags)
        return _font_name(self.name.value if 0 < length <= FONT_NAME_BYTES else b"")


@lru_cache(maxsize=1024)
def _font_name(name: bytes) -> str:
    return name.decode("utf8", "replace")


def _readable(characters: str) -> str:
    if characters.isascii():
        # Minutes say the same words again and again: a pack of 650 pages holds each of them once.
        return sys.intern(characters)
    text = PRIVATE_USE.sub("•", characters).replace(SOFT_HYPHEN, "")
    # Ligatures and width variants only: curly quotes and dashes are the author's own.
    return unicodedata.normalize("NFKC", text.replace("…", "\0")).replace("\0", "…")
