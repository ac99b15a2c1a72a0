"""Excel workbooks (.xlsx) to Text: every visible sheet as a table of its visible rows, its name before it; values as
people read them.

Formulas are not computed and links to other files are not followed: what the workbook shows was saved with it.
"""

import datetime
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from extractors.minutes.action_log import log_heads
from extractors.text.builder import TextBuilder
from extractors.text.markers import marker_at
from extractors.text.package import Package
from extractors.text.paragraphs import Cell, Paragraph, Row, in_one_line
from extractors.text.tables import lay_table
from models.run import UnreadableDocument
from models.text import Text

READER = "xlsx/1"
# An action log has some hundred rows; a sheet may say that it has a million.
MOST_ROWS = 20_000
MOST_COLUMNS = 64
MOST_CELL_LETTERS = 32_768
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
# What openpyxl raises for parts that are not what it expects; it checks little. lxml calls bad XML a SyntaxError.
DAMAGED = (
    *(InvalidFileException, SyntaxError, DefusedXmlException, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, EOFError, OSError, RuntimeError),
)


def read_xlsx(body: bytes) -> Text:
    """Read a workbook. Raises `UnreadableDocument`."""
    package = Package(body)
    try:
        # openpyxl warns of parts that it leaves out; what it reads is all that counts here.
        with warnings.catch_warnings(action="ignore"):
            sheets = list(_sheets(body, package))
    except DAMAGED as error:
        found = f"a workbook that cannot be read: {type(error).__name__}: {error}"
        raise UnreadableDocument("damaged-file", found, "a workbook as its program saves it") from error
    builder = TextBuilder()
    for name, rows in sheets:
        builder.add(name, kind="heading", level=1)
        said = [[in_one_line(cell) for cell in row] for row in rows]
        # A line break in a cell parts tasks and owners of a log; elsewhere it only fits words into their column.
        lay_table(builder, rows if log_heads(said) is not None else [tuple(map(_cell, row)) for row in said])
    return builder.text(READER)


def _sheets(body: bytes, package: Package) -> Iterator[tuple[str, list[Row]]]:
    workbook = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in workbook.worksheets:
            if sheet.sheet_state == "visible":
                yield sheet.title, _rows(sheet, package)
    finally:
        workbook.close()


def _rows(sheet: Any, package: Package) -> list[Row]:
    # Any: openpyxl's stubs do not know the sheets of a workbook that is only read.
    found: list[Row] = []
    # A sheet that lies about its size costs a blank row for each that it says it has.
    sheet.reset_dimensions()
    hidden = _hidden_rows(package.part(sheet._worksheet_path.lstrip("/")) or b"")
    for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
        if number >= MOST_ROWS:
            raise UnreadableDocument("too-many-rows", f"over {MOST_ROWS} rows in {sheet.title}", f"at most {MOST_ROWS}")
        row = tuple(map(_cell, values))
        if any(row) and number + 1 not in hidden:
            found.append(row)
    return found


def _hidden_rows(sheet: bytes) -> frozenset[int]:
    """The numbers of the rows that a sheet hides by its own XML, which openpyxl does not tell where it only reads."""
    rows = (match[0] for match in ROW.finditer(sheet) if HIDDEN.search(match[0]))
    return frozenset(int(number[1]) for row in rows if (number := NUMBER.search(row)) is not None)


def _cell(value: object) -> Cell:
    """The lines of a cell, blank ones left out."""
    return tuple(_line(words) for line in _words(value).split("\n") if (words := " ".join(line.split())))


def _line(words: str) -> Paragraph:
    found = marker_at(words, 0, len(words))
    return Paragraph(words[found[1] :], found[0]) if found is not None and words[found[1] :] else Paragraph(words)


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
            return str(value)[:MOST_CELL_LETTERS]
