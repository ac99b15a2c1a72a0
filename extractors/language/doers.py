"""Who is to keep a promise: the subject of its verb, carried over from an earlier verb where it is left out, taken from
behind "who", or the agent of a passive; and apart from it the speaker, where a passive names nobody."""

import re
from functools import cache, lru_cache

from extractors.language.alternation import any_of
from extractors.language.left_to import left_to
from extractors.language.owners import (
    NAME,
    after_boundary,
    is_person,
    owner_at_end,
    pronoun_at_end,
    pronoun_before,
    subject,
)
from extractors.language.promise_clauses import Clause
from extractors.language.pronouns import first_human, leading_subject
from extractors.language.quick import Quick, quickened
from extractors.language.rules import word_lists
from extractors.language.wordings import quick
from models.frozen import frozen

COORDINATED = re.compile(r"(?:\band|\bbut|,|\bor)(?:\s+(?:then|also|so|if \w+))?$")
# Between "and" and the rule's words: "and was happy to".
AUXILIARY = re.compile(r"\s+(?:was|is|were|are)$")
COMES = re.compile(r"(?:would|will)\s+(?:\w+ly\s+|then\s+|also\s+|now\s+)?(?:come|go|return|follow)\b")
THING_DONE = re.compile(r"(?:the|an?|this|that|its|their|his|her)\s+[^,]{2,60}?\s+(?:had|has|have|was|were|is|are)\s")
ASIDE = re.compile(
    r",\s+(?:who|which|whose|at the request of|on behalf of|in answer to|as|comprising|consisting of|made up of"
    r"|chaired by|led by)\b[^,]*,\s*$"
)
MODAL = re.compile(r"\b(?:would|will|should|shall|must|be)\b")
# "this was agreed": nobody is named.
IMPERSONAL = re.compile(r"\b(?:this|it) (?:was|were)\s*$", re.IGNORECASE)
# Behind either stands the verb, or "had" and a word with it; no further off than so many letters.
RELATIVES = ("who", "which")
RELATIVE_REACH = 30
# The judgement of a clause asks for its subject, and so does who finds its doer: a few are kept so long.
SUBJECTS_KEPT = 8
# "that this would be" leaves out what is done.
PASSIVE = re.compile(r"(?:would|will|should|shall|must)?\s*(?:\w+\s+)?be(?:\s+\w+|\W*$)")
# By whom something is considered is who gets it, not who does it.
AGENT = re.compile(
    r"\bbe (?:\w+ )?(?!considered|approved|determined|scrutinised|discussed|reviewed|agreed|heard)\w+(?: \w+){0,8}? by "
    r"(?P<owner>(?:the )?"
    rf"{NAME})"
)


@frozen
class Doer:
    """`owner` as written; where a pronoun stands in its place, that; `inferred` the speaker where a passive names
    nobody."""

    owner: tuple[str, ...] = ()
    pronoun: str | None = None
    inferred: str | None = None


def doer(clause: Clause) -> Doer:
    """Return who is to do what a clause promises."""
    if clause.rule.family == "agreed-that":
        return _of_what_was_agreed(clause)
    if clause.rule.family == "left-to":
        return Doer(left_to(clause.words, clause.at))
    if clause.rule.family == "passive-modal" and clause.rule.id in ("would-receive", "will-be-asked-to"):
        return Doer(inferred=speaker(clause.words, clause.at))
    if clause.rule.family == "passive-modal" or clause.rule.id == "was-to-be":
        return Doer(by_agent(clause.rest), None, speaker(clause.words, clause.at))
    if clause.rule.family == "assent":
        impersonal = IMPERSONAL.search(clause.before)
        if clause.rule.id == "would-be-so":
            return Doer(inferred=speaker(clause.words, clause.at))
        return Doer() if impersonal else Doer(subject_before(clause.words, clause.at)[0])
    at = clause.at
    if clause.rule.id == "asked-in-note-form":
        at = clause.words.lower().index(" asked", at)
    owner, pronoun = subject_before(clause.words, at)
    return Doer(owner, pronoun)


def _of_what_was_agreed(clause: Clause) -> Doer:
    modal = MODAL.search(clause.words, clause.past)
    position = modal.start() if modal else len(clause.words)
    if modal is not None and PASSIVE.match(clause.words[position:]):
        return Doer(by_agent(clause.words[position:]), None, speaker(clause.words, position))
    if modal is None:
        found = quick("bare-deed-clause").search(clause.after)
        position = clause.past + found.end() if found else position
        return Doer(subject(clause.words, clause.words.rfind(" ", 0, position)))
    owner, pronoun = subject_before(clause.words, position)
    return Doer(owner, pronoun)


@lru_cache(SUBJECTS_KEPT)
def subject_before(words: str, at: int) -> tuple[tuple[str, ...], str | None]:
    """Return the owners who are the subject of the verb at `at`, or the pronoun that stands for them."""
    before = words[:at]
    ending = before.rstrip()
    aside = ASIDE.search(before) if ending.endswith(",") else None
    if aside:
        # With its comma: another aside may stand before it.
        return subject_before(words, aside.start() + 1)
    pronoun = pronoun_before(words, at)
    if pronoun:
        return (), pronoun
    near = ending[-RELATIVE_REACH:].lower()
    relative = quick("relative-before").search(before) if any(one in near for one in RELATIVES) else None
    if relative:
        one = owner_at_end(before[: relative.start()], in_phrase=True)
        return ((one,) if one else ()), None
    owner = subject(words, at)
    if owner:
        return owner, None
    left_out = COORDINATED.search(AUXILIARY.sub("", ending))
    return _carried(before[: left_out.start()], words[at:]) if left_out else ((), None)


def _carried(before: str, rest: str) -> tuple[tuple[str, ...], str | None]:
    """The subject that an earlier verb of the sentence had: "She did not know and would ask". What comes or goes to a
    meeting is the thing of which the clause before tells: "the policy had been drafted and would come to the Board"."""
    found = leading_subject(before)
    if found is None and COMES.match(rest) and THING_DONE.match(after_boundary(before)):
        return (), None
    if found is None or found == ((), "it"):
        found = leading_subject(before, whole=True)
    if found is not None:
        return found
    human = first_human([before])
    return ((human,) if human else ()), None


def by_agent(rest: str) -> tuple[str, ...]:
    """Return who is to do what a passive tells of: "be sent by the Clerk"."""
    match = AGENT.search(rest) if " by " in rest else None
    return subject(match["owner"] + " x", len(match["owner"])) if match else ()


def speaker(words: str, at: int) -> str | None:
    """Return who says it: the subject of the nearest verb of saying before `at`, None where it is nobody or he. Who was
    told does not say it: "Members were informed that"."""
    for match in reversed(list(_reports().finditer(words[:at]))):
        told = TOLD.search(words, 0, match.start()) is not None
        by = SAID_BY.match(words, match.end()) if told else None
        owners = subject(words, by.end("by") if by else match.start()) if by or not told else ()
        if owners and is_person(owners[0]) and not pronoun_at_end(owners[0]):
            return owners[0]
    return None


TOLD = re.compile(r"\b(?:was|were|been|being)\s+(?:\w+ly\s+|also\s+|then\s+|further\s+)?$")
SAID_BY = re.compile(r"\s+(?P<by>by\s+[^,;]{2,80}?)\s+that\b")


@cache
def _reports() -> Quick:
    return quickened(re.compile(rf"\b{any_of(word_lists()['report-verbs'])}\b"))
