"""The action column: what stands beside the minutes in the right or left margin or in a last column without rules.

Owners stand there in many ways: under a head ("Action"), at the end of the task's last line, on a line of their own,
spread over several lines. Geometry decides, and the words only where geometry leaves a doubt.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractors.text.minutes_tables import OWNER_HEAD
from extractors.text.pdf_areas import Area
from extractors.text.pdf_left_margin import left_margin
from extractors.text.pdf_lines import Line, Segment, line, segment

HEADS = frozenset(
    (
        "action",
        "actions",
        "action by",
        "action for",
        "action point",
        "action points",
        "action required",
        "action owner",
        "by",
        "by who",
        "by whom",
        "who",
        "owner",
        "owners",
        "lead",
        "lead officer",
        "responsible",
        "responsibility",
        "initials",
    )
)
# The margin begins at this share of the text's width, and a margin note is at most so wide.
MARGIN_START = 0.70
MARGIN_WIDTH = 0.30
HEAD_START = 0.60
MOST_WORDS = 6
# Notes whose left or right edges differ by less than this (points) stand in one column.
ALIGNED = 8.0
# So many aligned notes make a column without a head.
FEWEST_NOTES = 3
# A line with more segments than this is a row of a table or of a list of names.
MOST_SEGMENTS = 3
# A column is clear where at most this share of the lines that reach it run through its left edge.
CLEAR = 0.2
# Words nearer to the column's edge than this (points) are on it; a blank before them is at least so wide, in heights.
ON_EDGE = 3.0
BLANK = 0.2
INITIALS = r"[A-Z]{2,4}"
NAME = r"(?:(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Chair|Clerk)\.?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2}"
OWNER = re.compile(rf"^(?:(?:{INITIALS}|{NAME}|all|clerk|chair|noted)\s*(?:[/&,;+]|and)?\s*)+[.:]?$", re.IGNORECASE)
CAPITAL_OWNER = re.compile(
    rf"^(?:{INITIALS}|All|ALL|Clerk|Chair|Noted)(?:\s*[/&,;+]\s*(?:{INITIALS}|All|Clerk|Chair))*[.:]?$"
)
INITIALS_ALONE = re.compile(rf"\b{INITIALS}\b")
# What ends the words before an owner that stands close behind them.
ENDED = (".", "!", "?", ".”", ".’", ".)", '."')


class Row(NamedTuple):
    """One line of the page: what belongs to the text (None where the line is all margin) and its margin note."""

    line: Line | None
    margin: Segment | None
    page: int

    @property
    def top(self) -> float:
        """Upper edge in points from the top of the page."""
        return self.line.top if self.line else self.margin.top if self.margin else 0.0

    @property
    def bottom(self) -> float:
        """Lower edge in points from the top of the page."""
        return self.line.bottom if self.line else self.margin.bottom if self.margin else 0.0


@dataclass(frozen=True, slots=True)
class _Column:
    """Where notes stand: left and right edge of the text with its margin, the head if any, and the column's left edge
    where the column is clear of text."""

    left: float
    right: float
    head: Segment | None
    after: tuple[int, float]
    edge: float | None


def part_margins(found: Sequence[Area]) -> list[tuple[Row, ...]]:
    """Part every line of running text into text and margin note, area by area, in the order of the lines.

    The head of the column ("Action") is dropped with its line where nothing else but another head ("Items") stands
    there. Tables, frames and text in two columns have no margin.
    """
    everything = [line for area in found if _may_have_margin(area) for line in area.lines]
    if not everything:
        return [tuple(Row(line, None, line.page) for line in area.lines) for area in found]
    before = left_margin(everything)
    if before:
        return [tuple(_behind(line, before) for line in area.lines) for area in found]
    column = _column(everything, [area.wall for area in found if area.wall is not None])
    parted = {id(line): _parted(line, column) for line in everything}
    shaped = [line.segments[-1] for line in parted.values() if _has_shape(line, column)]
    notes = {id(note) for note in shaped if _is_note(note, shaped, column)}
    known = {part for note in shaped if id(note) in notes for part in INITIALS_ALONE.findall(note.text)}
    notes |= {id(line.segments[-1]) for line in parted.values() if _is_fallen(line, known, column)}
    return [
        tuple(
            _row(parted[id(line)], notes, column) if id(line) in parted else Row(line, None, line.page)
            for line in area.lines
        )
        for area in found
    ]


def _behind(found: Line, before: Mapping[int, Line | None]) -> Row:
    """A line with the note that stands before it in its margin."""
    if id(found) not in before:
        return Row(found, None, found.page)
    note = found.segments[0]
    return Row(before[id(found)], None if OWNER_HEAD.fullmatch(note.text) else note, found.page)


def _may_have_margin(area: Area) -> bool:
    return area.kind == "text" and area.column[1] == 1


def _column(everything: Sequence[Line], walls: Sequence[float]) -> _Column:
    lefts = sorted(line.left for line in everything)
    rights = sorted(line.right for line in everything)
    left, right = lefts[len(lefts) // 20], rights[-1 - len(rights) // 50]
    start = left + HEAD_START * (right - left)
    headed = next((line for line in everything if _is_head(line, start)), None)
    head = headed.segments[-1] if headed else None
    # A head may stand in the middle of a column that rules are drawn around.
    wall = max((one for one in walls if head is not None and start <= one < head.left), default=None)
    head = head._replace(left=wall) if head is not None and wall is not None else head
    after = (headed.page, headed.top) if headed else (0, 0.0)
    edge = head.left if head else _aligned_edge(everything, left, right)
    clear = edge is not None and _is_clear([line for line in everything if (line.page, line.top) >= after], edge)
    return _Column(left, right, head, after, edge if clear else None)


def _is_head(line: Line, start: float) -> bool:
    last = line.segments[-1]
    return last.left >= start and last.text.strip(" :").casefold() in HEADS and len(line.segments) <= MOST_SEGMENTS


def _aligned_edge(everything: Sequence[Line], left: float, right: float) -> float | None:
    """The left edge on which most of the owners in the margin stand, None where they stand on none."""
    start = left + MARGIN_START * (right - left)
    lefts = [
        line.segments[-1].left
        for line in everything
        if 1 < len(line.segments) <= MOST_SEGMENTS
        and line.segments[-1].left >= start
        and OWNER.match(line.segments[-1].text)
    ]
    best = max(lefts, key=lambda one: sum(abs(other - one) < ON_EDGE for other in lefts), default=None)
    if best is None or sum(abs(other - best) < ON_EDGE for other in lefts) < FEWEST_NOTES:
        return None
    return best


def _is_clear(everything: Sequence[Line], edge: float) -> bool:
    reaching = [line for line in everything if line.right > edge]
    through = sum(any(w.left < edge - ON_EDGE and w.right > edge + ON_EDGE for w in line.words) for line in reaching)
    return through <= CLEAR * len(reaching)


def _parted(found: Line, column: _Column) -> Line:
    """Part the last segment where a word of it stands on the edge of a clear column, however small the gap is; and
    before an owner that ends a line close behind a sentence."""
    last = found.segments[-1]
    for place, (before, word) in enumerate(pairwise(last.words), 1):
        gap = word.left - before.right
        on_edge = column.edge is not None and (
            before.right <= column.edge + ON_EDGE and abs(word.left - column.edge) <= ON_EDGE
        )
        if on_edge and gap >= BLANK * (word.bottom - word.top) and (found.page, found.top) >= column.after:
            return line([*found.segments[:-1], segment(last.words[:place]), segment(last.words[place:])], found.page)
    return _owner_parted(found, column)


def _owner_parted(found: Line, column: _Column) -> Line:
    last = found.segments[-1]
    if len(last.words) < 2:
        return found
    before, word = last.words[-2:]
    gap = word.left - before.right
    if (
        gap >= 2 * BLANK * (word.bottom - word.top)
        and word.right >= column.right - ALIGNED
        and before.text.endswith(ENDED)
        and CAPITAL_OWNER.match(word.text)
    ):
        return line([*found.segments[:-1], segment(last.words[:-1]), segment(last.words[-1:])], found.page)
    return found


def _has_shape(found: Line, column: _Column) -> bool:
    """Whether a line ends in something that may be a note: narrow, of few words, in the margin."""
    start = column.left + MARGIN_START * (column.right - column.left)
    if column.head is not None:
        start = min(start, column.head.left - ALIGNED)
    last = found.segments[-1]
    in_column = column.edge is not None and last.left >= column.edge - ON_EDGE
    return (
        (len(found.segments) <= MOST_SEGMENTS or in_column)
        and (found.page, found.top) >= column.after
        and last.left >= start
        and last.right - last.left <= MARGIN_WIDTH * (column.right - column.left)
        and len(last.words) <= MOST_WORDS
    )


def _is_fallen(found: Line, known: set[str], column: _Column) -> bool:
    """Whether a line is nothing but initials, in bold, that stand in the margin elsewhere: an owner that found no room
    behind its task and fell to the beginning of the next line."""
    only = found.segments[0]
    parts = INITIALS_ALONE.findall(only.text)
    return (
        len(found.segments) == 1
        and bool(parts)
        and only.bold
        and CAPITAL_OWNER.match(only.text) is not None
        and known.issuperset(parts)
        and (found.page, found.top) >= column.after
    )


def _is_note(note: Segment, shaped: Sequence[Segment], column: _Column) -> bool:
    text = note.text.strip()
    if CAPITAL_OWNER.match(text):
        return True
    if column.head is not None and note.left >= column.head.left - ALIGNED:
        return True
    if column.edge is not None and note.left >= column.edge - ON_EDGE:
        return True
    if not OWNER.match(text):
        return False
    aligned = sum(abs(other.left - note.left) < ALIGNED for other in shaped)
    flush = sum(abs(other.right - note.right) < ON_EDGE and other.bold for other in shaped) if note.bold else 0
    return max(aligned, flush) >= FEWEST_NOTES


def _row(found: Line, notes: set[int], column: _Column) -> Row:
    last = found.segments[-1]
    if id(last) not in notes:
        return Row(found, None, found.page)
    rest = found.segments[:-1]
    if column.head is not None and last.text.strip(" :").casefold() in HEADS and _is_over(last, column.head):
        return Row(line(rest, found.page, found.limit) if len(rest) > 1 else None, None, found.page)
    return Row(line(rest, found.page, found.limit) if rest else None, last, found.page)


def _is_over(last: Segment, head: Segment) -> bool:
    return head.left - ALIGNED < last.left < head.right
