"""What the site's own lists say of its meetings, night after night: new, moved, cancelled, confirmed, deleted."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from models.meeting import Meeting
from pipeline.archive import Archive
from pipeline.fates import OFF, taken_back


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a night found different. `kind` is a word for the report: "new meeting", "moved", "cancelled"."""

    kind: str
    subject: str
    note: str
    url: str | None = None
    meeting_ref: str | None = None
    old_response_id: int | None = None
    new_response_id: int | None = None


def compare(
    archive: Archive, site: str, meetings: tuple[Meeting, ...], at: datetime, *, from_page: bool, from_list: bool
) -> tuple[Change, ...]:
    """Write what the lists say into the calendar and return what differs from before, nothing for a first sight.

    Only pages tell drafts from confirmed minutes, so the service never overrules what a page said of that; only lists
    take a fate back, the service's a cancellation alone.
    """
    changes: list[Change] = []
    with archive.transaction() as connection:
        for meeting in meetings:
            if meeting.ref:
                changes += _compare_one(connection, site, meeting, at, (from_page, from_list))
    return tuple(changes)


def named(archive: Archive, site: str, window: tuple[date, date]) -> dict[str, str]:
    """Return the meetings of a window that the lists have named and not lost again, with their days."""
    rows = archive.connection.execute(
        "select ref, date from calendar where site = ? and deleted_at is null and date between ? and ?",
        (site, *(d.isoformat() for d in window)),
    )
    return {row["ref"]: row["date"] for row in rows}


def missing(archive: Archive, site: str, gone: dict[str, str], at: datetime) -> tuple[Change, ...]:
    """Mark meetings that a complete list no longer names as deleted, and return them as changes."""
    with archive.transaction() as connection:
        connection.executemany(
            "update calendar set deleted_at = ? where site = ? and ref = ?",
            [(at.isoformat(timespec="seconds"), site, ref) for ref in gone],
        )
    return tuple(Change("deleted", f"meeting {ref}", f"was on {day}", meeting_ref=ref) for ref, day in gone.items())


def delete(archive: Archive, site: str, ref: str, at: datetime) -> bool:
    """Mark a meeting whose own page is gone as deleted; False where it was so before."""
    with archive.transaction() as connection:
        cursor = connection.execute(
            "update calendar set deleted_at = ? where site = ? and ref = ? and deleted_at is null",
            (at.isoformat(timespec="seconds"), site, ref),
        )
    return cursor.rowcount > 0


def unlisted(archive: Archive, site: str, committee: str | None, meetings: tuple[Meeting, ...]) -> set[str]:
    """Return the known meetings of a committee that fall among those of a list and are not in it."""
    days = sorted(m.date for m in meetings if m.date)
    if not days or committee is None:
        return set()
    rows = archive.connection.execute(
        "select ref from calendar where site = ? and committee_ref = ? and deleted_at is null"
        " and date > ? and date < ?",
        (site, committee, days[0].isoformat(), days[-1].isoformat()),
    )
    return {row["ref"] for row in rows} - {m.ref for m in meetings if m.ref}


def _compare_one(
    connection: sqlite3.Connection, site: str, meeting: Meeting, at: datetime, source: tuple[bool, bool]
) -> Iterator[Change]:
    from_page, from_list = source
    ref = meeting.ref or ""
    before = connection.execute("select * from calendar where site = ? and ref = ?", (site, ref)).fetchone()
    day = meeting.date.isoformat() if meeting.date else before["date"] if before else None
    time = meeting.time.isoformat("minutes") if meeting.time else before["time"] if before else None
    status = meeting.status if meeting.status in OFF else "scheduled"
    restored = taken_back(by_service=not from_page) if from_list else ()
    if before and before["status"] in OFF and status == "scheduled" and before["status"] not in restored:
        status = before["status"]
    minutes = _minutes(meeting.minutes_status, before["minutes_status"] if before else "none", from_page)
    body = meeting.committee.ref if meeting.committee and meeting.committee.ref else None
    connection.execute(
        "insert into calendar (site, ref, committee_ref, date, time, status, minutes_status, seen_at)"
        " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (site, ref) do update set"
        " committee_ref = coalesce(excluded.committee_ref, committee_ref), date = excluded.date, time = excluded.time,"
        " status = excluded.status, minutes_status = excluded.minutes_status, deleted_at = null"
        " where (date, time, status, minutes_status) is not"
        " (excluded.date, excluded.time, excluded.status, excluded.minutes_status) or deleted_at is not null"
        " or committee_ref is not coalesce(excluded.committee_ref, committee_ref)",
        (site, ref, body, day, time, status, minutes, at.isoformat(timespec="seconds")),
    )
    name = f"meeting {ref}" + (f" on {day}" if day else "")
    if before is None:
        yield Change("new meeting", name, meeting.committee.name if meeting.committee else "", meeting.url, ref)
        return
    yield from _differences(before, (day, time, status, minutes), name, ref)


def _differences(before: sqlite3.Row, now: tuple[str | None, ...], name: str, ref: str) -> Iterator[Change]:
    day, time, status, minutes = now
    if before["deleted_at"]:
        yield Change("restored", name, "is listed again", meeting_ref=ref)
    if (before["date"] and before["date"] != day) or (before["time"] and before["time"] != time):
        note = f"from {before['date']} {before['time'] or ''} to {day} {time or ''}"
        yield Change("moved", name, " ".join(note.split()), meeting_ref=ref)
    if before["status"] != status:
        yield Change(status or "", name, f"was {before['status']}", meeting_ref=ref)
    if before["minutes_status"] != minutes:
        confirmed = before["minutes_status"] == "draft"
        kind = "draft confirmed" if confirmed else "minutes published"
        yield Change(kind, name, f"{before['minutes_status']} to {minutes}", meeting_ref=ref)


def _minutes(said: str, before: str, from_page: bool) -> str:
    if said == "none":
        return before
    return said if from_page or before == "none" else before
