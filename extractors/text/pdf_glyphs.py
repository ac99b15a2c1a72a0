"""Where pdfium sees letters, and in which font: asked for many letters at once, three times for every word."""

import ctypes
from array import array
from collections.abc import Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from extractors.text.pdf_calls import undeclared
from extractors.text.pdf_paper import Boxes

FONT_NAME_BYTES = 128
# A box as pdfium writes it (FS_RECTF): left, top, right, bottom, the heights counted from the foot of the page.
BOX_BYTES = 16


_loose_box = undeclared(pdfium.FPDFText_GetLooseCharBox)
_text_object = undeclared(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
_font = undeclared(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p)


class Glyphs:
    """Asks for letters by their places in a text page. One serves a whole document, since it keeps its buffer."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._references: list[Any] = []
        self._name = ctypes.create_string_buffer(FONT_NAME_BYTES)
        self._flags = ctypes.c_int()

    def boxes(self, text_page: Any, places: Sequence[int]) -> Boxes:
        """Return the lefts, tops, rights and bottoms of letters in the page's own coordinates."""
        self._make_room(len(places))
        # The list is there to have every call made.
        list(map(_loose_box, repeat(text_page), places, self._references))
        sides = array("f", bytes(self._buffer[: len(places) * BOX_BYTES]))
        return sides[0::4].tolist(), sides[1::4].tolist(), sides[2::4].tolist(), sides[3::4].tolist()

    def fonts(self, text_page: Any, places: Sequence[int]) -> list[str]:
        """Return the name of each letter's font, "" where it has none.

        A font's name is asked for once a page: pdfium's addresses hold as long as the page is open.
        """
        drawn = list(map(_text_object, repeat(text_page), places))
        names: dict[int | None, str] = {}
        known: dict[int | None, str] = {}
        for one, place in dict(zip(drawn, places, strict=True)).items():
            font = _font(ctypes.c_void_p(one)) if one else None
            if font not in names:
                names[font] = self._font_name(text_page, place)
            known[one] = names[font]
        return list(map(known.__getitem__, drawn))

    def _make_room(self, count: int) -> None:
        if count > len(self._references):
            self._buffer = bytearray(count * BOX_BYTES)
            room = (ctypes.c_char * len(self._buffer)).from_buffer(self._buffer)
            self._references = [ctypes.byref(room, place * BOX_BYTES) for place in range(count)]

    def _font_name(self, text_page: Any, place: int) -> str:
        length = pdfium.FPDFText_GetFontInfo(text_page, place, self._name, FONT_NAME_BYTES, self._flags)
        return self._name.value.decode("utf8", "replace") if 0 < length <= FONT_NAME_BYTES else ""
