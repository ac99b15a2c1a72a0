"""Whom a pronoun means, from the sentences of the item before it."""

import pytest

from extractors.language.pronouns import meant


@pytest.mark.parametrize(
    ("pronoun", "before", "owners"),
    [
        ("he", ["In answer to Cllr Rao the Director of Parks said it was dear.", ""], ("Director of Parks",)),
        ("she", ["The Warden reported a leak.", "Mr Lowe thought it old.", ""], ("Warden",)),
        ("she", ["Cllr Rao asked about drones.", "The sergeant was not sure.", ""], ("sergeant",)),
        ("he", ["The Leader of the Council advised that "], ("Leader of the Council",)),
        ("it", ["The Water Board had said that "], ("Water Board",)),
        ("they", ["A small group met; PL and GD said "], ("PL", "GD")),
        ("he", ["The ramp was steep.", ""], ()),
        ("we", ["The Warden reported a leak.", ""], ()),
    ],
)
def test_pronoun_means_who_spoke_or_acted_last(pronoun: str, before: list[str], owners: tuple[str, ...]) -> None:
    assert meant(pronoun, before) == owners
