"""The tracker's pages: the outstanding list and one promise."""

import datetime
import re
from typing import Any
from urllib.parse import urlencode

from datasette import Forbidden, NotFound, Response
from datasette.resources import DatabaseResource

from pipeline.web.queries import AROUND, COMMITTEES, COUNTS, FOLLOWUPS, OUTSTANDING, PLACES, PROMISE, Filters

DATABASE = "minutes"
PAGE_ROWS = 50
STATES = ("overdue", "due soon", "open", "reported back", "needs review")
LAST_PAGE = 2000
PAGE_NUMBER = re.compile(r"[0-9]{1,6}")


async def home(datasette: Any, request: Any) -> Response:
    """Show the outstanding undertakings, overdue first, filtered as the address says."""
    await _may_view(datasette, request)
    filters = _filters(request)
    db = datasette.get_database(DATABASE)
    asked = {
        "today": _today(),
        "state": filters.state,
        "committee": filters.committee,
        "owner": filters.owner,
        "limit": PAGE_ROWS + 1,
        "offset": (filters.page - 1) * PAGE_ROWS,
    }
    rows = [dict(row) for row in (await db.execute(OUTSTANDING, asked)).rows]
    counts = {row["state"]: row["count"] for row in (await db.execute(COUNTS, asked)).rows}
    committees = [row["committee"] for row in (await db.execute(COMMITTEES)).rows]
    context = {
        "rows": [
            {**row, "due": _day(row["due"]), "meeting_date": _day(row["meeting_date"])} for row in rows[:PAGE_ROWS]
        ],
        "filters": filters,
        "states": [(state, counts.get(state, 0), _address(filters, state=state, page=1)) for state in STATES],
        "total": sum(count for state, count in counts.items() if state != "needs review"),
        "everything": _address(filters, state="", page=1),
        "committees": committees,
        "next": _address(filters, page=filters.page + 1) if len(rows) > PAGE_ROWS else None,
        "previous": _address(filters, page=filters.page - 1) if filters.page > 1 else None,
    }
    return Response.html(await datasette.render_template("undertook_home.html", context, request=request))


async def promise(datasette: Any, request: Any) -> Response:
    """Show one promise with its sentence marked in its minutes, its source, its places and what officers wrote."""
    await _may_view(datasette, request)
    uid = request.url_vars["uid"]
    db = datasette.get_database(DATABASE)
    row = (await db.execute(PROMISE, {"uid": uid, "today": _today()})).first()
    if row is None:
        raise NotFound(f"There is no promise {uid}.")
    places = [dict(place) for place in (await db.execute(PLACES, {"record": row["id"]})).rows]
    around = await _around(db, places)
    history = [dict(event) for event in (await db.execute(FOLLOWUPS, {"uid": uid})).rows if event["public"]]
    context = {
        "promise": {**dict(row), "due": _day(row["due"]), "meeting_date": _day(row["meeting_date"])},
        "source": _web(row["source_url"]),
        "places": [{**place, "url": _web(place["url"])} for place in places],
        "around": around,
        "history": history,
    }
    return Response.html(await datasette.render_template("undertook_promise.html", context, request=request))


async def _around(db: Any, places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The passages around the promise; in its own, the words before it, the words themselves and the words behind."""
    if not places or places[0]["position"] is None:
        return []
    place = places[0]
    asked = {"document": place["document_id"], "position": place["position"]}
    rows = [dict(row) for row in (await db.execute(AROUND, asked)).rows]
    for row in rows:
        if row["position"] == place["position"]:
            start, end = place["start"] - place["body"], place["end"] - place["body"]
            row["before"], row["marked"], row["after"] = row["text"][:start], row["text"][start:end], row["text"][end:]
    return rows


async def _may_view(datasette: Any, request: Any) -> None:
    # Datasette checks nothing on pages of a plugin.
    allowed = await datasette.allowed(
        action="view-database", resource=DatabaseResource(database=DATABASE), actor=request.actor
    )
    if not allowed:
        raise Forbidden("Sign in to see this page.")


def _filters(request: Any) -> Filters:
    page = request.args.get("page") or "1"
    state = request.args.get("state") or ""
    return Filters(
        committee=request.args.get("committee") or "",
        owner=request.args.get("owner") or "",
        state=state if state in STATES else "",
        page=min(max(int(page), 1), LAST_PAGE) if PAGE_NUMBER.fullmatch(page) else 1,
    )


def _address(filters: Filters, *, state: str | None = None, page: int) -> str:
    """The list's address with other filters; those that say nothing are left out."""
    pairs = {
        "committee": filters.committee,
        "owner": filters.owner,
        "state": filters.state if state is None else state,
        "page": "" if page == 1 else str(page),
    }
    found = urlencode({key: value for key, value in pairs.items() if value})
    return f"/?{found}" if found else "/"


def _web(url: str | None) -> str | None:
    """An address that may be linked to; what a page says is no reason to follow another scheme."""
    return url if url and url.startswith(("https://", "http://")) else None


def _today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def _day(text: str | None) -> str | None:
    """A day as people in Britain write it: 4 March 2027."""
    if not text:
        return None
    day = datetime.date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"
