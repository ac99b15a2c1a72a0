"""What a page is asked and what it answers, and the one way in which an answer becomes HTML, CSV or JSON."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from datasette import Forbidden, Response
from jinja2 import Environment

from pipeline.accounts import Role, WebSettings, may
from pipeline.exports.cells import harmless
from pipeline.web.reading import one_moment
from pipeline.web.sessions import Sessions

# The database of our pages: minutes.db with followup.db beside it, which stock pages and queries never see.
DATABASE = "tracker"
# A page is one or several queries; together they may take so long, then the page says that too much was asked.
PAGE_MILLISECONDS = 1500
MOST_ROWS = 10_000
# Signs that HTML allows nowhere, and that files of minutes and notes may hold all the same.
NOT_IN_HTML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ufdd0-\\ufdef\\ufffe\\uffff]")
Clock = Callable[[], datetime]
# `Any`: rows, contexts and Datasette's objects have no narrower types.
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tracker:
    """A data folder as it is served. `templates` are Datasette's and ours.

    `prefix` is what stands before every path where several folders share an address ("/thornwick"), else "". Paths that
    pages, forms and followup.db hold are without it, so that they mean the same wherever the folder is served.
    `cache_kibibytes` is what each connection may keep of a database in memory.
    """

    folder: Path
    settings: WebSettings
    sessions: Sessions
    clock: Clock
    templates: Environment
    prefix: str = ""
    cache_kibibytes: int = 32_000


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. `id` and `role` are None for somebody who has not signed in."""

    id: str | None = None
    name: str | None = None
    role: str | None = None

    def may(self, needed: Role) -> bool:
        """Whether this person holds the rights of a role."""
        return may(self.role, needed)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the words of its address, who asks, and on which day. `form` is CSV, JSON or HTML."""

    place: Mapping[str, str]
    args: Mapping[str, str]
    person: Person
    today: date
    tracker: Tracker
    path: str = "/"
    form: str = "html"

    def arg(self, name: str) -> str:
        """Return one argument of the address, cut to a sane length; empty where it is not there."""
        return self.args.get(name, "").strip()[:300]


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows. `rows` and `columns` are its table, which CSV and JSON give; every form tells the same."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    columns: Sequence[str] = ()
    rows: Sequence[Mapping[str, Any]] = ()
    status: int = 200


@dataclass(frozen=True, slots=True)
class Urls:
    """Addresses below the tracker's own, as templates ask for them; in the shape of Datasette's, whose strings of a
    kind of their own cost a page a tenth of its time. `base` ends in a slash, and so does `files`, below which our
    styles and scripts lie where that is not `base`."""

    base: str
    files: str = ""

    def path(self, path: str) -> str:
        """Return the address of a page."""
        return self.base + path.removeprefix("/")

    def static_plugins(self, plugin: str, path: str) -> str:
        """Return the address of a plugin's file."""
        return f"{self.files or self.base}-/static-plugins/{plugin}/{path}"


class TooMuch(Exception):
    """Raised where the answer would take longer than a page may take."""


class Moved(Exception):
    """Raised where a page has another address now, which is the exception's only argument."""


Page = Callable[[sqlite3.Connection, Asked], View]


def tracker_of(datasette: Any) -> Tracker:
    """Return the tracker that a Datasette serves."""
    found: Tracker = datasette.undertook
    return found


def path_of(datasette: Any, request: Any) -> str:
    """Return the path that a request asks of its tracker, without the prefix under which that is served."""
    path: str = request.path
    return path.removeprefix(tracker_of(datasette).prefix)


def person_of(request: Any) -> Person:
    """Return who sent a request."""
    actor = request.actor or {}
    return Person(actor.get("id"), actor.get("name"), actor.get("role"))


def check_reader(datasette: Any, request: Any, needed: Role = "reader") -> Person:
    """Return who asks, or raise where they may not: pages of a plugin are checked by nobody else."""
    person = person_of(request)
    if not may_see(tracker_of(datasette), person, needed):
        raise Forbidden("Sign in to see this page." if person.id is None else "Your account may not do this.")
    return person


def may_see(tracker: Tracker, person: Person, needed: Role = "reader") -> bool:
    """Whether a person may see a tracker's pages for a role."""
    is_open = tracker.settings.read == "everybody" and needed == "reader"
    return is_open or person.may(needed)


def asked_of(datasette: Any, request: Any, person: Person, form: str = "html") -> Asked:
    """Return what a request asks."""
    tracker = tracker_of(datasette)
    return Asked(
        place=request.url_vars,
        args={key: request.args.get(key) or "" for key in request.args},
        person=person,
        today=tracker.clock().date(),
        tracker=tracker,
        path=path_of(datasette, request),
        form=form,
    )


async def read(datasette: Any, work: Callable[[sqlite3.Connection], Any]) -> Any:
    """Run queries on a reading connection, in another thread: all of them see one moment of the databases, and end
    within the time that a page may take."""

    def timed(connection: sqlite3.Connection) -> Any:
        with one_moment(connection, PAGE_MILLISECONDS):
            return work(connection)

    try:
        return await datasette.get_database(DATABASE).execute_fn(timed)
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise TooMuch from error
        raise


async def respond(datasette: Any, request: Any, view: View, form: str = "html") -> Response:
    """Turn a view into the form that was asked for."""
    return as_data(view, form) or Response.html(html(datasette, request, view), status=view.status)


def as_data(view: View, form: str) -> Response | None:
    """Return a view's table as CSV or JSON; None where a page is asked for."""
    if form == "csv":
        return Response(as_csv(view), content_type="text/csv; charset=utf-8")
    if form == "json":
        return Response(as_json(view), content_type="application/json; charset=utf-8")
    return None


def html(datasette: Any, request: Any, view: View) -> str:
    """Render a view's template."""
    tracker, person = tracker_of(datasette), person_of(request)
    path = path_of(datasette, request)
    words = dict(view.context)
    words.update(
        urls=Urls(f"{tracker.prefix}/"), prefix=tracker.prefix, person=person, settings=tracker.settings, path=path,
        has_table=bool(view.columns), alternate=alternate(path, request.query_string),
    )  # fmt: skip
    return rendered(tracker.templates, view.template, words)


def rendered(templates: Environment, template: str, words: Mapping[str, Any]) -> str:
    """Return a template with its words, without signs that HTML does not allow."""
    return NOT_IN_HTML.sub("", templates.get_template(template).render(words))


def alternate(path: str, query: str) -> dict[str, str]:
    """Return the addresses of a page as CSV and JSON, with the same filters."""
    base = path.rstrip("/") or "/outstanding"
    return {form: f"{base}.{form}{f'?{query}' if query else ''}" for form in ("csv", "json")}


def as_csv(view: View) -> bytes:
    """Return the rows as CSV in UTF-8 with a byte order mark; no cell is a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(view.columns)
    for row in view.rows:
        writer.writerow([harmless("" if row.get(name) is None else str(row[name])) for name in view.columns])
    return written.getvalue().encode("utf-8-sig")


def as_json(view: View) -> bytes:
    """Return the rows as one JSON object; null where the source does not say."""
    rows = [{name: row.get(name) for name in view.columns} for row in view.rows]
    return json.dumps({"columns": list(view.columns), "rows": rows}, ensure_ascii=False, default=str).encode()


def utc_now() -> datetime:
    """Return the time; the clock of a tracker that is served."""
    return datetime.now(UTC)
