"""Words to tokens: each token of a sentence as two letters, one for the word lists that hold it, one for its kind.

A token is what spaCy's blank English pipeline makes of it. It parts a sentence at blanks first and each stretch between
two of them by itself, so that a stretch seen before, and minutes repeat their words, need not be parted again.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import spacy
from spacy.attrs import LIKE_NUM
from spacy.lang.en import lex_attrs

from extractors.language.rules import KINDS, Token, matched_rules

# How spaCy's own infix rule for hyphens between letters can be told: "e-mail" and "co-ordinate" are one word to us.
HYPHEN_BETWEEN_LETTERS = "-|–|—|--|---"
# Where the two alphabets begin. They share no letter, so that a match begins at a token; in UTF-8 a letter of the first
# takes two bytes, one of the second a single one. Without regard to case the long s, before 0x180, would be an s.
FIRST_GROUP, FIRST_KIND = 0x180, 0x60
LETTERS_A_TOKEN, BYTES_A_TOKEN = 2, 3
# spaCy's own test of a word, which is untyped.
like_num: Any = lex_attrs.like_num
# Stretches that are remembered with their letters; the vocabulary of minutes is smaller.
MOST_STRETCHES = 50_000


class _Letters(dict[str, bytes]):
    """The letters of every stretch that was met; those of a new one are made when they are asked for. A dict, since
    nothing is asked as often."""

    def __missing__(self, stretch: str) -> bytes:
        if len(self) >= MOST_STRETCHES:
            self.clear()
        pairs = _letters_of_word(stretch) if is_one_word(stretch) else letters_by_spacy(stretch)
        letters = self[stretch] = pairs.encode()
        return letters


LETTERS = _Letters()


def letters_of(words: str) -> bytes:
    """Return the letters of a sentence's tokens, in order. White space is none."""
    return b"".join(map(LETTERS.__getitem__, words.split(" ")))


def token_span(words: str, first: int, past: int) -> tuple[int, int]:
    """Return the offsets in a sentence between which the tokens from `first` up to `past` stand, `past` not among them.
    Raises `IndexError` where there are not so many."""
    start = at = seen = 0
    for stretch in words.split(" "):
        after = seen + len(LETTERS[stretch]) // BYTES_A_TOKEN
        if first < after:
            if first >= seen:
                start = at + _places(stretch)[first - seen][0]
            if past <= after:
                return start, at + _places(stretch)[past - 1 - seen][1]
        seen = after
        at += len(stretch) + 1
    raise IndexError(past)


@cache
def pipeline() -> Any:
    """Return spaCy's blank English pipeline: a tokenizer that keeps hyphenated words whole, and nothing else. Numbers
    are numbers with a hyphen as well.

    `Any`: spaCy is untyped here.
    """
    blank: Any = spacy.blank("en")
    infixes = [infix for infix in blank.Defaults.infixes if HYPHEN_BETWEEN_LETTERS not in infix]
    blank.tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
    blank.vocab.lex_attr_getters[LIKE_NUM] = _is_number
    return blank


def _is_number(word: str) -> bool:
    """Whether a word is a number to spaCy, or is made of two such words: "fifty-two"."""
    parts = word.split("-")
    return like_num(word) or all(part.isalpha() and like_num(part) for part in parts)


def parted(phrase: str) -> tuple[str, ...]:
    """Return the tokens of a phrase in lower case."""
    return tuple(token.lower_ for token in pipeline().tokenizer(phrase) if not token.is_space)


@lru_cache(MOST_STRETCHES)
def _places(stretch: str) -> tuple[tuple[int, int], ...]:
    """The offsets in a stretch at which each of its tokens begins and ends."""
    return tuple([(token.idx, token.idx + len(token)) for token in _tokens(stretch)])


def _tokens(stretch: str) -> list[Any]:
    """`Any`: spaCy is untyped here."""
    return [token for token in pipeline().tokenizer(stretch) if not token.is_space]


def is_one_word(stretch: str) -> bool:
    """Whether a stretch is letters alone, and none that spaCy parts all the same ("cannot"): it is one token then, and
    all that is asked of it is told without making a token of it, which a new word costs most."""
    return stretch.isascii() and stretch.isalpha() and stretch not in pipeline().tokenizer.rules


def _letters_of_word(word: str) -> str:
    is_kind = {"IS_ALPHA": True, "IS_LOWER": word.islower(), "IS_TITLE": word.istitle(), "LIKE_NUM": like_num(word)}
    return _letters(word.lower(), [name for name in KINDS if is_kind.get(name)])


def letters_by_spacy(stretch: str) -> str:
    """Return the letters of a stretch by making tokens of it: the reference for words alone."""
    return "".join(
        [_letters(one.lower_, [name for name in KINDS if getattr(one.lex, name.lower())]) for one in _tokens(stretch)]
    )


def _letters(lower: str, kinds: Sequence[str]) -> str:
    kind = sum(1 << place for place, name in enumerate(KINDS) if name in kinds)
    return chr(FIRST_GROUP + groups().get(lower, 0)) + chr(FIRST_KIND + kind)


@cache
def groups() -> Mapping[str, int]:
    """Return the group of each word that a pattern or an anchor names, from 1: words that stand in the same lists are
    one group. Words that none names are group 0."""
    numbers: dict[int, int] = {}
    return {word: numbers.setdefault(bits, len(numbers) + 1) for word, bits in sorted(_bits().items())}


@cache
def _bits() -> Mapping[str, int]:
    """The lists that hold each word, as bits."""
    found: dict[str, int] = {}
    for words, place in _lists().items():
        for word in words:
            found[word] = found.get(word, 0) | 1 << place
    return found


@cache
def _lists() -> Mapping[tuple[str, ...], int]:
    """The lists of words that tokens of patterns name and the single words of anchors, and the place of each."""
    patterned = [one for one in matched_rules() if one.pattern]
    wanted = {named(token) for one in patterned for token in one.pattern}
    wanted |= {(word,) for one in patterned for anchor in one.anchors for word in parted(anchor)}
    return {words: place for place, words in enumerate(sorted(wanted - {()}))}


def named(token: Token) -> tuple[str, ...]:
    """Return the words that a token of a pattern names, to take them or to spare them, in order."""
    wanted = token.get("LOWER", ())
    if isinstance(wanted, str):
        return (wanted,)
    return tuple(sorted(word for words in wanted.values() for word in words)) if wanted else ()
