"""How alike two sentences are, by the words that say what they are about. Pure; no count of a whole corpus enters, so
that two sentences are as alike today as they were when fewer were known."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache

from extractors.language.alternation import any_of
from extractors.language.calendar_dates import MONTHS, WEEKDAYS
from extractors.language.rules import word_lists

# Words in capitals that are no names: days, and how a decision begins.
NO_NAMES = MONTHS.keys() | WEEKDAYS.keys() | {"that", "the", "to", "resolved", "agreed", "recommended", "noted"}
WORD = re.compile(r"[^\W\d_][\w'’-]*|\d+(?:[.,/]\d+)*")
SHORTEST_STEM = 3
# So many of the pieces between blanks are remembered: minutes write the same few thousand again and again.
PIECES = 16_384
# Forms of deeds that no ending tells.
IRREGULAR = {
    "sent": "send",
    "brought": "bring",
    "written": "write",
    "rewritten": "rewrite",
    "wrote": "write",
    "given": "give",
    "gave": "give",
    "made": "make",
    "taken": "take",
    "took": "take",
    "found": "find",
    "told": "tell",
    "met": "meet",
    "held": "hold",
    "sought": "seek",
    "shown": "show",
    "paid": "pay",
    "kept": "keep",
    "got": "get",
    "spoken": "speak",
    "spoke": "speak",
    "drawn": "draw",
    "drew": "draw",
    "bought": "buy",
    "built": "build",
    "left": "leave",
}


@cache
def _function_words() -> frozenset[str]:
    return word_lists()["function-words"]


@cache
def common_terms() -> frozenset[str]:
    """Return the stems of what promises deliver whatever they are about: "report", "figures", "send"."""
    return frozenset(stem(word) for word in word_lists()["common-deliverables"])


@cache
def audience_terms() -> frozenset[str]:
    """Return the stems of those for whom promises are: "members", "panel"."""
    return frozenset(stem(word) for word in word_lists()["audience-words"])


@cache
def stem(word: str) -> str:
    """Return what the forms of a word have in common: "reports", "reported" and "report" are one.

    A few English endings, not a stemmer's whole table: the stems are compared with each other and shown to nobody.
    """
    word = word.lower().replace("’", "'").removesuffix("'s").replace("'", "").replace("-", "")
    word = IRREGULAR.get(word, word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > SHORTEST_STEM:
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) > SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith("e") and len(word) > SHORTEST_STEM + 1 else word


def terms(words: str) -> tuple[str, ...]:
    """Return the stems of a sentence's words that say what it is about, in order; figures stand as they are."""
    return tuple([term for piece in words.split() for term in _terms_of_piece(piece)])


@lru_cache(maxsize=PIECES)
def _terms_of_piece(piece: str) -> tuple[str, ...]:
    """The same of what stands between two blanks, which no word reaches over."""
    return tuple([term for word in WORD.findall(piece) if (term := _term(word)) is not None])


@cache
def _term(word: str) -> str | None:
    """The stem of a word, None where it says nothing of what a sentence is about."""
    return None if word.lower() in _function_words() else stem(word)


def figures(words: str) -> frozenset[str]:
    """Return the numbers of a sentence: two promises about different ones are different."""
    return frozenset(word for word in WORD.findall(words) if word[0].isdigit())


def names(words: str) -> frozenset[str]:
    """Return the words that stand in capitals inside a sentence: wards, roads, people; not its first word, no month, no
    weekday, and nothing that only begins what is decided ("RESOLVED: That")."""
    return _names_among(WORD.findall(words))


def _names_among(words: Sequence[str]) -> frozenset[str]:
    return frozenset([stem(word) for word in words[1:] if word[0].isupper() and word.lower() not in NO_NAMES])


def names_beside_roles(words: str) -> frozenset[str]:
    """Return the words that stand in capitals inside a sentence and are not those of a post: the wards, roads and
    people in what "the Head of Parks" or "the Estates Officer" says."""
    return names(_post().sub("", words))


@cache
def _post() -> re.Pattern[str]:
    """A post as it is written in capitals: its head, what stands before it, and what it is the head of. What stands
    before a councillor's title is no part of it."""
    heads = any_of(word.capitalize() for word in word_lists()["role-heads"])
    large = r"[A-Z][\w'’&-]*"
    field = rf"(?:\s+(?:of|for)\s+(?:the\s+)?{large}(?:,?\s+(?:and\s+)?{large})*)?"
    return re.compile(rf"\b(?:Cllrs?|Councillors?|(?:{large}\s+){{0,4}}(?!Cllr|Councillor){heads}\b{field})\b")


def names_in_title(title: str) -> frozenset[str]:
    """Return the words of a title that surely are names: what stands in capitals where other words of weight do not
    ("Survey of the culverts at Harcott"), else what stands behind a word of place ("Survey of Culverts at Harcott")."""
    words = WORD.findall(title)
    if any(word[0].islower() and _term(word) is not None for word in words[1:]):
        return _names_among(words)
    place = next((at for at, word in enumerate(words) if word.lower() in word_lists()["place-words"]), len(words))
    return _names_among(words[place:])


def name_phrases(words: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of words that stand in capitals inside a sentence, as stems: "Harcott Park" is one run."""
    named, runs, last = names(words), list[list[str]](), -1
    for match in WORD.finditer(words):
        word = stem(match[0])
        if word not in named or not match[0][0].isupper():
            continue
        if words[last : match.start()].strip() == "" and last > 0:
            runs[-1].append(word)
        else:
            runs.append([word])
        last = match.end()
    return frozenset(map(tuple, runs))


def in_order(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of two rows of words that stands in both in the same order, 0 to 1."""
    if not one or not other:
        return 1.0 if not one and not other else 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
