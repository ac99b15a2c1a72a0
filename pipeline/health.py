"""How each site fares, from what the archive knows of its visits: ok, stale, failing, blocked, never."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pipeline.archive import Archive

State = Literal["ok", "stale", "failing", "blocked", "never"]
# One missed night is no news.
STALE_AFTER = timedelta(hours=36)
BLOCKED_BY = ("http-401", "http-403", "http-429", "challenge", "script-stub", "circuit-open", "login-page")


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """The state of one site. `last_ok_at` is when it last answered with content, `failures` those of its last run."""

    slug: str
    state: State
    last_ok_at: datetime | None
    failures: int
    blocked: int


def site_health(archive: Archive, sites: tuple[str, ...], now: datetime) -> tuple[SiteHealth, ...]:
    """Return the health of the sites named, in their order.

    `blocked`: most of the last run's failures are refusals. `failing`: the last run had failures. `stale`: no content
    for 36 hours. `never`: no content at all.
    """
    return tuple(_health(archive, slug, now) for slug in sites)


def _health(archive: Archive, slug: str, now: datetime) -> SiteHealth:
    last = archive.connection.execute(
        "select max(last_at) as at from visits where site = ? and problem is null and response_id is not null", (slug,)
    ).fetchone()["at"]
    failures, blocked = _failures(archive, slug)
    last_ok_at = datetime.fromisoformat(last) if last else None
    return SiteHealth(slug, _state(last_ok_at, failures, blocked, now), last_ok_at, failures, blocked)


def _state(last_ok_at: datetime | None, failures: int, blocked: int, now: datetime) -> State:
    if blocked * 2 > failures:
        return "blocked"
    if last_ok_at is None:
        return "never"
    if failures:
        return "failing"
    return "stale" if now - last_ok_at > STALE_AFTER else "ok"


def _failures(archive: Archive, slug: str) -> tuple[int, int]:
    marks = ", ".join("?" * len(BLOCKED_BY))
    row = archive.connection.execute(
        f"select count(*) as failures, coalesce(sum(name in ({marks})), 0) as blocked from failures where site = ?"
        " and run_id = (select max(id) from runs where instr(' ' || sites || ' ', ' ' || ? || ' '))",
        (*BLOCKED_BY, slug, slug),
    ).fetchone()
    return int(row["failures"]), int(row["blocked"])
