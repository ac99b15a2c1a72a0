"""Who must act: the words that stand for the doer before a verb."""

import pytest

from extractors.language.owners import subject


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
