"""Who must act: the words that stand for the doer before a verb."""

import pytest

from extractors.language.owners import owner_at_end, split_owners, subject


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("The Harbour Master did not know but would", ("Harbour Master",)),
        ("The Estates Manager could not say and would", ("Estates Manager",)),
        ("The Harbour Master was measuring the quay and would", ("Harbour Master",)),
        ("The Harbour Master and the Estates Manager would", ("Harbour Master", "Estates Manager")),
    ],
)
def test_a_doer_of_two_verbs_stands_before_the_first(words: str, wanted: tuple[str, ...]) -> None:
    assert subject(words, len(words) - len("would")) == wanted


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("raised by the chair of the harbour committee", "chair of the harbour committee"),
        ("the treasurer for the moorings and slipways", "treasurer for the moorings and slipways"),
        ("at the wall the harbour master", "harbour master"),
        ("some of the officers", "officers"),
        ("Ms Pask (Deputy and chair)", "Ms Pask (Deputy and chair)"),
        ("about the gull boxes JP", "JP"),
        ("the clerk of the works agreed to a", None),
        ("members of the ferry group and the", None),
        ("a survey of the quay", None),
        ("they", None),
    ],
)
def test_an_owner_is_found_where_a_phrase_ends_with_one(phrase: str, wanted: str | None) -> None:
    assert owner_at_end(phrase) == wanted


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("Vane & Sons", ("Vane & Sons",)),
        ("Clerk and Vane and Co", ("Clerk", "Vane and Co")),
        ("Orme & Associates, Clerk", ("Orme & Associates", "Clerk")),
        ("Chair and Associates", ("Chair", "Associates")),
        ("PV & DO", ("PV", "DO")),
    ],
)
def test_a_firm_is_one_owner(label: str, wanted: tuple[str, ...]) -> None:
    assert split_owners(label) == wanted


def test_a_firm_that_acts_is_one_owner() -> None:
    assert subject("Vane & Co agreed", len("Vane & Co ")) == ("Vane & Co",)
