"""Patterns over letters find what spaCy's Matcher finds, in every example and in sentences run together."""

import pytest
from spacy.matcher import Matcher

from extractors.language.engine import one_line, pipeline
from extractors.language.rules import rules
from extractors.language.token_patterns import letters, matches

PATTERNED = [rule for rule in rules() if rule.pattern]
SENTENCES = [one_line(words) for rule in rules() for words in (*rule.examples, *rule.not_examples)]
# Sentences run together make matches that overlap, and repeat.
DOCS = [
    pipeline()(words) for words in (*SENTENCES, *(" ".join(SENTENCES[at : at + 6]) for at in range(len(SENTENCES))))
]


@pytest.mark.parametrize("rule", PATTERNED, ids=lambda rule: rule.id)
def test_matches_are_those_of_the_matcher(rule) -> None:
    matcher = Matcher(pipeline().vocab, validate=True)
    matcher.add(rule.id, [list(rule.pattern)], greedy="LONGEST")
    assert [matches(rule.id, letters(doc)) for doc in DOCS] == [
        sorted((start, end) for _, start, end in matcher(doc)) for doc in DOCS
    ]
