"""Lays blocks one after the other into one text and keeps count of the offsets."""

from collections.abc import Iterable

from extractors.text.joined import moved
from extractors.text.markers import marker_at
from models.text import Block, Cell, Span, Text
from models.vocabulary import BlockKind, Region


class TextBuilder:
    """A text under construction. Words are given with white space collapsed; blocks are parted by line ends.

    One that does not keep words takes none: for those who want of a page what it names and leads to, not what it says.
    """

    def __init__(self, *, keeps_words: bool = True) -> None:
        self.keeps_words = keeps_words
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self.length = 0

    def add(
        self,
        words: str,
        *,
        region: Region | None = None,
        kind: BlockKind = "paragraph",
        level: int = 0,
        bold: bool = False,
        notes: Iterable[str] = (),
    ) -> None:
        """Add one block; a marker at its beginning makes a paragraph a list item. Blank words add nothing.

        `notes` are what stands beside the block in an action column; they follow it in the text.
        """
        if not words or not self.keeps_words:
            return
        start, end = self.length, self.length + len(words)
        found = marker_at(words, 0, len(words)) if kind != "heading" else None
        body, marker = start, None
        if found is not None and found[1] < len(words):
            marker, body = found[0], start + found[1]
            if kind == "paragraph":
                kind, level = "list_item", 1
        self._parts.append(words)
        self._parts.append("\n")
        self.length = end + 1
        margin = tuple(self._note(note) for note in notes if note) if notes else ()
        self._blocks.append(Block(kind, start, end, body, region, level, marker, bold, (), margin))

    def _note(self, words: str) -> Span:
        start = self._put(words)
        self._put("\n")
        return Span(start, start + len(words))

    def add_row(self, cells: Iterable[tuple[str, str | None]], *, region: Region | None = None) -> None:
        """Add a table row of (words, column head) cells; empty cells are left out."""
        if not self.keeps_words:
            return
        found: list[Cell] = []
        for words, column in cells:
            if not words:
                continue
            if found:
                self._put("\t")
            start = self._put(words)
            found.append(Cell(start, self.length, column))
        if found:
            self._blocks.append(Block("row", found[0].start, self.length, found[0].start, region, cells=tuple(found)))
            self._put("\n")

    def take(self, text: Text, *, region: Region | None = None) -> None:
        """Add all blocks of a text, in that region if one is given."""
        if self.keeps_words:
            blocks = [moved(block, self.length) for block in text.blocks]
            self._blocks += [block if region is None else block.within(region) for block in blocks]
            self._put(text.plain)

    def text(self, reader: str) -> Text:
        """Return what was laid down so far."""
        return Text("".join(self._parts), tuple(self._blocks), reader)

    def _put(self, words: str) -> int:
        start = self.length
        self._parts.append(words)
        self.length += len(words)
        return start
