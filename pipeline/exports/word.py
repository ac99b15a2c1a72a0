"""The action log as a Word document: the table that goes into an agenda pack."""

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pipeline.exports.actions import Action
from pipeline.exports.columns import COLUMNS, NOTHING, shown
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
    if log:
        _table(document, log)
    else:
        document.add_paragraph(NOTHING)
    _page_numbers(section.footer.paragraphs[0])
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


# `Any`: python-docx has no types.
def _table(document: Any, log: tuple[Action, ...]) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    # Word goes by the widths of cells, LibreOffice by those of columns.
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    for cell, words in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(words).bold = True
    _mark(table.rows[0], "w:tblHeader")
    for line in log:
        for cell, words in zip(table.add_row().cells, shown(line), strict=True):
            cell.text = words
    for row in table.rows:
        _mark(row, "w:cantSplit")
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Mm(width)


def _mark(row: Any, name: str) -> None:
    """Mark a row: `w:tblHeader` is repeated on every page and announced by screen readers, `w:cantSplit` stays on one
    page where one holds it."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _page_numbers(paragraph: Any) -> None:
    """Write "Page 2 of 7" with fields that Word fills in."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(words)
        run = paragraph.add_run()
        for kind in ("begin", "instruction", "end"):
            run._r.append(_field(kind, field))


def _field(kind: str, field: str) -> Any:
    if kind == "instruction":
        made = OxmlElement("w:instrText")
        made.set(qn("xml:space"), "preserve")
        made.text = field
        return made
    made = OxmlElement("w:fldChar")
    made.set(qn("w:fldCharType"), kind)
    return made
