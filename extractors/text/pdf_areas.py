"""A page to areas in reading order: running text in one column or two, tables with rules, frames beside the text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from extractors.text.pdf_breaks import goes_on, is_alike
from extractors.text.pdf_columns import Gutter, bands, crosses, find_gutter
from extractors.text.pdf_grids import Grid, grids
from extractors.text.pdf_lines import Line, Segment, lines
from extractors.text.pdf_open_tables import OpenTable, open_tables
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

    `rows` and `edges`, those of its columns, only where it is a table. `barriers` are the heights of level rules that
    part the rows of a layout, `wall` is where its last column begins. `notes` are the lines that stand beside a cell of
    minutes. What `is_welsh` says what stands beside it in English.
    """

    kind: Literal["text", "table", "frame", "cell"]
    page: int
    lines: tuple[Line, ...]
    column: tuple[int, int] = (0, 1)
    rows: tuple[TableRow, ...] = ()
    barriers: tuple[float, ...] = ()
    edges: tuple[float, ...] = ()
    notes: tuple[Segment, ...] = ()
    wall: float | None = None
    is_welsh: bool = False

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
    open_table: OpenTable | None = None
    for sheet in sheets:
        before = found[-1] if found and found[-1].kind == "table" and found[-1].page == sheet.page - 1 else None
        parts = _parts(sheet, open_table, before.edges if before else ())
        open_table = parts.open_tables[-1] if parts.open_tables else None
        beside = parts.running if parts.open_tables else sheet.lines
        own = find_gutter(beside)
        gutter = own or (gutter if gutter is not None and _keeps(beside, gutter) else None)
        own_areas = list(_page_areas(sheet.page, parts, gutter))
        is_open = bool(parts.open_tables) and parts.open_tables[0].goes_on
        if before is not None and own_areas and (is_open or is_alike(before.edges, own_areas[0].edges)):
            found.pop()
            own_areas[:1] = _gone_on(before, own_areas[0])
        found += own_areas
    return found


def _gone_on(before: Area, area: Area) -> list[Area]:
    """A table and its rows on the next page, as one."""
    rows, under = goes_on(before.rows, area.rows)
    return [_table(part.page, own, part.edges) for part, own in ((before, rows), (area, under)) if own]


def _keeps(found: Sequence[Line], gutter: Gutter) -> bool:
    """Whether a page whose own gap cannot be told, for want of text, keeps clear of the page before's."""
    return sum(crosses(line, gutter) for line in found) <= STRAY_LINES * len(found)


@dataclass(slots=True)
class _Parts:
    """A page taken apart: running text, tables with the grids that hold them, frames, rules that part a layout."""

    running: Sequence[Line]
    tables: list[tuple[Grid, tuple[TableRow, ...]]] = field(default_factory=list)
    frames: list[tuple[Grid, tuple[Line, ...]]] = field(default_factory=list)
    walls: list[Rule] = field(default_factory=list)
    barriers: list[float] = field(default_factory=list)
    wall: float | None = None
    open_tables: tuple[OpenTable, ...] = ()


def _parts(sheet: Sheet, before: OpenTable | None, edges: tuple[float, ...]) -> _Parts:
    """Take a page apart. The page before ended in the table without upright rules `before`, and in any table whose
    columns have these edges."""
    parts = _Parts(sheet.lines)
    if not sheet.lines:
        return parts
    words = _drawn(sheet, parts, edges) if sheet.rules else None
    if words is not None:
        relined = lines(words, page=sheet.page, walls=parts.walls)
        parts.running = _limited(relined, [grid for grid, _ in parts.frames])
    if not parts.walls:
        parts.open_tables = open_tables(parts.running, sheet.rules, before)
    for table in parts.open_tables:
        grid = table.grid
        inside = [line for line in parts.running if grid.top <= (line.top + line.bottom) / 2 <= grid.bottom]
        words = [word for line in inside for word in line.words]
        heads = table.heads if table.goes_on else None
        parts.tables.append((grid, table_rows(grid, words, sheet.page, heads=heads)))
        parts.running = [line for line in parts.running if line not in inside]
    return parts


def _drawn(sheet: Sheet, parts: _Parts, edges: tuple[float, ...]) -> list[Word] | None:
    """Add what a page draws rules around to its parts; return the words that are left, None where that are all."""
    words = [word for line in sheet.lines for word in line.words]
    for grid in grids(sheet.rules):
        held, rest = parted(words, grid)
        if not held:
            continue
        if grid.is_frame:
            content = lines(held, page=sheet.page)
            if len(content) >= FRAME_LINES and _stands_beside(grid, words):
                parts.frames.append((grid, content))
                words = rest
        elif len(grid.columns) > 2 and is_layout(grid, held, sheet.page):
            parts.walls += grid.uprights
            parts.barriers += grid.rows
            parts.wall = grid.columns[-2]
            words = _with_numbers_on_top(grid, words)
        elif grid.is_table or (len(grid.columns) > 2 and is_alike(grid.columns, edges)):
            parts.tables.append((grid, table_rows(grid, held, sheet.page)))
            words = rest
    return words if parts.tables or parts.frames or parts.walls else None


def _page_areas(page: int, parts: _Parts, gutter: Gutter | None) -> Iterator[Area]:
    for area in _between(parts.running, parts.tables, gutter, tuple(sorted(parts.barriers)), page):
        yield replace(area, wall=parts.wall) if parts.wall is not None and area.kind == "text" else area
    for _, content in parts.frames:
        yield Area("frame", page, content)


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
            yield _table(page, rows, grid.columns)
    yield from _running(rest, gutter, barriers, page)


def _table(page: int, rows: tuple[TableRow, ...], edges: tuple[float, ...]) -> Area:
    return Area("table", page, tuple(row.line for row in rows), rows=rows, edges=edges)


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
                yield Area("text", page, lines(side, page=page), column=(place, 2), is_welsh=place == gutter.welsh)
