"""Finds where the patterns of rules match among the tokens of a sentence: what spaCy's Matcher finds, much sooner.

A pattern is an expression over the letters that tokens are written in (tokens.py). Python's engine finds where it
matches: it has gone through so few letters before google-re2 is even called. Where more than one part may repeat, the
match that it finds may not be the longest; google-re2 finds that. What is found is what `Matcher` with
`greedy="LONGEST"` finds in sentences in which an anchor of the rule stands, as `PhraseMatcher` tells; a test holds the
two against each other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod
from typing import Any

import re2

from extractors.language.rules import KINDS, Rule, Token, rule
from extractors.language.tokens import (
    BYTES_A_TOKEN,
    FIRST_GROUP,
    FIRST_KIND,
    LETTERS_A_TOKEN,
    groups,
    named,
    parted,
)

# So many combinations of words are looked at to tell whether a pattern says one of its anchors itself.
MOST_COMBINATIONS = 2_000


def matches(rule_id: str, letters: bytes) -> list[tuple[int, int]]:
    """Return where a rule's pattern matches in a sentence, nowhere where no anchor of the rule stands in it: places of
    tokens, end exclusive, none overlapping another; of matches that do, the longest stands, of equally long ones the
    first."""
    return places(rule_id, letters) if _anchored(rule_id, letters) else []


def places(rule_id: str, letters: bytes) -> list[tuple[int, int]]:
    """Return what `matches` does of a rule that is known to fire in the sentence: its anchors are not looked for."""
    found = _longest_at_each_start(_pattern(rule_id), letters)
    if len(found) < 2:
        return found
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other or stop <= start for other, stop in kept):
            kept.append((start, end))
    return sorted(kept)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A rule's pattern over letters, and over their bytes as `longest`, which finds the longest match at a place: None
    where no more than one part may repeat or be absent, since there the first match that is found takes all of that
    part that it can, and is the longest. `Any`: re2 publishes no types."""

    first: re.Pattern[str]
    longest: Any


def _longest_at_each_start(pattern: _Pattern, letters: bytes) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    written = letters.decode()
    match = pattern.first.search(written)
    while match is not None:
        start, end = match.start() // LETTERS_A_TOKEN, match.end() // LETTERS_A_TOKEN
        if pattern.longest is not None:
            end = pattern.longest.match(letters, start * BYTES_A_TOKEN).end() // BYTES_A_TOKEN
        found.append((start, end))
        match = pattern.first.search(written, (start + 1) * LETTERS_A_TOKEN)
    return found


def expression_of(one: Rule) -> str:
    """Return a rule's pattern as an expression over letters."""
    return "".join(_token(token) for token in one.pattern)


def anchors_of(one: Rule) -> str | None:
    """Return the expression of a rule's anchors, None where whatever matches its pattern says one of them."""
    phrases = {parted(anchor) for anchor in one.anchors}
    if _says_one_of(one, phrases):
        return None
    return "|".join("".join(_token({"LOWER": word}) for word in phrase) for phrase in sorted(phrases))


@cache
def _pattern(rule_id: str) -> _Pattern:
    one = rule(rule_id)
    written = expression_of(one)
    options = re2.Options()
    options.longest_match = True
    varies = sum("OP" in token for token in one.pattern) > 1
    return _Pattern(re.compile(written), re2.compile(written, options) if varies else None)


def _anchored(rule_id: str, letters: bytes) -> bool:
    anchors = _anchors(rule_id)
    return anchors is None or anchors.search(letters) is not None


@cache
def _anchors(rule_id: str) -> Any:
    anchors = anchors_of(rule(rule_id))
    return None if anchors is None else re2.compile(anchors)


def _says_one_of(one: Rule, phrases: set[tuple[str, ...]]) -> bool:
    """Whether some tokens of a pattern that stand side by side in each of its matches are always one of the phrases."""
    for length in {len(phrase) for phrase in phrases}:
        for at in range(len(one.pattern) - length + 1):
            words = [_always(token) for token in one.pattern[at : at + length]]
            if prod(map(len, words)) in range(1, MOST_COMBINATIONS) and phrases.issuperset(product(*words)):
                return True
    return False


def _always(token: Token) -> Sequence[str]:
    """The words of which a token of a pattern must be one, none where it may be absent or another."""
    spares = isinstance(token.get("LOWER"), dict) and "NOT_IN" in token["LOWER"]
    return () if "OP" in token or spares else named(token)


def _token(token: Token) -> str:
    known, names = groups(), named(token)
    every = range(len(set(known.values())) + 1)
    asked = {known[word] for word in names}
    turned = isinstance(token.get("LOWER"), dict) and "NOT_IN" in token["LOWER"]
    wanted = [group for group in every if (group in asked) is not turned] if "LOWER" in token else every
    kinds = [kind for kind in range(1 << len(KINDS)) if _is_of_kind(kind, token)]
    return f"(?:{_any_of(FIRST_GROUP, wanted)}{_any_of(FIRST_KIND, kinds)}){token.get('OP', '')}"


def _is_of_kind(kind: int, token: Token) -> bool:
    return all(bool(kind & 1 << place) is token[name] for place, name in enumerate(KINDS) if name in token)


def _any_of(first: int, places: Sequence[int]) -> str:
    return "[" + "".join(chr(first + place) for place in places) + "]"
