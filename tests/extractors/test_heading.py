"""Which body met and when, from the title block of minutes and from what stands above it."""

from datetime import date

import pytest

from extractors.minutes.bodies import body
from extractors.minutes.heading import heading, is_draft
from extractors.text.plain import read_plain
from models.text import Block, Text


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Minutes of the Annual Meeting of Moor Parish Council held on 4 May 2027", "Moor Parish Council"),
        ("Tenants' Panel – minutes", "Tenants' Panel"),
        ("Allotments Committee - notes of meeting 4 April 2027", "Allotments Committee"),
        ("Planning Committee Minutes 4 March 2027", "Planning Committee"),
        ("Minutes - Planning Committee - 4 March 2027", "Planning Committee"),
        ("Planning Committee, Tuesday 4 March 2027", "Planning Committee"),
        ("Moor Transport Board - Action Tracker", "Moor Transport Board"),
        ("Moor Town Council: Action Log, 4 March 2027", "Moor Town Council"),
        ("Moor Town Council - Burial Committee", "Burial Committee"),
        ("Committee: Licensing Sub-Committee", "Licensing Sub-Committee"),
        ("RECREATION & OPEN SPACES COMMITTEE", "RECREATION & OPEN SPACES COMMITTEE"),
        ("Cabinet", "Cabinet"),
        ("Moor Common Management Group", "Moor Common Management Group"),
        ("Authority", None),
        ("Report of the Finance Committee", None),
        ("Chair of the Planning Committee", None),
        ("Apologies: the Clerk", None),
    ],
)
def test_a_line_names_a_body(words: str, name: str | None) -> None:
    assert body(words) == name


def titled(*lines: str, letterhead: str | None = None) -> Text:
    """A text of a block a line, and behind them what its pages have above the text."""
    text = read_plain("\n\n".join([*lines, *([letterhead] if letterhead else [])]))
    last = len(text.blocks) - 1
    regions = ["other" if letterhead and place == last else None for place in range(len(text.blocks))]
    blocks = tuple(_in(block, region) for block, region in zip(text.blocks, regions, strict=True))
    return Text(text.plain, blocks, "test")


def _in(block: Block, region: str | None) -> Block:
    return block.within("other") if region else block


HELD = "Minutes of the meeting held on Tuesday 4 May 2027"


@pytest.mark.parametrize(
    ("lines", "letterhead", "name"),
    [
        (("MOOR TOWN COUNCIL", "Burial Committee", HELD), None, "Burial Committee"),
        (
            ("MOOR TOWN COUNCIL", HELD, "Present: A Fen", "1. Report", "2. Roads", "Burial Committee"),
            None,
            "MOOR TOWN COUNCIL",
        ),
        (("Burial Committee", "Moor Town Council", HELD), None, "Burial Committee"),
        ((HELD, "Present: A Fen"), "Moor Parish Council", "Moor Parish Council"),
        (("Minutes of the Parish Council held on 4 May 2027",), "Moor Parish Council", "Moor Parish Council"),
        (("Minutes of the Burial Committee held on 4 May 2027",), "Moor Parish Council", "Burial Committee"),
        (("Minutes of the Parish Council held on 4 May 2027",), None, "Parish Council"),
    ],
    ids=[
        "part below",
        "part too far below",
        "part above",
        "letterhead",
        "general name",
        "letterhead of the whole",
        "no better",
    ],
)
def test_the_body_that_met_is_the_part_and_not_the_whole(
    lines: tuple[str, ...], letterhead: str | None, name: str
) -> None:
    meeting = heading(titled(*lines, letterhead=letterhead))
    assert meeting is not None
    assert meeting.committee is not None
    assert meeting.committee.name == name


def test_the_day_on_which_a_paper_was_written_is_not_that_of_the_meeting() -> None:
    meeting = heading(titled("Burial Committee", "Updated 9 May 2027", "Held on 4 May 2027"))
    assert meeting is not None
    assert meeting.date == date(2027, 5, 4)


@pytest.mark.parametrize(
    ("words", "draft"),
    [
        ("DRAFT", True),
        ("Draft minutes of the Burial Committee", True),
        ("Minutes (unconfirmed)", True),
        ("Minutes - subject to approval at the next meeting", True),
        ("The draft budget was shown", False),
        ("Minutes of the Burial Committee", False),
    ],
)
def test_a_title_says_whether_minutes_are_a_draft(words: str, draft: bool) -> None:
    assert is_draft(titled(words, HELD)) is draft
