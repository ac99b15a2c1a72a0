"""Which answers of the archive must be read: new bytes, and documents that what changed in the rules could touch."""

import datetime
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.sources.urls import document_ref
from pipeline.archive import Archive, Response
from pipeline.ocr import tesseract
from pipeline.store.files import immediate
from pipeline.versions import Change, change, could_touch, rules_version

# Lists come before meetings, meetings before items, pages before files: each is read with what those before it told.
ORDER = (
    "committees",
    "committee",
    "meetings",
    "attendance",
    "meeting",
    "item",
    "decision",
    "issue",
    "legacy",
    "minutes",
    "action_log",
    "document",
)
# What a minutes reader has no use for: navigation, and files that are no minutes.
NOT_READ = frozenset({"restricted", "register", "issue_history", "plans", "calendar", "supplement"})
# Failures that say more of the machine and its load than of the document: tried again in the next run.
PASSING = frozenset({"took-too-long", "reader-died", "out-of-memory", "no-converter"})
# Building search whole is worth it from so many documents on, where they are at least a third of all.
LEAST_LARGE = 200
LARGE_PART = 2
READ_FILES = frozenset({"minutes", "draft_minutes", "decisions", "legacy", "action_log", "document"})


@dataclass(frozen=True, slots=True)
class _Document:
    """A document as it was last read."""

    id: int
    hash: str
    version: str


@dataclass(frozen=True, slots=True)
class Todo:
    """The answers to read, in the order in which they must be; how many addresses need not be read."""

    responses: tuple[Response, ...]
    unchanged: int

    def batches(self) -> Iterator[tuple[Response, ...]]:
        """Give the answers that may be read at once: those of one kind, none of them a later version of another."""
        for generation in _generations(self.responses):
            for _, batch in groupby(sorted(generation, key=rank), key=rank):
                yield tuple(batch)


def todo(archive: Archive, db: sqlite3.Connection) -> Todo:
    """Return what is to be read. Documents that a changed rule cannot touch are marked as read with the new rules.

    Versions that came since a document was read are read one after the other, so that what is made anew from the
    archive is what would have been made from night to night.
    """
    version, found = rules_version(), change(db)
    known, failed = _documents(db), _failures(db)
    newest = [response for response in archive.newest() if _is_read(response)]
    superseded = _superseded(archive)
    wanted: list[Response] = []
    earlier: list[Response] = []
    spared: list[int] = []
    for response in newest:
        document = known.get((response.site, response.url))
        if (response.url, response.content_hash, version) in failed:
            continue
        if document is None or document.hash != response.content_hash:
            wanted.append(response)
            earlier += _between(superseded.get((response.site, response.url), ()), document)
        elif document.version != version:
            if document.version == found.before and not _touched(db, found, document.id):
                spared.append(document.id)
            else:
                wanted.append(response)
    _spare(db, spared, version)
    earlier = [one for one in earlier if (one.url, one.content_hash, version) not in failed]
    return Todo(tuple(sorted((*earlier, *wanted), key=lambda one: one.id)), len(newest) - len(wanted))


def is_large(found: Todo) -> bool:
    """Whether so much is read that search is built at the end: that costs as much as all that is known."""
    return len(found.responses) >= LEAST_LARGE and len(found.responses) * LARGE_PART >= found.unchanged


def rank(response: Response) -> int:
    """Return the place of an answer's kind in the order of reading."""
    return ORDER.index(response.kind) if response.kind in ORDER else len(ORDER)


def iso(when: datetime.datetime) -> str:
    """Return a time as the database keeps it: UTC, to the second."""
    return when.astimezone(datetime.UTC).isoformat(timespec="seconds")


def _is_read(response: Response) -> bool:
    if response.kind in NOT_READ:
        return False
    return document_ref(response.url) is None or response.kind in READ_FILES


def _superseded(archive: Archive) -> dict[tuple[str, str], list[Response]]:
    """The answers that a newer one of the same address replaced, oldest first."""
    found: dict[tuple[str, str], list[Response]] = defaultdict(list)
    for response in archive.superseded():
        if _is_read(response):
            found[response.site, response.url].append(response)
    return found


def _between(versions: Sequence[Response], document: _Document | None) -> Sequence[Response]:
    """The versions behind the one that was read last: all where none was, none where that one is not among them."""
    if document is None:
        return versions
    read = [place for place, one in enumerate(versions) if one.content_hash == document.hash]
    return versions[read[-1] + 1 :] if read else ()


def _generations(responses: Sequence[Response]) -> Iterator[list[Response]]:
    """Part answers, which are in the order of their storing, where an address comes again."""
    generation: list[Response] = []
    seen: set[tuple[str, str]] = set()
    for response in responses:
        if (response.site, response.url) in seen:
            yield generation
            generation, seen = [], set()
        generation.append(response)
        seen.add((response.site, response.url))
    yield generation


def _documents(db: sqlite3.Connection) -> dict[tuple[str, str], _Document]:
    """Every document that was read; not those with pages that could not be read before OCR was installed."""
    rows = db.execute(
        "select sites.slug, documents.url, documents.id, documents.hash, documents.rules_version from documents"
        " join sites on sites.id = documents.site_id where documents.hash is not null"
        " and not (? and documents.unread_pages is not null and documents.quality is null)",
        (tesseract() is not None,),
    )
    return {(slug, url): _Document(id, hash, version) for slug, url, id, hash, version in rows}


def _failures(db: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """The addresses of documents that failed, each with the bytes and the version that fail again."""
    rows = db.execute("select name, url, hash, rules_version from failures where stage = 'read'")
    return {(url, hash, version) for name, url, hash, version in rows if name not in PASSING}


def _touched(db: sqlite3.Connection, found: Change, document: int) -> bool:
    """Whether a document must be read again; one without a text holds nothing that a rule could touch."""
    if found.everything:
        return True
    row = db.execute("select plain from texts where document_id = ?", (document,)).fetchone()
    return row is not None and could_touch(found, row["plain"])


def _spare(db: sqlite3.Connection, documents: list[int], version: str) -> None:
    if documents:
        with immediate(db):
            db.executemany(
                "update documents set rules_version = ? where id = ?", [(version, document) for document in documents]
            )
