"""The review queue: what rules found with less confidence waits for a yes, a no or a correction."""

import asyncio
import secrets
import sqlite3
from typing import Any

from datasette import Response

import pipeline.web.addresses as addresses
from pipeline.exports.actions import HEADS
from pipeline.exports.corrections import corrected, zipped
from pipeline.web.choices import FOLLOWED
from pipeline.web.councils import sites
from pipeline.web.page_list import filters_of, log_rows, shown
from pipeline.web.queries_review import waiting
from pipeline.web.tracker import Asked, View, check_reader, read

QUEUE_ROWS = 20


def queue(db: sqlite3.Connection, asked: Asked) -> View:
    """Show what waits: first what is only possible, then what is likely and nobody has looked at."""
    filters = filters_of(asked)
    rows = waiting(db, filters, rows=QUEUE_ROWS if asked.form == "html" else 10_000)
    followed = sites(db)
    context = {
        "rows": [
            {**shown(row, of_several=len(followed) > 1), "nonce": secrets.token_hex(16), "due_on": row["due"]}
            for row in rows
        ],
        "sites": followed,
        "kinds": FOLLOWED,
        "filters": filters,
        "here": addresses.listed(filters, "/review"),
    }
    return View("undertook_review.html", context, HEADS, log_rows(rows))


async def corrections(datasette: Any, request: Any) -> Response:
    """Answer with what officers corrected, as annotated documents that `undertook evaluate` reads."""
    check_reader(datasette, request, "officer")
    documents = await read(datasette, corrected)
    body = await asyncio.to_thread(zipped, documents)
    return Response(
        body,
        content_type="application/zip",
        headers={"content-disposition": 'attachment; filename="corrections.zip"'},
    )
