"""A test of a promise that is left out could not have spoken: held against every example of the rules for promises."""

from extractors.language.engine import sentence_of
from extractors.language.possible_wordings import possible
from extractors.language.promise_clauses import WORDINGS, Clause, clause_of
from extractors.language.rules import rules
from extractors.language.undertakings import TESTS


def _clauses(words: str) -> list[Clause]:
    sentence = sentence_of(words, 0, len(words))
    may_stand = possible(WORDINGS, words)
    return [clause_of(sentence, hit, may_stand, lambda: False) for hit in sentence.hits_of("undertaking")]


def test_what_is_left_out_for_want_of_its_wordings_says_nothing() -> None:
    examples = [words for one in rules() if one.kind == "undertaking" for words in (*one.examples, *one.not_examples)]
    clauses = [clause for words in examples for clause in _clauses(words)]
    left_out = [
        (test, clause) for clause in clauses for test in TESTS if test.needs and test.needs.isdisjoint(clause.possible)
    ]
    assert len(left_out) > len(clauses)
    assert [(test.needs, clause.words) for test, clause in left_out if test.ask(clause) is not None] == []
