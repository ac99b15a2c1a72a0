"""The page of a printed file with a promise's words marked, drawn from the file as it was archived."""

import asyncio
import sqlite3
from typing import Any

from datasette import NotFound, Response

import pipeline.web.queries_promise as queries
from pipeline.archive import open_archive
from pipeline.store.files import ARCHIVE_FILE
from pipeline.web.draw import Marked, draw
from pipeline.web.tracker import Tracker, check_reader, read, tracker_of

FILE = """
select documents.url, documents.hash, documents.restricted, sites.slug as site from documents
join sites on sites.id = documents.site_id where documents.id = ?
"""
# One file is drawn at a time: the PDF library is not made for threads, and two pages would not be ready sooner.
TURN = asyncio.Lock()


async def image(datasette: Any, request: Any) -> Response:
    """Answer with the page as PNG; not found where the file is no PDF, is restricted, or is not in the archive."""
    check_reader(datasette, request)
    tracker, uid = tracker_of(datasette), request.url_vars["uid"]
    wanted: Marked | None = await read(datasette, lambda db: _wanted(db, uid, tracker))
    if wanted is None:
        raise NotFound("There is no page to show.")
    async with TURN:
        drawn = await asyncio.to_thread(_draw, tracker, wanted)
    if drawn is None:
        raise NotFound("There is no page to show.")
    return Response(drawn, content_type="image/png", headers={"cache-control": "public, max-age=3600"})


def _wanted(db: sqlite3.Connection, uid: str, tracker: Tracker) -> Marked | None:
    row = queries.promise(db, uid, tracker.clock().date())
    place = next((one for one in queries.places(db, row) if one["page"]), None) if row else None
    if place is None:
        return None
    file = db.execute(FILE, (place["document_id"],)).fetchone()
    if file["restricted"]:
        return None
    return Marked(file["site"], file["url"], file["hash"], place["page"], place["quote"], place["rectangle"])


def _draw(tracker: Tracker, wanted: Marked) -> bytes | None:
    path = tracker.folder / ARCHIVE_FILE
    if not path.exists():
        return None
    with open_archive(path, read_only=True) as archive:
        versions = archive.versions(wanted.url, wanted.site)
        stored = next((one for one in reversed(versions) if one.content_hash == wanted.hash), None)
        body = archive.body(stored.hash) if stored else None
    return draw(body, wanted) if body else None
