"""Running text in two columns: where the gap between them lies, and what of a page stands in which."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from extractors.minutes.welsh import is_welsh
from extractors.text.pdf_lines import TIGHT, Line
from extractors.text.pdf_words import Word

# The gap lies in the middle of the page, between these shares of its text's width, and is at least so wide (points).
MIDDLE = (0.35, 0.65)
LEAST_GAP = 8.0
STEP = 2.0
# So many lines must have text on both sides; on each side it fills the column by this share and runs on from line to
# line, so that it often begins with a small letter. Lists of names do neither.
LEAST_LINES = 8
FILLED = 0.6
RUNNING = 0.25
# At most this share of the lines may run across the gap.
CROSSING = 0.5
# Ragged lines leave more free than the gap itself; in the gap is what so few lines more than the fewest reach into.
STRAY = 0.03


@dataclass(frozen=True, slots=True)
class Gutter:
    """The gap between two columns, in points from the left of the page. `welsh` is the place of the column that says in
    Welsh what the other says in English, None where both are one text."""

    left: float
    right: float
    welsh: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Lines that follow one another: in two columns (`left` and `right`), or across (`right` is empty)."""

    left: tuple[Word, ...]
    right: tuple[Word, ...]
    across: bool


def find_gutter(found: Sequence[Line]) -> Gutter | None:
    """Return the gap between two columns of running text, None where a page has only one."""
    if len(found) < LEAST_LINES:
        return None
    left, right = min(line.left for line in found), max(line.right for line in found)
    start, end = (left + share * (right - left) for share in MIDDLE)
    runs = [_runs(line) for line in found]
    two_sided = [run for run in runs if len(run) > 1 and run[0][0] < start and run[-1][1] > end]
    if len(two_sided) < LEAST_LINES:
        return None
    gutter = _widest_gap(two_sided, start, end)
    if gutter is None:
        return None
    gutter = _narrowed(gutter, [run for one in runs for run in one])
    welsh = _welsh_side(found, gutter)
    if welsh is not None:
        return replace(gutter, welsh=welsh)
    return gutter if _is_text(found, gutter, left, right) else None


def bands(found: Sequence[Line], gutter: Gutter) -> tuple[Band, ...]:
    """Part the lines of a page, top to bottom, into bands of two columns and lines that run across."""
    done: list[Band] = []
    middle = (gutter.left + gutter.right) / 2
    opening = _opening(found, gutter)
    for place, line in enumerate(found):
        words = line.words
        if place < opening or crosses(line, gutter):
            band = Band(words, (), across=True)
        else:
            left = tuple(word for word in words if word.left < middle)
            band = Band(left, tuple(word for word in words if word.left >= middle), across=False)
        if done and done[-1].across == band.across:
            before = done.pop()
            band = Band(before.left + band.left, before.right + band.right, band.across)
        done.append(band)
    return tuple(done)


def _opening(found: Sequence[Line], gutter: Gutter) -> int:
    """How many lines stand above the columns: titles and lists of names, which run across or do not fill a column."""
    first = next(
        (place for place, line in enumerate(found) if line.right > gutter.right and not crosses(line, gutter)), 0
    )
    above = [line for line in found[:first] if not crosses(line, gutter)]
    if not above:
        return 0
    left = min(line.left for line in found)
    filled = median(line.right - line.left for line in above) >= FILLED * (gutter.left - left)
    return 0 if filled else first


def crosses(line: Line, gutter: Gutter) -> bool:
    """Whether words that hang together run from one side of the gap to the other."""
    middle = (gutter.left + gutter.right) / 2
    return any(left < middle - STEP and right > middle + STEP for left, right in _runs(line))


def _runs(line: Line) -> list[tuple[float, float]]:
    """Stretches of words that hang together, as (left, right)."""
    if line.tight:
        return [(line.left, line.right)]
    found: list[tuple[float, float]] = []
    for _, left, top, right, bottom, _, _ in line.words:
        if found and left - found[-1][1] < TIGHT * (bottom - top):
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _widest_gap(runs: Sequence[Sequence[tuple[float, float]]], start: float, end: float) -> Gutter | None:
    """The widest stretch between start and end that few of the lines have anything in."""
    count = int((end - start) / STEP) + 1
    taken = [0] * count
    for run in runs:
        for left, right in run:
            for place in range(max(0, int((left - start) / STEP)), min(count, int((right - start) / STEP) + 1)):
                taken[place] += 1
    if min(taken) > CROSSING * len(runs):
        return None
    return _stretch(taken, min(taken), start) or _stretch(taken, min(taken) + STRAY * len(runs), start)


def _stretch(taken: Sequence[int], most: float, start: float) -> Gutter | None:
    """The widest stretch that no more lines than `most` reach into, None where it is too narrow for a gap."""
    count = len(taken)
    best: tuple[int, int] | None = None
    begin: int | None = None
    for place in range(count + 1):
        free = place < count and taken[place] <= most
        if free and begin is None:
            begin = place
        if not free and begin is not None:
            if best is None or place - begin > best[1] - best[0]:
                best = (begin, place)
            begin = None
    if best is None or (best[1] - best[0]) * STEP < LEAST_GAP:
        return None
    return Gutter(start + best[0] * STEP, start + best[1] * STEP - STEP)


def _narrowed(gutter: Gutter, runs: Sequence[tuple[float, float]]) -> Gutter:
    """A gap without what reaches into it from one side: a heading that stands out to the left of an indented column."""
    left, right = gutter.left, gutter.right
    for start, end in runs:
        if gutter.left < start < gutter.right < end:
            right = min(right, start)
        elif start < gutter.left < end < gutter.right:
            left = max(left, end)
    return Gutter(left, right) if right - left >= STEP else gutter


def _is_text(found: Sequence[Line], gutter: Gutter, left: float, right: float) -> bool:
    sides: tuple[list[tuple[Word, ...]], list[tuple[Word, ...]]] = ([], [])
    middle = (gutter.left + gutter.right) / 2
    crossing = 0
    for line in found:
        words = line.words
        if crosses(line, gutter):
            crossing += 1
            continue
        parts = ([w for w in words if w.left < middle], [w for w in words if w.left >= middle])
        for side, part in zip(sides, parts, strict=True):
            if part:
                side.append(tuple(part))
    if min(map(len, sides)) < LEAST_LINES or crossing > CROSSING * len(found):
        return False
    widths = (gutter.left - left, right - gutter.right)
    return all(_runs_on(side, width) for side, width in zip(sides, widths, strict=True))


def _welsh_side(found: Sequence[Line], gutter: Gutter) -> int | None:
    """The side of the gap on which Welsh stands where English stands on the other: however short their paragraphs are,
    nobody reads across."""
    if sum(crosses(line, gutter) for line in found) > CROSSING * len(found):
        return None
    middle = (gutter.left + gutter.right) / 2
    words = [word for line in found if not crosses(line, gutter) for word in line.words]
    left = is_welsh(" ".join(word.text for word in words if word.left < middle))
    right = is_welsh(" ".join(word.text for word in words if word.left >= middle))
    return None if left == right else int(right)


def _runs_on(side: Sequence[tuple[Word, ...]], width: float) -> bool:
    filled = median(words[-1].right - words[0].left for words in side) >= FILLED * width
    running = sum(words[0].text[:1].islower() for words in side) >= RUNNING * len(side)
    return filled and running
