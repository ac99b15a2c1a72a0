"""How a sentence asks for something: who is asked, for what, and what must follow for it to count as a request.

"The Chair asked the Clerk to invite ...", "asked that", "asked for the signs to be cleaned", "wished to see", "asked
whether the list could be sent". The wordings are rules (data/rules/requests.toml).
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal

from extractors.language.closure_deeds import has_errands
from extractors.language.engine import Sentence, sentence_of
from extractors.language.owners import clean, object_of, subject
from extractors.language.possible_wordings import possible
from extractors.language.rules import word_lists
from extractors.language.wordings import sought, wording
from models.frozen import frozen

Needs = Literal["nothing", "no answer", "acceptance"]
"""What makes wording a request: nothing more; that it is not answered on the spot; that the item takes it up."""

# The rule file of the wordings that sentences which ask are searched for.
WORDINGS = "request_wordings.toml"
# What is behind the first of these is not the thing asked for, but what the thing is about.
PREPOSITION = re.compile(
    r"\b(?:on|about|regarding|concerning|of|from|in|for|to|by|with|at|that|which|as|showing|setting)\b"
)
VERB = re.compile(r"\b(?:asked|asks|requested|requests|urged|urges|pressed|upon|on|asking|requesting|urging|invited)\b")
PERFECT = re.compile(r"\b(?:has|have)\s+(?:also\s+|now\s+)?$")
PERFECT_ENDS = ("has", "have", "also", "now")
PASSIVE = re.compile(r"\b(?:was|were|be|been|being|is|are)\s+(?:\w+\s+)?$")
IMPERSONAL = re.compile(r"\b[Ii]t (?:was|is)\s+(?:\w+\s+)?$")
WHOM_AND_DEED = re.compile(r"\s+(?P<whom>[^.;:]{1,90}?)\s+to\s+(?P<deed>[a-z'-]+)")
TO_WHOM = re.compile(r"\s+(?:to|of)\s+(?P<whom>[A-Z]\w+)")
# "asked if the list could be sent": the modal, and what would be done.
COULD = re.compile(
    r"(?:if|whether|asked)\b[^.;]*?\b(?P<modal>could|can|might|may|would|will)\b\s+(?P<rest>[^.;]*)", re.IGNORECASE
)
WOULD_DO = re.compile(r"(?:also |be |now |please |again )*(?P<deed>[a-z'-]+)")
# A wish that names its thing: "would like a", "would welcome further".
WISHES_THING = re.compile(r"\b(?:an?|the|more|further|require|also|for)$")
SHALL = re.compile(
    r"\s(?=should\b|would\b|(?:writes?|asks?|contacts?|send|bring|present|look|see|provide|commit|let|attend|come|give"
    r"|make|prepare|circulate|arrange|investigate|explain|obtain|supply|publish|produce|find|meet|speak)\b)"
)
WOULD = re.compile(r"\s(?=would\b|will\b)")
SECOND_WISH = re.compile(r"\band\s+(?=(?:whether|if)\b)")
GERUND = re.compile(r"(?:asking|calling|requesting|urging)\b", re.IGNORECASE)
PRONOUN = re.compile(r"(?:him|her|them|it|us)")
# What parts a request from the promise behind it.
SEAM = re.compile(r"(?:[;,–-]\s*(?:(?:and|but|so)\s+)?(?:that\s+)?|\s+(?:and|but)\s+(?:that\s+)?)$")


@frozen
class Asked:
    """A wording that asks: the offsets of its words, who is asked as written, what it needs, and its rule."""

    start: int
    end: int
    owner: tuple[str, ...]
    needs: Needs
    rule: str


@frozen
class _Place:
    """Where a rule fired in a sentence: between the offsets `at` and `past` of its words; `possible` names the wordings
    that may stand in it."""

    words: str
    at: int
    past: int
    possible: frozenset[str]

    @property
    def before(self) -> str:
        return self.words[: self.at]

    @property
    def fired(self) -> str:
        return self.words[self.at : self.past]

    @property
    def behind(self) -> str:
        return self.words[self.past :]

    @property
    def passive(self) -> bool:
        """Whether the verb is a passive: "was asked"; "it was asked that" is none."""
        return bool(PASSIVE.search(self.before)) and not IMPERSONAL.search(self.before)

    def search(self, name: str, part: str) -> re.Match[str] | None:
        """Search a part of the sentence for a wording of requests."""
        return wording(name).search(part) if name in self.possible else None

    def search_on(self, name: str) -> re.Match[str] | None:
        """Search the sentence from the rule's words on for a wording of requests; offsets are those of the sentence."""
        return wording(name).search(self.words, self.at) if name in self.possible else None


Found = tuple[tuple[str, ...], Needs]
"""Who is asked, and what the wording needs to be a request."""


def asked(sentence: Sentence) -> Asked | None:
    """Return how a sentence asks for something, None where it does not."""
    if "request" not in sentence.kinds or sentence.words.rstrip(" \"'").endswith("?"):
        return None
    return next(_forms(sentence), None)


def asked_ahead(sentence: Sentence, start: int, past: int) -> Asked | None:
    """Return how a sentence asks for something between two offsets of its words, behind which "and" or a comma joins on
    a promise: "asked for a map, and the Surveyor agreed to draw one". None where it does not."""
    seam = SEAM.search(sentence.words, start, past) if "request" in sentence.kinds else None
    if seam is None:
        return None
    begins, ends = sentence.start + start, sentence.start + seam.start()
    return asked(sentence_of(sentence.words[start : seam.start()], begins, ends))


def asks_ahead(sentence: Sentence, past: int) -> bool:
    """Say whether the words of a sentence before an offset ask for something, be it promised behind them or not."""
    said = asked_ahead(sentence, 0, past)
    return said is not None and said.needs != "acceptance"


def _forms(sentence: Sentence) -> Iterator[Asked]:
    may_stand = possible(WORDINGS, sentence.words)
    # The plainest form that fits is enough: where the words of the others stand is not looked up.
    for family, form in FORMS.items():
        for hit in sentence.hits_of_family(family) if family in sentence.rules.families else ():
            place = _Place(sentence.words, hit.start - sentence.start, hit.end - sentence.start, may_stand)
            if _is_earlier(place) or place.search("request-party", place.before):
                continue
            courtesy = place.search_on("request-courtesy")
            if courtesy is not None:
                yield from _beside_courtesy(sentence, courtesy.end(), may_stand)
                continue
            found = form(place)
            if found is not None:
                yield Asked(sentence.start, sentence.end, *found, hit.rule.id)


def _beside_courtesy(sentence: Sentence, past: int, may_stand: frozenset[str]) -> Iterator[Asked]:
    """A second wish beside a courtesy: "asked that thanks be passed on and whether a list could be sent"."""
    second = SECOND_WISH.search(sentence.words, past)
    found = _ask_whether(_Place(sentence.words, second.end(), second.end(), may_stand)) if second else None
    if second is not None and found is not None:
        yield Asked(sentence.start + second.end(), sentence.end, *found, "asked-whether-could")


def _is_earlier(place: _Place) -> bool:
    """Whether somebody asked before this meeting: "had asked", "the report requested by", "the Clerk has asked"."""
    if "request-asked-earlier" in place.possible:
        for match in sought("request-asked-earlier").finditer(place.words):
            if match.start() <= place.past and place.at <= match.end():
                return True
    before = place.before
    perfect = before.rstrip().endswith(PERFECT_ENDS) and PERFECT.search(before)
    return bool(perfect) and any(has_errands(doer) for doer in subject(place.words, place.at))


def _ask_to(place: _Place) -> Found | None:
    """ "asked the Clerk to invite", "urged them to write": not what those who meet shall do in the meeting"""
    verb = VERB.search(place.words, place.at)
    deed = WHOM_AND_DEED.match(place.words, verb.end()) if verb and not place.passive else None
    if verb is None or deed is None or place.search("request-other-question", deed["whom"]):
        return None
    owner = object_of(place.words, verb.end())
    if not owner and not PRONOUN.fullmatch(deed["whom"]):
        return None
    hosts = deed["whom"].lower().split()[-1] in word_lists()["hosts"]
    here = deed["deed"] in word_lists()["meeting-verbs"]
    if here and not place.search("request-with-others", place.words[deed.start("deed") :]):
        return None if hosts else (owner, "acceptance")
    return owner, "acceptance" if hosts else "nothing"


def _ask_that(place: _Place) -> Found | None:
    """ "asked that the item return" """
    now = place.search("request-host-decides", place.behind) or place.search("request-to-be-minuted", place.behind)
    if place.passive or now:
        return None
    return _who_shall(place.behind), "nothing"


def _ask_for(place: _Place) -> Found | None:
    """ "asked for a note", "asked for the signs to be cleaned", "called for a report" """
    at_large = place.search("request-people-at-large", place.before)
    in_passing = GERUND.match(place.fired) and place.at > 0
    if place.passive or at_large or in_passing or place.search("request-to-be-minuted", place.behind):
        return None
    calls = place.fired.lower().startswith("call")
    if calls or place.search_on("request-for-it-to-be-done") or _begins_with_thing(place.behind):
        return (), "no answer"
    return (), "acceptance"


def _ask_of(place: _Place) -> Found | None:
    """ "asked the Council for a letter" """
    verb = VERB.search(place.words, place.at)
    whom = object_of(place.words, verb.end()) if verb and not place.passive else ()
    _, _, thing = place.words[place.at :].partition(" for ")
    return (whom, "no answer") if whom and _begins_with_thing(thing) else None


def _requested_thing(place: _Place) -> Found | None:
    """ "requested a breakdown"; "sought" only where it is promised"""
    verb, _, thing = place.words[place.at :].partition(" ")
    if place.passive or not _begins_with_thing(thing):
        return None
    return (), "acceptance" if verb == "sought" else "no answer"


def _thing_requested(place: _Place) -> Found | None:
    """ "a breakdown was requested" """
    if place.search("request-and-supplied", place.behind) or not _names_thing(place.before):
        return None
    return (), "no answer"


def _request_noun(place: _Place) -> Found | None:
    """ "a request was made for the slides" """
    if not place.search("request-opens", place.before) or place.behind.rstrip().endswith(":"):
        # "The following requests were made:" only leads in a list.
        return None
    whom = TO_WHOM.match(place.behind)
    return ((whom["whom"],) if whom else ()), "nothing"


def _ask_be(place: _Place) -> Found | None:
    """ "asked to see the lease" """
    return None if place.passive else ((), "nothing")


def _ask_whether(place: _Place) -> Found | None:
    """ "asked whether the list could be sent"; "whether X would" only where it is promised"""
    match = COULD.search(place.words, place.at)
    if match is None or place.search("request-state-of-affairs", match["rest"]):
        return None
    if match["modal"] not in ("would", "will"):
        return (), "no answer"
    deed = WOULD_DO.match(match["rest"])
    if deed is None or deed["deed"] not in _deeds():
        return None
    return _who_would(place), "no answer" if PERFECT.search(place.before) else "acceptance"


def _wish(place: _Place) -> Found | None:
    """ "wished to see", "would like a note" """
    if WISHES_THING.search(place.fired) and not _begins_with_thing(place.behind):
        return None
    return (), "no answer"


def _wish_to_know(place: _Place) -> Found | None:
    """ "wanted to know how long each had lasted" """
    return None if place.behind.startswith(" about") else ((), "acceptance")


def _suggest(place: _Place) -> Found | None:
    """ "suggested that a leaflet be sent" """
    by_whom = _who_shall(place.behind)
    bare = place.fired.startswith("suggested") and bool(by_whom)
    if not bare and not place.search_on("request-shall-be-done"):
        return None
    return by_whom, "acceptance"


def _should(place: _Place) -> Found | None:
    """ "said that the Handyman should mend the fence" """
    doers = subject(place.words, place.at)
    named = {word for doer in doers for word in re.findall(r"[a-z-]+", doer.lower())}
    if not named & word_lists()["put-to"] or place.search("request-conditional-should", place.before):
        return None
    return doers, "no answer"


def _been_asked(place: _Place) -> Found | None:
    """ "the head teacher has been asked to come", "anyone with a photograph was asked to send it" """
    before = place.before.rstrip()
    if before.endswith((" has", " have")):
        whom = subject(place.words, place.at) or _subject_as_written(before)
        return (whom, "nothing") if whom and not any(has_errands(doer) for doer in whom) else None
    return ((), "nothing") if place.search("request-anyone-outside", place.words) else None


Form = Callable[[_Place], Found | None]
"""A family's look at the place where one of its rules fired."""

# In this order: the plainest form first.
FORMS: dict[str, Form] = {
    "request-noun": _request_noun,
    "been-asked": _been_asked,
    "ask-that": _ask_that,
    "ask-be": _ask_be,
    "ask-for": _ask_for,
    "ask-to": _ask_to,
    "ask-of": _ask_of,
    "request-thing": _requested_thing,
    "thing-requested": _thing_requested,
    "wish": _wish,
    "ask-whether": _ask_whether,
    "wish-to-know": _wish_to_know,
    "suggest": _suggest,
    "should": _should,
}


def _begins_with_thing(words: str) -> bool:
    """Whether words begin with a thing that can be supplied: it stands before the first "of", "on", "for"."""
    return _names_thing(PREPOSITION.split(words.lower(), maxsplit=1)[0])


def _names_thing(words: str) -> bool:
    return bool(word_lists()["request-things"] & set(re.findall(r"[a-z'-]+", words.lower())))


@cache
def _deeds() -> frozenset[str]:
    return word_lists()["deliver-verbs"] | word_lists()["deliver-participles"]


def _who_shall(words: str) -> tuple[str, ...]:
    """Who shall act in "that the Clerk write", "that officers should bring": empty for a thing."""
    match = SHALL.search(words)
    return subject(words, match.start() + 1) if match else ()


def _who_would(place: _Place) -> tuple[str, ...]:
    match = WOULD.search(place.words, place.at)
    return subject(place.words, match.start() + 1) if match else ()


def _subject_as_written(before: str) -> tuple[str, ...]:
    """The few words that open a sentence before "has been asked": somebody whose role no list knows."""
    whom = re.fullmatch(r"(?:.*[–:-]\s+)?(?P<whom>(?:The |An? )?(?:[\w'’-]+ ){1,4}?)(?:has|have)", before)
    found = clean(whom["whom"]) if whom else ""
    return (found,) if found and found.lower() not in ("he", "she", "it", "they", "we") else ()
