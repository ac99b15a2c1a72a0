"""How much of a made document's truth a reading holds: hits and chances for each thing that can go right."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from benchmarks.layouts.truth import Minutes, Person, Piece
from models.meeting import Attendance, Item, Reading
from models.text import Block, Text

Score = tuple[float, float]
MEASURES = (
    "word order F1", "furniture left", "paragraphs beside a column whole", "paragraphs whole", "owner tied",
    "rows intact", "attendance with role", "item boundaries",
)  # fmt: skip


def score(truth: Minutes, reading: Reading) -> dict[str, Score]:
    """Return (hits, chances) by measure; for furniture the hits are what was wrongly left in."""
    text = reading.text
    if text is None:
        raise ValueError("a reading without a text")
    blocks = {_flat(text.words(block)): block for block in reversed(text.blocks)}
    pieces = [piece for piece in truth.order if piece.kind in ("paragraph", "list_item")]
    beside = [piece for piece in pieces if piece.beside]
    rows = [piece for piece in truth.order if piece.kind == "row"]
    return {
        "word order F1": _word_order(truth, text),
        "furniture left": _furniture(truth, text),
        "paragraphs beside a column whole": (sum(_flat(piece.words) in blocks for piece in beside), len(beside)),
        "paragraphs whole": (sum(_flat(piece.words) in blocks for piece in pieces), len(pieces)),
        "owner tied": (
            sum(_tied(piece, text, blocks) for piece in beside),
            sum(bool(piece.owners) or _noted(piece, blocks) for piece in beside),
        ),
        "rows intact": _rows(rows, text),
        "attendance with role": _attendance(truth.people, reading),
        "item boundaries": _items(truth, text, reading.items),
    }


def _flat(words: str) -> str:
    return " ".join(words.split())


def _printed(piece: Piece) -> list[str]:
    notes = [
        "/".join(piece.owners) if all(map(str.isupper, piece.owners)) else ", ".join(piece.owners),
        piece.due or "",
    ]
    return f"{piece.printed} {' '.join(notes)}".split()


def _word_order(truth: Minutes, text: Text) -> Score:
    """Twice the words that stand in the same order in both, and all words of both."""
    said = [word.strip(",") for piece in truth.order for word in _printed(piece)]
    apart = next((block.start for block in text.blocks if block.region == "other"), len(text.plain))
    read = [word.strip(",") for word in text.plain[:apart].split()]
    same = sum(match.size for match in SequenceMatcher(None, said, read, autojunk=False).get_matching_blocks())
    return 2 * same, len(said) + len(read)


def _furniture(truth: Minutes, text: Text) -> Score:
    """A line of furniture is left where its words stand as a block, or inside one, more often than they were said; what
    the reader has set apart behind the text is not left in it."""
    left = 0
    read = [_flat(text.plain[block.start : block.end]) for block in text.blocks if block.region != "other"]
    said = [piece.printed for piece in truth.order]
    for words, printed in Counter(truth.furniture).items():
        pattern = re.compile(rf"(?<!\S){re.escape(words)}(?!\S)") if len(words) > 8 else re.compile(re.escape(words))
        match = pattern.search if len(words) > 8 else pattern.fullmatch
        left += min(printed, max(0, sum(bool(match(one)) for one in read) - sum(bool(match(one)) for one in said)))
    return left, len(truth.furniture)


def _notes(text: Text, block: Block) -> list[str]:
    return [_flat(text.plain[note.start : note.end]) for note in block.margin]


def _noted(piece: Piece, blocks: dict[str, Block]) -> bool:
    block = blocks.get(_flat(piece.words))
    return block is not None and bool(block.margin)


def _tied(piece: Piece, text: Text, blocks: dict[str, Block]) -> bool:
    """Whether exactly the piece's owners stand beside it, each whole; a date may stand there as well."""
    block = blocks.get(_flat(piece.words))
    if block is None or not piece.owners:
        return False
    notes = _notes(text, block)
    wanted = [*piece.owners, *([piece.due] if piece.due else [])]
    return sorted(part for note in notes for part in re.split(r"\s*/\s*|,\s+", note)) == sorted(wanted)


def _rows(rows: Sequence[Piece], text: Text) -> Score:
    found = Counter(
        tuple(_flat(text.plain[cell.start : cell.end]) for cell in block.cells)
        for block in text.blocks
        if block.kind == "row"
    )
    said = Counter(tuple(cell for cell in row.cells if cell) for row in rows)
    return sum((found & said).values()), len(rows)


def _attendance(people: Sequence[Person], reading: Reading) -> Score:
    """A line of the list is right where name, role and group are; what was made up counts as a chance missed."""
    found = {_person(one) for meeting in reading.meetings for one in meeting.attendance}
    wanted = {(one.name, _role(one.role), one.group) for one in people}
    return len(found & wanted), len(found | wanted)


def _person(one: Attendance) -> tuple[str, str | None, str | None]:
    return one.name, _role(one.role), one.status.casefold() if one.status else None


def _role(role: str | None) -> str | None:
    return None if role in (None, "Member") else role


def _items(truth: Minutes, text: Text, items: Sequence[Item]) -> Score:
    """An item is right where number and title are, and it holds exactly what was said under it."""
    found = {(item.number, _title(item.title or "")): item for item in items}
    headings = [piece for piece in truth.order if piece.kind == "heading" and piece.marker]
    right = 0
    for agendum, heading in zip(truth.items, headings, strict=True):
        item = found.get((agendum.number, _title(heading.words)))
        right += item is not None and _holds(item, agendum.pieces, heading, text)
    return right, max(len(truth.items), len(items))


def _title(title: str) -> str:
    return re.sub(r"\s*\(agenda item[^)]*\)", "", title.casefold()).strip()


def _holds(item: Item, pieces: Sequence[Piece], heading: Piece, text: Text) -> bool:
    inside = _flat(text.plain[item.start : item.end])
    words = [heading.words, *(piece.words for piece in pieces if piece.kind != "row" and not piece.box)]
    return inside.startswith(_flat(heading.printed)) and all(_flat(one)[-25:] in inside for one in words)
