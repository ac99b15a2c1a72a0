"""The day of the next meeting, as the minutes themselves name it."""

from datetime import date

import pytest

from extractors.minutes.heading import next_date
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
