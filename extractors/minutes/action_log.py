"""Action logs and trackers: tables whose heads say action, owner, due, progress, status, in any order.

A head row is recognised by its words alone, so that a log reads the same from a PDF, a Word file, a workbook or a page.
Minutes that are laid out as a table (item, discussion, action by) are no logs: there the last column is a margin.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from extractors.language.rules import word_lists
from models.text import Block, Cell, Text

Role = Literal["due", "progress", "owner", "status", "reference", "meeting", "task", "subject", "discussion"]

# The first that knows a head's words decides: "completed by" is a due date, "completed" a status.
ORDER: tuple[tuple[Role, str], ...] = (
    ("due", "log-due-heads"),
    ("progress", "log-progress-heads"),
    ("owner", "log-owner-heads"),
    ("status", "log-status-heads"),
    ("task", "log-task-heads"),
    ("reference", "log-reference-heads"),
    ("meeting", "log-meeting-heads"),
    ("subject", "log-subject-heads"),
    ("discussion", "log-discussion-heads"),
)
# A head is a few words; a sentence is none.
LONGEST_HEAD = 48
# How far down a table its head row may stand, under titles.
DEEPEST_HEAD = 8
JOINERS = re.compile(r"\s*[/&,()–—-]\s*|\s+(?:and|or)\s+")


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of a log: its block's place among the blocks of the text, and its cells by role."""

    index: int
    cells: Mapping[Role, Cell]

    @property
    def task(self) -> Cell:
        """The cell that says what is to be done."""
        return self.cells["task"]


def head_role(head: str | None) -> Role | None:
    """Return what a column holds by its head's words, None for a head that no list knows."""
    words = " ".join((head or "").split()).casefold().strip(" :.*?")
    if not words or len(words) > LONGEST_HEAD:
        return None
    return _exact(words) or _by_parts(words)


def roles(heads: Sequence[str | None]) -> tuple[Role | None, ...]:
    """Return the role of every column, each role but the first of its kind left out.

    Where no head says that its column holds tasks, a subject does if the log has both a person or a day and a state.
    """
    found: list[Role | None] = []
    for role in _who_and_when(heads):
        found.append(role if role not in found else None)
    if "task" not in found and "subject" in found:
        stated = bool({"status", "progress"} & set(found))
        if stated and {"owner", "due"} & set(found):
            found[found.index("subject")] = "task"
    return tuple(found)


def _who_and_when(heads: Sequence[str | None]) -> list[Role | None]:
    """The role of each head by itself, but that "By" beside "Who" says when."""
    found = [head_role(head) for head in heads]
    if found.count("owner") < 2 or "due" in found:
        return found
    either = [(head or "").casefold().strip(" :.") in word_lists()["log-who-or-when-heads"] for head in heads]
    if all(either[place] for place, role in enumerate(found) if role == "owner"):
        return found
    return ["due" if either[place] else role for place, role in enumerate(found)]


def is_log(found: Iterable[Role | None]) -> bool:
    """Whether columns of these roles make a log: tasks, and who, when, or how far."""
    known = set(found)
    return "task" in known and bool({"owner", "due", "status", "progress"} & known) and "discussion" not in known


def log_heads(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]] | None:
    """Return the place of the row in which a log's heads end, and the head of each column; None for a table that is no
    log."""
    for place, row in enumerate(rows[:DEEPEST_HEAD]):
        parted = _parted_heads(row, rows[place + 1]) if place + 1 < len(rows) else None
        if parted is not None and is_log(roles(parted)):
            return place + 1, parted
        if is_log(roles(row)):
            return place, tuple(row)
    return None


def _parted_heads(row: Sequence[str], under: Sequence[str]) -> tuple[str, ...] | None:
    """The heads of a row of which one stands over several columns that have their own in the row `under` it; None where
    that row holds anything else."""
    own = [column for column, words in enumerate(under) if words]
    if len(row) != len(under) or not 0 < len(own) < len(row) or all(row[column] for column in own):
        return None
    if any(head_role(under[column]) is None for column in own):
        return None
    return tuple(below or above for above, below in zip(row, under, strict=True))


def log_rows(text: Text) -> tuple[LogRow, ...]:
    """Return the rows of all logs in a text, in reading order. Rows without a task (titles of groups) are left out."""
    return tuple(row for row in _rows(text) if row.cells)


def log_blocks(text: Text) -> frozenset[int]:
    """Return the places of the blocks that belong to logs, head rows among them."""
    return frozenset(row.index for row in _rows(text))


def _rows(text: Text) -> Iterator[LogRow]:
    """Give head rows with no cells, and the rows under them that hold a task."""
    heads: dict[str, Role | None] = {}
    for index, block in enumerate(text.blocks):
        if block.kind != "row":
            heads = {}
            continue
        words = [text.plain[cell.start : cell.end] for cell in block.cells]
        own = roles(words)
        if is_log(own):
            heads = dict(zip(words, own, strict=True))
            yield LogRow(index, {})
            continue
        if (
            heads
            and all(head_role(said) is not None for said in words)
            and not any(cell.column for cell in block.cells)
        ):
            heads |= dict(zip(words, own, strict=True))
            yield LogRow(index, {})
            continue
        cells = _cells(block, heads or _named(block))
        if "task" in cells:
            yield LogRow(index, cells)


def _named(block: Block) -> dict[str, Role | None]:
    """The heads that the reader gave the cells of a row whose head row it did not give."""
    columns = [cell.column or "" for cell in block.cells]
    found = roles(columns)
    return dict(zip(columns, found, strict=True)) if is_log(found) else {}


def _cells(block: Block, heads: Mapping[str, Role | None]) -> dict[Role, Cell]:
    """Cells by their column's head; without columns by place, where the row is as long as its head row (an empty cell
    leaves no trace)."""
    if any(cell.column is not None for cell in block.cells):
        found = [heads.get(cell.column or "") for cell in block.cells]
    elif len(block.cells) == len(heads):
        found = list(heads.values())
    else:
        return {}
    cells: dict[Role, Cell] = {}
    for role, cell in zip(found, block.cells, strict=True):
        if role is not None:
            cells[role] = replace(cells[role], end=cell.end) if role in cells else cell
    return cells


@cache
def _by_words() -> dict[str, Role]:
    found: dict[str, Role] = {}
    for role, name in ORDER:
        for words in word_lists()[name]:
            found.setdefault(words, role)
    return found


def _exact(words: str) -> Role | None:
    return _by_words().get(words)


def _by_parts(words: str) -> Role | None:
    """A head of several words by its parts: "Lead officer / member", "Action (and owner)", "Agreed action 2026/27". The
    head of a column for who and when is that of owners, which may say when."""
    parts = [part for part in JOINERS.split(words) if part]
    if {"owner", "due"} <= {_exact(part) for part in parts}:
        return "owner"
    found = {role for part in (*parts, *_ends(words)) if (role := _exact(part)) is not None}
    return next((role for role, _ in ORDER if role in found), None)


def _ends(words: str) -> Iterator[str]:
    """Give the last two words, the last, the first two and the first: where a head's meaning stands."""
    tokens = words.split()
    if len(tokens) > 1:
        yield " ".join(tokens[-2:])
        yield tokens[-1]
        yield " ".join(tokens[:2])
        yield tokens[0]
