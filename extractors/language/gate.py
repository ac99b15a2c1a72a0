"""Tells which rules can fire in a sentence before any pattern is tried: those of whose pattern every word that must be
there is there.

Each word knows the lists of words that hold it (tokens.py), so that this takes no more than a glance at the sentence's
lists. Only rules that fire on their anchors alone are looked for in the words as they stand, in one pass of google-re2.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

import re2

from extractors.language.rules import Rule, Token, matched_rules, rule
from extractors.language.tokens import Written, list_bit, named

# spaCy's tokenizer parts "cannot", "gonna" and "10km" inside the word, so that these may begin or end without a border.
PARTED = frozenset({"not", "can", "na", "ta", "got", "gon", "gim", "me", "lem", "d'", "'s", "km", "pm", "am"})
WORD = r"\S+"
GAP = r"\s*"


def can_fire(words: str, tokens: Written) -> list[Rule]:
    """Return the rules that may fire in a sentence, which is one line with straight quotes; all others cannot."""
    scan, scanned = _scan()
    found = [scanned[place] for place in scan.Match(words) or ()]
    lists = tokens.lists
    return found + [one for one, wanted in _wanted() if lists & wanted == wanted]


def expression(one: Rule) -> str:
    """Return a regular expression for google-re2 that matches, whatever the case, every sentence in which the rule can
    fire: what a changed rule could touch is looked for with it in whole documents."""
    return GAP.join(_token(token) for token in one.pattern) if one.pattern else _any_of(one.anchors)


@cache
def anchor_scan(rule_id: str) -> Any:
    """Return the compiled scan for a rule's anchors, for rules that fire on their anchors alone. `Any`: re2 publishes
    no types."""
    return re2.compile("(?i)" + _any_of(rule(rule_id).anchors))


@cache
def _scan() -> tuple[Any, tuple[Rule, ...]]:
    """The scan for the anchors of all rules that fire on these alone."""
    options = re2.Options()
    options.case_sensitive = False
    scan = re2.Set.SearchSet(options)
    scanned = tuple(one for one in matched_rules() if not one.pattern)
    for one in scanned:
        scan.Add(expression(one))
    scan.Compile()
    return scan, scanned


@cache
def _wanted() -> tuple[tuple[Rule, int], ...]:
    """The rules with a pattern, and the lists of words that are wanted for each to match."""
    patterned = [one for one in matched_rules() if one.pattern]
    return tuple((one, sum({list_bit(token) for token in one.pattern if _must_stand(token)})) for one in patterned)


def _must_stand(token: Token) -> bool:
    spares = isinstance(token.get("LOWER"), dict) and "NOT_IN" in token["LOWER"]
    return token.get("OP", "+") == "+" and not spares and bool(named(token))


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
