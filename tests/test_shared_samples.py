"""Real bytes, where they lie beside the project: what a reader sees on the pages, and quotes at their offsets."""

import json
from datetime import date
from pathlib import Path

import pytest

from extractors.language.find import find_records
from extractors.read import read
from extractors.sources.moderngov import read_page
from models.meeting import Reading
from models.run import UnreadableDocument

SHARED = Path(__file__).parent.parent.parent / "shared"
KINGSTON = SHARED / "samples" / "moderngov-kingston"
pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the shared samples are not beside the project")
FILES = sorted(
    path
    for folder in ("seeds", "samples")
    for path in (SHARED / folder).rglob("*")
    if path.suffix in (".txt", ".html", ".xml", ".pdf")
)


def page(name: str, address: str) -> Reading:
    return read_page((KINGSTON / name).read_bytes(), f"https://moderngov.example/{address}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_quote_of_a_file_stands_at_its_offsets(path: Path) -> None:
    try:
        reading = read(path.read_bytes(), name=path.name, url=f"https://a.example/{path.name}")
    except UnreadableDocument as error:
        pytest.skip(f"not a document of ours: {error.name}")
    if reading.text is None:
        return
    text = reading.text
    ends = [0, *(block.end for block in text.blocks)]
    assert all(end <= block.start <= block.body <= block.end for end, block in zip(ends, text.blocks, strict=False))
    for record in find_records(text, reading.items):
        assert text.plain[record.start : record.end] == record.quote


@pytest.mark.parametrize("path", sorted((SHARED / "gold" / "dev").glob("*.json"))[::5], ids=lambda path: path.stem)
def test_every_quote_of_an_annotated_text_stands_at_its_offsets(path: Path) -> None:
    reading = read(json.loads(path.read_text("utf8"))["text"].encode(), name="text.txt")
    assert reading.text is not None
    for record in find_records(reading.text, reading.items):
        assert reading.text.plain[record.start : record.end] == record.quote


def test_meeting_with_votes() -> None:
    reading = page("Agenda_151.html", "ieListDocuments.aspx?CId=1&MId=151&Ver=4")
    (meeting,) = reading.meetings
    assert (meeting.date, meeting.status, meeting.minutes_status) == (date(2026, 1, 15), "held", "published")
    assert [item.number for item in reading.items] == [str(number) for number in range(54, 66)]
    assert [item.number for item in reading.items if item.truncated] == ["59", "60"]
    assert [item.number for item in reading.items if item.decision_url or _has(reading, item.number, "decision")] == [
        "59",
        "60",
        "63",
    ]
    assert [item.number for item in reading.items if _has(reading, item.number, "vote")] == ["59", "60", "63"]
    assert sum(len(item.documents) for item in reading.items) == 17
    assert len(meeting.documents) == 3


def test_meeting_without_votes() -> None:
    reading = page("Agenda_Irrelevant.html", "ieListDocuments.aspx?MId=3")
    assert [item.number for item in reading.items] == [str(number) for number in range(29, 39)]
    assert reading.meetings[0].date == date(2025, 11, 18)
    assert [item.number for item in reading.items if item.truncated] == ["35"]


def test_cancelled_meeting() -> None:
    reading = page("Agenda_412.html", "ieListDocuments.aspx?CId=1&MId=412")
    assert (reading.meetings[0].status, reading.items) == ("cancelled", ())


def test_list_of_meetings() -> None:
    reading = page("BrowseMeetings.html", "ieListMeetings.aspx?CommitteeId=711")
    assert len(reading.meetings) == 15
    assert all(meeting.date and meeting.time for meeting in reading.meetings)


def test_committees() -> None:
    reading = page("CommitteeStructure.html", "mgCommitteeStructure.aspx")
    assert len(reading.committees) == 30
    assert page("CommitteeDetails.html", "mgCommitteeDetails.aspx?ID=711").kind == "committee"


def _has(reading: Reading, number: str | None, region: str) -> bool:
    item = next(item for item in reading.items if item.number == number)
    assert reading.text is not None
    return any(item.start <= block.start < item.end and block.region == region for block in reading.text.blocks)
