"""The archive keeps every version once and finds it again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.archive import Answer, Archive, Found, body_hash, open_archive

NIGHT = datetime(2026, 3, 1, 2, tzinfo=UTC)
URL = "https://council.example/ieListDocuments.aspx?MId=7"
FIRST = Answer(
    site="somewhere",
    url=URL,
    requested_url=URL,
    kind="meeting",
    status=200,
    headers={"ETag": '"1"'},
    media_type="text/html",
    fetched_at=NIGHT,
    body=b"<p>menu one</p><div id=modgov>agenda</div>",
    content_hash="agenda",
    due_at=NIGHT + timedelta(days=1),
)
NEXT = NIGHT + timedelta(days=1)
SAME_WITH_NEW_MENU = replace(FIRST, body=b"<p>menu two</p><div id=modgov>agenda</div>", fetched_at=NEXT)
AMENDED = replace(FIRST, body=b"<div id=modgov>agenda and minutes</div>", content_hash="minutes", fetched_at=NEXT)
BROKEN = replace(FIRST, body=b"<h1>Error</h1>", content_hash="error", problem="error-page", fetched_at=NEXT)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive.db") as opened:
        yield opened


def test_a_body_comes_back_byte_for_byte(archive: Archive) -> None:
    archive.store(FIRST)
    stored = archive.latest("somewhere", URL)
    assert stored is not None
    assert archive.body(stored.hash) == FIRST.body
    assert stored.headers == {"ETag": '"1"'}
    assert stored.fetched_at == NIGHT


def test_a_changed_menu_stores_nothing(archive: Archive) -> None:
    archive.store(FIRST)
    stored = archive.store(SAME_WITH_NEW_MENU)
    assert (stored.is_new, stored.is_changed) == (False, False)
    assert archive.connection.execute("select count(*) from bodies").fetchone()[0] == 1


def test_every_version_stays_reachable(archive: Archive) -> None:
    archive.store(FIRST)
    stored = archive.store(AMENDED)
    assert stored.is_changed
    assert [archive.body(v.hash) for v in archive.versions(URL)] == [FIRST.body, AMENDED.body]


def test_a_bad_answer_does_not_hide_content(archive: Archive) -> None:
    archive.store(FIRST)
    archive.store(BROKEN)
    latest = archive.latest("somewhere", URL)
    newest = archive.latest("somewhere", URL, problems=True)
    assert latest is not None
    assert latest.content_hash == "agenda"
    assert newest is not None
    assert newest.problem == "error-page"


def test_content_that_returns_after_a_bad_answer_is_unchanged(archive: Archive) -> None:
    archive.store(FIRST)
    archive.store(BROKEN)
    assert not archive.store(SAME_WITH_NEW_MENU).is_changed


def test_update_reads_only_what_is_newer(archive: Archive) -> None:
    first = archive.store(FIRST)
    archive.store(BROKEN)
    last = archive.store(AMENDED)
    assert [r.id for r in archive.responses_since(first.response_id)] == [last.response_id]
    assert [r.problem for r in archive.responses_since(0, problems=True)] == [None, "error-page", None]


def test_addresses_found_wait_to_be_visited(archive: Archive) -> None:
    archive.store(FIRST, [Found("https://council.example/mgAi.aspx?ID=1", "item", "1", "7")])
    due = archive.visits("somewhere", due_by=NIGHT)
    assert [(v.url, v.last_at, v.meeting_ref) for v in due] == [("https://council.example/mgAi.aspx?ID=1", None, "7")]


def test_an_answer_and_its_addresses_are_kept_together(archive: Archive) -> None:
    def broken() -> Iterator[Found]:
        yield Found("https://council.example/mgAi.aspx?ID=1", "item")
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        archive.store(FIRST, broken())
    assert archive.latest("somewhere", URL) is None
    assert archive.visits("somewhere") == ()


def test_reading_never_makes_a_file(tmp_path: Path) -> None:
    import sqlite3

    with pytest.raises(sqlite3.OperationalError):
        open_archive(tmp_path / "none.db", read_only=True)


def test_a_body_that_is_not_there_is_named(archive: Archive) -> None:
    with pytest.raises(KeyError):
        archive.body(body_hash(b"never stored"))


def test_register_pages_of_an_older_archive_are_told_from_printed_decisions(tmp_path: Path) -> None:
    site = "https://council.example"
    with open_archive(tmp_path / "archive.db") as old:
        for name in ("mgDelegatedDecisions.aspx", "documents/g7/Decisions.pdf"):
            old.store(replace(FIRST, url=f"{site}/{name}", kind="decisions"))
        old.connection.execute("pragma user_version = 3")
    with open_archive(tmp_path / "archive.db") as opened:
        assert [visit.kind for visit in opened.visits("somewhere")] == ["decisions", "register"]
        assert [response.kind for response in opened.responses_since(0)] == ["register", "decisions"]
