"""Guards every answer: security headers, no stock sign-in, no page on the machine, nothing kept of the signed-in."""

from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

# `Any`: ASGI's scope, receive and send have no narrower types that Datasette publishes.
App = Callable[[Any, Any, Any], Awaitable[None]]

COOKIE = "undertook_session"
COMMON = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
OURS = (
    b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    b"frame-ancestors 'none'; base-uri 'none'"
)
# Datasette's own pages carry inline scripts and styles.
STOCK = (
    b"default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    b"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
STOCK_PATHS = ("/minutes", "/-/")
# Of Datasette's own pages about itself only what its tables need is served; the rest tells of the machine.
SERVED = ("/-/static", "/-/jump", "/-/settings.json", "/-/edit-tools")
SECURE = b"max-age=31536000"


def guarded(app: App, *, is_secure: bool, prefix: str = "") -> App:
    """Wrap an application so that every answer carries the headers, and what is closed is not found.

    `prefix` stands before every path that the application is asked for.
    """

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path = scope.get("path", "").removeprefix(prefix)
        headers = [*COMMON, (b"content-security-policy", STOCK if path.startswith(STOCK_PATHS) else OURS)]
        if is_secure:
            headers.append((b"strict-transport-security", SECURE))
        if has_session(scope):
            headers.append((b"cache-control", b"private, no-store"))

        async def send_with_headers(event: Any) -> None:
            if event["type"] == "http.response.start":
                ours = {name for name, _ in headers}
                kept = [pair for pair in event["headers"] if pair[0].lower() not in ours]
                event = {**event, "headers": [*kept, *headers]}
            await send(event)

        if path.startswith("/-/") and not path.startswith(SERVED):
            await _not_found(send_with_headers)
            return
        await app(_without_actor(scope), receive, send_with_headers)

    return wrapped


def token(cookies: str) -> str:
    """Return the session token of a Cookie header; empty where there is none."""
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def has_session(scope: Any) -> bool:
    """Whether a request carries a session cookie, good or bad."""
    return any(name == b"cookie" and COOKIE.encode() in value for name, value in scope.get("headers", ()))


def _without_actor(scope: Any) -> Any:
    """Drop Datasette's own sign-in cookie: it has no end and outlives signing out, so it counts for nothing here."""
    headers = [
        (name, b"; ".join(part for part in value.split(b"; ") if not part.startswith(b"ds_actor=")))
        if name == b"cookie"
        else (name, value)
        for name, value in scope.get("headers", ())
    ]
    return {**scope, "headers": headers}


async def _not_found(send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"There is no such page.\n"})
