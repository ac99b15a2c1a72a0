"""Promises made in discussion: the tests of a commitment, in order: region, polarity, time, softness, specificity,
addressee, habit. (Regions are told before: only what people say at the meeting comes here.)

Each test is a small function that looks at one clause and returns the reason for passing it over, or None. The wordings
that they look for are data, in data/rules/promise_wordings.toml.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors.language.doers import COORDINATED, Doer, doer, speaker, subject_before
from extractors.language.engine import Hit, Sentence
from extractors.language.promise_clauses import Clause, clause_of, quoted
from extractors.language.pronouns import leading_subject
from extractors.language.rules import word_lists
from extractors.language.wordings import sought, wording
from models.vocabulary import CONFIDENCES, Confidence

# The families of rules, the most telling first: where two fire in one clause, the first that passes names the promise.
FAMILIES = ("performative", "asked-to", "agreed-that", "active-modal", "passive-modal", "was-to", "assent")
# Of deed, thing, recipient, time and speaker, a passive must have so many to be a promise.
LEAST_SIGNS = 2
AGREED = ("agreed-to", "agreed-to-request")
ALL_MODALS = ("active-modal", "passive-modal", "was-to")


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise in one sentence: what is quoted, where its deed stands, who does it, and the rule."""

    start: int
    end: int
    verb: int
    doer: Doer
    rule: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a sentence in which a rule fired is no promise."""

    start: int
    end: int
    rule: str
    reason: str


def promises(sentence: Sentence, *, is_timed: Callable[[], bool], asked: bool = False) -> tuple[Promise, ...] | Refusal:
    """Return the promises of a sentence, in order, or why it holds none.

    `is_timed` says whether it names a time, `asked` that the sentence before it asks for something: only then is "The
    Clerk agreed." a promise.
    """
    tried = sentence.hits_of("undertaking")
    found: list[Promise] = []
    refusal = Refusal(sentence.start, sentence.end, "", "no rule fired")
    for hit in sorted(tried, key=_strength):
        clause = clause_of(sentence, hit, is_timed)
        reason = "nothing was asked" if hit.rule.family == "assent" and not asked else why_not(clause)
        if reason is None:
            found.append(_promise(sentence, clause))
        else:
            refusal = Refusal(sentence.start, sentence.end, hit.rule.id, reason)
            if reason in FINAL and hit.rule.id != "agreed-to":
                break
    return tuple(sorted(_apart(found), key=lambda promise: promise.start)) or refusal


def _strength(hit: Hit) -> tuple[int, int]:
    return FAMILIES.index(hit.rule.family), hit.start


def _promise(sentence: Sentence, clause: Clause) -> Promise:
    start, end = quoted(clause)
    verb = sentence.start + clause.at
    return Promise(
        sentence.start + start, sentence.start + end, verb, doer(clause), clause.rule.id, _confidence(clause)
    )


def _apart(found: Sequence[Promise]) -> list[Promise]:
    """The promises that stand in words of their own: of several told in the same words the surest, else the first."""
    kept: list[Promise] = []
    for promise in sorted(found, key=lambda promise: CONFIDENCES.index(promise.confidence)):
        if not any(one.start < promise.end and promise.start < one.end for one in kept):
            kept.append(promise)
    return kept


def _confidence(clause: Clause) -> Confidence:
    if clause.rule.family == "performative" and wording("told-as-earlier").search(clause.before[-30:]):
        return "likely"
    if clause.rule.family in ALL_MODALS and sought("vague-deed").search(clause.own_rest):
        return "possible"
    if clause.rule.family == "passive-modal" and signs(clause) < LEAST_SIGNS + 1:
        return "possible" if signs(clause) < LEAST_SIGNS else "likely"
    return clause.rule.confidence


def why_not(clause: Clause) -> str | None:
    """Return why a clause in which a rule fired is no promise, None where it is one."""
    for test in (
        _citation,
        _question,
        _polarity,
        _time,
        _softness,
        _habit,
        _procedure,
        FAMILY_TESTS[clause.rule.family],
    ):
        reason = test(clause)
        if reason is not None:
            return reason
    return None


def _citation(clause: Clause) -> str | None:
    """Words inside quotation marks are somebody else's, or of another time."""
    if clause.before.count('"') % 2:
        return "quoted words"
    cited = clause.rule.family in ("agreed-that", "performative") and wording("earlier-minute").search(clause.before)
    return "an earlier act" if cited else None


def _question(clause: Clause) -> str | None:
    if clause.words.rstrip(" \"'").endswith("?"):
        return "a question"
    if wording("asked-before").search(clause.before):
        return "what somebody asked"
    return "what is talked about" if sought("indirect-question").search(clause.before) else None


def _polarity(clause: Clause) -> str | None:
    denied = wording("denied-before").search(clause.before[-50:]) or sought("denied-after").match(clause.rest)
    return "negated" if denied else None


def _time(clause: Clause) -> str | None:
    if wording("told-as-not-done").search(clause.after):
        return "told as not done"
    if wording("done-at-once").search(clause.after):
        return "done at once"
    family, before = clause.rule.family, clause.before
    if family == "asked-to" and re.search(r"\b(?:had|has|have)\s+(?:\w+\s+)?$", before):
        return "an earlier act"
    if re.search(r"\bit had been\s*$", before, re.IGNORECASE):
        return "an earlier act"
    if family in ("performative", "agreed-that", "asked-to") and wording("told-as-earlier").search(before[-30:]):
        earlier = wording("earlier-time")
        return "an earlier act" if earlier.search(before) or earlier.search(clause.after) else None
    return None


def _softness(clause: Clause) -> str | None:
    family = clause.rule.family
    if family in ("active-modal", "passive-modal") and sought("stative").match(clause.behind_modal):
        return "says how things would be"
    condition = wording("ahead-as-condition").match(clause.near)
    near = clause.near[condition.end() :] if condition else clause.near
    if family in ALL_MODALS and sought("soft-before").search(near):
        return "hoped, intended, asked or supposed"
    return None


def _habit(clause: Clause) -> str | None:
    return "a habit" if sought("habit").search(clause.words) else None


def _procedure(clause: Clause) -> str | None:
    if sought("procedure").match(clause.behind_modal.lstrip()) or sought("procedure").match(clause.after.lstrip()):
        return "how the meeting is run"
    return "how the meeting is run" if wording("procedure-subject").search(clause.near) else None


def _performative(clause: Clause) -> str | None:
    if clause.rule.id == "happy-to":
        deed = clause.words[: clause.past].split()[-1]
        if not wording("courteous-deed").match(deed) and not _has_recipient(clause):
            return "a courtesy"
    if clause.rule.id != "happy-to" and wording("done-to-people").search(clause.before):
        return "nobody does it"
    if clause.rule.id in AGREED and (_is_by_body(clause) or wording("meeting-agreed").search(clause.before)):
        return "the body's own decision"
    return None


def _agreed_that(clause: Clause) -> str | None:
    rest, by_meeting = clause.after, wording("meeting-agreed").search(clause.before)
    if _is_by_body(clause) or wording("body-is-doer").match(rest):
        return "the body's own decision"
    future = wording("future-clause").search(rest)
    if future is None:
        return None if wording("bare-deed-clause").match(rest) else "an opinion"
    if wording("fact-clause").search(rest[: future.start()]) or sought("stative").match(rest[future.end() :]):
        return "an opinion"
    if future[0].lower() == "be" and by_meeting:
        return "a decision without a doer"
    return None


def _active(clause: Clause) -> str | None:
    if wording("announced-role").match(clause.rest):
        return "news of somebody"
    owner, pronoun = subject_before(clause.words, clause.at)
    if not owner and pronoun == "it":
        owner = tuple(filter(None, (speaker(clause.words, clause.at),)))
    if not owner and pronoun not in ("he", "she", "they", "we", "i"):
        return "nobody does it"
    known = pronoun != "they" or leading_subject(clause.before) not in (None, ((), "they"))
    if not known and not clause.is_timed() and not _has_recipient(clause):
        return "not said who"
    vague = clause.rule.confidence == "possible" or wording("mere-consideration").match(clause.rest)
    open_deed = vague and not wording("second-deed").search(clause.after)
    if open_deed and not clause.is_timed() and not _has_recipient(clause):
        return "nothing to check"
    return None


def _passive(clause: Clause) -> str | None:
    if clause.rule.id == "would-receive":
        return None if sought("recipient-before").search(clause.before) else "says how things would be"
    if clause.rule.id == "will-be-asked-to":
        return _asked(clause)
    deed = clause.words[clause.at : clause.past]
    if wording("next-meeting-before").search(clause.before) and wording("event-deed").search(deed):
        return "an announcement"
    event = wording("event-before").search(clause.before) and wording("event-deed").search(deed)
    if event and not _has_recipient(clause) and not clause.is_timed():
        return "an announcement"
    if clause.rule.id == "will-follow" and not event:
        returns = clause.is_timed() and re.search(r"\b(?:back|return)\b", clause.rest[: clause.past - clause.at])
        handed = returns or _has_recipient(clause) or wording("deliverable-before").search(clause.near)
        return None if handed else "nothing to check"
    least = LEAST_SIGNS + 1 if wording("relative-before").search(clause.before) else LEAST_SIGNS
    return None if signs(clause) >= least else "nothing to check"


def signs(clause: Clause) -> int:
    """Count what makes a passive a promise: a deed that hands something over, a thing handed over, somebody who gets
    it, a time, somebody who says so."""
    participle = clause.words[clause.at : clause.past].split()[-1].lower()
    lists = word_lists()
    if participle in lists["transfer-participles"] and sought("recipient-before").search(clause.before):
        return LEAST_SIGNS + 1
    return sum(
        (
            participle in lists["strong-participles"],
            _has_recipient(clause),
            clause.is_timed(),
            bool(wording("reported").search(clause.before)),
            bool(wording("deliverable-before").search(clause.near)),
            bool(wording("phrasal-deed").search(clause.after)),
        )
    )


def _has_recipient(clause: Clause) -> bool:
    return bool(sought("recipient").search(clause.own_rest))


def _asked(clause: Clause) -> str | None:
    return "housekeeping" if wording("housekeeping-subject").search(_subject_words(clause)) else None


def _subject_words(clause: Clause) -> str:
    """The words that end with a verb's subject: those before it, or the subject that it shares with an earlier verb."""
    shared = leading_subject(clause.before) if COORDINATED.search(clause.before.rstrip()) else None
    return " and ".join(shared[0]) if shared else clause.before


def _is_by_body(clause: Clause) -> bool:
    """Whether the subject of a clause's verb is the body that meets, not somebody who holds a post in it."""
    words = _subject_words(clause)
    return sought("body-before").search(words) is not None and wording("post-of-body").search(words) is None


def _was_to(clause: Clause) -> str | None:
    if wording("relative-before").search(clause.before):
        return "said by the way"
    if clause.rule.id == "was-to-be":
        return None if signs(clause) >= LEAST_SIGNS else "nothing to check"
    deed = re.search(r"\bto\s+([\w-]+)", clause.rest)
    if deed is None or deed[1].lower() not in word_lists()["deliver-verbs"]:
        return "nothing to check"
    owner, pronoun = subject_before(clause.words, clause.at)
    return None if owner or pronoun in ("he", "she") else "nobody does it"


def _assent(clause: Clause) -> str | None:
    own_deed = " to " in clause.rest and wording("meeting-agreed").search(clause.before)
    by_meeting = own_deed or _is_by_body(clause)
    return "the body's own decision" if by_meeting else None


# What a sentence is once one of these was said of it, whatever else fires in it.
FINAL = frozenset({"the body's own decision", "an opinion", "a question", "told as not done", "done at once"})

FAMILY_TESTS: dict[str, Callable[[Clause], str | None]] = {
    "performative": _performative,
    "agreed-that": _agreed_that,
    "active-modal": _active,
    "passive-modal": _passive,
    "asked-to": _asked,
    "was-to": _was_to,
    "assent": _assent,
}
