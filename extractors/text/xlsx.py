"""Excel workbooks (.xlsx) to Text: every visible sheet as a table, its name before it; values as people read them.

Formulas are not computed and links to other files are not followed: what the workbook shows was saved with it.
"""

import datetime
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from extractors.text.builder import TextBuilder
from extractors.text.package import Package
from extractors.text.paragraphs import Paragraph, Row, lay_table
from models.run import UnreadableDocument
from models.text import Text

READER = "xlsx/1"
# An action log has some hundred rows; a sheet may say that it has a million.
MOST_ROWS = 20_000
MOST_COLUMNS = 64
MOST_CELL_LETTERS = 32_768
# What openpyxl raises for parts that are not what it expects; it checks little. lxml calls bad XML a SyntaxError.
DAMAGED = (
    *(InvalidFileException, SyntaxError, DefusedXmlException, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, EOFError, OSError, RuntimeError),
)


def read_xlsx(body: bytes) -> Text:
    """Read a workbook. Raises `UnreadableDocument`."""
    Package(body)
    try:
        # openpyxl warns of parts that it leaves out; what it reads is all that counts here.
        with warnings.catch_warnings(action="ignore"):
            sheets = list(_sheets(body))
    except DAMAGED as error:
        found = f"a workbook that cannot be read: {type(error).__name__}: {error}"
        raise UnreadableDocument("damaged-file", found, "a workbook as its program saves it") from error
    builder = TextBuilder()
    for name, rows in sheets:
        builder.add(name, kind="heading", level=1)
        lay_table(builder, rows)
    return builder.text(READER)


def _sheets(body: bytes) -> Iterator[tuple[str, list[Row]]]:
    workbook = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in workbook.worksheets:
            if sheet.sheet_state == "visible":
                yield sheet.title, _rows(sheet)
    finally:
        workbook.close()


def _rows(sheet: Any) -> list[Row]:
    # Any: openpyxl's stubs do not know the sheets of a workbook that is only read.
    found: list[Row] = []
    # A sheet that lies about its size costs a blank row for each that it says it has.
    sheet.reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
        if number >= MOST_ROWS:
            raise UnreadableDocument("too-many-rows", f"over {MOST_ROWS} rows in {sheet.title}", f"at most {MOST_ROWS}")
        row = tuple(_cell(value) for value in values)
        if any(row):
            found.append(row)
    return found


def _cell(value: object) -> tuple[Paragraph, ...]:
    words = _words(value)
    return (Paragraph(words),) if words else ()


def _words(value: object) -> str:
    """Write a cell's value as a reader of the sheet sees it; days as they are written in minutes."""
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case datetime.datetime() | datetime.date():
            return f"{value.day} {value:%B} {value.year}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return " ".join(str(value)[:MOST_CELL_LETTERS].split())
