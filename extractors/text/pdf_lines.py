"""Words of a page to lines, and lines to segments: stretches that a wide gap parts from what stands beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from extractors.text.pdf_words import Word

# Words on one line overlap in height by at least this share of the smaller one.
SAME_LINE = 0.5
# A gap of this many letter heights parts two segments; justified text stays below it.
SEGMENT_GAP = 1.2
# Glyph runs nearer than this share of their height are one word that the file drew in pieces.
GLUE_GAP = 0.08


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that stand together, left to right."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Left edge in points."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Right edge in points."""
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        """Upper edge in points from the top of the page."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Lower edge in points from the top of the page."""
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        """Median height of the words."""
        return median(word.height for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether most of the letters are bold."""
        letters = sum(len(word.text) for word in self.words)
        return 2 * sum(len(word.text) for word in self.words if word.bold) > letters

    @property
    def text(self) -> str:
        """The words with single blanks between them."""
        return spaced(self.words)


@dataclass(frozen=True, slots=True)
class Line:
    """Segments that stand on one line, left to right."""

    segments: tuple[Segment, ...]
    page: int

    @property
    def left(self) -> float:
        """Left edge in points."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Right edge in points."""
        return max(segment.right for segment in self.segments)

    @property
    def top(self) -> float:
        """Upper edge in points from the top of the page."""
        return min(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        """Lower edge in points from the top of the page."""
        return max(segment.bottom for segment in self.segments)

    @property
    def height(self) -> float:
        """Median height of the words."""
        return median(word.height for segment in self.segments for word in segment.words)

    @property
    def text(self) -> str:
        """The line's words with single blanks between them."""
        return " ".join(segment.text for segment in self.segments)


def lines(words: Iterable[Word], *, page: int) -> tuple[Line, ...]:
    """Group words into lines from the top of the page to its foot, each from left to right, whatever their order."""
    groups: list[list[Word]] = []
    for word in sorted((w for w in words if w.text), key=lambda w: w.top + w.bottom):
        if groups and _on_line(word, groups[-1]):
            groups[-1].append(word)
        else:
            groups.append([word])
    return tuple(Line(_segments(sorted(group, key=lambda w: w.left)), page) for group in groups)


def spaced(words: Iterable[Word]) -> str:
    """Join words by blanks, and without one where the file drew one word in pieces."""
    parts: list[str] = []
    before: Word | None = None
    for word in words:
        if before is not None and word.left - before.right >= GLUE_GAP * word.height:
            parts.append(" ")
        parts.append(word.text)
        before = word
    return "".join(parts)


def _on_line(word: Word, group: list[Word]) -> bool:
    # Against the last few words: a raised footnote mark must not carry the line upwards.
    other = max(group[-3:], key=lambda w: w.height)
    overlap = min(word.bottom, other.bottom) - max(word.top, other.top)
    return overlap >= SAME_LINE * min(word.height, other.height)


def _segments(words: list[Word]) -> tuple[Segment, ...]:
    groups: list[list[Word]] = [[words[0]]]
    right = words[0].right
    for word in words[1:]:
        if word.left - right >= SEGMENT_GAP * max(word.height, groups[-1][-1].height) * 0.8:
            groups.append([word])
        else:
            groups[-1].append(word)
        right = max(right, word.right)
    return tuple(Segment(tuple(group)) for group in groups)
