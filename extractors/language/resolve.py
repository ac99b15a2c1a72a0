"""Precedence: which of two findings in the same words is kept.

Decisions come first, then tasks that the minute-taker recorded, then promises, requests and closures; a later one
stays only where the earlier ones leave its words free.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.language.decision_limbs import Decision
from models.record import Record

# A decision's head ("RESOLVED UNANIMOUSLY: That") takes at most so many characters.
HEAD_ROOM = 30
# What these rules find may say that a request is agreed to.
OUTCOMES = ("motion-fate", "status-line")


def free(start: int, end: int, others: Sequence[Record | Decision]) -> bool:
    """Whether no record found so far touches the words between two offsets."""
    return not any(other.start < end and start < other.end for other in others)


def with_changed(records: Sequence[Record], found: Sequence[Record]) -> list[Record]:
    """Return all records, those found later in place of the same words of the same kind found before.

    Of several found for the same words the last counts: a promise behind two requests answers the nearer."""
    changed = {(record.kind, record.start, record.end): record for record in found}
    return [one for one in records if (one.kind, one.start, one.end) not in changed] + list(changed.values())


def terms(decisive: Sequence[Decision]) -> list[Decision]:
    """Return the lists of terms that stand behind decisions: nobody promises anything in them, and they are no
    tasks."""
    return [replace(decision, start=decision.end, end=decision.reach) for decision in decisive if decision.reach]


def silencing(decisive: Sequence[Decision]) -> list[Decision]:
    """Return the decisions and proposals inside which nobody promises anything: the formal ones, unless they only note
    what somebody would do ("to note that the Director would report"), and the terms of any."""
    return terms(decisive) + [
        decision
        for decision in decisive
        if decision.kind == "proposal" or (decision.formal and decision.effect != "note")
    ]


def without_overruled(promised: Sequence[Record], decided: Sequence[Record]) -> list[Record]:
    """Drop a promise read from "agreed that" or "agreed to" where the same words were found to be a decision."""
    agreed = ("agreed-that", "agreed-to")
    return [
        record
        for record in promised
        if record.rule not in agreed or not any(_same_words(one, record) for one in decided)
    ]


def without_assent(decided: Sequence[Record], promised: Sequence[Record]) -> list[Record]:
    """Drop the outcome of a vote ("This was agreed.", "Agreed.") where the same words were found to assent to a
    request."""
    assents = {(record.start, record.end) for record in promised if record.rule == "agreed-it"}
    return [one for one in decided if one.rule not in OUTCOMES or (one.start, one.end) not in assents]


def _same_words(decision: Record, promise: Record) -> bool:
    """Whether a decision is the promise's sentence itself, its head aside, and not a further clause of it."""
    return promise.start - HEAD_ROOM < decision.start < promise.start + HEAD_ROOM and promise.start < decision.end
