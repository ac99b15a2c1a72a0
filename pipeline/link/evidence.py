"""How surely a later sentence or item speaks of an earlier promise, and why. Pure: the same two give the same score.

By reference number first, then by owner and what was promised, then by subject. What is missing makes nothing likelier:
every point is for words that both have.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from extractors.language.calendar_dates import MONTHS
from extractors.language.likeness import common_terms, stem
from extractors.language.rules import word_lists

# What each agreement is worth, in hundredths; `SUGGESTED` are needed to be shown, `FIRM` to be shown as an answer.
REFERENCE, ISSUE = 65, 30
SUBJECT = (0, 30, 45, 50)
COVERED, DELIVERED, OWNER = 15, 5, 15
SAME_TITLE, LIKE_TITLE = 20, 10
LOOKS_BACK, BACK_TO_THEN = 10, 30
CLOSURE, RETURN, AWAITED, NAMED, DONE, DEFERRED = 10, 10, 10, 15, 10, 40
# Both name places or people, and no one of them in common: another ward, another road.
OTHER_NAMES = -45
SUGGESTED, FIRM, MOST = 55, 75, 99
# The most that a sentence can be worth which itself speaks of nothing that was promised.
UNSPOKEN = 60
# Share of words that two titles of one subject have in common, and of the promise's words that the evidence has.
TITLES_ALIKE, COVERAGE = 0.5, 0.5
# A title names what was promised where it has so many words of it and so great a share of both sides' words.
LEAST_NAMED, NAMED_SHARE = 2, 0.6
# A promise is looked for in the papers of so many days behind it.
REACH_DAYS = 730
# What comes so many days around the day on which it was due was awaited then.
AWAITED_DAYS = 31
# "In March" means the last March.
MONTHS_BACK_DAYS = 365
LAST_MEETING = re.compile(r"\b(?:last|previous) meeting\b", re.IGNORECASE)
# One sentence is weighed against many promises in turn.
SENTENCES = 256
DIGITS = re.compile(r"\d+")
WORD = re.compile(r"[\w-]+")
RESOLVED = re.compile(r"\bhad resolved\b", re.IGNORECASE)
PERFECT = re.compile(
    r"\b(?:had|has|have)\s+(?:(?:now|since|already|also|all|both)\s+)?(?:been\s+)?(?P<deed>[a-z-]+)", re.IGNORECASE
)
# The one month that is a verb too.
IN_MAY = re.compile(r"\b(?:in|of|since|last|during)\s+May\b")
# Before "be presented": it has not come back yet.
AHEAD = frozenset({"would", "will", "could", "should", "might", "may", "shall", "can", "to"})


@dataclass(frozen=True)
class Promise:
    """An earlier promise: its words without owner and time, its item, its owner's words and its day.

    `decided`: the meeting resolved it; `deferred`: it is the item itself that is to come back.
    """

    id: int
    uid: str
    date: datetime.date
    committees: frozenset[int]
    deliverable: frozenset[str]
    title: frozenset[str]
    owner: frozenset[str]
    names: frozenset[str]
    minute_number: str | None
    issue: str | None
    due: datetime.date | None
    returns: bool
    decided: bool = False
    deferred: bool = False

    @cached_property
    def rare(self) -> frozenset[str]:
        """The words of what was promised that not every promise has."""
        return self.deliverable - common_terms()

    @cached_property
    def common(self) -> frozenset[str]:
        """The words of what was promised that many promises have: the kind of thing."""
        return self.deliverable & common_terms()

    @cached_property
    def rare_title(self) -> frozenset[str]:
        """The words of its item's title that not every title has."""
        return self.title - common_terms()


@dataclass(frozen=True)
class Evidence:
    """A later sentence: its words, its item's title, and what it points back to. `verdict` is that of a closure.

    `names_it`: not a sentence but the title of an item or of a file, which can only name what came back.
    """

    record: int | None
    item: int | None
    date: datetime.date
    committee: int
    quote: str
    terms: frozenset[str]
    title: frozenset[str]
    names: frozenset[str]
    refers_to: str | None
    issue: str | None
    verdict: str | None
    last_date: datetime.date | None
    names_it: bool = False

    @cached_property
    def heard(self) -> frozenset[str]:
        """The words of the sentence and of the title that it stands under."""
        return self.terms | self.title

    @cached_property
    def rare_title(self) -> frozenset[str]:
        """The words of its item's title that not every title has."""
        return self.title - common_terms()


@dataclass(frozen=True, slots=True)
class Match:
    """That evidence speaks of a promise: how surely (hundredths, more than a hundred too) and for what reasons."""

    promise: Promise
    evidence: Evidence
    points: int
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str:
        """The reasons as one sentence."""
        return "; ".join(self.reasons)


def match(promise: Promise, evidence: Evidence) -> Match | None:
    """Return how evidence speaks of a promise, None where too little does."""
    specific = promise.rare & evidence.heard
    if evidence.names_it and not _names(promise, evidence, specific):
        return None
    titled = _titles(promise, evidence)
    back = _looks_back_to(promise, evidence.quote)
    found = _numbers_alike(promise, evidence)
    comes_back = titled == SAME_TITLE and (promise.returns or back and _then(promise, evidence))
    if not (specific or found or comes_back):
        return None
    found += _words_alike(promise, evidence, specific, titled)
    found.append((NAMED * evidence.names_it, "a title that names it"))
    found += _context(promise, evidence, back, same_title=titled == SAME_TITLE)
    if promise.names and evidence.names and not promise.names & (evidence.heard | evidence.names):
        found.append((OTHER_NAMES, "other names"))
    points = sum([worth for worth, _ in found])
    if points < SUGGESTED:
        return None
    points = points if _speaks_of_it(promise, evidence) else min(points, UNSPOKEN)
    named = {"number": evidence.refers_to, "words": ", ".join(sorted(specific))}
    return Match(promise, evidence, points, tuple([why.format_map(named) for worth, why in found if worth]))


def _numbers_alike(promise: Promise, evidence: Evidence) -> list[tuple[int, str]]:
    """By minute number and by issue; empty where neither is the same. `{number}` stands for the number."""
    found: list[tuple[int, str]] = []
    if _same_number(promise.minute_number, evidence.refers_to):
        found.append((REFERENCE, "refers to {number}"))
    if promise.issue and promise.issue == evidence.issue:
        found.append((ISSUE, "the same issue"))
    return found


def _words_alike(promise: Promise, evidence: Evidence, specific: frozenset[str], titled: int) -> list[tuple[int, str]]:
    """By owner and what was promised, then by subject. `{words}` stands for the words that are the same."""
    heard = evidence.heard
    return [
        (SUBJECT[min(len(specific), 3)], "the same words: {words}"),
        (COVERED * _covers(promise, specific), "most of what was promised"),
        (DELIVERED * (not promise.common.isdisjoint(heard)), "the same kind of thing"),
        (OWNER * bool(promise.owner and promise.owner <= heard), "the same owner"),
        (titled, "the item's title"),
    ]


def _names(promise: Promise, evidence: Evidence, specific: frozenset[str]) -> bool:
    """Whether a title names what was promised, and not only the subject of the item in which it was promised: that
    comes back whatever was promised under it."""
    if len(specific) < LEAST_NAMED or specific <= promise.title:
        return False
    if len(specific) < NAMED_SHARE * max(len(promise.rare), len(evidence.terms - common_terms())):
        return False
    return promise.deliverable & _things_by_name() <= evidence.terms


def _context(promise: Promise, evidence: Evidence, back: bool, *, same_title: bool) -> list[tuple[int, str]]:
    then = back and _then(promise, evidence)
    returned = (promise.returns or then) and says_returned(evidence.quote)
    on_the_day = promise.due is not None and promise.due == evidence.date
    near = then and promise.due is not None and abs((evidence.date - promise.due).days) <= AWAITED_DAYS
    done = not promise.deliverable.isdisjoint(_done(evidence.quote))
    return [
        ((BACK_TO_THEN if then else LOOKS_BACK) * back, "looks back to that meeting" if then else "looks back"),
        (CLOSURE * (evidence.verdict is not None), "tells what became of a task"),
        (RETURN * returned, "it was to come back"),
        (AWAITED * (on_the_day or near), "it was due on that day" if on_the_day else "it was due at that time"),
        (DONE * done * (1 + same_title), "told as done"),
        (DEFERRED * (promise.deferred and on_the_day and same_title), "the item that was deferred"),
    ]


def _speaks_of_it(promise: Promise, evidence: Evidence) -> bool:
    """Whether the sentence itself speaks of what was promised; that it stands under a like title is not enough, and
    who asks for it does not bring it."""
    if is_question(evidence.quote):
        return False
    if evidence.names_it or evidence.verdict is not None or looks_back(evidence.quote):
        return True
    if says_returned(evidence.quote) and (promise.deferred or promise.deliverable & evidence.terms):
        return True
    return len((promise.deliverable & evidence.terms) - common_terms()) > 1


@lru_cache(maxsize=SENTENCES)
def looks_back(quote: str) -> bool:
    """Whether a sentence points back to what was asked for or promised: "as requested in March"."""
    words = quote.lower()
    return any(phrase in words for phrase in word_lists()["back-phrases"])


def _looks_back_to(promise: Promise, quote: str) -> bool:
    """Whether a sentence points back to what the promise is: resolved, or asked for and promised."""
    return looks_back(quote) and (promise.decided or RESOLVED.search(quote) is None)


@lru_cache(maxsize=SENTENCES)
def _done(quote: str) -> frozenset[str]:
    """The deeds that a sentence tells as done: "had been sent", "had met"."""
    return frozenset() if is_question(quote) else frozenset(stem(match["deed"]) for match in PERFECT.finditer(quote))


@lru_cache(maxsize=SENTENCES)
def is_question(quote: str) -> bool:
    """Whether somebody asks in a sentence for what has not come: "asked when the plan would be sent"."""
    words = quote.lower()
    return any(phrase in words for phrase in word_lists()["asking-phrases"])


@lru_cache(maxsize=SENTENCES)
def says_returned(quote: str) -> bool:
    """Whether a sentence tells that something came back: presented, tabled, received; not that it would."""
    words = WORD.findall(quote.lower())
    return any(word in _return_verbs() and not _is_ahead(words[:place]) for place, word in enumerate(words))


def _is_ahead(before: Sequence[str]) -> bool:
    return bool(before) and before[-1] == "be" and bool(AHEAD & set(before[-3:]))


def _then(promise: Promise, evidence: Evidence) -> bool:
    """Whether what a sentence looks back to can be the meeting of the promise: by its month, or as the last meeting."""
    if evidence.last_date == promise.date and LAST_MEETING.search(evidence.quote):
        return True
    return promise.date.month in _months(evidence.quote) and (evidence.date - promise.date).days <= MONTHS_BACK_DAYS


@lru_cache(maxsize=SENTENCES)
def _months(quote: str) -> frozenset[int]:
    found = {MONTHS[word] for word in re.findall(r"[a-z]+", quote.lower()) if len(word) > 3 and word in MONTHS}
    return frozenset(found | {MONTHS["may"]} if IN_MAY.search(quote) else found)


def _covers(promise: Promise, specific: frozenset[str]) -> bool:
    return bool(promise.rare) and len(specific) >= COVERAGE * len(promise.rare)


def _titles(promise: Promise, evidence: Evidence) -> int:
    one, other = promise.rare_title, evidence.rare_title
    if one.isdisjoint(other):
        return 0
    return SAME_TITLE if len(one & other) >= TITLES_ALIKE * len(one | other) else LIKE_TITLE


def _same_number(minute: str | None, reference: str | None) -> bool:
    if not minute or not reference:
        return False
    return DIGITS.findall(minute) == DIGITS.findall(reference) != []


@cache
def _things_by_name() -> frozenset[str]:
    return frozenset(stem(word) for word in word_lists()["things-by-name"])


@cache
def _return_verbs() -> frozenset[str]:
    return word_lists()["return-verbs"]
