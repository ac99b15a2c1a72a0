"""Atom feeds of lists, searches and decisions, with the filters of the address, and the calendar of a search."""

import asyncio
import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from datasette import Response

import pipeline.web.addresses as addresses
from pipeline.exports.actions import Action, action, revised
from pipeline.exports.calendar import as_ics
from pipeline.exports.feed import Entry, as_atom
from pipeline.exports.outstanding import Filters, outstanding
from pipeline.exports.worded import match
from pipeline.web.page_list import filters_of
from pipeline.web.page_minutes import decisions as decided
from pipeline.web.page_search import search as searched
from pipeline.web.queries_feed import MOST_ENTRIES, coming, recent
from pipeline.web.queries_search import GROUPS
from pipeline.web.tracker import (
    MOST_ROWS,
    Asked,
    Row,
    TooMuch,
    View,
    asked_of,
    check_reader,
    read,
    respond,
    tracker_of,
)

ATOM = "application/atom+xml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
# A search has so many pages of hits in its feed.
MOST_PAGES = 5
# When a record was first seen, when a document was fetched: the moment that an entry of a search is of.
FIRST_SEEN = "select first_seen from records where uid = ?"
FETCHED = "select fetched_at from documents where uid = ?"
Told = Callable[[sqlite3.Connection, Asked], list[Row]]


async def listed(datasette: Any, request: Any) -> Response:
    """Answer with the feed of what is new, due soon and overdue in a list."""

    def told(db: sqlite3.Connection, asked: Asked) -> list[Row]:
        return recent(db, filters_of(asked), asked.today)

    return await _feed(datasette, request, told, lambda asked: addresses.listed(filters_of(asked), "/outstanding.atom"))


async def search(datasette: Any, request: Any) -> Response:
    """Answer with the feed of a search: sentences found lately, and promises among them that are due or overdue."""
    return await _feed(datasette, request, _found, lambda asked: _own("/search.atom", asked))


async def decisions(datasette: Any, request: Any) -> Response:
    """Answer with the feed of the newest decisions."""
    return await _feed(datasette, request, _decided, lambda asked: _own("/decisions.atom", asked))


async def calendar(datasette: Any, request: Any) -> Response:
    """Answer with the due days of the promises that a search finds."""
    asked = asked_of(datasette, request, check_reader(datasette, request))

    def work(db: sqlite3.Connection) -> tuple[Action, ...]:
        rows = outstanding(db, _filters(asked), asked.today, rows=MOST_ROWS, offset=0)
        chosen = [row for row in rows if _is_asked(row, asked)]
        return revised(db, tuple(action(number, row) for number, row in enumerate(chosen, 1)))

    try:
        log = await read(datasette, work) if match(asked.arg("words")) else ()
    except TooMuch:
        return await respond(datasette, request, View("undertook_too_much.html", status=503))
    body = await asyncio.to_thread(as_ics, log, asked.tracker.clock())
    return Response(body, content_type=CALENDAR)


async def _feed(datasette: Any, request: Any, told: Told, own: Callable[[Asked], str]) -> Response:
    asked = asked_of(datasette, request, check_reader(datasette, request), "feed")
    settings = tracker_of(datasette).settings
    base = (settings.address or f"{request.scheme}://{request.host}{datasette.urls.path('/')}").rstrip("/")
    try:
        rows = await read(datasette, lambda db: told(db, asked))
    except TooMuch:
        return await respond(datasette, request, View("undertook_too_much.html", status=503))
    entries = [
        Entry(f"urn:undertook:{row['id']}", row["title"], f"{base}{_page(row)}", row["at"], row["quote"])
        for row in rows
    ]
    title = f"{settings.title}: {_named(asked)}"
    return Response(as_atom(title, f"{base}{own(asked)}", base, entries, asked.tracker.clock()), content_type=ATOM)


def _found(db: sqlite3.Connection, asked: Asked) -> list[Row]:
    if not match(asked.arg("words")):
        return []
    entries = [_hit(db, row) for row in _hits(db, asked)]
    promises = coming(db, _filters(asked), asked.today)
    entries += [entry for entry in promises if _is_asked(entry, asked)]
    return sorted(entries, key=lambda entry: str(entry["at"]), reverse=True)[:MOST_ENTRIES]


def _hits(db: sqlite3.Connection, asked: Asked) -> list[Row]:
    """The hits of the search's first pages, each page being where the one before leads."""
    found: list[Row] = []
    args = dict(asked.args)
    for _ in range(MOST_PAGES):
        view = searched(db, replace(asked, args=args))
        found += [dict(row) for row in view.rows]
        if not view.context["next"]:
            break
        args = dict(parse_qsl(urlsplit(view.context["next"]).query))
    return found


def _hit(db: sqlite3.Connection, row: Row) -> Row:
    about, day = row["committee"] or row["council"], addresses.day(row["meeting_date"])
    uid, document = row["record_uid"], row["document_uid"]
    told = db.execute(FIRST_SEEN, (uid,)) if uid else db.execute(FETCHED, (document,))
    words = hashlib.blake2b(f"{document}:{row['sentence']}".encode(), digest_size=8).hexdigest()
    return {
        "id": f"{uid}:found" if uid else f"{words}:words",
        "uid": uid,
        "page": None if uid else f"/document/{document}",
        "title": f"Found: {about}{f', {day}' if day else ''}",
        "quote": row["sentence"],
        "at": told.fetchone()[0],
    }


def _decided(db: sqlite3.Connection, asked: Asked) -> list[Row]:
    rows = [dict(row) for row in decided(db, replace(asked, form="html")).rows]
    return [
        {
            "id": f"{row['uid']}:decided",
            "uid": row["uid"],
            "title": f"{(row['effect'] or row['kind']).capitalize()}: {row['committee'] or row['council']}",
            "quote": row["quote"],
            "at": db.execute(FIRST_SEEN, (row["uid"],)).fetchone()[0],
        }
        for row in rows
    ]


def _filters(asked: Asked) -> Filters:
    return Filters(council=asked.arg("council"), words=asked.arg("words"))


def _is_asked(row: sqlite3.Row | Row, asked: Asked) -> bool:
    """Whether a promise is of the kind and the years that a search is limited to."""
    year = (row["meeting_date"] or "")[:4]
    since, until, kinds = asked.arg("since"), asked.arg("until"), GROUPS.get(asked.arg("kind"), f"'{row['kind']}'")
    return f"'{row['kind']}'" in kinds and (not since or year >= since) and (not until or "" < year <= until)


def _page(row: Row) -> str:
    return row.get("page") or f"/promise/{row['uid']}"


def _own(base: str, asked: Asked) -> str:
    chosen = {name: value for name, value in sorted(asked.args.items()) if value and name not in ("page", "before")}
    return f"{base}?{urlencode(chosen)}" if chosen else base


def _named(asked: Asked) -> str:
    names = ("committee", "owner", "words", "council")
    return next((asked.arg(name) for name in names if asked.arg(name)), "everything")
