"""What officers write: recorded, undone, for many at once, never lost, never twice, never over somebody else's."""

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.store.files import open_followup, open_minutes
from pipeline.store.lists import refresh
from tests.pipeline.web.council import NOW, Visitor, fill, serve

MEND, WRITE, PLAN = 0, 2, 1


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Any]:
    fill(tmp_path)
    datasette = serve(tmp_path)
    yield datasette
    datasette.close()


@pytest.fixture
def officer(tracker: Any) -> Visitor:
    return Visitor(tracker, "officer")


def events(tracker: Any) -> list[sqlite3.Row]:
    db = open_followup(tracker.undertook.folder)
    rows = db.execute("select * from followups order by id").fetchall()
    db.close()
    return rows


def test_done_promise_leaves_the_list_and_comes_back_by_undo(tracker: Any, officer: Visitor) -> None:
    uid = officer.uids()[0]
    assert officer.record(uid, state="met").status_code == 303
    assert uid not in officer.uids()
    event = events(tracker)[0]["id"]
    officer.post(f"/promise/{uid}/undo", {"event": str(event), "nonce": "b"})
    assert uid in officer.uids()
    assert [row["undoes"] for row in events(tracker)] == [None, event]


def test_every_event_says_who_and_when(tracker: Any, officer: Visitor) -> None:
    officer.record(officer.uids()[0], state="reported", note="It came.")
    row = events(tracker)[0]
    assert (row["actor"], row["recorded_at"], row["note"]) == ("officer", NOW.isoformat(), "It came.")


def test_actor_and_time_of_a_form_count_for_nothing(tracker: Any, officer: Visitor) -> None:
    officer.record(officer.uids()[0], state="open", actor="somebody", recorded_at="1999-01-01")
    assert (events(tracker)[0]["actor"], events(tracker)[0]["recorded_at"]) == ("officer", NOW.isoformat())


def test_reported_promise_stays_last_on_the_list(officer: Visitor) -> None:
    uid = officer.uids()[0]
    officer.record(uid, state="reported")
    assert officer.uids()[-1] == uid
    assert officer.uids("/?state=reported+back") == [uid]


def test_new_date_moves_a_promise_and_needs_a_reason(officer: Visitor) -> None:
    uid = officer.uids()[0]
    refused = officer.record(uid, state="open", new_due="2027-06-30")
    assert refused.status_code == 400
    assert "Say why the date moves" in refused.text
    officer.record(uid, state="open", new_due="2027-06-30", new_due_reason="The contractor is late.")
    assert officer.uids("/?state=overdue") == []
    assert "30 June 2027" in officer.get(f"/promise/{uid}").text


def test_same_form_sent_twice_is_saved_once(tracker: Any, officer: Visitor) -> None:
    uid = officer.uids()[0]
    form = officer.form(uid, state="reported", note="Once.")
    assert [officer.post(f"/promise/{uid}/follow-up", form).status_code for _ in range(2)] == [303, 303]
    assert len(events(tracker)) == 1


def test_second_of_two_officers_is_told_and_loses_nothing(tracker: Any, officer: Visitor) -> None:
    second = Visitor(tracker, "second")
    uid = officer.uids()[0]
    theirs = second.form(uid, state="open", note="Chased by telephone.")
    officer.record(uid, state="reported", note="The letter is in.")
    answer = second.post(f"/promise/{uid}/follow-up", theirs)
    assert answer.status_code == 409
    assert "The letter is in." in answer.text
    assert "Chased by telephone." in answer.text
    assert [row["note"] for row in events(tracker)] == ["The letter is in."]


def test_form_that_was_told_can_be_sent_again(tracker: Any, officer: Visitor) -> None:
    second = Visitor(tracker, "second")
    uid = officer.uids()[0]
    theirs = second.form(uid, state="open", note="Chased.")
    officer.record(uid, state="reported")
    second.post(f"/promise/{uid}/follow-up", theirs)
    again = second.post(f"/promise/{uid}/follow-up", theirs | {"seen": str(events(tracker)[-1]["id"])})
    assert again.status_code == 303
    assert [row["actor"] for row in events(tracker)] == ["officer", "second"]


def test_save_that_cannot_be_made_gives_the_form_back(
    tracker: Any, officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = officer.uids()[0]
    form = officer.form(uid, state="partly", note="Half of the posts are in.")

    async def busy(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(tracker.get_database("followup"), "execute_write_fn", busy)
    answer = officer.post(f"/promise/{uid}/follow-up", form)
    assert answer.status_code == 503
    assert "Half of the posts are in." in answer.text
    assert 'value="partly" checked' in answer.text


def test_what_a_note_is_written_on_is_kept_with_it(tracker: Any, officer: Visitor) -> None:
    uid = officer.uids()[0]
    officer.record(uid, state="reported")
    db = open_followup(tracker.undertook.folder)
    kept = db.execute("select quote, kept_at from promise_anchors where record_uid = ?", (uid,)).fetchone()
    db.close()
    assert kept["quote"] in officer.get(f"/promise/{uid}").text
    assert kept["kept_at"] == NOW.isoformat(timespec="seconds")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"state": "perhaps"}, "Choose what is known"),
        ({"state": "open", "evidence_url": "javascript:alert(1)"}, "begins https://"),
        ({"state": "open", "new_due": "31/12/2027", "new_due_reason": "Late."}, "Give the date as"),
        ({"state": "open", "note": "x" * 5001}, "longer than 5,000"),
    ],
    ids=["state", "evidence", "date", "note"],
)
def test_form_that_says_nothing_sensible_comes_back(officer: Visitor, typed: dict[str, str], sentence: str) -> None:
    answer = officer.record(officer.uids()[0], **typed)
    assert answer.status_code == 400
    assert sentence in answer.text


def test_many_are_recorded_together_and_undone_together(tracker: Any, officer: Visitor) -> None:
    uids = officer.uids()
    chosen = [f"{uid}:0" for uid in uids[:2]]
    done = officer.post("/follow-ups", {"chosen": chosen, "state": "not-pursued", "nonce": "many", "next": "/"})
    assert done.status_code == 303
    assert officer.uids() == uids[2:]
    officer.post("/follow-ups/undo", {"batch": "many", "nonce": "u"})
    assert officer.uids() == uids


def test_many_are_recorded_all_or_none(tracker: Any, officer: Visitor) -> None:
    uids = officer.uids()
    Visitor(tracker, "second").record(uids[1], state="reported", note="Seen.")
    form = {"chosen": [f"{uid}:0" for uid in uids], "state": "met", "nonce": "many", "note": "All done."}
    answer = officer.post("/follow-ups", form)
    assert answer.status_code == 409
    assert answer.text.count("Changed meanwhile") == 1
    assert "All done." in answer.text
    assert len(events(tracker)) == 1


def test_note_is_for_officers_unless_marked_public(tracker: Any, officer: Visitor) -> None:
    uid, public = officer.uids()[:2]
    officer.record(uid, state="open", note="Said in confidence.")
    officer.record(public, state="open", note="Said to all.", public="1")
    anybody = Visitor(tracker)
    assert "Said in confidence." not in anybody.get(f"/promise/{uid}").text
    assert "Said to all." in anybody.get(f"/promise/{public}").text
    assert "by an officer" in anybody.get(f"/promise/{public}").text


def test_doubtful_promise_comes_onto_the_list_when_it_is_confirmed(tracker: Any, officer: Visitor) -> None:
    uid = officer.uids()[0]
    db = open_minutes(tracker.undertook.folder)
    db.execute("update records set confidence = 'possible' where uid = ?", (uid,))
    db.close()
    assert uid not in officer.uids()
    assert officer.uids("/review")[0] == uid
    officer.record(uid, state="open")
    assert uid in officer.uids()
    assert uid not in officer.uids("/review")


def test_correction_changes_what_is_shown_and_not_what_was_found(tracker: Any, officer: Visitor) -> None:
    uid = officer.uids()[0]
    officer.record(uid, state="open", right_owner="Head Ranger", was_owner="Ranger", right_kind="action")
    assert officer.uids("/?owner=Head+Ranger") == [uid]
    assert officer.uids("/?owner=Ranger") == []
    db = open_minutes(tracker.undertook.folder)
    assert db.execute("select owner_text from records where uid = ?", (uid,)).fetchone()[0] == "Ranger"
    db.close()


def test_corrections_leave_as_documents_that_evaluate_reads(officer: Visitor, tmp_path: Path) -> None:
    first, second = officer.uids()[:2]
    officer.record(first, state="open", right_owner="Head Ranger", was_owner="Ranger")
    officer.record(second, state="not-a-promise")
    archive = zipfile.ZipFile(BytesIO(officer.get("/review/corrections.zip").content))
    folder = tmp_path / "corrections"
    archive.extractall(folder)
    document = json.loads(next(folder.glob("*.json")).read_text("utf8"))
    kinds = [(record["kind"], record.get("owner")) for record in document["records"]]
    assert ("undertaking", "Head Ranger") in kinds
    assert "soft" in {kind for kind, _ in kinds}
    assert all(record["quote"] in document["text"] for record in document["records"])
    result = CliRunner().invoke(main, ["evaluate", str(folder)])
    assert result.exit_code == 0
    assert "owner" in result.output


def add_form(officer: Visitor, words: str) -> dict[str, str]:
    db = open_minutes(officer.tracker.undertook.folder)
    document = db.execute("select uid from documents join texts on texts.document_id = documents.id").fetchone()[0]
    db.close()
    return {"document": document, "words": words, "kind": "action", "owner": "Clerk", "nonce": "add"}


def test_promise_added_by_hand_stands_on_the_list(officer: Visitor) -> None:
    before = officer.uids()
    answer = officer.post("/add", add_form(officer, "That  the report\nbe noted.") | {"due_date": "2020-02-02"})
    uid = answer.headers["location"].split("/")[-1][:16]
    assert officer.uids() == [uid, *before]
    assert "<mark>That the report be noted.</mark>" in officer.get(f"/promise/{uid}").text
    assert officer.record(uid, state="met").status_code == 303
    assert officer.uids() == before


def test_words_that_do_not_stand_in_the_document_cannot_be_added(officer: Visitor) -> None:
    answer = officer.post("/add", add_form(officer, "The Clerk will dance."))
    assert answer.status_code == 400
    assert "do not stand in the document" in answer.text
    assert "The Clerk will dance." in answer.text


@pytest.fixture
def suggested(tracker: Any, officer: Visitor) -> str:
    db = open_minutes(tracker.undertook.folder)
    uid = officer.uids()[0]
    db.execute(
        "insert into record_links (uid, record_id, kind, score, reason, quote, date, source_url) select"
        " 'feedfeedfeedfeed', id, 'met', .9, 'the same words: gate', 'The gate had been mended.', '2020-06-01',"
        " 'https://moor.example/later' from records where uid = ?",
        (uid,),
    )
    db.close()
    return uid


def test_accepted_evidence_is_what_closes_a_promise(tracker: Any, officer: Visitor, suggested: str) -> None:
    page = officer.get(f"/promise/{suggested}").text
    assert "The gate had been mended." in page
    assert "The minutes</a>: the same words: gate.</p>" in page
    form = officer.form(suggested, other="feedfeedfeedfeed", answer="accept")
    officer.post(f"/promise/{suggested}/evidence", form)
    row = events(tracker)[0]
    assert (row["state"], row["evidence_url"]) == ("met", "https://moor.example/later")
    assert suggested not in officer.uids()


def test_dismissed_evidence_is_not_suggested_again(officer: Visitor, suggested: str) -> None:
    form = officer.form(suggested, other="feedfeedfeedfeed", answer="dismiss")
    officer.post(f"/promise/{suggested}/evidence", form)
    assert "The gate had been mended." not in officer.get(f"/promise/{suggested}").text
    assert suggested in officer.uids()


def test_follow_up_finds_its_promise_under_a_new_id(tracker: Any, officer: Visitor) -> None:
    uid = officer.uids()[0]
    officer.record(uid, state="reported", note="Under the old id.")
    db = open_minutes(tracker.undertook.folder)
    db.execute("insert into record_aliases (uid, record_id, reason, at) select uid, id, 'words', '2026' from records"
               " where uid = ?", (uid,))  # fmt: skip
    db.execute("update records set uid = 'abcdabcdabcdabcd' where uid = ?", (uid,))
    refresh(db)
    db.close()
    assert officer.uids("/?state=reported+back") == ["abcdabcdabcdabcd"]
    assert "Under the old id." in officer.get("/promise/abcdabcdabcdabcd").text
    assert officer.get(f"/promise/{uid}").headers["location"] == "/promise/abcdabcdabcdabcd"
    officer.record("abcdabcdabcdabcd", state="met")
    assert "abcdabcdabcdabcd" not in officer.uids()


@pytest.mark.parametrize("change", ["update followups set note = 'else'", "delete from followups"])
def test_what_was_written_is_never_changed(tracker: Any, officer: Visitor, change: str) -> None:
    officer.record(officer.uids()[0], state="open")
    db = open_followup(tracker.undertook.folder)
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        db.execute(change)
    db.close()
