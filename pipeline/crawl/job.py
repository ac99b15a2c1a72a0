"""What a crawl is told to do: which sites, which window, how fast; written as JSON for the process that fetches."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

LOOPBACK = ("127.", "localhost", "[::1]", "::1")
MIN_DELAY_SECONDS = 1.0
DOCUMENTS = ("agenda", "minutes", "draft_minutes", "decisions", "supplement", "report", "action_log")
"""Files that are fetched unless the settings say otherwise: a pack only binds together what is fetched already."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a council's server is treated. `budget` is the most requests to one site in one run."""

    delay_seconds: float = MIN_DELAY_SECONDS
    max_delay_seconds: float = 60.0
    timeout_seconds: float = 120.0
    max_bytes: int = 50 * 1024 * 1024
    retries: int = 2
    backoff_seconds: float = 5.0
    max_pause_seconds: float = 600.0
    breaker_failures: int = 6
    budget: int = 20_000
    width: int = 400


@dataclass(frozen=True, slots=True)
class Listed:
    """An address of a list. `headers` are kept with the answer: what the operator says of it, as names and words."""

    url: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SiteJob:
    """One site to crawl. `address` is a host, a URL or a base URL; `committees` limits the crawl to names or ids.

    With `listed` those addresses are fetched and nothing else.
    """

    slug: str
    address: str
    committees: tuple[str, ...] = ()
    delay_seconds: float | None = None
    listed: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class CrawlJob:
    """A whole crawl. `limit` is the most meetings of a site, `replay` answers from the archive and asks nobody."""

    archive: Path
    sites: tuple[SiteJob, ...]
    since: date
    until: date
    now: datetime
    contact: str
    pace: Pace = field(default_factory=Pace)
    documents: tuple[str, ...] = DOCUMENTS
    limit: int | None = None
    replay: bool = False

    def to_json(self) -> str:
        """Write the job as JSON."""
        return json.dumps(asdict(self), default=str)


def from_json(text: str) -> CrawlJob:
    """Read a job that `CrawlJob.to_json` wrote."""
    values = json.loads(text)
    return CrawlJob(
        **{
            **values,
            "archive": Path(values["archive"]),
            "sites": tuple(map(_site, values["sites"])),
            "since": date.fromisoformat(values["since"]),
            "until": date.fromisoformat(values["until"]),
            "now": datetime.fromisoformat(values["now"]),
            "pace": Pace(**values["pace"]),
            "documents": tuple(values["documents"]),
        }
    )


def _site(values: dict[str, Any]) -> SiteJob:  # Any: values of JSON
    listed = (Listed(one["url"], tuple((name, words) for name, words in one["headers"])) for one in values["listed"])
    return SiteJob(**{**values, "committees": tuple(values["committees"]), "listed": tuple(listed)})


def municipal_year(day: date) -> int:
    """Return the year in which the municipal year of a day began: councils' years run from 1 May (Local Government
    Act 1972, schedule 12: the annual meeting is held in May in years without elections and soon after them)."""
    return day.year if day.month >= 5 else day.year - 1


def default_since(today: date) -> date:
    """Return the first day of the municipal year before this one."""
    return date(municipal_year(today) - 1, 5, 1)


def too_fast(site: SiteJob, pace: Pace) -> bool:
    """Say whether a site other than this machine would be asked more than once a second."""
    host = site.address.split("://")[-1]
    delay = pace.delay_seconds if site.delay_seconds is None else site.delay_seconds
    return delay < MIN_DELAY_SECONDS and not host.startswith(LOOPBACK)
