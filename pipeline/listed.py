"""Lists of addresses of minutes, and the job that fetches them: as politely as a site's pages."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pipeline.crawl.job import LOOPBACK, CrawlJob, Listed, SiteJob, too_fast
from pipeline.crawl.told import BadRequest
from pipeline.meetings_file import Told, headers, read_meetings
from pipeline.settings import Settings
from pipeline.store.files import ARCHIVE_FILE

SCHEMES = ("http://", "https://")
COMMENT = "#"
# A list of addresses is small; minutes that are text are looked into no further than this.
LONGEST_LIST = 1024 * 1024


def listed_in(path: Path) -> tuple[Listed, ...]:
    """Return the addresses of a list: a text file of nothing else, or a CSV with a column `url`. Empty for all other
    files. Raises `BadMeetings` for a CSV that says something else."""
    if not path.is_file() or path.suffix.lower() not in (".txt", ".csv") or path.stat().st_size > LONGEST_LIST:
        return ()
    if path.suffix.lower() == ".csv":
        told = read_meetings(path)
        return tuple(Listed(url, tuple(headers(said).items())) for url, said in told.items() if url.startswith(SCHEMES))
    lines = path.read_text("utf8", "replace").split("\n")
    said = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith(COMMENT)]
    if not said or not all(line.startswith(SCHEMES) and len(line.split()) == 1 for line in said):
        return ()
    return tuple(Listed(url, tuple(headers(Told()).items())) for url in dict.fromkeys(said))


def list_job(slug: str, listed: Iterable[Listed], settings: Settings, folder: Path, now: datetime) -> CrawlJob:
    """Return the job that fetches a list. Raises `BadRequest` for a missing contact or a pace that is too fast."""
    addresses = tuple(listed)
    site = SiteJob(slug, addresses[0].url, listed=addresses)
    away = [one for one in addresses if not one.url.partition("://")[2].startswith(LOOPBACK)]
    if away and settings.contact is None:
        raise BadRequest("no contact address: set `contact` in undertook.toml, councils must be able to reach you")
    if any(too_fast(SiteJob(slug, one.url), settings.pace) for one in away):
        raise BadRequest("the delay of the settings is too short for a list of other people's addresses")
    return CrawlJob(
        archive=folder / ARCHIVE_FILE,
        sites=(site,),
        since=now.date(),
        until=now.date(),
        now=now,
        contact=settings.contact or "no contact address set",
        pace=settings.pace,
    )
