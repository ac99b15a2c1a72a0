"""Rules as data: what the loader refuses, and that every rule fires on its examples and spares its counter-examples."""

import pytest

from extractors.language.decisions import decisions
from extractors.language.engine import hits, passages
from extractors.language.rules import READ_BY_CODE, BadRule, Rule, parse_rule, rules, word_lists
from extractors.language.wordings import Wording, wordings
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain

SOUND = {
    "id": "vowed-to",
    "kind": "undertaking",
    "family": "performative",
    "note": "A vow.",
    "anchors": ["vowed to"],
    "pattern": [{"LOWER": "vowed"}, {"LOWER": "to"}, {"IS_ALPHA": True}],
    "examples": ["The Warden vowed to oil the gate."],
    "not_examples": ["The Warden made a vow."],
}
UNSOUND = [
    pytest.param({"colour": "red"}, "unknown keys", id="unknown key"),
    pytest.param({"examples": []}, "no examples", id="no example"),
    pytest.param({"not_examples": []}, "no not_examples", id="no counter-example"),
    pytest.param({"anchors": ["Vowed to"]}, "capitals in an anchor", id="capitals in an anchor"),
    pytest.param({"pattern": [{"LOWER": "Vowed"}]}, "never match", id="capitals in LOWER"),
    pytest.param({"pattern": [{"LOWER": "vowed to"}]}, "never match", id="two words in one token"),
    pytest.param({"pattern": [{"LEMMA": "vow"}]}, "LEMMA", id="lemma on a blank pipeline"),
    pytest.param({"pattern": [{"POS": "VERB"}]}, "POS", id="part of speech on a blank pipeline"),
    pytest.param({"pattern": [{"LIST": "no-such-list"}]}, "no-such-list", id="unknown list"),
    pytest.param({"pattern": [{"LOWER": "vowed", "OP": "many"}]}, "OP", id="unknown operator"),
    pytest.param({"kind": "vow"}, "kind", id="unknown kind"),
    pytest.param({"confidence": "sure"}, "confidence", id="unknown confidence"),
]

MATCHED = [rule for rule in rules() if rule.family not in READ_BY_CODE]
READ = [rule for rule in rules() if rule.family in READ_BY_CODE]


def each(some: list[Rule], part: str) -> list[object]:
    """Return one case a sentence: its rule's id and the words."""
    return [
        pytest.param(rule.id, words, id=f"{rule.id}-{number}")
        for rule in some
        for number, words in enumerate(getattr(rule, part))
    ]


def fired(words: str) -> set[str]:
    """Return the ids of the rules that fire in one sentence."""
    return {hit.rule.id for hit in hits(words)}


def decided(words: str) -> set[str]:
    """Return the ids of the rules that found a decision or proposal in a text."""
    text = mark_regions(read_plain(words))
    return {decision.rule for decision in decisions(text, passages(text))}


def test_a_sound_rule_is_read() -> None:
    assert parse_rule(SOUND, word_lists(), where="test").anchors == ("vowed to",)


@pytest.mark.parametrize(("change", "complaint"), UNSOUND)
def test_a_rule_that_can_never_match_is_refused(change: dict[str, object], complaint: str) -> None:
    with pytest.raises(BadRule, match=complaint):
        parse_rule({**SOUND, **change}, word_lists(), where="test")


@pytest.mark.parametrize(("rule_id", "words"), each(MATCHED, "examples"))
def test_rule_fires_on_its_examples(rule_id: str, words: str) -> None:
    assert rule_id in fired(words)


@pytest.mark.parametrize(("rule_id", "words"), each(READ, "examples"))
def test_decision_is_found_in_the_examples_of_its_rule(rule_id: str, words: str) -> None:
    assert rule_id in decided(words)


@pytest.mark.parametrize(("rule_id", "words"), each(READ, "not_examples"))
def test_decision_rule_spares_its_counter_examples(rule_id: str, words: str) -> None:
    assert rule_id not in decided(words)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_has_an_anchor_in_each_of_its_examples(rule: Rule) -> None:
    lowered = [words.lower() for words in rule.examples]
    assert [words for words in lowered if not any(anchor in words for anchor in rule.anchors)] == []


@pytest.mark.parametrize("one", wordings().values(), ids=lambda one: one.name)
def test_wording_is_found_in_its_examples_and_not_in_its_counter_examples(one: Wording) -> None:
    assert [words for words in one.examples if not one.pattern.search(words)] == []
    assert [words for words in one.not_examples if one.pattern.search(words)] == []
