"""Due dates by a committee's calendar: what the words ask of it, what it answers, and how the answer changes."""

from datetime import date

import pytest

from pipeline.link.calendar import Calendar, Change, calendar
from pipeline.link.settling import Asked, asked, election_day, follow, forms, history

SAID = date(2027, 3, 2)
DAYS = (date(2027, 3, 2), date(2027, 4, 13), date(2027, 5, 11), date(2027, 6, 8), date(2027, 9, 14))


def change(meeting: int, old: date | None, new: date, status: str = "scheduled", at: str = "2027-01-05") -> Change:
    return Change(meeting, old, new, None if old is None else "scheduled", status, at, f"https://a.example/{meeting}")


def parks(*later: Change) -> Calendar:
    first = [change(number, None, day) for number, day in enumerate(DAYS)]
    return calendar(1, "the Parks Panel", [*first, *later])


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_form_knows_its_examples_and_spares_the_others(form) -> None:  # type: ignore[no-untyped-def]
    assert [words for words in form.examples if not form.pattern.search(words)] == []
    assert [words for words in form.not_examples if form.pattern.search(words)] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("to the next meeting of the Panel", date(2027, 4, 13)),
        ("to the next Cabinet", date(2027, 4, 13)),
        ("to the meeting after next", date(2027, 5, 11)),
        ("at the next meeting but one", date(2027, 5, 11)),
        ("before the next meeting", date(2027, 4, 12)),
        ("to the June meeting", date(2027, 6, 8)),
        ("at the meeting in September 2027", date(2027, 9, 14)),
        ("to the July meeting", None),
        ("after the elections", date(2027, 5, 11)),
        ("to every second meeting", date(2027, 5, 11)),
        ("at each meeting", date(2027, 4, 13)),
        ("every quarter", date(2027, 6, 2)),
        ("at the AGM", None),
    ],
)
def test_words_are_settled_by_the_calendar(words: str, expected: date | None) -> None:
    ask = asked(words, None)
    assert ask is not None
    found = follow(ask, SAID, parks())
    assert found.date == expected
    assert found.reason


@pytest.mark.parametrize("words", ["in due course", "by the end of May", "within six weeks", "to a future meeting"])
def test_other_words_ask_nothing_of_the_calendar(words: str) -> None:
    ask = asked(words, None)
    assert ask is None or ask.kind == "month" and "meeting" not in words


def test_next_meeting_moves_with_the_meeting_and_skips_a_cancelled_one() -> None:
    dates = parks(
        change(1, DAYS[1], date(2027, 4, 20), at="2027-03-20"),
        change(1, date(2027, 4, 20), date(2027, 4, 20), "cancelled", at="2027-04-01"),
    )
    moved = history(Asked("next"), SAID, "2027-03-10", dates, None)
    assert [(one.old, one.new, one.at) for one in moved] == [
        (None, DAYS[1], "2027-03-10"),
        (DAYS[1], date(2027, 4, 20), "2027-03-20"),
        (date(2027, 4, 20), DAYS[2], "2027-04-01"),
    ]
    assert [one.reason for one in moved[1:]] == [
        "the meeting of 13 April 2027 was moved to 20 April 2027",
        "the meeting of 20 April 2027 was cancelled",
    ]
    assert moved[1].url == "https://a.example/1"


def test_meeting_that_is_published_later_settles_what_was_unknown() -> None:
    dates = calendar(1, "the Parks Panel", [change(0, None, SAID), change(7, None, date(2027, 4, 9), at="2027-03-20")])
    moved = history(Asked("next"), SAID, "2027-03-10", dates, None)
    assert [(one.old, one.new, one.reason) for one in moved] == [
        (None, date(2027, 4, 9), "the next meeting of the Parks Panel")
    ]


def test_unknown_stays_unknown_with_its_reason() -> None:
    found = follow(Asked("next"), date(2027, 10, 1), parks())
    assert (found.date, found.reason) == (None, "no later meeting of the Parks Panel is published yet")


def test_june_meeting_is_still_that_meeting_when_it_is_moved_to_july() -> None:
    dates = parks(change(3, DAYS[3], date(2027, 7, 6), at="2027-05-20"))
    ask = asked("to the June meeting", date(2027, 6, 30))
    assert ask is not None
    found = follow(ask, SAID, dates)
    assert found.date == date(2027, 7, 6)


def test_meeting_named_by_its_day_is_followed_to_the_next_when_it_is_cancelled() -> None:
    dates = parks(change(2, DAYS[2], DAYS[2], "cancelled", at="2027-05-01"))
    ask = asked("to the meeting on 11 May 2027", DAYS[2])
    assert ask is not None
    assert follow(ask, SAID, dates).date == DAYS[3]


def test_what_changed_before_the_record_was_read_is_no_change_of_its_due_date() -> None:
    dates = parks(change(1, DAYS[1], date(2027, 4, 20), at="2027-03-05"))
    moved = history(Asked("next"), SAID, "2027-03-10", dates, None)
    assert [(one.old, one.new) for one in moved] == [(None, date(2027, 4, 20))]


def test_elections_that_may_be_years_away_settle_nothing() -> None:
    assert follow(Asked("after-elections"), date(2027, 6, 8), parks()).date is None


def test_ordinary_day_of_election_is_the_first_thursday_in_may() -> None:
    assert [election_day(year) for year in (2026, 2027)] == [date(2026, 5, 7), date(2027, 5, 6)]
