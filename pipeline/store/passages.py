"""Writes a document's passages and where its records stand in them; what says the same is left untouched, so that
reading a document again costs neither its rows nor the search index anything."""

import hashlib
import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from models.meeting import Item
from models.text import Block, Text
from pipeline.store.places import Place

COLUMNS = "position, start, end, body, kind, region, level, marker, page, rectangle, item_id, text"
MARKS = ", ".join("?" * len(COLUMNS.split(",")))
DIGEST_BYTES = 16
# A place where a record stands: record, passage, start and end in the document's text, the words.
PlaceRow = tuple[int, int | None, int, int, str]
# A passage in the order of COLUMNS: all of it, or how it is laid out, which is all but its item and its words.
Row = tuple[object, ...]


def write_passages(
    db: sqlite3.Connection, document: int, text: Text, items: Sequence[Item], places: Sequence[Place]
) -> list[int]:
    """Write the passages of a document and return their ids, in the order of its blocks.

    Those of a longer text of before stay until `trim_passages`, since records may stand in them. One comparison tells
    whether anything differs from what is there: the hash of all passages, kept in `documents.passages_hash`.
    """
    laid = [_laid(position, block) for position, block in enumerate(text.blocks)]
    digest = _digest(text.plain, laid, items, places)
    if _is_written(db, document, digest):
        rows = db.execute("select id from passages where document_id = ? order by position", (document,)).fetchall()
        if len(rows) == len(laid):
            return [row[0] for row in rows]
    words = map(text.words, text.blocks)
    ids = _write(
        db,
        document,
        [(*row, item, said) for row, item, said in zip(laid, _items(text, items, places), words, strict=True)],
    )
    db.execute("update documents set passages_hash = ? where id = ?", (digest, document))
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


def _is_written(db: sqlite3.Connection, document: int, digest: str) -> bool:
    row = db.execute("select passages_hash from documents where id = ?", (document,)).fetchone()
    return row is not None and row[0] == digest


def _write(db: sqlite3.Connection, document: int, rows: Sequence[Row]) -> list[int]:
    """Write the passages that are new or differ and return the ids of all."""
    stored = db.execute(f"select id, {COLUMNS} from passages where document_id = ?", (document,)).fetchall()
    known = {row["position"]: tuple(row) for row in stored}
    first = int(db.execute("select coalesce(max(id), 0) + 1 from passages").fetchone()[0])
    ids: list[int] = []
    new: list[Row] = []
    changed: list[Row] = []
    for position, row in enumerate(rows):
        before = known.get(position)
        ids.append(before[0] if before else first + len(new))
        if before is None:
            new.append((ids[-1], document, *row))
        elif before[1:] != row:
            changed.append((*row, ids[-1]))
    db.executemany(f"update passages set ({COLUMNS}) = ({MARKS}) where id = ?", changed)
    db.executemany(f"insert into passages (id, document_id, {COLUMNS}) values (?, ?, {MARKS})", new)
    return ids


def _laid(position: int, block: Block) -> Row:
    return (position, block.start, block.end, block.body, block.kind, block.region, block.level, block.marker,
            block.page, _rectangle(block))  # fmt: skip


def _items(text: Text, items: Sequence[Item], places: Sequence[Place]) -> Iterator[int | None]:
    """Give the row of the item that each block stands in, None where it stands in none."""
    ranges = sorted(zip(items, places, strict=True), key=lambda one: (one[0].start, one[0].end))
    starts = [item.start for item, _ in ranges]
    for block in text.blocks:
        item, place = ranges[bisect_right(starts, block.start) - 1] if ranges else (None, None)
        yield place.item if place and item and item.start <= block.start < item.end else None


def _digest(plain: str, laid: Sequence[Row], items: Sequence[Item], places: Sequence[Place]) -> str:
    """Return the hash of a document's passages. It holds no ids of rows: a database made anew has the same."""
    ranges = [(place.scope, item.start, item.end) for item, place in zip(items, places, strict=True)]
    return hashlib.blake2b(f"{json.dumps((ranges, laid))}\n{plain}".encode(), digest_size=DIGEST_BYTES).hexdigest()


def _rectangle(block: Block) -> str | None:
    found = block.rectangle
    return (
        json.dumps([round(found.left, 1), round(found.top, 1), round(found.right, 1), round(found.bottom, 1)])
        if found
        else None
    )
