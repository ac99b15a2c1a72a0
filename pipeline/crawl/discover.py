"""From a host name or an old address to the base URL under which a ModernGov site answers today."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from extractors.sources.moderngov import read_page
from models.run import UnreadableDocument
from pipeline.archive import Archive
from pipeline.crawl import addresses
from pipeline.crawl.fetch import Fetched, Fetcher
from pipeline.crawl.plan import PASSING_PROBLEMS

LOOK_AGAIN = timedelta(days=7)
# What a landing page may do while the rest of the site answers.
SILENT_LANDINGS = frozenset({"timeout", "truncated", "too-large", "redirect-loop"})
BUSY = frozenset({429, 503})
# A site that lacks one list of its committees may have another.
LACKING = frozenset({"error-page", "http-404", "http-410", "not-moderngov", "no-content"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site answers: `service` and `pages` say by which way, `problem` names what stood in the way."""

    base: str | None
    service: bool = False
    pages: bool = False
    problem: str | None = None


def last_place(archive: Archive, site: str, address: str) -> Place | None:
    """Return where a site answered the last time, however long ago."""
    row = archive.connection.execute("select * from places where site = ? and address = ?", (site, address)).fetchone()
    return Place(row["base"], service=bool(row["service"]), pages=not row["service"]) if row else None


def known_place(archive: Archive, site: str, address: str, now: datetime) -> Place | None:
    """Return where a site answered the last time; None where it must be looked for.

    It must where the address was changed, where the list of committees failed for a lasting reason, and once a week,
    since a web service is switched on as well as off.
    """
    row = archive.connection.execute("select * from places where site = ? and address = ?", (site, address)).fetchone()
    if row is None or now - datetime.fromisoformat(row["found_at"]) > LOOK_AGAIN:
        return None
    lists = [addresses.committees(row["base"], service=bool(row["service"]))]
    lists += addresses.other_lists(row["base"]) if not row["service"] else ()
    problems = {visit.problem for url in lists if (visit := archive.visit(site, url)) is not None}
    if not problems & {None, *PASSING_PROBLEMS}:
        return None
    return Place(row["base"], service=bool(row["service"]), pages=not row["service"])


def remember(archive: Archive, site: str, address: str, place: Place, now: datetime) -> None:
    """Keep where a site answers."""
    with archive.transaction() as connection:
        connection.execute(
            "insert or replace into places (site, address, base, service, found_at) values (?, ?, ?, ?, ?)",
            (site, address, place.base, place.service, now.isoformat(timespec="seconds")),
        )


async def find_place(fetcher: Fetcher, address: str) -> Place:
    """Try the address over https and http, the base that its landing page links to, then the usual prefixes."""
    problem: str | None = None
    for base in addresses.bases(address):
        fetcher.hosts.add(urlsplit(base).hostname or "")
        landing = await fetcher.get(base, moving=True)
        if landing.status or problem is None:
            problem = landing.problem
        if landing.status == 0 and problem not in SILENT_LANDINGS:
            continue
        # Where the landing page hangs, pages and service may still answer; only the address itself is worth a try.
        likely, guesses = _candidates(landing, base) if landing.status else ((base,), ())
        if landing.status in BUSY:
            # What a host answers that is busy says nothing of where ModernGov lies, and to guess would make it busier.
            guesses = ()
        for candidate in (*likely, *guesses):
            place = await _try(fetcher, candidate, is_likely=candidate in likely)
            if place.base:
                return place
            problem = place.problem or problem
        if landing.status:
            break
    return Place(None, problem=problem or "not-moderngov")


def _candidates(landing: Fetched, base: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the bases that the landing page speaks for, and those that only councils' habits do."""
    moved = addresses.base_of(landing.url)
    linked = addresses.base_in_page(landing.body.decode("utf-8", "replace"), landing.url)
    own = linked if linked and urlsplit(linked).netloc == urlsplit(moved).netloc else None
    root = f"{urlsplit(moved).scheme}://{urlsplit(moved).netloc}/"
    likely = tuple(dict.fromkeys(b for b in (own, moved, base, root) if b))
    return likely, tuple(root + prefix for prefix in addresses.PREFIXES if root + prefix not in likely)


async def _try(fetcher: Fetcher, base: str, *, is_likely: bool) -> Place:
    service = await _committees_at(fetcher, addresses.committees(base, service=True))
    if service.base is not None:
        return replace(service, service=True)
    pages = await _committees_at(fetcher, addresses.committees(base, service=False))
    for url in addresses.other_lists(base) if is_likely else ():
        if pages.problem not in LACKING:
            break
        pages = await _committees_at(fetcher, url)
    return replace(pages, pages=True, problem=service.problem) if pages.base is not None else pages


async def _committees_at(fetcher: Fetcher, url: str) -> Place:
    """Return the base under which a list of committees is found at last, wherever its address redirects to."""
    fetched = await fetcher.get(url, moving=True)
    if fetched.problem:
        return Place(None, problem=fetched.problem)
    try:
        reading = read_page(fetched.body, fetched.url, words=False)
    except UnreadableDocument as error:
        return Place(None, problem=error.name)
    if not reading.committees:
        return Place(None, problem="not-moderngov")
    return Place(addresses.base_of(fetched.url))
