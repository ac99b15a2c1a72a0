"""Writing what was read: once, exactly, and the same again."""

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
from pipeline.store.files import BadDatabase, open_followup, open_minutes
from pipeline.store.uids import record_uids, words_key
from pipeline.store.write import write

SITE = Site("moor", "Moor Council", "moderngov")
MINUTES = "Agenda item\n\nGates\n\nMinutes:\n\nThe Ranger undertook to mend the gate by 1 May 2027.\n\n{more}\n"
NOTED = "RESOLVED: That the report be noted."


def read(more: str = NOTED, *, url: str = "https://moor.example/mgAi.aspx?ID=7", kind: str = "item") -> Read:
    text = mark_regions(read_plain(MINUTES.format(more=more)))
    item = Item("7", "4", "Gates", 0, len(text.plain), meeting_ref="70")
    meeting = Meeting("70", Committee("1", "Parks Panel"), date(2027, 1, 5), status="held", minutes_status="published")
    reading = Reading(kind, text, meetings=(meeting,), items=(item,))  # type: ignore[arg-type]
    job = Job("moor", url, "page", "text/html", b"", f"hash of {more}", datetime(2027, 1, 9, tzinfo=UTC), Context())
    return Read(job, reading, find_records(text, (item,), Context("Parks Panel", date(2027, 1, 5))))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_minutes(tmp_path)
    yield connection
    connection.close()


def dump(db: sqlite3.Connection) -> list[str]:
    return list(db.iterdump())


def test_records_are_written_with_owner_and_due(db: sqlite3.Connection) -> None:
    written = write(db, SITE, read(), "1")
    assert written.new == 2
    row = db.execute("select owner, due_date, committee, quote from undertakings").fetchone()
    assert tuple(row) == ("Ranger", "2027-05-01", "Parks Panel", "The Ranger undertook to mend the gate by 1 May 2027.")


def test_writing_the_same_again_changes_nothing(db: sqlite3.Connection) -> None:
    write(db, SITE, read(), "1")
    before = [line for line in dump(db) if 'INTO "records"' in line or 'INTO "meetings"' in line]
    written = write(db, SITE, read(), "1")
    assert (written.new, written.changed, written.withdrawn) == (0, 0, 0)
    assert [line for line in dump(db) if 'INTO "records"' in line or 'INTO "meetings"' in line] == before


def test_a_meeting_that_changes_its_body_takes_its_records_along(db: sqlite3.Connection) -> None:
    write(db, SITE, read(), "1")
    db.execute("delete from link_todo")
    first = read()
    moved = replace(first.reading.meetings[0], committee=Committee("2", "Gates Panel"))
    job = replace(first.job, url="https://moor.example/ieListMeetings.aspx?CommitteeId=2", hash="of the list")
    write(db, SITE, Read(job, Reading("meetings", meetings=(moved,)), ()), "1")
    bodies = db.execute(
        "select distinct name from records join committees on committees.id = committee_id"
        " join link_todo using (meeting_id)"
    )
    assert [row["name"] for row in bodies] == ["Gates Panel"]


def test_a_decision_of_no_meeting_is_one_record_when_its_site_moves(db: sqlite3.Connection) -> None:
    first = read(kind="decision")
    item = replace(first.reading.items[0], ref=None, meeting_ref=None)
    reading = replace(first.reading, meetings=(), items=(item,))
    for host in ("https://moor.example/", "https://democracy.moor.example/modgov/"):
        job = replace(first.job, url=f"{host}ieDecisionDetails.aspx?ID=5")
        write(db, SITE, Read(job, reading, first.records), "1")
    assert db.execute("select count(*) from records where kind = 'undertaking'").fetchone()[0] == 1


def test_an_issue_that_knows_a_body_by_its_former_name_makes_no_second_body(db: sqlite3.Connection) -> None:
    write(db, SITE, read(), "1")
    first = read()
    named = replace(first.reading.meetings[0], committee=Committee(None, "Parks and Gates Panel"))
    job = replace(first.job, url="https://moor.example/ieIssueDetails.aspx?IId=1&Opt=3", hash="of the issue")
    write(db, SITE, Read(job, replace(first.reading, kind="issue", meetings=(named,)), first.records), "1")
    assert [row["name"] for row in db.execute("select name from committees")] == ["Parks Panel"]


def test_unchanged_passages_are_not_touched_and_changed_ones_are(db: sqlite3.Connection) -> None:
    write(db, SITE, read(), "1")
    db.execute("create table touched (position integer)")
    db.execute("create trigger touch after update on passages begin insert into touched values (new.position); end")
    write(db, SITE, read(), "2")
    assert db.execute("select count(*) from touched").fetchone()[0] == 0
    write(db, SITE, read("RESOLVED: That the report be received."), "2")
    assert db.execute("select count(*) from touched").fetchone()[0] == 1
    assert db.execute("select text from passages order by position desc").fetchone()[0].endswith("be received.")


def test_records_found_anew_stand_in_their_passages_also_where_those_have_ids_far_apart(db: sqlite3.Connection) -> None:
    longer, other = read(f"The Clerk would tell the Board.\n\n{NOTED}"), "https://moor.example/mgAi.aspx?ID=8"
    write(db, SITE, read(), "1")
    write(db, SITE, read(url=other), "1")
    for found in (replace(longer, records=()), longer):
        write(db, SITE, found, "2")
    places = db.execute(
        "select record_places.quote, text from record_places join passages on passages.id = passage_id"
        " where passages.document_id = 1"
    ).fetchall()
    assert len(places) == 3
    assert all(quote in text for quote, text in places)


def test_the_same_words_on_two_pages_are_one_record_with_two_places(db: sqlite3.Connection) -> None:
    write(db, SITE, read(), "1")
    write(db, SITE, read(url="https://moor.example/ieIssueDetails.aspx?IId=1", kind="issue"), "1")
    assert db.execute("select count(*) from records where kind = 'undertaking'").fetchone()[0] == 1
    places = db.execute(
        "select page_kind, preferred from record_places join documents on documents.id = document_id"
        " join records on records.id = record_id where records.kind = 'undertaking' order by 1"
    ).fetchall()
    assert [tuple(place) for place in places] == [("issue", 0), ("item", 1)]


def test_an_issue_belongs_to_each_meeting_that_took_it(db: sqlite3.Connection) -> None:
    days = (date(2027, 1, 5), date(2027, 2, 2))
    text = mark_regions(read_plain(MINUTES.format(more=NOTED)))
    half = text.plain.index("The Ranger")
    bounds = ((0, half), (half, len(text.plain)))
    items = tuple(Item(None, "4", "Gates", *bounds[place], issue_ref="9", meeting=place) for place in (0, 1))
    url = "https://moor.example/ieIssueDetails.aspx?IId=9"
    bodies = (Committee("1", "Parks Panel"), Committee("2", "Rivers Panel"))
    pairs = tuple(zip(days, bodies, strict=True))
    for ref, (day, body) in zip(("70", "71"), pairs, strict=True):
        page = read(url=f"https://moor.example/ieListDocuments.aspx?MId={ref}", kind="meeting")
        listed = Reading("meetings", meetings=(Meeting(ref, body, day),))
        write(db, SITE, replace(page, reading=listed, records=()), "1")
    # A night on which one meeting had taken the issue, and a night on which two had.
    for count in (1, 2):
        meetings = tuple(Meeting(None, Committee(None, body.name), day) for day, body in pairs[:count])
        found = replace(
            read(url=url), reading=Reading("issue", text, meetings=meetings, items=items[:count]), records=()
        )
        write(db, SITE, found, "1")
    rows = db.execute("select meetings.ref from items join meetings on meetings.id = meeting_id order by 1").fetchall()
    assert [row[0] for row in rows] == ["70", "71"]
    assert db.execute("select count(*) from meetings").fetchone()[0] == 2


def test_record_whose_words_vanish_is_withdrawn_and_kept(db: sqlite3.Connection) -> None:
    write(db, SITE, read(), "1")
    written = write(db, SITE, read("RESOLVED: That the gate be painted."), "1")
    assert (written.new, written.withdrawn) == (1, 1)
    row = db.execute("select status from records where quote like '%be noted%'").fetchone()
    assert row[0] == "withdrawn from the record"


def test_corrected_comma_keeps_the_id(db: sqlite3.Connection) -> None:
    write(db, SITE, read(NOTED), "1")
    before = db.execute("select uid from records where effect = 'note'").fetchone()[0]
    write(db, SITE, read("RESOLVED, That the Report be noted."), "1")
    row = db.execute("select uid, quote from records where effect = 'note' and status = 'current'").fetchone()
    assert row["uid"] == before
    assert row["quote"].endswith("That the Report be noted.")


def test_quote_that_is_not_in_the_text_writes_nothing(db: sqlite3.Connection) -> None:
    found = read()
    false = replace(found, records=(replace(found.records[0], quote="The Ranger undertook to paint the gate."),))
    with pytest.raises(ValueError, match="not in the text"):
        write(db, SITE, false, "1")
    assert db.execute("select count(*) from sites").fetchone()[0] == 0


@pytest.mark.parametrize("passage", ["passage_id", "null"])
@pytest.mark.parametrize("end", ["end", "end + 9999"])
def test_database_itself_refuses_a_false_quote(db: sqlite3.Connection, passage: str, end: str) -> None:
    write(db, SITE, read(), "1")
    with pytest.raises(sqlite3.IntegrityError, match="not in the text"):
        db.execute(
            "insert into record_places (record_id, document_id, passage_id, start, end, quote)"
            f" select record_id, document_id, {passage}, start, {end}, 'something else' from record_places limit 1"
        )


def test_database_takes_a_quote_that_reaches_beyond_its_passage(db: sqlite3.Connection) -> None:
    write(db, SITE, read(), "1")
    db.execute(
        "insert into record_places (record_id, document_id, passage_id, start, end, quote)"
        " select record_id, document_id, passage_id, 0, 11, substr(plain, 1, 11) from record_places"
        " join texts using (document_id) limit 1"
    )


def test_full_text_finds_the_sentence(db: sqlite3.Connection) -> None:
    write(db, SITE, read(), "1")
    found = db.execute("select count(*) from records_fts where records_fts match 'mending'").fetchone()[0]
    assert found == 1


def test_follow_ups_only_grow_and_keep_the_state(tmp_path: Path) -> None:
    followup = open_followup(tmp_path)
    for number, state in enumerate(("reported", "met")):
        followup.execute(
            "insert into followups (record_uid, recorded_at, actor, state, nonce) values ('a', '2027', 'jo', ?, ?)",
            (state, number),
        )
    assert followup.execute("select state from promise_state").fetchone()[0] == "met"
    with pytest.raises(sqlite3.IntegrityError, match="never rewritten"):
        followup.execute("update followups set state = 'open'")
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        followup.execute("delete from followups")
    followup.close()


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "minutes.db").write_text("this is not a database, but a text of some length " * 40, "utf8")
    with pytest.raises(BadDatabase, match="not a database"):
        open_minutes(tmp_path)


def test_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    connection = open_minutes(tmp_path)
    connection.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at)"
        " values ('undertook-minutes', 'of_the_future', '')"
    )
    connection.close()
    with pytest.raises(BadDatabase, match="newer version"):
        open_minutes(tmp_path)


def test_words_key_outlives_small_corrections() -> None:
    assert words_key("The Clerk would, however, write.") == words_key("the clerk would however  write")


def test_equal_words_in_one_item_are_told_apart() -> None:
    found = read(f"{NOTED}\n\nMr Hale spoke.\n\n{NOTED}")
    notes = [record for record in found.records if record.effect == "note"]
    assert len(set(record_uids(["item"] * 2, ["minutes"] * 2, notes))) == 2
