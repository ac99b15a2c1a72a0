"""How each site fares, from what the archive knows of its visits: ok, stale, failing, blocked, never."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pipeline.archive import Archive
from pipeline.store.files import immediate

State = Literal["ok", "stale", "failing", "blocked", "never"]
# One missed night is no news.
STALE_AFTER = timedelta(hours=36)
BLOCKED_BY = ("http-401", "http-403", "http-429", "challenge", "script-stub", "login-page", "refused-by-robots")


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


def crawled(archive: Archive) -> tuple[str, ...]:
    """Return the sites that runs have named, in the order of the alphabet."""
    rows = archive.connection.execute("select distinct sites from runs")
    return tuple(sorted({slug for row in rows for slug in row["sites"].split()}))


def record_nights(archive: Archive, db: sqlite3.Connection) -> None:
    """Write into `minutes.db` how each site fared in its last run, for the views that people open."""
    rows = [row for slug in crawled(archive) if (row := _night(archive, slug)) is not None]
    with immediate(db):
        db.executemany(
            "insert into site_nights (site, run_id, started_at, outcome, last_ok_at, failures, refusals, failure_names,"
            " named_meetings) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (site, run_id) do nothing",
            rows,
        )


def _night(archive: Archive, slug: str) -> tuple[object, ...] | None:
    run = archive.connection.execute(
        "select id, started_at, coalesce(outcome, 'killed') as outcome from runs"
        " where instr(' ' || sites || ' ', ' ' || ? || ' ') order by id desc limit 1",
        (slug,),
    ).fetchone()
    if run is None:
        return None
    failures, blocked = _failures(archive, slug)
    names = archive.connection.execute(
        "select group_concat(name, ', ') as names from (select name from failures where site = ? and run_id = ?"
        " group by name order by count(*) desc)",
        (slug, run["id"]),
    ).fetchone()["names"]
    named = archive.connection.execute(
        "select count(*) as meetings from calendar where site = ? and deleted_at is null", (slug,)
    ).fetchone()["meetings"]
    last = _last_ok(archive, slug)
    return (slug, run["id"], run["started_at"], run["outcome"], last, failures, blocked, names, named)


def _health(archive: Archive, slug: str, now: datetime) -> SiteHealth:
    last = _last_ok(archive, slug)
    failures, blocked = _failures(archive, slug)
    last_ok_at = datetime.fromisoformat(last) if last else None
    return SiteHealth(slug, _state(last_ok_at, failures, blocked, now), last_ok_at, failures, blocked)


def _last_ok(archive: Archive, slug: str) -> str | None:
    row = archive.connection.execute(
        "select max(last_at) as at from visits where site = ? and problem is null and response_id is not null", (slug,)
    ).fetchone()
    return str(row["at"]) if row["at"] else None


def _state(last_ok_at: datetime | None, failures: int, blocked: int, now: datetime) -> State:
    if blocked * 2 > failures:
        return "blocked"
    if last_ok_at is None:
        return "never"
    if failures:
        return "failing"
    return "stale" if now - last_ok_at > STALE_AFTER else "ok"


def _failures(archive: Archive, slug: str) -> tuple[int, int]:
    """Count the failures of a site's last run, and the refusals among them."""
    marks = ", ".join("?" * len(BLOCKED_BY))
    row = archive.connection.execute(
        f"select count(*) as failures, coalesce(sum(name in ({marks})), 0) as blocked from failures where site = ?"
        " and run_id = (select max(id) from runs where instr(' ' || sites || ' ', ' ' || ? || ' '))",
        (*BLOCKED_BY, slug, slug),
    ).fetchone()
    return int(row["failures"]), int(row["blocked"])
