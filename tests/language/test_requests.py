"""Requests: who asks whom, what becomes of it in the same item, and which promise accepts it."""

import tomllib
from pathlib import Path

import pytest

from extractors.language.find import find_records
from extractors.language.request_forms import FORMS
from extractors.language.rules import rules
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.record import Record

PASSAGES = tomllib.loads((Path(__file__).parent / "request_passages.toml").read_text("utf8"))["passage"]


def records(words: str) -> tuple[Record, ...]:
    return find_records(mark_regions(read_plain(f"Minutes:\n\n{words.strip()}\n")))


def requests(words: str) -> list[Record]:
    return [record for record in records(words) if record.kind == "request"]


@pytest.mark.parametrize("passage", PASSAGES, ids=[passage["id"] for passage in PASSAGES])
def test_requests_are_found_with_their_fate_and_nothing_else(passage: dict[str, object]) -> None:
    found = [[record.quote, record.fate] for record in requests(str(passage["text"]))]
    assert found == passage["requests"]


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("The Chair asked the Clerk to invite the ferry company.", ("Clerk",)),
        ("HW asked SR and the Treasurer to draft a letter.", ("SR", "Treasurer")),
        ("The Panel asked for a note on fares.", ()),
        ("The head teacher has been asked to send the plans.", ("head teacher",)),
        ("Gale stated that the Handyman should mend the stile.", ("Handyman",)),
        ("The Chair asked that the Head of Parks attend the May meeting.", ("Head of Parks",)),
    ],
)
def test_owner_is_whom_the_words_ask(words: str, owner: tuple[str, ...]) -> None:
    assert [record.owner for record in requests(words)] == [owner]


@pytest.mark.parametrize(
    ("answer", "followed"),
    [
        ("", True),
        ("The Head of Parks agreed to send it.", True),
        ("The Head of Parks said that this was not possible.", False),
    ],
)
def test_only_open_and_accepted_requests_are_followed(answer: str, followed: bool) -> None:
    (request,) = requests(f"Cllr Rowe requested a map of the paths. {answer}")
    assert request.trackable is followed


def test_promise_points_to_the_request_that_it_accepts() -> None:
    found = records("Cllr Rowe asked for a map of the paths. The Head of Parks agreed to send the map to her.")
    (request,) = (record for record in found if record.kind == "request")
    (promise,) = (record for record in found if record.kind == "undertaking")
    assert promise.answers == request.start


@pytest.mark.parametrize(
    ("words", "quote", "owner", "due"),
    [
        (
            "The Panel asked for the costs by 30 June, and the Treasurer agreed to send them.",
            "the Treasurer agreed to send them.",
            ("Treasurer",),
            "by 30 June",
        ),
        (
            "The Panel asked for the signs to be lit by 30 June, and the Surveyor agreed to ring the county.",
            "the Surveyor agreed to ring the county.",
            ("Surveyor",),
            None,
        ),
        (
            "The Chair asked the Clerk to write to the port, and she agreed to do so.",
            "she agreed to do so.",
            ("Clerk",),
            None,
        ),
        (
            "Cllr Orme asked that the tides be printed, and the Surveyor agreed that they would be.",
            "the Surveyor agreed that they would be.",
            (),
            None,
        ),
    ],
)
def test_promise_stands_apart_from_the_request_before_it(
    words: str, quote: str, owner: tuple[str, ...], due: str | None
) -> None:
    (promise,) = (record for record in records(words) if record.kind == "undertaking")
    assert (promise.quote, promise.owner, promise.due and promise.due.text) == (quote, owner, due)


def test_promise_of_another_point_accepts_nothing() -> None:
    found = records("(a) Cllr Rowe asked for a map of the paths.\n\n(b) The Clerk agreed to send the accounts to her.")
    assert [(record.kind, record.fate, record.answers) for record in found] == [
        ("request", "open", None),
        ("undertaking", None, None),
    ]


def test_promise_that_accepts_two_requests_stands_once() -> None:
    found = records("Cllr Orme asked for a map. Cllr Vane asked for a list of moorings. The Clerk agreed to send them.")
    assert [record.kind for record in found] == ["request", "request", "undertaking"]


@pytest.mark.parametrize("agreed", ["This was agreed.", "Agreed."])
def test_agreement_to_a_request_is_a_promise_and_no_vote(agreed: str) -> None:
    found = records(f"Cllr Orme asked whether the list of moorings could be sent to crews. {agreed}")
    assert [record.kind for record in found] == ["request", "undertaking"]


def test_decision_that_repeats_a_suggestion_accepts_it() -> None:
    words = (
        "Cllr Rowe suggested that a leaflet on tides be printed for visitors. Others spoke of other matters.\n\n"
        "RESOLVED: That a leaflet on tides be printed for visitors."
    )
    assert [record.fate for record in requests(words)] == ["accepted"]


def test_list_of_what_is_asked_for_gives_a_request_a_point() -> None:
    words = "Members asked for the following:\n\n- the number of fines;\n- a map of the zones.\n\nThe fair was wet."
    assert [record.quote for record in requests(words)] == ["the number of fines;", "a map of the zones."]


def test_every_family_of_rules_that_ask_has_a_form() -> None:
    assert {rule.family for rule in rules() if rule.kind == "request"} == FORMS.keys()
