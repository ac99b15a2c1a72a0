"""Running headers, footers and page numbers: lines that belong to the paper and not to the minutes."""

import re
from collections import Counter
from collections.abc import Sequence

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


def without_furniture(pages: Sequence[tuple[Line, ...]], heights: Sequence[float]) -> tuple[tuple[Line, ...], ...]:
    """Drop what repeats at the head or foot of pages, and page numbers. `heights` are the pages' heights in points.

    A line is furniture where its words, numbers aside, stand at the same end of two pages or more, or where it is
    nothing but a page number. Documents of one page lose page numbers only.
    """
    ends = [
        (_end(page, height, first=True), _end(page, height, first=False))
        for page, height in zip(pages, heights, strict=True)
    ]
    repeated = [Counter(key for end in ends for key in {_key(line) for line in end[side]}) for side in (0, 1)]
    return tuple(
        tuple(line for line in page if not _is_furniture(line, end, repeated))
        for page, end in zip(pages, ends, strict=True)
    )


def _end(page: tuple[Line, ...], height: float, *, first: bool) -> tuple[Line, ...]:
    if first:
        return tuple(line for line in page[:MOST_LINES] if line.top <= HEAD_SHARE * height)
    return tuple(line for line in page[-MOST_LINES:] if line.bottom >= FOOT_SHARE * height)


def _key(line: Line) -> tuple[str, int]:
    # Mirrored margins move furniture from side to side, so only the height counts, in steps of 12 points.
    return DIGITS.sub("0", line.text.casefold()), round(line.top / 12)


def _is_furniture(
    line: Line, end: tuple[tuple[Line, ...], tuple[Line, ...]], repeated: list[Counter[tuple[str, int]]]
) -> bool:
    for side in (0, 1):
        if line in end[side] and (repeated[side][_key(line)] >= 2 or PAGE_NUMBER.match(line.text)):
            return True
    return False
