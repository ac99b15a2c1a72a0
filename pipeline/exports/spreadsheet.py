"""The action log as CSV and as XLSX, in which no cell is a formula."""

import csv
import io
import math
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.properties import PageSetupProperties

from pipeline.exports.actions import HEADS, Action, cells
from pipeline.exports.cells import harmless

WRAPPED = Alignment(vertical="top", wrap_text=True)
# The first sheet's columns, in characters, in the order of HEADS.
WIDTHS = (8, 13, 22, 28, 60, 22, 12, 18, 14, 40, 20)
# Addresses and ids are for programs: they are not printed.
LAST_PRINTED = "I"
# In points; Excel makes no row higher than the second.
LINE_HEIGHT, MOST_HEIGHT = 15, 405


def as_csv(log: Iterable[Action]) -> bytes:
    """Return the log as CSV in UTF-8 with a byte order mark, without which Excel misreads letters beyond English."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADS)
    writer.writerows([harmless(cell) for cell in cells(action)] for action in log)
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(log: Iterable[Action]) -> bytes:
    """Return the log as a workbook of one sheet whose cells are all text."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    # `Any`: openpyxl's stubs know no cell of a sheet that is written by row and column.
    sheet: Any = book.create_sheet("Action log")
    sheet.freeze_panes = "A2"
    sheet.append(HEADS)
    for head in sheet[1]:
        head.font = Font(name="Calibri", size=11, bold=True)
    for width, column in zip(WIDTHS, sheet.iter_cols(max_row=1), strict=True):
        sheet.column_dimensions[column[0].column_letter].width = width
    for row, action in enumerate(log, 2):
        for column, text in enumerate(cells(action), 1):
            cell = sheet.cell(row=row, column=column, value=ILLEGAL_CHARACTERS_RE.sub("", text))
            # openpyxl takes text that begins with "=" for a formula unless it is told otherwise.
            cell.data_type = "s"
            cell.alignment = WRAPPED
        sheet.row_dimensions[row].height = _height(cells(action))
    _to_print(sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _height(texts: tuple[str, ...]) -> int:
    """How high a row is for its texts, which no program measures before it opens the file."""
    lines = max(math.ceil(len(text) * 1.1 / width) for text, width in zip(texts, WIDTHS, strict=True))
    return min(LINE_HEIGHT * max(lines, 1), MOST_HEIGHT)


def _to_print(sheet: Any) -> None:
    """Set the sheet up to be printed: A4 across, as wide as the page, heads and page numbers on each; and a filter."""
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{LAST_PRINTED}{sheet.max_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.right.text = "Page &P of &N"
