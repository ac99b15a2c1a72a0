"""Feeds and calendars of every list and search, as feed readers and calendar programs read them; saved searches."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from icalendar import Calendar

from pipeline.accounts import WebSettings
from pipeline.store.files import open_followup
from pipeline.web.saved import feeds
from tests.pipeline.web.council import NOW, Visitor, accounts, fill, serve

TODAY = NOW.date()
MINUTES = f"""Agenda item

Gates and ponds

Minutes:

The Ranger undertook to mend the gate by {TODAY + timedelta(days=3):%d %B %Y}.

The Clerk undertook to write to all Members about the pond by {TODAY - timedelta(days=3):%d %B %Y}.

RESOLVED: That the report on the pond be noted.
"""
FEEDS = (
    "/outstanding.atom",
    "/outstanding.atom?words=pond",
    "/search.atom?words=pond",
    "/decisions.atom",
    "/search.atom?words=pond&kind=promise&since=2019&until=2021",
    "/search.atom",
    "/decisions.atom?effect=note",
)
CALENDARS = ("/outstanding.ics", "/outstanding.ics?owner=Ranger", "/search.ics?words=pond", "/search.ics")
ADDRESS = "https://moor.example"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("feeds")
    fill(made, MINUTES)
    return made


@pytest.fixture(scope="module")
def tracker(folder: Path) -> Iterator[Any]:
    served = serve(folder, WebSettings(address=ADDRESS, accounts=accounts()))
    yield served
    served.close()


@pytest.fixture
def visitor(tracker: Any) -> Visitor:
    return Visitor(tracker)


def feed(visitor: Visitor, path: str) -> Any:
    answer = visitor.get(path)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    read = feedparser.parse(answer.content)
    assert not read.bozo, read.get("bozo_exception")
    return read


def events(visitor: Visitor, path: str) -> list[Any]:
    body = visitor.get(path).content
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    return list(Calendar.from_ical(body).walk("VEVENT"))


@pytest.mark.parametrize("path", FEEDS)
def test_feed_has_what_a_reader_needs(path: str, visitor: Visitor) -> None:
    read = feed(visitor, path)
    assert read.version == "atom10"
    assert (read.feed.id, read.feed.link) == (read.feed.links[0].href, ADDRESS)
    assert read.feed.id.startswith(ADDRESS + path.split("?")[0])
    assert all(entry.id and entry.title and entry.updated_parsed and entry.link for entry in read.entries)
    assert len({entry.id for entry in read.entries}) == len(read.entries)


@pytest.mark.parametrize("path", FEEDS)
def test_feed_is_the_same_when_it_is_asked_for_again(path: str, visitor: Visitor) -> None:
    assert visitor.get(path).content == visitor.get(path).content


def test_feed_of_a_search_tells_what_is_found_due_and_overdue(visitor: Visitor) -> None:
    titles = sorted(entry.title.split(":")[0] for entry in feed(visitor, "/search.atom?words=pond").entries)
    assert titles == ["Found", "Found", "Found", "Overdue"]
    assert [e.title.split(":")[0] for e in feed(visitor, "/search.atom?words=gate&kind=promise").entries] == [
        "Due", "Found",
    ]  # fmt: skip


def test_feed_of_a_search_keeps_to_its_kind_and_years(visitor: Visitor) -> None:
    assert {e.title.split(":")[0] for e in feed(visitor, "/search.atom?words=pond&kind=decision").entries} == {"Found"}
    assert feed(visitor, "/search.atom?words=pond&since=2021").entries == []


@pytest.mark.parametrize("words", ["%22", "%22%22", "*", "%F0%9F%98%80", ".", "%00", "+"])
def test_a_search_for_no_word_finds_nothing(words: str, visitor: Visitor) -> None:
    assert feed(visitor, f"/search.atom?words={words}").entries == []
    assert events(visitor, f"/search.ics?words={words}") == []


def test_feed_of_decisions_tells_each_once(visitor: Visitor) -> None:
    assert [entry.title for entry in feed(visitor, "/decisions.atom").entries] == ["Note: Parks Panel"]


@pytest.mark.parametrize("path", CALENDARS)
def test_calendar_has_what_calendar_programs_need(path: str, visitor: Visitor) -> None:
    found = events(visitor, path)
    assert len({str(event["UID"]) for event in found}) == len(found)
    for event in found:
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert (type(start), end - start) == (date, timedelta(days=1))
        assert {"DTSTAMP", "SEQUENCE", "SUMMARY", "LAST-MODIFIED"} <= set(event)


def test_calendar_of_a_search_has_its_promises(visitor: Visitor) -> None:
    assert [str(event["SUMMARY"]) for event in events(visitor, "/search.ics?words=pond")] == [
        "Due: Clerk (Parks Panel)"
    ]
    assert events(visitor, "/search.ics?words=pond&since=2021") == []


def test_event_moves_with_a_new_day_and_says_that_it_changed(tmp_path: Path) -> None:
    fill(tmp_path, MINUTES)
    tracker = serve(tmp_path)
    officer = Visitor(tracker, "officer")
    before = {str(event["UID"]): event for event in events(officer, "/outstanding.ics?owner=Ranger")}
    (uid,) = before
    new = TODAY + timedelta(days=40)
    said = {"state": "open", "new_due": new.isoformat(), "new_due_reason": "The smith is away."}
    officer.record(uid.split("@")[0], **said)
    (after,) = events(officer, "/outstanding.ics?owner=Ranger")
    tracker.close()
    assert str(after["UID"]) == uid
    assert after.decoded("DTSTART") == new
    assert int(after["SEQUENCE"]) > int(before[uid]["SEQUENCE"])
    assert after.decoded("DTSTAMP") > before[uid].decoded("DTSTAMP")


def keep(visitor: Visitor, path: str, name: str, **changed: str) -> Any:
    """Open a page, fill its form for keeping it in and send that."""
    body = visitor.get(path).text
    form = {
        field: re.search(rf'action="/saved".*?name="{field}" value="([^"]*)"', body, re.DOTALL)[1].replace("&amp;", "&")  # type: ignore[index]
        for field in ("nonce", "address")
    }
    return visitor.post("/saved", {**form, "name": name, **changed})


def test_a_search_is_kept_listed_and_taken_off(tmp_path: Path) -> None:
    fill(tmp_path)
    tracker = serve(tmp_path)
    researcher, officer = Visitor(tracker, "researcher"), Visitor(tracker, "officer")
    assert keep(researcher, "/search?words=pond&page=2", "Ponds <b>").status_code == 303
    home = researcher.get("/").text
    assert '<a href="/search?words=pond">Ponds &lt;b&gt;</a>' in home
    assert 'href="/search.atom?words=pond"' in home
    assert "Ponds" not in officer.get("/").text
    saved = re.search(r'action="(/saved/\d+/end)"', home)
    assert saved is not None
    assert officer.post(saved[1], {}).status_code == 404
    assert researcher.post(saved[1], {}).status_code == 303
    assert "Ponds" not in researcher.get("/").text
    tracker.close()


def test_sending_twice_keeps_one(tmp_path: Path) -> None:
    fill(tmp_path)
    tracker = serve(tmp_path)
    researcher = Visitor(tracker, "researcher")
    form = {"nonce": "once", "address": "/?state=overdue", "name": "Late"}
    assert [researcher.post("/saved", form).status_code for _ in range(2)] == [303, 303]
    assert researcher.get("/").text.count(">Late</a>") == 1
    tracker.close()


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/?a=1", "//evil.example/?a=1", "/\\evil.example?a=1", "javascript:alert(1)", "/add?a=1", "/",
     "/search?words=a b", ""],
)  # fmt: skip
def test_only_lists_and_searches_are_kept(address: str, tracker: Any) -> None:
    researcher = Visitor(tracker, "researcher")
    answer = researcher.post("/saved", {"nonce": address, "address": address, "name": "x"})
    assert answer.status_code == 400


@pytest.mark.parametrize(("account", "status"), [(None, 403), ("reader", 403), ("researcher", 303), ("officer", 303)])
def test_who_may_keep_a_search(account: str | None, status: int, tracker: Any) -> None:
    form = {"nonce": f"by {account}", "address": "/?state=overdue", "name": "Late"}
    assert Visitor(tracker, account).post("/saved", form).status_code == status


@pytest.mark.parametrize("table", ["saved_searches", "saved_search_ends"])
def test_saved_searches_are_only_ever_appended(table: str, tmp_path: Path) -> None:
    db = open_followup(tmp_path)
    db.execute(
        "insert into saved_searches (account, name, address, saved_at, nonce) values ('a', 'b', '/?c=d', 'e', 'f')"
    )
    db.execute("insert into saved_search_ends values (1, 'now')")
    for change in (
        f"update {table} set {'name' if table == 'saved_searches' else 'ended_at'} = 'x'",
        f"delete from {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            db.execute(change)
    db.close()


@pytest.mark.parametrize(
    ("address", "atom", "ics"),
    [
        ("/?state=overdue", "/outstanding.atom?state=overdue", "/outstanding.ics?state=overdue"),
        ("/owner?name=A%26B&council=moor", "/outstanding.atom?owner=A%26B&council=moor",
         "/outstanding.ics?owner=A%26B&council=moor"),
        ("/decisions?effect=note", "/decisions.atom?effect=note", None),
    ],
)  # fmt: skip
def test_feed_of_an_address(address: str, atom: str, ics: str | None) -> None:
    assert feeds(address) == {"atom": atom, "ics": ics}
