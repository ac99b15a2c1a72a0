"""Tables without upright rules: level rules between their rows, or none at all.

Such a table is known by its row of heads: the heads of a log, or a few short words over a level rule that others of the
same width follow. Under it lines belong to the table as long as a gap between its columns stays free; a cell whose text
wraps is told from the next row by the rules, else by the distance of the lines, else by what the columns hold.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from extractors.minutes.action_log import Role, is_log, roles
from extractors.text.pdf_grids import NEAR, Grid
from extractors.text.pdf_lines import Line
from extractors.text.pdf_rules import Rule

# Between two columns at least so much stays free, in letter heights; a blank in ragged text takes less.
GAP = 0.4
# Heads over a rule that are no log's: at least so many, of so few words; and so many rules of the same width.
FEWEST_HEADS = 3
HEAD_WORDS = 4
FEWEST_RULES = 3
# Heads run on over at most so many lines.
MOST_HEAD_LINES = 3
# A distance of lines above this many times the smallest parts rows.
ROW_GAP = 1.25
# Lines further apart than this many letter heights are no rows of one table.
FURTHEST = 4.0
# Rows that the distance of lines tells are believed where it tells at least this share of those that the columns tell.
BELIEVED = 0.6


class Gap(NamedTuple):
    """What is free between two columns, in points from the left of the page."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Table:
    """Lines of a table from its heads on, the gaps between its columns and the roles of a log's columns.

    `nearest` is the smallest distance from line to line on the page before, where the table goes on from there.
    """

    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    roles: tuple[Role | None, ...]
    nearest: float = math.inf

    def filled(self, line: Line) -> tuple[str, ...]:
        """What a line says in each column, "" for nothing."""
        edges = [float("-inf"), *((gap.left + gap.right) / 2 for gap in self.gaps), float("inf")]
        return tuple(
            " ".join(word.text for word in line.words if left <= (word.left + word.right) / 2 < right)
            for left, right in pairwise(edges)
        )

    def said(self) -> tuple[str, ...]:
        """What all lines say in each column, one after the other."""
        return tuple(" ".join(filter(None, parts)) for parts in zip(*map(self.filled, self.lines), strict=True))


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table as a grid with the rules that it does not draw, and its heads by column.

    `goes_on` says that it has no heads of its own but those of the page before, `at_foot` that nothing on its page
    follows it, so that it may go on on the next.
    """

    grid: Grid
    heads: Mapping[int, str]
    goes_on: bool
    at_foot: bool
    table: _Table


def open_tables(found: Sequence[Line], rules: Sequence[Rule], before: OpenTable | None) -> tuple[OpenTable, ...]:
    """Return the tables among the lines of a page, top to bottom. `before` is the one that the page before ended in."""
    levels = sorted((rule for rule in rules if rule.level), key=lambda rule: rule.top)
    tables: list[OpenTable] = []
    place = 0
    while place < len(found):
        goes_on = _continued(found, before, levels) if place == 0 and before is not None else None
        table = goes_on or _headed(found[place:], levels)
        if table is None:
            place += 1
            continue
        place += len(table.lines)
        starts = _row_starts(table, levels)
        heads = before.heads if goes_on and before else _heads(table, starts)
        tables.append(OpenTable(_grid(table, starts), heads, goes_on is not None, place == len(found), table))
    return tuple(tables)


def _headed(found: Sequence[Line], levels: Sequence[Rule]) -> _Table | None:
    """The table whose heads stand in the first of these lines, None where no heads do."""
    head = found[0]
    if len(head.segments) < 2:
        return None
    gaps = tuple(Gap(before.right, after.left) for before, after in pairwise(head.segments))
    table = _with_roles(_Table((head,), gaps, ()), found[1:MOST_HEAD_LINES])
    if not is_log(table.roles) and not _is_ruled_head(head, levels):
        return None
    table = _grown(table, found[len(table.lines) :], levels)
    return table if len(table.lines) > 1 else None


def _with_roles(table: _Table, under: Sequence[Line]) -> _Table:
    """A table of one line with the roles that its heads give its columns, and with the lines that they run on over."""
    known = roles(table.filled(table.lines[0]))
    heads = replace(table, roles=known)
    if is_log(known) or not any(known):
        return heads
    for line in under:
        narrowed = _narrowed(table.gaps, line)
        if narrowed is None:
            break
        table = _Table((*table.lines, line), narrowed, ())
        known = roles(table.said())
        if is_log(known):
            return replace(table, roles=known)
    return heads


def _continued(found: Sequence[Line], before: OpenTable, levels: Sequence[Rule]) -> _Table | None:
    """The rows at the head of a page with which the page before's table goes on."""
    first = _narrowed(before.table.gaps, found[0])
    if not before.at_foot or first is None:
        return None
    table = _Table((found[0],), first, before.table.roles, _smallest(before.table))
    if sum(map(bool, table.filled(found[0]))) < 2 or is_log(roles(table.filled(found[0]))):
        return None
    return _grown(table, found[1:], levels)


def _grown(table: _Table, rest: Sequence[Line], levels: Sequence[Rule]) -> _Table:
    """A table with the lines under it that leave the gaps between its columns free."""
    lines, gaps = list(table.lines), table.gaps
    for line in rest:
        narrowed = _narrowed(gaps, line)
        is_head = is_log(roles([part.text for part in line.segments]))
        if narrowed is None or is_head or line.top - lines[-1].bottom > FURTHEST * line.height:
            break
        gaps = narrowed
        lines.append(line)
    return _trimmed(replace(table, lines=tuple(lines), gaps=gaps), levels)


def _is_ruled_head(head: Line, levels: Sequence[Rule]) -> bool:
    """Whether short heads without figures stand on a rule that is as wide as they, and as others under it."""
    texts = [part.text for part in head.segments]
    if len(texts) < FEWEST_HEADS or any(
        len(text.split()) > HEAD_WORDS or any(map(str.isdigit, text)) for text in texts
    ):
        return False
    under = [rule for rule in levels if rule.top > head.top + head.height / 2]
    if not under or under[0].top > head.bottom + head.height:
        return False
    first = under[0]
    alike = [rule for rule in under if abs(rule.left - first.left) <= NEAR and abs(rule.right - first.right) <= NEAR]
    return first.left <= head.left + NEAR and first.right >= head.right - NEAR and len(alike) >= FEWEST_RULES


def _narrowed(gaps: Sequence[Gap], line: Line) -> tuple[Gap, ...] | None:
    """The gaps that a line leaves free, None where its words run through one: it is no line of the table."""
    left = list(gaps)
    for start, end in _runs(line):
        for place, gap in enumerate(left):
            if end <= gap.left or start >= gap.right:
                continue
            if start < gap.left and end > gap.right:
                return None
            # What reaches into a gap belongs to the column that it comes from; what stands in it alone, to the nearer.
            to_left = start < gap.left or (end <= gap.right and start - gap.left < gap.right - end)
            left[place] = Gap(end, gap.right) if to_left else Gap(gap.left, start)
            if left[place].right - left[place].left < GAP * line.height:
                return None
    return tuple(left)


def _runs(line: Line) -> list[tuple[float, float]]:
    """Stretches of words that hang together, as (left, right)."""
    found: list[tuple[float, float]] = []
    for word in line.words:
        if found and word.left - found[-1][1] < GAP * word.height:
            found[-1] = (found[-1][0], word.right)
        else:
            found.append((word.left, word.right))
    return found


def _trimmed(table: _Table, levels: Sequence[Rule]) -> _Table:
    """Without lines at the end that stand apart in one column only: a heading that follows the table."""
    lines = list(table.lines)
    smallest = _smallest(table)
    while len(lines) > 1:
        before, last = lines[-2:]
        alone = sum(map(bool, table.filled(last))) == 1
        in_rules = _between(before, last, levels) and _is_closed(last, levels)
        if not alone or in_rules or last.top - before.top <= ROW_GAP * smallest:
            break
        lines.pop()
    return replace(table, lines=tuple(lines))


def _smallest(table: _Table) -> float:
    """The smallest distance from one line to the next."""
    return min([table.nearest, *(after.top - before.top for before, after in pairwise(table.lines))])


def _is_closed(line: Line, levels: Sequence[Rule]) -> bool:
    """Whether a rule runs close under a line."""
    middle = (line.top + line.bottom) / 2
    return any(middle < rule.top <= line.bottom + line.height for rule in levels)


def _between(before: Line, after: Line, levels: Sequence[Rule]) -> bool:
    middle, next_middle = (before.top + before.bottom) / 2, (after.top + after.bottom) / 2
    return any(
        middle < rule.top <= next_middle and rule.left < after.right and rule.right > after.left for rule in levels
    )


def _heads(table: _Table, starts: Sequence[bool]) -> dict[int, str]:
    """What stands in each column of the first row."""
    count = 1 + (starts.index(True) if True in starts else len(starts))
    return dict(enumerate(replace(table, lines=table.lines[:count]).said()))


def _grid(table: _Table, starts: Sequence[bool]) -> Grid:
    lines = table.lines
    rows = [lines[0].top - 1]
    rows += [
        (before.bottom + after.top) / 2 for (before, after), start in zip(pairwise(lines), starts, strict=True) if start
    ]
    rows.append(max(line.bottom for line in lines) + 1)
    inner = [(gap.left + gap.right) / 2 for gap in table.gaps]
    columns = (min(line.left for line in lines) - 1, *inner, max(line.right for line in lines) + 1)
    return Grid(columns, tuple(rows), tuple(Rule(column, rows[0], column, rows[-1]) for column in columns))


def _row_starts(table: _Table, levels: Sequence[Rule]) -> list[bool]:
    """For every line but the first whether it begins a row."""
    pairs = list(pairwise(table.lines))
    ruled = [_between(before, after, levels) for before, after in pairs]
    if sum(ruled[1:]) > 1:
        return ruled
    smallest = _smallest(table)
    apart = [after.top - before.top > ROW_GAP * smallest for before, after in pairs]
    begun = [_begins(table, line) for line in table.lines[1:]]
    if sum(apart) > 1 and sum(apart) >= BELIEVED * sum(begun):
        return apart
    return [one or other or rule for one, other, rule in zip(apart, begun, ruled, strict=True)]


def _begins(table: _Table, line: Line) -> bool:
    """Whether a line begins a row by what it says: a reference; else a task with somebody or something beside it."""
    cells = table.filled(line)
    by_role = {role: cell for role, cell in zip(table.roles, cells, strict=True) if role is not None}
    if "reference" in by_role:
        return bool(by_role["reference"])
    if "task" not in by_role:
        return bool(cells[0]) and 2 * sum(map(bool, cells)) >= len(cells)
    task = by_role.pop("task")
    return bool(task) and not task[0].islower() and any(by_role.values())
