"""Meetings that are still to come: nobody was there yet, whatever the council's list says."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.store.files import open_minutes
from tests.pipeline.web.council import Visitor, fill, serve

LIST = "insert into attendance (meeting_id, name, role, status) values (?, ?, 'Member', ?)"


@pytest.fixture
def meetings(tmp_path: Path) -> Iterator[tuple[Visitor, list[str]]]:
    """A visitor, and the meetings held, of today and to come, each with somebody present and somebody's apologies."""
    fill(tmp_path)
    with closing(open_minutes(tmp_path)) as db:
        db.execute(
            "insert into meetings (uid, site_id, committee_id, ref, date, status, minutes_status)"
            " select '00000000000000aa', site_id, committee_id, '72', '2026-11-24', 'upcoming', 'none'"
            " from meetings limit 1"
        )
        rows = db.execute("select id, uid from meetings order by date").fetchall()
        for id, _ in rows:
            db.execute(LIST, (id, "Olwen Tarn", "Present"))
            db.execute(LIST, (id, "Piers Lea", "Apologies"))
    tracker = serve(tmp_path)
    yield Visitor(tracker), [uid for _, uid in rows]
    tracker.close()


def test_meeting_to_come_says_who_is_expected_and_who_sent_apologies(meetings: tuple[Visitor, list[str]]) -> None:
    visitor, (held, today, to_come) = meetings
    page = visitor.get(f"/meeting/{held}").text
    assert "Who was there" in page
    assert "Present" in page
    for uid in (today, to_come):
        page = visitor.get(f"/meeting/{uid}").text
        assert "Who is expected" in page
        assert "Present" not in page
        assert "Apologies" in page


def test_meeting_that_is_over_is_no_longer_called_scheduled(meetings: tuple[Visitor, list[str]]) -> None:
    visitor, (held, _, to_come) = meetings
    with closing(open_minutes(visitor.tracker.undertook.folder)) as db:
        db.execute("update meetings set status = 'scheduled'")
    assert "Scheduled" not in visitor.get(f"/meeting/{held}").text
    assert "Minutes published" in visitor.get(f"/meeting/{held}").text
    assert "Scheduled" in visitor.get(f"/meeting/{to_come}").text
    assert visitor.get("/committee/moor/Parks%20Panel").text.count("scheduled") == 2


def test_person_was_at_no_meeting_to_come(meetings: tuple[Visitor, list[str]]) -> None:
    visitor, _ = meetings
    rows = json.loads(visitor.get("/person/moor/Olwen%20Tarn.json").text)["rows"]
    assert [row["status"] for row in rows] == [None, None, "Present"]
    assert visitor.get("/person/moor/Olwen%20Tarn").text.count("to come") == 2


def test_committee_counts_who_attends_by_meetings_held(meetings: tuple[Visitor, list[str]]) -> None:
    visitor, _ = meetings
    assert "1 of the last 12 meetings" in visitor.get("/committee/moor/Parks%20Panel").text
