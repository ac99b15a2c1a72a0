"""What is complete and healthy is measured: in views of minutes.db, and in `undertook status`."""

import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest

from models.meeting import Committee, Meeting, Site
from models.run import Failure
from pipeline.archive import Answer, Archive
from pipeline.archive_runs import begin_run, note_failure
from pipeline.crawl.calendar import compare
from pipeline.health import record_nights, site_health
from pipeline.store.structure import Told, meeting_id, site_id

URL = "https://council.example/mgListCommittees.aspx"
NOW = datetime.now(UTC)
NIGHT = NOW - timedelta(hours=6)


def fetched(archive: Archive, at: datetime) -> None:
    archive.store(Answer("brook", URL, URL, "committees", 200, {}, "text/html", at, b"<p>", "x", at))


def failed(archive: Archive, run: int, *names: str) -> None:
    for name in names:
        note_failure(archive, run, "brook", Failure("crawl", name, URL, "", None, NIGHT))


def listed(archive: Archive, count: int) -> None:
    meetings = tuple(Meeting(str(n), Committee("1", "Weirs"), date(2026, 1, 5)) for n in range(count))
    compare(archive, "brook", meetings, NIGHT, from_page=False, from_list=True)


CASES: dict[str, tuple[datetime | None, tuple[str, ...]]] = {
    "ok": (NIGHT, ()),
    "stale": (NOW - timedelta(hours=40), ()),
    "failing": (NIGHT, ("timeout",)),
    "blocked": (NIGHT, ("http-403", "http-403", "timeout")),
    "never": (None, ("unknown-host",)),
}


@pytest.mark.parametrize(("last_ok_at", "failures"), CASES.values(), ids=CASES)
def test_the_view_says_what_the_command_says(
    archive: Archive,
    db: sqlite3.Connection,
    request: pytest.FixtureRequest,
    last_ok_at: datetime | None,
    failures: tuple[str, ...],
) -> None:
    if last_ok_at:
        fetched(archive, last_ok_at)
    failed(archive, begin_run(archive, ["brook"], NIGHT), *failures)
    record_nights(archive, db)
    row = db.execute("select state, failures from site_health where site = 'brook'").fetchone()
    (said,) = site_health(archive, ("brook",), NOW)
    assert (row["state"], row["failures"]) == (said.state, said.failures)
    assert row["state"] in request.node.name


def test_a_site_that_names_far_less_than_last_time_is_marked(archive: Archive, db: sqlite3.Connection) -> None:
    begin_run(archive, ["brook"], NIGHT - timedelta(days=1))
    listed(archive, 20)
    record_nights(archive, db)
    archive.connection.execute("update calendar set deleted_at = '2026-01-01' where cast(ref as integer) >= 5")
    begin_run(archive, ["brook"], NIGHT)
    record_nights(archive, db)
    rows = db.execute("select named_meetings, named_before, yields_less from site_health").fetchall()
    assert [tuple(row) for row in rows] == [(5, 20, 1)]


def test_the_same_run_is_recorded_once(archive: Archive, db: sqlite3.Connection) -> None:
    begin_run(archive, ["brook"], NIGHT)
    record_nights(archive, db)
    record_nights(archive, db)
    assert db.execute("select count(*) from site_nights").fetchone()[0] == 1


def test_the_calendar_is_set_against_what_was_held_and_what_there_is_to_read(db: sqlite3.Connection) -> None:
    site = site_id(db, Site("brook", "Brook Council", "moderngov"))
    old, soon = NOW.date() - timedelta(days=90), NOW.date() + timedelta(days=9)
    weirs = Committee("1", "Weirs Panel")
    meetings = (
        Meeting("1", weirs, old, status="held", minutes_status="published"),
        Meeting("2", weirs, old),
        Meeting("3", weirs, old, status="cancelled"),
        Meeting("4", weirs, soon),
    )
    ids = [meeting_id(db, site, "brook", meeting, Told(URL, NIGHT.isoformat())) for meeting in meetings]
    row = db.execute("select * from completeness").fetchone()
    assert {name: row[name] for name in ("meetings", "held", "cancelled", "upcoming", "with_minutes")} == {
        "meetings": 4,
        "held": 1,
        "cancelled": 1,
        "upcoming": 1,
        "with_minutes": 1,
    }
    assert (row["minutes_missing"], row["announced_empty"]) == (1, 1)
    db.execute("insert into documents (uid, site_id, meeting_id, url) values ('d', ?, ?, ?)", (site, ids[0], URL))
    db.execute(
        "insert into passages (document_id, position, start, end, body, kind, region, level, text)"
        " values (last_insert_rowid(), 0, 0, 9, 0, 'paragraph', 'minutes', 0, 'Weirs met')"
    )
    assert db.execute("select announced_empty from completeness").fetchone()[0] == 0


def test_a_body_whose_meetings_have_no_day_has_none_to_come_and_none_missing(db: sqlite3.Connection) -> None:
    site = site_id(db, Site("brook", "Brook Council", "moderngov"))
    meeting_id(db, site, "brook", Meeting("1", Committee("1", "Weirs Panel"), None), Told(URL, NIGHT.isoformat()))
    row = db.execute("select meetings, upcoming, minutes_missing, last_meeting from completeness").fetchone()
    assert tuple(row) == (1, 0, 0, None)


def test_meetings_before_the_first_that_was_read_are_not_missing(db: sqlite3.Connection) -> None:
    site = site_id(db, Site("brook", "Brook Council", "moderngov"))
    weirs = Committee("1", "Weirs Panel")
    days = (NOW.date() - timedelta(days=900), NOW.date() - timedelta(days=90))
    ids = [
        meeting_id(
            db,
            site,
            "brook",
            Meeting(str(place), weirs, day, status="held", minutes_status="published"),
            Told(URL, NIGHT.isoformat()),
        )
        for place, day in enumerate(days)
    ]
    db.execute(
        "insert into documents (uid, site_id, meeting_id, url, page_kind) values ('d', ?, ?, ?, 'meeting')",
        (site, ids[1], URL),
    )
    row = db.execute("select meetings, announced_empty, first_meeting from completeness").fetchone()
    assert tuple(row) == (1, 1, days[1].isoformat())
