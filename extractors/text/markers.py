"""The numbers, letters and bullets that stand before a heading, a paragraph or a list item."""

import re

BULLETS = "•·▪●○◦‣➢➤→❖■□✓✔Ø\uf0b7\uf0a7\uf0d8"
ROMAN = r"[ivxIVX]{1,5}"
# "7\." is how Markdown writes a number that is to stay a number.
MARKER = re.compile(
    rf"""(?P<marker>
      [{BULLETS}] | [-–—*o](?=[\s\u00a0])
    | \((?:\d{{1,3}}|[a-zA-Z]{{1,2}}|{ROMAN})\)
    | \d{{1,4}}/\d{{1,4}}\b(?!/)
    | \d{{1,4}}(?:\.\d{{1,3}})+\.?(?=[\s\u00a0]|$)
    | (?:\d{{1,4}}|[a-zA-Z]|{ROMAN})(?:\\?\.(?!\d)|\))(?=[\s\u00a0A-Z]|$)
    )[\s\u00a0]*""",
    re.VERBOSE,
)
# A capital and a full stop before a capital are more often somebody's initial.
INITIAL = re.compile(r"[A-Z]\.\s?[A-Z]")
# Characters: a letter or a Roman number that marks something has its full stop or bracket within so many of a block.
LONGEST_LETTERS = 7
# Letters that mark something without either.
BARE_LETTERS = "oØ"


def marker_at(plain: str, start: int, end: int) -> tuple[str, int] | None:
    """Return the marker that begins at `start` and where the words behind it begin, None where there is none."""
    # Most blocks begin with a word, which is told sooner than no kind of marker is found.
    head = plain[start : start + LONGEST_LETTERS]
    if head[:1].isalpha() and head[0] not in BARE_LETTERS and "." not in head and ")" not in head:
        return None
    match = MARKER.match(plain, start, end)
    if match is None or INITIAL.match(plain, start, end):
        return None
    return match["marker"].replace("\\", ""), match.end()
