"""Text of a document in one coordinate system: every finding is a pair of offsets into `Text.plain`."""

from bisect import bisect_right
from collections.abc import Iterable

from models.frozen import frozen
from models.vocabulary import BlockKind, Region


@frozen
class Span:
    """A stretch of `Text.plain`; `end` is exclusive."""

    start: int
    end: int


@frozen
class Rectangle:
    """A place on a page in points (1/72 inch), measured from the top left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float


@frozen
class Cell:
    """One cell of a table row: a stretch of `Text.plain` and the head of its column, None where the table has none."""

    start: int
    end: int
    column: str | None = None


@frozen
class Block:
    """A heading, paragraph, list item or table row.

    `start` and `end` delimit the whole block in `Text.plain`, marker included; `body` is where the words begin after
    the marker ("(a)", "12.3", "•"), equal to `start` where there is none. `margin` are the stretches that stand beside
    the block in an action column or right margin: they lie in `Text.plain` after `end`, never inside the block.
    `level` is 1 to 6 for headings and the depth from 1 for list items, else 0. `page` counts from 1. `size` is the
    height of its letters with what they may reach above and below the line, in points, None where it is not known.
    """

    kind: BlockKind
    start: int
    end: int
    body: int
    region: Region | None = None
    level: int = 0
    marker: str | None = None
    bold: bool = False
    cells: tuple[Cell, ...] = ()
    margin: tuple[Span, ...] = ()
    page: int | None = None
    rectangle: Rectangle | None = None
    size: float | None = None

    def within(self, region: Region) -> "Block":
        """Return the same block in a region. Every block of a text is given one, for which `replace` is slow."""
        return Block(
            *(self.kind, self.start, self.end, self.body, region, self.level, self.marker, self.bold),
            *(self.cells, self.margin, self.page, self.rectangle, self.size),
        )


@frozen
class Text:
    """A document's words, in reading order. Blocks do not overlap and stand in the order of their offsets.

    `reader` names the reader and its version, so that a better reader re-reads only what it can improve.
    `unread_pages` are pages (from 1) that hold no text that could be read; `quality` is the share of words that an
    OCR reader was sure of (0 to 1), None where the text is not from OCR.
    """

    plain: str
    blocks: tuple[Block, ...]
    reader: str
    unread_pages: tuple[int, ...] = ()
    quality: float | None = None

    def words(self, block: Block) -> str:
        """Return the block's text without its marker."""
        return self.plain[block.body : block.end]

    def blocks_at(self, offsets: Iterable[int]) -> list[Block]:
        """Return the blocks that hold some offsets, which stand in order, each once; for an offset between two blocks
        the first of them."""
        starts = [block.start for block in self.blocks]
        places = {bisect_right(starts, offset) - 1: None for offset in offsets}
        return [self.blocks[place] for place in places if place >= 0]
