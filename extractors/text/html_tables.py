"""Tables of a page as a grid of cells, with those that span several rows or columns in their places."""

from collections.abc import Callable
from typing import Any

from extractors.minutes.action_log import DEEPEST_HEAD, log_heads
from extractors.minutes.regions import is_form
from extractors.minutes.welsh import english_column
from extractors.text.minutes_tables import heads_minutes, owners_last
from extractors.text.paragraphs import GOES_ON, Cell, Row

# A page may say that a cell spans a million rows.
MOST_SPANNED = 1000
MOST_COLUMNS = 64
GROUPS = frozenset({"thead", "tbody", "tfoot"})

# `Any`: selectolax's nodes are untyped under strict checking.
Node = Any
Grid = list[list[Node | None]]


def grid(table: Node, *, rows: int | None = None) -> Grid:
    """Return the cells of a table, or of so many `rows`, by row and column: one that spans several rows stands in each,
    one that spans several columns in the first, None in the others. The rows of tables inside it are not among them."""
    found: Grid = []
    reaching: dict[int, tuple[Node, int]] = {}
    for row in _rows(table)[:rows]:
        cells: list[Node | None] = []
        waiting = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        while (waiting or len(cells) in reaching) and len(cells) < MOST_COLUMNS:
            column = len(cells)
            if column in reaching:
                cell, left = reaching.pop(column)
                left -= 1
                width = 1
            else:
                cell = waiting.pop(0)
                left, width = _span(cell, "rowspan") - 1, _span(cell, "colspan")
            if left:
                reaching[column] = cell, left
            cells += [cell, *[None] * (width - 1)]
        found.append(cells)
    return found


def is_told_apart(table: Node, visible: Callable[[Node], str]) -> bool:
    """Whether the first rows of a table say that it is more than figures: an action log, minutes in columns, a form, or
    one text in two languages."""
    first = grid(table, rows=DEEPEST_HEAD + 1)
    said = [[visible(cell) if cell is not None else "" for cell in row] for row in first]
    width = max(map(len, said), default=0)
    by_heads = log_heads(said) is not None or heads_minutes(said)
    return by_heads or is_form(said) or english_column(said) is not None or (width > 1 and owners_last(said, width))


def as_rows(table: Grid, content: Callable[[Node], Cell]) -> list[Row]:
    """Return a grid as rows of paragraphs; a cell's are given by `content`."""
    above: list[Node | None] = []
    found: list[Row] = []
    for row in table:
        found.append(
            tuple(
                () if cell is None else GOES_ON if _is_same(above, column, cell) else content(cell)
                for column, cell in enumerate(row)
            )
        )
        above = row
    return found


def _rows(table: Node) -> list[Node]:
    found: list[Node] = []
    for part in table.iter():
        found += [row for row in part.iter() if row.tag == "tr"] if part.tag in GROUPS else [part]
    return [row for row in found if row.tag == "tr"]


def _span(cell: Node, attribute: str) -> int:
    said = cell.attributes.get(attribute) or ""
    return min(max(int(said), 1), MOST_SPANNED) if said.isdecimal() else 1


def _is_same(above: list[Node | None], column: int, cell: Node) -> bool:
    other = above[column] if column < len(above) else None
    return other is not None and other.mem_id == cell.mem_id
