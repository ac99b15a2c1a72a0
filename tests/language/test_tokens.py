"""Words written in letters: what is told of a word without spaCy is what spaCy says of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.language.rules import rules, word_lists
from extractors.language.tokens import is_one_word, letters_by_spacy, letters_of, pipeline

WORDS = sorted(
    {word for phrases in word_lists().values() for phrase in phrases for word in phrase.split()}
    | {word for rule in rules() for example in rule.examples for word in example.split()}
    | set(pipeline().tokenizer.rules)
)


@pytest.mark.parametrize("spelled", [str.lower, str.upper, str.title])
def test_every_word_of_the_rules_has_the_letters_that_spacy_gives_it(spelled: type[str]) -> None:
    for word in map(spelled, WORDS):
        assert letters_of(word) == letters_by_spacy(word).encode(), word


@given(st.text("aAbBcClmnotTkKgGiIsS", min_size=1, max_size=8))
def test_any_word_has_the_letters_that_spacy_gives_it(word: str) -> None:
    assert letters_of(word) == letters_by_spacy(word).encode()


@pytest.mark.parametrize("stretch", ["cannot", "Gonna", "10km", "e-mail", "Cllr.", "café", ""])
def test_what_spacy_may_part_is_left_to_it(stretch: str) -> None:
    assert not is_one_word(stretch)
