"""What the plugin tells Datasette: its routes, its connections' settings, its headers, its menu."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from datasette import hookimpl

from pipeline.store.files import FOLLOWUP_FILE, prepare
from pipeline.web.headers import with_headers
from pipeline.web.pages import home, promise

DATABASE = "minutes"
# One answer of SQLite may be at most this long: `hex(zeroblob(300000000))` is refused instead of filling the memory.
MOST_BYTES = 4_000_000


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Give our pages; they are matched before Datasette's own, so the home page is ours."""
    return [
        (r"^/$", home),
        (r"^/promise/(?P<uid>[0-9a-f]{16})$", promise),
    ]


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """Set what holds for every connection, and show what officers wrote beside what was found."""
    prepare(conn)
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
    if database != DATABASE:
        return
    followup = Path(datasette.databases[database].path).resolve().with_name(FOLLOWUP_FILE)
    if followup.exists():
        conn.execute("attach ? as followup", (f"{followup.as_uri()}?mode=ro",))


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[Any], Any]:
    """Send the headers that keep browsers from running or framing what is not ours."""
    return with_headers


@hookimpl  # type: ignore[untyped-decorator]
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Lead from Datasette's pages back to the list."""
    return [{"href": datasette.urls.path("/"), "label": "Outstanding undertakings"}]
