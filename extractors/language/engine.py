"""Runs the rules over a document: one tokenisation of each sentence, then one scan for all rules together.

The scan tells which rules fire in a sentence; where in it their words stand is looked up when a family asks for them.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractors.language.gate import Fired, anchor_scan, fired
from extractors.language.rules import Rule
from extractors.language.sentences import bounds
from extractors.language.token_patterns import places
from extractors.language.tokens import token_span
from models.frozen import frozen
from models.text import Block, Span, Text
from models.vocabulary import Kind, Region

READ_REGIONS: frozenset[Region | None] = frozenset({"minutes", "decision", "report", "motion", "question", "vote"})


# Markdown sets quoted lines apart with ">", also inside a sentence.
QUOTE_MARK = re.compile(r"(?:\A|\n)[ \t]*>[ \t]?")

# It begins with the stop, which is soon found, and then looks at what stands before it.
NAME_STOP = re.compile(
    r"\.(?:(?<=\b[A-Z]\.)(?=\s+[A-Z][a-z])|(?:(?<=\bMr\.)|(?<=\bMrs\.)|(?<=\bMs\.)|(?<=\bDr\.)"
    r"|(?<=\bCllr\.)|(?<=\bCllrs\.)|(?<=\bRev\.)|(?<=\bProf\.)|(?<=\bFr\.)|(?<=\bSgt\.))(?=\s))"
)
NAME_STOP_ENDS = ". "
# One by one: most stand nowhere in a text, and to look for one letter takes next to nothing.
STRAIGHT = (("\n", " "), ("\r", " "), ("\t", " "), ("\u00a0", " "), ("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'))


@frozen
class Hit:
    """A rule that fired: `start` and `end` delimit the words of its pattern in `Text.plain`."""

    rule: Rule
    start: int
    end: int


# No slots, which leave no room for what is worked out once; nobody changes one.
@dataclass
class Sentence:
    """A sentence of a block: its offsets, its words as one line, the rules that fire in it, and its tokens' letters,
    which are `UNWRITTEN` where no rule with a pattern can fire."""

    start: int
    end: int
    words: str
    rules: Fired
    letters: bytes = field(compare=False, repr=False)

    def holds(self, parts: str) -> bool:
        """Whether one of the list `parts` stands in it, of `PARTS_OF_WORDS` wherever in a word, of `WHOLE_WORDS` by
        itself."""
        return parts in self.rules.parts

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of the rules that fire in it."""
        return self.rules.kinds

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """What fires in it, in order of offsets; the longest match of a rule at each of its places."""
        return _hits(self.rules.rules, self)

    def hits_of(self, kind: Kind) -> tuple[Hit, ...]:
        """The hits of the rules of one kind, in order."""
        return _hits([one for one in self.rules.rules if one.kind == kind], self) if kind in self.kinds else ()

    def hits_of_family(self, family: str) -> tuple[Hit, ...]:
        """The hits of the rules of one family, in order."""
        return _hits([one for one in self.rules.rules if one.family == family], self)


@frozen
class Passage:
    """A block as the families read it. `index` is its place among the text's blocks; `item` the place of its item in
    the list of items, None outside of all. `sentences` are empty for blocks that are not read for records."""

    block: Block
    index: int
    item: int | None
    sentences: tuple[Sentence, ...]


def passages(text: Text, item_spans: Sequence[Span] = (), *, gated: bool = True) -> tuple[Passage, ...]:
    """Read every block of a text. With `gated=False` every rule is tried on every sentence: the reference that the gate
    is tested against."""
    items = _items_of(text.blocks, item_spans)
    straight = straightened(text.plain)
    return tuple(
        [
            Passage(block, index, item, _sentences(text.plain, straight, block, gated=gated))
            for index, (block, item) in enumerate(zip(text.blocks, items, strict=True))
        ]
    )


def hits(words: str, *, gated: bool = True) -> tuple[Hit, ...]:
    """Return what fires in one sentence, in order; the longest match of a rule at each of its places."""
    return sentence_of(words, 0, len(words), gated=gated).hits


def _hits(rules: Sequence[Rule], sentence: Sentence) -> tuple[Hit, ...]:
    found: list[Hit] = []
    for rule in rules:
        found += _matched(rule, sentence) if rule.pattern else _said(rule, sentence)
    return tuple(sorted(found, key=lambda hit: (hit.start, -hit.end, hit.rule.id)) if len(found) > 1 else found)


def _said(rule: Rule, sentence: Sentence) -> list[Hit]:
    """What a rule that fires on its anchors alone finds."""
    # Bytes are offsets in ASCII, and need not be counted.
    words, offset = sentence.words, sentence.start
    found = anchor_scan(rule.id).finditer(words.encode() if words.isascii() else words)
    return [Hit(rule, offset + start, offset + end) for start, end in [match.span() for match in found]]


def _matched(rule: Rule, sentence: Sentence) -> list[Hit]:
    """What the pattern of a rule that fires matches."""
    words, offset = sentence.words, sentence.start
    found = [token_span(words, first, past) for first, past in places(rule.id, sentence.letters)]
    return [Hit(rule, offset + start, offset + end) for start, end in found]


def one_line(words: str) -> str:
    """Return words as one line with straight quotes and without the stops of "Mr." and "J.", which end nothing;
    character for character, so that offsets hold."""
    if ">" in words:
        words = QUOTE_MARK.sub(lambda mark: " " * len(mark[0]), words)
    words = straightened(words)
    return NAME_STOP.sub(" ", words) if NAME_STOP_ENDS in words else words


def straightened(words: str) -> str:
    """Return words as one line with straight quotes, character for character."""
    for curly, straight in STRAIGHT:
        words = words.replace(curly, straight)
    return words


def _items_of(blocks: Sequence[Block], item_spans: Sequence[Span]) -> list[int | None]:
    """The place of the first item that holds the beginning of each block, None where none does."""
    starts = [block.start for block in blocks]
    found: list[int | None] = [None] * len(blocks)
    # From the last to the first, so that of several items the first stands.
    for place in reversed(range(len(item_spans))):
        span = item_spans[place]
        first, past = bisect_left(starts, span.start), bisect_left(starts, span.end)
        found[first:past] = [place] * (past - first)
    return found


def _sentences(plain: str, straight: str, block: Block, *, gated: bool) -> tuple[Sentence, ...]:
    """The sentences of a block of a text, which is given as it is and straightened."""
    if block.region not in READ_REGIONS:
        return ()
    found: list[Sentence] = []
    for start, end in bounds(plain, block.body, block.end):
        # Patterns see one blank where the file breaks a line; the offsets stay those of the file.
        words = straight[start:end]
        if ">" in words or NAME_STOP_ENDS in words:
            words = one_line(plain[start:end])
        found.append(sentence_of(words, start, end, gated=gated))
    return tuple(found)


def sentence_of(words: str, start: int, end: int, *, gated: bool = True) -> Sentence:
    """Return a sentence from its words, which are one line with straight quotes, and its offsets."""
    rules, letters = fired(words, gated=gated)
    return Sentence(start, end, words, rules, letters)
