"""Joins words that a line's end broke, without joining those that are written with a hyphen."""

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# First halves that keep their hyphen where neither form stands elsewhere in the document.
WITH_HYPHEN = frozenset(
    ("anti", "bi", "co", "counter", "cross", "half", "long", "multi", "non", "self", "semi", "vice", "well")
)
# First halves that keep it only before these: "pre-meeting" but "pre|pare", "part-time" but "part|nership".
WITH_HYPHEN_BEFORE = {
    "ex": ("officio", "service", "mayor", "chair"),
    "extra": ("care", "curricular"),
    "mid": ("term", "year", "week", "point", "day"),
    "off": ("street", "road", "peak", "site", "line"),
    "on": ("going", "street", "line", "site", "road", "call"),
    "part": ("time", "fund", "night", "way", "year"),
    "post": ("war", "pandemic", "meeting", "application", "decision"),
    "pre": ("app", "meet", "school", "decision", "election", "e"),
    "pro": ("active", "rata", "forma"),
    "re": ("e", "iss", "us", "open"),
    "short": ("term", "stay", "notice"),
    "sub": ("committee", "group", "contract", "let", "station"),
    "under": ("fund", "sixteen", "represent"),
}


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """Return the words of a document's lines in lower case, hyphenated ones whole."""
    found: set[str] = set()
    for line in lines:
        found.update(map(str.casefold, WORD.findall(line)))
    return frozenset(found)


def join(first: str, second: str, known: frozenset[str]) -> str:
    """Join the halves of a word broken at a line's end.

    The document's own other words decide; else a hyphen stays after some first halves, before a capital and beside a
    digit.
    """
    ahead, behind = re.search(r"[^\W_]+$", first), re.match(r"[^\W_]+", second)
    if ahead is None or behind is None or second[:1].isupper() or not (ahead[0] + behind[0]).isalpha():
        return f"{first}-{second}"
    start, end = ahead[0].casefold(), behind[0].casefold()
    if start + end in known:
        return first + second
    if f"{start}-{end}" in known or start in WITH_HYPHEN or end.startswith(WITH_HYPHEN_BEFORE.get(start, ("\0",))):
        return f"{first}-{second}"
    return first + second
