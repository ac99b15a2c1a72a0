"""Paragraphs as printed, and how they are laid into a text: what readers of office files and of tables share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from extractors.language.margin_notes import parted
from extractors.language.owners import INITIALS, NAME
from extractors.minutes.people import person
from extractors.text.builder import TextBuilder

LIST_ITEM_LEVEL = 1
# Owners in a cell: initials, a name or two, "All"; a task is longer.
MOST_OWNER_WORDS = 8
OWNER = re.compile(
    rf"(?:(?:{INITIALS}|{NAME}|[Aa]ll|[Cc]lerk|[Cc]hair(?:man)?|[Nn]oted|NOTED)(?:\s*[/&,;+]\s*|\s+and\s+|\s*$))+[.:]?"
)
# What a box says that names who must act: a label, or initials alone.
LABELLED = re.compile(rf"(?i:actions?\b)|{INITIALS}(?:\s*[/&,]\s*{INITIALS})*$")
# What is said before a tab and an owner at the right: a sentence of at least so many words.
SENTENCE_ENDS = (".", "!", "?", ";", "”")
LEAST_TASK = 4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed: `marker` is its number or bullet, which is not in `words`; `heading` 1 to 6, else 0. Tabs
    in `words` part names that stand in columns, or who must act from what was said; `beside` are owners in boxes;
    `goes_on` says that a cell is but the lower part of one that spans several rows."""

    words: str
    marker: str | None = None
    heading: int = 0
    level: int = 0
    bold: bool = False
    beside: tuple[str, ...] = ()
    goes_on: bool = False


Cell = tuple[Paragraph, ...]
Row = tuple[Cell, ...]
GOES_ON: Cell = (Paragraph("", goes_on=True),)
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
    is_task = said.endswith(SENTENCE_ENDS) and len(said.split()) >= LEAST_TASK and is_owner(last)
    return f"{said}\t{last}" if is_task else f"{said} {last}"


def parted_boxes(boxes: Sequence[Boxed]) -> tuple[tuple[str, ...], list[Boxed]]:
    """Part the text boxes that hang on a paragraph into those that say who must act ("ACTION: Clerk", "A Moor by 1
    May"), as owners beside it, and the others."""
    said = [" ".join(one.words for one in box if isinstance(one, Paragraph) and one.words) for box in boxes]
    owning = [_owns(words) for words in said]
    beside = tuple(words for words, is_owning in zip(said, owning, strict=True) if is_owning)
    return beside, [box for box, is_owning in zip(boxes, owning, strict=True) if not is_owning]


def _owns(words: str) -> bool:
    owners, due = parted(words)
    return bool(owners) and is_owner(words) and (due is not None or LABELLED.match(words) is not None)


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


def is_owner(words: str) -> bool:
    """Whether words beside a task name who must act, or only when."""
    owners, due = parted(words)
    if not owners:
        return due is not None
    return len(owners.split()) <= MOST_OWNER_WORDS and OWNER.fullmatch(owners) is not None


def in_one_line(cell: Cell) -> str:
    """Return the words of a cell on one line, with their markers."""
    parts = (
        " ".join(part for part in (paragraph.marker, paragraph.words) if part) for paragraph in cell if paragraph.words
    )
    return " ".join(parts).replace("\t", " ")
