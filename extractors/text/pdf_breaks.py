"""Tables that go on over a page's end: with the heads of the page before, and a row that the page's end broke whole."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.minutes.action_log import is_log, roles
from extractors.text.pdf_grids import NEAR
from extractors.text.pdf_lines import Segment, line
from extractors.text.pdf_tables import TableRow


def is_alike(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Whether two tables have the same columns."""
    return len(edges) == len(others) and all(abs(one - other) <= NEAR for one, other in zip(edges, others, strict=True))


def goes_on(before: Sequence[TableRow], rows: Sequence[TableRow]) -> tuple[tuple[TableRow, ...], tuple[TableRow, ...]]:
    """Return the rows of a table and those on the next page with the same columns, as one table has them.

    Rows that begin with a log's heads keep them.
    """
    if is_log(roles([part.text for part in rows[0].line.segments])):
        if len(rows) == 1 or not _is_broken(before[-1], rows[1]):
            return tuple(before), tuple(rows)
        return (*before[:-1], _joined(before[-1], rows[1])), (rows[0], *rows[2:])
    heads = {place: head for row in before for place, head in zip(row.places, row.columns, strict=True) if head}
    under = (
        [replace(row, columns=tuple(heads.get(place) for place in row.places)) for row in rows] if heads else [*rows]
    )
    if not _is_broken(before[-1], under[0]):
        return tuple(before), tuple(under)
    return (*before[:-1], _joined(before[-1], under[0])), tuple(under[1:])


def _is_broken(last: TableRow, first: TableRow) -> bool:
    """Whether a page's first row is the rest of the last one before it: nothing stands where that one begins, or words
    that begin no sentence. A row that lacks but the first cell is whole: that one spans both."""
    begin = last.places[0]
    if begin not in first.places:
        is_whole = first.places == last.places[1:] and not first.line.segments[0].text[:1].islower()
        return set(first.places) <= set(last.places) and (not is_whole or len(first.places) == 1)
    return first.line.segments[first.places.index(begin)].text[:1].islower()


def _joined(last: TableRow, first: TableRow) -> TableRow:
    """A row with the rest of its cells; its place is that on its first page."""
    rest = dict(zip(first.places, first.line.segments, strict=True))
    parts = [
        _with(part, rest[place]) if place in rest else part
        for place, part in zip(last.places, last.line.segments, strict=True)
    ]
    own = last.line
    return replace(last, line=own._replace(segments=tuple(parts), text=line(parts, own.page).text))


def _with(part: Segment, rest: Segment) -> Segment:
    return part._replace(words=part.words + rest.words, text=f"{part.text} {rest.text}")
