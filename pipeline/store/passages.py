"""Writes a document's text, its passages and where its records stand in them; what says the same is left untouched, so
that reading a document again costs neither its rows nor the search index anything."""

import hashlib
import json
import marshal
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from models.meeting import Item
from models.text import Rectangle, Text
from pipeline.store.places import Place
from pipeline.store.rows import insert_columns, next_id

NAMES = ("start", "end", "body", "kind", "region", "level", "marker", "page", "rectangle", "item_id", "text")
COLUMNS = ", ".join(NAMES)
MARKS = ", ".join("?" * len(NAMES))
TEXT = (
    "insert into texts (document_id, plain) values (?, ?)"
    " on conflict (document_id) do update set plain = excluded.plain where plain is not excluded.plain"
)
RANGE = "select min(id), max(id), count(*) from passages where document_id = ?"
KNOWN = f"select position, id, {COLUMNS} from passages where document_id = ?"
NEW = f"insert into passages (id, document_id, position, {COLUMNS}) values (?, ?, ?, {MARKS})"
CHANGED = f"update passages set ({COLUMNS}) = ({MARKS}) where id = ?"
KNOWN_PLACES = "select record_id, passage_id, start, end, quote from record_places where document_id = ?"
NEW_PLACE = (
    "insert into record_places (record_id, document_id, passage_id, start, end, quote, preferred)"
    " values (?, ?, ?, ?, ?, ?, ?)"
)
DIGEST_BYTES = 16
# The form of `marshal` in which equal values have equal bytes, whatever else refers to them.
PLAIN_FORM = 0
# A place where a record stands: record, passage, start and end in the document's text, the words.
PlaceRow = tuple[int, int | None, int, int, str]
# A passage in the order of NAMES; how a document's passages are laid out, column by column: all but items and words.
Row = tuple[object, ...]
Laid = tuple[list[str | int | None], ...]


def write_passages(
    db: sqlite3.Connection,
    document: int,
    text: Text,
    items: Sequence[Item],
    places: Sequence[Place],
    *,
    first: bool = False,
) -> Sequence[int]:
    """Write the text of a document and its passages, and return the passages' ids, in the order of its blocks; `first`
    says that it has none yet.

    Those of a longer text of before stay until `trim_passages`, since records may stand in them. One comparison tells
    whether anything differs from what is there: the hash of text and passages, kept in `documents.passages_hash`.
    """
    laid = _laid(text)
    digest = _digest(text.plain, laid, items, places)
    if not first and _is_written(db, document, digest):
        ids = _known_ids(db, document)
        if len(ids) == len(text.blocks):
            return ids
    db.execute(TEXT, (document, text.plain))
    plain = text.plain
    words = [plain[block.body : block.end] for block in text.blocks]
    ids = _write(db, document, (*laid, _items(text, items, places), words), first)
    db.execute("update documents set passages_hash = ? where id = ?", (digest, document))
    return ids


def write_places(
    db: sqlite3.Connection, document: int, rows: Sequence[PlaceRow], new: Iterable[int], *, first: bool
) -> bool:
    """Write where a document's records stand, where that is not what is known, and return whether it is not. `new` are
    the records that stand nowhere else yet: the first place of each is the one that is preferred. `first` says that
    none stand in the document yet."""
    known = [] if first else db.execute(KNOWN_PLACES, (document,)).fetchall()
    if len(known) == len(rows) and sorted(map(tuple, known), key=str) == sorted(rows, key=str):
        return False
    if known:
        db.execute("delete from record_places where document_id = ?", (document,))
    waiting = set(new)
    written: list[Row] = []
    for record, *rest in rows:
        written.append((record, document, *rest, int(record in waiting)))
        waiting.discard(record)
    db.executemany(NEW_PLACE, written)
    return True


def trim_passages(db: sqlite3.Connection, document: int, count: int) -> None:
    """Delete the passages of a document behind its first `count`."""
    db.execute("delete from passages where document_id = ? and position >= ?", (document, count))


def _is_written(db: sqlite3.Connection, document: int, digest: str) -> bool:
    row = db.execute("select passages_hash from documents where id = ?", (document,)).fetchone()
    return row is not None and row[0] == digest


def _known_ids(db: sqlite3.Connection, document: int) -> Sequence[int]:
    """The ids of a document's passages, in their order. A passage that comes to a document gets an id behind all
    others, so that ids without a gap need not be fetched one by one."""
    first, last, count = db.execute(RANGE, (document,)).fetchone()
    if count and last - first + 1 == count:
        return range(first, last + 1)
    rows = db.execute("select id from passages where document_id = ? order by position", (document,))
    return [number for (number,) in rows]


def _write(db: sqlite3.Connection, document: int, columns: Sequence[Sequence[object]], first: bool) -> list[int]:
    """Write the passages that are new or differ and return the ids of all."""
    stored = [] if first else db.execute(KNOWN, (document,)).fetchall()
    start, count = next_id(db, "passages"), len(columns[0])
    if not stored:
        ids = [*range(start, start + count)]
        of_all = {"id": ids, "document_id": [document] * count, "position": range(count)}
        insert_columns(db, "passages", of_all | dict(zip(NAMES, columns, strict=True)))
        return ids
    known = {position: (number, tuple(row)) for position, number, *row in stored}
    ids = []
    new: list[Row] = []
    changed: list[Row] = []
    for position, row in enumerate(zip(*columns, strict=True)):
        number, before = known.get(position) or (start + len(new), None)
        ids.append(number)
        if before is None:
            new.append((number, document, position, *row))
        elif before != row:
            changed.append((*row, number))
    db.executemany(CHANGED, changed)
    db.executemany(NEW, new)
    return ids


def _laid(text: Text) -> Laid:
    """How the passages are laid out, in the order of NAMES."""
    blocks = text.blocks
    return (
        [block.start for block in blocks],
        [block.end for block in blocks],
        [block.body for block in blocks],
        [block.kind for block in blocks],
        [block.region for block in blocks],
        [block.level for block in blocks],
        [block.marker for block in blocks],
        [block.page for block in blocks],
        [_corners(block.rectangle) if block.rectangle else None for block in blocks],
    )


def _items(text: Text, items: Sequence[Item], places: Sequence[Place]) -> list[int | None]:
    """The row of the item that each block stands in, None where it stands in none: that of the last item that has
    begun, unless it has ended."""
    starts = [block.start for block in text.blocks]
    found: list[int | None] = [None] * len(starts)
    for item, place in sorted(zip(items, places, strict=True), key=lambda one: (one[0].start, one[0].end)):
        first = bisect_left(starts, item.start)
        behind = bisect_left(starts, item.end, first)
        found[first:] = [place.item] * (behind - first) + [None] * (len(starts) - behind)
    return found


def _digest(plain: str, laid: Laid, items: Sequence[Item], places: Sequence[Place]) -> str:
    """Return the hash of a document's passages. It holds no ids of rows: a database made anew has the same. Should
    another Python marshal otherwise, the passages are compared one by one, once."""
    ranges = [(place.scope, item.start, item.end) for item, place in zip(items, places, strict=True)]
    return hashlib.blake2b(marshal.dumps((ranges, laid, plain), PLAIN_FORM), digest_size=DIGEST_BYTES).hexdigest()


def _corners(found: Rectangle) -> str:
    return json.dumps([round(found.left, 1), round(found.top, 1), round(found.right, 1), round(found.bottom, 1)])
