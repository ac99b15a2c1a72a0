"""People in columns: lists that stand side by side under their heads, and lines of names with wide gaps between."""

from collections.abc import Sequence
from itertools import chain

from extractors.minutes.attendance import are_labels
from extractors.minutes.people import person
from extractors.text.pdf_lines import Line, lines
from extractors.text.pdf_tables import TableRow


def lists_of_people(rows: Sequence[TableRow]) -> tuple[Line, ...]:
    """Return the lines of a table of lists of people ("Present", "Apologies"), column by column, each under its head;
    none of any other table."""
    if len(rows) < 2 or not are_labels([part.text for part in rows[0].line.segments]):
        return ()
    return tuple(chain.from_iterable(_column(rows, place) for place in rows[0].places))


def are_names(found: Line) -> bool:
    """Whether a line is names and nothing else, one in each of its parts."""
    return len(found.segments) > 1 and all(person(part.text) is not None for part in found.segments)


def _column(rows: Sequence[TableRow], place: int) -> tuple[Line, ...]:
    cells = (
        (row.line.page, part.words)
        for row in rows
        for at, part in zip(row.places, row.line.segments, strict=True)
        if at == place
    )
    return tuple(chain.from_iterable(lines(words, page=page) for page, words in cells))
