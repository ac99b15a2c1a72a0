"""Meetings that the site's lists no longer name are withdrawn in `minutes.db`, so that nothing falls due at them."""

import sqlite3

from pipeline.archive import Archive
from pipeline.crawl.addresses import meeting_page
from pipeline.store.files import immediate

NAMED_NO_MORE = "select site, ref, committee_ref, deleted_at from calendar where deleted_at is not null"
# A meeting of which minutes tell took place, whatever became of its page.
STILL_AHEAD = (
    "select meetings.id, meetings.date, sites.base_url from meetings join sites on sites.id = meetings.site_id"
    " where sites.slug = ? and meetings.ref = ? and meetings.status = 'scheduled' and meetings.minutes_status = 'none'"
)
WITHDRAWN = (
    "select meetings.id, meetings.ref, meetings.date, meetings.url, sites.slug from meetings"
    " join sites on sites.id = meetings.site_id where meetings.status = 'withdrawn'"
)
NAMED_AGAIN = "select 1 from calendar where site = ? and ref = ? and deleted_at is null and status = 'scheduled'"
CHANGE = (
    "insert into calendar_changes (meeting_id, old_date, new_date, old_status, new_status, at, source_url)"
    " values (?, ?, ?, ?, ?, ?, ?)"
)


def record_deleted(archive: Archive, db: sqlite3.Connection, at: str) -> None:
    """Withdraw the meetings that the archive's calendar holds as deleted, and take that back of those named again at
    the time `at`."""
    with immediate(db):
        for row in archive.connection.execute(NAMED_NO_MORE).fetchall():
            for meeting in db.execute(STILL_AHEAD, (row["site"], row["ref"])).fetchall():
                url = meeting_page(meeting["base_url"] or "", row["ref"], row["committee_ref"])
                _set(db, meeting, ("scheduled", "withdrawn"), row["deleted_at"], url)
        for meeting in db.execute(WITHDRAWN).fetchall():
            if archive.connection.execute(NAMED_AGAIN, (meeting["slug"], meeting["ref"])).fetchone():
                _set(db, meeting, ("withdrawn", "scheduled"), at, meeting["url"])


def _set(db: sqlite3.Connection, meeting: sqlite3.Row, statuses: tuple[str, str], at: str, url: str | None) -> None:
    db.execute("update meetings set status = ? where id = ?", (statuses[1], meeting["id"]))
    db.execute(CHANGE, (meeting["id"], meeting["date"], meeting["date"], *statuses, at, url))
