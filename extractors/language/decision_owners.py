"""Who must act on a decision that sets a task: whom the body asks, the doer that the limb names, or the body itself."""

import re
from functools import cache

from extractors.language.alternation import any_of
from extractors.language.decision_heads import opening
from extractors.language.decision_limbs import Decision
from extractors.language.left_to import left_to
from extractors.language.owners import clean, object_of, subject
from extractors.language.prefilter import Prefilter, prefilter
from extractors.language.rules import word_lists
from extractors.language.wordings import wording

# It begins with the letter, which is soon found, and then looks at what stands before it.
THAT = re.compile(r"T(?<=\bT)(?:hat|\s*H\s*A\s*T)\b")
# "Agreed Cllr Orme obtain a price": the head is no part of the name.
AGREED_BY_NAME = re.compile(r"Agreed\s+(?=[A-Z])")
MODAL = re.compile(
    r"\b(?:should|would|will|shall|is to|are to|can|undertakes? to"
    r"|ha(?:s|ve) (?:\w+ly )?(?:agreed|offered|volunteered|undertaken) to)\s+(?P<verb>\w+)"
)
# Verbs of things as well as of people: a matter "comes back", a lease "runs".
OF_THINGS = frozenset({"come", "go", "return", "run", "remain", "stand", "form", "include", "show", "add"})
NOTE_FORM = re.compile(
    r"^(?:that\s+)?(?P<owner>(?:the\s+)?[A-Z](?:(?!\b(?:be|is|was|were|are)\b)[^.,;:]){1,60}?)\s+to\s+(?!(?:the|an?)\b)[a-z]+\b"
)
# ", and that the Chair take this forward": a second clause with a doer of its own.
FURTHER_CLAUSE = re.compile(r",?\s+and\s+(?=that\s+(?:the\s+)?[A-Z])")
OWN_DEED = re.compile(r"(?:^|\b(?:agreed?|agrees|resolved|resolves|decided)\s+)to\s+(?!(?:note|receive|thank)\b)\w+")
ACRONYM_ASKED = re.compile(r"\s+(?P<owner>[A-Z]{2,8})\s+to\b")
# A verb behind these has no subject before it, or is a noun: "to bring a report".
NO_SUBJECT = (" to", " and", " be", " a", " an", " the")
THAT_BEHIND = re.compile(r"\s+that\s+")
TO_OR_BY = re.compile(r"\s+(?:to|by)\b")
TO_ACT = re.compile(r"[A-Z][^.,;:]*\sto\s+[a-z]")
WE = re.compile(r"\b(?P<owner>we)\s+(?:should|would|will)\b")
# Not the beginning of anybody's name or title.
MISREAD = re.compile(
    r"^(?:to|for|with|by|that|this|these|it|in|on|delegation|delegated?|authority|membership)\b", re.IGNORECASE
)

# The forms in which owners are named, and what parts them: what stands in a limb is asked of it once.
Forms = tuple[int, ...]
MODALS, OURSELVES, ASKS, BARE_DEEDS, NOTES, DONE_BY, OWN_DEEDS, FURTHER, LEAVES = range(9)


def decision_owners(words: str, decision: Decision) -> tuple[str, ...]:
    """Return the owners of a limb as written, empty where it names no one. Who is invited or receives is no owner."""
    if decision.effect == "delegate" and (delegate := _delegate(words)):
        return delegate
    said = THAT.sub(lambda that: "that".ljust(len(that[0])), words)
    if head := AGREED_BY_NAME.match(said):
        said = said[head.end() :].rjust(len(said))
    said = wording("consulted").sub(lambda aside: " " * len(aside[0]), said)
    standing = _forms().possible(said)
    clauses = FURTHER_CLAUSE.split(said) if FURTHER in standing else [said]
    named = [owner for clause in clauses for owner in _named(clause, standing)]
    if named:
        return tuple(dict.fromkeys(named))
    asked = _asked(decision.led_by, _forms().possible(decision.led_by)) if decision.led_by else ()
    return asked or _own_deed(said, decision, standing)


def _delegate(words: str) -> tuple[str, ...]:
    """ "authority be delegated to the Head of Works to settle the terms": who may now decide."""
    match = wording("delegated-to").search(words)
    if match is None:
        return ()
    return object_of(f"{match['to'] or match['given'] or match['empowered']} to be", 0)


def _named(said: str, standing: Forms) -> tuple[str, ...]:
    """The owners that one clause names in the first of the forms that name any."""
    for form in (_left, _doer, _bare_doer, _asked, _note_form, _agent):
        owners = tuple([owner for owner in form(said, standing) if not MISREAD.match(owner)])
        if owners:
            return owners
    return ()


def _left(words: str, standing: Forms) -> tuple[str, ...]:
    """ "to leave it with the Clerk to obtain prices"."""
    return left_to(words, 0) if LEAVES in standing else ()


def _doer(words: str, standing: Forms) -> tuple[str, ...]:
    """ "that the Clerk should order the tree": the subject of the first modal, unless the deed is done to it."""
    if MODALS in standing:
        asked = _asks().search(words)
        for match in MODAL.finditer(words):
            if asked and asked.start() < match.start():
                return ()
            if match["verb"] != "be" and (owners := subject(words, match.start())):
                return owners
    we = WE.search(words) if OURSELVES in standing else None
    return (we["owner"],) if we else ()


def _asked(words: str, standing: Forms) -> tuple[str, ...]:
    """ "to ask the Clerk to write", "that officers be requested to report"."""
    if ASKS not in standing:
        return ()
    passive = _asked_passive().search(words)
    if passive:
        return subject(words, passive.start())
    asked = _asks().search(words)
    if asked is None:
        return ()
    if THAT_BEHIND.match(words, asked.end()):
        return _bare_doer(words[asked.end() :], standing)
    acronym = ACRONYM_ASKED.match(words, asked.end())
    if acronym:
        return (acronym["owner"],)
    return () if TO_OR_BY.match(words, asked.end()) else object_of(words, asked.end())


def _bare_doer(words: str, standing: Forms) -> tuple[str, ...]:
    """The subject of a subjunctive or a present: "that the Clerk write to the owner", "the Chairperson writes"."""
    for match in _bare_deed().finditer(words) if BARE_DEEDS in standing else ():
        before = words[: match.start()].rstrip()
        owners = () if before.endswith(NO_SUBJECT) else subject(words, match.start())
        if owners and (match[0].rstrip("s") not in OF_THINGS or _is_post().search(owners[0])):
            return owners
    return ()


def _note_form(words: str, standing: Forms) -> tuple[str, ...]:
    """ "The Licensing Officer to write to the traders"."""
    if NOTES not in standing:
        return ()
    head = opening(words)
    clause = words[head.rest :] if head is not None and head.formal and head.start == 0 else words
    match = NOTE_FORM.match(clause)
    return subject(clause, match.end("owner")) if match else ()


def _agent(words: str, standing: Forms) -> tuple[str, ...]:
    """ "that a letter be sent by the Clerk". By whom a thing is considered or approved is no owner."""
    match = wording("done-by").search(words) if DONE_BY in standing else None
    return object_of(f"{words[: match.end()]} {match['owner']} to be", match.end()) if match else ()


def _own_deed(words: str, decision: Decision, standing: Forms) -> tuple[str, ...]:
    """ "The Committee agreed to write": the body that decides is the one that acts."""
    if decision.body and OWN_DEEDS in standing and OWN_DEED.search(words):
        owner = clean(re.sub(r"^[Ii]t\s+was\s+", "", decision.body))
        return () if owner.lower() in ("all", "we", "members", "councillors", "all councillors") else (owner,)
    return ()


@cache
def _forms() -> Prefilter:
    """Tells of some words which of the forms may stand in them."""
    patterns = {
        **{MODALS: MODAL, OURSELVES: WE, ASKS: _asks(), BARE_DEEDS: _bare_deed(), NOTES: TO_ACT},
        **{DONE_BY: wording("done-by"), OWN_DEEDS: OWN_DEED, FURTHER: FURTHER_CLAUSE},
        **{LEAVES: wording("left-to-do")},
    }
    return prefilter([patterns[form] for form in range(len(patterns))])


@cache
def _asks() -> re.Pattern[str]:
    verbs = any_of(verb for verb in word_lists()["ask-verbs"] if not verb.startswith("invit"))
    return re.compile(rf"\b{verbs}\b")


@cache
def _asked_passive() -> re.Pattern[str]:
    verbs = any_of(verb for verb in word_lists()["ask-verbs"] if not verb.startswith("invit"))
    return re.compile(rf"\b(?:be|were|was|is|are)\s+{verbs}\s+(?:to|with)\b")


@cache
def _is_post() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(word_lists()['role-heads'])}\b", re.IGNORECASE)


@cache
def _bare_deed() -> re.Pattern[str]:
    verbs = any_of(verb for verb in word_lists()["deliver-verbs"] if " " not in verb)
    return re.compile(rf"(?<=\s)(?:{verbs}s?|continues?(?=\s+to\b))\b(?!\s+(?:should|would|be|of)\b)")
