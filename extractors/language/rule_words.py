"""Rules to expressions for google-re2 over the words of a sentence as they stand, before any token is made of them.

They match wherever a rule can fire, and elsewhere too. What a changed rule could touch is looked for with them in whole
documents, and a sentence in which no shorter one of them stands needs no tokens at all.
"""

from collections.abc import Iterable, Iterator
from functools import cache

import re2
from spacy.lang.char_classes import UNITS
from spacy.symbols import ORTH

from extractors.language.rules import Rule, Token
from extractors.language.tokens import parted, pipeline

# spaCy's tokenizer parts "cannot", "gonna" and "10km" inside the word, so that these may begin or end without a border.
PARTED = frozenset({"not", "can", "na", "ta", "got", "gon", "gim", "me", "lem", "d'", "'s", "km", "pm", "am"})
WORD = r"\S+"
GAP = r"\s*"
# What makes a border of tokens that `GAP` and `\b` do not see: other blanks, and a stroke below that is parted from a
# word as a sign.
STRANGE = r"[^\PZ ]|[_\v\x1c-\x1f\x{85}]"
# So many words of a pattern in a row tell more than one of its anchors does.
LEAST_ROW = 2


def in_any_case(words: str) -> str:
    """Return an expression that is matched whatever the case."""
    return f"(?i:{words})"


def any_of(phrases: Iterable[str]) -> str:
    """Return an expression, one group, for phrases as they may stand in text."""
    return "(?:" + "|".join(_whole(phrase) for phrase in sorted(phrases, key=lambda one: (-len(one), one))) + ")"


def any_part_of(words: Iterable[str]) -> str:
    """Return an expression for parts of words, wherever in a word they stand."""
    return "|".join(re2.escape(part) for part in sorted(words))


def expression(one: Rule) -> str:
    """Return a regular expression for google-re2 that matches, whatever the case, every sentence in which the rule can
    fire: what a changed rule could touch is looked for with it in whole documents."""
    return GAP.join(_token(token) for token in one.pattern) if one.pattern else any_of(one.anchors)


def least(rules: Iterable[Rule]) -> str:
    """Return the expression of the least that must stand in a sentence in which one of some rules with a pattern fires.
    It is short, so that google-re2 is soon done with a sentence like none before."""
    return in_any_case("|".join(_row(one) or _anchors(one) for one in rules)) + "|" + _parted_within()


def _row(one: Rule) -> str | None:
    """The longest row of words that each match of a rule's pattern says side by side, None where that is a single
    word, which tells no more than the anchors do."""
    best = max(_rows(one), key=_sure, default=[])
    return GAP.join(_token(token) for token in best) if _sure(best) >= LEAST_ROW else None


def _rows(one: Rule) -> Iterator[list[Token]]:
    """The tokens of a pattern that name their words, as many as stand side by side, from the first that must be there
    to the last."""
    row: list[Token] = []
    for token in (*one.pattern, Token()):
        if _names_words(token):
            row.append(token)
            continue
        sure = [at for at, each in enumerate(row) if _must_stand(each)]
        if sure:
            yield row[sure[0] : sure[-1] + 1]
        row = []


def _names_words(token: Token) -> bool:
    wanted = token.get("LOWER")
    return isinstance(wanted, str) or (isinstance(wanted, dict) and "IN" in wanted)


def _must_stand(token: Token) -> bool:
    return "OP" not in token or token["OP"] == "+"


def _sure(row: list[Token]) -> int:
    return sum(map(_must_stand, row))


def _anchors(one: Rule) -> str:
    return "|".join(GAP.join(map(_whole, parted(anchor))) for anchor in one.anchors)


@cache
def _parted_within() -> str:
    """What spaCy parts where no border of a word is, "cannot", "didn't" and "10km", and what else makes borders that
    the other expressions do not see: in a sentence that has such a thing any rule may fire."""
    units = "|".join(unit for unit in UNITS.split("|") if unit.isascii())
    return f"{STRANGE}|[0-9](?i:{units})\\b|{in_any_case(any_of(sorted(_words_parted_within())))}"


def _words_parted_within() -> Iterator[str]:
    for words, tokens in pipeline().tokenizer.rules.items():
        at = 0
        for token in tokens[:-1]:
            at += len(token[ORTH])
            if words[at - 1].isalnum() and words[at].isalnum():
                yield words.lower()
                break


def _token(token: Token) -> str:
    operator = token.get("OP", "")
    return f"(?:{_one(token)}{GAP}){operator}" if operator else _one(token)


def _one(token: Token) -> str:
    wanted = token.get("LOWER")
    if isinstance(wanted, str):
        return any_of([wanted])
    if isinstance(wanted, dict) and "IN" in wanted:
        return any_of(wanted["IN"])
    return WORD


def _whole(phrase: str) -> str:
    """A phrase as it may stand in text: any white space between its words, no letter or digit beside it."""
    words: str = re2.escape(phrase.lower()).replace(r"\ ", GAP)
    first, last = phrase.split()[0], phrase.split()[-1]
    before = r"\b" if first[0].isalnum() and first not in PARTED else ""
    behind = r"\b" if last[-1].isalnum() and last not in PARTED else ""
    return before + words + behind
