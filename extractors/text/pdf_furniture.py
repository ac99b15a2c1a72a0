"""Running headers, footers and page numbers: lines that belong to the paper and not to the minutes."""

import re
from collections.abc import Sequence

from extractors.minutes.action_log import is_log, roles
from extractors.text.pdf_lines import Line

# Furniture stands in the outer parts of a page, as shares of its height.
HEAD_SHARE = 0.12
FOOT_SHARE = 0.88
# How many lines at either end of a page may be furniture.
MOST_LINES = 4
PAGE_NUMBER = re.compile(
    r"^[\s\-–—|]*(?:page|pg|tudalen)?\s*[\-–—|]?\s*\(?\d{1,4}\)?\s*(?:(?:of|/|o)\s*\d{1,4})?[\s\-–—|]*$", re.IGNORECASE
)
DIGITS = re.compile(r"\d+")
# The end of a day that was broken in a narrow column of a table, under its beginning: so many points aside, so many
# heights below.
YEAR = re.compile(r"(?:19|20)\d\d")
ASIDE, BELOW = 2.0, 1.6

# How many pages before and behind may bear a line's twin: mirrored headers stand on every other page.
TWIN_PAGES = (-2, -1, 1, 2)

Key = tuple[int, str, int]


def without_furniture(pages: Sequence[tuple[Line, ...]], heights: Sequence[float]) -> tuple[tuple[Line, ...], ...]:
    """Drop what repeats at the head or foot of pages, and page numbers. `heights` are the pages' heights in points.

    A line is furniture where its words, numbers aside, stand at the same end of a page near by, or where it is nothing
    but a page number. Documents of one page lose page numbers only.
    """
    ends = [_ends(page, height) for page, height in zip(pages, heights, strict=True)]
    where: dict[Key, set[int]] = {}
    for number, keys in enumerate(ends):
        for key in keys.values():
            where.setdefault(key, set()).add(number)
    return tuple(
        tuple(
            line
            for place, line in enumerate(page)
            if not _is_furniture(line, keys.get(place), number, where) or _is_of_table(page, place)
        )
        for number, (page, keys) in enumerate(zip(pages, ends, strict=True))
    )


def _ends(page: tuple[Line, ...], height: float) -> dict[int, Key]:
    """The lines that stand where furniture may stand, by their places, each with what its twins have in common."""
    found: dict[int, Key] = {}
    for place, line in enumerate(page):
        if place < MOST_LINES and line.top <= HEAD_SHARE * height:
            found[place] = _key(line, 0)
        elif place >= len(page) - MOST_LINES and line.bottom >= FOOT_SHARE * height:
            found[place] = _key(line, 1)
    return found


def _key(line: Line, end: int) -> Key:
    # Mirrored margins move furniture from side to side, so only the height counts, in steps of 12 points.
    return end, DIGITS.sub("0", line.text.casefold()), round(line.top / 12)


def _is_furniture(line: Line, key: Key | None, number: int, where: dict[Key, set[int]]) -> bool:
    if key is None:
        return False
    return bool(PAGE_NUMBER.match(line.text)) or any(number + step in where[key] for step in TWIN_PAGES)


def _is_of_table(page: tuple[Line, ...], place: int) -> bool:
    """Whether a line is the heads of a log, which stand on each of its pages, or the year of a day that was broken in a
    narrow column."""
    line = page[place]
    if not YEAR.fullmatch(line.text):
        return len(line.segments) > 1 and is_log(roles([part.text for part in line.segments]))
    above = page[place - 1] if place else line
    in_column = line.left > min(other.left for other in page) + ASIDE
    is_near = 0 < line.top - above.top <= BELOW * line.height
    return in_column and is_near and any(abs(part.left - line.left) <= ASIDE for part in above.segments)
