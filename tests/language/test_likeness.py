"""What in a sentence is a name, and what only stands in capitals."""

import pytest

from extractors.language.likeness import names


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("RESOLVED: That the lamps in Harcott be mended.", {"harcott"}),
        ("Decision – To ask the ferry crews of Harcott.", {"harcott"}),
        ("The Clerk would write in May.", {"clerk"}),
        ("Harcott is wet.", set()),
    ],
)
def test_names_are_what_stands_in_capitals_inside_a_sentence(words: str, expected: set[str]) -> None:
    assert names(words) == expected
