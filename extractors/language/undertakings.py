"""Promises made in discussion: the tests of a commitment, in order: polarity, time, softness, specificity, addressee,
habit.

Each test is a small function that returns the reason for passing a sentence over, or None. What they share are the
sentence's words up to and after the place where a rule fired.
"""

import re
from dataclasses import dataclass
from functools import cache

from extractors.language.engine import Hit, Sentence
from extractors.language.owners import PRONOUN, first_human, is_person, pronoun_before, subject
from extractors.language.promise_wording import (
    CLAUSE,
    CLOSING,
    DEED,
    EARLIER,
    EVENT_NOUN,
    EVENT_VERB,
    FINITE_BEFORE,
    HABIT,
    LEAST_CLAUSE,
    LONG_SENTENCE,
    NEGATIVE,
    NOT_DONE,
    OPENING,
    PAST,
    QUESTION,
    RECIPIENT,
    REPORTED,
    SOFT_BEFORE,
    STATIVE,
    SUBJUNCTIVE,
)
from extractors.language.rules import word_lists
from models.vocabulary import Confidence


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise in one sentence: where its deed stands, who does it as written, who said so, and the rule."""

    start: int
    end: int
    verb: int
    owner: tuple[str, ...]
    pronoun: str | None
    inferred: str | None
    rule: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a sentence in which a rule fired is no promise."""

    start: int
    end: int
    rule: str
    reason: str


@cache
def _deliver() -> frozenset[str]:
    return word_lists()["deliver-verbs"]


def promises(sentence: Sentence, *, has_due: bool) -> tuple[Promise, ...] | Refusal:
    """Return the promises of a sentence (nearly always one), or why it is none. `has_due` says that it names a time."""
    tried = [hit for hit in sentence.hits if hit.rule.kind == "undertaking"]
    refusal = Refusal(sentence.start, sentence.end, "", "no rule fired")
    for hit in sorted(tried, key=_strength):
        found = _judge(sentence, hit, has_due=has_due)
        if isinstance(found, Promise):
            return (found,)
        refusal = found
        if found.reason in FINAL and hit.rule.id != "agreed-to":
            break
    return refusal


def _strength(hit: Hit) -> tuple[int, int]:
    order = ("performative", "asked-to", "agreed-that", "active-modal", "passive-modal", "was-to")
    return order.index(hit.rule.family), hit.start


def _judge(sentence: Sentence, hit: Hit, *, has_due: bool) -> Promise | Refusal:
    words = sentence.words
    at, past = hit.start - sentence.start, hit.end - sentence.start
    before, after = words[:at], words[past:]
    reason = (
        _question(words, before)
        or _polarity(before, words[at:])
        or _time(before, after, hit)
        or _softness(before, after, hit, words[at:])
        or _habit(words)
        or FAMILY_TESTS[hit.rule.family](words, at, past, hit, has_due)
    )
    if reason is not None:
        return Refusal(sentence.start, sentence.end, hit.rule.id, reason)
    owner, pronoun, inferred = _doer(words, at, hit)
    start, end = _clause(words, at, past)
    return Promise(
        sentence.start + start,
        sentence.start + end,
        hit.start,
        owner,
        pronoun,
        inferred,
        hit.rule.id,
        hit.rule.confidence,
    )


def _clause(words: str, at: int, past: int) -> tuple[int, int]:
    """Return where the clause of a promise begins and ends in a long sentence that says other things too.

    A short sentence is quoted whole, and so is one whose clause would lose its subject.
    """
    if len(words.split()) <= LONG_SENTENCE:
        return 0, len(words)
    openings = [match.end() for match in OPENING.finditer(words, 0, at)]
    start = next((place for place in reversed(openings) if len(words[place:at].split()) >= 2), 0)
    closing = CLOSING.search(words, past + LEAST_CLAUSE)
    end = closing.start() if closing else len(words)
    return start, end


def _question(words: str, before: str) -> str | None:
    if words.rstrip(" \"'").endswith("?"):
        return "a question"
    return "what somebody asked" if QUESTION.search(before) else None


def _polarity(before: str, rest: str) -> str | None:
    if NEGATIVE.search(before[-40:]) or re.match(
        r"(?:would|will|shall|to|agreed|offered|was|were|is|are|be)\s+(?:\w+\s+)?(?:not|never|no longer|only)\b", rest
    ):
        return "negated"
    return None


def _time(before: str, after: str, hit: Hit) -> str | None:
    if NOT_DONE.search(after):
        return "told as not done"
    if hit.rule.family == "asked-to" and re.search(r"\b(?:had|has|have)\s+(?:\w+\s+)?$", before):
        return "an earlier act"
    if re.search(r"\bit had been\s*$", before, re.IGNORECASE):
        return "an earlier act"
    if hit.rule.family in ("performative", "agreed-that", "asked-to") and PAST.search(before[-30:]):
        return "an earlier act" if EARLIER.search(before) or EARLIER.search(after) else None
    return None


def _softness(before: str, after: str, hit: Hit, rest: str) -> str | None:
    family = hit.rule.family
    if family in ("active-modal", "passive-modal"):
        modal = re.match(r"\w+", rest)
        behind = rest[modal.end() :] if modal else rest
        if STATIVE.match(behind):
            return "says how things would be"
    near = CLAUSE.split(before)[-1]
    if family in ("active-modal", "passive-modal", "was-to") and SOFT_BEFORE.search(near):
        return "hoped, intended, asked or supposed"
    return None


def _habit(words: str) -> str | None:
    return "a habit" if HABIT.search(words) else None


def _performative(words: str, at: int, past: int, hit: Hit, has_due: bool) -> str | None:
    if hit.rule.id == "happy-to" and words[past:].split()[:1] and DEED.match(words[:past].split()[-1]):
        return None
    if hit.rule.id == "happy-to" and not (RECIPIENT.search(words[past:]) or has_due):
        return "a courtesy"
    body = _names_body(words, at)
    return "the body's own decision" if body and hit.rule.id == "agreed-to" else None


def _names_body(words: str, at: int) -> bool:
    before = words[:at].rstrip()
    return bool(
        re.search(
            r"\b(?:[Ii]t (?:was|is)(?: \w+)?|[Cc]ommittee|[Cc]ouncil|[Bb]oard|[Pp]anel|[Cc]abinet|[Mm]embers|"
            r"[Cc]ouncillors|[Ff]orum|[Cc]ommission|[Mm]eeting|All|[Ww]e|Group|Authority)(?: (?:then|also|therefore|"
            r"further|unanimously|all|had))*$",
            before,
        )
    )


def _agreed_that(words: str, at: int, past: int, hit: Hit, has_due: bool) -> str | None:
    rest = words[past:]
    if re.search(
        r"\b(?:[Cc]ommittee|[Cc]ouncil|[Bb]oard|[Pp]anel|[Cc]abinet|[Mm]embers|[Cc]ouncillors|[Ff]orum|[Cc]ommission|"
        r"[Gg]roup|[Aa]uthority|[Mm]eeting|All|[Ww]e)(?: (?:then|also|therefore|further|unanimously|all|had))*$",
        words[:at].rstrip(),
    ):
        return "the body's own decision"
    if re.match(
        r"\s*(?:we|the (?:committee|panel|council|board|cc|community council))\s+(?:would|will|should)",
        rest,
        re.IGNORECASE,
    ):
        return "the body's own decision"
    if not re.search(r"\b(?:would|will|should|be|shall|must)\b", rest) and not SUBJUNCTIVE.search(rest):
        return "an opinion"
    if re.search(r"\b(?:was|were|had been|had|has been|could)\b", re.split(r"\b(?:would|will|should|be)\b", rest)[0]):
        return "an opinion"
    behind = re.search(r"\b(?:would|will|should)\b(?P<rest>.*)", rest)
    if behind and STATIVE.match(behind["rest"]):
        return "an opinion"
    if not _agreed_by_meeting(words[:at]) and re.search(r"\bbe\b", rest) is None and behind is None:
        return "an opinion"
    if re.match(r"[^.;]*?\bbe\b", rest) and not re.search(r"\b(?:would|will|should)\b", rest):
        return "a decision without a doer" if _agreed_by_meeting(words[:at]) else None
    return None


def _agreed_by_meeting(before: str) -> bool:
    return bool(re.search(r"\b[Ii]t (?:was|is|has been)(?: \w+)?\s*$", before))


def _active(words: str, at: int, past: int, hit: Hit, has_due: bool) -> str | None:
    owner, pronoun = _subject(words, at), pronoun_before(words, at)
    if not owner and pronoun not in ("he", "she", "they", "we", "i"):
        return "nobody does it"
    if pronoun == "they" and not has_due and not RECIPIENT.search(words[past:]):
        return "not said who"
    return None


def _passive(words: str, at: int, past: int, hit: Hit, has_due: bool) -> str | None:
    recipient, reported = bool(RECIPIENT.search(words[past:])), bool(REPORTED.search(words[:at]))
    if EVENT_NOUN.search(words[:at]) and EVENT_VERB.search(words[:past]) and not recipient and not has_due:
        return "an announcement"
    if hit.rule.id == "would-receive" and not re.match(
        r".{0,60}\b(?:receive|hear)\b|.{0,40}\bsubject of a\b", words[at:]
    ):
        return "says how things would be"
    strong = words[at:past].split()[-1].lower() in word_lists()["strong-participles"]
    if hit.rule.id == "would-be-done" and words[at : at + 2].lower() == "to" and FINITE_BEFORE.search(words[:at]):
        return "no finite promise"
    if hit.rule.id == "would-be-done" and words[at : at + 2].lower() == "to":
        return None if re.match(r"[A-Z]", words) and not REPORTED.search(words) and strong else "no finite promise"
    if strong + recipient + has_due + reported >= 2:
        return None
    return "nothing to check"


def _asked(words: str, at: int, past: int, hit: Hit, has_due: bool) -> str | None:
    if re.match(r"(?:Anyone|Anybody|Members|Residents|Everybody|Everyone|Those|Any \w+)\b", words):
        return "housekeeping"
    if re.search(
        r"\b(?:[Mm]embers|[Rr]esidents|[Pp]eople|[Tt]he (?:Committee|Panel|Board|Cabinet|Council)|public|[Aa]nyone|"
        r"[Aa]nybody|[Ee]verybody|[Cc]ouncillors)\s*(?:\w+ )?$",
        words[:at],
    ):
        return "housekeeping"
    return None


def _was_to(words: str, at: int, past: int, hit: Hit, has_due: bool) -> str | None:
    owner, pronoun = subject(words, at), pronoun_before(words, at)
    deed = re.search(r"\bto\s+(\w+)", words[at:])
    if hit.rule.id == "was-to-be":
        return None if RECIPIENT.search(words[past:]) or has_due else "nothing to check"
    if deed is None or deed[1].lower() not in _deliver():
        return "nothing to check"
    return None if owner or pronoun in ("he", "she") else "nobody does it"


# What a sentence is once one of these was said of it, whatever else fires in it.
FINAL = frozenset({"the body's own decision", "an opinion", "a question", "told as not done"})

FAMILY_TESTS = {
    "performative": _performative,
    "agreed-that": _agreed_that,
    "active-modal": _active,
    "passive-modal": _passive,
    "asked-to": _asked,
    "was-to": _was_to,
}


def _doer(words: str, at: int, hit: Hit) -> tuple[tuple[str, ...], str | None, str | None]:
    """Return the owner as written, the pronoun in its place, and the speaker where a passive names nobody."""
    family = hit.rule.family
    if family == "agreed-that":
        modal = re.search(r"\b(?:would|will|should|shall|be)\b", words[hit.end - hit.start + at :])
        position = hit.end - hit.start + at + modal.start() if modal else len(words)
        passive = modal is not None and re.match(
            r"(?:would|will|should|shall)?\s*(?:\w+\s+)?be\s+\w+", words[position:]
        )
        return (
            ((), None, _speaker(words, position))
            if passive
            else (subject(words, position), pronoun_before(words, position), None)
        )
    if family == "passive-modal" or hit.rule.id == "was-to-be":
        return _by_agent(words[at:]), None, _speaker(words, at)
    return _subject(words, at), pronoun_before(words, at), None


def _by_agent(rest: str) -> tuple[str, ...]:
    match = re.search(
        r"\bbe (?!considered|approved|determined|scrutinised|discussed|reviewed)\w+(?: \w+)? by (?P<owner>(?:the "
        r")?[A-Z][\w' &-]*)",
        rest,
    )
    if match is None:
        return ()
    return subject(match["owner"] + " x", len(match["owner"]))


def _subject(words: str, at: int) -> tuple[str, ...]:
    """The subject before a verb; behind "and" or a comma, the one that the sentence began with."""
    owner = subject(words, at)
    before = words[:at].rstrip()
    if owner or not re.search(r"(?:\band|\bbut|,)(?:\s+(?:then|also|so))?$|\bwho$", before):
        return owner
    carried = first_human([words[: len(before)]])
    return (carried,) if carried else ()


def _speaker(words: str, at: int) -> str | None:
    match = re.search(rf"\b(?:{'|'.join(sorted(word_lists()['report-verbs']))})\b", words[:at])
    if match is None:
        return None
    owners = subject(words, match.start())
    return owners[0] if owners and is_person(owners[0]) and not PRONOUN.search(owners[0]) else None
