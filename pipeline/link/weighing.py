"""How surely a later sentence or item speaks of earlier promises, and why. Pure: the same two give the same score.

By reference number first, then by owner and what was promised, then by subject. What is missing makes nothing likelier:
every point is for words that both have. All promises of a body are weighed at once, as sets (`known.py`).
"""

import datetime
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extractors.language.likeness import audience_terms, common_terms, names_beside_roles, stem
from extractors.language.rules import word_lists
from models.frozen import frozen
from pipeline.link.evidence import Evidence, Promise
from pipeline.link.known import DIGITS, Known, Titled, any_of, at_least, complete, counted
from pipeline.link.sayings import Saying, is_of_last_meeting, is_of_resolution, months, saying

# What each agreement is worth, in hundredths; `SUGGESTED` are needed to be shown, `FIRM` to be shown as an answer.
REFERENCE, ISSUE = 65, 30
SUBJECT = (30, 45, 50)
COVERED, DELIVERED, OWNER = 15, 5, 15
SAME_TITLE, LIKE_TITLE = 20, 10
LOOKS_BACK, BACK_TO_THEN = 10, 30
CLOSURE, RETURN, AWAITED, PUT_OFF, NAMED, DONE, DEFERRED = 10, 10, 10, 10, 15, 10, 40
# Both name places or people, and no one of them in common: another ward, another road.
OTHER_NAMES = -45
SUGGESTED, FIRM, MOST = 55, 75, 99
# The most that a sentence can be worth which itself speaks of nothing that was promised.
UNSPOKEN = 60
# Two promises that one sentence fits nearly as well are an officer's to tell apart.
MARGIN = 10
# So many are a choice. A sentence that fits more of them equally well tells of none.
CHOICE = 5
# A title names what was promised where it has so many words of it and so great a share of both sides' words.
LEAST_NAMED, NAMED_SHARE = 2, 0.6
# What comes so many days around the day on which it was due was awaited then.
AWAITED_DAYS = 31
# "In March" means the last March.
MONTHS_BACK = datetime.timedelta(days=365)
# The set of all promises, however many there are.
EVERY = -1


# What some promises have in common with a sentence: its worth in hundredths, the promises, and how it is told. In the
# reason `{number}` stands for the number referred to, `{words}` for the words that are the same.
Agreement = tuple[int, int, str]


@frozen
class Weighed:
    """What a sentence may speak of: promises by points (hundredths, more than a hundred too), the surest first; those
    alone that it fits nearly as well as the best, no more than `CHOICE`. `firm`: that is one, and surely meant."""

    evidence: Evidence
    says: Saying
    agreements: tuple[Agreement, ...]
    best: tuple[tuple[int, int], ...]
    firm: bool

    def reason(self, place: int, promise: Promise) -> str:
        """Return why the sentence speaks of the promise at a place, as one sentence."""
        words = ", ".join(sorted(promise.rare & (self.evidence.terms | self.evidence.title)))
        told = [reason for _, promises, reason in self.agreements if promises >> place & 1]
        return "; ".join(told).format(number=self.evidence.refers_to, words=words)


@frozen
class _Shared:
    """What a sentence shares with the promises of a body.

    `heard` are the words of the sentence and of its item's title, `about` counts the rare ones. `back` are the promises
    to which it may look back, `then` those of the meeting that it looks back to.
    """

    evidence: Evidence
    says: Saying
    known: Known
    heard: frozenset[str]
    about: list[int]
    titled: Titled
    numbers: list[Agreement]
    back: int
    then: int


def weigh(evidence: Evidence, known: Known) -> Weighed | None:
    """Return what a sentence says of the promises of its body that are within reach, None where it is of none."""
    titled = known.titled(evidence.title)
    about = counted(known.sets.rare, evidence.terms - evidence.title, titled.about)
    heard = evidence.terms | evidence.title
    numbers = _numbers_alike(evidence, known, heard) if evidence.refers_to or evidence.issue else []
    if not (about or titled.same or numbers):
        return None
    says = saying(evidence.quote)
    back = _looked_back_to(evidence, says, known)
    then = back & _then(evidence, known) if back else 0
    return _weighed(_Shared(evidence, says, known, heard, about, titled, numbers, back, then))


def _weighed(shared: _Shared) -> Weighed | None:
    candidates = _candidates(shared)
    if not candidates:
        return None
    subject = _subject(shared.about)
    others = [*shared.numbers, *_words_alike(shared, candidates), *_context(shared, candidates)]
    scores = _scores(candidates, subject, others)
    if scores and (other := _with_other_names(shared, scores)):
        others.append((OTHER_NAMES, other, "other names"))
        scores = _added(scores, OTHER_NAMES, other, SUGGESTED)
    if not scores:
        return None
    if max(scores) > UNSPOKEN:
        scores = _capped(scores, _spoken_of(shared))
    most = max(scores)
    alike = [(points, scores[points]) for points in sorted(scores, reverse=True) if most - points < MARGIN]
    apart = _of_different_tasks(alike, shared.known)
    best = tuple(_few(apart))
    if not best:
        return None
    firm = most >= FIRM and len(apart) == 1 and best[0][1].bit_count() == 1
    told = (*shared.numbers, *subject, *others[len(shared.numbers) :])
    return Weighed(shared.evidence, shared.says, told, best, firm)


def _of_different_tasks(alike: Sequence[tuple[int, int]], known: Known) -> Sequence[tuple[int, int]]:
    """The same without promises that others of them put off: what is said of these is said of those."""
    promises = 0
    for _, some in alike:
        promises |= some
    newest = known.newest_of_each_task(promises)
    return [(points, some & newest) for points, some in alike if some & newest]


def _few(alike: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The surest of those promises that one sentence fits nearly as well, as long as they are a choice."""
    count = 0
    for points, promises in alike:
        count += promises.bit_count()
        if count > CHOICE:
            return
        yield points, promises


def _candidates(shared: _Shared) -> int:
    """The promises of which enough is said at all: a rare word of what was promised, its number, or its item again."""
    marks = shared.known.sets.marks
    found = at_least(shared.about, 1) | shared.titled.same & (marks.get("returns", 0) | shared.then)
    for _, promises, _ in shared.numbers:
        found |= promises
    if shared.evidence.names_it:
        found &= _named(shared) & ~marks.get("answered", 0)
    return found & shared.known.within_reach


def _named(shared: _Shared) -> int:
    """The promises that a title names, and not only the subject of the item in which they were made: that comes back
    whatever was promised under it."""
    sets, terms = shared.known.sets, shared.evidence.terms
    words = len(terms - common_terms())
    found = 0
    for size, promises in sets.rare_size.items():
        least = max(LEAST_NAMED, math.ceil(NAMED_SHARE * max(size, words)))
        found |= promises & at_least(shared.about, least)
    unnamed = _things_by_name() - terms
    lacking = any_of(sets.rare, unnamed) | any_of(sets.common, unnamed)
    return found & any_of(sets.beyond_title, terms) & ~lacking


def _scores(candidates: int, subject: Sequence[Agreement], others: Sequence[Agreement]) -> dict[int, int]:
    """Promises by their points, those alone that have enough to be suggested. Each has one of the subjects at most."""
    scores, rest = {0: candidates}, sum([worth for worth, _, _ in others])
    for worth, promises, _ in subject:
        scores[worth] = candidates & promises
        scores[0] &= ~promises
    scores = {points: promises for points, promises in scores.items() if promises and points + rest >= SUGGESTED}
    for worth, promises, _ in others:
        rest -= worth
        scores = _added(scores, worth, promises, SUGGESTED - rest)
    return scores


def _added(scores: dict[int, int], worth: int, agreeing: int, least: int) -> dict[int, int]:
    """Promises by their points where some have more, those alone that have the least that is needed."""
    found: dict[int, int] = {}
    for points, promises in scores.items():
        some = promises & agreeing
        if some and points + worth >= least:
            found[points + worth] = found.get(points + worth, 0) | some
        some ^= promises
        if some and points >= least:
            found[points] = found.get(points, 0) | some
    return found


def _capped(scores: dict[int, int], speaking: int) -> dict[int, int]:
    """The same where those of which the sentence itself does not speak have no more points than they can have."""
    found: dict[int, int] = {}
    for points, promises in scores.items():
        for total, some in ((points, promises & speaking), (min(points, UNSPOKEN), promises & ~speaking)):
            if some:
                found[total] = found.get(total, 0) | some
    return found


def _spoken_of(shared: _Shared) -> int:
    """The promises of which the sentence itself speaks; that it stands under a like title is not enough, and who asks
    for something does not bring it."""
    evidence, says, sets = shared.evidence, shared.says, shared.known.sets
    if says.is_question:
        return 0
    if evidence.names_it or evidence.verdict is not None or says.looks_back:
        return EVERY
    spoken = counted(sets.rare, evidence.terms)
    found = at_least(spoken, 2)
    if says.returned:
        found |= sets.marks.get("deferred", 0) | at_least(spoken, 1) | any_of(sets.common, evidence.terms)
    return found


def _numbers_alike(evidence: Evidence, known: Known, heard: frozenset[str]) -> list[Agreement]:
    """By minute number and by issue; empty where neither is the same."""
    sets, found = known.sets, list[Agreement]()
    issue = sets.issue.get(evidence.issue, 0) if evidence.issue else 0
    digits = tuple(DIGITS.findall(evidence.refers_to)) if evidence.refers_to else ()
    if evidence.refers_to and digits:
        # "14/27" and "14-27" are one number where something else is the same too.
        near = any_of(sets.rare, heard) | any_of(sets.title, heard) | any_of(sets.minute, evidence.refers_to.split())
        if number := (near | issue) & sets.minute_digits.get(digits, 0):
            found.append((REFERENCE, number, "refers to {number}"))
    if issue:
        found.append((ISSUE, issue, "the same issue"))
    return found


def _subject(about: list[int]) -> list[Agreement]:
    """By the number of the same words: each promise once."""
    found, more = list[Agreement](), 0
    for count in range(min(len(about), len(SUBJECT)), 0, -1):
        found.append((SUBJECT[count - 1], about[count - 1] & ~more, "the same words: {words}"))
        more = about[count - 1]
    return found


def _words_alike(shared: _Shared, candidates: int) -> Iterator[Agreement]:
    """By owner and what was promised, then by subject."""
    sets, heard = shared.known.sets, shared.heard
    if covered := candidates & complete(shared.about, sets.half_size):
        yield COVERED, covered, "most of what was promised"
    if delivered := candidates & any_of(sets.common, heard):
        yield DELIVERED, delivered, "the same kind of thing"
    if owned := candidates & complete(counted(sets.owner, heard), sets.owner_size):
        yield OWNER, owned, "the same owner"
    if same := candidates & shared.titled.same:
        yield SAME_TITLE, same, "the item's title"
    if like := candidates & shared.titled.like:
        yield LIKE_TITLE, like, "the item's title"


def _context(shared: _Shared, candidates: int) -> Iterator[Agreement]:
    """By what the sentence tells beside its subject, and when."""
    evidence, says, sets, then = shared.evidence, shared.says, shared.known.sets, candidates & shared.then
    if evidence.names_it:
        yield NAMED, candidates, "a title that names it"
    if then:
        yield BACK_TO_THEN, then, "looks back to that meeting"
    if back := candidates & shared.back & ~then:
        yield LOOKS_BACK, back, "looks back"
    if evidence.verdict is not None:
        yield CLOSURE, candidates, "tells what became of a task"
    on_the_day = candidates & sets.due.get(evidence.date, 0)
    # What is due on the day of a meeting is due at it; a closure tells of tasks of any kind.
    awaited = sets.marks.get("returns", 0) | (on_the_day if evidence.verdict is None else 0)
    if says.returned and (returned := candidates & awaited | then):
        yield RETURN, returned, "it was to come back"
    if on_the_day:
        yield AWAITED, on_the_day, "it was due on that day"
        if says.lacking:
            yield PUT_OFF, on_the_day, "it was put off"
    if then and (near := then & ~on_the_day & any_of(sets.due, _days_around(evidence.date))):
        yield AWAITED, near, "it was due at that time"
    yield from _done(shared, candidates)
    if deferred := on_the_day & shared.titled.same & sets.marks.get("deferred", 0):
        yield DEFERRED, deferred, "the item that was deferred"


def _done(shared: _Shared, candidates: int) -> Iterator[Agreement]:
    """By the deed that was promised, told as done; under the promise's own title it is worth twice as much."""
    sets, deeds = shared.known.sets, shared.says.done
    if deeds and (done := candidates & (any_of(sets.rare, deeds) | any_of(sets.common, deeds))):
        yield 2 * DONE, done & shared.titled.same, "told as done"
        yield DONE, done & ~shared.titled.same, "told as done"


def _with_other_names(shared: _Shared, scores: Mapping[int, int]) -> int:
    """The promises that name places or people of which nothing is heard, though others are named: by the sentence, or
    where it names none by its item's title; not those that speak of what that title names."""
    sets, found = shared.known.sets, 0
    for promises in scores.values():
        found |= promises
    found &= sets.marks.get("named", 0)
    if not found:
        return 0
    found &= ~any_of(sets.names, shared.heard)
    if not found:
        return 0
    if named := names_beside_roles(shared.evidence.quote) - audience_terms():
        # Who was to do it is no other place.
        elsewhere = 0
        for name in named:
            elsewhere |= found & ~sets.owner.get(name, 0)
        return elsewhere & ~any_of(sets.names, named)
    title = shared.evidence.title_names
    return found & ~(any_of(sets.rare, title) | any_of(sets.title, title)) if title else 0


def _looked_back_to(evidence: Evidence, says: Saying, known: Known) -> int:
    """The promises of which a sentence may say "as requested": resolved ones where it was resolved."""
    if not says.looks_back:
        return 0
    return known.sets.marks.get("decided", 0) if is_of_resolution(evidence.quote) else EVERY


def _then(evidence: Evidence, known: Known) -> int:
    """The promises of the meeting that a sentence names: by its month, or as the last meeting."""
    found = any_of(known.sets.month, months(evidence.quote)) & known.since(evidence.date - MONTHS_BACK)
    if evidence.last_date is not None and is_of_last_meeting(evidence.quote):
        found |= known.sets.day.get(evidence.last_date, 0)
    return found


def _days_around(day: datetime.date) -> set[datetime.date]:
    return {day + datetime.timedelta(days=days) for days in range(-AWAITED_DAYS, AWAITED_DAYS + 1)}


@cache
def _things_by_name() -> frozenset[str]:
    return frozenset(stem(word) for word in word_lists()["things-by-name"])
