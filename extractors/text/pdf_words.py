"""One PDF page to words with their boxes, fonts and sizes, through pdfium.

pdfium puts blanks where glyphs stand apart, whatever the file's own order and kerning, so words are what lies between
its blanks; their boxes come from the first and the last glyph. The font's weight that pdfium reports is not to be
relied on (400 for LiberationSerif-Bold), the font's name is.
"""

import ctypes
import re
import sys
import unicodedata
from collections.abc import Callable
from functools import lru_cache, partial
from operator import ge
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractors.text.pdf_glyphs import Glyphs
from extractors.text.pdf_paper import Paper

# What pdfium gives for a hyphen that it takes for the end of a broken line: one code by letter, another in a run.
BROKEN_HYPHENS = "\x02\ufffe"
SOFT_HYPHEN = "\u00ad"
STRETCH = re.compile(f"[^\x00\t\n\r \u00a0{BROKEN_HYPHENS}]+[{BROKEN_HYPHENS}]?|[{BROKEN_HYPHENS}]")
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


# A word of its parts, without the function that a named tuple has in between.
NEW_WORD: Callable[[tuple[Any, ...]], Word] = partial(tuple.__new__, Word)


@lru_cache(maxsize=1024)
def is_bold(font: str) -> bool:
    """Tell from a font's name whether it is a bold cut."""
    name = font.lower()
    return any(mark in name for mark in BOLD_MARKS)


def page_words(text_page: Any, paper: Paper, glyphs: Glyphs) -> tuple[Word, ...]:
    """Return the page's words in the file's own order, without those that are written upwards or aslant (watermarks).

    `Any`: pypdfium2's raw handles are untyped.
    """
    characters = _characters(text_page)
    spans = [stretch.span() for stretch in STRETCH.finditer(characters)]
    starts = [start for start, _ in spans]
    texts = [characters[start:end] for start, end in spans]
    softs = [text[-1] in BROKEN_HYPHENS for text in texts] if _has_broken_hyphens(characters) else [False] * len(texts)
    lefts, tops, rights, bottoms = paper.placed(glyphs.boxes(text_page, starts))
    # Words on one line share their heights: a pack of 650 pages holds them once a line.
    tops, bottoms = _shared(tops), _shared(bottoms)
    last_lefts, last_tops, last_rights, _ = paper.placed(glyphs.boxes(text_page, [end - 1 for _, end in spans]))
    words = map(
        NEW_WORD,
        zip(
            [_readable(text[:-1] if soft else text) for text, soft in zip(texts, softs, strict=True)],
            lefts,
            tops,
            map(max, rights, last_rights),
            bottoms,
            glyphs.fonts(text_page, starts),
            softs,
            strict=True,
        ),
    )
    if last_tops == tops and all(map(ge, last_lefts, lefts)):
        return tuple(words)
    return tuple(
        word
        for word, left, top in zip(words, last_lefts, last_tops, strict=True)
        if left >= word[1] and abs(top - word[2]) <= LEVEL * (word[4] - word[2])
    )


def _has_broken_hyphens(characters: str) -> bool:
    return any(hyphen in characters for hyphen in BROKEN_HYPHENS)


def _shared(values: list[float]) -> list[float]:
    known: dict[float, float] = {}
    return [known.setdefault(value, value) for value in values]


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


def _readable(characters: str) -> str:
    if characters.isascii():
        # Minutes say the same words again and again: a pack of 650 pages holds each of them once.
        return sys.intern(characters)
    text = PRIVATE_USE.sub("•", characters).replace(SOFT_HYPHEN, "")
    # Ligatures and width variants only: curly quotes and dashes are the author's own.
    return unicodedata.normalize("NFKC", text.replace("…", "\0")).replace("\0", "…")
