"""Closures: what a meeting hears of earlier promises, requests and tasks.

This file walks through the sentences: what was recalled in one is told of in the next, and a task restated in an action
review is not a new one. Whether a clause tells of something earlier, and what, is judged in closure_judgement.py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.language.closure_clauses import Clause, clauses, whole
from extractors.language.closure_judgement import Told, judge, may_tell, recalls, status
from extractors.language.closure_reference import referred_to
from extractors.language.closure_signs import signs
from extractors.language.engine import Passage, Sentence
from extractors.language.review_lists import SPOKEN, contexts
from extractors.language.reviews import Review
from extractors.language.wordings import begins
from models.record import Record
from models.text import Text
from models.vocabulary import Confidence, Verdict

# What was recalled is told of in one of so many sentences that follow.
REMEMBERED = 2
# A closure that begins with the owner of the task before it names them among so many words.
OPENING_WORDS = 4
# The state of a task, in a sentence of its own behind it, has so many words at most.
STATUS_WORDS = 6


@dataclass(frozen=True, slots=True)
class Closure:
    """The state of an earlier promise: offsets of its words, the verdict, what it points back to, rule and
    confidence.

    `refers_to` is a number ("Minute 31"), a topic or a thing as written; None where the words name none. `restated` is
    the earlier task where the minutes print it again before its outcome; it is part of the words where no more than a
    state stands behind it. `only_recalled` says that no outcome is told.
    """

    start: int
    end: int
    verdict: Verdict
    refers_to: str | None
    rule: str
    confidence: Confidence
    restated: Record | None = None
    only_recalled: bool = False


def closures(text: Text, passages: Sequence[Passage], others: Sequence[Record] = ()) -> Iterator[Closure]:
    """Give every closure, in reading order, beside the records already found in the same text."""
    before: list[Closure] = []
    for found in _by_sentence(text, passages, others):
        # "The letter that had been agreed in May. It had been sent.": one state, told in the second sentence.
        told = any(not closure.only_recalled for closure in found)
        yield from (closure for closure in before if not (closure.only_recalled and told))
        before = found
    yield from before


def _by_sentence(text: Text, passages: Sequence[Passage], others: Sequence[Record]) -> Iterator[list[Closure]]:
    since, found = REMEMBERED + 1, list[Closure]()
    task: Record | None = None
    held = signs(text.plain)
    for passage, review in zip(passages, contexts(text, passages, others, headed=held.heading), strict=True):
        if passage.block.region not in SPOKEN:
            continue
        for sentence in passage.sentences:
            since += 1
            if not review and since > REMEMBERED and not found and not may_tell(sentence, numbers=held.number):
                task = None
                continue
            earlier_task, task = task, _task(sentence, others) if review is Review.FULL else None
            if task is None and earlier_task is not None and begins("task-field", sentence.words):
                # "Owner: T Noon." stands between a task and its status.
                task = earlier_task
            closed = _closed_task(sentence, task) or _closed_before(text, passage, sentence, earlier_task)
            found = (
                [closed] if closed else _told(sentence, review, others, recalled=since <= REMEMBERED, told=bool(found))
            )
            yield [_restating(closure, sentence, earlier_task) for closure in found]
            if recalls(sentence):
                since = 0


def _told(sentence: Sentence, review: Review, others: Sequence[Record], *, recalled: bool, told: bool) -> list[Closure]:
    judged = ((clause, judge(clause, review, recalled=recalled, told=told)) for clause in clauses(sentence, others))
    return [_closure(clause, one) for clause, one in judged if one is not None]


def _closure(clause: Clause, told: Told, restated: Record | None = None) -> Closure:
    confidence: Confidence = "likely" if told.outright or clause.points_back else "possible"
    return Closure(
        clause.start,
        clause.end,
        told.verdict,
        referred_to(clause.words),
        told.rule,
        confidence,
        restated,
        told.only_recalled,
    )


def _task(sentence: Sentence, others: Sequence[Record]) -> Record | None:
    """The task that a sentence is, in note form: "PF to ring the county"."""
    inside = [one for one in others if one.start < sentence.end and sentence.start < one.end]
    return inside[0] if len(inside) == 1 and inside[0].kind == "action" else None


def _closed_task(sentence: Sentence, task: Record | None) -> Closure | None:
    """A task with its state behind it, in a review of actions: "PF to ring the county – done"."""
    told = status(whole(sentence)) if task is not None else None
    return _closure(whole(sentence), told, task) if told is not None else None


def _closed_before(text: Text, passage: Passage, sentence: Sentence, task: Record | None) -> Closure | None:
    """A task with its state in a sentence of its own, in a review of actions: "PF to ring the county. Not done."."""
    if task is None or task.start < passage.block.start or len(sentence.words.split()) > STATUS_WORDS:
        return None
    told = None if begins("closure-status-field", sentence.words) else status(whole(sentence))
    if told is None:
        return None
    closed = _closure(whole(sentence), told, task)
    return replace(closed, start=task.start, refers_to=referred_to(text.plain[task.start : task.end]))


def _restating(closure: Closure, sentence: Sentence, task: Record | None) -> Closure:
    """A closure with the task that the sentence before it restates: "TN to send the rota. TN sent it in May.", "...
    Owner: TN. Status: done in May"."""
    if task is None or closure.restated is not None or closure.verdict not in ("met", "partly"):
        return closure
    if begins("closure-status-field", sentence.words):
        return replace(closure, restated=task)
    opening = set(re.findall(r"\w+", sentence.words)[:OPENING_WORDS])
    named = {word for owner in task.owner for word in re.findall(r"\w+", owner)}
    return replace(closure, restated=task) if named & opening else closure
