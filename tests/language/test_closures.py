"""Closures: what a meeting hears of earlier promises, and past acts that are none."""

import pytest

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain


def closures(words: str) -> list[tuple[str, str | None]]:
    records = find_records(mark_regions(read_plain(f"Minutes:\n\n{words}\n")))
    return [(record.quote, record.verdict) for record in records if record.kind == "closure"]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("The list had been sent to Members in May, as requested at the last meeting.", "met"),
        ("The note promised in March had still not arrived.", "unmet"),
        ("The Clerk has written to the owner of the barn.", "met"),
        ("No reply received to date.", "unmet"),
        ("The visit agreed in June was no longer required.", "overtaken"),
    ],
)
def test_state_of_an_earlier_promise_is_told(words: str, verdict: str) -> None:
    assert closures(words) == [(words, verdict)]


@pytest.mark.parametrize(
    "words",
    [
        "The Mayor opened the new library.",
        "The bridge was built in 1820.",
        "Forty households were waiting.",
        "The Clerk undertook to write to the owner by 4 June 2027.",
    ],
)
def test_past_act_without_a_promise_is_no_closure(words: str) -> None:
    assert closures(words) == []


def test_closure_points_back_by_its_number() -> None:
    records = find_records(mark_regions(read_plain("Minutes:\n\nMinute 31: the map had been sent to Members.\n")))
    assert [record.refers_to for record in records if record.kind == "closure"] == ["Minute 31"]
