"""What is usual in a document: the height of its letters, the distance of its lines, its edges; by kind of column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from extractors.text.pdf_areas import Area
from extractors.text.pdf_lines import Line
from extractors.text.pdf_margin import Row

# A page whose edges lie aside from the document's by more than this (points) has mirrored margins; told from at least
# so many lines.
ASIDE = 5.0
FEWEST_LINES = 10
# Lines of one paragraph lie closest together. Where most paragraphs are a line long, most distances are those between
# paragraphs, so that the usual distance of lines is looked for among the smaller ones.
CLOSE_SHARE = 0.25
# Nearer than this part of a letter's height, two lines are one with something raised or lowered in it.
ONE_LINE = 0.9
# Both edges of a page must lie aside by nearly the same.
SAME_SHIFT = 10.0


@dataclass(frozen=True, slots=True)
class Measure:
    """The usual letter height, distance from line to line, left and right edge, all in points.

    `shifts` say by how much the edges of a page lie aside, for pages where they do.
    """

    height: float
    leading: float
    left: float
    right: float
    shifts: dict[int, float]

    def right_edge(self, page: int) -> float:
        """Return the usual right edge on a page."""
        return self.right + self.shifts.get(page, 0.0)


def measures(found: Sequence[Area], rows: Sequence[Sequence[Row]]) -> list[Measure]:
    """Return for each area what is usual in areas like it. A frame is measured by itself."""
    groups: dict[tuple[object, ...], list[Sequence[Row]]] = {}
    keys = [
        ("frame", number) if area.kind == "frame" else (area.kind, *area.column) for number, area in enumerate(found)
    ]
    for key, content in zip(keys, rows, strict=True):
        groups.setdefault(key, []).append(content)
    known = {key: _measure(content) for key, content in groups.items()}
    across, second = known.get(("text", 0, 1)), known.get(("text", 1, 2))
    if across is not None and second is not None:
        # What stands above two columns has the room of both, however short its lines are.
        known["text", 0, 1] = replace(across, right=max(across.right, second.right))
    return [known[key] for key in keys]


def _measure(areas: Sequence[Sequence[Row]]) -> Measure:
    lines = [row.line for area in areas for row in area if row.line is not None]
    if not lines:
        return Measure(12.0, 14.0, 0.0, 0.0, {})
    gaps = [
        after.line.top - before.line.top
        for area in areas
        for before, after in zip(area, area[1:], strict=False)
        if before.line is not None and after.line is not None and after.line.top - before.line.top > 1
    ]
    height = median(line.height for line in lines)
    left, right = _edges(lines)
    return Measure(
        height=height,
        leading=_leading(gaps, height),
        left=left,
        right=right,
        shifts=_shifts(lines, left, right),
    )


def _leading(gaps: Sequence[float], height: float) -> float:
    lines = sorted(gap for gap in gaps if gap >= ONE_LINE * height)
    return min(lines[int(CLOSE_SHARE * len(lines))], 2 * height) if lines else 1.2 * height


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    return lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]


def _shifts(lines: Sequence[Line], left: float, right: float) -> dict[int, float]:
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    found: dict[int, float] = {}
    for page, own in pages.items():
        own_left, own_right = _edges(own)
        shift = own_left - left
        if len(own) >= FEWEST_LINES and abs(shift) > ASIDE and abs(own_right - right - shift) < SAME_SHIFT:
            found[page] = shift
    return found
