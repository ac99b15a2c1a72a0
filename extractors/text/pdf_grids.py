"""Rules that touch one another to grids: where a page draws a table or a frame, and how its columns and rows run."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extractors.text.pdf_rules import Rule

# Rules nearer than this (points) are one, and rules that come so near touch.
NEAR = 3.0
# A level rule parts rows where it runs through at least this share of the grid's width.
ROW_SHARE = 0.6
# More rules than this in one direction are a drawing.
MOST_RULES = 300


@dataclass(frozen=True, slots=True)
class Grid:
    """Rules that touch. `columns` and `rows` are the places of its upright and level rules, the outer ones included;
    in points from the top left of the page."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    uprights: tuple[Rule, ...]

    @property
    def left(self) -> float:
        """Left edge."""
        return self.columns[0]

    @property
    def right(self) -> float:
        """Right edge."""
        return self.columns[-1]

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.rows[0]

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.rows[-1]

    @property
    def is_frame(self) -> bool:
        """Whether it is a box with nothing drawn inside."""
        return len(self.columns) == 2 and len(self.rows) == 2

    @property
    def is_table(self) -> bool:
        """Whether it has at least two columns and two rows."""
        return len(self.columns) > 2 and len(self.rows) > 2

    def edges(self, top: float, bottom: float) -> tuple[float, ...]:
        """Return the uprights that part the cells of the row between two heights, the outer edges included."""
        middle = (top + bottom) / 2
        inner = {
            column
            for column in self.columns[1:-1]
            for rule in self.uprights
            if abs(rule.left - column) <= NEAR and rule.top - NEAR <= middle <= rule.bottom + NEAR
        }
        return (self.left, *sorted(inner), self.right)


def grids(rules: Sequence[Rule]) -> tuple[Grid, ...]:
    """Return the grids of a page from top to bottom. Single rules, such as those under words, are none."""
    levels = _merged((rule for rule in rules if rule.level), upright=False)
    uprights = _merged((rule for rule in rules if not rule.level), upright=True)
    if not levels or not uprights or max(len(levels), len(uprights)) > MOST_RULES:
        return ()
    found = (_grid(group) for group in _touching(levels, uprights))
    return tuple(sorted((grid for grid in found if grid is not None), key=lambda grid: grid.top))


def _merged(rules: Iterable[Rule], *, upright: bool) -> list[Rule]:
    """Join rules that lie in one line and touch."""
    place: Callable[[Rule], tuple[float, float]] = (
        (lambda rule: (rule.left, rule.top)) if upright else (lambda rule: (rule.top, rule.left))
    )
    done: list[Rule] = []
    open_rules: list[Rule] = []
    for rule in sorted(rules, key=place):
        open_rules = [one for one in open_rules if place(rule)[0] - place(one)[0] <= NEAR]
        match = next((one for one in open_rules if _in_line(one, rule, upright=upright)), None)
        if match is not None:
            open_rules.remove(match)
            done.remove(match)
            rule = _joined(match, rule, upright=upright)
        open_rules.append(rule)
        done.append(rule)
    return done


def _in_line(one: Rule, other: Rule, *, upright: bool) -> bool:
    if upright:
        return other.top <= one.bottom + NEAR and one.top <= other.bottom + NEAR
    return other.left <= one.right + NEAR and one.left <= other.right + NEAR


def _joined(one: Rule, other: Rule, *, upright: bool) -> Rule:
    if upright:
        return Rule(one.left, min(one.top, other.top), one.left, max(one.bottom, other.bottom))
    return Rule(min(one.left, other.left), one.top, max(one.right, other.right), one.top)


def _touching(levels: Sequence[Rule], uprights: Sequence[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = [[level] for level in levels]
    for upright in uprights:
        hit = [group for group in groups if any(rule.level and _touch(rule, upright) for rule in group)]
        if hit:
            groups = [group for group in groups if group not in hit]
            groups.append([upright, *(rule for group in hit for rule in group)])
    return groups


def _touch(level: Rule, upright: Rule) -> bool:
    across = level.left - NEAR <= upright.left <= level.right + NEAR
    return across and upright.top - NEAR <= level.top <= upright.bottom + NEAR


def _grid(group: Sequence[Rule]) -> Grid | None:
    uprights = [rule for rule in group if not rule.level]
    columns = _places(rule.left for rule in uprights)
    if len(columns) < 2:
        return None
    width = columns[-1] - columns[0]
    spans: dict[float, float] = {}
    for rule in (rule for rule in group if rule.level):
        height = next((known for known in spans if abs(known - rule.top) <= NEAR), rule.top)
        spans[height] = spans.get(height, 0.0) + rule.right - rule.left
    outer = (min(spans), max(spans))
    rows = sorted(height for height, span in spans.items() if span >= ROW_SHARE * width or height in outer)
    return Grid(tuple(columns), tuple(rows), tuple(uprights)) if len(rows) >= 2 else None


def _places(found: Iterable[float]) -> list[float]:
    places: list[float] = []
    for place in sorted(found):
        if not places or place - places[-1] > NEAR:
            places.append(place)
    return places
