"""HTML to blocks: paragraphs, list items, headings and table rows in reading order, white space collapsed.

Bodies pasted from Word keep their lists as paragraphs with a number or a bullet and no-break spaces, break lines inside
sentences and wrap single words in spans; spacer paragraphs hold nothing but a no-break space.
"""

import codecs
import re
from collections.abc import Iterable, Set
from itertools import zip_longest
from operator import attrgetter
from typing import Any

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from extractors.minutes.attendance import are_labels
from extractors.text.builder import TextBuilder
from extractors.text.html_content import content
from extractors.text.html_tables import as_rows, grid, is_told_apart
from extractors.text.paragraphs import Cell, Paragraph
from extractors.text.tables import lay_table
from models.text import Text
from models.vocabulary import Region

READER = "html/1"
BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "header", "footer", "main", "aside", "blockquote", "pre", "address"),
        *("dl", "dt", "dd", "figure", "figcaption", "form", "fieldset", "ul", "ol", "center", "body", "table"),
        *("tbody", "thead", "tfoot", "caption"),
    )
)
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
SKIPPED = frozenset(
    (
        *("script", "style", "img", "noscript", "template", "select", "option", "button", "input", "svg", "iframe"),
        *("object", "video", "audio", "head"),
    )
)
BOLD = frozenset({"b", "strong"})
TEXT = "-text"
TAG = attrgetter("tag")
# What an element means to running text; those that are not named here stand inside a line.
ROLES = (
    dict.fromkeys(BLOCKS, "block")
    | dict.fromkeys(SKIPPED, "skipped")
    | dict.fromkeys(HEADINGS, "heading")
    | {"br": "break", "tr": "row", "li": "item"}
)
# What parts the words of an element.
PARTS = frozenset(ROLES)
# What stands in a cell that is no line.
SEVERAL_BLOCKS = "p + p, li, table, div + div"
# Links, and elements that are more than running text, if they stand in a paragraph: what parts its words, or bold type,
# which is kept as a fact of the block. A paragraph holds no other paragraph or division but inside one of them.
MORE_THAN_WORDS = r":not(span, p, o\:p, div, i, em, u, font, sub, sup, ins)"
# Text for screen readers and file sizes, which no reader of the page sees as part of a title.
HIDDEN = '[class*="mgHide"], [class*="mgFileSize"]'
CHARSET = re.compile(rb"<meta[^>]{0,80}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
DEEPEST = 400

# `Any`: selectolax's nodes are untyped under strict checking.
Node = Any


def in_utf8(body: bytes) -> bytes:
    """Return a page in UTF-8, which the parser takes as it is: read by a byte order mark, else as UTF-8 where it is
    valid, else by the charset that it names, else as cp1252."""
    marked = body.startswith(codecs.BOM_UTF8)
    body = body.removeprefix(codecs.BOM_UTF8)
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("utf-8" if marked else _charset(body), "replace").encode()
    return body


def _charset(body: bytes) -> str:
    named = CHARSET.search(body[:2048])
    charset = named[1].decode("ascii").lower() if named else "cp1252"
    return charset if _is_known(charset) else "cp1252"


def _is_known(charset: str) -> bool:
    """Whether a page's own word on its charset can be right: it is no UTF-8, and Latin 1 is cp1252 to browsers."""
    try:
        return (
            codecs.lookup(charset).name not in ("utf-8", "iso8859-1", "ascii")
            and codecs.lookup(charset)._is_text_encoding
        )
    except LookupError:
        return False


def parse(markup: str | bytes) -> Node:
    """Parse markup, bytes in UTF-8, as a browser does and return its root, without the parts that no reader of the page
    sees."""
    # Events only copy a form's chosen option, which no reader takes, and each element costs one.
    root: Node = LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS).root
    for node in root.css(HIDDEN):
        node.decompose()
    return root


def read_html(markup: str | bytes) -> Text:
    """Read any page of HTML, bytes in UTF-8: the blocks of what it is about, without regions."""
    builder = TextBuilder()
    root = parse(markup)
    title, part = content(root.css_first("body") or root)
    if title:
        builder.add(title, kind="heading", level=1)
    Blocks(builder, part).add(part)
    return builder.text(READER)


def fragment(markup: str) -> Node:
    """Parse the HTML body of a web service's field and return its root."""
    return parse(f"<body>{markup}</body>").css_first("body")


class Blocks:
    """Lays the blocks of a page into a text, part by part.

    What holds links and more than words is asked once of the whole page: to understand the question costs the parser
    as much as to answer it for a part. `links`, `lists` and `rows` are those of the page, in order.
    """

    def __init__(self, builder: TextBuilder, page: Node) -> None:
        found = [(inner.tag, inner) for inner in page.css(MORE_THAN_WORDS)]
        self.builder = builder
        self.links = [inner for tag, inner in found if tag == "a" and "href" in inner.attributes]
        self.lists = [inner for tag, inner in found if tag == "ul"]
        self.rows = [inner for tag, inner in found if tag == "tr"]
        self._linked = _around(self.links)
        self._mixed = _around(inner for tag, inner in found if tag != "a")

    def add(self, node: Node, region: Region | None = None) -> list[Node]:
        """Add all blocks inside a node of the page and return the links in it, in order."""
        if self.builder.keeps_words:
            writer = _Writer(self.builder, region, self._mixed)
            writer.walk(node, 0)
            writer.flush()
        return node.css("a[href]") if node.mem_id in self._linked else []


def visible(node: Node | None) -> str:
    """Return a node's words on one line, without hidden parts; empty for None."""
    if node is None:
        return ""
    if _is_one_run(node):
        return collapsed(node.text_lexbor())
    parts: list[str] = []
    _gather(node, parts, 0)
    return collapsed("".join(parts))


def collapsed(words: str) -> str:
    """Return words with every run of white space as one blank, none at the ends, blanks without a width among them."""
    if words.isspace():
        return ""
    words = words.replace("\n", " ")
    # No other blank than Python's " " counts as printable: of most words nothing but the ends is to be taken off.
    if words.isprintable() and "  " not in words:
        return words.strip(" ")
    return " ".join(words.replace("\u200b", " ").replace("\ufeff", " ").split())


def classes(node: Node) -> list[str]:
    """Return a node's classes."""
    return (node.attributes.get("class") or "").split()


def children(node: Node) -> list[Node]:
    """Return a node's children that are elements."""
    return [child for child in node.iter() if child.is_element_node]


def first(node: Node, tag: str, attribute: str) -> Node | None:
    """Return the first element of a kind in a node that has an attribute, None where it has none. A selector takes
    longer to be understood than it takes to find what stands near the beginning."""
    return next((inner for inner in node.traverse() if inner.tag == tag and attribute in inner.attributes), None)


def _is_one_run(node: Node) -> bool:
    """Whether nothing inside a node parts its words, so that they can be read whole, in one call of the parser's."""
    inside = node.traverse()
    next(inside)
    return PARTS.isdisjoint(map(TAG, inside))


def _gather(node: Node, parts: list[str], depth: int) -> None:
    child = node.child
    while child is not None and depth < DEEPEST:
        tag = child.tag
        if tag == TEXT:
            parts.append(child.text_content or "")
        elif tag == "br":
            parts.append(" ")
        elif tag in BLOCKS or tag == "li":
            parts.append(" ")
            _gather(child, parts, depth + 1)
            parts.append(" ")
        elif tag not in SKIPPED:
            _gather(child, parts, depth + 1)
        child = child.next


def _around(nodes: Iterable[Node]) -> set[int]:
    """Return the memory addresses of some nodes and of all that they stand in. Few paragraphs of Word's hold more than
    words, though it puts a dozen spans into each."""
    found: set[int] = set()
    for above in nodes:
        while above is not None and (address := above.mem_id) not in found:
            found.add(address)
            above = above.parent
    return found


class _Writer:
    """Walks through a tree and gathers running text until a block ends. Paragraphs not in `mixed` are read whole."""

    def __init__(self, builder: TextBuilder, region: Region | None, mixed: Set[int]) -> None:
        self.builder = builder
        self.region = region
        self.mixed = mixed
        self.running: list[str] = []
        # Whether anything of the block that is running, but blanks, is in bold, and whether anything is not.
        self.has_bold = False
        self.has_plain = False
        self.bold_depth = 0
        self.tables: dict[int, tuple[int | None, list[str | None]]] = {}

    def flush(self, *, heading: int = 0, prefix: str = "") -> None:
        if not self.running:
            return
        words = collapsed("".join(self.running))
        bold = self.has_bold and not self.has_plain
        self.running, self.has_bold, self.has_plain = [], False, False
        if words:
            kind = "heading" if heading else "paragraph"
            self.builder.add(prefix + words, region=self.region, kind=kind, level=heading, bold=bold)  # type: ignore[arg-type]

    def say(self, words: str) -> None:
        self.running.append(words)
        if self.bold_depth:
            self.has_bold = self.has_bold or not words.isspace()
        else:
            self.has_plain = self.has_plain or not words.isspace()

    def walk(self, node: Node, depth: int) -> None:
        child = node.first_child
        number = 0
        while child is not None:
            tag = child.tag
            if tag == "p" and depth < DEEPEST and child.mem_id not in self.mixed:
                self.paragraph(child)
            elif tag == TEXT:
                words = child.text_content or ""
                # Most blanks only part the blocks of the markup.
                if self.running or not words.isspace():
                    self.say(words)
            elif (role := ROLES.get(tag)) is None:
                if depth < DEEPEST:
                    self.inline(child, tag, depth)
            elif role == "item":
                number += 1
                self.item(child, node, number, depth)
            elif role != "skipped" and depth < DEEPEST:
                self.element(child, tag, role, depth)
            child = child.next

    def paragraph(self, node: Node) -> None:
        """A paragraph of nothing but words, whole."""
        if self.running:
            self.flush()
        words = collapsed(node.text_lexbor())
        # Spacers are as many as paragraphs.
        if words:
            self.builder.add(words, region=self.region, bold=self.bold_depth > 0)

    def inline(self, node: Node, tag: str, depth: int) -> None:
        self.bold_depth += tag in BOLD
        self.walk(node, depth + 1)
        self.bold_depth -= tag in BOLD

    def element(self, node: Node, tag: str, role: str, depth: int) -> None:
        if role == "break":
            self.say("\n") if node.parent.tag in ("b", "i", "span", "a") else self.flush()
        elif role == "row":
            self.row(node, depth)
        elif tag == "table" and (columns := _people_side_by_side(node)):
            self.flush()
            for cell in columns:
                self.walk(cell, depth + 1)
                self.flush()
        elif tag == "table" and node.css_first("td table, th table") is None and is_told_apart(node, visible):
            self.flush()
            inner = TextBuilder()
            lay_table(inner, as_rows(grid(node), lambda cell: self.cell(cell, depth + 1)))
            self.builder.take(inner.text(READER), region=self.region)
        else:
            self.flush()
            self.walk(node, depth + 1)
            self.flush(heading=HEADINGS.get(tag, 0))

    def cell(self, node: Node, depth: int) -> Cell:
        """The paragraphs of a table's cell."""
        inner = _Writer(TextBuilder(), None, self.mixed)
        inner.walk(node, depth)
        inner.flush()
        text = inner.builder.text(READER)
        return tuple(
            Paragraph(text.words(block), block.marker, block.level if block.kind == "heading" else 0, bold=block.bold)
            for block in text.blocks
        )

    def item(self, node: Node, parent: Node, number: int, depth: int) -> None:
        """A list's item: the number that a browser would show stands before it in the text."""
        self.flush()
        inner = _Writer(self.builder, self.region, self.mixed)
        before = inner.builder.length
        inner.walk(node, depth + 1)
        prefix = f"{_ordinal(parent, number)} " if inner.builder.length == before else ""
        inner.flush(prefix=prefix)

    def row(self, node: Node, depth: int) -> None:
        """A table row: one block of cells where each cell is a line, else the cells' own blocks."""
        self.flush()
        cells = [cell for cell in children(node) if cell.tag in ("td", "th")]
        heads = self.heads(node)
        if len(cells) < 2 or node.css_first(SEVERAL_BLOCKS) is not None:
            for cell in cells:
                self.walk(cell, depth + 1)
                self.flush()
            return
        self.builder.add_row(
            ((visible(cell), heads[place] if place < len(heads) else None) for place, cell in enumerate(cells)),
            region=self.region,
        )

    def heads(self, row: Node) -> list[str | None]:
        """Return the heads of a row's columns, none where it has none or is the head row."""
        table = row.parent
        while table is not None and table.tag != "table":
            table = table.parent
        if table is None:
            return []
        if table.mem_id not in self.tables:
            self.tables[table.mem_id] = _head_row(table)
        place, heads = self.tables[table.mem_id]
        return [] if place == row.mem_id else heads


def _ordinal(parent: Node, number: int) -> str:
    if parent.tag != "ol":
        return "•"
    style = parent.attributes.get("type") or "1"
    start = parent.attributes.get("start") or "1"
    count = number - 1 + (int(start) if start.isdecimal() else 1)
    if style in ("a", "A") and 1 <= count <= 26:
        letter = chr(ord("a") + count - 1)
        return f"({letter.upper() if style == 'A' else letter})"
    if style in ("i", "I") and 1 <= count <= 20:
        roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
        small = roman[count - 1] if count <= 10 else "x" + roman[count - 11]
        return f"({small.upper() if style == 'I' else small})"
    return f"{count}."


def _people_side_by_side(table: Node) -> list[Node]:
    """The cells of a table of lists of people ("Present", "Apologies"), column by column; none of any other table."""
    rows = [[cell for cell in children(row) if cell.tag in ("td", "th")] for row in table.css("tr")]
    if len(rows) < 2 or not are_labels([visible(cell) for cell in rows[0]]):
        return []
    return [cell for column in zip_longest(*rows) for cell in column if cell is not None]


def _head_row(table: Node) -> tuple[int | None, list[str | None]]:
    """Return the place of a table's head row, the first where it is in bold or marked as heads, and its words."""
    first = next(([cell for cell in children(row) if cell.tag in ("td", "th")] for row in table.css("tr")), [])
    if first and all(cell.tag == "th" or cell.css_first("b, strong") is not None for cell in first):
        return first[0].parent.mem_id, [visible(cell) or None for cell in first]
    return None, []
