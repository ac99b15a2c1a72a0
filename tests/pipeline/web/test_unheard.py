"""What later minutes say nothing of: promises that a meeting awaited in vain, and requests that nobody answered."""

import json
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.meeting import Committee, Item, Meeting, Reading, Site
from models.record import Context
from pipeline.link.run import link
from pipeline.reading import Job, Read
from pipeline.store.files import open_minutes
from pipeline.store.lists import refresh
from pipeline.store.write import write
from tests.pipeline.web.council import Visitor, serve

FIRST = """Agenda item

Hedges and kerbs

Minutes:

The Forester undertook to bring a plan of the hedges to the next meeting.

The Engineer undertook to publish the list of kerbs by 3 May 2020.

The Panel asked the Clerk to provide a breakdown of the cost of the kerbs.
"""
LATER = """Agenda item

Benches

Minutes:

The Warden undertook to paint the benches.
"""
NOTHING_LATER, MET_AGAIN, NO_MINUTES = [], [("41", "published")], [("41", "none")]


def fill(folder: Path, later: list[tuple[str, str]]) -> None:
    """Write a meeting and those that came after it, each with the state of its minutes, and link as an update does."""
    with closing(open_minutes(folder)) as db:
        for ref, day, minutes, words in [("40", date(2020, 1, 5), "published", FIRST),
                                         *((ref, date(2020, 3, 1), state, LATER) for ref, state in later)]:  # fmt: skip
            text = mark_regions(read_plain(words))
            item = Item(ref, "4", words.splitlines()[2], 0, len(text.plain), meeting_ref=ref)
            held = Meeting(ref, Committee("4", "Verges Panel"), day, status="held", minutes_status=minutes)
            reading = Reading("item", text if minutes != "none" else None, meetings=(held,), items=(item,))
            context = Context("Verges Panel", day)
            job = Job("fen", f"https://fen.example/mgAi.aspx?ID={ref}", "page", None, b"", "1",
                      datetime(2020, 2, 1, tzinfo=UTC), context)  # fmt: skip
            found = find_records(text, (item,), context) if minutes != "none" else ()
            write(db, Site("fen", "Fen Council", "moderngov"), Read(job, reading, found), "1")
        link(db)
        refresh(db)


def quotes(visitor: Visitor, kind: str) -> list[str]:
    found = json.loads(visitor.get(f"/outstanding.json?unheard={kind}").text)
    return [row["action"] for row in found["rows"]]


@pytest.mark.parametrize(
    ("later", "not_come_back", "unanswered"),
    [(NOTHING_LATER, 0, 0), (NO_MINUTES, 0, 0), (MET_AGAIN, 1, 1)],
    ids=["nobody met again", "met again without minutes", "met again and told"],
)
def test_silence_counts_once_later_minutes_are_out(
    tmp_path: Path, later: list[tuple[str, str]], not_come_back: int, unanswered: int
) -> None:
    fill(tmp_path, later)
    tracker = serve(tmp_path)
    visitor = Visitor(tracker)
    assert len(quotes(visitor, "not+come+back")) == not_come_back
    assert len(quotes(visitor, "unanswered")) == unanswered
    tracker.close()


def test_list_of_silences_is_led_to_from_the_list_and_empties_as_officers_close(tmp_path: Path) -> None:
    fill(tmp_path, MET_AGAIN)
    tracker = serve(tmp_path)
    officer = Visitor(tracker, "officer")
    assert "/?unheard=not+come+back" in officer.get("/").text
    (awaited,) = officer.uids("/?unheard=not+come+back")
    assert "plan of the hedges" in officer.get("/?unheard=not+come+back").text
    officer.record(awaited, state="met")
    assert officer.uids("/?unheard=not+come+back") == []
    assert len(officer.uids("/?unheard=anything+else")) == len(officer.uids("/"))
    tracker.close()
