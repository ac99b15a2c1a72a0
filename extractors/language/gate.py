"""Tells which rules can fire in a sentence before anything is tokenised: every rule's pattern is also written as a
regular expression that matches wherever the pattern does (and now and then elsewhere), and google-re2 tries all of them
in one pass of linear time.

The expressions are made from the rules, so that whoever writes a rule need not think of them; a test compares what
passes the gate with every pattern tried everywhere.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

import re2

from extractors.language.rules import Rule, Token, rule, rules

# Decisions are read from heads and lists (decisions.py), not from patterns: their rules stay out of the scan.
READ_BY_CODE = frozenset({"decision", "decision-list"})
# spaCy's tokenizer parts "cannot", "gonna" and "10km" inside the word, so that these may begin or end without a border.
PARTED = frozenset({"not", "can", "na", "ta", "got", "gon", "gim", "me", "lem", "d'", "'s", "km", "pm", "am"})
WORD = r"\S+"
GAP = r"\s*"
MOST_BYTES = 64 * 1024 * 1024


def can_fire(words: str) -> tuple[Rule, ...]:
    """Return the rules that may fire in a sentence, which is one line with straight quotes, in the order of the rules;
    all others cannot."""
    scan, scanned = _scan()
    return tuple(scanned[place] for place in sorted(scan.Match(words) or ()))


def matched_rules() -> tuple[Rule, ...]:
    """Return the rules that are found by anchors and patterns."""
    return tuple(one for one in rules() if one.family not in READ_BY_CODE)


def expression(one: Rule) -> str:
    """Return a regular expression that matches every sentence in which the rule can fire."""
    return GAP.join(_token(token) for token in one.pattern) if one.pattern else _any_of(one.anchors)


@cache
def anchor_scan(rule_id: str) -> Any:
    """Return the compiled scan for a rule's anchors, for rules that fire on their anchors alone. `Any`: re2 publishes
    no types."""
    return re2.compile("(?i)" + _any_of(rule(rule_id).anchors))


@cache
def _scan() -> tuple[Any, tuple[Rule, ...]]:
    options = re2.Options()
    options.case_sensitive = False
    options.never_nl = False
    options.max_mem = MOST_BYTES
    scan = re2.Set.SearchSet(options)
    scanned = matched_rules()
    for one in scanned:
        scan.Add(expression(one))
    scan.Compile()
    return scan, scanned


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
