"""A site's health follows from its last run and its last good answer."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.run import Failure
from pipeline.archive import Answer, open_archive
from pipeline.archive_runs import begin_run, note_failure
from pipeline.health import site_health

NOW = datetime(2026, 3, 20, 8, tzinfo=UTC)
NIGHT = NOW - timedelta(hours=6)
URL = "https://council.example/mgListCommittees.aspx"


def answer(at: datetime) -> Answer:
    return Answer("brook", URL, URL, "committees", 200, {}, "text/html", at, b"<p>", "x", at)


@pytest.mark.parametrize(
    ("last_ok_at", "failures", "state"),
    [
        (NIGHT, (), "ok"),
        (NOW - timedelta(hours=30), (), "ok"),
        (NOW - timedelta(hours=40), (), "stale"),
        (NIGHT, ("timeout",), "failing"),
        (NIGHT, ("http-403", "http-403", "timeout"), "blocked"),
        (None, ("unknown-host",), "never"),
        (None, ("challenge",), "blocked"),
    ],
    ids=[
        "last night",
        "one night missed",
        "two nights missed",
        "a failure",
        "mostly refused",
        "not found",
        "challenge",
    ],
)
def test_health_is_told_in_one_word(
    tmp_path: Path, last_ok_at: datetime | None, failures: tuple[str, ...], state: str
) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        if last_ok_at:
            archive.store(answer(last_ok_at))
        run = begin_run(archive, ["brook", "brook-town"], NIGHT)
        for name in failures:
            note_failure(archive, run, "brook", Failure("crawl", name, URL, "", None, NIGHT))
        assert [found.state for found in site_health(archive, ("brook",), NOW)] == [state]


def test_failures_of_an_earlier_run_are_history(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        archive.store(answer(NIGHT))
        run = begin_run(archive, ["brook"], NIGHT - timedelta(days=1))
        note_failure(archive, run, "brook", Failure("crawl", "timeout", URL, "", None, NIGHT))
        begin_run(archive, ["brook"], NIGHT)
        assert [found.state for found in site_health(archive, ("brook",), NOW)] == ["ok"]
