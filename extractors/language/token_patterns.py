"""Finds where the patterns of rules match among the tokens of a sentence: what spaCy's Matcher finds, much sooner.

Every token is written as two letters: one for the word lists that hold it, one for what kind of token it is. A pattern
is then an expression over such letters, and google-re2 finds its matches. What is found is what `Matcher` with
`greedy="LONGEST"` finds; a test holds the two against each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import re2

from extractors.language.gate import matched_rules
from extractors.language.rules import KINDS, Token, rule

# Where the two alphabets begin. They share no letter, so that a match begins at a token.
FIRST_GROUP, FIRST_KIND = 0x4E00, 0xE000
LETTERS_A_TOKEN = 2
# Words that are remembered with their letters; the vocabulary of minutes is smaller.
MOST_WORDS = 50_000


def letters(tokens: Iterable[Any]) -> str:
    """Return the tokens of a sentence as letters. `Any`: spaCy is untyped here."""
    known = _known()
    written: list[str] = []
    for token in tokens:
        pair = known.get(token.orth)
        if pair is None:
            if len(known) >= MOST_WORDS:
                known.clear()
            pair = known[token.orth] = _letters_of(token.lex)
        written.append(pair)
    return "".join(written)


def matches(rule_id: str, written: str) -> list[tuple[int, int]]:
    """Return where a rule's pattern matches: places of tokens, end exclusive, none overlapping another; of matches that
    do, the longest stands, of equally long ones the first."""
    found = list(_longest_at_each_start(_expression(rule_id), written))
    if len(found) < 2:
        return found
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other or stop <= start for other, stop in kept):
            kept.append((start, end))
    return sorted(kept)


def _longest_at_each_start(expression: Any, written: str) -> Iterator[tuple[int, int]]:
    match = expression.search(written)
    while match is not None:
        start, end = match.span()
        yield start // LETTERS_A_TOKEN, end // LETTERS_A_TOKEN
        match = expression.search(written, start + LETTERS_A_TOKEN)


@cache
def _known() -> dict[int, str]:
    return {}


def _letters_of(lexeme: Any) -> str:
    group = _groups().get(lexeme.lower_, 0)
    kind = sum(1 << place for place, name in enumerate(KINDS) if getattr(lexeme, name.lower()))
    return chr(FIRST_GROUP + group) + chr(FIRST_KIND + kind)


@cache
def _groups() -> dict[str, int]:
    """Return the group of each word that a pattern names, from 1: words that the same tokens of patterns name are one
    group. Words that none names are group 0."""
    named: dict[str, list[int]] = {}
    for place, wanted in enumerate(sorted({_named(token) for one in matched_rules() for token in one.pattern})):
        for word in wanted:
            named.setdefault(word, []).append(place)
    numbers: dict[tuple[int, ...], int] = {}
    return {word: numbers.setdefault(tuple(places), len(numbers) + 1) for word, places in sorted(named.items())}


@cache
def _expression(rule_id: str) -> Any:
    options = re2.Options()
    options.longest_match = True
    return re2.compile("".join(_token(token) for token in rule(rule_id).pattern), options)


def _token(token: Token) -> str:
    groups, names = _groups(), _named(token)
    every = range(len(set(groups.values())) + 1)
    asked = {groups[word] for word in names}
    turned = isinstance(token.get("LOWER"), dict) and "NOT_IN" in token["LOWER"]
    wanted = [group for group in every if (group in asked) is not turned] if "LOWER" in token else every
    kinds = [kind for kind in range(1 << len(KINDS)) if _is_of_kind(kind, token)]
    return f"(?:{_any_of(FIRST_GROUP, wanted)}{_any_of(FIRST_KIND, kinds)}){token.get('OP', '')}"


def _named(token: Token) -> tuple[str, ...]:
    """The words that a token of a pattern names, to take them or to spare them."""
    wanted = token.get("LOWER", ())
    if isinstance(wanted, str):
        return (wanted,)
    return tuple(sorted(word for words in wanted.values() for word in words)) if wanted else ()


def _is_of_kind(kind: int, token: Token) -> bool:
    return all(bool(kind & 1 << place) is token[name] for place, name in enumerate(KINDS) if name in token)


def _any_of(first: int, places: Sequence[int]) -> str:
    return "[" + "".join(chr(first + place) for place in places) + "]"
