"""From settings and the words on a command line to a crawl job; refuses what would be impolite."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from models.meeting import Site
from pipeline.crawl.job import LOOPBACK, MIN_DELAY_SECONDS, CrawlJob, SiteJob, default_since, too_fast
from pipeline.settings import ConfiguredSite, Settings
from pipeline.sites import UnknownSite, find, slug_of
from pipeline.store.files import ARCHIVE_FILE

AHEAD_DAYS = 270
"""How far ahead meetings are asked for: councils publish a municipal year's calendar at its start."""


class BadRequest(Exception):
    """Raised for a crawl that cannot or must not be done as asked; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a user asked for on the command line; None where nothing was said."""

    words: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    committees: tuple[str, ...] = ()
    delay_seconds: float | None = None
    limit: int | None = None
    replay: bool = False


def told(wishes: Wishes, settings: Settings, folder: Path, now: datetime) -> CrawlJob:
    """Return the job. Raises `BadRequest` for an unknown site, a delay that is too short or a missing contact."""
    sites = tuple(_site(word, wishes, settings) for word in wishes.words or tuple(s.slug for s in settings.sites))
    if not sites:
        raise BadRequest("no site to crawl: name one, or list sites in undertook.toml (undertook init writes one)")
    fast = [site.slug for site in sites if too_fast(site, settings.pace)]
    if fast:
        raise BadRequest(
            f"a delay under {MIN_DELAY_SECONDS:g} s is refused for {', '.join(fast)}: it is not this machine"
        )
    if settings.contact is None and not all(_is_local(site.address) for site in sites):
        raise BadRequest("no contact address: set `contact` in undertook.toml, councils must be able to reach you")
    today = now.date()
    return CrawlJob(
        archive=folder / ARCHIVE_FILE,
        sites=sites,
        since=wishes.since or default_since(today),
        until=wishes.until or today + timedelta(days=AHEAD_DAYS),
        now=now,
        contact=settings.contact or "no contact address set",
        pace=settings.pace,
        documents=settings.documents,
        limit=wishes.limit,
        replay=wishes.replay,
    )


def known_sites(settings: Settings) -> dict[str, Site]:
    """Return the sites of the settings as rows of a register, over what the register says of them."""
    return {site.slug: _row(site) for site in settings.sites}


def _row(site: ConfiguredSite) -> Site:
    if site.address:
        return Site(site.slug, site.name or site.slug, "moderngov", site.address)
    found = find(site.slug)
    return replace(found, name=site.name or found.name)


def _site(word: str, wishes: Wishes, settings: Settings) -> SiteJob:
    try:
        site = find(word, known_sites(settings))
    except UnknownSite as error:
        raise BadRequest(str(error)) from error
    if site.system != "moderngov":
        raise BadRequest(f"{site.name} publishes on {site.system}, which cannot be crawled yet; ingest its files")
    own = next((s for s in settings.sites if s.slug == site.slug), ConfiguredSite(site.slug))
    delay = own.delay_seconds if wishes.delay_seconds is None else wishes.delay_seconds
    address = site.base_url or word
    return SiteJob(site.slug or slug_of(word), address, wishes.committees or own.committees, delay)


def _is_local(address: str) -> bool:
    return (urlsplit(address if "://" in address else f"//{address}").hostname or "").startswith(LOOPBACK)
