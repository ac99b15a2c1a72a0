"""The councils that a tracker follows, as lists to choose from: large, on many pages, and the same for everybody."""

import sqlite3
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from pipeline.web.kept_counts import kept_of_minutes

SITES = "select slug, name from sites order by name limit 500"
OPTION = Markup('<option value="{}">{}</option>\n')
CHOSEN = Markup('<option value="{}" selected>{}</option>\n')


class Site(NamedTuple):
    """A council: its short name, which addresses hold, and its name."""

    slug: str
    name: str


def sites(db: sqlite3.Connection) -> tuple[Site, ...]:
    """Return the councils by name."""
    return kept_of_minutes(db, ("sites",), lambda: tuple(Site(*row) for row in db.execute(SITES)))


def options(found: tuple[Site, ...], chosen: str | None) -> Markup:
    """Return the options of a `select` of councils; a filter of the templates."""
    lines = _options(found)
    name = next((site.name for site in found if site.slug == chosen), None) if chosen else None
    return Markup("").join((lines if name is None else {**lines, chosen: CHOSEN.format(chosen, name)}).values())


@lru_cache(maxsize=8)
def _options(found: tuple[Site, ...]) -> dict[str | None, Markup]:
    return {site.slug: OPTION.format(site.slug, site.name) for site in found}
