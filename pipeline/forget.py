"""Takes a person's words down: out of the archive, the database and its index, and keeps them from coming back."""

import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from extractors.text.forgotten import Forgotten, forgotten, spans
from extractors.text.personal import mask
from pipeline.archive import Archive
from pipeline.scrub import scrub
from pipeline.store.files import immediate
from pipeline.store.lists import refresh
from pipeline.store.search import mend

# Every column of minutes.db in which words of documents stand; full-text search follows by its triggers.
COLUMNS = {
    "texts": ("plain",),
    "document_versions": ("plain",),
    "passages": ("text",),
    "record_places": ("quote",),
    "records": ("quote", "owner", "owner_text", "owner_inferred", "owner_name", "linked_name", "recipient",
                "condition", "told_owner_text"),
    "record_links": ("quote",),
    "items": ("title",),
    "documents": ("title",),
    "attendance": ("name",),
    "people": ("name", "key"),
    "owners": ("name", "key"),
    "posts": ("title",),
    "name_ties": ("name", "key"),
}  # fmt: skip
ANCHORS = {"promise_anchors": ("quote", "record")}


@dataclass(frozen=True, slots=True)
class Forgot:
    """What was changed: bodies of the archive, rows of the database; and officers' notes that still hold the words."""

    bodies: int
    rows: int
    notes: int


def forget(
    archive: Archive, db: sqlite3.Connection, followup: sqlite3.Connection | None, words: str, log: "Entry"
) -> Forgot:
    """Take words down everywhere, and note it in the archive's log, which holds no word of them.

    ValueError for a single word. Follow-ups are never rewritten: how many hold the words is told instead.
    """
    one = forgotten(words, secrets.token_hex(16))
    bodies = _archive(archive, one, log)
    mend(db)
    db.execute("pragma secure_delete = on")
    with immediate(db):
        rows = sum(_sweep(db, table, columns, one) for table, columns in COLUMNS.items())
    # What lists read instead of counting names owners too.
    refresh(db)
    for table in ("passages_fts", "items_fts", "records_fts"):
        db.execute(f"insert into {table}({table}) values ('rebuild')")
    db.execute("vacuum")
    notes = 0
    if followup is not None:
        with immediate(followup):
            rows += sum(_sweep(followup, table, columns, one) for table, columns in ANCHORS.items())
        notes = sum(
            bool(spans(note, [one])) for (note,) in followup.execute("select coalesce(note, '') from followups")
        )
    return Forgot(bodies, rows, notes)


@dataclass(frozen=True, slots=True)
class Entry:
    """Who had words taken down, why and when."""

    actor: str
    reason: str
    at: datetime


def _archive(archive: Archive, one: Forgotten, log: Entry) -> int:
    changed = 0
    with archive.transaction() as connection:
        connection.execute("pragma secure_delete = on")
        archive.note_forgotten(one, actor=log.actor, reason=log.reason, at=log.at)
        for hash, url, media_type in _bodies(connection):
            name = PurePosixPath(unquote(urlsplit(url).path)).name or "page"
            clean = scrub(archive.body(hash), name=name, media_type=media_type, taken_down=[one])
            if clean is not None:
                archive.replace_body(hash, clean.body, clean.media_type)
                changed += 1
    archive.connection.execute("vacuum")
    archive.connection.execute("pragma wal_checkpoint(truncate)")
    return changed


def _bodies(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str | None]]:
    rows = connection.execute("select hash, min(url), min(media_type) from responses group by hash").fetchall()
    yield from ((hash, url, media_type) for hash, url, media_type in rows)


def _sweep(db: sqlite3.Connection, table: str, columns: tuple[str, ...], one: Forgotten) -> int:
    """Mask the words in some columns of a table, letter for letter, so that offsets and quotes stay true."""
    changed = 0
    key = "rowid" if table not in ("name_ties",) else "document_id, key, name"
    for column in columns:
        for row in db.execute(f"select {key}, {column} as words from {table} where {column} is not null").fetchall():
            found = spans(row["words"], [one])
            if not found:
                continue
            if table == "name_ties":
                db.execute("delete from name_ties where document_id = ? and key = ? and name = ?", tuple(row)[:3])
            else:
                # A key must stay the only one of its kind.
                clean = f"forgotten {row[0]}" if column == "key" else mask(row["words"], found)
                db.execute(f"update {table} set {column} = ? where rowid = ?", (clean, row[0]))
            changed += 1
    return changed
