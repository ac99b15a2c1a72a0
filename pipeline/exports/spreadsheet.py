"""The action log as CSV and as XLSX, in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from pipeline.exports.actions import HEADS, Action, cells
from pipeline.exports.cells import harmless

# The first sheet's columns, in characters, in the order of HEADS.
WIDTHS = (8, 14, 28, 36, 80, 28, 14, 24, 16, 40, 20)


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
    for width, column in zip(WIDTHS, sheet.iter_cols(max_row=1), strict=True):
        sheet.column_dimensions[column[0].column_letter].width = width
    for row, action in enumerate(log, 2):
        for column, text in enumerate(cells(action), 1):
            cell = sheet.cell(row=row, column=column, value=ILLEGAL_CHARACTERS_RE.sub("", text))
            # openpyxl takes text that begins with "=" for a formula unless it is told otherwise.
            cell.data_type = "s"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
