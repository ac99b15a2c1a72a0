"""Builds the Datasette that serves a data folder, and its settings; a test reads them back."""

import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from jinja2 import Environment

from pipeline.accounts import ROLES, WebSettings
from pipeline.store.files import FOLLOWUP_FILE, MINUTES_FILE, open_followup, open_minutes
from pipeline.web.councils import options
from pipeline.web.sessions import Sessions
from pipeline.web.tracker import DATABASE, Clock, Tracker, utc_now

SECRET_FILE = "secret"
SECRET_VARIABLE = "UNDERTOOK_SECRET"
QUERIES = Path(__file__).parent / "queries.toml"
# What SQLite keeps of a file for each connection, all trackers of the process together, and what each has at least.
CACHE_KIBIBYTES, LEAST_CACHE_KIBIBYTES = 32_000, 2_000
SETTINGS = {
    "default_allow_sql": False,
    "allow_download": False,
    "suggest_facets": False,
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 200,
    "max_csv_mb": 20,
    "allow_signed_tokens": False,
}
ATTRIBUTION = {
    "title": "Undertook",
    "description": "Decisions and promises found in councils' published minutes, in their own words.",
    "license": "The minutes' own licence, most often the Open Government Licence v3.0",
    "license_url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tracker is served: alone on its address, or under `prefix` ("/thornwick") beside the trackers of other
    folders, with which it shares templates and the memory for SQLite's pages."""

    prefix: str = ""
    trackers: int = 1
    templates: Environment | None = None


ALONE = Place()


def build(folder: Path, settings: WebSettings | None = None, clock: Clock = utc_now, place: Place = ALONE) -> Datasette:
    """Return the Datasette for a data folder, making empty databases where there are none."""
    settings = settings or WebSettings()
    open_minutes(folder).close()
    open_followup(folder).close()
    datasette = Datasette(
        [str(folder / MINUTES_FILE), str(folder / FOLLOWUP_FILE)],
        settings={**SETTINGS, "force_https_urls": settings.is_secure, "base_url": f"{place.prefix}/"},
        secret=secret(folder),
        metadata=ATTRIBUTION,
        config=configuration(settings),
    )
    # Our templates wait for nothing: rendering them as coroutines, as Datasette's are, would take twice as long.
    templates = place.templates or datasette.get_jinja_environment().overlay(enable_async=False, auto_reload=False)
    templates.filters["options"] = options
    cache = max(CACHE_KIBIBYTES // place.trackers, LEAST_CACHE_KIBIBYTES)
    datasette.undertook = Tracker(folder, settings, Sessions(folder), clock, templates, place.prefix, cache)
    datasette.add_database(Database(datasette, path=str(folder / MINUTES_FILE), is_mutable=True), name=DATABASE)
    return datasette


def configuration(settings: WebSettings) -> dict[str, Any]:
    """Return what Datasette is told of rights, queries and tables.

    Nobody sees followup.db or the database of our own pages as tables; who may write SQL, writes it against minutes.db,
    beside which no officer's note stands.
    """
    at_least = {role: list(ROLES[ROLES.index(role) :]) for role in ROLES}
    by_query = {"role": at_least["researcher"]} if settings.query == "researchers" else False
    may_read = True if settings.read == "everybody" else {"role": at_least["reader"]}
    return {
        "allow": may_read,
        "databases": {
            "followup": {"allow": False},
            DATABASE: {"allow": False},
            "minutes": {
                "allow_sql": by_query,
                "queries": tomllib.loads(QUERIES.read_text("utf8")),
                "tables": {"undertakings": {"size": 50}, "passages": {"size": 50}, "records": {"size": 50}},
            },
        },
    }


def secret(folder: Path) -> str:
    """Return what signs cookies: from the environment, else from a file that only its owner reads, made once."""
    given = os.environ.get(SECRET_VARIABLE)
    if given:
        return given
    path = folder / SECRET_FILE
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), "utf8")
    return path.read_text("utf8").strip()
