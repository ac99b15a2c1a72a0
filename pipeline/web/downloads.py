"""The whole of it for programs: every record as a stream of JSON lines or CSV, and the snapshots that lie ready."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from datasette import NotFound, Response
from datasette.utils.asgi import AsgiFileDownload, AsgiStream

from pipeline.exports.dump import Json, added, as_flat_csv, as_lines, batch
from pipeline.snapshot import SCHEMAS, kept
from pipeline.web.tracker import Asked, Row, View, check_reader, read, tracker_of

# `Any`: Datasette's objects and its streams have no types.
Lines = Callable[[Iterable[Json]], Iterator[bytes]]
FORMS: dict[str, tuple[str, Lines]] = {
    "jsonl": ("application/x-ndjson; charset=utf-8", as_lines),
    "csv": ("text/csv; charset=utf-8", lambda records: as_flat_csv(records, head=False)),
}
MEDIA_TYPES = {".json": "application/json", ".jsonl": "application/x-ndjson", ".db": "application/vnd.sqlite3"}
TEXT = "text/plain; charset=utf-8"
SCHEMA_NAMES = ("record.schema.json", "popolo.schema.json")
COLUMNS = ("snapshot", "file", "bytes", "address")


async def records(datasette: Any, request: Any) -> AsgiStream:
    """Send every record, batch by batch, each read on its own: nothing is held open for as long as a reader takes."""
    check_reader(datasette, request)
    form = request.url_vars["form"]
    media_type, lines = FORMS[form]
    today = tracker_of(datasette).clock().date()

    async def send(writer: Any) -> None:
        if form == "csv":
            await writer.write(b"".join(as_flat_csv(())).decode())
        after: int | None = 0
        while after is not None:
            found, after = await read(datasette, _batch(after, today))
            await writer.write(b"".join(lines(found)).decode())
        await writer.write(b"".join(lines(await read(datasette, lambda db: added(db, today)))).decode())

    name = f"undertook-records-{today.isoformat()}.{form}"
    return AsgiStream(send, headers={"content-disposition": f'attachment; filename="{name}"'}, content_type=media_type)


async def schema(datasette: Any, request: Any) -> Response:
    """Answer with the schema of what can be taken away."""
    check_reader(datasette, request)
    name = request.url_vars["name"]
    if name not in SCHEMA_NAMES:
        raise NotFound("There is no such schema.")
    return Response((SCHEMAS / name).read_text("utf8"), content_type="application/schema+json; charset=utf-8")


async def snapshot_file(datasette: Any, request: Any) -> AsgiFileDownload:
    """Send a file of a snapshot; only files that a snapshot of this data folder has can be named."""
    check_reader(datasette, request)
    wanted = request.url_vars["snapshot"], request.url_vars["name"]
    path = await asyncio.to_thread(_named, tracker_of(datasette).folder, wanted)
    if path is None:
        raise NotFound("There is no such file.")
    return AsgiFileDownload(path, path.name, content_type=MEDIA_TYPES.get(path.suffix, TEXT))


def page(db: sqlite3.Connection, asked: Asked) -> View:
    """Show what can be taken away."""
    rows: list[Row] = [
        {"snapshot": folder.name, "file": path.name, "bytes": path.stat().st_size,
         "address": f"{asked.tracker.prefix}/snapshots/{folder.name}/{path.name}"}
        for folder, path in _files(asked.tracker.folder)
    ]  # fmt: skip
    snapshots: dict[str, list[Row]] = {}
    for row in rows:
        snapshots.setdefault(row["snapshot"], []).append({**row, "size": _size(row["bytes"])})
    context = {"snapshots": snapshots, "schemas": SCHEMA_NAMES}
    return View("undertook_downloads.html", context, COLUMNS, rows)


def _batch(after: int, today: date) -> Callable[[sqlite3.Connection], Any]:
    return lambda db: batch(db, after, today)


def _files(folder: Path) -> Iterator[tuple[Path, Path]]:
    for snapshot in kept(folder):
        yield from ((snapshot, path) for path in sorted(snapshot.iterdir()) if path.is_file())


def _named(folder: Path, wanted: tuple[str, str]) -> Path | None:
    return next((path for snapshot, path in _files(folder) if (snapshot.name, path.name) == wanted), None)


def _size(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000)):,} KB"
