"""Meetings that are called off and called again, or vanish from the lists: minutes.db says what holds today."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from models.meeting import Committee, Meeting, Reading, Site
from models.record import Context
from models.vocabulary import MeetingStatus
from pipeline.archive import Archive
from pipeline.crawl.calendar import compare, missing
from pipeline.deleted import record_deleted
from pipeline.reading import Job, Read
from pipeline.store.write import write

SITE = Site("brook", "Brook Council", "moderngov", "https://brook.example/")
PAGE = "https://brook.example/ieListDocuments.aspx?CId=1&MId=7&Ver=4"
LIST = "https://brook.example/ieListMeetings.aspx?CommitteeId=1"
SERVICE = "https://brook.example/mgWebService.asmx/GetMeetings?lCommitteeId=0&sFromDate=0&sToDate=0"
NIGHT = datetime(2026, 3, 20, 2, tzinfo=UTC)
DAY = date(2026, 5, 6)


def meeting(status: MeetingStatus = "scheduled", *, has_minutes: bool = False) -> Meeting:
    published = "published" if has_minutes else "none"
    return Meeting("7", Committee("1", "Weirs Panel"), DAY, status=status, minutes_status=published)


def tell(db: sqlite3.Connection, url: str, night: int, found: Meeting) -> None:
    reading = Reading("meeting" if url == PAGE else "meetings", meetings=(found,))
    at = NIGHT + timedelta(days=night)
    job = Job("brook", url, "page", "text/html", b"", f"{url} {night}", at, Context())
    write(db, SITE, Read(job, reading, ()), "1")


def status(db: sqlite3.Connection) -> str:
    return str(db.execute("select status from meetings").fetchone()[0])


CALLED_AGAIN = {
    "a page's list takes a cancellation back": ("cancelled", LIST, "scheduled"),
    "a page's list takes a postponement back": ("postponed", LIST, "scheduled"),
    "the service takes a cancellation back": ("cancelled", SERVICE, "scheduled"),
    "the service knows of no postponement": ("postponed", SERVICE, "postponed"),
    "a meeting's own page takes nothing back": ("cancelled", PAGE, "cancelled"),
}


@pytest.mark.parametrize(("before", "url", "after"), CALLED_AGAIN.values(), ids=CALLED_AGAIN)
def test_a_meeting_that_is_called_again_is_scheduled(
    db: sqlite3.Connection, before: MeetingStatus, url: str, after: MeetingStatus
) -> None:
    tell(db, LIST, 0, meeting(before))
    tell(db, url, 1, meeting())
    assert status(db) == after
    changes = db.execute("select new_status from calendar_changes order by id").fetchall()
    assert [row[0] for row in changes] == ([before] if after == before else [before, after])


def test_an_older_list_takes_nothing_back(db: sqlite3.Connection) -> None:
    tell(db, LIST, 2, meeting("cancelled"))
    tell(db, SERVICE, 1, meeting())
    assert status(db) == "cancelled"


def test_the_service_does_not_confirm_a_draft(db: sqlite3.Connection) -> None:
    draft = replace(meeting(), minutes_status="draft")
    told = []
    for night, (url, found) in enumerate([(LIST, draft), (SERVICE, meeting(has_minutes=True))] * 2):
        tell(db, url, night, found)
        told.append(db.execute("select minutes_status from meetings").fetchone()[0])
    tell(db, LIST, 9, meeting(has_minutes=True))
    told.append(db.execute("select minutes_status from meetings").fetchone()[0])
    assert told == ["draft"] * 4 + ["published"]


def name(archive: Archive, night: int) -> None:
    compare(archive, "brook", (meeting(),), NIGHT + timedelta(days=night), from_page=True, from_list=True)


def test_a_meeting_that_is_named_no_more_is_withdrawn_until_it_is_named_again(
    archive: Archive, db: sqlite3.Connection
) -> None:
    name(archive, 0)
    tell(db, LIST, 0, meeting())
    missing(archive, "brook", {"7": DAY.isoformat()}, NIGHT + timedelta(days=1))
    for _ in range(2):
        record_deleted(archive, db, "2026-03-21T03:00:00+00:00")
    assert status(db) == "withdrawn"
    name(archive, 2)
    record_deleted(archive, db, "2026-03-22T03:00:00+00:00")
    assert status(db) == "scheduled"
    changes = [tuple(row) for row in db.execute("select old_status, new_status, at, source_url from calendar_changes")]
    assert changes[1:] == [
        ("scheduled", "withdrawn", "2026-03-21T02:00:00+00:00", PAGE),
        ("withdrawn", "scheduled", "2026-03-22T03:00:00+00:00", None),
    ]


def test_a_meeting_with_minutes_stays_whatever_becomes_of_its_page(archive: Archive, db: sqlite3.Connection) -> None:
    name(archive, 0)
    tell(db, LIST, 0, meeting(has_minutes=True))
    missing(archive, "brook", {"7": DAY.isoformat()}, NIGHT)
    record_deleted(archive, db, "2026-03-21T03:00:00+00:00")
    assert status(db) == "scheduled"
