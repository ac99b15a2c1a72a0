"""The action log as a table for a terminal."""

import io
import shutil
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.exports.actions import Action
from pipeline.exports.columns import COLUMNS, shown

# In characters; where no terminal says its own width, and what seven columns need at least.
USUAL_WIDTH, LEAST_WIDTH = 120, 80
# Two columns are as wide as their heads and what is usual below them. Of the rest a sentence gets twice as much as what
# stands beside it.
WIDTHS, SENTENCE = {"No.": 4, "Progress": 8}, "Action"


def as_table(log: Iterable[Action]) -> bytes:
    """Return the log in UTF-8, as wide as the terminal; square brackets in minutes are words, not colours."""
    table = Table(show_lines=True, expand=True)
    for column in COLUMNS:
        share = None if column in WIDTHS else 2 if column == SENTENCE else 1
        table.add_column(column, width=WIDTHS.get(column), ratio=share, overflow="fold")
    for line in log:
        table.add_row(*(Text(words) for words in shown(line)))
    written = io.StringIO()
    width = max(LEAST_WIDTH, shutil.get_terminal_size((USUAL_WIDTH, 0)).columns)
    Console(file=written, width=width, color_system=None).print(table)
    return written.getvalue().encode()
