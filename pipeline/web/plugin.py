"""What the plugin tells Datasette: its routes, its connections' settings, who is signed in, its headers, its menu."""

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from datasette import hookimpl

from pipeline.accounts import WebSettings
from pipeline.store.files import FOLLOWUP_FILE, prepare
from pipeline.web.catalogue import describe
from pipeline.web.errors import failed, refused
from pipeline.web.headers import guarded, token
from pipeline.web.routes import ROUTES
from pipeline.web.sign_in import proxied
from pipeline.web.tracker import DATABASE, path_of, person_of

# One answer of SQLite may be at most this long: `hex(zeroblob(300000000))` is refused instead of filling the memory.
MOST_BYTES = 4_000_000


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    """Give our pages; they are matched before Datasette's own, so the home page is ours."""
    return ROUTES if hasattr(datasette, "undertook") else []


@hookimpl  # type: ignore[untyped-decorator]
def startup(datasette: Any) -> Callable[[], Awaitable[None]] | None:
    """Say what the tables hold."""
    return (lambda: describe(datasette)) if hasattr(datasette, "undertook") else None


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """Set what holds for every connection; beside our pages' database, and only there, show what officers wrote."""
    prepare(conn)
    tracker = getattr(datasette, "undertook", None)
    if tracker is not None:
        conn.execute(f"pragma cache_size = -{tracker.cache_kibibytes}")
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
    if database != DATABASE:
        return
    # What we wrote ourselves is UTF-8: nothing has to look at every cell for what is not, as Datasette does.
    conn.text_factory = str
    conn.execute("pragma temp_store = memory")
    followup = Path(datasette.databases[database].path).resolve().with_name(FOLLOWUP_FILE)
    conn.execute("attach ? as followup", (f"{followup.as_uri()}?mode=ro",))


@hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]
def actor_from_request(datasette: Any, request: Any) -> dict[str, str] | None:
    """Return who is signed in: by the session, or by what a proxy that is trusted says."""
    tracker = getattr(datasette, "undertook", None)
    if tracker is None:
        return None
    settings: WebSettings = tracker.settings
    if settings.sign_in == "proxy":
        return proxied(settings, request)
    found = token(request.headers.get("cookie") or "")
    id = tracker.sessions.account(found, tracker.clock()) if found else None
    account = settings.account(id) if id else None
    return {"id": account.id, "name": account.name or account.id, "role": account.role} if account else None


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Guard every answer."""
    tracker = getattr(datasette, "undertook", None)
    is_secure = tracker is not None and tracker.settings.is_secure
    return lambda app: guarded(app, is_secure=is_secure, prefix=datasette.setting("base_url").rstrip("/"))


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: Any, request: Any) -> dict[str, Any]:
    """Give Datasette's own pages what our frame around them shows."""
    tracker = getattr(datasette, "undertook", None)
    if tracker is None or request is None:
        return {}
    # Datasette's heads of tables put the prefix before a path that has it already.
    return {"settings": tracker.settings, "person": person_of(request), "path": path_of(datasette, request),
            "prefix": tracker.prefix, "fix_path": str}  # fmt: skip


@hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Any, exception: BaseException) -> Any:
    """Answer a request that failed in our frame, and say nothing of the inside."""
    return failed(datasette, request, exception) if hasattr(datasette, "undertook") else None


@hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]
def forbidden(datasette: Any, request: Any, message: str) -> Any:
    """Answer somebody who may not see a page in our frame, with the way to sign in."""
    return refused(datasette, request, message) if hasattr(datasette, "undertook") else None


@hookimpl  # type: ignore[untyped-decorator]
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Lead from Datasette's pages back to the list."""
    return [{"href": datasette.urls.path("/"), "label": "Outstanding undertakings"}]
