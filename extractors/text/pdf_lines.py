"""Words of a page to lines, and lines to segments: stretches that a wide gap parts from what stands beside them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter, sub
from statistics import median
from typing import NamedTuple

from extractors.text.pdf_rules import Rule
from extractors.text.pdf_words import Word

# Words on one line overlap in height by at least this share of the smaller one.
SAME_LINE = 0.5
# A gap of this many letter heights parts two segments; justified text stays below it.
SEGMENT_GAP = 0.96
# Words nearer than this share of their height hang together.
TIGHT = 0.7
# Glyph runs nearer than this share of their height are one word that the file drew in pieces.
GLUE_GAP = 0.08
# A word that begins this far before the end of the one before it, in heights, stands on another line of a cell.
ANOTHER_LINE = -1.0
# A letter this many times as high as the others belongs to several lines.
DROP_CAP = 1.6
# A stretched line has at least so many blanks, this share of which are equal.
FEWEST_BLANKS = 3
STRETCHED = 0.6
# Behind these many writers set two blanks.
SENTENCE_ENDS = (".", "?", "!", ":", ";")
# Letters may touch a rule beside them by so much, in points.
TOUCH = 1.5
LEFT = itemgetter(1)


class Segment(NamedTuple):
    """Words of one line that stand together, left to right, and the box around them in points from the top left.

    `text` are the words with single blanks between them.
    """

    words: tuple[Word, ...]
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        """Median height of the words."""
        return _middle([bottom - top for _, _, top, _, bottom, _, _ in self.words])

    @property
    def bold(self) -> bool:
        """Whether most of the letters are bold."""
        return mostly_bold(self.words)


class Line(NamedTuple):
    """Segments that stand on one line, left to right, and the box around them in points from the top left.

    `text` are its words with single blanks between them; `height` is their median height; `limit` is how far to the
    right the line could have run where something stands in its way, None where nothing does. `tight` says that no gap
    in it is wider than a blank.
    """

    segments: tuple[Segment, ...]
    page: int
    left: float
    top: float
    right: float
    bottom: float
    height: float
    text: str
    limit: float | None = None
    tight: bool = False

    @property
    def words(self) -> tuple[Word, ...]:
        """All words, left to right."""
        if len(self.segments) == 1:
            return self.segments[0].words
        return tuple(word for segment in self.segments for word in segment.words)


def segment(words: Sequence[Word]) -> Segment:
    """Put words that stand together, left to right, into a segment."""
    texts, lefts, tops, rights, bottoms, _, _ = zip(*words, strict=True)
    text = spaced(texts, list(map(sub, lefts[1:], rights)), list(map(sub, bottoms, tops)))
    return Segment(tuple(words), lefts[0], min(tops), max(rights), max(bottoms), text)


def line(segments: Sequence[Segment], page: int, limit: float | None = None) -> Line:
    """Put segments, left to right, into a line."""
    heights = [bottom - top for part in segments for _, _, top, _, bottom, _, _ in part.words]
    return Line(
        tuple(segments),
        page,
        segments[0].left,
        min(part.top for part in segments),
        max(part.right for part in segments),
        max(part.bottom for part in segments),
        _middle(heights),
        " ".join([part.text for part in segments]),
        limit,
    )


def lines(words: Iterable[Word], *, page: int, walls: Sequence[Rule] = ()) -> tuple[Line, ...]:
    """Group words into lines from the top of the page to its foot, each from left to right, whatever their order.

    `walls` are upright rules, which part what stands on either side however near it is.
    """
    return tuple(_line(group, page, walls) for group in _grouped(words))


def spaced(texts: Sequence[str], gaps: Sequence[float], heights: Sequence[float]) -> str:
    """Join words by blanks, and without one where the file drew one word in pieces. `gaps` lie before the second
    word and those behind it."""
    if not gaps or min(gaps) >= GLUE_GAP * max(heights):
        return " ".join(texts)
    parts = [texts[0]]
    for text, gap, height in zip(texts[1:], gaps, heights[1:], strict=True):
        if not ANOTHER_LINE * height < gap < GLUE_GAP * height:
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


def mostly_bold(words: Iterable[Word]) -> bool:
    """Whether most of the letters are bold."""
    letters = bold = 0
    for word in words:
        letters += len(word.text)
        bold += len(word.text) if word.bold else 0
    return 2 * bold > letters


def _grouped(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Words of one line each, left to right. A word is held against the tallest one of the line so far: a raised
    footnote mark must not carry the line upwards, nor a large first letter over several lines."""
    group: list[Word] = []
    anchor_top = anchor_bottom = anchor_height = 0.0
    for word in sorted([word for word in words if word[0]], key=_twice_the_middle):
        _, _, top, _, bottom, _, _ = word
        height = bottom - top
        lower = bottom if bottom < anchor_bottom else anchor_bottom
        upper = top if top > anchor_top else anchor_top
        if group and lower - upper >= SAME_LINE * (height if height < anchor_height else anchor_height):
            group.append(word)
            if anchor_height < height < DROP_CAP * anchor_height:
                anchor_top, anchor_bottom, anchor_height = top, bottom, height
            continue
        if group:
            yield sorted(group, key=LEFT)
        group = [word]
        anchor_top, anchor_bottom, anchor_height = top, bottom, height
    if group:
        yield sorted(group, key=LEFT)


def _twice_the_middle(word: Word) -> float:
    return word[2] + word[4]


def _line(words: list[Word], page: int, walls: Sequence[Rule]) -> Line:
    """A line of one segment in one go, since nearly all are; any other through its segments."""
    texts, lefts, tops, rights, bottoms, _, _ = zip(*words, strict=True)
    gaps = list(map(sub, lefts[1:], rights))
    heights = list(map(sub, bottoms, tops))
    widest, lowest = max(gaps, default=0.0), min(heights)
    if walls or (gaps and widest >= SEGMENT_GAP * lowest):
        return line([segment(part) for part in _parted(words, gaps, walls)], page)
    left, top, right, bottom = lefts[0], min(tops), max(rights), max(bottoms)
    text = spaced(texts, gaps, heights)
    only = Segment(tuple(words), left, top, right, bottom, text)
    return Line((only,), page, left, top, right, bottom, _middle(heights), text, tight=widest < TIGHT * lowest)


def _middle(heights: Sequence[float]) -> float:
    """The median; nearly all lines are set in one size."""
    first = heights[0]
    return first if heights.count(first) == len(heights) else median(heights)


def _parted(words: list[Word], gaps: list[float], walls: Sequence[Rule]) -> list[list[Word]]:
    """Part words where the gap is wide: wider than stretched blanks, and behind a sentence than doubled ones."""
    groups: list[list[Word]] = [[words[0]]]
    right = words[0].right
    stretched, doubled = _stretched_blanks(gaps)
    for before, word in pairwise(words):
        gap = SEGMENT_GAP * max(word.height, before.height)
        blank = doubled if before.text.endswith(SENTENCE_ENDS) else stretched
        if word.left - right >= max(gap, blank) or (walls and _walled(right, word, walls)):
            groups.append([word])
        else:
            groups[-1].append(word)
        right = max(right, word.right)
    return groups


def _stretched_blanks(found: list[float]) -> tuple[float, float]:
    """How wide a blank may be on a line that was stretched to its column, and a doubled one behind a sentence: most of
    its blanks are as wide as the middle one. 0 where they differ or are few."""
    gaps = sorted(found)
    if len(gaps) < FEWEST_BLANKS:
        return 0.0, 0.0
    middle = gaps[len(gaps) // 2]
    alike = sum(abs(gap - middle) <= TOUCH for gap in gaps)
    return (middle + TOUCH, 2 * (middle + TOUCH)) if alike >= STRETCHED * len(gaps) else (0.0, 0.0)


def _walled(right: float, word: Word, walls: Sequence[Rule]) -> bool:
    middle = (word.top + word.bottom) / 2
    return any(right - TOUCH <= wall.left <= word.left + TOUCH and wall.top <= middle <= wall.bottom for wall in walls)
