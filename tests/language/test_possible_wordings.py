"""A wording that is not possible in a sentence stands in no part of it."""

import pytest

from extractors.language.possible_wordings import possible
from extractors.language.wordings import wordings

ALL = list(wordings().values())


@pytest.mark.parametrize("file", sorted({one.file for one in ALL}))
def test_what_stands_in_a_part_of_a_sentence_is_possible_in_the_sentence(file: str) -> None:
    asked = [one for one in ALL if one.file == file]
    sentences = [example for one in asked for example in (*one.examples, *one.not_examples)]
    overlooked = [
        (one.name, part)
        for sentence in sentences
        for part in (sentence, sentence[len(sentence) // 3 :], sentence[: len(sentence) // 2])
        for one in asked
        if one.pattern.search(part) and one.name not in possible(file, f"Then {sentence}, he said.")
    ]
    assert overlooked == []


def test_what_a_sentence_does_not_say_is_not_possible_in_it() -> None:
    names = possible("promise_wordings.toml", "The Clerk would write to the quarry.")
    assert not names & {"habit", "asked-before", "told-as-not-done", "procedure", "earlier-minute"}


def test_all_is_possible_among_letters_that_the_two_engines_read_differently() -> None:
    file = "promise_wordings.toml"
    assert possible(file, "The Clerk would write to the café.") == {one.name for one in ALL if one.file == file}
