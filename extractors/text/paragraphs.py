"""Paragraphs and tables of Office files, laid into a text: what Word and OpenDocument readers have in common.

Many minutes are one table (number, item, action by). Its rows are no rows of data: the number stands before the item,
the item's paragraphs are paragraphs, and what stands in the last column is their margin.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from xml.etree.ElementTree import Element

from extractors.language.margin_notes import parted
from extractors.language.owners import INITIALS, NAME
from extractors.minutes.action_log import Role, head_role, head_row
from extractors.minutes.attendance import are_labels
from extractors.minutes.people import person
from extractors.text.builder import TextBuilder
from extractors.text.markers import marker_at

LIST_ITEM_LEVEL = 1
# Owners in a cell: initials, a name or two, "All"; a task is longer.
MOST_OWNER_WORDS = 8
OWNER = re.compile(
    rf"(?:(?:{INITIALS}|{NAME}|[Aa]ll|[Cc]lerk|[Cc]hair(?:man)?|[Nn]oted|NOTED)(?:\s*[/&,;+]\s*|\s+and\s+|\s*$))+[.:]?"
)
NUMBER = re.compile(r"\(?[\dA-Za-z]{1,4}(?:[./]\d{1,4}){0,3}[.)]?")
FEWEST_ROWS = 2
# What a box says that names who must act: a label, or initials alone.
LABELLED = re.compile(rf"(?i:actions?\b)|{INITIALS}(?:\s*[/&,]\s*{INITIALS})*$")
# What is said before a tab and an owner at the right: a sentence of at least so many words.
SENTENCE_ENDS = (".", "!", "?", ";", "”")
LEAST_TASK = 4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed: `marker` is its number or bullet, which is not in `words`; `heading` 1 to 6, else 0. Tabs
    in `words` part names that stand in columns, or who must act from what was said; `beside` are owners in boxes."""

    words: str
    marker: str | None = None
    heading: int = 0
    level: int = 0
    bold: bool = False
    beside: tuple[str, ...] = ()


Cell = tuple[Paragraph, ...]
Row = tuple[Cell, ...]
Boxed = list[Paragraph | list[Row]]


@dataclass(slots=True)
class Running:
    """The running text of one paragraph while it is gathered, how much of it is bold, and the text boxes that hang on
    it."""

    parts: list[str] = field(default_factory=list)
    letters: int = 0
    bold_letters: int = 0
    boxes: list[Element] = field(default_factory=list)

    def say(self, words: str, *, bold: bool) -> None:
        """Add words; a line end in them is a line break."""
        self.parts.append(words)
        count = len(words.strip())
        self.letters += count
        self.bold_letters += count if bold else 0

    @property
    def bold(self) -> bool:
        """Whether there are words and all of them are bold."""
        return self.letters > 0 and self.letters == self.bold_letters

    @property
    def lines(self) -> list[str]:
        """The lines with white space collapsed, empty ones too; at least one. A tab stays where it parts names, or what
        was said from who must act."""
        return [_with_tabs(line) for line in "".join(self.parts).split("\n")]


def _with_tabs(line: str) -> str:
    parts = [words for part in line.split("\t") if (words := " ".join(part.split()))]
    if len(parts) < 2:
        return "".join(parts)
    names = parts[1:] if parts[0].endswith(":") else parts
    if len(names) > 1 and all(person(words) is not None for words in names):
        return "\t".join(parts)
    said, last = " ".join(parts[:-1]), parts[-1]
    is_task = said.endswith(SENTENCE_ENDS) and len(said.split()) >= LEAST_TASK and _is_owner(last)
    return f"{said}\t{last}" if is_task else f"{said} {last}"


def parted_boxes(boxes: Sequence[Boxed]) -> tuple[tuple[str, ...], list[Boxed]]:
    """Part the text boxes that hang on a paragraph into those that say who must act ("ACTION: Clerk"), as owners beside
    it, and the others."""
    said = [" ".join(one.words for one in box if isinstance(one, Paragraph) and one.words) for box in boxes]
    owning = [LABELLED.match(words) is not None and bool(parted(words)[0]) and _is_owner(words) for words in said]
    beside = tuple(words for words, is_owning in zip(said, owning, strict=True) if is_owning)
    return beside, [box for box, is_owning in zip(boxes, owning, strict=True) if not is_owning]


def lay_paragraph(builder: TextBuilder, paragraph: Paragraph, *, notes: Sequence[str] = ()) -> None:
    """Add a paragraph to a text; `notes` stand beside it."""
    notes = (*notes, *paragraph.beside)
    said, *parts = paragraph.words.split("\t")
    if len(parts) == 1 and said.endswith(SENTENCE_ENDS):
        notes = (*notes, *parts)
    elif parts:
        builder.add_row((words, None) for words in (said, *parts))
        return
    words = " ".join(part for part in (paragraph.marker, said) if part) if said else ""
    if paragraph.heading:
        builder.add(words, kind="heading", level=paragraph.heading, bold=paragraph.bold, notes=notes)
    elif paragraph.marker:
        builder.add(words, kind="list_item", level=paragraph.level or LIST_ITEM_LEVEL, bold=paragraph.bold, notes=notes)
    else:
        builder.add(words, bold=paragraph.bold, notes=notes)


def lay_table(builder: TextBuilder, rows: Sequence[Row]) -> None:
    """Add a table to a text: an action log or a list of figures as rows with column heads, minutes as paragraphs, lists
    of people side by side one after the other."""
    rows = _without_empty_columns(rows)
    said = [[_line(cell) for cell in row] for row in rows]
    if len(rows) > 1 and are_labels(said[0]):
        for column in zip_longest(*rows, fillvalue=()):
            for paragraph in (paragraph for cell in column for paragraph in cell):
                lay_paragraph(builder, paragraph)
        return
    head = head_row(said)
    if head is not None:
        _lay_rows(builder, said, head)
        return
    columns = _minutes_columns(rows, said)
    if columns is not None:
        _lay_minutes(builder, rows, columns)
    elif any(len(cell) > 1 for row in rows for cell in row):
        for paragraph in (paragraph for row in rows for cell in row for paragraph in cell):
            lay_paragraph(builder, paragraph)
    else:
        _lay_rows(builder, said, 0 if _bold_row(rows) else None)


def _without_empty_columns(rows: Sequence[Row]) -> list[Row]:
    """Rows without the columns that hold nothing: programs cut a table finer than people see it."""
    width = max((len(row) for row in rows), default=0)
    filled = [
        any(row[place : place + 1] and any(one.words for one in row[place]) for row in rows) for place in range(width)
    ]
    return [tuple(cell for cell, is_filled in zip(row, filled, strict=False) if is_filled) for row in rows]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of minutes hold: places counted from 0. `head` is the place of the head row, None without."""

    head: int | None
    margin: int | None
    number: int | None


def _lay_rows(builder: TextBuilder, said: Sequence[Sequence[str]], head: int | None) -> None:
    heads = said[head] if head is not None else []
    for place, row in enumerate(said):
        filled = [(words, column) for column, words in enumerate(row) if words]
        if len(filled) == 1 and (head is None or place < head):
            builder.add(filled[0][0])
            continue
        under = head is not None and place > head
        builder.add_row(
            (words, (heads[column] or None) if under and column < len(heads) else None) for words, column in filled
        )


def _minutes_columns(rows: Sequence[Row], said: Sequence[Sequence[str]]) -> _Columns | None:
    """Tell whether a table is minutes laid out in columns: a head says so, or a last column of owners only."""
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return None
    found: tuple[Role | None, ...] = ()
    for head, row in enumerate(said[:3]):
        found = tuple(head_role(words) for words in row)
        if len(row) == width and found[-1] in ("owner", "task") and _holds_minutes(found[:-1]):
            return _Columns(head, width - 1, _number_column(said[head + 1 :]))
    number = _number_column(said)
    last = [row[-1] for row in said if len(row) == width and row[-1]]
    filled = [row for row in said if len(row) == width and any(row[:-1])]
    if len(last) >= FEWEST_ROWS and all(_is_owner(words) for words in last) and _is_prose(filled):
        return _Columns(None, width - 1, number)
    prose = any(len(cell) > 1 for row in rows for cell in row)
    return _Columns(None, None, number) if number is not None and width == 2 and prose else None


def _holds_minutes(found: Sequence[Role | None]) -> bool:
    return any(role in ("discussion", "subject", "reference") or role is None for role in found) and not (
        {"owner", "due", "status", "progress"} & set(found)
    )


def _number_column(said: Sequence[Sequence[str]]) -> int | None:
    first = [row[0] for row in said if row and row[0] and any(row[1:])]
    return 0 if first and all(NUMBER.fullmatch(words) for words in first) else None


def _is_owner(words: str) -> bool:
    owners, due = parted(words)
    if not owners:
        return due is not None
    return len(owners.split()) <= MOST_OWNER_WORDS and OWNER.fullmatch(owners) is not None


def _is_prose(said: Sequence[Sequence[str]]) -> bool:
    """Whether the column before the last holds sentences: at least half of its cells end like one."""
    texts = [row[-2] for row in said if row[-2]]
    return 2 * sum(words.endswith((".", ":", ";")) and len(words.split()) > 4 for words in texts) >= len(texts) > 0


def _lay_minutes(builder: TextBuilder, rows: Sequence[Row], columns: _Columns) -> None:
    for place, row in enumerate(rows):
        if columns.head is not None and place <= columns.head:
            if place < columns.head:
                for paragraph in (paragraph for cell in row for paragraph in cell):
                    lay_paragraph(builder, paragraph)
            continue
        _lay_minutes_row(builder, row, columns)


def _lay_minutes_row(builder: TextBuilder, row: Row, columns: _Columns) -> None:
    margin = row[columns.margin] if columns.margin is not None and columns.margin < len(row) and len(row) > 1 else ()
    numbered = columns.number is not None and len(row) > 1 and NUMBER.fullmatch(_line(row[columns.number])) is not None
    body = [
        cell for place, cell in enumerate(row) if place != columns.margin and not (numbered and place == columns.number)
    ]
    number = _line(row[columns.number]) if columns.number is not None and numbered else ""
    paragraphs = list(_numbered(number, [paragraph for cell in body for paragraph in cell]))
    longest = max(range(len(body)), key=lambda place: len(body[place]), default=0)
    notes = _beside(paragraphs, margin, above=sum(map(len, body[:longest])))
    for paragraph, beside in zip(paragraphs, notes, strict=True):
        lay_paragraph(builder, paragraph, notes=beside)
    for paragraph in margin:
        if not _is_owner(paragraph.words):
            lay_paragraph(builder, paragraph)


def _numbered(number: str, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Give the paragraphs, the first of them behind the number that stands in a column of its own."""
    waiting = number
    for paragraph in paragraphs:
        if waiting and paragraph.words:
            yield replace(paragraph, marker=paragraph.marker or _as_marker(waiting))
            waiting = ""
        else:
            yield paragraph


def _as_marker(number: str) -> str:
    """A bare "4" would not be told from a figure: a printed number has a full stop."""
    return number if marker_at(number + " A", 0, len(number) + 2) else number + "."


def _beside(paragraphs: Sequence[Paragraph], margin: Cell, *, above: int) -> list[list[str]]:
    """Put each owner of the last column beside a paragraph: the one at its height where blank lines set them level,
    else the last one, which is where minute-takers put it. `above` counts the paragraphs that stand in the columns
    before the one that the owners are level with."""
    notes: list[list[str]] = [[] for _ in paragraphs]
    filled = [place for place, paragraph in enumerate(paragraphs) if paragraph.words]
    level = any(not paragraph.words for paragraph in margin)
    for place, note in enumerate(margin):
        if not note.words or not filled or not _is_owner(note.words):
            continue
        at = min(place + above, filled[-1]) if level else filled[-1]
        notes[min((one for one in filled if one >= at), default=filled[-1])].append(note.words)
    return notes


def _bold_row(rows: Sequence[Row]) -> bool:
    first = [paragraph for cell in rows[0] for paragraph in cell if paragraph.words] if rows else []
    return len(rows) > 1 and bool(first) and all(paragraph.bold for paragraph in first)


def _line(cell: Cell) -> str:
    parts = (
        " ".join(part for part in (paragraph.marker, paragraph.words) if part) for paragraph in cell if paragraph.words
    )
    return " ".join(parts).replace("\t", " ")
