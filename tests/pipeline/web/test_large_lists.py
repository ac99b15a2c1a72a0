"""What makes large databases answer quickly changes no answer: kept states, spellings, stretches, sums."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import pipeline.exports.touched as touched
import pipeline.web.queries_search as queries_search
from models.followup import Correction, FollowUp
from pipeline.exports.actions import connect
from pipeline.exports.outstanding import Filters, counts, outstanding
from pipeline.store import followups
from pipeline.store.files import immediate, open_followup, open_minutes
from pipeline.store.lists import refresh
from tests.pipeline.web.council import Visitor, fill, serve

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
EVERY_WAY = (
    Filters(),
    Filters(council="moor"),
    Filters(council="moor", committee="Parks Panel"),
    Filters(owner="Ranger"),
    Filters(owner="Head of Parks"),
    Filters(words="the"),
    Filters(kind="undertaking"),
    Filters(due_from="2020-01-01", due_to="2026-12-31"),
)
OWNERS = """Agenda item

Minutes:

The Head of Legal undertook to publish the list by 3 March 2020.

The Acting Head of Legal undertook to write to the tenants.

The Head of Parks undertook to mow the verge.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path)
    open_followup(tmp_path).close()
    return tmp_path


@pytest.fixture
def reader(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(folder)) as db:
        yield db


def say(folder: Path, uid: str, state: Any, nonce: str, **said: Any) -> int:
    """Append a follow-up as another process would, and return its number."""
    with closing(open_followup(folder)) as db, immediate(db):
        followups.append(db, FollowUp(uid, NOW, "clerk", state, **said), nonce=nonce, seen=followups.last(db, uid))
        return followups.last(db, uid)


def undo(folder: Path, event: int) -> None:
    with closing(open_followup(folder)) as db, immediate(db):
        followups.undo(db, event, actor="clerk", now=NOW, nonce="undo")


def listed(db: sqlite3.Connection) -> list[tuple[str, str, str | None]]:
    rows = outstanding(db, Filters(), TODAY, rows=50, offset=0)
    return [(row["uid"], row["state"], row["due"]) for row in rows]


@pytest.mark.parametrize("most", [10_000, 0], ids=["few said of", "too many to be kept"])
def test_open_connection_lists_what_a_new_one_lists_after_every_write(
    folder: Path, reader: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(touched, "MOST_AS_FOUND", most)
    first, second, third = (uid for uid, _, _ in listed(reader))

    def agree() -> list[tuple[str, str, str | None]]:
        with closing(connect(folder)) as fresh:
            for filters in EVERY_WAY:
                found = counts(reader, filters, TODAY)
                assert found == counts(fresh, filters, TODAY)
                assert +found == by_state(fresh, filters)
            assert listed(reader) == listed(fresh)
        return listed(reader)

    reported = say(folder, first, "reported", "a")
    assert (first, "reported back") in [line[:2] for line in agree()]
    closed = say(folder, second, "met", "b")
    assert second not in [line[0] for line in agree()]
    undo(folder, closed)
    assert second in [line[0] for line in agree()]
    say(folder, third, "open", "c", new_due=date(2026, 1, 2), new_due_reason="agreed")
    assert (third, "overdue", "2026-01-02") in agree()
    say(folder, third, "open", "d", correction=Correction(owner="Head of Parks"))
    agree()
    assert reported


def by_state(db: sqlite3.Connection, filters: Filters) -> Counter[str]:
    """How many lines the list has in each state, counted one by one."""
    every = (replace(filters, state=state) for state in ("", "needs review"))
    return Counter(row["state"] for one in every for row in outstanding(db, one, TODAY, rows=50, offset=0))


def test_open_connection_follows_an_update_of_the_minutes(folder: Path, reader: sqlite3.Connection) -> None:
    uid = listed(reader)[0][0]
    say(folder, uid, "open", "a")
    assert listed(reader)[0][0] == uid
    with closing(open_minutes(folder)) as db:
        db.execute("update records set status = 'withdrawn from the record' where uid = ?", (uid,))
    assert uid not in [line[0] for line in listed(reader)]
    assert +counts(reader, Filters(), TODAY) == by_state(reader, Filters())


def test_owner_is_found_in_every_spelling_and_nobody_else(tmp_path: Path) -> None:
    fill(tmp_path, OWNERS)
    tracker = serve(tmp_path)
    visitor = Visitor(tracker)
    assert len(visitor.uids("/?owner=Head+of+Legal")) == 1, "before linking only the exact words are known"
    tie(tmp_path)
    found = visitor.uids("/?owner=head+of+legal")
    assert len(found) == 2
    assert visitor.uids("/owner?name=The+Head+of+Legal") == found
    assert "Also written" in visitor.get("/owner?name=The+Head+of+Legal").text
    visitor = Visitor(tracker, "officer")
    (parks,) = visitor.uids("/?owner=Head+of+Parks")
    visitor.record(parks, state="open", right_owner="Head of Legal")
    assert visitor.uids("/?owner=Head+of+Parks") == []
    assert set(visitor.uids("/?owner=head+of+legal")) == {*found, parks}
    tracker.close()


def tie(folder: Path) -> None:
    """Link as an update does."""
    from pipeline.link.run import link

    with closing(open_minutes(folder)) as db:
        link(db)
        refresh(db)


def onward(page: str) -> str:
    return page.split('" rel="next">Look')[0].rsplit('href="', 1)[1].replace("&amp;", "&")


def test_search_with_filters_goes_on_where_common_words_stopped_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries_search, "STRETCH", 1)
    monkeypatch.setattr(queries_search, "STRETCHES", 1)
    tracker = serve(folder)
    visitor = Visitor(tracker)
    page = visitor.get("/search?words=the&until=2019").text
    seen = 0
    while "Look further back" in page:
        assert "Nothing was found" not in page
        page = visitor.get(
            page.split('rel="next">Look')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
        ).text
        seen += 1
    assert seen > 2
    assert "Nothing was found" in page
    tracker.close()


def test_words_in_more_sentences_than_are_listed_are_said_to_be(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tracker = serve(folder)
    visitor = Visitor(tracker)
    assert "more sentences than can be listed" not in visitor.get("/?words=the").text
    monkeypatch.setattr("pipeline.exports.worded.MOST_WORDS", 1)
    assert "more sentences than can be listed" in visitor.get("/?words=the").text
    tracker.close()


def test_same_words_are_looked_for_again_after_an_update(folder: Path, reader: sqlite3.Connection) -> None:
    asked = Filters(words="gate")
    before = outstanding(reader, asked, TODAY, rows=50, offset=0)
    assert before
    with closing(open_minutes(folder)) as db:
        db.execute("update records set quote = replace(quote, 'gate', 'fence')")
    assert outstanding(reader, asked, TODAY, rows=50, offset=0) == []
    assert +counts(reader, asked, TODAY) == Counter()


def test_pages_kept_follow_an_update_and_words_taken_down(folder: Path) -> None:
    tie(folder)
    tracker = serve(folder)
    visitor = Visitor(tracker)
    assert "Ranger" in visitor.get("/owners").text
    assert "Moor Council" in visitor.get("/councils").text
    with closing(open_minutes(folder)) as db:
        db.execute("update sites set name = 'Heath Council'")
        assert "Heath Council" not in visitor.get("/councils").text
        db.execute("insert into runs (command, started_at, ended_at) values ('update', '2026-11-24', '2026-11-24')")
        assert "Heath Council" in visitor.get("/councils").text
        db.execute("update owner_spellings set owner = '(taken down)', name = null")
        db.execute("vacuum")
    assert "Ranger" not in visitor.get("/owners").text
    tracker.close()


def test_sums_are_those_of_the_counts(folder: Path) -> None:
    fill(folder, ref="8", committee="Roads Panel")
    with closing(open_minutes(folder)) as db:
        for site in ("null", "(select id from sites)"):
            sums = dict(
                db.execute(f"select chart, sum(number) from figures where site_id is {site} group by 1").fetchall()
            )
            open_promises = db.execute("select count(*) from records where listed = 1").fetchone()[0]
            every = db.execute("select count(*) from records where status = 'current' and told_by is null").fetchone()[
                0
            ]
            assert (sums["month"], sums["committee"], sums["kind"]) == (open_promises, open_promises, every)


def test_council_is_told_where_several_have_a_committee_of_that_name(folder: Path) -> None:
    tracker = serve(folder)
    visitor = Visitor(tracker)
    assert "Parks Panel, Moor Council" not in visitor.get("/").text
    with closing(open_minutes(folder)) as db:
        db.execute("insert into sites (slug, name, system) values ('fen', 'Fen Council', 'moderngov')")
        db.execute("insert into runs (command, started_at, ended_at) values ('update', '2026-11-24', '2026-11-24')")
    for path in ("/", "/search?words=gate", "/decisions", "/owner?name=Ranger"):
        assert "Parks Panel, Moor Council" in visitor.get(path).text
    tracker.close()


def test_days_between_which_promises_are_due_leave_out_those_without_one(folder: Path) -> None:
    tracker = serve(folder)
    visitor = Visitor(tracker)
    assert len(visitor.uids("/")) == 3
    assert visitor.uids("/?due_from=2020-05-01&due_to=2020-05-01") == visitor.uids("/")[:1]
    assert visitor.uids("/?due_from=2020-05-02&due_to=2020-06-01") == []
    tracker.close()
