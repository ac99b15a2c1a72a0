"""Many folders on one address: each has its own tracker below its own name, and the rest is the front's.

Nothing is shared but the process: a tracker reads and writes the files of its own folder, its sessions are sent to its
own pages, and who may do what is asked of its own settings.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.accounts import WebSettings
from pipeline.store.files import MINUTES_FILE, open_minutes
from pipeline.web.asking import Front
from pipeline.web.front import front_app
from pipeline.web.headers import App
from pipeline.web.server import Place, build
from pipeline.web.tracker import Clock, utc_now

# Names of the front's own pages, below which no folder can be served.
RESERVED = frozenset({"", "councils", "search"})
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


class CannotServe(Exception):
    """Folders that cannot be served side by side; the message says which and why."""


def gather(folders: Mapping[Path, WebSettings | None], settings: WebSettings, clock: Clock = utc_now) -> Front:
    """Return the trackers of the folders, each with its own settings or, where those are None, with `settings`.

    Raises `CannotServe` for what is no data folder, and for names that cannot stand side by side.
    """
    trackers: dict[str, Any] = {}  # Any: Datasette's objects have no types
    templates = None
    for name, folder in names(tuple(folders)).items():
        own = _settings(name, folder, folders[folder], settings)
        trackers[name] = build(folder, own, clock, Place(f"/{name}", len(folders), templates))
        templates = trackers[name].undertook.templates
    return Front(trackers, settings)


def names(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the folders by the names under which they are served: their own, as far as an address takes them."""
    found: dict[str, Path] = {}
    for folder in folders:
        if not (folder / MINUTES_FILE).exists():
            raise CannotServe(f"{folder} holds no {MINUTES_FILE}; expected a data folder")
        name = NOT_IN_NAMES.sub("-", folder.resolve().name.lower()).strip("-")
        if name in RESERVED:
            raise CannotServe(f"{folder} cannot be served as /{name}/, which is a page of its own; rename the folder")
        if name in found:
            raise CannotServe(f"{folder} and {found[name]} would both be served as /{name}/; rename one of them")
        found[name] = folder
    return found


def dispatch(front: Front) -> App:
    """Return the application that gives each request to the tracker whose name its path begins with, else to the front.

    A tracker starts with its first request, so that many folders take no longer to start than one.
    """
    apps = {name: datasette.app() for name, datasette in front.trackers.items()}
    other = front_app(front)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await _live(front, receive, send)
        elif scope["type"] == "http":
            path: str = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
            name, below, _ = path.removeprefix("/").partition("/")
            await (apps.get(name, other) if below else other)(scope, receive, send)

    return app


async def _live(front: Front, receive: Any, send: Any) -> None:
    """Say that everything has started, and close every tracker's files at the end."""
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    for datasette in front.trackers.values():
        await datasette.invoke_shutdown()
    await send({"type": "lifespan.shutdown.complete"})


def _settings(name: str, folder: Path, own: WebSettings | None, common: WebSettings) -> WebSettings:
    """A tracker's settings: its title is its council's where none is given, its address that of the front and its
    name."""
    title = own.title if own and own.title != WebSettings().title else _council(folder) or name
    address = (own.address if own else "") or (common.address and f"{common.address.rstrip('/')}/{name}")
    return replace(own or common, title=title, address=address)


def _council(folder: Path) -> str | None:
    """The name of a folder's only council; None where it holds several, or none yet."""
    db = open_minutes(folder)
    found = [row["name"] for row in db.execute("select name from sites limit 2")]
    db.close()
    return found[0] if len(found) == 1 else None
