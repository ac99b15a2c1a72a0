"""The outstanding list as files, with the filters of its address."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

from datasette import Response

from pipeline.exports.actions import Action, action, revised
from pipeline.exports.calendar import as_ics
from pipeline.exports.outstanding import outstanding
from pipeline.exports.printed import as_pdf
from pipeline.exports.spreadsheet import as_xlsx
from pipeline.exports.word import as_docx
from pipeline.web.page_list import filters_of
from pipeline.web.tracker import MOST_ROWS, TooMuch, View, asked_of, check_reader, read, respond

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
        log = tuple(action(number, row) for number, row in enumerate(rows, 1))
        return revised(db, log) if form == "ics" else log

    try:
        log = await read(datasette, work)
    except TooMuch:
        return await respond(datasette, request, View("undertook_too_much.html", status=503))
    body = await asyncio.to_thread(write, log, asked.tracker.clock())
    name = f'attachment; filename="action-log-{asked.today.isoformat()}.{form}"'
    headers = {} if form == "ics" else {"content-disposition": name}
    return Response(body, content_type=kind, headers=headers)
