"""Word files (.docx) to Text: paragraphs with their printed numbers, headings, tables; tracked changes as accepted.

Read from the XML itself: python-docx, which writes our reports, gives neither numbers nor inserted text. The words
of headers stand behind all others, in the region `other`. Footers, comments and notes are parts of their own and stay
out; so does hidden and deleted text.
"""

import re
from collections.abc import Iterator
from itertools import chain
from xml.etree.ElementTree import Element

from extractors.text.builder import TextBuilder
from extractors.text.docx_styles import Numbers, Styles, W, child, is_on, number, value
from extractors.text.package import Package, parse
from extractors.text.paragraphs import GOES_ON, Cell, Paragraph, Row, Running, lay_paragraph, parted_boxes
from extractors.text.tables import lay_table
from models.run import UnreadableDocument
from models.text import Text

READER = "docx/1"
MAIN = re.compile(r"word/document\d*\.xml")
# The names of ISO 29500 Strict, which say the same as those that every program writes.
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What wraps paragraphs, rows or runs and is read as if it were not there: insertions above all.
WRAPPERS = frozenset(
    W + tag
    for tag in ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")
)
# What an accepted change takes away.
GONE = frozenset(W + tag for tag in ("del", "moveFrom"))
STRAIGHT = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
# Ticks, crosses and boxes of Wingdings by the last two digits of their numbers.
SYMBOLS = {"FC": "✓", "FE": "☑", "FB": "✗", "FD": "☒", "A8": "☐", "6F": "☐", "E0": "→"}
HEADER = re.compile(r"word/header\d*\.xml")
TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
MOST_HEADERS = 12
DEEPEST_TABLE = 12
MOST_COLUMNS = 64


def read_docx(body: bytes) -> Text:
    """Read a Word file. Raises `UnreadableDocument`."""
    package = Package(body)
    content = child(_tree(package, min(filter(MAIN.fullmatch, package.names), default="")), "body")
    if content is None:
        raise UnreadableDocument("damaged-file", "a Word file without a document", "word/document.xml with a body")
    styles = Styles(_tree(package, "word/styles.xml"))
    reader = _Reader(styles, Numbers(_tree(package, "word/numbering.xml"), styles))
    builder = TextBuilder()
    for block in reader.blocks(content, 0):
        if isinstance(block, Paragraph):
            lay_paragraph(builder, block)
        else:
            lay_table(builder, block)
    for line in _letterhead(package) if builder.length else ():
        builder.add(line, region="other")
    return builder.text(READER)


def _letterhead(package: Package) -> dict[str, None]:
    """The lines of all headers, each once, with the words of a watermark: many minutes name their body only there."""
    found: dict[str, None] = {}
    for name in sorted(filter(HEADER.fullmatch, package.names))[:MOST_HEADERS]:
        for element in _descendants(_tree(package, name)):
            if element.tag == W + "p" and element.find(f".//{W}p") is None:
                words = "".join(_straight(part) for part in _descendants(element))
                found |= dict.fromkeys(" ".join(line.split()) for line in re.split(r"[\n\t]", words))
            elif element.tag == TEXT_PATH:
                found[" ".join((element.get("string") or "").split())] = None
    return found


def _straight(part: Element) -> str:
    return part.text or "" if part.tag == W + "t" else STRAIGHT.get(part.tag, "")


def _descendants(parent: Element | None) -> Iterator[Element]:
    """Give all elements below one in the order of the document, deleted ones left out."""
    waiting = list(reversed(parent)) if parent is not None else []
    while waiting:
        element = waiting.pop()
        if element.tag not in GONE:
            yield element
            waiting.extend(reversed(element))


def _tree(package: Package, name: str) -> Element | None:
    content = package.xml(name)
    return parse(content.replace(STRICT, W[1:-1].encode()), name) if content is not None else None


Table = list[Row]


class _Reader:
    """Walks through a document in order, since the numbers of its lists are counted on the way."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self.styles = styles
        self.numbers = numbers

    def blocks(self, parent: Element, depth: int) -> Iterator[Paragraph | Table]:
        """Give the paragraphs and tables inside an element; a blank paragraph has no words."""
        if depth > DEEPEST_TABLE:
            return
        carried: Running | None = None
        for element in _children(parent):
            if element.tag == W + "p":
                carried = carried or Running()
                self._gather(element, carried, bold=self.styles.bold(value(element, "pPr", "pStyle")))
                if child(element, "pPr", "rPr", "del") is not None:
                    # The mark that ends the paragraph was deleted: it runs into the next one.
                    continue
                yield from self._paragraph(element, carried, depth)
                carried = None
            elif element.tag == W + "tbl":
                yield from self._table([row for row in _children(element) if _is_row(row)], depth)

    def _paragraph(self, element: Element, run: Running, depth: int) -> Iterator[Paragraph | Table]:
        filled = [line for line in run.lines if line]
        heading = self.styles.heading(element)
        marker, level = self.numbers.next(element) if filled else (None, 0)
        beside, boxes = parted_boxes([list(self.blocks(box, depth + 1)) for box in run.boxes])
        if not filled:
            yield Paragraph("")
        elif heading:
            yield Paragraph(" ".join(filled), marker, heading, bold=run.bold)
        else:
            for place, line in enumerate(filled):
                last = place == len(filled) - 1
                yield Paragraph(line, None if place else marker, 0, level, run.bold, beside if last else ())
        yield from chain.from_iterable(boxes)

    def _table(self, rows: list[Element], depth: int) -> Iterator[Paragraph | Table]:
        """A table; one of a single column is a frame around what stands in it, tables of its own among it."""
        cells = [[cell for cell in _children(row) if _is_cell(cell)] for row in rows]
        if all(len(row) == 1 for row in cells):
            yield from (block for row in cells for cell in row for block in self.blocks(cell, depth + 1))
        else:
            yield [self._row(row, depth) for row in cells]

    def _row(self, row: list[Element], depth: int) -> Row:
        """The cells of a row, each in its column: merged ones leave empty places."""
        found: list[Cell] = []
        for cell in row:
            found.append(GOES_ON if _continues(cell) else self._cell(cell, depth))
            found += [()] * min(number(value(cell, "tcPr", "gridSpan"), 1) - 1, MOST_COLUMNS)
        return tuple(found)

    def _cell(self, cell: Element, depth: int) -> Cell:
        found: list[Paragraph] = []
        for block in self.blocks(cell, depth + 1):
            if isinstance(block, Paragraph):
                found.append(block)
            else:
                found += [paragraph for row in block for inner in row for paragraph in inner]
        while found and not found[-1].words:
            found.pop()
        return tuple(found)

    def _gather(self, parent: Element, run: Running, *, bold: bool) -> None:
        """Add what stands in a paragraph, or in a wrapper inside it, to the running text."""
        for element in _children(parent):
            if element.tag == W + "r":
                self._gather_run(element, run, bold=bold)

    def _gather_run(self, element: Element, run: Running, *, bold: bool) -> None:
        properties = child(element, "rPr")
        if is_on(properties, "vanish"):
            return
        said = is_on(properties, "b")
        is_bold = said if said is not None else bold or self.styles.bold(value(properties, "rStyle"))
        for part in element:
            if part.tag == W + "t":
                run.say(part.text or "", bold=is_bold)
            elif part.tag == W + "sym":
                run.say(_symbol(part, begins=not run.letters), bold=is_bold)
            elif part.tag in STRAIGHT:
                run.say(" " if part.get(W + "type") in ("page", "column") else STRAIGHT[part.tag], bold=is_bold)
            elif part.tag in (W + "drawing", W + "pict", COMPATIBILITY + "AlternateContent"):
                run.boxes += _boxes(part)


def _children(parent: Element) -> Iterator[Element]:
    """Give an element's children, those inside wrappers in their place, deleted ones left out. Wrappers may nest."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag in WRAPPERS and child(element, "sdtPr", "showingPlcHdr") is None:
            waiting.extend(reversed(element))
        elif element.tag not in WRAPPERS and element.tag not in GONE:
            yield element


def _symbol(part: Element, *, begins: bool) -> str:
    """A letter of a font of pictures: what it shows where that says something, else a bullet at the beginning."""
    shown = SYMBOLS.get((part.get(W + "char") or "").upper()[-2:])
    return shown or ("• " if begins else "")


def _boxes(part: Element) -> list[Element]:
    """Return the text boxes in a drawing; of two forms of the same drawing the first."""
    choice = part.find(COMPATIBILITY + "Choice") if part.tag == COMPATIBILITY + "AlternateContent" else part
    return list(choice.iter(W + "txbxContent")) if choice is not None else []


def _is_row(row: Element) -> bool:
    return row.tag == W + "tr" and child(row, "trPr", "del") is None


def _is_cell(cell: Element) -> bool:
    return cell.tag == W + "tc" and child(cell, "tcPr", "cellDel") is None


def _continues(cell: Element) -> bool:
    """Whether a cell is the lower part of one that spans several rows."""
    merged = child(cell, "tcPr", "vMerge")
    return merged is not None and merged.get(W + "val") != "restart"
