"""Typesetting: words to places on pages, and pages to a PDF in reading order or strictly from top to bottom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.layouts.style import HEIGHT, WIDTH, Style
from benchmarks.layouts.wording import BREAKS

Order = Literal["reading", "strict"]
TOP, BOTTOM = 86.0, 86.0
LIGATURES = (("fi", "\ufb01"), ("fl", "\ufb02"))
for _face in ("Vera", "VeraBd"):
    pdfmetrics.registerFont(TTFont(_face, f"{_face}.ttf"))


@dataclass(frozen=True, slots=True)
class Run:
    """Words drawn at once; `top` is the height of their base line from the top of the page."""

    page: int
    left: float
    top: float
    words: str
    font: str
    size: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight rule."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line was set: `right` is where its words end."""

    page: int
    top: float
    right: float


@lru_cache(maxsize=50_000)
def width(words: str, font: str, size: float) -> float:
    """Return the width of words in points."""
    return float(pdfmetrics.stringWidth(words, font, size))


class Press:
    """Sets lines one below the other in the frames of each page, and keeps what was drawn."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.runs: list[Run] = []
        self.strokes: list[Stroke] = []
        self.page = 1
        self.column = 0
        self.columns = 1
        self.top = TOP
        self.column_top = TOP
        self.reserved = 0.0
        self.holes: list[tuple[int, float, float, float]] = []
        self.at_new_page: list[Callable[[], None]] = []

    @property
    def leading(self) -> float:
        """Distance from line to line."""
        return self.style.size * self.style.leading

    def frame(self) -> tuple[float, float]:
        """Return the left and right edge of the line that comes next."""
        left, right = self.style.left, WIDTH - self.style.right - self.reserved
        if self.columns == 2:
            half = (right - left - 24) / 2
            left, right = (left, left + half) if self.column == 0 else (right - half, right)
        for page, top, bottom, edge in self.holes:
            if page == self.page and top - self.leading <= self.top <= bottom + self.leading / 2:
                right = min(right, edge)
        return left, right

    def need(self, height: float) -> None:
        """Go to the next column or page unless so much height is left."""
        if self.top + height <= HEIGHT - BOTTOM:
            return
        if self.columns == 2 and self.column == 0:
            self.column, self.top = 1, self.column_top
            return
        self.page, self.column, self.top, self.column_top = self.page + 1, 0, TOP, TOP
        for act in self.at_new_page:
            act()

    def skip(self, share: float) -> None:
        """Leave a share of a line free."""
        self.top += share * self.leading

    def write(self, words: str, left: float, top: float, *, bold: bool = False, page: int | None = None) -> float:
        """Draw words; return where they end."""
        style = self.style
        font = style.bold if bold else style.font
        shown = _ligated(words) if style.ligatures else words
        self.runs.append(Run(page or self.page, left, top, shown, font, style.size))
        return left + width(shown, font, style.size)

    def paragraph(
        self, words: str, *, indent: float = 0, marker: str | None = None, bold: bool = False, keep: int = 1
    ) -> list[Place]:
        """Set a paragraph; the marker hangs before the indent. Return the places of its lines."""
        places: list[Place] = []
        rest = words.split()
        while rest:
            self.need(self.leading * (keep if not places else 1))
            left, right = self.frame()
            left += indent
            line, rest = self._line(rest, right - left, bold=bold)
            if marker and not places:
                self.write(marker, left - self.hang(marker), self.top, bold=bold)
            spread = right if self.style.justify and rest else None
            places.append(Place(self.page, self.top, self._set(line, left, spread, bold=bold)))
            self.top += self.leading
        return places

    def hang(self, marker: str) -> float:
        """Return how far before the words a marker stands."""
        return max(18.0, width(marker, self.style.bold, self.style.size) + 6)

    def rule(self, left: float, top: float, right: float, bottom: float, *, page: int | None = None) -> None:
        """Draw a straight line."""
        self.strokes.append(Stroke(page or self.page, left, top, right, bottom))

    def lines(self, words: str, room: float, *, bold: bool = False) -> list[str]:
        """Break words into lines of a given width, without setting them."""
        rest, found = words.split(), []
        while rest:
            line, rest = self._line(rest, room, bold=bold)
            found.append(" ".join(line))
        return found

    def pdf(self, order: Order) -> bytes:
        """Write everything as a PDF, page by page, in the order in which it was set or by height alone."""
        out = BytesIO()
        canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
        for page in range(1, self.page + 1):
            canvas.setLineWidth(0.6)
            for stroke in (stroke for stroke in self.strokes if stroke.page == page):
                canvas.line(stroke.left, HEIGHT - stroke.top, stroke.right, HEIGHT - stroke.bottom)
            runs = [run for run in self.runs if run.page == page]
            for run in sorted(runs, key=lambda run: (run.top, run.left)) if order == "strict" else runs:
                canvas.setFont(run.font, run.size)
                canvas.drawString(run.left, HEIGHT - run.top, run.words)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    def _line(self, rest: Sequence[str], room: float, *, bold: bool) -> tuple[list[str], list[str]]:
        font, size = (self.style.bold if bold else self.style.font), self.style.size
        count = 1
        while count < len(rest) and width(" ".join(rest[: count + 1]), font, size) <= room:
            count += 1
        line, after = list(rest[:count]), list(rest[count:])
        if after and self.style.hyphenate:
            halves = _broken(after[0], room - width(" ".join(line) + " ", font, size), font, size)
            if halves:
                return [*line, halves[0]], [halves[1], *after[1:]]
        return line, after

    def _set(self, line: Sequence[str], left: float, spread: float | None, *, bold: bool) -> float:
        if spread is None or len(line) < 2:
            return self.write(" ".join(line), left, self.top, bold=bold)
        font = self.style.bold if bold else self.style.font
        free = spread - left - sum(width(word, font, self.style.size) for word in line)
        at = left
        for word in line:
            end = self.write(word, at, self.top, bold=bold)
            at += width(word, font, self.style.size) + free / (len(line) - 1)
        return end


def _ligated(words: str) -> str:
    for letters, ligature in LIGATURES:
        words = words.replace(letters, ligature)
    return words


def _broken(word: str, room: float, font: str, size: float) -> tuple[str, str] | None:
    """Break a word at the last place that still fits; a written hyphen is such a place as well."""
    bare = word.strip(".,;()").lower()
    parts = BREAKS.get(bare, "").split("-") if bare in BREAKS else []
    cuts = [len("".join(parts[:count])) for count in range(1, len(parts))]
    for cut in reversed(cuts):
        start = word.lower().find(bare) + cut
        if width(word[:start] + "-", font, size) <= room:
            return word[:start] + "-", word[start:]
    if "-" in word[1:-1]:
        cut = word.index("-", 1) + 1
        if width(word[:cut], font, size) <= room:
            return word[:cut], word[cut:]
    return None
