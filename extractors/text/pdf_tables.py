"""Words inside a grid to rows of cells; or not, where the grid only holds running text and an action column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.text.pdf_grids import Grid
from extractors.text.pdf_lines import Line, line, lines, segment
from extractors.text.pdf_words import Word

# A grid that lays out the minutes: at most so many columns, one of which takes at least this share of the width.
LAYOUT_COLUMNS = 3
LAYOUT_SHARE = 0.5
# A cell with more lines than this holds running text.
CELL_LINES = 6
# A head of a column has at most so many words.
HEAD_WORDS = 6
OWNER_HEAD = re.compile(
    r"actions?(?: (?:by|for|points?|required|owner))?|(?:by )?whom?|lead|owner|initials", re.IGNORECASE
)
TASK_HEAD = re.compile(r"(?:agreed )?(?:actions?|tasks?|decisions?|recommendations?)(?: .*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: one segment for each cell with words, and beside it the heads of the cells' columns, None for none, and
    the columns' places from 0."""

    line: Line
    columns: tuple[str | None, ...]
    places: tuple[int, ...]


def parted(words: Sequence[Word], grid: Grid) -> tuple[list[Word], list[Word]]:
    """Part words into those that stand in a grid, by their middle, and the others."""
    left, right, top, bottom = 2 * grid.left, 2 * grid.right, 2 * grid.top, 2 * grid.bottom
    held: list[Word] = []
    rest: list[Word] = []
    for word in words:
        _, word_left, word_top, word_right, word_bottom, _, _ = word
        is_held = left <= word_left + word_right <= right and top <= word_top + word_bottom <= bottom
        (held if is_held else rest).append(word)
    return held, rest


def table_rows(
    grid: Grid, words: Sequence[Word], page: int, *, heads: Mapping[int, str] | None = None
) -> tuple[TableRow, ...]:
    """Return the rows of a table from top to bottom, the row of heads first; rows without a word are left out.

    `heads` are those of the page before, by column, where the table goes on from there and has none of its own.
    """
    found: list[tuple[Line, tuple[int, ...]]] = []
    for top, bottom in zip(grid.rows, grid.rows[1:], strict=False):
        row = [word for word in words if top <= (word.top + word.bottom) / 2 < bottom]
        edges = grid.edges(top, bottom)
        cells = [
            (
                _column(left, grid),
                _in_order([word for word in row if left <= (word.left + word.right) / 2 < right], page),
            )
            for left, right in zip(edges, edges[1:], strict=False)
        ]
        filled = [(column, content) for column, content in cells if content]
        if filled:
            parts = [segment(content) for _, content in filled]
            found.append((line(parts, page), tuple(column for column, _ in filled)))
    own = {} if heads else _heads(found)
    known = heads or own
    return tuple(
        TableRow(row, tuple(known.get(column) if place or not own else None for column in columns), columns)
        for place, (row, columns) in enumerate(found)
    )


def is_layout(grid: Grid, words: Sequence[Word], page: int) -> bool:
    """Whether a grid only holds running text beside an action column: few columns, one wide, its cells long."""
    widths = [right - left for left, right in zip(grid.columns, grid.columns[1:], strict=False)]
    widest = widths.index(max(widths))
    if len(widths) > LAYOUT_COLUMNS or widths[widest] < LAYOUT_SHARE * sum(widths):
        return False
    left, right = grid.columns[widest], grid.columns[widest + 1]
    wide = [word for word in words if left <= (word.left + word.right) / 2 < right]
    longest = 0
    for top, bottom in zip(grid.rows, grid.rows[1:], strict=False):
        cell = [word for word in wide if top <= (word.top + word.bottom) / 2 < bottom]
        longest = max(longest, len(lines(cell, page=page)))
    return longest > CELL_LINES or _has_layout_heads(grid, words, widest)


def _has_layout_heads(grid: Grid, words: Sequence[Word], widest: int) -> bool:
    """An owners' column at the end, and no head of tasks over the widest one."""
    head = [word for word in words if (word.top + word.bottom) / 2 < grid.rows[1]]
    texts = [
        " ".join(word.text for word in head if left <= (word.left + word.right) / 2 < right).strip(" :")
        for left, right in zip(grid.columns, grid.columns[1:], strict=False)
    ]
    last = len(texts) - 1
    return widest != last and bool(OWNER_HEAD.fullmatch(texts[last])) and not TASK_HEAD.fullmatch(texts[widest])


def _in_order(words: Sequence[Word], page: int) -> list[Word]:
    return [word for found in lines(words, page=page) for word in found.words]


def _column(left: float, grid: Grid) -> int:
    return min(range(len(grid.columns)), key=lambda column: abs(grid.columns[column] - left))


def _heads(found: Sequence[tuple[Line, tuple[int, ...]]]) -> dict[int, str]:
    """The first row names the columns where it is short, holds no figures and has as many cells as any other."""
    if len(found) < 2:
        return {}
    first, columns = found[0]
    texts = [part.text for part in first.segments]
    short = all(len(text.split()) <= HEAD_WORDS and not any(map(str.isdigit, text)) for text in texts)
    full = len(columns) >= max(len(others) for _, others in found[1:]) - 1
    return dict(zip(columns, texts, strict=True)) if short and full else {}
