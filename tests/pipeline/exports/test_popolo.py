"""Bodies, people, posts, memberships and meetings as Popolo and Open Civic Data."""

import json
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from models.meeting import Attendance, Committee, Document, Item, Meeting, Reading, Site
from models.record import Context
from pipeline.exports.actions import connect
from pipeline.exports.moments import begins
from pipeline.exports.opencivic import open_civic_data
from pipeline.exports.popolo import popolo, was_there
from pipeline.link.people import see_people
from pipeline.reading import Job, Read
from pipeline.store.files import open_followup, open_minutes
from pipeline.store.write import write

SCHEMA = json.loads((Path(__file__).parents[3] / "data" / "schemas" / "popolo.schema.json").read_text("utf8"))
PANEL = Committee("7", "Parks Panel", category="Scrutiny")
THERE = (
    Attendance("Councillor Gwen Rix", role="Chair", status="Present", person_ref="11"),
    Attendance("Cllr Owen Pask", role="Committee Member", status="Apologies", person_ref="12"),
    Attendance("Siân Ffoulkes", role="Clerk to the Council", status="In attendance"),
    Attendance("Cllr Dunn", role="Committee Member", status="Present"),
)
PAPER = Document("s1", "Agenda", "https://moor.example/documents/s1/Agenda.pdf", "agenda")
URL = "https://moor.example/ieListDocuments.aspx?MId=70"
FIRST = Meeting("70", PANEL, date(2026, 1, 5), time(19, 30), "Town Hall", "held", "published", URL,
                documents=(PAPER,), attendance=THERE)  # fmt: skip
SUMMER = Meeting("71", PANEL, date(2026, 7, 6), time(19, 30), status="postponed")
UNDATED = Meeting("72", None, None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("popolo")
    items = (Item("1", "1", "Apologies", 0, 0, meeting_ref="70"), Item("2", "2", "Gates", 0, 0, meeting_ref="70"))
    db = open_minutes(made)
    reading = Reading("meeting", None, meetings=(FIRST, SUMMER, UNDATED), items=items)
    job = Job("moor", URL, "page", None, b"", "1", datetime(2026, 2, 1, tzinfo=UTC), Context())
    write(db, Site("moor", "Moor Council", "moderngov", "https://moor.example/"), Read(job, reading, ()), "1")
    meeting = db.execute("select * from meetings where ref = '70'").fetchone()
    see_people(db, meeting["site_id"], meeting)
    db.close()
    open_followup(made).close()
    return made


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Any]:
    with closing(connect(folder)) as db:
        made: dict[str, Any] = json.loads(b"".join(popolo(db)))
    return made


@pytest.fixture(scope="module")
def objects(folder: Path) -> list[dict[str, Any]]:
    with closing(connect(folder)) as db:
        return [json.loads(line) for line in b"".join(open_civic_data(db)).splitlines()]


def test_document_fits_its_schema(told: dict[str, Any]) -> None:
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(told)] == []


def test_every_id_that_is_named_is_there(told: dict[str, Any]) -> None:
    known = {one["id"] for found in told.values() for one in found}
    assert len(known) == sum(map(len, told.values()))
    named = [value for found in told.values() for one in found for key, value in one.items() if key.endswith("_id")]
    named += [person["id"] for event in told["events"] for person in event["attendees"] if person["id"]]
    assert named
    assert set(named) <= known


def test_committee_belongs_to_its_council(told: dict[str, Any]) -> None:
    council, panel = told["organizations"]
    assert (panel["name"], panel["parent_id"], panel["classification"]) == ("Parks Panel", council["id"], "Scrutiny")
    assert panel["identifiers"] == [{"scheme": "moderngov", "identifier": "7"}]


def test_chair_is_a_post_of_the_committee_and_a_clerk_of_the_council(told: dict[str, Any]) -> None:
    bodies = {body["id"]: body["name"] for body in told["organizations"]}
    posts = {post["label"]: bodies[post["organization_id"]] for post in told["posts"]}
    assert posts == {"Chair": "Parks Panel", "Clerk to the Council": "Moor Council"}


def test_nobody_is_said_to_have_begun_on_the_day_of_the_first_page(told: dict[str, Any]) -> None:
    assert not any({"start_date", "end_date"} & set(one) for one in told["memberships"])
    assert {one["extras"]["first_named"] for one in told["memberships"]} == {"2026-01-05"}


def test_meeting_begins_by_the_clock_in_the_hall_and_counts_who_was_there(told: dict[str, Any]) -> None:
    undated, winter, summer = told["events"]
    assert [event["start_date"] for event in (undated, winter, summer)] == [
        None, "2026-01-05T19:30:00Z", "2026-07-06T18:30:00Z",
    ]  # fmt: skip
    assert [one["name"] for one in winter["attendees"]] == ["Councillor Gwen Rix", "Siân Ffoulkes", "Cllr Dunn"]
    assert [bool(one["id"]) for one in winter["attendees"]] == [True, True, False]
    assert (winter["location"], winter["sources"]) == ("Town Hall", [{"url": URL}])


def test_open_civic_data_has_agenda_participants_and_papers(objects: list[dict[str, Any]]) -> None:
    events = [one for one in objects if one["_type"] == "event"]
    assert [event["status"] for event in events] == ["tentative", "passed", "cancelled"]
    meeting = events[1]
    assert [item["description"] for item in meeting["agenda"]] == ["Apologies", "Gates"]
    assert [(one["type"], one["note"]) for one in meeting["participants"]][:3] == [
        ("organization", "host"), ("person", "Chair, Present"), ("person", "Committee Member, Apologies"),
    ]  # fmt: skip
    assert meeting["documents"] == [{"note": "Agenda", "url": PAPER.url, "media_type": "application/pdf"}]


def test_both_forms_use_the_same_ids(told: dict[str, Any], objects: list[dict[str, Any]]) -> None:
    assert {one["id"] for found in told.values() for one in found} == {one["id"] for one in objects}


@pytest.mark.parametrize(
    ("status", "there"),
    [(None, True), ("Present", True), ("In attendance", True), ("Apologies", False), ("Absent", False),
     ("Not present", False), ("Expected", False)],
)  # fmt: skip
def test_attendance_is_read_from_its_words(status: str | None, there: bool) -> None:
    assert was_there(status) is there


def test_day_without_a_time_stays_a_day() -> None:
    assert begins("2026-01-05", None) == "2026-01-05"
