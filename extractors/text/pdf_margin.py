"""The action column: what stands beside the minutes in the right margin or in a last column without rules.

Owners stand there in many ways: under a head ("Action"), at the end of the task's last line, on a line of their own,
spread over several lines. Geometry decides, and the words only where geometry leaves a doubt.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.text.pdf_lines import Line, Segment

HEADS = frozenset(
    (
        "action",
        "actions",
        "action by",
        "action for",
        "action point",
        "action points",
        "action required",
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
# A line with more segments than this is a row of a table or of a list of names.
MOST_SEGMENTS = 3
INITIALS = r"[A-Z]{2,4}"
NAME = r"(?:(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Chair|Clerk)\.?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2}"
OWNER = re.compile(rf"^(?:(?:{INITIALS}|{NAME}|all|clerk|chair|noted)\s*(?:[/&,;+]|and)?\s*)+[.:]?$", re.IGNORECASE)
CAPITAL_OWNER = re.compile(
    rf"^(?:{INITIALS}|All|ALL|Clerk|Chair|Noted)(?:\s*[/&,;+]\s*(?:{INITIALS}|All|Clerk|Chair))*[.:]?$"
)


@dataclass(frozen=True, slots=True)
class Row:
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


def part_margins(pages: Sequence[tuple[Line, ...]]) -> tuple[tuple[Row, ...], ...]:
    """Part every line of a document into text and margin note, page by page, in the order of the lines.

    The head of the column ("Action") is dropped with its line where nothing else but another head ("Items") stands
    there.
    """
    everything = [line for page in pages for line in page]
    if not everything:
        return tuple(() for _ in pages)
    left, right = _extent(everything)
    head = _head(everything, left, right)
    notes = _notes(everything, left, right, head)
    return tuple(tuple(_row(line, notes, head) for line in page) for page in pages)


def _extent(everything: Sequence[Line]) -> tuple[float, float]:
    lefts = sorted(line.left for line in everything)
    rights = sorted(line.right for line in everything)
    return lefts[len(lefts) // 20], rights[-1 - len(rights) // 50]


def _head(everything: Iterable[Line], left: float, right: float) -> Segment | None:
    start = left + HEAD_START * (right - left)
    for line in everything:
        last = line.segments[-1]
        if last.left >= start and last.text.strip(" :").casefold() in HEADS and len(line.segments) <= MOST_SEGMENTS:
            return last
    return None


def _notes(everything: Sequence[Line], left: float, right: float, head: Segment | None) -> frozenset[Segment]:
    """Choose the segments that are margin notes: of the right shape, and under the head, in a column, or owners."""
    start = left + MARGIN_START * (right - left)
    if head is not None:
        start = min(start, head.left - ALIGNED) if head.left - ALIGNED >= left + HEAD_START * (right - left) else start
    shaped = [
        line.segments[-1]
        for line in everything
        if len(line.segments) <= MOST_SEGMENTS
        and line.segments[-1].left >= start
        and line.segments[-1].right - line.segments[-1].left <= MARGIN_WIDTH * (right - left)
        and len(line.segments[-1].text.split()) <= MOST_WORDS
    ]
    return frozenset(segment for segment in shaped if _is_note(segment, shaped, head))


def _is_note(segment: Segment, shaped: Sequence[Segment], head: Segment | None) -> bool:
    text = segment.text.strip()
    if CAPITAL_OWNER.match(text):
        return True
    if head is not None and segment.left >= head.left - ALIGNED:
        return True
    aligned = sum(abs(other.left - segment.left) < ALIGNED for other in shaped)
    return aligned >= MOST_SEGMENTS and bool(OWNER.match(text))


def _row(line: Line, notes: frozenset[Segment], head: Segment | None) -> Row:
    last = line.segments[-1]
    if last not in notes:
        return Row(line, None, line.page)
    rest = line.segments[:-1]
    if last is head:
        return Row(None, None, line.page) if len(rest) <= 1 else Row(Line(rest, line.page), None, line.page)
    return Row(Line(rest, line.page) if rest else None, last, line.page)
