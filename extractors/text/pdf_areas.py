"""A page to areas in reading order: running text in one column or two, tables with rules, frames beside the text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractors.text.pdf_columns import Gutter, bands, crosses, find_gutter
from extractors.text.pdf_grids import Grid, grids
from extractors.text.pdf_lines import Line, lines
from extractors.text.pdf_rules import Rule
from extractors.text.pdf_tables import TableRow, is_layout, parted, table_rows
from extractors.text.pdf_words import Word

# What stands at the side of a frame is parted from it by at least so much, in points.
BESIDE = 2.0
# The first column of a layout holds numbers where it takes no more than this share of the width.
NUMBER_SHARE = 0.15
# A frame holds at least so many lines; less is a word set in colour.
FRAME_LINES = 2
# A page in two columns has at most this share of its lines across both.
STRAY_LINES = 0.3
# Text beside a frame ends so far before it, in points.
CLEAR = 6.0


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page that is read by itself. `column` is (place, count) of the columns that it stands in.

    `rows` only where it is a table. `barriers` are the heights of level rules that part the rows of a layout.
    """

    kind: Literal["text", "table", "frame"]
    page: int
    lines: tuple[Line, ...]
    column: tuple[int, int] = (0, 1)
    rows: tuple[TableRow, ...] = ()
    barriers: tuple[float, ...] = ()

    @property
    def top(self) -> float:
        """Upper edge in points."""
        return min(line.top for line in self.lines)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is left of a page when its furniture is gone: lines and rules, both from the top left."""

    page: int
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]


def areas(sheets: Sequence[Sheet]) -> list[Area]:
    """Return the areas of all pages in reading order; the frames of a page stand behind its other areas."""
    found: list[Area] = []
    gutter: Gutter | None = None
    for sheet in sheets:
        drawn = grids(sheet.rules) if sheet.rules else ()
        own = find_gutter(sheet.lines)
        gutter = own or (gutter if gutter is not None and _keeps(sheet.lines, gutter) else None)
        found += _page_areas(sheet, drawn, gutter)
    return found


def _keeps(found: Sequence[Line], gutter: Gutter) -> bool:
    """Whether a page whose own gap cannot be told, for want of text, keeps clear of the page before's."""
    return sum(crosses(line, gutter) for line in found) <= STRAY_LINES * len(found)


def _page_areas(sheet: Sheet, drawn: Sequence[Grid], gutter: Gutter | None) -> Iterator[Area]:
    if not sheet.lines:
        return
    words = [word for line in sheet.lines for word in line.words]
    tables: list[tuple[Grid, tuple[TableRow, ...]]] = []
    frames: list[tuple[Grid, tuple[Line, ...]]] = []
    walls: list[Rule] = []
    barriers: list[float] = []
    for grid in drawn:
        held, rest = parted(words, grid)
        if not held:
            continue
        if grid.is_frame:
            content = lines(held, page=sheet.page)
            if len(content) >= FRAME_LINES and _stands_beside(grid, words):
                frames.append((grid, content))
                words = rest
        elif len(grid.columns) > 2 and is_layout(grid, held, sheet.page):
            walls += grid.uprights
            barriers += grid.rows
            words = _with_numbers_on_top(grid, words)
        elif grid.is_table:
            tables.append((grid, table_rows(grid, held, sheet.page)))
            words = rest
    if not (tables or frames or walls):
        running: Sequence[Line] = sheet.lines
    else:
        running = _limited(lines(words, page=sheet.page, walls=walls), [grid for grid, _ in frames])
    yield from _between(running, tables, gutter, tuple(sorted(barriers)), sheet.page)
    for _, content in frames:
        yield Area("frame", sheet.page, content)


def _with_numbers_on_top(grid: Grid, words: Sequence[Word]) -> list[Word]:
    """Words with the numbers of a layout's narrow first column beside the first line of their row, wherever in the
    height of their cell they stand."""
    first, second, *_ = grid.columns[1:]
    if first - grid.left > NUMBER_SHARE * (grid.right - grid.left):
        return list(words)
    moved: dict[int, Word] = {}
    for top, bottom in pairwise(grid.rows):
        row = [(place, word) for place, word in enumerate(words) if top <= (word.top + word.bottom) / 2 < bottom]
        beside = [word for _, word in row if first < word.left < second]
        numbers = [(place, word) for place, word in row if grid.left < word.left and word.right < first + BESIDE]
        if beside and len({round(word.top) for _, word in numbers}) == 1:
            upper = min(beside, key=lambda word: word.top)
            moved |= {place: word._replace(top=upper.top, bottom=upper.bottom) for place, word in numbers}
    return [moved.get(place, word) for place, word in enumerate(words)]


def _stands_beside(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether text stands at the side of a frame, and none of it so near that the frame is drawn around some words."""
    beside = [
        word
        for word in words
        if grid.top < (word.top + word.bottom) / 2 < grid.bottom and (word.right < grid.left or word.left > grid.right)
    ]
    return bool(beside) and all(word.right < grid.left - BESIDE or word.left > grid.right + BESIDE for word in beside)


def _limited(found: Sequence[Line], frames: Sequence[Grid]) -> tuple[Line, ...]:
    """Tell lines that end before a frame that they could not have run on."""
    done: list[Line] = []
    for line in found:
        limits = [
            frame.left - CLEAR
            for frame in frames
            if frame.left > line.right - CLEAR and frame.top - line.height < line.bottom and line.top < frame.bottom
        ]
        done.append(line._replace(limit=min(limits)) if limits else line)
    return tuple(done)


def _between(
    found: Sequence[Line],
    tables: Sequence[tuple[Grid, tuple[TableRow, ...]]],
    gutter: Gutter | None,
    barriers: tuple[float, ...],
    page: int,
) -> Iterator[Area]:
    rest = list(found)
    for grid, rows in sorted(tables, key=lambda table: table[0].top):
        above = [line for line in rest if line.bottom <= grid.bottom and line.top < grid.top]
        rest = [line for line in rest if line.bottom > grid.bottom or line.top >= grid.top]
        yield from _running(above, gutter, barriers, page)
        if rows:
            yield Area("table", page, tuple(row.line for row in rows), rows=rows)
    yield from _running(rest, gutter, barriers, page)


def _running(found: Sequence[Line], gutter: Gutter | None, barriers: tuple[float, ...], page: int) -> Iterator[Area]:
    if not found:
        return
    if gutter is None:
        yield Area("text", page, tuple(found), barriers=barriers)
        return
    for band in bands(found, gutter):
        if band.across:
            yield Area("text", page, lines(band.left, page=page), barriers=barriers)
            continue
        for place, side in enumerate((band.left, band.right)):
            if side:
                yield Area("text", page, lines(side, page=page), column=(place, 2))
