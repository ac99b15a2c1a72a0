"""Wordings as data: each is found in its examples and not in its counter-examples."""

import pytest

from extractors.language.rules import BadRule
from extractors.language.wordings import compiled, wordings

ALL = list(wordings().values())


@pytest.mark.parametrize(("name", "words"), [pytest.param(one.name, words) for one in ALL for words in one.examples])
def test_wording_is_found_in_its_examples(name: str, words: str) -> None:
    assert wordings()[name].pattern.search(words)


@pytest.mark.parametrize(
    ("name", "words"), [pytest.param(one.name, words) for one in ALL for words in one.not_examples]
)
def test_wording_is_not_found_in_its_counter_examples(name: str, words: str) -> None:
    assert not wordings()[name].pattern.search(words)


@pytest.mark.parametrize(
    ("pattern", "complaint"), [(r"\bto (", "missing \\)"), (r"\b<no-such-list>\b", "no-such-list")]
)
def test_pattern_that_cannot_be_read_is_refused(pattern: str, complaint: str) -> None:
    with pytest.raises(BadRule, match=complaint):
        compiled(pattern, capitals=False, where="test")
