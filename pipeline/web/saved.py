"""Saved searches: the address of a list or search under a name, for the person who named it; its feed and calendar.

A search is its address: whoever has it has the search. Naming one only puts it on the first page of its owner.
"""

import re
import secrets
import sqlite3
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from datasette import NotFound, Response

from pipeline.web.tracker import Asked, Page, Row, View, respond, tracker_of
from pipeline.web.writing import NOT_SAVED, NotSaved, back, write, writer

MOST_KEPT = 100
LONGEST_NAME, LONGEST_ADDRESS = 100, 2000
# Pages whose addresses can be kept, and what their feed and calendar are.
FEEDS = {
    "/": "/outstanding",
    "/outstanding": "/outstanding",
    "/owner": "/outstanding",
    "/search": "/search",
    "/decisions": "/decisions",
}
DATED = frozenset({"/outstanding", "/search"})
SPACE = re.compile(r"\s+")
KEPT = f"""
select id, name, address from followup.saved_searches where account = ?
and not exists (select 1 from followup.saved_search_ends where saved_id = saved_searches.id)
order by name, id limit {MOST_KEPT}
"""
END = """
insert into saved_search_ends (saved_id, ended_at)
select id, :at from saved_searches where id = :saved and account = :account on conflict do nothing
"""
KEEP = """
insert into saved_searches (account, name, address, saved_at, nonce) values (:account, :name, :address, :at, :nonce)
on conflict do nothing
"""


def can_be_kept(make: Page) -> Page:
    """Return the page with the form that keeps its address, for those who may keep one; the first page lists them."""

    def made(db: sqlite3.Connection, asked: Asked) -> View:
        view = make(db, asked)
        if asked.form != "html":
            return view
        chosen = {name: value for name, value in asked.args.items() if value and name not in ("page", "before")}
        view = replace(view, context={"feeds": feeds(_address(asked.path, chosen)), **view.context})
        if not asked.person.may("researcher"):
            return view
        context = {
            "keep": {"address": _address(asked.path, chosen), "nonce": secrets.token_hex(16)} if chosen else None,
            "saved": kept(db, str(asked.person.id)) if asked.path == "/" else [],
        }
        return replace(view, context={**view.context, **context})

    return made


def kept(db: sqlite3.Connection, account: str) -> list[Row]:
    """Return somebody's saved searches by name, each with its feed and, where it has days, its calendar."""
    return [{**dict(row), **feeds(row["address"])} for row in db.execute(KEPT, (account,))]


def feeds(address: str) -> dict[str, str | None]:
    """Return the addresses of the feed and the calendar of a list or search; the calendar is None for decisions."""
    parts = urlsplit(address)
    base = FEEDS[parts.path]
    pairs = parse_qsl(parts.query)
    if parts.path == "/owner":
        pairs = [("owner" if name == "name" else name, value) for name, value in pairs]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return {"atom": f"{base}.atom{query}", "ics": f"{base}.ics{query}" if base in DATED else None}


async def keep(datasette: Any, request: Any) -> Response:
    """Keep an address under a name."""
    person, form = await writer(datasette, request, "researcher")
    name = SPACE.sub(" ", form.one("name", LONGEST_NAME))
    address = form.one("address", LONGEST_ADDRESS)
    if not name or not _is_ours(address):
        problem = (
            "Give the search a name." if _is_ours(address) else "Only lists and searches of this tracker are kept."
        )
        return await _refused(datasette, request, problem, 400)
    values = {"account": person.id, "name": name, "address": address, "nonce": form.one("nonce", 64),
              "at": _at(datasette)}  # fmt: skip
    try:
        await write(datasette, lambda db: db.execute(KEEP, values).rowcount, "saved search", person)
    except NotSaved:
        return await _refused(datasette, request, NOT_SAVED, 503)
    return back(datasette, "/#saved")


async def end(datasette: Any, request: Any) -> Response:
    """Take a saved search off its owner's list."""
    person, _ = await writer(datasette, request, "researcher")
    values = {"account": person.id, "saved": int(request.url_vars["id"]), "at": _at(datasette)}
    try:
        changed = await write(datasette, lambda db: db.execute(END, values).rowcount, "saved search ended", person)
    except NotSaved:
        return await _refused(datasette, request, NOT_SAVED, 503)
    if not changed:
        raise NotFound("There is no such search.")
    return back(datasette, "/#saved")


async def _refused(datasette: Any, request: Any, message: str, status: int) -> Response:
    context = {"title": "The search was not kept", "message": message, "status": status}
    return await respond(datasette, request, View("undertook_error.html", context, status=status))


def _address(path: str, chosen: dict[str, str]) -> str:
    return f"{path}?{urlencode(chosen)}" if chosen else path


def _is_ours(address: str) -> bool:
    parts = urlsplit(address)
    is_plain = not any(sign <= " " or sign in "\\#" for sign in address) and not (parts.scheme or parts.netloc)
    return is_plain and parts.path in FEEDS and bool(parts.query)


def _at(datasette: Any) -> str:
    now: datetime = tracker_of(datasette).clock()
    return now.isoformat(timespec="seconds")
