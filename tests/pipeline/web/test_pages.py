"""The tracker's pages, asked in process: lists, marks, escapes, headers, settings."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.meeting import Committee, Item, Meeting, Reading, Site
from models.record import Context
from pipeline.reading import Job, Read
from pipeline.store.described import descriptions
from pipeline.store.files import open_followup, open_minutes
from pipeline.store.write import write
from pipeline.web.choices import called
from pipeline.web.server import SETTINGS, build

EVIL = "<script>alert(1)</script>"
MINUTES = f"""Agenda item

Gates {EVIL}

Minutes:

The Ranger undertook to mend the gate {EVIL} by 1 May 2020.

The Clerk undertook to write to all Members about the pond.

RESOLVED: That the report be noted.
"""


def fill(folder: Path) -> None:
    db = open_minutes(folder)
    text = mark_regions(read_plain(MINUTES))
    item = Item("7", "4", f"Gates {EVIL}", 0, len(text.plain), meeting_ref="70")
    meeting = Meeting("70", Committee("1", "Parks Panel"), date(2020, 1, 5), status="held", minutes_status="published")
    reading = Reading("item", text, meetings=(meeting,), items=(item,))
    job = Job(
        "moor",
        "https://moor.example/mgAi.aspx?ID=7",
        "page",
        None,
        b"",
        "1",
        datetime(2020, 2, 1, tzinfo=UTC),
        Context(),
    )
    found = find_records(text, (item,), Context("Parks Panel", date(2020, 1, 5)))
    write(db, Site("moor", "Moor Council", "moderngov"), Read(job, reading, found), "1")
    db.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tracker")
    fill(made)
    return made


@pytest.fixture
def tracker(folder: Path) -> Iterator[Any]:
    datasette = build(folder)
    yield datasette
    datasette.close()


def get(tracker: Any, path: str) -> Any:
    return asyncio.run(tracker.client.get(path))


def promise_path(tracker: Any) -> str:
    return get(tracker, "/").text.split('href="/promise/')[1].split('"')[0]


def test_overdue_promise_stands_first(tracker: Any) -> None:
    body = get(tracker, "/").text
    assert body.index("Due 1 May 2020") < body.index("about the pond")
    assert "2 promises" in body


def test_filters_stay_in_the_address(tracker: Any) -> None:
    body = get(tracker, "/?state=overdue&committee=Parks+Panel").text
    assert "about the pond" not in body
    assert "Due 1 May 2020" in body
    assert 'value="Parks Panel" selected' in body


@pytest.mark.parametrize("page", ["0", "-1", "²", "9" * 5000, "one"], ids=["zero", "less", "power", "huge", "word"])
def test_odd_page_numbers_show_a_list(tracker: Any, page: str) -> None:
    assert get(tracker, f"/?page={page}").status_code == 200


def test_doubtful_promise_waits_for_review_though_its_day_has_passed(tmp_path: Path) -> None:
    fill(tmp_path)
    db = open_minutes(tmp_path)
    db.execute("update records set confidence = 'possible' where due_date is not null")
    db.close()
    datasette = build(tmp_path)
    everything, review = get(datasette, "/").text, get(datasette, "/?state=needs+review").text
    datasette.close()
    assert "1 promise " in everything
    assert "mend the gate" not in everything
    assert "mend the gate" in review


def test_promise_is_marked_in_its_minutes(tracker: Any) -> None:
    body = get(tracker, f"/promise/{promise_path(tracker)}").text
    assert "<mark>The Ranger undertook to mend the gate" in body
    assert 'href="https://moor.example/mgAi.aspx?ID=7"' in body
    assert "undertook-to" in body


@pytest.mark.parametrize("path", ["/", "/promise/"])
def test_text_from_outside_is_escaped(tracker: Any, path: str) -> None:
    body = get(tracker, path if path == "/" else path + promise_path(tracker)).text
    assert EVIL not in body
    assert "&lt;script&gt;" in body


def test_unknown_promise_is_not_found(tracker: Any) -> None:
    assert get(tracker, "/promise/0123456789abcdef").status_code == 404


def test_our_pages_run_no_inline_script_and_stand_in_no_frame(tracker: Any) -> None:
    headers = get(tracker, "/").headers
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")


def test_settings_are_applied(tracker: Any) -> None:
    applied = get(tracker, "/-/settings.json").json()
    assert {name: applied[name] for name in SETTINGS} == {
        name: bool(value) if isinstance(value, bool) else value for name, value in SETTINGS.items()
    }


def test_sql_is_closed_to_the_public(tracker: Any) -> None:
    assert get(tracker, "/minutes/-/query?sql=select+1").status_code == 403


def test_follow_ups_are_closed_to_the_public(tracker: Any) -> None:
    assert get(tracker, "/followup/followups").status_code == 403


def test_closed_promise_leaves_the_list(tmp_path: Path) -> None:
    fill(tmp_path)
    datasette = build(tmp_path)
    uid = promise_path(datasette)
    followup = open_followup(tmp_path)
    followup.execute(
        "insert into followups (record_uid, recorded_at, actor, state, nonce) values (?, '2027', 'jo', 'met', 'n')",
        (uid,),
    )
    followup.close()
    body = get(datasette, "/").text
    datasette.close()
    assert "1 promise " in body
    assert uid not in body


def test_every_table_and_column_is_described(folder: Path) -> None:
    db = open_minutes(folder)
    described = descriptions(db)
    names = [
        row["name"]
        for row in db.execute("select name from sqlite_master where type in ('table', 'view')")
        if "_fts" not in row["name"] and not row["name"].startswith(("sqlite", "_sqlite"))
    ]
    columns = {
        name: {row["name"] for row in db.execute("select name from pragma_table_xinfo(?)", (name,))} for name in names
    }
    db.close()
    assert {name: set(entry["columns"]) for name, entry in described.items()} == columns


@pytest.mark.parametrize("table", ["records", "undertakings"])
def test_descriptions_stand_beside_the_table(folder: Path, table: str) -> None:
    db = open_minutes(folder)
    described = descriptions(db)[table]
    db.close()
    datasette = build(folder)
    told = get(datasette, f"/minutes/{table}.json?_extra=metadata").json()["metadata"]
    datasette.close()
    assert (told["description"], told["columns"]) == (described["description"], described["columns"])


@pytest.mark.parametrize(
    ("url", "kind", "title", "wanted"),
    [
        ("https://moor.example/mgWebService.asmx/GetMeeting?lMeetingId=7", "meeting", "GetMeeting", "web service"),
        ("https://moor.example/ieListDocuments.aspx?MId=7", "meeting", "ieListDocuments.aspx", "The meeting's page"),
        ("https://moor.example/documents/g7/Minutes.pdf", "minutes", "Printed minutes", "Printed minutes"),
        ("https://moor.example/documents/g8/8.pdf", "minutes", None, "A published document"),
    ],
)
def test_where_it_is_told_is_called_what_people_call_it(url: str, kind: str, title: str | None, wanted: str) -> None:
    assert wanted in called(url, kind, title)
