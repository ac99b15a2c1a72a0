"""Lines with their margin notes to paragraphs, list items, headings and rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from statistics import median

from extractors.text.pdf_areas import Area
from extractors.text.pdf_lines import Line, Segment, line
from extractors.text.pdf_margin import Row
from extractors.text.pdf_measure import Measure, measures
from extractors.text.pdf_notes import goes_on
from extractors.text.pdf_people import are_names, lists_of_people
from extractors.text.pdf_words import Word
from models.vocabulary import BlockKind

# A gap between lines above this many times the usual one begins a new paragraph.
PARAGRAPH_GAP = 1.45
# Ragged text leaves up to so many letter heights free though the next word would fit.
RAGGED = 2.0
# ... and where the line ends a sentence, only so many.
RAGGED_END = 0.8
# Left edges that differ by less than this many letter heights are the same.
SAME_INDENT = 0.45
# A heading has at most so many words, and letters so much larger than the text's where it is not bold.
HEADING_WORDS = 14
HEADING_SIZE = 1.12
# Lines of one heading differ in height by less than this share.
SAME_SIZE = 0.05
# A margin note alone on its line belongs to the text above it up to this many line heights away, and to the text below
# where that is nearer than this.
NOTE_REACH = 1.6
NOTE_BELOW = 0.8

BULLET = r"[•·▪●○◦‣➢➤→❖■□✓✔Øo\-–—*]"
MARKER = re.compile(
    rf"^(?P<marker>{BULLET}(?=\s)|\(?(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}|[a-zA-Z]|[ivxIVX]{{1,4}})[.)](?=\s)"
    r"|\d{1,3}(?:\.\d{1,3}){1,3}(?=\s)|(?:[A-Z]{1,4}[/ ]?)?\d{1,4}/\d{1,4}(?=\s)|\([a-zA-Z0-9]{1,4}\)(?=\s))\s*"
)
# A number with a column to itself before the words of an item, and the most words of its title.
NUMBER_CELL = re.compile(r"\d{1,3}\.?")
ITEM_WORDS = 8
# A number alone before a bold heading; elsewhere it is a figure.
NUMBER = re.compile(r"^(?P<marker>\d{1,4})\s+(?=\S)")
TERMINAL = (".", ":", ";", "!", "?", ".”", ".’", '."', ".)")
# Words that a sentence does not end on, so that a number behind them is no marker.
OPEN_WORDS = frozenset({"of", "to", "the", "and", "no", "item", "by", "at", "for", "in", "on", "than", "minute", "£"})


@dataclass(slots=True)
class Draft:
    """A block being put together from lines; `notes` are margin notes in reading order.

    `columns` are the heads of a row's cells, one for each segment of its line, None where the table has none. What
    `is_whole` goes on in no other area.
    """

    kind: BlockKind
    page: int
    lines: list[Line] = field(default_factory=list)
    notes: list[Segment] = field(default_factory=list)
    marker: str | None = None
    level: int = 0
    columns: tuple[str | None, ...] = ()
    area: int = 0
    is_whole: bool = False

    @property
    def bold(self) -> bool:
        """Whether all its lines are bold."""
        return bool(self.lines) and all(part.bold for line in self.lines for part in line.segments)

    @property
    def size(self) -> float | None:
        """Median height of its letters in points."""
        return median(line.height for line in self.lines) if self.lines else None


def drafts(found: Sequence[Area], rows: Sequence[Sequence[Row]]) -> list[Draft]:
    """Put the lines of all areas together into blocks, in reading order; a paragraph may run over a page's end.

    `rows` are the lines of each area with their margin notes.
    """
    usual = measures(found, rows)
    done: list[Draft] = []
    beside: list[list[Draft]] = []
    for number, (area, content) in enumerate(zip(found, rows, strict=True)):
        if area.kind == "table":
            done += _table(area, number)
        elif area.kind == "cell":
            done += _cell(area, content, usual[number], number)
        elif area.kind == "frame":
            beside.append(_flow(area, content, usual[number], [], number))
        else:
            _flow(area, content, usual[number], done, number)
    for frame in beside:
        _put_in(done, frame)
    _off_headings(done)
    return done


def _off_headings(done: Sequence[Draft]) -> None:
    """Move a note that stands beside a heading, at the top of a cell, to the task under it: to the first block that
    names the owner, else to the first block."""
    for place, heading in enumerate(done):
        if not heading.notes or not _is_title(heading):
            continue
        under = list(takewhile(lambda block: not _is_title(block), done[place + 1 :]))
        words = {word.text.strip("/,.&") for note in heading.notes for word in note.words}
        named = [block for block in under if words & {word.text for line in block.lines for word in line.words}]
        if under:
            (named or under)[0].notes[:0] = heading.notes
            heading.notes = []


def _is_title(block: Draft) -> bool:
    """Whether a block is a heading, or the title of an item whose number has a column to itself."""
    if block.kind == "heading":
        return True
    words = block.lines[0].words[1:] if len(block.lines) == 1 and _is_numbered(block.lines[0]) else ()
    return 0 < len(words) <= ITEM_WORDS and not words[-1].text.endswith(TERMINAL)


def _is_numbered(found: Line) -> bool:
    """Whether a line is a number with a column to itself, and words: as an item begins in a table of minutes."""
    number, words = found.segments[0].text, found.segments[-1].text
    return len(found.segments) == 2 and NUMBER_CELL.fullmatch(number) is not None and words[:1].isalpha()


def _table(area: Area, number: int) -> Iterator[Draft]:
    people = lists_of_people(area.rows)
    if people:
        yield from (Draft("paragraph", area.page, [one], area=number) for one in people)
        return
    for row in area.rows:
        yield Draft("row", area.page, [row.line], columns=row.columns, area=number)


def _cell(area: Area, content: Sequence[Row], usual: Measure, number: int) -> list[Draft]:
    """A cell of minutes, which nothing goes on behind it; the margin stands beside its last block."""
    blocks = _flow(area, content, usual, [], number)
    for block in blocks:
        block.is_whole = True
    if blocks:
        blocks[-1].notes += area.notes
    return blocks


def _put_in(done: list[Draft], frame: list[Draft]) -> None:
    """Put a frame's blocks before the first block of its page that begins beside or below its upper edge."""
    if not frame:
        return
    page, top = frame[0].page, frame[0].lines[0].top
    place = len(done)
    for index, block in enumerate(done):
        if block.page > page or (
            block.page == page and block.lines and block.lines[0].top > top - block.lines[0].height
        ):
            place = index
            break
    done[place:place] = frame


def _flow(area: Area, rows: Sequence[Row], usual: Measure, done: list[Draft], number: int) -> list[Draft]:
    pending: list[Segment] = []
    before: Row | None = None
    noted: Draft | None = None
    notes = [row.margin for row in rows if row.margin is not None]
    width = max((note.right for note in notes), default=0.0) - min((note.left for note in notes), default=0.0)
    for row, table in _with_tables(rows):
        if row.line is None:
            if row.margin is not None and noted is not None and goes_on((noted.notes[-1],), row.margin, width):
                noted.notes.append(row.margin)
            elif row.margin is not None:
                _attach(row, before, rows, _Place(done, pending, area, usual, number))
                noted = done[-1] if done and done[-1].notes[-1:] == [row.margin] else noted
            continue
        block = _open(row.line, table, done, usual, number)
        if block is None:
            block = _begin(row.line, table, usual, number)
            done.append(block)
        block.lines.append(row.line)
        block.notes += pending
        pending.clear()
        if row.margin is not None:
            # A note that runs over two lines stays whole, though its second line stands beside another block.
            if noted is None or not goes_on((noted.notes[-1],), row.margin, width):
                noted = block
            noted.notes.append(row.margin)
        before = row
    for note in pending:
        done.append(Draft("paragraph", area.page, [line((note,), area.page)], area=number))
    return done


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a note that stands alone may go: to the last block done, or to the next one (pending)."""

    done: list[Draft]
    pending: list[Segment]
    area: Area
    usual: Measure
    number: int


def _attach(row: Row, before: Row | None, rows: Sequence[Row], place: _Place) -> None:
    """Give a note that has its line for itself to the text above, unless the text below is nearer or a rule lies
    between."""
    note, usual = row.margin, place.usual
    if note is None:
        return
    below = next((one.line for one in rows if one.line is not None and one.line.top > note.top), None)
    to_below = below.top - note.top if below is not None else None
    last = place.done[-1].notes[-1] if place.done and place.done[-1].notes else None
    upper = max(before.bottom if before else 0.0, last.bottom if last and last.top < note.top else 0.0)
    parted = any(upper - 2 < barrier < note.bottom for barrier in place.area.barriers) if before else False
    near_below = to_below is not None and to_below < NOTE_BELOW * usual.leading
    nearer_above = before is not None and to_below is not None and note.top - before.top < to_below
    if to_below is not None and (parted or (near_below and not nearer_above)):
        place.pending.append(note)
    elif place.done and (before is None or note.top - upper <= NOTE_REACH * usual.leading):
        place.done[-1].notes.append(note)
    else:
        place.done.append(Draft("paragraph", row.page, [line((note,), row.page)], area=place.number))


def _with_tables(rows: Sequence[Row]) -> Iterator[tuple[Row, bool]]:
    """Tell of each row whether it is a row of a table: three parts, or two that stand in columns with a neighbour's."""
    for index, row in enumerate(rows):
        beside = [rows[i].line for i in (index - 1, index + 1) if 0 <= i < len(rows)]
        yield row, row.line is not None and _is_table_line(row.line, [one for one in beside if one is not None])


def _is_table_line(found: Line, beside: Sequence[Line]) -> bool:
    if len(found.segments) == 1 or _is_numbered(found):
        return False
    parts = found.segments[1:] if MARKER.match(found.segments[0].text + " ") else found.segments
    if len(parts) >= 3:
        return True
    if len(parts) < 2:
        return False
    if are_names(found):
        return True
    starts = [part.left for part in parts[1:]]
    return any(
        any(abs(other.left - start) < SAME_INDENT * found.height for other in near.segments[1:])
        for near in beside
        for start in starts
    )


def _open(found: Line, table: bool, done: list[Draft], usual: Measure, number: int) -> Draft | None:
    """Return the block that the line goes on with, None where it begins a new one."""
    if not done or table or done[-1].kind == "row" or not done[-1].lines:
        return None
    block = done[-1]
    if (MARKER.match(found.text + " ") or _is_numbered(found)) and not _runs_on(found, block):
        return None
    last = block.lines[-1]
    if block.area != number:
        if block.is_whole or not _continues_elsewhere(block, found, usual):
            return None
        block.area = number
        return block
    return None if _is_break(block, last, found, usual) else block


def _runs_on(found: Line, block: Draft) -> bool:
    """A line that begins like "5. " by chance: the line before stops inside a sentence at the same indent."""
    last = block.lines[-1].text
    return found.text[:1].isdigit() and last.rsplit(" ", 1)[-1].casefold() in OPEN_WORDS


def _continues_elsewhere(block: Draft, found: Line, usual: Measure) -> bool:
    """Whether a block goes on at the top of the next page or column: inside a sentence; or behind one, where its last
    line is full, since few paragraphs end so."""
    last = block.lines[-1]
    if block.kind == "heading" or _is_heading(found, usual.height):
        return False
    if not last.text.rstrip().endswith(TERMINAL) or found.text[:1].islower():
        return True
    owned = bool(block.notes) and block.notes[-1].bottom > last.top
    aligned = abs(found.left - last.left) < SAME_INDENT * usual.height
    whole = last.text.endswith(".") and not _had_room(last, found, usual, 1.0)
    return len(block.lines) > 1 and aligned and whole and not owned and not found.words[0].text.strip(":").isupper()


def _is_break(block: Draft, last: Line, found: Line, usual: Measure) -> bool:
    if found.top - last.top > PARAGRAPH_GAP * max(usual.leading, min(last.height, found.height)):
        return True
    heading = _is_heading(found, usual.height)
    if block.kind == "heading" and not heading:
        return True
    large = block.kind == "heading" and abs(found.height - last.height) < SAME_SIZE * found.height
    if heading and not block.bold and not large:
        return True
    if abs(found.height - last.height) > 0.15 * usual.height:
        return True
    if len(block.lines) > 1 and abs(found.left - last.left) > SAME_INDENT * 2 * usual.height:
        return True
    ragged = RAGGED_END if last.text.endswith(TERMINAL) else RAGGED
    return not found.text[:1].islower() and _had_room(last, found, usual, ragged)


def _had_room(last: Line, found: Line, usual: Measure, ragged: float) -> bool:
    """Whether the first word of a line would have fitted on the one before: a writer who begins a new line though it
    would begins a new paragraph. `ragged` is how much free space says nothing, in letter heights."""
    first = found.segments[0].words[0]
    limit = last.limit if last.limit is not None else usual.right_edge(last.page)
    return last.right + (first.right - first.left) + ragged * usual.height < limit


def _begin(found: Line, table: bool, usual: Measure, number: int) -> Draft:
    if table:
        return Draft("row", found.page, area=number)
    heading = _is_heading(found, usual.height)
    match = MARKER.match(found.text + " ") or (NUMBER.match(found.text) if heading or _is_numbered(found) else None)
    marker = match["marker"] if match else None
    if heading:
        return Draft("heading", found.page, marker=marker, level=2 if marker else 1, area=number)
    if marker:
        depth = 1 + int(max(0.0, found.left - usual.left) // (3 * usual.height))
        return Draft("list_item", found.page, marker=marker, level=depth, area=number)
    return Draft("paragraph", found.page, area=number)


def _is_heading(found: Line, usual_height: float) -> bool:
    """Few words, all bold or larger than the text, its number aside; and no sentence."""
    words = found.words
    if len(words) > 1 and MARKER.match(words[0].text + " "):
        words = words[1:]
    if len(words) > HEADING_WORDS or words[-1].text.endswith((".", ",", ";")):
        return False
    if found.height <= HEADING_SIZE * usual_height and not _is_bold(words):
        return False
    return any(character.isalpha() for word in words for character in word.text)


def _is_bold(words: Sequence[Word]) -> bool:
    """Whether all words that begin with a letter are bold, or all words where none does."""
    lettered = [word for word in words if word.text[0].isalpha()] or words
    return all(word.bold for word in lettered)
