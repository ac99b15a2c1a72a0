"""Numbers in the left margin that count the lines of a page, as drafts have them: they belong to the paper."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.text.pdf_lines import Line, line

NUMBER = re.compile(r"\d{1,4}")
# So many lines of a page bear a number, and such a share of all; a list of numbered items has fewer.
FEWEST, SHARE = 8, 0.8
# So many of them go on inside a sentence, which no item does.
GO_ON = 2
ENDS = (".", ":", ";", "!", "?")


def without_line_numbers(pages: Sequence[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
    """Return the lines of all pages without the numbers that count them. One page must show that they do: on the last
    one there may be few lines."""
    counted = [_counted(page) for page in pages]
    if not any(len(found) >= FEWEST and _goes_on(found) for found in counted):
        return list(pages)
    return [_without(page, found) for page, found in zip(pages, counted, strict=True)]


def _without(page: tuple[Line, ...], counted: Sequence[Line]) -> tuple[Line, ...]:
    places = set(map(id, counted))
    return tuple(line(one.segments[1:], one.page, one.limit) if id(one) in places else one for one in page)


def _counted(page: tuple[Line, ...]) -> list[Line]:
    """The lines with a number before their words, where these count most of the page's lines one by one."""
    found = [one for one in page if len(one.segments) > 1 and NUMBER.fullmatch(one.segments[0].text)]
    if not found or len(found) < SHARE * len(page):
        return []
    numbers = [int(one.segments[0].text) for one in found]
    text = min(one.segments[1].left for one in found)
    in_margin = all(one.segments[0].right < text for one in found)
    return found if in_margin and all(after - before == 1 for before, after in pairwise(numbers)) else []


def _goes_on(counted: Sequence[Line]) -> bool:
    """Whether lines go on inside a sentence that the line before has begun."""
    begun = (
        after.segments[1].text[:1].islower() and not before.text.endswith(ENDS) for before, after in pairwise(counted)
    )
    return sum(begun) >= GO_ON
