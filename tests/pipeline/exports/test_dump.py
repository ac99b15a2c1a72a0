"""The dump: every line fits its schema, everything is in it once, and nothing that is not public."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import models.vocabulary as vocabulary
import pipeline.exports.dump as dump
from models.followup import Correction, FollowUp
from pipeline.cli import main
from pipeline.exports.actions import connect
from pipeline.state import STATES
from pipeline.store import followups
from pipeline.store.files import immediate, open_followup
from tests.pipeline.web.council import fill

SCHEMA = json.loads((Path(__file__).parents[3] / "data" / "schemas" / "record.schema.json").read_text("utf8"))
TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
SECRET, OPEN = "The Ranger is unwell.", "The gate was mended in May."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A council of whose promises an officer closed one, noted something on another and added a third by hand."""
    made = tmp_path_factory.mktemp("dump")
    fill(made)
    open_followup(made).close()
    with closing(connect(made)) as db:
        found = {row["quote"]: row["uid"] for row in db.execute("select uid, quote from records")}
        document = db.execute("select uid from documents where id in (select document_id from texts)").fetchone()[0]
    gate, pond = (next(uid for words, uid in found.items() if about in words) for about in ("gate", "pond"))
    event = FollowUp(gate, AT, "officer", "met", note=OPEN, public=True)
    private = FollowUp(pond, AT, "officer", "partly", note=SECRET, new_due=date(2026, 12, 1), new_due_reason=SECRET)
    with closing(open_followup(made)) as followup, immediate(followup):
        followups.append(followup, event, nonce="1", seen=0)
        followups.append(followup, replace(private, correction=Correction(owner="Town Clerk")), nonce="2", seen=0)
        words = followups.Addition("ab" * 8, AT, "officer", document, 0, 11, "Agenda item", "action", "=Clerk")
        followups.add(followup, words, nonce="3")
    return made


@pytest.fixture
def db(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(folder)) as connection:
        yield connection


def records(db: sqlite3.Connection) -> list[dict[str, Any]]:
    return [json.loads(line) for line in dump.as_lines(dump.dumped(db, TODAY))]


def about(db: sqlite3.Connection, words: str) -> dict[str, Any]:
    return next(record for record in records(db) if words in record["quote"])


def test_every_line_fits_the_schema(db: sqlite3.Connection) -> None:
    validator = Draft202012Validator(SCHEMA)
    wrong = [(line["uid"], error.message) for line in records(db) for error in validator.iter_errors(line)]
    assert wrong == []


def test_a_line_that_lacks_a_field_does_not_fit(db: sqlite3.Connection) -> None:
    line = records(db)[0]
    del line["state"]
    assert not Draft202012Validator(SCHEMA).is_valid(line)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("kind", vocabulary.KINDS),
        ("effect", vocabulary.EFFECTS),
        ("due_type", vocabulary.DUE_TYPES),
        ("confidence", vocabulary.CONFIDENCES),
        ("fate", get_args(vocabulary.Fate)),
        ("verdict", get_args(vocabulary.Verdict)),
        ("state", STATES),
    ],
)
def test_schema_knows_the_words_that_a_field_may_hold(field: str, words: tuple[str, ...]) -> None:
    assert set(SCHEMA["properties"][field]["enum"]) - {None} == set(words)


def test_every_record_is_there_once_in_batches_of_any_size(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = records(db)
    monkeypatch.setattr(dump, "BATCH", 2)
    assert records(db) == whole
    assert len({record["uid"] for record in whole}) == len(whole)
    assert len(whole) == db.execute("select count(*) + 1 from records").fetchone()[0]


def test_state_is_what_officers_made_of_it(db: sqlite3.Connection) -> None:
    told = [about(db, words) for words in ("gate", "pond", "Agenda item", "be noted")]
    assert [record["state"] for record in told] == ["closed", "due soon", "open", None]
    assert (told[1]["owners"], told[1]["due_date"]) == (["Town Clerk"], "2026-12-01")


def test_notes_are_there_only_where_they_are_public(db: sqlite3.Connection) -> None:
    assert [event["note"] for event in about(db, "gate")["followups"]] == [OPEN]
    assert [(event["state"], event["note"]) for event in about(db, "pond")["followups"]] == [("partly", None)]
    whole = json.dumps(records(db))
    assert SECRET not in whole
    assert "officer" not in whole


def test_quotes_stand_where_the_places_say(db: sqlite3.Connection) -> None:
    texts = dict(db.execute("select documents.uid, plain from texts join documents on documents.id = document_id"))
    places = [place for record in records(db) for place in record["places"]]
    assert all(texts[place["document_uid"]][place["start"] : place["end"]] == place["quote"] for place in places)
    assert len(places) >= len(records(db))


def test_flat_csv_has_a_row_a_record_and_no_formula(db: sqlite3.Connection) -> None:
    body = b"".join(dump.as_flat_csv(dump.dumped(db, TODAY))).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert tuple(rows[0]) == dump.FLAT
    assert [row["uid"] for row in rows] == [record["uid"] for record in records(db)]
    assert rows[-1]["owners"] == "'=Clerk"


@pytest.mark.parametrize(("form", "start"), [("records", b'{"uid"'), ("csv", b"\xef\xbb\xbfuid,"), ("popolo", b"{\n"),
                                            ("ocd", b'{"_type": "organization"')])  # fmt: skip
def test_every_form_can_be_asked_for(form: str, start: bytes, folder: Path, tmp_path: Path) -> None:
    output = tmp_path / form
    arguments = ["dump", "--data", str(folder), "--form", form, "--output", str(output)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert output.read_bytes().startswith(start)
