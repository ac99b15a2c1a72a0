"""Requests, and their fate in the same item: accepted, answered, declined or open."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.language.engine import Sentence
from extractors.language.owners import object_of, subject
from models.vocabulary import Confidence, Fate


@dataclass(frozen=True, slots=True)
class Request:
    """A request: its sentence's offsets, who is asked, and what became of it in the same item."""

    start: int
    end: int
    owner: tuple[str, ...]
    fate: Fate
    rule: str
    confidence: Confidence


# Share of a decision's words of weight that a suggestion has when the decision takes it up.
REPEATED = 0.7
LIGHT = frozenset(
    {
        "that",
        "with",
        "this",
        "from",
        "agrees",
        "agreed",
        "resolved",
        "committee",
        "panel",
        "board",
        "council",
        "members",
        "meeting",
        "report",
        "noted",
        "approved",
        "minutes",
        "their",
        "would",
        "should",
    }
)

THING = re.compile(
    r"\b(?:report|update|briefing|note|figures|breakdown|data|information|copy|copies|list|links?|presentation|"
    r"response|reply|letter|details?|paper|summary|statistics|analysis|assurance|timetable|map|plan|numbers?|costs?|"
    r"clarification|feedback|table|chart)\b",
    re.IGNORECASE,
)
ANSWERED = re.compile(
    r"^(?:In (?:response|reply|answer)|[^.]{0,80}?\b(?:replied|responded|explained|confirmed|answered|advised|stated|"
    r"said|clarified|told|was told|were told|reported)\b)|^(?:It|They|There|Yes|No|He|She) (?:was|were|had|did|is|"
    r"are)\b",
)
# An answer has at least so many words of weight in common with what was asked.
SHARED = 2
REPLY = re.compile(r"(?:In (?:response|reply|answer)|It|They|There|Yes|No|He|She)\b")
ACCEPTED = re.compile(
    r"\b(?:agreed|undertook|would (?:be )?(?:do|provide|send|circulate|bring|supply|share|arrange|look|take|check|"
    r"find|include|add|provided|sent|circulated|brought|shared|included|done|arranged)\w*|will (?:be )?\w+|this was "
    r"agreed|happy to|accepted|offered to|promised)\b",
    re.IGNORECASE,
)
DECLINED = re.compile(
    r"\b(?:not possible|could not|would not|unable|declined|refused|not able to|no resources|cannot)\b", re.IGNORECASE
)
INTERROGATIVE = re.compile(
    r"\b(?:asked|queried|sought)\s+(?:[\w' ]{0,60}?\s)?(?:whether|if|when|what|how|why|who|where|which|about)\b"
)
COULD = re.compile(
    r"\b(?:whether|if)\b[^.;]{0,80}?\b(?:could|can|might|would)\b(?:[^.;]{0,60}?)\b(?:be\s+)?(?:provided|supplied|"
    r"circulated|sent|shared|have|see|given|brought|included|added|arranged|look|made|done|put|get|write|contact|"
    r"produced)\b"
)
COURTESY = re.compile(
    r"\b(?:thanks|condolences|best wishes|good wishes|congratulations|apologies|silence|patience|declare|stand|leave "
    r"the room|minute'?s silence)\b",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:had|has|have|previously|been|at the last meeting|last (?:year|month))\s+(?:\w+\s+){0,2}(?:asked|requested|"
    r"suggested|urged)\b|\b(?:as|the|reports?|information) requested\b|\brequested by\b|\bwhen asked\b",
    re.IGNORECASE,
)


def requests(sentences: Sequence[tuple[int | None, Sentence]], taken_up: Sequence[str]) -> Iterator[Request]:
    """Give the requests of one item's sentences, in order.

    Each sentence comes with the list item that it stands in, None for running text: an answer to a point of a list
    stands in that point. `taken_up` are the item's decisions: a suggestion that one of them repeats was accepted.
    """
    for index, (point, sentence) in enumerate(sentences):
        found = {hit.rule.family: hit for hit in sentence.hits if hit.rule.kind == "request"}
        if not found or EARLIER.search(sentence.words) or COURTESY.search(sentence.words):
            continue
        following = [
            other.words for place, other in sentences[index + 1 : index + 4] if point is None or place == point
        ]
        for family in ("ask-to", "ask-that", "ask-for", "suggest"):
            if family in found and (request := _judge(sentence, family, following, taken_up)):
                yield request
                break


def _judge(sentence: Sentence, family: str, following: Sequence[str], taken_up: Sequence[str]) -> Request | None:
    words = sentence.words
    fate = _fate(words, following)
    if words.rstrip(" \"'").endswith("?"):
        return None
    if family == "ask-to":
        match = re.search(r"\b(?:asked|requested|urged|asks|requests)\b", words)
        owner = object_of(words, match.end()) if match else ()
        if not owner or re.search(
            r"\b(?:was|were|be|been|is|are)\s+(?:\w+ )?$", words[: match.start()] if match else ""
        ):
            return None
        if re.match(r"(?:[Mm]embers|[Cc]ouncillors|[Rr]esidents|public)", owner[0]) and fate != "accepted":
            return None
        return Request(sentence.start, sentence.end, owner, fate, "asked-somebody-to", "likely")
    if family == "ask-that":
        return Request(sentence.start, sentence.end, (), fate, "asked-that", "likely")
    if family == "ask-for":
        return _asked_for(sentence, fate)
    return _suggested(sentence, "accepted" if _repeated(words, taken_up) else fate)


def _asked_for(sentence: Sentence, fate: Fate) -> Request | None:
    words = sentence.words
    if INTERROGATIVE.search(words):
        if COULD.search(words) and fate in ("accepted", "open"):
            return Request(sentence.start, sentence.end, (), fate, "asked-whether-could", "possible")
        return None
    match = re.search(r"\b(?:asked for|requested|sought|called for)\b", words)
    if match is None:
        return None
    passive = re.search(r"\b(?:was|were)\s+(?:\w+ )?$", words[: match.start()])
    subject_is_thing = bool(passive and THING.search(words[: match.start()]))
    thing = re.match(r"\s*(?:\w+\s+){0,5}?\w*", words[match.end() :])
    if subject_is_thing or (not passive and thing and THING.search(words[match.end() : match.end() + 60])):
        if match[0] == "sought" or fate == "answered":
            return None
        return Request(sentence.start, sentence.end, (), fate, "asked-for", "likely")
    return None


def _suggested(sentence: Sentence, fate: Fate) -> Request | None:
    if fate != "accepted":
        return None
    words = sentence.words
    verb = re.search(r"\bthat\s+(?P<who>.{3,80}?)\s+(?=should\b|\w+s\s+to\b|write|ask|contact)", words)
    owner = subject(words, verb.end("who") + 1) if verb else ()
    return Request(sentence.start, sentence.end, owner, fate, "suggested-that", "possible")


def _repeated(words: str, taken_up: Sequence[str]) -> bool:
    """Whether a decision of the item says again what was suggested: most of its own words of weight stand there."""
    said = _weighty(words)
    return any(len(wanted) >= 3 and len(wanted & said) >= REPEATED * len(wanted) for wanted in map(_weighty, taken_up))


def _weighty(words: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[a-z]{4,}", words.lower()) if word not in LIGHT)


def _fate(asked: str, following: Sequence[str]) -> Fate:
    """What the next sentences of the item make of a request; the first that speaks to it decides.

    Somebody's statement is an answer only where it speaks of what was asked, or begins as an answer does.
    """
    subject_words = _weighty(asked)
    for words in following[:2]:
        if DECLINED.search(words):
            return "declined"
        if ACCEPTED.search(words) and not words.rstrip().endswith("?"):
            return "accepted"
        if ANSWERED.match(words) and (REPLY.match(words) or len(subject_words & _weighty(words)) >= SHARED):
            return "answered"
    return "open"
