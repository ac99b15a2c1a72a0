"""OpenDocument text and spreadsheets (.odt, .ods) to Text: paragraphs with their numbers, headings, lists, tables.

Deleted text of tracked changes lies in a part of its own and is left out, so changes count as accepted; notes and
annotations stay out as well, and so do footers. The words of headers stand behind all others, in the region `other`.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from xml.etree.ElementTree import Element

from extractors.text.builder import TextBuilder
from extractors.text.numbering import Counter
from extractors.text.odt_styles import OFFICE, STYLE, TABLE, TEXT, Styles, whole
from extractors.text.package import Package
from extractors.text.paragraphs import GOES_ON, Cell, Paragraph, Row, Running, lay_paragraph, parted_boxes
from extractors.text.tables import lay_table
from models.run import UnreadableDocument
from models.text import Text

READER = "odt/1"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
ENCRYPTED = b"encryption-data"
DEEPEST = 40
# A spreadsheet may say that its last row repeats a million times.
MOST_REPEATS = 64
SKIPPED = frozenset(
    {TEXT + "note", TEXT + "tracked-changes", OFFICE + "annotation", TEXT + "sequence-decls", OFFICE + "forms"}
)
HEADERS = frozenset(STYLE + tag for tag in ("header", "header-first", "header-left"))
HOLDERS = frozenset({TEXT + "section", TEXT + "index-body", TABLE + "table-header-rows", TABLE + "table-rows",
                     TABLE + "table-row-group"})  # fmt: skip
COVERED = TABLE + "covered-table-cell"
CELLS = frozenset({TABLE + "table-cell", COVERED})
HIDDEN = frozenset({"collapse", "filter"})
REPEATED, ROWS_SPANNED = TABLE + "number-columns-repeated", TABLE + "number-rows-spanned"
Table = list[Row]


def read_odt(body: bytes) -> Text:
    """Read an OpenDocument text or spreadsheet. Raises `UnreadableDocument`."""
    package = Package(body)
    if ENCRYPTED in (package.xml("META-INF/manifest.xml") or b""):
        raise UnreadableDocument("encrypted", "a file that asks for a password", "a file that opens without one")
    content = package.tree("content.xml")
    holder = content.find(OFFICE + "body") if content is not None else None
    if content is None or holder is None:
        raise UnreadableDocument("damaged-file", "an OpenDocument file without content", "content.xml with a body")
    styles = package.tree("styles.xml")
    reader = _Reader(Styles(content, styles))
    builder = TextBuilder()
    for kind in holder:
        for block in reader.blocks(kind, 0):
            if isinstance(block, Paragraph):
                lay_paragraph(builder, block)
            else:
                lay_table(builder, block)
    for line in _letterhead(reader, styles) if builder.length else ():
        builder.add(line, region="other")
    return builder.text(READER)


def _letterhead(reader: "_Reader", styles: Element | None) -> dict[str, None]:
    """The lines of all headers, each once: many minutes name their body only there."""
    headers = (element for element in styles.iter() if element.tag in HEADERS) if styles is not None else ()
    blocks = (block for header in headers for block in reader.blocks(header, 0))
    return dict.fromkeys(block.words for block in blocks if isinstance(block, Paragraph))


class _Reader:
    """Walks through a document in order, since the numbers of its lists are counted on the way."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.lists: dict[str, Counter] = {}
        self.outline = Counter(styles.outline)

    def blocks(self, parent: Element, depth: int) -> Iterator[Paragraph | Table]:
        """Give the paragraphs and tables inside an element; a blank paragraph has no words."""
        if depth > DEEPEST:
            return
        for element in parent:
            if element.tag == TEXT + "p":
                yield from self._paragraph(element, depth)
            elif element.tag == TEXT + "h":
                yield from self._heading(element, depth)
            elif element.tag == TEXT + "list":
                yield from self._list(element, None, 0)
            elif element.tag == TABLE + "table":
                yield from self._table(list(_rows(element)), depth)
            elif element.tag in HOLDERS or element.tag.startswith(TEXT) and element.tag.endswith("-index"):
                yield from self.blocks(element, depth + 1)

    def _paragraph(self, element: Element, depth: int) -> Iterator[Paragraph | Table]:
        run = Running()
        self._gather(element, run, bold=self.styles.bold(element), depth=0)
        lines = [line for line in run.lines if line] or [""]
        beside, boxes = parted_boxes([list(self.blocks(box, depth + 1)) for box in run.boxes])
        yield from (Paragraph(line, bold=run.bold) for line in lines[:-1])
        yield Paragraph(lines[-1], bold=run.bold, beside=beside if lines[-1] else ())
        yield from chain.from_iterable(boxes)

    def _heading(self, element: Element, depth: int) -> Iterator[Paragraph | Table]:
        level = min(max(whole(element.get(TEXT + "outline-level"), 1), 1), 6)
        for block in self._paragraph(element, depth):
            if isinstance(block, Paragraph) and block.words:
                yield replace(block, heading=level, marker=self.outline.next(level - 1))
            else:
                yield block

    def _list(self, element: Element, style: str | None, depth: int) -> Iterator[Paragraph | Table]:
        style = element.get(TEXT + "style-name") or style
        if style is None or depth > DEEPEST:
            yield from (block for item in element for block in self.blocks(item, depth + 1))
            return
        counter = self._counter(style, element, depth)
        for item in element:
            start = item.get(TEXT + "start-value")
            if start is not None:
                counter.restart(depth, whole(start, 1))
            yield from self._item(item, counter, style, depth)

    def _counter(self, style: str, element: Element, depth: int) -> Counter:
        """A list begins anew unless it says that it goes on; a list inside a list shares its counter."""
        goes_on = element.get(TEXT + "continue-numbering") == "true" or element.get(TEXT + "continue-list") is not None
        if style not in self.lists or (depth == 0 and not goes_on):
            self.lists[style] = Counter(self.styles.levels(style))
        return self.lists[style]

    def _item(self, item: Element, counter: Counter, style: str, depth: int) -> Iterator[Paragraph | Table]:
        counted = item.tag == TEXT + "list-header"
        for element in item:
            if element.tag == TEXT + "list":
                yield from self._list(element, style, depth + 1)
                continue
            for block in self.blocks([element], depth + 1):  # type: ignore[arg-type]
                if isinstance(block, Paragraph) and block.words and not counted:
                    counted = True
                    marker = block.marker or counter.next(depth)
                    yield replace(block, marker=marker, level=depth + 1)
                else:
                    yield block

    def _table(self, rows: list[Element], depth: int) -> Iterator[Paragraph | Table]:
        """A table; one of a single column is a frame around what stands in it, tables of its own among it."""
        cells = [[cell for cell in row if cell.tag in CELLS] for row in rows]
        if all(len(row) == 1 and row[0].get(REPEATED) is None for row in cells):
            yield from (block for row in cells for cell in row for block in self.blocks(cell, depth + 1))
        else:
            reaching: dict[int, int] = {}
            found = [tuple(self._cells(row, depth, reaching)) for row in cells]
            yield [row for row in found if any(paragraph.words for cell in row for paragraph in cell)]

    def _cells(self, row: list[Element], depth: int, reaching: dict[int, int]) -> Iterator[Cell]:
        """The cells of a row, each in its column; `reaching` counts, by column, the rows into which a cell still
        reaches."""
        column = 0
        for cell in row:
            content = self._cell(cell, depth)
            for _ in range(min(max(whole(cell.get(REPEATED), 1), 1), MOST_REPEATS)):
                goes_on = cell.tag == COVERED and reaching.get(column, 0) > 0
                reaching[column] = reaching[column] - 1 if goes_on else whole(cell.get(ROWS_SPANNED), 1) - 1
                yield GOES_ON if goes_on else content
                column += 1

    def _cell(self, cell: Element, depth: int) -> Cell:
        found: list[Paragraph] = []
        for block in self.blocks(cell, depth + 1) if cell.tag != COVERED else ():
            found += [block] if isinstance(block, Paragraph) else [p for r in block for c in r for p in c]
        while found and not found[-1].words:
            found.pop()
        return tuple(found)

    def _gather(self, parent: Element, run: Running, *, bold: bool, depth: int) -> None:
        run.say(_white(parent.text), bold=bold)
        for element in parent:
            if element.tag == TEXT + "line-break":
                run.say("\n", bold=bold)
            elif element.tag in (TEXT + "s", TEXT + "tab"):
                run.say("\t" if element.tag == TEXT + "tab" else " ", bold=bold)
            elif element.tag == DRAW + "frame":
                run.boxes += element.findall(DRAW + "text-box")
            elif element.tag not in SKIPPED and depth < DEEPEST:
                said = self.styles.said_bold(element)
                self._gather(element, run, bold=bold if said is None else said, depth=depth + 1)
            run.say(_white(element.tail), bold=bold)


def _white(words: str | None) -> str:
    """White space in the XML is a blank; line breaks are elements."""
    return (words or "").replace("\n", " ").replace("\t", " ")


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag == TABLE + "table-row" and element.get(TABLE + "visibility") not in HIDDEN:
            yield element
        elif element.tag in HOLDERS:
            yield from _rows(element)
