"""A council whose pages change every night, and the updates that read them, one after the other."""

import select
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from benchmarks.corpus import GeneratedMeeting, address, meeting_page, meetings
from benchmarks.reading import SITE
from pipeline.archive import Answer, body_hash, open_archive
from pipeline.store.files import ARCHIVE_FILE, open_followup, open_minutes
from pipeline.update import update

FIRST_NIGHT = datetime(2026, 1, 1, 2, tzinfo=UTC)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
CHANGED_A_NIGHT = 5
NEWS = "The Clerk undertook to send the list of night {night} to all Members by 31 March 2027."


def begin(folder: Path, count: int) -> None:
    """Make a data folder with so many generated meetings, read."""
    open_followup(folder).close()
    _night(folder, tuple(meetings(count)), 0)


def nights(folder: str) -> None:
    """Change some pages and update, again and again, until the input ends; print a line, and one for each update."""
    known = tuple(meetings(CHANGED_A_NIGHT))
    _say("begins")
    night = 1
    while not select.select([sys.stdin], [], [], 0)[0]:
        _night(Path(folder), known, night)
        _say(f"night {night}")
        night += 1


def _say(words: str) -> None:
    click.echo(words)
    sys.stdout.flush()


def _night(folder: Path, changed: tuple[GeneratedMeeting, ...], night: int) -> None:
    at = FIRST_NIGHT + timedelta(days=night)
    with open_archive(folder / ARCHIVE_FILE) as archive, closing(open_minutes(folder)) as db:
        for meeting in changed:
            archive.store(_answer(meeting, night, at))
        update(archive, db, {SITE.slug: SITE}, jobs=1, now=at)


def _answer(meeting: GeneratedMeeting, night: int, at: datetime) -> Answer:
    """The meeting's page with one promise that no other night has; the promise of the night before is gone."""
    first, *others = meeting.items
    told = replace(first, paragraphs=(*first.paragraphs, NEWS.format(night=night)))
    url, body = address(meeting), meeting_page(replace(meeting, items=(told, *others)))
    return Answer(
        site=SITE.slug, url=url, requested_url=url, kind="meeting", status=200, headers={}, media_type="text/html",
        fetched_at=at, body=body, content_hash=body_hash(body), due_at=NEVER,
    )  # fmt: skip
