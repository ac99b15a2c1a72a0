"""The engine: one reading of each sentence, offsets that hold, and a gate that loses nothing."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import re2

from extractors.language.decisions import decisions
from extractors.language.engine import Passage, Sentence, hits, passages, sentence_of
from extractors.language.find import find_records
from extractors.language.gate import PARTS_OF_WORDS, UNWRITTEN
from extractors.language.rule_words import expression
from extractors.language.rules import rules
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.record import Record
from models.text import Span

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dev"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="annotated documents are not on this machine")
EXAMPLES = [words for rule in rules() for words in (*rule.examples, *rule.not_examples)]


def texts() -> list[str]:
    """Return the texts of the annotated documents."""
    return [json.loads(path.read_text("utf8"))["text"] for path in sorted(GOLD.glob("*.json"))]


def misquoted(content: str) -> list[Record]:
    """Return the records of a text whose quote is not the text at their offsets."""
    text = mark_regions(read_plain(content))
    return [record for record in find_records(text) if text.plain[record.start : record.end] != record.quote]


def sentences(read: Sequence[Passage]) -> list[Sentence]:
    """Return the sentences of passages, in order."""
    return [sentence for passage in read for sentence in passage.sentences]


@pytest.mark.parametrize("words", EXAMPLES)
def test_gate_loses_nothing_in_the_examples(words: str) -> None:
    assert hits(words) == hits(words, gated=False)


@pytest.mark.parametrize(
    "words",
    [
        "_The Clerk to arrange_ a visit.",
        "The Clerk\u2009to\u2009arrange a visit.",
        "The Clerk\x0bto arrange a visit.",
        "It hadn't been repaired.",
        "The Clerk shouldve been asked to arrange a visit.",
        "The Clerk (to arrange) a visit.",
        "The Clerk cannot undertake to arrange a visit.",
        "Café – the Clérk undertook to – arrange a visit.",
    ],
)
def test_gate_loses_nothing_where_spacy_parts_words_otherwise_than_blanks_do(words: str) -> None:
    assert sentence_of(words, 0, len(words)) == sentence_of(words, 0, len(words), gated=False)


def test_a_sentence_in_which_no_pattern_can_match_is_read_without_its_tokens() -> None:
    words = "The boats lay in the harbour."
    assert sentence_of(words, 0, len(words)).letters == UNWRITTEN
    assert sentence_of(words, 0, len(words), gated=False).letters != UNWRITTEN


@needs_gold
def test_gate_loses_nothing_in_real_minutes() -> None:
    for content in texts():
        text = mark_regions(read_plain(content))
        gated, every = passages(text), passages(text, gated=False)
        assert gated == every
        assert [one.hits for one in sentences(gated)] == [one.hits for one in sentences(every)]


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("The note had been re-sent.", True),
        ("A chart had been SENT, and nobody came.", True),
        ("The presentation had been put off.", False),
    ],
)
def test_a_whole_word_of_a_list_is_held_by_itself_alone(words: str, held: bool) -> None:
    for gated in (True, False):
        assert sentence_of(words, 0, len(words), gated=gated).holds("errand-participles") is held


def test_hits_stand_at_their_offsets_in_the_document() -> None:
    content = "Harbour news.\n\nThe Estates Manager undertook to send the chart."
    text = mark_regions(read_plain(content))
    (hit,) = {
        (hit.start, hit.end)
        for passage in passages(text)
        for sentence in passage.sentences
        for hit in sentence.hits
        if hit.rule.id == "undertook-to"
    }
    assert content[slice(*hit)].startswith("undertook to")


def test_passages_know_their_item() -> None:
    text = mark_regions(read_plain("1. Ferry\n\nIt ran.\n\n2. Quay\n\nIt stood."))
    spans = [Span(0, 17), Span(17, len(text.plain))]
    assert [passage.item for passage in passages(text, spans)] == [0, 0, 1, 1]


def test_a_block_is_of_the_first_item_that_holds_its_beginning() -> None:
    text = mark_regions(read_plain("Opening.\n\nFerry.\n\nQuay.\n\nClose."))
    spans = [Span(18, 24), Span(10, 24), Span(12, 12)]
    assert [passage.item for passage in passages(text, spans)] == [None, 1, 0, None]


def test_quote_marks_of_markdown_do_not_part_a_sentence() -> None:
    text = mark_regions(read_plain("> The jetty was shut and it\n> was AGREED to ask the Harbour Master for a date."))
    assert [record.rule for record in find_records(text)] == ["agreed"]


@needs_gold
def test_every_quote_is_the_text_at_its_offsets() -> None:
    assert [record for content in texts() for record in misquoted(content)] == []


def test_reading_twice_gives_the_same_records() -> None:
    text = mark_regions(read_plain("RESOLVED: That the Clerk write to the boatyard by 4 May."))
    assert find_records(text) == find_records(text)


@pytest.mark.parametrize("words", EXAMPLES)
def test_a_changed_rule_is_looked_for_wherever_it_fires(words: str) -> None:
    missed = [hit.rule.id for hit in hits(words) if not re2.search("(?i)" + expression(hit.rule), words)]
    assert missed == []


def with_all_parts(sentence: Sentence) -> Sentence:
    """Return a sentence as if a part of a word of each list stood in it."""
    return replace(sentence, rules=replace(sentence.rules, parts=frozenset(PARTS_OF_WORDS)))


def assert_looks_lose_nothing(content: str) -> None:
    """Hold the decisions of a text against those found where every sentence may hold a part of every list."""
    text = mark_regions(read_plain(content))
    read = passages(text)
    blind = [replace(one, sentences=tuple(map(with_all_parts, one.sentences))) for one in read]
    assert decisions(text, read) == decisions(text, blind)


@pytest.mark.parametrize("words", EXAMPLES)
def test_parts_of_words_lose_no_decision_in_the_examples(words: str) -> None:
    assert_looks_lose_nothing(words)


@needs_gold
def test_parts_of_words_lose_no_decision_in_real_minutes() -> None:
    for content in texts():
        assert_looks_lose_nothing(content)
