"""Signing in and out: by password, with a session that ends; or by what a single sign-on proxy says."""

import asyncio
import logging
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from datasette import Response

from pipeline.accounts import WebSettings
from pipeline.web.forms import posted
from pipeline.web.headers import COOKIE, token
from pipeline.web.passwords import password_is_right
from pipeline.web.tracker import Tracker, View, check_reader, respond, tracker_of

logger = logging.getLogger(__name__)
WRONG = "The name or the password is not right."
LOCKED = "Too many wrong tries. Wait a quarter of an hour, then try again."


async def sign_in(datasette: Any, request: Any) -> Response:
    """Show the form; take a name and a password and begin a session."""
    tracker, there = tracker_of(datasette), local(request.args.get("next") or "/")
    if request.method != "POST":
        context = {"next": there, "by_proxy": tracker.settings.sign_in == "proxy"}
        return await respond(datasette, request, View("undertook_sign_in.html", context))
    form = await posted(request)
    name, password, there = form.one("account"), form.one("password"), local(form.one("next"))
    problem = await _problem(tracker, name, password)
    if problem is not None:
        context = {"next": there, "name": name, "problem": problem}
        status = 429 if problem == LOCKED else 403
        return await respond(datasette, request, View("undertook_sign_in.html", context, status=status))
    started = tracker.sessions.begin(name, tracker.clock(), tracker.settings.session_hours)
    begun = cookie(started, tracker, int(tracker.settings.session_hours * 3600))
    return Response.redirect(datasette.urls.path(there), headers={"set-cookie": begun})


async def sign_out(datasette: Any, request: Any) -> Response:
    """End the session, here and for every copy of its cookie."""
    tracker = tracker_of(datasette)
    if request.method == "POST":
        tracker.sessions.end(token(request.headers.get("cookie") or ""))
        return Response.redirect(datasette.urls.path("/"), headers={"set-cookie": cookie("", tracker, seconds=0)})
    return await respond(datasette, request, View("undertook_sign_out.html"))


async def sign_ins(datasette: Any, request: Any) -> Response:
    """Show administrators who tried to sign in."""
    check_reader(datasette, request, "admin")
    rows = tracker_of(datasette).sessions.recent()
    return await respond(datasette, request, View("undertook_sign_ins.html", {"rows": rows}))


def proxied(settings: WebSettings, request: Any) -> dict[str, str] | None:
    """Return whom a proxy names, where the request comes from an address that is trusted to say so."""
    client = (request.scope.get("client") or ("",))[0]
    id = (request.headers.get(settings.proxy_header.lower()) or "").strip()
    if not id or client not in settings.proxy_addresses:
        return None
    account = settings.account(id)
    return {
        "id": id,
        "name": (account.name if account else "") or id,
        "role": account.role if account else settings.proxy_role,
    }


def cookie(token: str, tracker: Tracker, seconds: int) -> str:
    """Return the Set-Cookie header of a session: no script reads it, no other site sends it, and it ends. Beside other
    trackers on the same address it goes to its own alone."""
    made: SimpleCookie = SimpleCookie()
    made[COOKIE] = token
    for name, value in (("path", f"{tracker.prefix}/"), ("httponly", True), ("samesite", "Lax"), ("max-age", seconds)):
        made[COOKIE][name] = value
    if tracker.settings.is_secure:
        made[COOKIE]["secure"] = True
    return made[COOKIE].OutputString()


def local(address: str) -> str:
    """Return an address on this site, the first page where another site is meant ("//evil", "/\\\\evil")."""
    is_plain = address.startswith("/") and "\\" not in address and not any(ord(sign) < 33 for sign in address)
    parts = urlsplit(address) if is_plain and not address.startswith("//") else None
    return address if parts and not parts.scheme and not parts.netloc else "/"


async def _problem(tracker: Tracker, name: str, password: str) -> str | None:
    if tracker.settings.sign_in == "proxy":
        return "People sign in where they sign in to the council's other services."
    if tracker.sessions.is_locked(name, tracker.clock()):
        logger.warning("sign-in locked for %r", name[:100])
        return LOCKED
    # A tenth of a second of arithmetic, which must not hold up other pages.
    is_right = await asyncio.to_thread(password_is_right, tracker.settings.account(name), password)
    tracker.sessions.note(name, tracker.clock(), is_right=is_right)
    logger.info("sign-in of %r %s", name[:100], "succeeded" if is_right else "failed")
    return None if is_right else WRONG
