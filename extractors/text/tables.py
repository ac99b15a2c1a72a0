"""Tables of rows of paragraphs, laid into a text by what they hold: the same for every format that has cells.

Many minutes are one table (number, item, action by). Its rows are no rows of data: the number stands before the item,
the item's paragraphs are paragraphs, and what stands in the last column is their margin.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from extractors.minutes.action_log import log_heads
from extractors.minutes.attendance import are_labels, are_people
from extractors.minutes.regions import is_form, is_ruling
from extractors.minutes.welsh import english_column
from extractors.text.builder import TextBuilder
from extractors.text.log_tables import lay_log
from extractors.text.minutes_tables import lay_minutes, minutes_columns
from extractors.text.paragraphs import Row, in_one_line, lay_paragraph


def lay_table(builder: TextBuilder, rows: Sequence[Row]) -> None:
    """Add a table to a text: an action log or a list of figures as rows with column heads, minutes as paragraphs, lists
    of people side by side one after the other."""
    rows = _without_empty_columns(rows)
    said = [[in_one_line(cell) for cell in row] for row in rows]
    if len(rows) > 1 and are_labels(said[0]):
        _lay_paragraphs(builder, zip_longest(*rows, fillvalue=()))
        return
    english = english_column(said)
    if english is not None:
        _lay_paragraphs(builder, [(row[place],) for place in (english, 1 - english) for row in rows])
        return
    heads = log_heads(said)
    if heads is not None:
        lay_log(builder, rows, *heads)
        return
    if is_form(said):
        for row in rows:
            # What a label rules is read as paragraphs under it; a name or a day beside its label stays there.
            if is_ruling(in_one_line(row[0])):
                _lay_paragraphs(builder, [row])
            else:
                builder.add_row((in_one_line(cell), None) for cell in row)
        return
    if rows and are_people(said[0]):
        _lay_rows(builder, said, has_heads=True)
        return
    columns = minutes_columns(rows, said)
    if columns is not None:
        lay_minutes(builder, rows, columns)
    elif any(len(cell) > 1 for row in rows for cell in row):
        _lay_paragraphs(builder, rows)
    else:
        _lay_rows(builder, said, has_heads=_bold_row(rows))


def _lay_paragraphs(builder: TextBuilder, rows: Iterable[Row]) -> None:
    for paragraph in (paragraph for row in rows for cell in row for paragraph in cell):
        lay_paragraph(builder, paragraph)


def _without_empty_columns(rows: Sequence[Row]) -> list[Row]:
    """Rows without the columns that hold nothing: programs cut a table finer than people see it."""
    width = max((len(row) for row in rows), default=0)
    filled = [
        any(row[place : place + 1] and any(one.words for one in row[place]) for row in rows) for place in range(width)
    ]
    return [tuple(cell for cell, is_filled in zip(row, filled, strict=False) if is_filled) for row in rows]


def _lay_rows(builder: TextBuilder, said: Sequence[Sequence[str]], *, has_heads: bool) -> None:
    for place, row in enumerate(said):
        filled = [(words, column) for column, words in enumerate(row) if words]
        if len(filled) == 1 and not has_heads:
            builder.add(filled[0][0])
            continue
        under = has_heads and place > 0
        builder.add_row(
            (words, (said[0][column] or None) if under and column < len(said[0]) else None) for words, column in filled
        )


def _bold_row(rows: Sequence[Row]) -> bool:
    first = [paragraph for cell in rows[0] for paragraph in cell if paragraph.words] if rows else []
    return len(rows) > 1 and bool(first) and all(paragraph.bold for paragraph in first)
