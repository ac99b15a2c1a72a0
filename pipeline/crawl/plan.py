"""What a night asks for again: lists and fresh minutes always, the rest by turns inside a small allowance."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from extractors.sources.urls import parameter
from pipeline.archive import Archive, Visit
from pipeline.crawl.addresses import is_service
from pipeline.crawl.schedule import LONGEST_DAYS, NIGHTLY, RECENT_DAYS, is_recent, next_visit

LISTS = frozenset({"committees", "meetings", "register"})
# Requests of a quiet night beyond one a committee and one a recent meeting; seven are left for robots.txt, redirects
# and luck.
SPARE_REQUESTS = 13
MUST_BY = timedelta(days=LONGEST_DAYS - 10)
OLD_LIST_DAYS = 30
QUIET_COMMITTEE_DAYS = 400
REGISTER_DAYS = 40
LASTING_PROBLEM_DAYS = 7
PLAN_DAYS = 14
# What may be over tomorrow; every other problem is asked about again after a week.
PASSING_PROBLEMS = frozenset(
    {
        "timeout",
        "connection-lost",
        "connection-refused",
        "truncated",
        "truncated-html",
        "truncated-xml",
        "truncated-pdf",
    }
    | {"unknown-host", "empty", "mis-encoded", "challenge", "script-stub", "robots-unreachable"}
    | {"http-408", "http-429", "http-500", "http-502", "http-503", "http-504"}
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the calendar knows of a meeting."""

    date: date | None
    committee_ref: str | None
    has_minutes: bool


@dataclass(frozen=True, slots=True)
class Night:
    """What a plan is made from. `service` says that the web service answers, `committees` counts all of them."""

    now: datetime
    known: dict[str, Known]
    committees: int
    service: bool


def calendar(archive: Archive, site: str) -> dict[str, Known]:
    """Return the meetings that the site's lists have named, by their id."""
    rows = archive.connection.execute("select * from calendar where site = ? and deleted_at is null", (site,))
    return {
        row["ref"]: Known(
            date.fromisoformat(row["date"]) if row["date"] else None,
            row["committee_ref"],
            row["minutes_status"] != "none",
        )
        for row in rows
    }


def tonight(visits: tuple[Visit, ...], night: Night) -> tuple[Visit, ...]:
    """Choose from the visits that are due: all that were never made, the lists, recent minutes, and by turns the rest.

    The rest is as much as keeps a quiet night within one request a committee, one a recent meeting, and twenty.
    """
    must = [v for v in visits if _must(v, night)]
    recent = sum(is_recent(k.date, night.now.date()) for k in night.known.values())
    # What failed is asked for again beside it: where pages stay refused, the service would never get its turn.
    again = sum(v.last_at is not None and v.problem not in PASSING_PROBLEMS for v in must)
    allowance = max(0, night.committees + recent + SPARE_REQUESTS - again)
    others = sorted((v for v in visits if not _must(v, night)), key=lambda v: _turn(v, night))
    return (*must, *others[:allowance])


def due(visit: Visit, now: datetime, known: dict[str, Known], problem: str | None) -> datetime:
    """Return when an address is due again after this visit."""
    if problem:
        return now + (NIGHTLY if problem in PASSING_PROBLEMS else timedelta(days=LASTING_PROBLEM_DAYS))
    if visit.kind == "committees":
        return now + NIGHTLY
    if visit.kind == "meetings":
        return now + _list_interval(visit, now.date(), known)
    if visit.kind == "register":
        return now + (NIGHTLY if _last_day(visit.url, "DR") >= now.date() - timedelta(days=REGISTER_DAYS) else MUST_BY)
    if visit.kind in ("plans", "calendar"):
        return now + timedelta(days=PLAN_DAYS)
    meeting = known.get(visit.meeting_ref or "")
    return next_visit(visit.url, now, meeting.date if meeting else None)


def _must(visit: Visit, night: Night) -> bool:
    if visit.last_at is None or visit.kind in LISTS:
        return True
    if night.now - visit.last_at > MUST_BY or visit.problem in PASSING_PROBLEMS:
        return True
    # One address of a meeting is asked nightly: the service's where it answers, since it holds the texts in full.
    is_probe = visit.kind == "meeting" and is_service(visit.url) == night.service
    return is_probe and _has_fresh_minutes(visit, night)


def _has_fresh_minutes(visit: Visit, night: Night) -> bool:
    meeting = night.known.get(visit.meeting_ref or "")
    return meeting is not None and meeting.has_minutes and is_recent(meeting.date, night.now.date())


def _turn(visit: Visit, night: Night) -> tuple[bool, int, datetime]:
    order = {"minutes": 0, "draft_minutes": 0, "meeting": 1, "item": 2, "decisions": 3}.get(visit.kind, 4)
    return (not _has_fresh_minutes(visit, night), order, visit.last_at or night.now)


def _list_interval(visit: Visit, today: date, known: dict[str, Known]) -> timedelta:
    if is_service(visit.url):
        is_live = _last_day(visit.url, "sToDate") >= today - timedelta(days=RECENT_DAYS)
        return NIGHTLY if is_live else timedelta(days=OLD_LIST_DAYS)
    if "act=" in urlsplit(visit.url).query.lower():
        return MUST_BY
    days = [k.date for k in known.values() if k.committee_ref == visit.ref and k.date]
    is_quiet = not days or (today - max(days)).days > QUIET_COMMITTEE_DAYS
    return timedelta(days=OLD_LIST_DAYS) if is_quiet else NIGHTLY


def _last_day(url: str, name: str) -> date:
    value = (parameter(url, name) or "").split("-")[-1]
    try:
        return datetime.strptime(value, "%d/%m/%Y").date()
    except ValueError:
        return date.max
