"""What answers that the archive holds already say of a site, so that a crawl need not ask for it."""

from extractors.sources.moderngov import read_page
from models.meeting import Reading
from pipeline.archive import Archive, Visit
from pipeline.crawl import addresses


def by_service(archive: Archive, base: str, visit: Visit, *, words: bool) -> Reading | None:
    """Return what the service said last of the meeting of a page; None where it said nothing or where it is asked."""
    if addresses.is_service(visit.url):
        return None
    url = addresses.meeting_service(base, visit.meeting_ref or "")
    stored = archive.latest(visit.site, url)
    return read_page(archive.body(stored.hash), url, words=words) if stored else None


def items_in_full(archive: Archive, base: str, visit: Visit) -> set[str | None]:
    """Return the items of a meeting whose minutes the service gave, so that their pages need not be asked for."""
    reading = by_service(archive, base, visit, words=True)
    blocks = reading.text.blocks if reading and reading.text else ()
    return {
        item.ref
        for item in (reading.items if reading else ())
        if any(b.region == "minutes" and item.start <= b.start < item.end for b in blocks)
    }


def lost(archive: Archive, url: str, unnamed: dict[str, str]) -> dict[str, str]:
    """Return those of some meetings that a list has named in some night: what only others named, it cannot lose."""
    versions = archive.versions(url) if unnamed else ()
    bodies = (archive.body(version.hash) for version in versions if version.problem is None)
    named = {m.ref for body in bodies for m in read_page(body, url, words=False).meetings}
    return {ref: day for ref, day in unnamed.items() if ref in named}
