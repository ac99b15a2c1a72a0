"""The action log as a Word document: the table that goes into an agenda pack."""

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pipeline.exports.actions import Action
from pipeline.exports.columns import COLUMNS, shown
from pipeline.exports.dates import day

# In millimetres, in the order of COLUMNS.
WIDTHS = (12, 38, 42, 90, 38, 28, 25)


def as_docx(log: tuple[Action, ...], now: datetime) -> bytes:
    """Return the log as it stood at that moment: A4 across, heads repeated on every page."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(12)
    document.core_properties.title = "Action log"
    document.core_properties.author = "Undertook"
    document.core_properties.language = "en-GB"
    document.styles["Normal"].font.size = Pt(10)
    document.add_heading("Action log", level=1)
    document.add_paragraph(f"{len(log)} outstanding on {day(now.date().isoformat())}, in the words of the minutes.")
    _table(document, log)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


# `Any`: python-docx has no types.
def _table(document: Any, log: tuple[Action, ...]) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    for cell, words in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(words).bold = True
    _repeat(table.rows[0])
    for line in log:
        for cell, words in zip(table.add_row().cells, shown(line), strict=True):
            cell.text = words
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Mm(width)


def _repeat(row: Any) -> None:
    """Mark a row as the head of its table, which Word repeats and screen readers announce."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
