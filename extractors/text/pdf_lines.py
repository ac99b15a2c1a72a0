"""Words of a page to lines, and lines to segments: stretches that a wide gap parts from what stands beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.text.pdf_rules import Rule
from extractors.text.pdf_words import Word

# Words on one line overlap in height by at least this share of the smaller one.
SAME_LINE = 0.5
# A gap of this many letter heights parts two segments; justified text stays below it.
SEGMENT_GAP = 0.96
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


@dataclass(frozen=True, slots=True)
class Segment:
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
        return median(word.bottom - word.top for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether most of the letters are bold."""
        return mostly_bold(self.words)


@dataclass(frozen=True, slots=True)
class Line:
    """Segments that stand on one line, left to right, and the box around them in points from the top left.

    `text` are its words with single blanks between them; `height` is their median height; `limit` is how far to the
    right the line could have run where something stands in its way, None where nothing does.
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

    @property
    def words(self) -> tuple[Word, ...]:
        """All words, left to right."""
        if len(self.segments) == 1:
            return self.segments[0].words
        return tuple(word for segment in self.segments for word in segment.words)


def segment(words: Sequence[Word]) -> Segment:
    """Put words that stand together, left to right, into a segment."""
    _, left, top, right, bottom, _, _ = words[0]
    # One pass over plain comparisons: this runs for every word of every page.
    for _, _, word_top, word_right, word_bottom, _, _ in words:
        top = word_top if word_top < top else top
        right = word_right if word_right > right else right
        bottom = word_bottom if word_bottom > bottom else bottom
    return Segment(tuple(words), left, top, right, bottom, spaced(words))


def line(segments: Sequence[Segment], page: int, limit: float | None = None) -> Line:
    """Put segments, left to right, into a line."""
    heights = [word.bottom - word.top for part in segments for word in part.words]
    return Line(
        tuple(segments),
        page,
        segments[0].left,
        min(part.top for part in segments),
        max(part.right for part in segments),
        max(part.bottom for part in segments),
        median(heights) if len(heights) > 1 else heights[0],
        " ".join(part.text for part in segments),
        limit,
    )


def lines(words: Iterable[Word], *, page: int, walls: Sequence[Rule] = ()) -> tuple[Line, ...]:
    """Group words into lines from the top of the page to its foot, each from left to right, whatever their order.

    `walls` are upright rules, which part what stands on either side however near it is.
    """
    groups: list[list[Word]] = []
    anchor: Word | None = None
    for word in sorted((w for w in words if w.text), key=lambda w: w.top + w.bottom):
        if anchor is not None and _on_line(word, anchor):
            groups[-1].append(word)
            anchor = _taller(anchor, word)
        else:
            groups.append([word])
            anchor = word
    return tuple(line(_segments(sorted(group, key=lambda w: w.left), walls), page) for group in groups)


def spaced(words: Iterable[Word]) -> str:
    """Join words by blanks, and without one where the file drew one word in pieces."""
    parts: list[str] = []
    right: float | None = None
    for text, left, top, end, bottom, _, _ in words:
        height = bottom - top
        if right is not None and not ANOTHER_LINE * height < left - right < GLUE_GAP * height:
            parts.append(" ")
        parts.append(text)
        right = end
    return "".join(parts)


def mostly_bold(words: Iterable[Word]) -> bool:
    """Whether most of the letters are bold."""
    letters = bold = 0
    for word in words:
        letters += len(word.text)
        bold += len(word.text) if word.bold else 0
    return 2 * bold > letters


def _on_line(word: Word, anchor: Word) -> bool:
    _, _, top, _, bottom, _, _ = word
    _, _, anchor_top, _, anchor_bottom, _, _ = anchor
    lower = bottom if bottom < anchor_bottom else anchor_bottom
    upper = top if top > anchor_top else anchor_top
    height, anchor_height = bottom - top, anchor_bottom - anchor_top
    return lower - upper >= SAME_LINE * (height if height < anchor_height else anchor_height)


def _taller(anchor: Word, word: Word) -> Word:
    """The word that the rest of the line is held against: a raised footnote mark must not carry the line upwards, nor a
    large first letter over several lines."""
    old, new = anchor.bottom - anchor.top, word.bottom - word.top
    return word if old < new < DROP_CAP * old else anchor


def _segments(words: list[Word], walls: Sequence[Rule]) -> tuple[Segment, ...]:
    gaps = [after[1] - before[3] for before, after in pairwise(words)]
    tight = SEGMENT_GAP * min(word[4] - word[2] for word in words)
    if not walls and (not gaps or max(gaps) < tight):
        return (segment(words),)
    return tuple(map(segment, _parted(words, gaps, walls)))


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
