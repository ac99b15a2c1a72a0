"""What in a sentence is a name, and what only stands in capitals."""

import pytest

from extractors.language.likeness import names, names_beside_roles, names_in_title


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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Then the Harbour Dues Officer wrote to Harcott.", {"harcott"}),
        ("Lamps: the Head of Roads and Lighting had been to Mill Lane.", {"mill", "lane"}),
        ("In Mill Lane Councillor Voss had met the Warden.", {"mill", "lane", "voss"}),
        ("The Clerk would write.", set()),
    ],
)
def test_names_of_posts_are_no_places_or_people(words: str, expected: set[str]) -> None:
    assert names_beside_roles(words) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Survey of the culverts at Harcott", {"harcott"}),
        ("Survey of Culverts at Harcott Park", {"harcott", "park"}),
        ("Parking near the High Street", {"high", "street"}),
        ("Survey of Culverts", set()),
        ("Flooding", set()),
        ("", set()),
    ],
)
def test_names_of_a_title_are_no_words_that_only_have_its_capitals(title: str, expected: set[str]) -> None:
    assert names_in_title(title) == expected
