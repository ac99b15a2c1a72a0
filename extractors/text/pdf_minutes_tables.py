"""Tables of a PDF that are minutes in columns: their cells as running text, with who must act beside them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.minutes.regions import is_form, is_ruling
from extractors.minutes.welsh import english_column
from extractors.text.minutes_tables import NUMBER, Columns, under_heads
from extractors.text.pdf_areas import Area
from extractors.text.pdf_lines import Line, Segment, line, lines
from extractors.text.pdf_tables import TableRow

# Minutes with nothing beside them: the fields of a form, columns in two languages.
WHOLE = Columns(None, (), None)


def with_minutes(found: Sequence[Area]) -> list[Area]:
    """Return areas, in reading order, with an area for each cell of tables that are minutes or forms. What says in
    Welsh what stands beside it in English is put behind all others."""
    parts = [part for area in found for part in _cells(area)]
    return [part for part in parts if not part.is_welsh] + [part for part in parts if part.is_welsh]


def _cells(area: Area) -> Iterator[Area]:
    heads = {place: head for row in area.rows for place, head in zip(row.places, row.columns, strict=True) if head}
    width = max((place for row in area.rows for place in row.places), default=-1) + 1
    head = [heads.get(place, "") for place in range(width)]
    rows = [row for row in area.rows if any(row.columns)]
    columns = under_heads(0, head, [head, *(_said(row, width) for row in rows)]) if heads else None
    said = [_said(row, width) for row in area.rows]
    if columns is not None:
        yield from (part for row in rows for part in _row(row, columns, area))
    elif (english := english_column(said)) is not None:
        parts = (part for row in area.rows for part in _row(row, WHOLE, area))
        yield from (replace(part, is_welsh=part.column[0] != english) for part in parts)
    elif is_form(said):
        yield from (part for row in area.rows for part in _field(row, area))
    else:
        yield area


def _said(row: TableRow, width: int) -> list[str]:
    said = dict(zip(row.places, (part.text for part in row.line.segments), strict=True))
    return [said.get(place, "") for place in range(width)]


def _row(row: TableRow, columns: Columns, area: Area) -> Iterator[Area]:
    """The cells of a row: what was said, the number before its first line, with the margin beside its last; and its
    tasks, as a row of their own."""
    page = row.line.page
    parts = dict(zip(row.places, row.line.segments, strict=True))
    number = parts.get(columns.number) if columns.number is not None else None
    is_numbered = number is not None and NUMBER.fullmatch(number.text) is not None
    apart = {*columns.margin, *columns.tasks, *([columns.number] if is_numbered else ())}
    said = [place for place in row.places if place not in apart]
    notes = tuple(part for place in columns.margin if place in parts for part in _lines_of(parts[place], page))
    for place in said:
        content = lines(parts[place].words, page=page)
        if is_numbered and number is not None and place == said[0]:
            content = (line((number, *content[0].segments), page), *content[1:])
        beside = notes if place == said[-1] else ()
        yield Area("cell", page, content, column=(place, len(area.edges)), notes=beside)
    yield from _tasks(row, columns, page)


def _field(row: TableRow, area: Area) -> Iterator[Area]:
    """A field of a form: what a label rules as running text under it."""
    if is_ruling(row.line.segments[0].text):
        yield from _row(row, WHOLE, area)
    else:
        yield Area("table", area.page, (row.line,), rows=(row,))


def _tasks(row: TableRow, columns: Columns, page: int) -> Iterator[Area]:
    held = [
        (part, head, place)
        for part, head, place in zip(row.line.segments, row.columns, row.places, strict=True)
        if place in columns.tasks
    ]
    if held:
        parts, heads, places = zip(*held, strict=True)
        task = TableRow(line(parts, page), heads, places)
        yield Area("table", page, (task.line,), rows=(task,))


def _lines_of(part: Segment, page: int) -> Iterable[Segment]:
    found: tuple[Line, ...] = lines(part.words, page=page)
    return (one for whole in found for one in whole.segments)
