"""Promises and tasks told from what only sounds so, on sentences and paragraphs by the constructions that minutes use.

They were written before the engine that is tested with them; what they showed was mended afterwards, so that
they guard it now and measure it no longer.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.record import Record

FOLDER = Path(__file__).parent / "sentences"
HEADING = "3. Matters before the meeting\n\n"


def cases(name: str) -> list[Any]:
    """Return the sentences of one file as cases, named by their first words. `Any`: pytest's own parameter sets."""
    (entries,) = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf8")).values()
    return [pytest.param(entry, id=f"{number}-{entry['text'][:40]}") for number, entry in enumerate(entries, 1)]


def commitments(words: str) -> list[Record]:
    """Return the promises and tasks found in some sentences under a heading."""
    records = find_records(mark_regions(read_plain(HEADING + words)))
    return [record for record in records if record.kind in ("undertaking", "action")]


# `Any`: an entry holds words, lists of words, and what kind of record it is.
@pytest.mark.parametrize("case", cases("promises"))
def test_promise_is_found_once_with_its_owner(case: dict[str, Any]) -> None:
    (found,) = commitments(case["text"])
    quote = case.get("quote", case["text"])
    assert quote in found.quote or found.quote in quote
    assert found.kind == case.get("kind", "undertaking")
    assert list(found.owner) == case.get("owner", list(found.owner))
    assert found.owner_inferred == case.get("inferred", found.owner_inferred)
    assert found.condition == case.get("condition")


@pytest.mark.parametrize("case", cases("near_misses"))
def test_what_only_sounds_like_a_promise_is_none(case: dict[str, Any]) -> None:
    assert commitments(case["text"]) == []


@pytest.mark.parametrize("case", cases("paragraphs"))
def test_paragraph_holds_these_promises_and_no_other(case: dict[str, Any]) -> None:
    found = commitments(case["text"])
    wanted = {one["quote"]: tuple(one["owner"]) for one in case["promises"]}
    owners = {quote: record.owner for quote in wanted for record in found if quote in record.quote}
    assert owners == wanted
    surplus = [record.quote for record in found if not any(quote in record.quote for quote in wanted)]
    doubtful = {record.quote for record in found if record.confidence == "possible"}
    assert [quote for quote in surplus if quote not in doubtful] == []


@pytest.mark.parametrize(
    "words",
    [
        "Work would begin after Easter and she would advise the parish council of the dates.",
        "Another fair would be held in March – she would let the parish council have the dates.",
    ],
)
def test_when_something_begins_is_not_when_the_promise_behind_it_is_due(words: str) -> None:
    (found,) = commitments(words)
    assert found.due is None


def test_promise_that_says_only_yes_is_due_when_the_request_says() -> None:
    (found,) = commitments("Cllr Orme asked for a report on the slip by May 2027. The Director agreed.")
    assert found.due is not None
    assert found.due.text == "by May 2027"


def test_tasks_in_a_list_may_begin_with_their_owners() -> None:
    found = commitments("Actions\n\nLM – phone company quote\n\nMH: letter about the slip by Friday")
    assert [(one.quote, one.owner) for one in found] == [
        ("phone company quote", ("LM",)),
        ("letter about the slip by Friday", ("MH",)),
    ]


def test_label_that_only_repeats_the_owner_says_when() -> None:
    (found,) = commitments("Clerk to order new pads. Action: TW by 1 May 2027")
    assert found.owner == ("Clerk",)
    assert found.due is not None
    assert found.due.text == "by 1 May 2027"
