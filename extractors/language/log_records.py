"""Rows of action logs to records: an open row is an action, a closed one says what became of an earlier task.

The quote of an action is its task's cell. The quote of a closure runs from the task to the cell that closes it, so that
the words tell both.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from extractors.language.alternation import any_of
from extractors.language.due import due_said, find_due
from extractors.language.engine import one_line
from extractors.language.margin_notes import parted
from extractors.language.owners import split_owners
from extractors.language.rules import word_lists
from extractors.language.ties import expand
from extractors.minutes.action_log import LogRow, Role, log_blocks, log_rows
from models.record import Context, Due, Record, Tie
from models.text import Cell, Text
from models.vocabulary import Verdict

ACTION_RULE = "log-row"
CLOSURE_RULE = "log-row-closed"
# In these parts of a document a table is somebody's letter, a list of names or of files.
NOT_READ = frozenset({"quotation", "documents", "attendance", "contact"})
# Columns that can say that a task is done, the plainest first.
STATES: tuple[Role, ...] = ("status", "progress", "due")


def without_logs(text: Text) -> Text:
    """Return a text whose logs no other family reads: each row says one thing, which is found here."""
    places = log_blocks(text)
    if not places:
        return text
    blocks = tuple(
        replace(block, region="other") if place in places else block for place, block in enumerate(text.blocks)
    )
    return replace(text, blocks=blocks)


def log_records(text: Text, context: Context, names: Sequence[Tie]) -> Iterator[Record]:
    """Give one record for every row of a log, in reading order."""
    for row in log_rows(text):
        if text.blocks[row.index].region in NOT_READ:
            continue
        closed = _closed(text, row)
        yield _closure(text, row, *closed) if closed else _action(text, row, context, names)


def _action(text: Text, row: LogRow, context: Context, names: Sequence[Tie]) -> Record:
    task = row.task
    owner, when = _who_and_when(text, row)
    return Record(
        kind="action",
        quote=text.plain[task.start : task.end],
        start=task.start,
        end=task.end,
        rule=ACTION_RULE,
        confidence="firm",
        trackable=True,
        owner=owner,
        owner_name=expand(owner, names),
        due=_due(when, text, row, context),
    )


def _closure(text: Text, row: LogRow, verdict: Verdict, cell: Cell) -> Record:
    start, end = min(row.task.start, cell.start), max(row.task.end, cell.end)
    return Record(
        kind="closure",
        quote=text.plain[start:end],
        start=start,
        end=end,
        rule=CLOSURE_RULE,
        confidence="firm",
        trackable=False,
        verdict=verdict,
        refers_to=_said(text, row, "reference") or _words(text, row.task),
    )


def _who_and_when(text: Text, row: LogRow) -> tuple[tuple[str, ...], str | None]:
    """Who must act, and the words that say when; where they have no column of their own, they may stand behind the
    owners. Owners that stand one below the other are parted by tabs."""
    cell, when = row.cells.get("owner"), _said(text, row, "due")
    if cell is None or _said(text, row, "owner") is None:
        return (), when
    lines = [" ".join(one_line(line).split()) for line in text.plain[cell.start : cell.end].split("\t")]
    notes = [parted(line) if "due" not in row.cells else (line, None) for line in lines]
    owners = tuple(owner for line, _ in notes for owner in split_owners(line))
    return owners, when or next((due for _, due in notes if due is not None), None)


def _due(words: str | None, text: Text, row: LogRow, context: Context) -> Due | None:
    """The words that say when, as the grammar reads them; else the due words of the task itself.

    Words that the grammar does not know are kept, with no day.
    """
    if words is None:
        found = find_due(_words(text, row.task), context)
        return found.due if found else None
    return due_said(words, context)


def _closed(text: Text, row: LogRow) -> tuple[Verdict, Cell] | None:
    """Return what ends the task and the cell that says it, None for a task that is open.

    The status decides, unless it is but a colour; without one the progress or the due cell does, where it says nothing
    but that, or begins so.
    """
    for role in STATES:
        words = _said(text, row, role)
        if words is None:
            continue
        # "Sent in May. Complete" ends as a status does.
        verdict = _verdict(words) or (_verdict(words.rstrip(" .").rpartition(". ")[2]) if role == "progress" else None)
        if verdict is not None:
            return verdict, row.cells[role]
        is_colour = words.casefold().strip(" .") in word_lists()["log-colours"]
        if role == "status" and not is_colour and _pattern("log-open").match(words):
            return None
    return None


def _verdict(words: str) -> Verdict | None:
    if _pattern("log-open").match(words):
        return None
    if _pattern("log-dropped").match(words):
        return "overtaken"
    return "met" if _pattern("log-done").match(words) else None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A cell that begins with one of a list's words, and goes on as another sentence, a day or a note, if at all."""
    words = any_of(word_lists()[name])
    return re.compile(
        rf"(?:action |task |now |matter )?{words}(?=\s*(?:$|[.,;:(–—/-]|\d|on\b|in\b|at\b|by\b))", re.IGNORECASE
    )


def _said(text: Text, row: LogRow, role: Role) -> str | None:
    cell = row.cells.get(role)
    words = _words(text, cell) if cell else ""
    return None if not words or words.casefold().strip(" .") in word_lists()["log-nothing"] else words


def _words(text: Text, cell: Cell) -> str:
    return " ".join(one_line(text.plain[cell.start : cell.end]).split())
