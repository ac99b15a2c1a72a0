"""The outstanding list as files and feeds, with the filters of its address."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

from datasette import Response

import pipeline.web.addresses as addresses
from pipeline.exports.actions import Action, action
from pipeline.exports.calendar import as_ics
from pipeline.exports.feed import Entry, as_atom
from pipeline.exports.outstanding import Filters, outstanding
from pipeline.exports.printed import as_pdf
from pipeline.exports.spreadsheet import as_xlsx
from pipeline.exports.word import as_docx
from pipeline.web.page_list import filters_of
from pipeline.web.queries_feed import recent
from pipeline.web.tracker import MOST_ROWS, TooMuch, View, asked_of, check_reader, read, respond, tracker_of

# Documents for people end here; a longer list is for programs, which get CSV, JSON and iCalendar whole.
MOST_PRINTED = 2000
Writer = Callable[[tuple[Action, ...], datetime], bytes]
FILES: dict[str, tuple[str, int, Writer]] = {
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        MOST_ROWS,
        lambda log, _now: as_xlsx(log),
    ),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", MOST_PRINTED, as_docx),
    "pdf": ("application/pdf", MOST_PRINTED, as_pdf),
    "ics": ("text/calendar; charset=utf-8", MOST_ROWS, as_ics),
}


async def file(datasette: Any, request: Any) -> Response:
    """Answer with the list as a workbook, a Word document, a PDF or a calendar."""
    person = check_reader(datasette, request)
    form = request.url_vars["form"]
    asked = asked_of(datasette, request, person, form)
    filters, (kind, most, write) = filters_of(asked), FILES[form]

    def work(db: sqlite3.Connection) -> tuple[Action, ...]:
        rows = outstanding(db, filters, asked.today, rows=most, offset=0)
        return tuple(action(number, row) for number, row in enumerate(rows, 1))

    try:
        log = await read(datasette, work)
    except TooMuch:
        return await respond(datasette, request, View("undertook_too_much.html", status=503))
    body = await asyncio.to_thread(write, log, asked.tracker.clock())
    name = f'attachment; filename="action-log-{asked.today.isoformat()}.{form}"'
    headers = {} if form == "ics" else {"content-disposition": name}
    return Response(body, content_type=kind, headers=headers)


async def atom(datasette: Any, request: Any) -> Response:
    """Answer with the feed of what is new, due soon and overdue under the filters."""
    person = check_reader(datasette, request)
    asked = asked_of(datasette, request, person)
    filters, tracker = filters_of(asked), tracker_of(datasette)
    base = (tracker.settings.address or f"{request.scheme}://{request.host}").rstrip("/")

    def work(db: sqlite3.Connection) -> list[Entry]:
        return [
            Entry(f"urn:undertook:{row['id']}", row["title"], f"{base}/promise/{row['uid']}", row["at"], row["quote"])
            for row in recent(db, filters, asked.today)
        ]

    title = f"{tracker.settings.title}: {_named(filters)}"
    here = f"{base}{addresses.listed(filters, '/outstanding.atom')}"
    try:
        entries = await read(datasette, work)
    except TooMuch:
        return await respond(datasette, request, View("undertook_too_much.html", status=503))
    return Response(as_atom(title, here, base, entries, asked.tracker.clock()), content_type="application/atom+xml")


def _named(filters: Filters) -> str:
    return filters.committee or filters.owner or filters.words or filters.council or "promises"
