"""Promises made in discussion: the tests of a commitment, in order: region, polarity, time, softness, specificity,
addressee, habit. (Regions are told before: only what people say at the meeting comes here.)

Each test is a small function that looks at one clause and returns the reason for passing it over, or None. The wordings
that they look for are data, in data/rules/promise_wordings.toml.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from extractors.language.conditions import condition, condition_ahead
from extractors.language.doers import COORDINATED, Doer, doer, speaker, subject_before
from extractors.language.engine import Hit, Sentence
from extractors.language.left_to import leaves_matter, left_to
from extractors.language.possible_wordings import MOST_SETS, possible
from extractors.language.promise_clauses import ENOUGH_SIGNS, WORDINGS, Clause, answers_before, clause_of, quoted
from extractors.language.pronouns import leading_subject
from extractors.language.request_forms import asks_ahead
from extractors.language.rules import word_lists
from extractors.language.wordings import quick, sought
from models.frozen import frozen
from models.vocabulary import CONFIDENCES, Confidence

# The families of rules, the most telling first: where two fire in one clause, the first that passes names the promise.
FAMILIES = ("performative", "asked-to", "left-to", "agreed-that", "active-modal", "passive-modal", "was-to", "assent")
# Of deed, thing, recipient, time and speaker, a passive must have so many to be a promise.
LEAST_SIGNS = 2
# That something will be with Members is a promise where it says by when, though nothing is said to be done.
BE_THERE = "would-be-with"
AGREED = ("agreed-to", "agreed-to-request")
ALL_MODALS = ("active-modal", "passive-modal", "was-to")
# Directly before the rule's words a negation or a pluperfect is looked for among so many characters; and among so many
# a wording that ends with at most 60 others ("[^.;]{0,60}$") and itself takes fewer than 20.
DENIED_BEFORE, EARLIER_BEFORE, NEAR_BEFORE = 50, 30, 80
HAD = re.compile(r"\b(?:had|has|have)\s+(?:\w+\s+)?$")
RETURNS = re.compile(r"\b(?:back|return)\b")
BEHIND_DASH = re.compile(r"\s[–-]\s+$")
BE = re.compile(r"\s+be\b")
INFINITIVE = re.compile(r"\bto\s+([\w-]+)")


@frozen
class Promise:
    """A promise in one sentence: what is quoted, where its deed stands, who does it, and the rule."""

    start: int
    end: int
    verb: int
    doer: Doer
    rule: str
    confidence: Confidence
    condition: str | None = None


@frozen
class Refusal:
    """Why a sentence in which a rule fired is no promise."""

    start: int
    end: int
    rule: str
    reason: str


def promises(
    sentence: Sentence, *, is_timed: Callable[[], bool], asked: bool = False, answers: bool = False
) -> tuple[Promise, ...] | Refusal:
    """Return the promises of a sentence, in order, or why it holds none.

    `is_timed` says whether it names a time, `asked` that the sentence before it asks for something: only then is "The
    Clerk agreed." a promise; `answers` that the sentence before it asks anything at all.
    """
    may_stand = possible(WORDINGS, sentence.words)
    found: list[Clause] = []
    refused = ("", "no rule fired")
    hits = sentence.hits_of("undertaking")
    for hit in sorted(hits, key=_strength) if len(hits) > 1 else hits:
        clause = clause_of(sentence, hit, may_stand, is_timed, answers=asked or answers)
        reason = "nothing was asked" if hit.rule.family == "assent" and not asked else why_not(clause)
        if reason is None:
            found.append(clause)
        else:
            refused = (hit.rule.id, reason)
            if reason in FINAL and hit.rule.id != "agreed-to":
                break
    return tuple(_told(sentence, found)) or Refusal(sentence.start, sentence.end, *refused)


def _strength(hit: Hit) -> tuple[int, int]:
    return FAMILIES.index(hit.rule.family), hit.start


def _told(sentence: Sentence, found: Sequence[Clause]) -> list[Promise]:
    """The promises of the clauses of a sentence. Those of several people who are named are quoted apart even where it
    is short, if that parts them; so are those that accept what the sentence asks for before them."""
    starts = [quoted(clause, parted=True)[0] for clause in found] if "request" in sentence.kinds else []
    if starts and all(asks_ahead(sentence, start) for start in starts):
        return _apart([_promise(sentence, clause, parted=True) for clause in found])
    if len(found) > 1 and len({doer(clause).owner for clause in found} - {()}) > 1:
        parted = _apart([_promise(sentence, clause, parted=True) for clause in found])
        if len({promise.doer.owner for promise in parted}) == len(parted) > 1:
            return parted
    return _apart([_promise(sentence, clause) for clause in found])


def _promise(sentence: Sentence, clause: Clause, *, parted: bool = False) -> Promise:
    start, end = quoted(clause, parted=parted)
    verb = sentence.start + clause.at
    begins, ends = sentence.start + start, sentence.start + end
    return Promise(begins, ends, verb, doer(clause), clause.rule.id, _confidence(clause), condition(clause, end))


def _apart(found: Sequence[Promise]) -> list[Promise]:
    """The promises that stand in words of their own, in order: of several told in the same words the surest, else the
    first."""
    if len(found) < 2:
        return list(found)
    kept: list[Promise] = []
    for promise in sorted(found, key=lambda promise: CONFIDENCES.index(promise.confidence)):
        if not any(one.start < promise.end and promise.start < one.end for one in kept):
            kept.append(promise)
    return sorted(kept, key=lambda promise: promise.start)


def _confidence(clause: Clause) -> Confidence:
    family = clause.rule.family
    if family == "performative" and clause.search("told-as-earlier", clause.before[-EARLIER_BEFORE:]):
        return "likely"
    if family in ALL_MODALS and clause.match("vague-deed", clause.own_rest):
        return "possible"
    if family == "passive-modal" and clause.signs < ENOUGH_SIGNS:
        return "likely" if clause.signs == LEAST_SIGNS else "possible"
    return clause.rule.confidence


def why_not(clause: Clause) -> str | None:
    """Return why a clause in which a rule fired is no promise, None where it is one."""
    for test in _tests(clause.possible, clause.rule.family):
        reason = test(clause)
        if reason is not None:
            return reason
    return None


@lru_cache(MOST_SETS)
def _tests(possible: frozenset[str], family: str) -> tuple[Callable[[Clause], str | None], ...]:
    """The tests, in order, that may have something to say of a family's clause where these wordings may stand."""
    asked = [
        test.ask
        for test in TESTS
        if (not test.families or family in test.families) and not (test.needs and test.needs.isdisjoint(possible))
    ]
    return (*asked, FAMILY_TESTS[family])


def _citation(clause: Clause) -> str | None:
    """Words inside quotation marks are somebody else's, or of another time."""
    return "quoted words" if clause.before.count('"') % 2 else None


def _earlier_minute(clause: Clause) -> str | None:
    return "an earlier act" if clause.search("earlier-minute", clause.before) else None


def _question(clause: Clause) -> str | None:
    return "a question" if clause.words.rstrip(" \"'").endswith("?") else None


def _what_was_asked(clause: Clause) -> str | None:
    answers = clause.rule.family == "performative" and answers_before(clause)
    if not answers and clause.search("asked-before", clause.before):
        return "what somebody asked"
    return "what is talked about" if clause.search("indirect-question", clause.before) else None


def _denied(clause: Clause) -> str | None:
    before = clause.before[-DENIED_BEFORE:]
    denied = clause.search("denied-before", before) or clause.match("denied-after", clause.rest)
    return "negated" if denied else None


def _nothing(clause: Clause) -> str | None:
    before = clause.before[-DENIED_BEFORE:]
    return "negated" if "no" in before.lower() and quick("nothing-before").search(before) else None


def _not_done(clause: Clause) -> str | None:
    if clause.search("told-as-not-done", clause.after):
        return "told as not done"
    return "done at once" if clause.search("done-at-once", clause.after) else None


def _had_been_asked(clause: Clause) -> str | None:
    return "an earlier act" if HAD.search(clause.before) else None


def _told_there(clause: Clause) -> str | None:
    return "done at once" if clause.search("told-there", clause.rest) else None


def _had_been(clause: Clause) -> str | None:
    return "an earlier act" if clause.search("it-had-been-before", clause.before) else None


def _earlier(clause: Clause) -> str | None:
    before = clause.before
    if not clause.search("told-as-earlier", before[-EARLIER_BEFORE:]):
        return None
    earlier = clause.search("earlier-time", before) or clause.search("earlier-time", clause.after)
    return "an earlier act" if earlier else None


def _stative(clause: Clause) -> str | None:
    stated = clause.rule.id != BE_THERE and clause.match("stative", clause.behind_modal)
    return "says how things would be" if stated else None


def _softness(clause: Clause) -> str | None:
    if quick("soft-before").search(clause.before[-NEAR_BEFORE:]) is None:
        return None
    near = clause.near
    ahead = condition_ahead(clause)
    own = near[: ahead.start()] + near[ahead.end() :] if ahead else near
    soft = quick("soft-before").search(own[-NEAR_BEFORE:])
    return "hoped, intended, asked or supposed" if soft else None


def _habit(clause: Clause) -> str | None:
    return "a habit" if clause.search("habit", clause.words) else None


def _procedure(clause: Clause) -> str | None:
    run = (
        clause.match("procedure", clause.behind_modal.lstrip())
        or clause.match("procedure", clause.after.lstrip())
        or clause.search("procedure-subject", clause.near)
    )
    return "how the meeting is run" if run else None


def _performative(clause: Clause) -> str | None:
    if clause.rule.id == "happy-to":
        deed = clause.words[: clause.past].split()[-1]
        if not clause.match("courteous-deed", deed) and not clause.has_recipient:
            return "a courtesy"
    if clause.rule.id != "happy-to" and clause.search("done-to-people", clause.before):
        return "nobody does it"
    if clause.rule.id in AGREED and (_is_by_body(clause) or clause.search("meeting-agreed", clause.before)):
        return "the body's own decision"
    return None


def _agreed_that(clause: Clause) -> str | None:
    rest = clause.after
    if _is_by_body(clause) or clause.match("body-is-doer", rest):
        return "the body's own decision"
    future = clause.search("future-clause", rest)
    if future is None:
        return None if clause.match("bare-deed-clause", rest) else "an opinion"
    # "... that a plan was needed and that the Clerk would draft it": the fact stands in a clause of its own.
    fact = rest[: future.start()]
    fact = fact if BE.match(rest, future.end()) else fact.rpartition(" and that ")[2]
    if clause.search("fact-clause", fact) or clause.match("stative", rest[future.end() :]):
        return "an opinion"
    if future[0].lower() == "be" and clause.search("meeting-agreed", clause.before):
        return "a decision without a doer"
    return None


def _active(clause: Clause) -> str | None:
    if clause.match("announced-role", clause.rest):
        return "news of somebody"
    owner, pronoun = subject_before(clause.words, clause.at)
    if not owner and pronoun == "it":
        if clause.match("deed-of-things", clause.rest):
            return "says how things would be"
        owner = tuple(filter(None, (speaker(clause.words, clause.at),)))
    if not owner and pronoun not in ("he", "she", "they", "we", "i"):
        # "Will chase the county.", "Asked about the bin – will chase": whoever reports, in note form.
        in_note_form = clause.rest.startswith("Will ") if clause.at == 0 else BEHIND_DASH.search(clause.before)
        return None if in_note_form and not pronoun else "nobody does it"
    known = pronoun != "they" or leading_subject(clause.before) not in (None, ((), "they"))
    if not known and not (clause.has_recipient or clause.is_timed()):
        return "not said who"
    vague = clause.rule.confidence == "possible" or clause.match("mere-consideration", clause.rest)
    open_deed = vague and not clause.search("second-deed", clause.after)
    if open_deed and not (clause.has_recipient or clause.is_timed()):
        return "nothing to check"
    return None


def _passive(clause: Clause) -> str | None:
    if clause.rule.id == "would-receive":
        return None if sought("recipient-before").search(clause.before) else "says how things would be"
    if clause.rule.id == "will-be-asked-to":
        return _asked(clause)
    if clause.rule.id == BE_THERE:
        return None if clause.is_timed() else "nothing to check"
    deed = clause.words[clause.at : clause.past]
    if clause.search("next-meeting-before", clause.before) and clause.search("event-deed", deed):
        return "an announcement"
    if clause.search("call-for-entries", clause.words[: clause.past]) and not clause.is_timed():
        return "nothing to check"
    event = clause.search("event-before", clause.before) and clause.search("event-deed", deed)
    if event and not (clause.has_recipient or clause.is_timed()):
        return "an announcement"
    if clause.rule.id == "will-follow" and not event:
        returns = clause.is_timed() and RETURNS.search(deed)
        handed = returns or clause.has_recipient or clause.search("deliverable-before", clause.near)
        return None if handed else "nothing to check"
    least = ENOUGH_SIGNS if clause.search("relative-before", clause.before) else LEAST_SIGNS
    return None if clause.signs >= least else "nothing to check"


def _asked(clause: Clause) -> str | None:
    if clause.match("asked-if-so", clause.rest):
        return "what somebody asked"
    return "housekeeping" if quick("housekeeping-subject").search(_subject_words(clause)) else None


def _left_to(clause: Clause) -> str | None:
    if not leaves_matter(clause.before, clause.rest):
        return "a thing is left"
    return None if left_to(clause.words, clause.at) else "not said who is to do what"


def _subject_words(clause: Clause) -> str:
    """The words that end with a verb's subject: those before it, or the subject that it shares with an earlier verb."""
    shared = leading_subject(clause.before) if COORDINATED.search(clause.before.rstrip()) else None
    return " and ".join(shared[0]) if shared else clause.before


def _is_by_body(clause: Clause) -> bool:
    """Whether the subject of a clause's verb is the body that meets, not somebody who holds a post in it."""
    words = _subject_words(clause)
    return quick("body-before").search(words) is not None and quick("post-of-body").search(words) is None


def _was_to(clause: Clause) -> str | None:
    if clause.search("relative-before", clause.before):
        return "said by the way"
    if clause.rule.id == "was-to-be":
        return None if clause.signs >= LEAST_SIGNS else "nothing to check"
    deed = INFINITIVE.search(clause.rest)
    if deed is None or deed[1].lower() not in word_lists()["deliver-verbs"]:
        return "nothing to check"
    owner, pronoun = subject_before(clause.words, clause.at)
    return None if owner or pronoun in ("he", "she") else "nobody does it"


def _assent(clause: Clause) -> str | None:
    own_deed = " to " in clause.rest and clause.search("meeting-agreed", clause.before)
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
    "left-to": _left_to,
    "was-to": _was_to,
    "assent": _assent,
}


@frozen
class Test:
    """A test of a clause: of `families` alone, and only where one of the wordings that it `needs` may stand; where none
    are named, of all families, whatever may stand."""

    ask: Callable[[Clause], str | None]
    needs: frozenset[str] = frozenset()
    families: tuple[str, ...] = ()


TESTS = (
    Test(_citation),
    Test(_earlier_minute, frozenset({"earlier-minute"}), ("agreed-that", "performative")),
    Test(_question),
    Test(_what_was_asked, frozenset({"asked-before", "indirect-question"})),
    Test(_denied, frozenset({"denied-before", "denied-after"})),
    Test(_nothing),
    Test(_not_done, frozenset({"told-as-not-done", "done-at-once"})),
    Test(_had_been_asked, families=("asked-to", "left-to")),
    Test(_told_there, frozenset({"told-there"}), ("asked-to",)),
    Test(_had_been, frozenset({"it-had-been-before"})),
    Test(_earlier, frozenset({"told-as-earlier"}), ("performative", "agreed-that", "asked-to", "left-to")),
    Test(_stative, frozenset({"stative"}), ("active-modal", "passive-modal")),
    Test(_softness, families=(*ALL_MODALS, "left-to")),
    Test(_habit, frozenset({"habit"})),
    Test(_procedure, frozenset({"procedure", "procedure-subject"})),
)
