"""Ids through corrections: a record keeps its id while its words change, and another promise never takes it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.meeting import Committee, Item, Meeting, Reading, Site
from models.record import Context
from pipeline.reading import Job, Read
from pipeline.store.files import open_minutes
from pipeline.store.versions import what_changed
from pipeline.store.write import write

SITE = Site("moor", "Moor Council", "moderngov")
URL = "https://moor.example/mgAi.aspx?ID=7"
GATE = "The Ranger undertook to mend the gate at Harcott Wood by 1 May 2027."
STILE = "The Ranger undertook to mend the stile at Eastgate Wood by 1 May 2027."


def read(*paragraphs: str, url: str = URL, day: int = 9) -> Read:
    body = "\n\n".join(("Agenda item", "Gates", "Minutes:", *paragraphs))
    text = mark_regions(read_plain(body))
    item = Item("7", "4", "Gates", 0, len(text.plain), meeting_ref="70")
    meeting = Meeting("70", Committee("1", "Parks Panel"), date(2027, 1, 5), minutes_status="published")
    reading = Reading("item", text, meetings=(meeting,), items=(item,))
    fetched = datetime(2027, 1, day, tzinfo=UTC)
    job = Job("moor", url, "page", "text/html", b"", f"hash of {body}", fetched, Context())
    return Read(job, reading, find_records(text, (item,), Context("Parks Panel", date(2027, 1, 5))))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_minutes(tmp_path)
    yield connection
    connection.close()


def uids(db: sqlite3.Connection) -> dict[str, str]:
    return {row["quote"]: row["uid"] for row in db.execute("select quote, uid from records where status = 'current'")}


def test_corrected_day_keeps_the_id_and_the_old_words_lead_to_it(db: sqlite3.Connection) -> None:
    write(db, SITE, read(GATE), "1")
    before = uids(db)[GATE]
    corrected = GATE.replace("1 May", "8 May")
    write(db, SITE, read(corrected, day=10), "1")
    assert uids(db) == {corrected: before}
    write(db, SITE, read(corrected, day=11), "2")
    assert uids(db) == {corrected: before}


def test_promises_that_change_places_keep_their_own_ids(db: sqlite3.Connection) -> None:
    write(db, SITE, read(GATE, STILE), "1")
    before = uids(db)
    write(db, SITE, read(STILE, GATE, day=10), "1")
    assert uids(db) == before


def test_promise_that_is_taken_out_leaves_its_id_to_no_other(db: sqlite3.Connection) -> None:
    write(db, SITE, read(GATE, STILE), "1")
    before = uids(db)
    write(db, SITE, read(STILE, day=10), "1")
    assert uids(db) == {STILE: before[STILE]}
    row = db.execute("select status from records where uid = ?", (before[GATE],)).fetchone()
    assert row["status"] == "withdrawn from the record"


def test_promise_that_comes_back_has_its_old_id(db: sqlite3.Connection) -> None:
    write(db, SITE, read(GATE), "1")
    before = uids(db)
    write(db, SITE, read("Members were content.", day=10), "1")
    write(db, SITE, read(GATE, day=11), "1")
    assert uids(db) == before


def test_correction_is_one_promise_on_every_page_that_tells_it(db: sqlite3.Connection) -> None:
    corrected = GATE.replace("mend", "repair")
    other = "https://moor.example/ieListDocuments.aspx?MId=70"
    write(db, SITE, read(GATE), "1")
    write(db, SITE, read(GATE, url=other), "1")
    before = uids(db)[GATE]
    write(db, SITE, read(corrected, day=10), "1")
    write(db, SITE, read(corrected, url=other, day=10), "1")
    assert uids(db) == {corrected: before}


def test_old_words_beside_the_new_ones_are_a_promise_of_their_own(db: sqlite3.Connection) -> None:
    corrected = GATE.replace("1 May", "8 May")
    write(db, SITE, read(GATE), "1")
    before = uids(db)[GATE]
    write(db, SITE, read(corrected, day=10), "1")
    write(db, SITE, read(GATE, corrected, day=11), "1")
    found = uids(db)
    assert found[GATE] == before
    assert found[corrected] != before


def test_better_rule_that_quotes_less_keeps_the_id(db: sqlite3.Connection) -> None:
    found = read(GATE)
    write(db, SITE, found, "1")
    before = uids(db)[GATE]
    record = found.records[0]
    shorter = replace(record, quote=record.quote[:-16], end=record.end - 16)
    write(db, SITE, replace(found, records=(shorter,)), "2")
    assert uids(db) == {GATE[:-16]: before}


def test_every_version_is_kept_with_its_text_and_time(db: sqlite3.Connection) -> None:
    write(db, SITE, read(GATE), "1")
    write(db, SITE, read(GATE), "2")
    write(db, SITE, read(STILE, day=10), "2")
    rows = db.execute("select number, plain, fetched_at, minutes_status from document_versions order by 1").fetchall()
    assert [(row["number"], row["fetched_at"][:10], row["minutes_status"]) for row in rows] == [
        (1, "2027-01-09", "published"),
        (2, "2027-01-10", "published"),
    ]
    assert GATE in rows[0]["plain"]
    assert rows[1]["plain"] is None
    document = db.execute("select id from documents where reader is not null").fetchone()[0]
    assert [(one.kind, one.old, one.new) for one in what_changed(db, document, 2)] == [("corrected", GATE, STILE)]


def test_older_page_does_not_take_back_what_a_newer_one_said_of_a_meeting(db: sqlite3.Connection) -> None:
    write(db, SITE, read(GATE, day=10), "1")
    old = read(GATE, url="https://moor.example/old", day=3)
    assert old.reading is not None
    moved = replace(old.reading.meetings[0], date=date(2026, 12, 1))
    write(db, SITE, replace(old, reading=replace(old.reading, meetings=(moved,))), "1")
    assert db.execute("select date from meetings").fetchone()[0] == "2027-01-05"
