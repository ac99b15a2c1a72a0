"""Whose a task is and by when, where a field behind it says so."""

import datetime

import pytest

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.record import Context, Record

CONTEXT = Context(meeting_date=datetime.date(2025, 10, 14))


def only(content: str) -> Record:
    """Return the one record of a text."""
    (record,) = find_records(mark_regions(read_plain(content)), context=CONTEXT)
    return record


@pytest.mark.parametrize(
    "content",
    [
        "ACTION 5: Price the new slipway. Lead: Harbour Engineer. By: 22 May 2026.",
        "Action: Price the new slipway (Owner: Harbour Engineer; Due: 22 May 2026)",
        "The quay was crowded.\n\nAction: Price the new slipway\n\nOwner: Harbour Engineer\n\nDeadline: 22 May 2026",
        "Action: Price the new slipway – Lead officer: Harbour Engineer – Target date: 22 May 2026",
        "Action: Price the new slipway. Who: Harbour Engineer. When: 22 May 2026.",
        "The quay was crowded.\n\nAction: Price the new slipway\nBy: Harbour Engineer\nDeadline: 22 May 2026",
    ],
    ids=["sentences", "brackets", "lines", "dashes", "who and when", "lines of one paragraph"],
)
def test_fields_behind_a_task_are_its_owner_and_day(content: str) -> None:
    record = only(content)
    assert record.quote.rstrip(".") == "Price the new slipway"
    assert record.owner == ("Harbour Engineer",)
    assert record.due is not None
    assert (record.due.text, record.due.date) == ("22 May 2026", datetime.date(2026, 5, 22))


def test_field_whose_words_tell_no_day_is_kept_as_written() -> None:
    record = only("Action: Price the new slipway. Lead: AB. Timescale: when the tide allows.")
    assert record.due is not None
    assert (record.due.text, record.due.date) == ("when the tide allows", None)


def test_by_whom_a_task_is_to_be_done_is_its_owner() -> None:
    assert only("Agreed action: the winch to be mended by the Harbour Engineer.").owner == ("Harbour Engineer",)


def test_by_stands_before_a_day_too() -> None:
    record = only("Action: Price the new slipway. By: May.")
    assert (record.owner, record.due and record.due.text) == ((), "May")


@pytest.mark.parametrize("task", ["Write to the Head of Piers", "Contact Cllr Orme"])
def test_task_that_is_written_like_a_name_is_no_owner(task: str) -> None:
    assert only(f"The quay was crowded. Action: {task}").quote == task


def test_field_ends_with_the_sentences_that_begin_with_labels() -> None:
    record = only("Action: Price the new slipway. The sea was calm. Lead: AB.")
    assert record.owner == ()


def test_day_behind_a_task_in_note_form_is_its_own() -> None:
    record = only("Clerk to order the rope. Target date: 1 November 2025")
    assert record.owner == ("Clerk",)
    assert record.due is not None
    assert record.due.date == datetime.date(2025, 11, 1)


def test_label_with_an_owner_and_a_day_makes_the_decision_before_it_a_task() -> None:
    record = only("It was agreed that prices be obtained. Action: Clerk by 3 December")
    assert (record.kind, record.effect, record.owner) == ("resolution", "assign", ("Clerk",))
    assert record.due is not None
    assert record.due.date == datetime.date(2025, 12, 3)


def test_owner_in_brackets_makes_the_decision_before_it_a_task() -> None:
    record = only("It was decided that three prices would be sought (Action: A Moor).")
    assert (record.kind, record.effect, record.owner) == ("resolution", "assign", ("A Moor",))


def test_label_that_names_the_owner_of_the_task_before_it_again_is_no_second_task() -> None:
    record = only("The gate was stiff. Cllr Orme to report it. ACTION: JO")
    assert (record.kind, record.owner, record.quote) == ("action", ("Cllr Orme",), "Cllr Orme to report it.")
