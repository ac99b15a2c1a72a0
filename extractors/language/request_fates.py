"""What becomes of a request in its item: accepted, answered, declined, or open, and which promise accepts it."""

import re
from collections.abc import Sequence
from functools import cache

from extractors.language.alternation import any_of
from extractors.language.engine import Sentence
from extractors.language.possible_wordings import possible
from extractors.language.request_forms import WORDINGS
from extractors.language.rules import word_lists
from extractors.language.wordings import wording
from models.frozen import frozen
from models.record import Record
from models.vocabulary import COMMITMENTS, Fate

# The item's answer stands in one of so many sentences behind the request.
NEAR = 2
# Share of a decision's words of weight that a suggestion has when the decision takes it up.
REPEATED = 0.7
LEAST_REPEATED = 3


@frozen
class Outcome:
    """What became of a request. `promise` is the record that accepts it, None where there is none."""

    fate: Fate
    promise: Record | None = None


def outcome(sentence: Sentence, following: Sequence[Sentence], records: Sequence[Record]) -> Outcome:
    """Say what the rest of its sentence, the next sentences and the item's `records` make of a request.

    `following` are the sentences behind it in its item; the first that speaks to it decides. What is refused or
    answered behind another request is that one.
    """
    may_stand = possible(WORDINGS, sentence.words)
    if _says("accepted-there", sentence, may_stand):
        return Outcome("accepted")
    if _says("answered-there", sentence, may_stand):
        return Outcome("declined" if _says("request-refusal", sentence, may_stand) else "answered")
    asked_since = False
    for behind in following[:NEAR]:
        asked_since = asked_since or "request" in behind.kinds
        promise = next((one for one in records if one.kind in COMMITMENTS and _begins_in(one, behind)), None)
        if promise is not None:
            return Outcome("accepted", promise)
        may_stand = possible(WORDINGS, behind.words)
        if _says("request-acceptance", behind, may_stand) and not behind.words.rstrip().endswith("?"):
            return Outcome("accepted")
        if not asked_since and _says("request-refusal", behind, may_stand):
            return Outcome("declined")
        if _promised().search(behind.words):
            return Outcome("accepted")
        if not asked_since and _says("request-statement", behind, may_stand):
            return Outcome("answered")
    return Outcome("accepted" if _repeated(sentence, records) else "open")


def _says(name: str, sentence: Sentence, may_stand: frozenset[str]) -> bool:
    return name in may_stand and wording(name).search(sentence.words) is not None


@cache
def _promised() -> re.Pattern[str]:
    """ "this would be requested", "she will send them": a promise, though nothing else in it makes it a record"""
    lists = word_lists()
    deeds = any_of(lists["strong-participles"])
    return re.compile(rf"\b(?:would|will)\s+(?:\w+\s+)?be\s+{deeds}\b")


def _begins_in(record: Record, sentence: Sentence) -> bool:
    return sentence.start <= record.start < sentence.end


def _repeated(sentence: Sentence, records: Sequence[Record]) -> bool:
    """Whether a decision of the item says again what was asked: most of its own words of weight stand there."""
    said = _weighty(sentence.words)
    wanted = (_weighty(one.quote) for one in records if one.effect and one.kind != "proposal")
    return any(len(words) >= LEAST_REPEATED and len(words & said) >= REPEATED * len(words) for words in wanted)


def _weighty(words: str) -> frozenset[str]:
    light = word_lists()["light-words"]
    return frozenset(word for word in re.findall(r"[a-z]{4,}", words.lower()) if word not in light)
