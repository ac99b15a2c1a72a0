"""Which body met and when, by the first lines of minutes, and the day of the next meeting that they name."""

from datetime import date

import pytest

from extractors.minutes.heading import heading, next_date
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain

HELD = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("content", "day"),
    [
        ("Date of next meeting: Tuesday 7 April 2026 at 7pm.", date(2026, 4, 7)),
        ("12 Next Meeting\n\nTuesday 7th April at 7.00pm in the hall", date(2026, 4, 7)),
        ("Dates of Meetings\n\n7 April 2026", date(2026, 4, 7)),
        (
            "It would be talked over at the next meeting to find a squad for the work.\n\nThe poll is on 4 June 2026.",
            None,
        ),
        ("The next meeting would be long. The poll is on 4 June 2026.", None),
    ],
)
def test_day_of_the_next_meeting_stands_behind_its_name(content: str, day: date | None) -> None:
    assert next_date(read_plain(content), HELD) == day


@pytest.mark.parametrize(
    ("content", "body", "day"),
    [
        (
            "ORME HARBOUR COUNCIL\n\nMinutes of the Moorings Committee meeting held on Monday 2 March 2026",
            "Moorings Committee",
            date(2026, 3, 2),
        ),
        (
            "ORME HARBOUR COUNCIL\n\nMOORINGS SUB-COMMITTEE\n\nMinutes of a Hearing held on 2 March 2026",
            "MOORINGS SUB-COMMITTEE",
            date(2026, 3, 2),
        ),
        (
            "ORME HARBOUR COUNCIL\n\nCABINET – DECISION NOTICE\n\nMeeting on 2 March 2026",
            "CABINET",
            date(2026, 3, 2),
        ),
        (
            "Orme Harbour Council\nMoorings Committee\nCouncil Chamber, Orme\n2 March 2026\n\nThe minutes were signed.",
            "Moorings Committee",
            date(2026, 3, 2),
        ),
        (
            "ORME HARBOUR COUNCIL\n\nMINUTES OF THE MEETING HELD IN THE SAIL LOFT ON MONDAY 2ND MARCH 2026",
            "ORME HARBOUR COUNCIL",
            date(2026, 3, 2),
        ),
        (
            "Orme Harbour Council\n\nMinutes of the meeting held on the 2 nd day of March 2026",
            "Orme Harbour Council",
            date(2026, 3, 2),
        ),
        ("Orme Harbour Council\n\nMeeting held on March 2nd, 2026", "Orme Harbour Council", date(2026, 3, 2)),
        ("Orme Harbour Council\n\nMeeting held on 02.03.2026", "Orme Harbour Council", date(2026, 3, 2)),
        (
            "Orme Harbour Council\n\nMeeting held on 2 March 2026\n\nPresent: A Pask, Chair of the Moorings Committee",
            "Orme Harbour Council",
            date(2026, 3, 2),
        ),
        (
            "Orme Harbour Council\n\nThe Council heard from the Moorings Committee\n\nMeeting held on 2 March 2026",
            "Orme Harbour Council",
            date(2026, 3, 2),
        ),
    ],
    ids=[
        "of the committee",
        "a hearing",
        "a notice of decisions",
        "line below line",
        "capitals",
        "a small letter set apart",
        "the month first",
        "points",
        "who was there",
        "a sentence",
    ],
)
def test_body_and_day_of_the_meeting_stand_in_the_first_lines(content: str, body: str, day: date) -> None:
    found = heading(mark_regions(read_plain(content)))
    assert found is not None
    assert found.committee is not None
    assert (found.committee.name, found.date) == (body, day)
