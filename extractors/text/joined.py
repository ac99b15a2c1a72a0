"""Several texts laid one behind the other into one, with their offsets moved."""

from collections.abc import Sequence
from dataclasses import replace

from models.text import Block, Cell, Span, Text


def joined(texts: Sequence[Text], reader: str) -> Text:
    """Return one text of several, parted by a line end. Pages keep the numbers that they had in their own file."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for text in texts:
        blocks += [moved(block, length) for block in text.blocks]
        parts += (text.plain, "\n")
        length += len(text.plain) + 1
    return Text("".join(parts), tuple(blocks), reader)


def moved(block: Block, by: int) -> Block:
    """Return a block whose offsets are so many characters further on."""
    return replace(
        block,
        start=block.start + by,
        end=block.end + by,
        body=block.body + by,
        cells=tuple(Cell(cell.start + by, cell.end + by, cell.column) for cell in block.cells),
        margin=tuple(Span(note.start + by, note.end + by) for note in block.margin),
    )
