"""Rows of an action log into a text: a row for each task, though a cell may hold several tasks or span several rows."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from extractors.language.owners import SOME_INITIALS, is_person
from extractors.minutes.action_log import Role, roles
from extractors.text.builder import TextBuilder
from extractors.text.paragraphs import GOES_ON, Cell, Row, in_one_line

# What holds for each of the rows, or of the tasks in one cell, beside which it stands.
SHARED: frozenset[Role] = frozenset({"owner", "due", "status", "meeting"})
# Who is told from the end of a longer title by a line that is but one word.
ONE_WORD = re.compile(r"(?:all|clerk|chair(?:man|woman|person)?|treasurer|secretary)[.,;]?", re.IGNORECASE)


def lay_log(builder: TextBuilder, rows: Sequence[Row], place: int, heads: Sequence[str]) -> None:
    """Add a log's rows to a text; the row of that place is the last of its heads, which are given for each column."""
    held = roles(heads)
    for row in rows[: place + 1]:
        filled = [words for cell in row if (words := in_one_line(cell))]
        if len(filled) == 1:
            builder.add(filled[0])
        else:
            builder.add_row((words, None) for words in filled)
    for row in _spread(rows[place + 1 :], held):
        lay_tasks(builder, row, heads)


def lay_tasks(builder: TextBuilder, row: Row, heads: Sequence[str]) -> None:
    """Add one row under a log's heads to a text, as a row for each of its tasks."""
    held = roles(heads)
    for task in _tasks(row, held):
        builder.add_row(
            (words, heads[column] or None) if column < len(heads) else (words, None)
            for column, cell in enumerate(task)
            for words in _parts(cell, held[column] if column < len(held) else None)
        )


def _spread(rows: Sequence[Row], held: Sequence[Role | None]) -> Iterator[Row]:
    """Give rows with what spans several of them in each: an owner drawn over three tasks is the owner of all."""
    above: Row = ()
    for row in rows:
        above = tuple(
            above[column] if cell == GOES_ON and role in SHARED and column < len(above) else cell
            for column, (cell, role) in enumerate(zip_longest(row, held[: len(row)]))
        )
        yield above


def _tasks(row: Row, held: Sequence[Role | None]) -> Iterator[Row]:
    """Give a row for each task of a row: one for each line of the task's cell where owners or days beside it are as
    many, or where the lines are a list; else the row as it is."""
    columns = {role: column for column, role in enumerate(held[: len(row)]) if role is not None}
    tasks = _filled(row[columns["task"]]) if "task" in columns else ()
    beside = {role: _filled(row[columns[role]]) for role in SHARED if role in columns}
    level = {role for role, lines in beside.items() if len(lines) == len(tasks)}
    if not all(_names_somebody(line.words) for line in beside.get("owner", ())):
        level -= {"owner"}
    several = {role for role, lines in beside.items() if len(lines) > 1} - level
    is_list = all(task.marker for task in tasks)
    begun = all(task.marker or task.words[:1].isupper() for task in tasks)
    if len(tasks) < 2 or not begun or not (level & {"owner", "due"} or is_list) or several & {"owner", "due"}:
        yield row
        return
    for place, task in enumerate(tasks):
        own = {columns["task"]: (task,)} | {columns[role]: (beside[role][place],) for role in level}
        shared = {columns[role] for role in beside}
        yield tuple(own.get(column, cell if place == 0 or column in shared else ()) for column, cell in enumerate(row))


def _filled(cell: Cell) -> Cell:
    return tuple(paragraph for paragraph in cell if paragraph.words)


def _parts(cell: Cell, role: Role | None) -> list[str]:
    """The words of a cell; of owners one below the other each by itself."""
    lines = [line.words for line in _filled(cell)]
    if role == "owner" and len(lines) > 1 and all(map(_names_somebody, lines)):
        return lines
    return [in_one_line(cell)]


def _names_somebody(line: str) -> bool:
    """Whether a line of a cell of owners names somebody by itself, and is no part of a title that was broken."""
    several = len(line.split()) > 1 and is_person(line)
    return several or SOME_INITIALS.fullmatch(line) is not None or ONE_WORD.fullmatch(line) is not None
