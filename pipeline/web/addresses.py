"""Addresses of our pages, and what may be linked to of other people's."""

from dataclasses import fields
from urllib.parse import quote, urlencode

from pipeline.exports.dates import day
from pipeline.exports.links import web
from pipeline.exports.outstanding import Filters

NAMES = tuple(one.name for one in fields(Filters))
__all__ = ["committee", "day", "listed", "owner", "person", "web"]


def listed(filters: Filters, base: str = "/", **changed: object) -> str:
    """Return the list's address with some filters changed; those that say nothing are left out, the page too."""
    values = {name: changed.get(name, getattr(filters, name)) for name in NAMES}
    values["page"] = changed.get("page", 1)
    pairs = {name: value for name, value in values.items() if value and not (name == "page" and value == 1)}
    return f"{base}?{urlencode(pairs)}" if pairs else base


def committee(site: str, name: str, tail: str = "") -> str:
    """Return a committee's page."""
    return f"/committee/{quote(site, safe='')}/{quote(name, safe='')}{tail}"


def owner(name: str, site: str = "") -> str:
    """Return an owner's page."""
    return "/owner?" + urlencode({"name": name, **({"council": site} if site else {})})


def person(site: str, name: str) -> str:
    """Return a person's page."""
    return f"/person/{quote(site, safe='')}/{quote(name, safe='')}"
