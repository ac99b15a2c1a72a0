"""Counters of numbered lists, and how Word and OpenDocument print their numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

BULLET = "•"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
LARGEST = 4000


def roman(number: int) -> str:
    """Write a number from 1 to 3999 in small Roman letters."""
    found = ""
    for value, letters in ROMAN:
        while number >= value:
            found += letters
            number -= value
    return found


def letters(number: int) -> str:
    """Write a number from 1 as Word counts with letters: a to z, then aa, bb, cc."""
    place, times = (number - 1) % 26, (number - 1) // 26 + 1
    return chr(ord("a") + place) * times


STYLES: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "ordinal": lambda number: f"{number}{_ordinal_ending(number)}",
}


def _ordinal_ending(number: int) -> str:
    return "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


@dataclass(frozen=True, slots=True)
class Level:
    """How one depth of a list is numbered. `pattern` holds %1 to %9 for the numbers of the levels ("%1.%2", "(%3)");
    `style` is a key of `STYLES`, "bullet" or "none"."""

    style: str
    pattern: str
    start: int = 1
    arabic: bool = False


@dataclass(slots=True)
class Counter:
    """The numbers of one list as they stand, by depth from 0. A deeper level begins anew under each higher number."""

    levels: Sequence[Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> str | None:
        """Count one paragraph at this depth and return its printed number, None for one that prints none."""
        if not 0 <= depth < len(self.levels):
            return None
        level = self.levels[depth]
        self.counts = {one: count for one, count in self.counts.items() if one <= depth}
        self.counts[depth] = min(self.counts.get(depth, level.start - 1) + 1, LARGEST - 1)
        if level.style == "bullet":
            return BULLET
        return None if level.style == "none" and not level.pattern.strip() else self._printed(level)

    def restart(self, depth: int, start: int) -> None:
        """Let the next paragraph at this depth have the number `start`."""
        self.counts[depth] = start - 1

    def _printed(self, level: Level) -> str | None:
        found = level.pattern
        for place, other in enumerate(self.levels[:9]):
            mark = f"%{place + 1}"
            if mark in found:
                style = "decimal" if level.arabic and other.style != "none" else other.style
                number = self.counts.get(place, other.start)
                found = found.replace(mark, STYLES[style](max(number, 1)) if style in STYLES else "")
        return found.strip() or None
