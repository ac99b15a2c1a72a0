"""Writes a document's passages and where its records stand in them; a row that says the same is left untouched, so that
reading a document again costs the search index nothing."""

import json
import sqlite3
from collections.abc import Iterator, Sequence

from models.meeting import Item
from models.text import Block, Text
from pipeline.store.places import Place

COLUMNS = "item_id, position, start, end, body, kind, region, level, marker, page, rectangle, text"
MARKS = ", ".join("?" * len(COLUMNS.split(",")))
# A place where a record stands: record, passage, start and end in the document's text, the words.
PlaceRow = tuple[int, int | None, int, int, str]


def write_passages(
    db: sqlite3.Connection, document: int, text: Text, items: Sequence[Item], places: Sequence[Place]
) -> list[int]:
    """Write the passages of a document and return their ids, in the order of its blocks.

    Those of a longer text of before stay until `trim_passages`, since records may stand in them.
    """
    stored = db.execute(f"select id, {COLUMNS} from passages where document_id = ?", (document,)).fetchall()
    known = {row["position"]: tuple(row) for row in stored}
    first = int(db.execute("select coalesce(max(id), 0) + 1 from passages").fetchone()[0])
    ids: list[int] = []
    new: list[tuple[object, ...]] = []
    changed: list[tuple[object, ...]] = []
    for position, row in enumerate(_rows(text, items, places)):
        before = known.get(position)
        ids.append(before[0] if before else first + len(new))
        if before is None:
            new.append((ids[-1], document, *row))
        elif before[1:] != row:
            changed.append((*row, ids[-1]))
    db.executemany(f"update passages set ({COLUMNS}) = ({MARKS}) where id = ?", changed)
    db.executemany(f"insert into passages (id, document_id, {COLUMNS}) values (?, ?, {MARKS})", new)
    return ids


def write_places(db: sqlite3.Connection, document: int, rows: Sequence[PlaceRow]) -> None:
    """Write where a document's records stand, where that is not what is known."""
    known = db.execute(
        "select record_id, passage_id, start, end, quote from record_places where document_id = ?", (document,)
    ).fetchall()
    if sorted(map(tuple, known), key=str) == sorted(rows, key=str):
        return
    db.execute("delete from record_places where document_id = ?", (document,))
    db.executemany(
        "insert into record_places (record_id, document_id, passage_id, start, end, quote) values (?, ?, ?, ?, ?, ?)",
        [(record, document, *rest) for record, *rest in rows],
    )


def trim_passages(db: sqlite3.Connection, document: int, count: int) -> None:
    """Delete the passages of a document behind its first `count`."""
    db.execute("delete from passages where document_id = ? and position >= ?", (document, count))


def _rows(text: Text, items: Sequence[Item], places: Sequence[Place]) -> Iterator[tuple[object, ...]]:
    for position, block in enumerate(text.blocks):
        item = next((p.item for i, p in zip(items, places, strict=True) if i.start <= block.start < i.end), None)
        yield (item, position, block.start, block.end, block.body, block.kind, block.region, block.level,
               block.marker, block.page, _rectangle(block), text.words(block))  # fmt: skip


def _rectangle(block: Block) -> str | None:
    found = block.rectangle
    return (
        json.dumps([round(found.left, 1), round(found.top, 1), round(found.right, 1), round(found.bottom, 1)])
        if found
        else None
    )
