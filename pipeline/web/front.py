"""The first page of an address that many trackers share, and what it answers beside them."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import Request, Response

import pipeline.web.page_front as page_front
from pipeline.web.asking import Front, ask_all
from pipeline.web.errors import TITLES
from pipeline.web.headers import App, guarded
from pipeline.web.tracker import Person, Urls, View, alternate, as_data, rendered, tracker_of

# `Any`: ASGI's scope and Datasette's requests have no narrower types.
Page = Callable[[Front, Any], Awaitable[View]]


def front_app(front: Front) -> App:
    """Return the application that lists the trackers and searches in all of them."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        response = await _answer(front, Request(scope, receive))
        if not front.is_public:
            response.headers["cache-control"] = "private, no-store"
        await response.asgi_send(send)

    return guarded(app, is_secure=front.settings.is_secure)


async def councils(front: Front, request: Any) -> View:
    """List the councils."""
    return page_front.councils(await ask_all(front, request, {}, page_front.councils_here))


async def search(front: Front, request: Any) -> View:
    """Search in all councils."""
    args = {name: (request.args.get(name) or "").strip()[:300] for name in page_front.SEARCHED}
    answers = await ask_all(front, request, args, page_front.hits_here) if args["words"] else []
    return page_front.found(args, answers)


PAGES: tuple[tuple[re.Pattern[str], Page], ...] = (
    (re.compile(r"/"), councils),
    (re.compile(r"/councils(?:\.(?P<form>csv|json))?"), councils),
    (re.compile(r"/search(?:\.(?P<form>csv|json))?"), search),
)


async def _answer(front: Front, request: Any) -> Response:
    if request.method not in ("GET", "HEAD"):
        return _html(front, request, _refusal("This address takes no forms.", 405))
    if request.path.removeprefix("/") in front.trackers:
        query = f"?{request.query_string}" if request.query_string else ""
        return Response.redirect(f"{request.path}/{query}", status=301)
    for pattern, page in PAGES:
        match = pattern.fullmatch(request.path)
        if match:
            view = await page(front, request)
            return as_data(view, match.groupdict().get("form") or "html") or _html(front, request, view)
    return _html(front, request, _refusal("No council's pages and none of ours stand here.", 404))


def _refusal(message: str, status: int) -> View:
    title = TITLES.get(status, "This did not work")
    return View("undertook_error.html", {"title": title, "message": message, "status": status}, status=status)


def _html(front: Front, request: Any, view: View) -> Response:
    first = next(iter(front.trackers.values()))
    path = request.path
    words = {
        **view.context,
        "urls": Urls("/", files=f"{tracker_of(first).prefix}/"),
        "person": Person(),
        "settings": front.settings,
        "path": path,
        "is_front": True,
        "has_table": bool(view.columns),
        "alternate": alternate("/councils" if path == "/" else path, request.query_string),
    }
    return Response.html(rendered(tracker_of(first).templates, view.template, words), status=view.status)
