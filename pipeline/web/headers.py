"""Security headers on every answer."""

from collections.abc import Awaitable, Callable
from typing import Any

# `Any`: ASGI's scope, receive and send have no narrower types that Datasette publishes.
App = Callable[[Any, Any, Any], Awaitable[None]]

COMMON = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
)
OURS = (
    b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
# Datasette's own pages carry inline scripts and styles.
STOCK = (
    b"default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    b"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
OUR_PATHS = ("/promise/",)


def with_headers(app: App) -> App:
    """Wrap an application so that every answer carries the headers."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        path = scope.get("path", "")
        policy = OURS if path == "/" or path.startswith(OUR_PATHS) else STOCK

        async def send_with_headers(event: Any) -> None:
            if event["type"] == "http.response.start":
                event = {**event, "headers": [*event["headers"], *COMMON, (b"content-security-policy", policy)]}
            await send(event)

        await app(scope, receive, send_with_headers)

    return wrapped
