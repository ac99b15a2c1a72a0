"""Tells which rules fire in a sentence: all are looked for together, in one pass of google-re2.

Rules with a pattern are looked for among the letters that the sentence's tokens are written in (tokens.py), rules that
fire on their anchors alone in the words as they stand. Both are one string: the letters of tokens alternate between
ASCII and beyond, the words are ASCII alone and more than one letter long, so that neither is found in the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import re2

from extractors.language.prefilter import empty_scan
from extractors.language.rules import Rule, Token, matched_rules, rule, word_lists
from extractors.language.token_patterns import anchors_of, expression_of, matches
from models.vocabulary import Kind

# So many sets of rules that fire together are remembered; minutes have some hundreds.
MOST_SETS = 10_000
# Lists of parts of words, and of whole words, that are looked for beside the rules.
PARTS_OF_WORDS = ("head-parts", "proposal-parts", "deciding-parts")
WHOLE_WORDS = ("errand-participles",)
# spaCy's tokenizer parts "cannot", "gonna" and "10km" inside the word, so that these may begin or end without a border.
PARTED = frozenset({"not", "can", "na", "ta", "got", "gon", "gim", "me", "lem", "d'", "'s", "km", "pm", "am"})
# Between the letters of a sentence and its words; no word holds it, since a sentence is one line.
BORDER = b"\n"
WORD = r"\S+"
GAP = r"\s*"


@dataclass(frozen=True, slots=True)
class Fired:
    """The rules that fire in a sentence, in their order, with their kinds and families; and the lists of words, or of
    parts of words, of which one stands in it."""

    rules: tuple[Rule, ...]
    kinds: frozenset[Kind]
    families: frozenset[str]
    parts: frozenset[str]


NOTHING = Fired((), frozenset(), frozenset(), frozenset())


def fired(words: str, letters: bytes, *, gated: bool = True) -> Fired:
    """Return the rules that fire in a sentence, which is one line with straight quotes, from its words and the letters
    of its tokens. With `gated=False` they are tried one by one: the reference that the scans are tested against."""
    if not gated:
        rules = [one for one in matched_rules() if _fires(one, words, letters)]
        return _together(rules, [name for name in (*PARTS_OF_WORDS, *WHOLE_WORDS) if _holds(words, name)])
    found = _scan().scan.Match(letters + BORDER + words.encode("ascii", "replace"))
    return _set_of(tuple(found)) if found else NOTHING


def _fires(one: Rule, words: str, letters: bytes) -> bool:
    if one.pattern:
        return bool(matches(one.id, letters))
    return anchor_scan(one.id).search(words) is not None


def _holds(words: str, name: str) -> bool:
    return re2.search(_in_any_case(_list(name)), words) is not None


@lru_cache(MOST_SETS)
def _set_of(found: tuple[int, ...]) -> Fired:
    """Return what the expressions of the scan mean that were found, by their places."""
    scan = _scan()
    meant = [scan.means[at] for at in found if scan.beside.get(at, at) in found]
    rules = {id(one) for one in meant if isinstance(one, Rule)}
    return _together(
        [one for one in matched_rules() if id(one) in rules], [one for one in meant if isinstance(one, str)]
    )


def _together(rules: Sequence[Rule], parts: Sequence[str]) -> Fired:
    kinds, families = frozenset([one.kind for one in rules]), frozenset([one.family for one in rules])
    return Fired(tuple(rules), kinds, families, frozenset(parts))


def expression(one: Rule) -> str:
    """Return a regular expression for google-re2 that matches, whatever the case, every sentence in which the rule can
    fire: what a changed rule could touch is looked for with it in whole documents."""
    return GAP.join(_token(token) for token in one.pattern) if one.pattern else _any_of(one.anchors)


@cache
def anchor_scan(rule_id: str) -> Any:
    """Return the compiled scan for a rule's anchors, for rules that fire on their anchors alone. `Any`: re2 publishes
    no types."""
    return re2.compile(_in_any_case(_any_of(rule(rule_id).anchors)))


@dataclass(frozen=True, slots=True)
class _Scan:
    """Expressions that are looked for together. `scan` is RE2's set (`Any`: re2 publishes no types), `means` the rule
    or the list of parts that each expression tells of, None for anchors that must stand beside a pattern; `beside`
    tells for a pattern where those are."""

    scan: Any
    means: Sequence[Rule | str | None]
    beside: Mapping[int, int]


@cache
def _scan() -> _Scan:
    """The scan for the letters of rules with a pattern and of the anchors that must stand beside it, for the words of
    rules that fire on their anchors alone, and for lists of words."""
    scan, means, beside = empty_scan(), list[Rule | str | None](), dict[int, int]()
    for one in matched_rules():
        at = scan.Add(expression_of(one) if one.pattern else _in_any_case(expression(one)))
        means.append(one)
        if one.pattern and (anchors := anchors_of(one)) is not None:
            beside[at] = scan.Add(anchors)
            means.append(None)
    for name in (*PARTS_OF_WORDS, *WHOLE_WORDS):
        scan.Add(_in_any_case(_list(name)))
        means.append(name)
    scan.Compile()
    return _Scan(scan, means, beside)


def _list(name: str) -> str:
    """The expression of a list of words or of parts of words."""
    words = word_lists()[name]
    return _any_of(words) if name in WHOLE_WORDS else "|".join(re2.escape(part) for part in sorted(words))


def _in_any_case(words: str) -> str:
    return f"(?i:{words})"


def _token(token: Token) -> str:
    operator = token.get("OP", "")
    return f"(?:{_one(token)}{GAP}){operator}" if operator else _one(token)


def _one(token: Token) -> str:
    wanted = token.get("LOWER")
    if isinstance(wanted, str):
        return _any_of([wanted])
    if isinstance(wanted, dict) and "IN" in wanted:
        return _any_of(wanted["IN"])
    return WORD


def _any_of(phrases: Iterable[str]) -> str:
    return "(?:" + "|".join(_whole(phrase) for phrase in sorted(phrases, key=lambda one: (-len(one), one))) + ")"


def _whole(phrase: str) -> str:
    """A phrase as it may stand in text: any white space between its words, no letter or digit beside it."""
    words: str = re2.escape(phrase.lower()).replace(r"\ ", GAP)
    first, last = phrase.split()[0], phrase.split()[-1]
    before = r"\b" if first[0].isalnum() and first not in PARTED else ""
    behind = r"\b" if last[-1].isalnum() and last not in PARTED else ""
    return before + words + behind
