"""Runs the rules over a document: a cheap gate, then one tokenisation of each sentence that passed, then patterns.

The gate tells in linear time which rules can fire in a sentence at all; only where one with a pattern can is the
sentence tokenised, by spaCy's blank English pipeline, and only the patterns of those rules are tried on it
(token_patterns.py).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extractors.language.gate import anchor_scan, can_fire, matched_rules
from extractors.language.rules import Rule
from extractors.language.sentences import split
from extractors.language.token_patterns import letters, matches
from models.text import Block, Span, Text
from models.vocabulary import Region

# How spaCy's own infix rule for hyphens between letters can be told: "e-mail" and "co-ordinate" are one word to us.
HYPHEN_BETWEEN_LETTERS = "-|–|—|--|---"
READ_REGIONS: frozenset[Region | None] = frozenset({"minutes", "decision", "report", "motion", "question", "vote"})


# Markdown sets quoted lines apart with ">", also inside a sentence.
QUOTE_MARK = re.compile(r"(?:\A|\n)[ \t]*>[ \t]?")

NAME_STOP = re.compile(
    r"(?<=\b[A-Z])\.(?=\s+[A-Z][a-z])|(?:(?<=\bMr)|(?<=\bMrs)|(?<=\bMs)|(?<=\bDr)"
    r"|(?<=\bCllr)|(?<=\bCllrs)|(?<=\bRev)|(?<=\bProf)|(?<=\bFr)|(?<=\bSgt))\.(?=\s)"
)
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
    able = can_fire(words) if gated else matched_rules()
    found = [
        Hit(rule, offset + match.start(), offset + match.end())
        for rule in able
        if not rule.pattern
        for match in anchor_scan(rule.id).finditer(words)
    ]
    patterned = [rule for rule in able if rule.pattern]
    if patterned:
        found += _matched(words, patterned, offset)
    return tuple(sorted(found, key=lambda hit: (hit.start, -hit.end, hit.rule.id)))


def _matched(words: str, able: Sequence[Rule], offset: int) -> Iterator[Hit]:
    """Tokenise a sentence and give what the patterns match of which an anchor stands in it."""
    doc, places = _without_blanks(words)
    anchored = _anchored(doc)
    written = letters(doc) if anchored else ""
    for rule in able:
        if rule.id in anchored:
            for start, end in matches(rule.id, written):
                yield Hit(rule, offset + places(start), offset + places(end - 1) + len(doc[end - 1]))


def _without_blanks(words: str) -> tuple[Any, Callable[[int], int]]:
    """Return the tokens that are words, and where each begins: a doubled blank is a token that no pattern expects."""
    doc = pipeline().tokenizer(words)
    if "  " not in words and not words.startswith(" "):
        return doc, lambda place: int(doc[place].idx)
    kept = [token for token in doc if not token.is_space]
    return Doc(doc.vocab, words=[token.text for token in kept]), lambda place: int(kept[place].idx)


def one_line(words: str) -> str:
    """Return words as one line with straight quotes and without the stops of "Mr." and "J.", which end nothing;
    character for character, so that offsets hold."""
    line = QUOTE_MARK.sub(lambda mark: " " * len(mark[0]), words).translate(STRAIGHT)
    return NAME_STOP.sub(" ", line) if ". " in line else line


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
def _phrases() -> tuple[Any, dict[str, tuple[str, ...]]]:
    """Return the matcher of the anchors of all rules with a pattern, and the ids of the rules that each belongs to."""
    matcher = PhraseMatcher(pipeline().vocab, attr="LOWER")
    by_anchor: dict[str, list[str]] = {}
    for rule in matched_rules():
        for anchor in rule.anchors if rule.pattern else ():
            by_anchor.setdefault(anchor, []).append(rule.id)
    for anchor in by_anchor:
        matcher.add(anchor, [pipeline().make_doc(anchor)])
    return matcher, {anchor: tuple(found) for anchor, found in by_anchor.items()}


def _anchored(doc: Any) -> frozenset[str]:
    """Return the ids of the rules of which an anchor stands in a sentence."""
    matcher, by_anchor = _phrases()
    strings = pipeline().vocab.strings
    return frozenset(rule_id for key, _, _ in matcher(doc) for rule_id in by_anchor[strings[key]])
