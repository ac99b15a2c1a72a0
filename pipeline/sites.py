"""The register of councils, `data/sites.csv`, and what a word on the command line means by it."""

import csv
import re
from functools import cache
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from models.meeting import Site
from models.vocabulary import System

REGISTER = Path(__file__).parent.parent / "data" / "sites.csv"
SYSTEMS = get_args(System)


class UnknownSite(Exception):
    """Raised for a word that is no row of the register, no host and no address; the message names near ones."""


@cache
def register() -> dict[str, Site]:
    """Return the register by slug."""
    with REGISTER.open(encoding="utf8", newline="") as file:
        return {row["slug"]: _site(row) for row in csv.DictReader(file)}


def find(word: str, known: dict[str, Site] | None = None) -> Site:
    """Return the site that a word means: a slug, a host or an address. `known` are the sites of the settings."""
    rows = {**register(), **(known or {})}
    if word in rows:
        return rows[word]
    if "://" in word or "." in word or word.startswith("localhost"):
        address = word if "://" in word else f"//{word}"
        host = urlsplit(address).netloc
        same = [s for s in rows.values() if s.base_url and urlsplit(s.base_url).netloc == host]
        return same[0] if same and "://" not in word else Site(slug_of(word), host, "moderngov", word)
    near = [slug for slug, site in rows.items() if word.lower() in slug or word.lower() in site.name.lower()]
    hint = f"; did you mean {', '.join(near[:5])}?" if near else "; give its host, or see `undertook sites`"
    raise UnknownSite(f"no site named {word!r}{hint}")


def slug_of(address: str) -> str:
    """Return a name for a site of which only the address is known: its host, letters, digits and hyphens only."""
    parts = urlsplit(address if "://" in address else f"//{address}")
    return re.sub(r"[^a-z0-9]+", "-", (parts.netloc + parts.path).lower()).strip("-")


def filtered(
    *, system: str | None = None, nation: str | None = None, kind: str | None = None, words: str | None = None
) -> tuple[Site, ...]:
    """Return the rows of the register that fit all that is given, in its order."""
    return tuple(
        site
        for site in register().values()
        if (system is None or site.system == system)
        and (nation is None or (site.nation or "").lower() == nation.lower())
        and (kind is None or (site.council_kind or "").lower() == kind.lower())
        and (words is None or words.lower() in f"{site.slug} {site.name} {site.base_url}".lower())
    )


def _site(row: dict[str, str]) -> Site:
    return Site(
        slug=row["slug"],
        name=row["name"],
        system=next((s for s in SYSTEMS if s == row["system"]), "other"),
        base_url=row["base_url"] or None,
        nation=row["nation"] or None,
        council_kind=row["kind"] or None,
        status=row["status"] or None,
    )
