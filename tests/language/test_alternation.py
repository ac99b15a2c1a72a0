"""Many words as one expression: it matches what the words tried one by one, the longest first, would match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.language.alternation import any_of
from extractors.language.rules import word_lists

WORDS = st.sets(st.text("ab '.|-(", min_size=1, max_size=4), min_size=1, max_size=8)


def one_by_one(words: set[str]) -> str:
    """Return the same alternation as it would be written by hand."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


@given(WORDS, st.text("ab '.|-(", max_size=12))
def test_matches_as_the_words_one_by_one_do(words: set[str], text: str) -> None:
    found = [match.span() for match in re.finditer(any_of(words), text)]
    assert found == [match.span() for match in re.finditer(one_by_one(words), text)]


@pytest.mark.parametrize("name", sorted(word_lists()))
def test_finds_every_word_of_every_list(name: str) -> None:
    found = re.compile(any_of(word_lists()[name]), re.IGNORECASE)
    assert [word for word in word_lists()[name] if not found.fullmatch(word.upper())] == []


def test_no_words_match_nothing() -> None:
    assert re.search(any_of([]), "anything") is None
