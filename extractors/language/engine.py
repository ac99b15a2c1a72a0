"""Runs the rules over a document: a cheap gate, then one tokenisation of each sentence that passed, then patterns.

Anchors decide everything: google-re2 looks for all of them at once in linear time; only sentences that hold one are
tokenised, by spaCy's blank English pipeline, and only the patterns of the anchors found are tried on them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import re2
import spacy
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc

from extractors.language.rules import Rule, rules
from extractors.language.sentences import split
from models.text import Block, Span, Text
from models.vocabulary import Region

# Decisions are read from heads and lists (decisions.py), not from patterns: their rules stay out of the scan.
READ_BY_CODE = frozenset({"decision", "decision-list"})
# How spaCy's own infix rule for hyphens between letters can be told: "e-mail" and "co-ordinate" are one word to us.
HYPHEN_BETWEEN_LETTERS = "-|–|—|--|---"
READ_REGIONS: frozenset[Region | None] = frozenset({"minutes", "decision", "report", "motion", "question", "vote"})


# Markdown sets quoted lines apart with ">", also inside a sentence.
QUOTE_MARK = re.compile(r"(?:\A|\n)[ \t]*>[ \t]?")

STRAIGHT = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\u00a0": " ", "’": "'", "‘": "'", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that fired: `start` and `end` delimit the words of its pattern in `Text.plain`."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block, its words as one line, and the rules that fired in it, in order of their offsets."""

    start: int
    end: int
    words: str
    hits: tuple[Hit, ...] = ()

    @property
    def span(self) -> Span:
        """The sentence's offsets."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block as the families read it. `index` is its place among the text's blocks; `item` the place of its item in
    the list of items, None outside of all. `sentences` are empty for blocks that are not read for records."""

    block: Block
    index: int
    item: int | None
    sentences: tuple[Sentence, ...]

    @property
    def fired(self) -> bool:
        """Whether any rule fired in it."""
        return any(sentence.hits for sentence in self.sentences)


def passages(text: Text, item_spans: Sequence[Span] = (), *, gated: bool = True) -> tuple[Passage, ...]:
    """Read every block of a text. With `gated=False` every sentence is tokenised and searched for anchors: the
    reference that the gate is tested against."""
    return tuple(
        Passage(block, index, _item_of(block, item_spans), _sentences(text, block, gated=gated))
        for index, block in enumerate(text.blocks)
    )


def hits(words: str, *, offset: int = 0, gated: bool = True) -> tuple[Hit, ...]:
    """Return what fires in one sentence, in order; the longest match of a rule at each of its places."""
    if gated and not gate().search(words):
        return ()
    doc, places = _without_blanks(pipeline()(words))
    found = [hit for rule in _anchored(doc) for hit in _fire(rule, doc, [offset + place for place in places])]
    return tuple(sorted(found, key=lambda hit: (hit.start, -hit.end, hit.rule.id)))


def _without_blanks(doc: Any) -> tuple[Any, list[int]]:
    """Return the tokens that are words, and where each begins: a doubled blank is a token that no pattern expects."""
    if not any(token.is_space for token in doc):
        return doc, [token.idx for token in doc]
    kept = [token for token in doc if not token.is_space]
    return Doc(doc.vocab, words=[token.text for token in kept]), [token.idx for token in kept]


def one_line(words: str) -> str:
    """Return words as one line with straight quotes, character for character, so that offsets hold."""
    return QUOTE_MARK.sub(lambda mark: " " * len(mark[0]), words).translate(STRAIGHT)


@cache
def gate() -> Any:
    """Return the compiled scan for every anchor of every rule. `Any`: re2 publishes no types."""
    anchors = sorted({anchor for rule in _matched() for anchor in rule.anchors}, key=len, reverse=True)
    return re2.compile("(?i)" + "|".join(_whole_words(anchor) for anchor in anchors))


def _whole_words(anchor: str) -> str:
    """An anchor as it may stand in text: any white space between its words, no letter or digit beside it."""
    words: str = re2.escape(anchor).replace(r"\ ", r"\s*")
    return (r"\b" if anchor[0].isalnum() else "") + words + (r"\b" if anchor[-1].isalnum() else "")


@cache
def pipeline() -> Any:
    """Return spaCy's blank English pipeline: a tokenizer that keeps hyphenated words whole, and nothing else.

    `Any`: spaCy is untyped here.
    """
    blank: Any = spacy.blank("en")
    infixes = [infix for infix in blank.Defaults.infixes if HYPHEN_BETWEEN_LETTERS not in infix]
    blank.tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
    return blank


def _item_of(block: Block, item_spans: Sequence[Span]) -> int | None:
    for index, span in enumerate(item_spans):
        if span.start <= block.start < span.end:
            return index
    return None


def _sentences(text: Text, block: Block, *, gated: bool) -> tuple[Sentence, ...]:
    if block.region not in READ_REGIONS:
        return ()
    spans = split(text.plain, block.body, block.end)
    found: list[Sentence] = []
    for span in spans:
        words = text.plain[span.start : span.end]
        # Patterns see one blank where the file breaks a line; the offsets stay those of the file.
        line = one_line(words)
        found.append(Sentence(span.start, span.end, line, hits(line, offset=span.start, gated=gated)))
    return tuple(found)


@cache
def _matched() -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if rule.family not in READ_BY_CODE)


@cache
def _phrases() -> tuple[Any, dict[str, tuple[Rule, ...]]]:
    matcher = PhraseMatcher(pipeline().vocab, attr="LOWER")
    by_anchor: dict[str, list[Rule]] = {}
    for rule in _matched():
        for anchor in rule.anchors:
            by_anchor.setdefault(anchor, []).append(rule)
    for anchor in by_anchor:
        matcher.add(anchor, [pipeline().make_doc(anchor)])
    return matcher, {anchor: tuple(found) for anchor, found in by_anchor.items()}


@cache
def _pattern(rule_id: str) -> Any:
    (rule,) = (rule for rule in rules() if rule.id == rule_id)
    matcher = Matcher(pipeline().vocab, validate=True)
    matcher.add(rule.id, [list(rule.pattern)], greedy="LONGEST")
    return matcher


def _anchored(doc: Any) -> list[Rule]:
    matcher, by_anchor = _phrases()
    strings = pipeline().vocab.strings
    found = {rule.id: rule for key, _, _ in matcher(doc) for rule in by_anchor[strings[key]]}
    return list(found.values())


def _fire(rule: Rule, doc: Any, places: Sequence[int]) -> Iterable[Hit]:
    if rule.pattern:
        spans = [(start, end) for _, start, end in _pattern(rule.id)(doc)]
    else:
        matcher, by_anchor = _phrases()
        strings = pipeline().vocab.strings
        spans = [(start, end) for key, start, end in matcher(doc) if rule in by_anchor[strings[key]]]
    for start, end in spans:
        yield Hit(rule, places[start], places[end - 1] + len(doc[end - 1]))
