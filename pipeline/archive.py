"""The archive of raw responses: each body once by its hash, each version reachable, each address with its next visit.

One process writes (the crawl); any number read. Times are aware UTC and come in from the caller.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import zstandard

from extractors.text.forgotten import Forgotten
from pipeline.archive_schema import SCHEMA, SCHEMA_VERSION
from pipeline.read_only import read_only as address_to_read
from pipeline.scrub import scrub

BUSY_SECONDS = 30
COMPRESSION_LEVEL = 3
MAX_BODY_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent. `url` is the canonical address, `content_hash` is over what matters in the body.

    `problem` names a bad answer ("error-page"); None means that the body is content. `due_at` is the next visit.
    """

    site: str
    url: str
    requested_url: str
    kind: str
    status: int
    headers: Mapping[str, str]
    media_type: str | None
    fetched_at: datetime
    body: bytes
    content_hash: str
    due_at: datetime
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """A stored answer without its body; `hash` leads to that."""

    id: int
    site: str
    url: str
    requested_url: str
    method: str
    kind: str
    status: int
    headers: Mapping[str, str]
    media_type: str | None
    fetched_at: datetime
    hash: str
    content_hash: str
    problem: str | None


@dataclass(frozen=True, slots=True)
class Visit:
    """An address that the crawl knows. `last_at` None: found and not fetched yet."""

    site: str
    url: str
    kind: str
    ref: str | None
    meeting_ref: str | None
    last_at: datetime | None
    due_at: datetime
    changed_at: datetime | None
    problem: str | None
    etag: str | None
    last_modified: str | None
    response_id: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """An address to visit, as a page named it."""

    url: str
    kind: str
    ref: str | None = None
    meeting_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """What `store` did: the response that stands for the answer now, and whether it differs from the one before."""

    response_id: int
    is_new: bool
    is_changed: bool
    old_response_id: int | None


class Archive:
    """An open `archive.db`. Use it as a context manager; every method is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Take the write lock now, commit at the end, roll back on any error. Transactions nest into the outer one."""
        if self.connection.in_transaction:
            yield self.connection
            return
        self.connection.execute("begin immediate")
        with self.connection:
            yield self.connection

    def store(self, answer: Answer, found: Iterable[Found] = ()) -> Stored:
        """Keep an answer unless the newest one of that address says the same, and the addresses that it names.

        An answer with a problem never hides content: `latest` still returns what was good. Both the answer and
        the addresses found are in the file, or neither is.
        """
        answer = self._scrubbed(answer)
        with self.transaction():
            before = self.latest(answer.site, answer.url, problems=answer.problem is not None)
            if before and (before.content_hash, before.problem) == (answer.content_hash, answer.problem):
                stored = Stored(before.id, is_new=False, is_changed=False, old_response_id=before.id)
            else:
                changed = before is not None and answer.problem is None
                stored = Stored(self._insert(answer), True, changed, before.id if before else None)
            self._visited(answer, stored)
            self.add_found(answer.site, found, answer.fetched_at)
        return stored

    def touch(self, site: str, url: str, *, at: datetime, due_at: datetime, problem: str | None = None) -> None:
        """Note a visit that brought no body: 304, or no answer at all (`problem` names why)."""
        with self.transaction() as connection:
            connection.execute(
                "update visits set last_at = ?, due_at = ?, problem = ? where site = ? and url = ?",
                (_text(at), _text(due_at), problem, site, url),
            )

    def add_found(self, site: str, found: Iterable[Found], at: datetime) -> None:
        """Note addresses that are to be visited; those already known keep their next visit."""
        rows = [(site, f.url, f.kind, f.ref, f.meeting_ref, _text(at), _text(at)) for f in found]
        with self.transaction() as connection:
            connection.executemany(
                "insert into visits (site, url, kind, ref, meeting_ref, found_at, due_at) values (?, ?, ?, ?, ?, ?, ?)"
                " on conflict (site, url) do update set meeting_ref = coalesce(meeting_ref, excluded.meeting_ref)"
                " where meeting_ref is null and excluded.meeting_ref is not null",
                rows,
            )

    def body(self, hash: str) -> bytes:
        """Return the bytes with that hash; KeyError where the archive does not hold them."""
        row = self.connection.execute("select size, content from bodies where hash = ?", (hash,)).fetchone()
        if row is None:
            raise KeyError(hash)
        return zstandard.ZstdDecompressor().decompress(row["content"], max_output_size=max(row["size"], 1))

    def latest(self, site: str, url: str, *, problems: bool = False) -> Response | None:
        """Return the newest content of an address, or with `problems` the newest answer of any sort."""
        row = self.connection.execute(
            "select * from responses where site = ? and url = ? and (? or problem is null) order by id desc limit 1",
            (site, url, problems),
        ).fetchone()
        return _response(row) if row else None

    def versions(self, url: str, site: str | None = None) -> tuple[Response, ...]:
        """Return all stored answers of an address, oldest first."""
        rows = self.connection.execute(
            "select * from responses where url = ? and (? is null or site = ?) order by id", (url, site, site)
        )
        return tuple(map(_response, rows))

    def responses_since(self, id: int, *, site: str | None = None, problems: bool = False) -> Iterator[Response]:
        """Yield what was stored after the response `id` (0 for all), oldest first, bad answers only with `problems`."""
        rows = self.connection.execute(
            "select * from responses where id > ? and (? is null or site = ?) and (? or problem is null) order by id",
            (id, site, site, problems),
        )
        yield from map(_response, rows)

    def newest(self) -> Iterator[Response]:
        """Yield the newest content of every address, in the order in which it was stored."""
        rows = self.connection.execute(
            "select * from responses where id in"
            " (select max(id) from responses where problem is null group by site, url) order by id"
        )
        yield from map(_response, rows)

    def superseded(self) -> Iterator[Response]:
        """Yield the content that newer content of the same address replaced, in the order in which it was stored."""
        rows = self.connection.execute(
            "select * from responses where problem is null and id not in"
            " (select max(id) from responses where problem is null group by site, url) order by id"
        )
        yield from map(_response, rows)

    def response(self, id: int) -> Response:
        """Return one stored answer; KeyError where there is none with that id."""
        row = self.connection.execute("select * from responses where id = ?", (id,)).fetchone()
        if row is None:
            raise KeyError(id)
        return _response(row)

    def visit(self, site: str, url: str) -> Visit | None:
        """Return what is known of an address."""
        row = self.connection.execute("select * from visits where site = ? and url = ?", (site, url)).fetchone()
        return _visit(row) if row else None

    def visits(self, site: str, *, due_by: datetime | None = None) -> tuple[Visit, ...]:
        """Return the known addresses of a site, those due by then if a time is given, never-fetched ones first."""
        rows = self.connection.execute(
            "select * from visits where site = ? and (? is null or due_at <= ?) order by last_at, url",
            (site, *(2 * (_text(due_by) if due_by else None,))),
        )
        return tuple(map(_visit, rows))

    def forgotten(self) -> tuple[Forgotten, ...]:
        """Return what was taken down, as hashes."""
        rows = self.connection.execute("select salt, words, digest from forgotten order by id")
        return tuple(Forgotten(row["salt"], row["words"], row["digest"]) for row in rows)

    def note_forgotten(self, one: Forgotten, *, actor: str, reason: str, at: datetime) -> None:
        """Log that words were taken down; from now on no answer that holds them is kept with them."""
        with self.transaction() as connection:
            connection.execute(
                "insert into forgotten (salt, words, digest, actor, reason, at) values (?, ?, ?, ?, ?, ?)",
                (one.salt, one.count, one.digest, actor, reason, _text(at)),
            )

    def replace_body(self, hash: str, body: bytes, media_type: str | None) -> None:
        """Put other bytes in the place of a body, for every answer that had it; the old bytes are deleted."""
        digest = body_hash(body)
        with self.transaction() as connection:
            connection.execute(
                "insert into bodies (hash, size, encoding, content) values (?, ?, 'zstd', ?) on conflict do nothing",
                (digest, len(body), _compressor().compress(body)),
            )
            connection.execute(
                "update responses set hash = ?, media_type = ? where hash = ?", (digest, media_type, hash)
            )
            if digest != hash:
                connection.execute("delete from bodies where hash = ?", (hash,))

    def _scrubbed(self, answer: Answer) -> Answer:
        """The answer without what was taken down; its content hash stays that of what the server sent."""
        taken_down = self.forgotten()
        clean = (
            scrub(answer.body, name=answer.url, media_type=answer.media_type, taken_down=taken_down)
            if taken_down
            else None
        )
        return replace(answer, body=clean.body, media_type=clean.media_type) if clean else answer

    def _insert(self, answer: Answer) -> int:
        digest = body_hash(answer.body)
        content = _compressor().compress(answer.body)
        self.connection.execute(
            "insert into bodies (hash, size, encoding, content) values (?, ?, 'zstd', ?) on conflict do nothing",
            (digest, len(answer.body), content),
        )
        row = self.connection.execute(
            "insert into responses (site, url, requested_url, kind, status, headers, media_type, fetched_at, hash,"
            " content_hash, problem) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
            (
                *(answer.site, answer.url, answer.requested_url, answer.kind, answer.status),
                *(json.dumps(dict(answer.headers), sort_keys=True), answer.media_type, _text(answer.fetched_at)),
                *(digest, answer.content_hash, answer.problem),
            ),
        ).fetchone()
        return int(row["id"])

    def _visited(self, answer: Answer, stored: Stored) -> None:
        at = _text(answer.fetched_at)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        self.connection.execute(
            "insert into visits (site, url, kind, found_at, last_at, due_at, changed_at, status, problem, etag,"
            " last_modified, response_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " on conflict (site, url) do update set last_at = excluded.last_at, due_at = excluded.due_at,"
            " changed_at = coalesce(excluded.changed_at, changed_at), status = excluded.status,"
            " problem = excluded.problem, etag = excluded.etag, last_modified = excluded.last_modified,"
            " response_id = excluded.response_id",
            (
                *(answer.site, answer.url, answer.kind, at, at, _text(answer.due_at)),
                at if stored.is_new and not answer.problem else None,
                *(answer.status, answer.problem, headers.get("etag"), headers.get("last-modified")),
                stored.response_id,
            ),
        )


def open_archive(path: Path, *, read_only: bool = False) -> Archive:
    """Open `archive.db`, making it where it is new. Read-only opening never makes or changes a file."""
    address = address_to_read(path) if read_only else str(path)
    connection = sqlite3.connect(address, uri=read_only, timeout=BUSY_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    if not read_only:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma foreign_keys = on")
        if connection.execute("pragma user_version").fetchone()[0] < SCHEMA_VERSION:
            connection.executescript(f"begin immediate; {SCHEMA} pragma user_version = {SCHEMA_VERSION}; commit;")
    return Archive(connection)


def body_hash(body: bytes) -> str:
    """Return the name of a body in the archive: blake2b of 16 bytes, in hex."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


@cache
def _compressor() -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=COMPRESSION_LEVEL)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _response(row: sqlite3.Row) -> Response:
    values = dict(row)
    values["headers"] = json.loads(values["headers"])
    values["fetched_at"] = datetime.fromisoformat(values["fetched_at"])
    return Response(**values)


def _visit(row: sqlite3.Row) -> Visit:
    return Visit(
        *(row["site"], row["url"], row["kind"], row["ref"], row["meeting_ref"], _time(row["last_at"])),
        *(datetime.fromisoformat(row["due_at"]), _time(row["changed_at"]), row["problem"], row["etag"]),
        *(row["last_modified"], row["response_id"]),
    )
