"""A quickened pattern finds what the pattern itself finds: held against every wording of the language code."""

import re

import pytest

from extractors.language.quick import quickened
from extractors.language.wordings import Wording, wordings

ALL = list(wordings().values())
# Words of many kinds, as they stand and shouted; a letter beyond ASCII behind some.
EXAMPLES = [words for one in ALL for words in one.examples]
EVERY_SENTENCE = [*EXAMPLES, *map(str.upper, EXAMPLES), *(f"{words} Zoë" for words in EXAMPLES[::10])]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_a_quickened_wording_matches_where_the_wording_does(one: Wording) -> None:
    quick = quickened(one.pattern)
    for words in (*one.examples, *one.not_examples, *EVERY_SENTENCE[::3]):
        assert [found.span() for found in quick.finditer(words)] == [
            found.span() for found in one.pattern.finditer(words)
        ]
        assert (quick.match(words) is None) == (one.pattern.match(words) is None)


def test_capitals_count_where_they_count_in_the_pattern() -> None:
    assert quickened(re.compile("the Quay")).search("the quay") is None
    assert quickened(re.compile("the (?-i:Quay)", re.IGNORECASE)).search("THE quay") is None
    assert quickened(re.compile("the (?-i:Quay)", re.IGNORECASE)).search("THE Quay") is not None


def test_only_letters_of_the_words_are_made_small() -> None:
    quick = quickened(re.compile(r"(?P<Who>the Clerk)\W+(?P=Who)\Z", re.IGNORECASE))
    assert quick.of_small
    assert quick.search("THE CLERK, the clerk") is not None
    assert quick.search("THE CLERK, the clerks") is None
