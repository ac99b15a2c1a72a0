"""Lines with their margin notes to paragraphs, list items, headings and rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from extractors.text.pdf_lines import Line, Segment
from extractors.text.pdf_margin import Row
from models.vocabulary import BlockKind

# A gap between lines above this many times the usual one begins a new paragraph.
PARAGRAPH_GAP = 1.45
# Ragged text leaves up to so many letter heights free though the next word would fit.
RAGGED = 2.0
# Left edges that differ by less than this many letter heights are the same.
SAME_INDENT = 0.45
# A heading has at most so many words, and letters so much larger than the text's where it is not bold.
HEADING_WORDS = 14
HEADING_SIZE = 1.12
# A margin note alone on its line belongs to the text above it up to this many line heights away.
NOTE_REACH = 1.6

BULLET = r"[•·▪●○◦‣➢➤Øo\-–—*]"
MARKER = re.compile(
    rf"^(?P<marker>{BULLET}(?=\s)|\(?(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}|[a-zA-Z]|[ivxIVX]{{1,4}})[.)](?=\s)"
    r"|\d{1,3}(?:\.\d{1,3}){1,3}(?=\s)|\d{1,4}/\d{1,4}(?=\s)|\([a-zA-Z0-9]{1,4}\)(?=\s))\s*"
)
TERMINAL = (".", ":", ";", "!", "?", ".”", ".’", '."', ".)")


@dataclass(slots=True)
class Draft:
    """A block being put together from lines; `notes` are margin notes in reading order."""

    kind: BlockKind
    page: int
    lines: list[Line] = field(default_factory=list)
    notes: list[Segment] = field(default_factory=list)
    marker: str | None = None
    level: int = 0

    @property
    def bold(self) -> bool:
        """Whether all its lines are bold."""
        return bool(self.lines) and all(segment.bold for line in self.lines for segment in line.segments)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a document: line height, distance from line to line, left and right edge, all in points."""

    height: float
    leading: float
    left: float
    right: float


def measure(pages: Sequence[Sequence[Row]]) -> Measure:
    """Measure the usual line of a document that has at least one line of text."""
    found = [row.line for page in pages for row in page if row.line is not None]
    gaps = [
        after.line.top - before.line.top
        for page in pages
        for before, after in zip(page, page[1:], strict=False)
        if before.line is not None and after.line is not None and after.line.top - before.line.top > 1
    ]
    height = median(line.height for line in found)
    return Measure(
        height=height,
        leading=min(median(gaps), 2 * height) if gaps else 1.2 * height,
        left=sorted(line.left for line in found)[len(found) // 20],
        right=sorted(line.right for line in found)[-1 - len(found) // 20],
    )


def drafts(pages: Sequence[Sequence[Row]]) -> list[Draft]:
    """Put the lines of all pages together into blocks, in reading order; a paragraph may run over a page's end."""
    if not any(row.line for page in pages for row in page):
        return []
    usual = measure(pages)
    done: list[Draft] = []
    for page in pages:
        before: Row | None = None
        for row, table in _with_tables(page):
            _take(row, table, before, done, usual)
            before = row
    return done


def _with_tables(page: Sequence[Row]) -> Iterator[tuple[Row, bool]]:
    """Tell of each row whether it is a row of a table: three parts, or two that stand in columns with a neighbour's."""
    for index, row in enumerate(page):
        beside = [page[i].line for i in (index - 1, index + 1) if 0 <= i < len(page)]
        yield row, row.line is not None and _is_table_line(row.line, [line for line in beside if line is not None])


def _is_table_line(line: Line, beside: Sequence[Line]) -> bool:
    parts = line.segments[1:] if MARKER.match(line.segments[0].text + " ") else line.segments
    if len(parts) >= 3:
        return True
    if len(parts) < 2:
        return False
    starts = [part.left for part in parts[1:]]
    return any(
        any(abs(other.left - start) < SAME_INDENT * line.height for other in near.segments[1:])
        for near in beside
        for start in starts
    )


def _take(row: Row, table: bool, before: Row | None, done: list[Draft], usual: Measure) -> None:
    if row.line is None:
        if row.margin is not None:
            _attach(row.margin, row, before, done, usual)
        return
    block = _open(row.line, table, before, done, usual)
    if block is None:
        block = _begin(row.line, table, usual)
        done.append(block)
    block.lines.append(row.line)
    if row.margin is not None:
        block.notes.append(row.margin)


def _attach(note: Segment, row: Row, before: Row | None, done: list[Draft], usual: Measure) -> None:
    if done and (before is None or row.top - before.bottom <= NOTE_REACH * usual.leading):
        done[-1].notes.append(note)
        return
    done.append(Draft("paragraph", row.page, [Line((note,), row.page)]))


def _open(line: Line, table: bool, before: Row | None, done: list[Draft], usual: Measure) -> Draft | None:
    """Return the block that the line goes on with, None where it begins a new one."""
    if not done or table or done[-1].kind == "row" or not done[-1].lines:
        return None
    block = done[-1]
    if MARKER.match(line.text + " ") and not _runs_on(line, block):
        return None
    last = block.lines[-1]
    if last.page != line.page:
        return block if _continues_over_page(block, line) else None
    return None if _is_break(block, last, line, usual) else block


def _runs_on(line: Line, block: Draft) -> bool:
    """A line that begins like "5. " or "a) " by chance: the line before stops inside a sentence at the same indent."""
    last = block.lines[-1].text
    return line.text[:1].isdigit() and last.rsplit(" ", 1)[-1].casefold() in (
        "of",
        "to",
        "the",
        "and",
        "no",
        "item",
        "by",
    )


def _continues_over_page(block: Draft, line: Line) -> bool:
    last = block.lines[-1].text.rstrip()
    return block.kind != "heading" and not last.endswith(TERMINAL) and not MARKER.match(line.text + " ")


def _is_break(block: Draft, last: Line, line: Line, usual: Measure) -> bool:
    if line.top - last.top > PARAGRAPH_GAP * max(usual.leading, min(last.height, line.height)):
        return True
    if _is_heading([last], usual) != _is_heading([line], usual) and block.kind == "heading":
        return True
    if _is_heading([line], usual) and not block.bold:
        return True
    if abs(line.height - last.height) > 0.15 * usual.height:
        return True
    continuation = block.lines[1].left if len(block.lines) > 1 else None
    if continuation is not None and abs(line.left - continuation) > SAME_INDENT * 2 * usual.height:
        return True
    return _would_have_fitted(last, line, usual) and not line.text[:1].islower()


def _would_have_fitted(last: Line, line: Line, usual: Measure) -> bool:
    """A writer who begins a new line though the next word had room on the last one begins a new paragraph."""
    first = line.segments[0].words[0]
    return last.right + (first.right - first.left) + RAGGED * usual.height < usual.right


def _begin(line: Line, table: bool, usual: Measure) -> Draft:
    if table:
        return Draft("row", line.page)
    match = MARKER.match(line.text + " ")
    marker = match["marker"] if match else None
    if _is_heading([line], usual):
        return Draft("heading", line.page, marker=marker, level=2 if marker else 1)
    if marker:
        depth = 1 + int(max(0.0, line.left - usual.left) // (3 * usual.height))
        return Draft("list_item", line.page, marker=marker, level=depth)
    return Draft("paragraph", line.page)


def _is_heading(found: Sequence[Line], usual: Measure) -> bool:
    words = [word for line in found for segment in line.segments for word in segment.words]
    if len(words) > HEADING_WORDS or not any(character.isalpha() for word in words for character in word.text):
        return False
    bold = all(word.bold for word in words if word.text[0].isalnum())
    large = median(line.height for line in found) > HEADING_SIZE * usual.height
    return (bold or large) and not words[-1].text.endswith((".", ",", ";"))
