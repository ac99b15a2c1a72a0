"""Patterns over letters find what spaCy's Matcher finds, in every example and in sentences run together."""

import pytest
from spacy.matcher import Matcher, PhraseMatcher

from extractors.language.engine import one_line
from extractors.language.rules import rules
from extractors.language.token_patterns import matches
from extractors.language.tokens import LETTERS, letters_of, pipeline, token_span

PATTERNED = [rule for rule in rules() if rule.pattern]
EXAMPLES = [one_line(words) for rule in rules() for words in (*rule.examples, *rule.not_examples)]
# Sentences run together make matches that overlap, and repeat.
SENTENCES = [*EXAMPLES, *(" ".join(EXAMPLES[at : at + 6]) for at in range(len(EXAMPLES)))]
# A doubled blank is a token to spaCy, and none to us.
SINGLE_BLANKS = [" ".join(words.split()) for words in SENTENCES]
DOCS = [pipeline()(words) for words in SINGLE_BLANKS]


@pytest.mark.parametrize("rule", PATTERNED, ids=lambda rule: rule.id)
def test_matches_are_those_of_the_matcher_where_an_anchor_stands(rule) -> None:
    matcher, anchors = Matcher(pipeline().vocab, validate=True), PhraseMatcher(pipeline().vocab, attr="LOWER")
    matcher.add(rule.id, [list(rule.pattern)], greedy="LONGEST")
    anchors.add(rule.id, [pipeline().make_doc(anchor) for anchor in rule.anchors])
    assert [matches(rule.id, letters_of(words)) for words in SINGLE_BLANKS] == [
        sorted((start, end) for _, start, end in matcher(doc)) if anchors(doc) else [] for doc in DOCS
    ]


@pytest.mark.parametrize(
    "words",
    [
        *SENTENCES,
        "The Clerk can't say: it's 7p.m. (or later), e-mail and/or post; £12.50/week!",
        " A blank before,  two inside and one behind ",
        "A thin\u2009space \u2009and a form\x0cfeed part words too.",
    ],
)
def test_tokens_are_those_of_spacy(words: str) -> None:
    doc = [token for token in pipeline()(words) if not token.is_space]
    found = [token_span(words, place, place + 1) for place in range(len(doc))]
    assert found == [(token.idx, token.idx + len(token)) for token in doc]
    assert token_span(words, 0, len(doc)) == (found[0][0], found[-1][1])
    with pytest.raises(IndexError):
        token_span(words, 0, len(doc) + 1)


def test_letters_are_the_same_when_stretches_were_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [letters_of(words) for words in SENTENCES]
    monkeypatch.setattr("extractors.language.tokens.MOST_STRETCHES", 3)
    LETTERS.clear()
    assert [letters_of(words) for words in SENTENCES] == before
    assert len(LETTERS) <= 3
