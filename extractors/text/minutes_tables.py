"""Minutes that are laid out as a table (item, discussion, action by): which columns hold what, and their paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.minutes.action_log import Role, roles
from extractors.minutes.regions import is_ruling
from extractors.text.builder import TextBuilder
from extractors.text.log_tables import lay_tasks
from extractors.text.markers import marker_at
from extractors.text.paragraphs import Cell, Paragraph, Row, in_one_line, is_owner, lay_paragraph

NUMBER = re.compile(r"\(?[\dA-Za-z]{1,4}(?:[./]\d{1,4}){0,3}[.)]?")
FEWEST_ROWS = 2
# How far down a table of minutes its heads may stand.
DEEPEST_HEAD = 3
# A column before the minutes mostly holds titles: owners there are known as such past doubt.
SURE = r"[A-Z]{2,4}|(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr)\.?\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?"
SURE_OWNER = re.compile(rf"(?:(?:{SURE}|All|ALL|(?:Town |Parish )?Clerk|Chair(?:man)?)(?:\s*[/&,;+]\s*|$))+")
OWNER_HEAD = re.compile(r"actions?(?: by)?|(?:by )?whom?|owner|lead", re.IGNORECASE)
BESIDE: frozenset[Role | None] = frozenset({"task", "owner", "due"})


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of minutes hold: places counted from 0. `head` is the place of the head row, None without.

    `margin` are the columns beside the minutes that say who must act, and when; `tasks` those that hold the tasks
    themselves with who and when, and `heads` the words over them.
    """

    head: int | None
    margin: tuple[int, ...]
    number: int | None
    tasks: tuple[int, ...] = ()
    heads: tuple[str, ...] = ()


def minutes_columns(rows: Sequence[Row], said: Sequence[Sequence[str]]) -> Columns | None:
    """Tell whether a table is minutes laid out in columns: a head says so, or a last column of owners only."""
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return None
    for head, row in enumerate(said[:DEEPEST_HEAD]):
        columns = under_heads(head, row, said) if len(row) == width else None
        if columns is not None:
            return columns
    number = _number_column(said)
    if owners_last(said, width):
        return Columns(None, (width - 1,), number)
    if width == 2 and _owners_first(said):
        return Columns(None, (0,), None)
    prose = any(len(cell) > 1 for row in rows for cell in row)
    return Columns(None, (), number) if number is not None and width == 2 and prose else None


def owners_last(said: Sequence[Sequence[str]], width: int) -> bool:
    """Whether the last of so many columns holds owners only, beside one that holds sentences."""
    last = [row[-1] for row in said if len(row) == width and row[-1]]
    filled = [row for row in said if len(row) == width and any(row[:-1])]
    return len(last) >= FEWEST_ROWS and all(is_owner(words) for words in last) and _is_prose(filled)


def heads_minutes(said: Sequence[Sequence[str]]) -> bool:
    """Whether one of the first rows holds the heads of minutes in columns."""
    return any(under_heads(head, row, said) is not None for head, row in enumerate(said[:DEEPEST_HEAD]))


def under_heads(head: int, row: Sequence[str], said: Sequence[Sequence[str]]) -> Columns | None:
    """Return the columns under the heads of a row if they are those of minutes, None under others. `head` is its place
    in the table. Tasks with a column for who or when are tasks of a log; else these stand in the margin."""
    found = roles(row)
    tail = tuple(column for column, role in enumerate(found) if role in BESIDE)
    told, body = {found[column] for column in tail}, found[: tail[0] if tail else 0]
    number = _number_column(said[head + 1 :])
    if not tail and _holds_decisions(row, said[head + 1 :]):
        return Columns(head, (), number)
    if not tail or len(body) + len(tail) != len(found) or told == {"due"}:
        return None
    if "task" in told and len(tail) > 1:
        return Columns(head, (), number, tail, tuple(row)) if "discussion" in body else None
    under = [words[: tail[0] + 1] for words in said[head + 1 :] if len(words) > tail[0]]
    # Who leads on what is a list: an owner has a task only beside what was said.
    is_said = "task" in told or "discussion" in body or _is_prose(under)
    return Columns(head, tail, number) if is_said and _holds_minutes(body) else None


def _holds_minutes(found: Sequence[Role | None]) -> bool:
    return any(role in ("discussion", "subject", "reference") or role is None for role in found) and not (
        {"owner", "due", "status", "progress"} & set(found)
    )


def _holds_decisions(row: Sequence[str], under: Sequence[Sequence[str]]) -> bool:
    """Whether a column under a head like "Decision" holds sentences, as the list of a meeting's decisions does."""
    return any(
        is_ruling(words) and _is_prose([(*other[column : column + 1], "") for other in under])
        for column, words in enumerate(row)
    )


def _number_column(said: Sequence[Sequence[str]]) -> int | None:
    first = [row[0] for row in said if row and row[0] and any(row[1:])]
    return 0 if first and all(NUMBER.fullmatch(words) for words in first) else None


def _is_prose(said: Sequence[Sequence[str]]) -> bool:
    """Whether the column before the last holds sentences: at least half of its cells end like one."""
    texts = [row[-2] for row in said if len(row) > 1 and row[-2]]
    return 2 * sum(words.endswith((".", ":", ";")) and len(words.split()) > 4 for words in texts) >= len(texts) > 0


def _owners_first(said: Sequence[Sequence[str]]) -> bool:
    """Whether the first of two columns holds owners past doubt, and nothing else but its head, beside what was said."""
    first = [row[0] for row in said if row and row[0] and not OWNER_HEAD.fullmatch(row[0])]
    behind = [(*row, "") for row in said]
    return len(first) >= FEWEST_ROWS and all(SURE_OWNER.fullmatch(words) for words in first) and _is_prose(behind)


def lay_minutes(builder: TextBuilder, rows: Sequence[Row], columns: Columns) -> None:
    """Add minutes in columns to a text: paragraphs with owners beside them, and a row for each task with its own
    columns."""
    for place, row in enumerate(rows):
        if columns.head is None or place > columns.head:
            _lay_row(builder, row, columns)
        elif place < columns.head:
            for paragraph in (paragraph for cell in row for paragraph in cell):
                lay_paragraph(builder, paragraph)


def _lay_row(builder: TextBuilder, row: Row, columns: Columns) -> None:
    number = in_one_line(row[columns.number]) if columns.number is not None and len(row) > 1 else ""
    numbered = NUMBER.fullmatch(number) is not None
    apart = {*columns.margin, *columns.tasks, *([columns.number] if numbered else ())}
    margin = _margin(row, columns.margin)
    body = [cell for place, cell in enumerate(row) if place not in apart]
    paragraphs = list(_numbered(number if numbered else "", [paragraph for cell in body for paragraph in cell]))
    longest = max(range(len(body)), key=lambda place: len(body[place]), default=0)
    notes = _beside(paragraphs, margin, above=sum(map(len, body[:longest])))
    for paragraph, beside in zip(paragraphs, notes, strict=True):
        lay_paragraph(builder, paragraph, notes=beside)
    for paragraph in margin:
        if not is_owner(paragraph.words):
            lay_paragraph(builder, paragraph)
    tasks = tuple(row[place] if place < len(row) else () for place in columns.tasks)
    lay_tasks(builder, tasks, [columns.heads[place] for place in columns.tasks])


def _margin(row: Row, columns: Sequence[int]) -> Cell:
    """What stands beside the minutes of a row; in a row that is one cell, nothing does."""
    return tuple(paragraph for place in columns if place < len(row) > 1 for paragraph in row[place])


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
        if not note.words or not filled or not is_owner(note.words):
            continue
        at = min(place + above, filled[-1]) if level else filled[-1]
        notes[min((one for one in filled if one >= at), default=filled[-1])].append(note.words)
    return notes
