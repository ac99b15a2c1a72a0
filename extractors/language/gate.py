"""Tells which rules fire in a sentence: all are looked for together, by google-re2.

Rules that fire on their anchors alone are looked for in the words as they stand, and with them the least that must
stand where a rule with a pattern fires (rule_words.py). Where it does, those rules are looked for among the letters
that the sentence's tokens are written in (tokens.py): to make them is what costs most, and half of all sentences need
none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import re2

from extractors.language.prefilter import empty_scan
from extractors.language.rule_words import any_of, any_part_of, expression, in_any_case, least
from extractors.language.rules import Rule, matched_rules, rule, word_lists
from extractors.language.token_patterns import anchors_of, expression_of, matches
from extractors.language.tokens import letters_of
from models.vocabulary import Kind

# So many sets of rules that fire together are remembered; minutes have some hundreds.
MOST_SETS = 10_000
# Lists of parts of words, and of whole words, that are looked for beside the rules.
PARTS_OF_WORDS = ("head-parts", "proposal-parts", "deciding-parts", "settling-parts")
WHOLE_WORDS = ("errand-participles",)
# The letters of a sentence that was read without them.
UNWRITTEN = b""


@dataclass(frozen=True, slots=True)
class Fired:
    """The rules that fire in a sentence, in their order, with their kinds and families; and the lists of words, or of
    parts of words, of which one stands in it."""

    rules: tuple[Rule, ...]
    kinds: frozenset[Kind]
    families: frozenset[str]
    parts: frozenset[str]


NOTHING = Fired((), frozenset(), frozenset(), frozenset())


def fired(words: str, *, gated: bool = True) -> tuple[Fired, bytes]:
    """Return the rules that fire in a sentence, which is one line with straight quotes, and the letters of its tokens:
    `UNWRITTEN` where no rule with a pattern can fire. With `gated=False` the rules are tried one by one: the reference
    that the scans are tested against."""
    if not gated:
        return _one_by_one(words)
    said = _in_words().scan.Match(words.encode())
    if not said:
        return NOTHING, UNWRITTEN
    places = tuple(said)
    first = _said(places)
    if not first.may_match:
        return first.alone, UNWRITTEN
    letters = letters_of(words)
    found = _in_letters().scan.Match(letters)
    return _with_matched(places, tuple(found)) if found else first.alone, letters


def _one_by_one(words: str) -> tuple[Fired, bytes]:
    letters = letters_of(words)
    rules = [one for one in matched_rules() if _fires(one, words, letters)]
    parts = [name for name in (*PARTS_OF_WORDS, *WHOLE_WORDS) if re2.search(_list(name), words)]
    return _together(rules, parts), letters


def _fires(one: Rule, words: str, letters: bytes) -> bool:
    if one.pattern:
        return bool(matches(one.id, letters))
    return anchor_scan(one.id).search(words) is not None


@cache
def anchor_scan(rule_id: str) -> Any:
    """Return the compiled scan for a rule's anchors, for rules that fire on their anchors alone. `Any`: re2 publishes
    no types."""
    return re2.compile(in_any_case(any_of(rule(rule_id).anchors)))


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words of a sentence say: `alone` is all but the rules with a pattern, `may_match` whether one of those
    may fire."""

    alone: Fired
    may_match: bool


@lru_cache(MOST_SETS)
def _said(found: tuple[int, ...]) -> _Said:
    """Return what the expressions over words mean that were found, by their places."""
    # RE2 gives them in no order.
    meant = [_in_words().means[at] for at in sorted(found)]
    rules, parts = [one for one in meant if isinstance(one, Rule)], [one for one in meant if isinstance(one, str)]
    return _Said(_together(rules, parts) if rules or parts else NOTHING, None in meant)


@lru_cache(MOST_SETS)
def _with_matched(said: tuple[int, ...], found: tuple[int, ...]) -> Fired:
    """Return what the expressions over words and those over letters mean that were found, by their places."""
    alone, scan = _said(said).alone, _in_letters()
    matched = [scan.means[at] for at in found if scan.beside.get(at, at) in found]
    rules = {one.id for one in (*alone.rules, *matched) if isinstance(one, Rule)}
    return _together([one for one in matched_rules() if one.id in rules], alone.parts)


def _together(rules: Sequence[Rule], parts: Iterable[str]) -> Fired:
    kinds, families = frozenset([one.kind for one in rules]), frozenset([one.family for one in rules])
    return Fired(tuple(rules), kinds, families, frozenset(parts))


@dataclass(frozen=True, slots=True)
class _Scan:
    """Expressions that are looked for together. `scan` is RE2's set (`Any`: re2 publishes no types), `means` the rule
    or the list of parts that each expression tells of, None for those that only say what must stand beside others;
    `beside` tells for a pattern where its anchors are."""

    scan: Any
    means: Sequence[Rule | str | None]
    beside: Mapping[int, int]


@cache
def _in_words() -> _Scan:
    """The scan for the words of rules that fire on their anchors alone, for lists of words, and for the least that the
    other rules ask."""
    means: list[Rule | str | None] = [one for one in matched_rules() if not one.pattern]
    written = [in_any_case(expression(one)) for one in means if isinstance(one, Rule)]
    for name in (*PARTS_OF_WORDS, *WHOLE_WORDS):
        means.append(name)
        written.append(_list(name))
    means.append(None)
    written.append(least(one for one in matched_rules() if one.pattern))
    scan = empty_scan()
    for one in written:
        scan.Add(one)
    scan.Compile()
    return _Scan(scan, means, {})


@cache
def _in_letters() -> _Scan:
    """The scan for the letters of rules with a pattern and of the anchors that must stand beside it."""
    scan, means, beside = empty_scan(), list[Rule | str | None](), dict[int, int]()
    for one in matched_rules():
        if one.pattern:
            at = scan.Add(expression_of(one))
            means.append(one)
            if (anchors := anchors_of(one)) is not None:
                beside[at] = scan.Add(anchors)
                means.append(None)
    scan.Compile()
    return _Scan(scan, means, beside)


def _list(name: str) -> str:
    """The expression of a list of words or of parts of words."""
    words = word_lists()[name]
    return in_any_case(any_of(words) if name in WHOLE_WORDS else any_part_of(words))
