"""Who must act on a decision that sets a task: whom the body asks, the doer that the limb names, or the body itself."""

import re
from functools import cache

from extractors.language.alternation import any_of
from extractors.language.decision_heads import opening
from extractors.language.decision_limbs import Decision
from extractors.language.owners import clean, object_of, subject
from extractors.language.rules import word_lists
from extractors.language.wordings import wording

THAT = re.compile(r"\b(?:That|T\s*H\s*A\s*T)\b")
MODAL = re.compile(
    r"\b(?:should|would|will|shall|is to|are to|can|undertakes? to"
    r"|ha(?:s|ve) (?:\w+ly )?(?:agreed|offered|volunteered|undertaken) to)\s+(?P<verb>\w+)"
)
# Verbs of things as well as of people: a matter "comes back", a lease "runs".
OF_THINGS = frozenset({"come", "go", "return", "run", "remain", "stand", "form", "include", "show", "add"})
NOTE_FORM = re.compile(
    r"^(?:that\s+)?(?P<owner>(?:the\s+)?[A-Z](?:(?!\b(?:be|is|was|were|are)\b)[^.,;:]){1,60}?)\s+to\s+[a-z]+\b"
)
# ", and that the Chair take this forward": a second clause with a doer of its own.
FURTHER_CLAUSE = re.compile(r",?\s+and\s+(?=that\s+(?:the\s+)?[A-Z])")
OWN_DEED = re.compile(r"(?:^|\b(?:agreed?|agrees|resolved|resolves|decided)\s+)to\s+(?!(?:note|receive|thank)\b)\w+")
ACRONYM_ASKED = re.compile(r"\s+(?P<owner>[A-Z]{2,8})\s+to\b")
WE = re.compile(r"\b(?P<owner>we)\s+(?:should|would|will)\b")
# Not the beginning of anybody's name or title.
MISREAD = re.compile(
    r"^(?:to|for|with|by|that|this|these|it|in|on|delegation|delegated?|authority|membership)\b", re.IGNORECASE
)


def decision_owners(words: str, decision: Decision) -> tuple[str, ...]:
    """Return the owners of a limb as written, empty where it names no one. Who is invited or receives is no owner."""
    if decision.effect == "delegate" and (delegate := _delegate(words)):
        return delegate
    said = THAT.sub(lambda that: "that".ljust(len(that[0])), words)
    said = wording("consulted").sub(lambda aside: " " * len(aside[0]), said)
    named = [owner for clause in FURTHER_CLAUSE.split(said) for owner in _named(clause)]
    if named:
        return tuple(dict.fromkeys(named))
    return _asked(decision.led_by) or _own_deed(said, decision)


def _delegate(words: str) -> tuple[str, ...]:
    """ "authority be delegated to the Head of Works to settle the terms": who may now decide."""
    match = wording("delegated-to").search(words)
    if match is None:
        return ()
    return object_of(f"{match['to'] or match['given'] or match['empowered']} to be", 0)


def _named(said: str) -> tuple[str, ...]:
    for found in (_doer(said), _bare_doer(said), _asked(said), _note_form(said), _agent(said)):
        owners = tuple(owner for owner in found if not MISREAD.match(owner))
        if owners:
            return owners
    return ()


def _doer(words: str) -> tuple[str, ...]:
    """ "that the Clerk should order the tree": the subject of the first modal, unless the deed is done to it."""
    asked = _asks().search(words)
    for match in MODAL.finditer(words):
        if asked and asked.start() < match.start():
            return ()
        if match["verb"] != "be" and (owners := subject(words, match.start())):
            return owners
    we = WE.search(words)
    return (we["owner"],) if we else ()


def _asked(words: str) -> tuple[str, ...]:
    """ "to ask the Clerk to write", "that officers be requested to report"."""
    passive = _asked_passive().search(words)
    if passive:
        return subject(words, passive.start())
    asked = _asks().search(words)
    if asked is None:
        return ()
    that = re.match(r"\s+that\s+", words[asked.end() :])
    if that:
        return _bare_doer(words[asked.end() :])
    acronym = ACRONYM_ASKED.match(words, asked.end())
    if acronym:
        return (acronym["owner"],)
    return () if re.match(r"\s+(?:to|by)\b", words[asked.end() :]) else object_of(words, asked.end())


def _bare_doer(words: str) -> tuple[str, ...]:
    """The subject of a subjunctive or a present: "that the Clerk write to the owner", "the Chairperson writes"."""
    for match in _bare_deed().finditer(words):
        if match[0].rstrip("s") in OF_THINGS:
            continue
        before = words[: match.start()].rstrip()
        if not before.endswith((" to", " and", " be")) and (owners := subject(words, match.start())):
            return owners
    return ()


def _note_form(words: str) -> tuple[str, ...]:
    """ "The Licensing Officer to write to the traders"."""
    head = opening(words)
    clause = words[head.rest :] if head is not None and head.formal and head.start == 0 else words
    match = NOTE_FORM.match(clause)
    return subject(clause, match.end("owner")) if match else ()


def _agent(words: str) -> tuple[str, ...]:
    """ "that a letter be sent by the Clerk". By whom a thing is considered or approved is no owner."""
    match = wording("done-by").search(words)
    return object_of(f"{words[: match.end()]} {match['owner']} to be", match.end()) if match else ()


def _own_deed(words: str, decision: Decision) -> tuple[str, ...]:
    """ "The Committee agreed to write": the body that decides is the one that acts."""
    if decision.body and OWN_DEED.search(words):
        owner = clean(re.sub(r"^[Ii]t\s+was\s+", "", decision.body))
        return () if owner.lower() in ("all", "we", "members", "councillors", "all councillors") else (owner,)
    return ()


@cache
def _asks() -> re.Pattern[str]:
    verbs = any_of(verb for verb in word_lists()["ask-verbs"] if not verb.startswith("invit"))
    return re.compile(rf"\b{verbs}\b")


@cache
def _asked_passive() -> re.Pattern[str]:
    verbs = any_of(verb for verb in word_lists()["ask-verbs"] if not verb.startswith("invit"))
    return re.compile(rf"\b(?:be|were|was|is|are)\s+{verbs}\s+(?:to|with)\b")


@cache
def _bare_deed() -> re.Pattern[str]:
    verbs = any_of(verb for verb in word_lists()["deliver-verbs"] if " " not in verb)
    return re.compile(rf"(?<=\s)(?:{verbs}s?|continues?(?=\s+to\b))\b(?!\s+(?:should|would|be|of)\b)")
