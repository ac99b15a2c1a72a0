"""The action log as a PDF to print: A4 across, one row a promise, heads on every page."""

import io
import textwrap
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import font_source_sans_pro
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

from pipeline.exports.actions import Action
from pipeline.exports.columns import NOTHING, printable
from pipeline.exports.dates import day

# Reportlab's own fonts know no ŵ and no ŷ, of which Welsh minutes are full.
FONTS = Path(font_source_sans_pro.__file__).parent / "files"
PLAIN, BOLD = "SourceSansPro", "SourceSansPro-Bold"
HEADS = ("No.", "Meeting", "Action, in the words of the minutes", "Owner", "Due", "Progress")
WIDTHS = (12 * mm, 48 * mm, 112 * mm, 42 * mm, 34 * mm, 25 * mm)
MARGIN = 12 * mm
# A column holds one sign for so much of its width in a row: some twenty lines, a third of a page.
SIGN_WIDTH = 0.08 * mm


def as_pdf(log: tuple[Action, ...], now: datetime) -> bytes:
    """Return the log as it stood at that moment."""
    _fonts()
    plain = ParagraphStyle("plain", fontName=PLAIN, fontSize=9, leading=11)
    head = ParagraphStyle("head", parent=plain, fontName=BOLD)
    title = ParagraphStyle("title", fontName=BOLD, fontSize=15, leading=20)
    rows, ends = [[Paragraph(words, head) for words in HEADS]], [0]
    for line in log:
        rows += [[Paragraph(escape(words), plain) for words in row] for row in _rows(line)]
        ends.append(len(rows) - 1)
    table = LongTable(rows, colWidths=WIDTHS, repeatRows=1)
    lines = [("LINEBELOW", (0, end), (-1, end), 0.5, colors.grey) for end in ends]
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *lines]))
    written = io.BytesIO()
    document = SimpleDocTemplate(
        written, pagesize=landscape(A4), title="Action log", author="Undertook", lang="en-GB", leftMargin=MARGIN,
        rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN, invariant=1,
    )  # fmt: skip
    told = f"Action log on {day(now.date().isoformat())}: {len(log)} outstanding"
    rest = [table] if log else [Paragraph(NOTHING, plain)]
    document.build([Paragraph(told, title), *rest], onFirstPage=_number, onLaterPages=_number)
    return written.getvalue()


def _rows(line: Action) -> Iterator[tuple[str, ...]]:
    """A line's cells; those that are longer than a page could hold go on in further rows."""
    meeting = ", ".join(words for words in (line.committee, day(line.meeting_date), line.item) if words)
    due = day(line.due) or line.due_words or "no date given"
    cells = (str(line.number), meeting, line.action, line.owner or "nobody named", due, line.progress)
    pieces = (_pieces(printable(words), int(width / SIGN_WIDTH)) for words, width in zip(cells, WIDTHS, strict=True))
    yield from zip_longest(*pieces, fillvalue="")


def _pieces(words: str, longest: int) -> list[str]:
    return textwrap.wrap(words, longest) or [""]


# `Any`: reportlab's canvas and document have no types.
def _number(canvas: Any, document: Any) -> None:
    canvas.setFont(PLAIN, 8)
    canvas.drawRightString(landscape(A4)[0] - MARGIN, 6 * mm, f"Page {document.page}")


@cache
def _fonts() -> None:
    pdfmetrics.registerFont(TTFont(PLAIN, str(FONTS / "SourceSansPro-Regular.ttf")))
    pdfmetrics.registerFont(TTFont(BOLD, str(FONTS / "SourceSansPro-Bold.ttf")))
