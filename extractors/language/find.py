"""Finds everything in a text: the families look at each passage, precedence settles what overlaps, owners and due words
are added, and every record's quote is taken from the text at its offsets."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from extractors.language.actions import Action, actions
from extractors.language.closures import closures
from extractors.language.decision_heads import opening
from extractors.language.decision_limbs import OWNED, Decision
from extractors.language.decision_owners import decision_owners
from extractors.language.decisions import decisions
from extractors.language.due import DueFound, due_said, find_due
from extractors.language.engine import Passage, Sentence, one_line, passages
from extractors.language.log_records import log_records, without_logs
from extractors.language.margins import with_margin_owners
from extractors.language.pronouns import meant
from extractors.language.requests import requests
from extractors.language.resolve import free, silencing, terms, with_changed, without_assent, without_overruled
from extractors.language.rules import rule
from extractors.language.ties import expand, ties
from extractors.language.undertakings import Promise, promises
from extractors.minutes.announced import announced
from models.meeting import Item
from models.record import Context, Due, Record, Tie
from models.text import Span, Text
from models.vocabulary import Effect

# In these regions people speak and promise; in the others only decisions and proposals are looked for.
SPOKEN = ("minutes", "decision")
# The label that names an owner and nothing else: the task stands before it.
OWNER_LABEL = "action-owner-only"
OWNER_MARKS = (OWNER_LABEL, "action-bracket")
# Between a time and a promise: a clause of its own begins, with its subject.
OTHER_CLAUSE = re.compile(r"(?:,?\s+(?:and|but)|\s+[–-])\s+(?:that\s+)?(?:(?:he|she|they|it|the|a)\b|[A-Z])[^,;]{0,60}")
ASKS = re.compile(r"\b(?:asked|enquired|inquired|queried|questioned)\b|\?\s*$")
# "agreed to do so", "said that she would send them", "agreed that it would be": nothing of its own behind the deed.
SAYS_YES = re.compile(r"\b(?:so|it|this|that|them|these|those|would|would\s+be)\W*$")
SHE_AGREED = re.compile(
    r"(?:[Ss]?[Hh]e|[Tt]hey)\s+(?:\w+ly\s+|also\s+|then\s+)?(?:agreed|undertook|promised|offered)\b"
)
DEED_TO_COME = re.compile(
    r"\b(?:(?:would|will|shall|should)\b"
    r"(?! (?:begin|start|commence|close|end|finish|open|reopen|last|expire|take place|be held)\b)"
    r"|agreed|undertook|offered|promised)\b"
)


# No slots, which leave no room for what is worked out once; nobody changes one.
@dataclass
class Time:
    """When what a sentence tells of is due: looked for once, and not at all where nobody asks."""

    words: str
    context: Context

    @cached_property
    def found(self) -> DueFound | None:
        """The due words of the sentence, None where it names no time."""
        return find_due(self.words, self.context)

    def is_for_one_deed(self) -> bool:
        """Whether the sentence names a time for one deed: what is done again and again is more often a service than a
        promise."""
        return self.found is not None and self.found.due.type != "recurring"


def find_records(
    text: Text, items: tuple[Item, ...] = (), context: Context | None = None, *, tied: tuple[Tie, ...] | None = None
) -> tuple[Record, ...]:
    """Return every record of a text whose blocks carry regions, in order of `start`. `tied` are the ties that the text
    itself makes, where they are known already."""
    known = context or Context()
    known = replace(known, announced=announced(text, known.meeting_date))
    names = (*known.ties, *(ties(text) if tied is None else tied))
    logged = tuple(log_records(text, known, names))
    text = without_logs(text)
    read = passages(text, [Span(item.start, item.end) for item in items])
    decisive = decisions(text, read, committee=known.committee)
    decided = [_decision_record(text, decision, known, names) for decision in decisive]
    labelled = tuple(actions(text, read))
    decided = [_owned_by_label(record, labelled, known, names) for record in decided]
    tasks = list(_action_records(text, labelled, known, names, [*decided, *terms(decisive)]))
    promised = list(_promise_records(text, read, known, names, silencing(decisive), tasks))
    kept = [*without_assent(decided, promised), *tasks, *without_overruled(promised, decided)]
    kept = with_changed(kept, list(_requests(text, read, known, names, kept)))
    kept = _with_closures(text, read, kept)
    owned = with_margin_owners(text, [*kept, *logged], names, known)
    return tuple(_with_due(record, known) for record in owned)


def _with_due(record: Record, context: Context) -> Record:
    """What an owner in the margin has made a task is due when its words say."""
    if record.due is not None or not record.trackable or (record.rule != "margin-owner" and not record.effect):
        return record
    found = find_due(one_line(record.quote), context)
    return replace(record, due=found.due) if found else record


def _decision_record(text: Text, decision: Decision, context: Context, names: Sequence[Tie]) -> Record:
    quote = text.plain[decision.start : decision.end]
    trackable = decision.effect in ("assign", "refer", "defer") and decision.kind != "proposal"
    words = one_line(quote)
    due = (find_due(words, context) or find_due(decision.led_by, context)) if trackable else None
    owner = decision_owners(words, decision) if decision.effect in OWNED else ()
    return Record(
        kind=decision.kind,
        quote=quote,
        start=decision.start,
        end=decision.end,
        rule=decision.rule,
        confidence=rule(decision.rule).confidence,
        trackable=trackable,
        effect=decision.effect,
        owner=owner,
        owner_name=expand(owner, names),
        due=due.due if due else None,
    )


def _owned_by_label(record: Record, found: Sequence[Action], context: Context, names: Sequence[Tie]) -> Record:
    """A decision behind which a label names somebody ("ACTION: Clerk") is that person's task."""
    label = next((one for one in found if one.rule in OWNER_MARKS and one.owner and _overlap(one, record)), None)
    if label is None or record.kind == "proposal" or (record.effect == "delegate" and record.owner):
        # Who is handed power does not act because a label below names somebody else.
        return record
    effect: Effect = record.effect if record.effect in ("defer", "refer", "delegate") else "assign"
    due = record.due or _action_due(label, record.quote, context)
    return replace(
        record, effect=effect, trackable=True, owner=label.owner, owner_name=expand(label.owner, names), due=due
    )


def _action_due(action: Action, quote: str, context: Context) -> Due | None:
    """When a task is due: as what stands apart from it says, else its own words."""
    if action.due is not None:
        return due_said(action.due, context)
    found = find_due(one_line(quote), context)
    return found.due if found else None


def _overlap(action: Action, other: Record | Action) -> bool:
    return action.start < other.end and other.start < action.end


def _promise_records(
    text: Text,
    read: Sequence[Passage],
    context: Context,
    names: Sequence[Tie],
    decided: Sequence[Decision],
    tasks: Sequence[Record],
) -> Iterator[Record]:
    taken: list[Record | Decision] = [*decided, *tasks]
    covered = _covered(taken)
    said: list[Sentence] = []
    item: int | None = None
    for passage in read:
        region = passage.block.region
        if passage.item != item or region == "title":
            said, item = [], passage.item
        if region not in SPOKEN:
            continue
        for sentence in passage.sentences:
            if "undertaking" in sentence.rules.kinds and not covered(sentence.start):
                for record in _promised(text, sentence, context, names, said):
                    if free(record.start, record.end, taken):
                        yield record
            said.append(sentence)


def _covered(taken: Sequence[Record | Decision]) -> Callable[[int], bool]:
    """Return what tells whether an offset lies in the words of one of some records."""
    spans = sorted([(one.start, one.end) for one in taken])
    starts = [start for start, _ in spans]
    # How far those reach that begin so early.
    reaches = list(accumulate([end for _, end in spans], max, initial=0))
    return lambda offset: reaches[bisect_right(starts, offset)] > offset


def _action_records(
    text: Text, found: Sequence[Action], context: Context, names: Sequence[Tie], decided: Sequence[Record | Decision]
) -> Iterator[Record]:
    owned = [action for action in found if action.owner and action.rule != OWNER_LABEL]
    labels = [action for action in found if action.rule == OWNER_LABEL and action.due is not None]
    for action in found:
        if action.rule == OWNER_LABEL and any(_overlap(action, other) for other in owned):
            # "Cllr Orme to chase. ACTION: JO": the words of the task name its owner already.
            continue
        dated = next((label for label in labels if _overlap(label, action)), action)
        quote = text.plain[action.start : action.end]
        head = opening(one_line(quote))
        if not free(action.start, action.end, decided) or (head is not None and head.formal):
            # "RESOLVED to ask:" is no task of its own, it leads in a list of decisions.
            continue
        yield Record(
            kind="action",
            quote=quote,
            start=action.start,
            end=action.end,
            rule=action.rule,
            confidence=action.confidence,
            trackable=True,
            owner=action.owner,
            owner_name=expand(action.owner, names),
            due=_action_due(action if action.due else dated, quote, context),
        )


def _requests(
    text: Text, read: Sequence[Passage], context: Context, names: Sequence[Tie], others: Sequence[Record]
) -> Iterator[Record]:
    """Give the requests, and each promise that accepts one again, with the offset of what it answers."""
    for sentences in _by_item(read):
        for request in requests(sentences, others):
            quote = text.plain[request.start : request.end]
            due = find_due(one_line(quote), context)
            yield Record(
                kind="request",
                quote=quote,
                start=request.start,
                end=request.end,
                rule=request.rule,
                confidence=request.confidence,
                trackable=request.fate in ("open", "accepted"),
                owner=request.owner,
                due=due.due if due else None,
                fate=request.fate,
            )
            if request.promise is not None and request.promise.answers is None:
                promise = _of_whom_was_asked(request.promise, request.owner, names)
                yield _answering(promise, request.start, due)


def _of_whom_was_asked(promise: Record, asked: tuple[str, ...], names: Sequence[Tie]) -> Record:
    """ "The Chair asked the Clerk to write, and she agreed to do so": it is she who was asked."""
    if not asked or SHE_AGREED.match(promise.quote) is None:
        return promise
    return replace(promise, owner=asked, owner_name=expand(asked, names))


def _answering(promise: Record, request: int, due: DueFound | None) -> Record:
    """The promise that accepts the request at an offset; one that says nothing but yes is due when the request says."""
    agrees = rule(promise.rule).family == "assent" or SAYS_YES.search(promise.quote)
    asked_for = due.due if due and agrees else None
    return replace(promise, answers=request, due=promise.due or asked_for)


def _with_closures(text: Text, read: Sequence[Passage], others: Sequence[Record]) -> list[Record]:
    """Return all records with the closures beside them, without the tasks that those only print again."""
    found = list(closures(text, read, others))
    restated = [closure.restated for closure in found if closure.restated is not None]
    told = [
        Record(
            kind="closure",
            quote=text.plain[closure.start : closure.end],
            start=closure.start,
            end=closure.end,
            rule=closure.rule,
            confidence=closure.confidence,
            trackable=False,
            verdict=closure.verdict,
            refers_to=closure.refers_to,
        )
        for closure in found
    ]
    return [*(one for one in others if one not in restated), *told]


def _by_item(read: Sequence[Passage]) -> Iterator[list[tuple[int | None, Sentence]]]:
    """Group the spoken sentences by item, each with the point of a list that it stands in; a title begins a new
    item."""
    group: list[tuple[int | None, Sentence]] = []
    item: int | None = None
    for passage in read:
        if passage.item != item or passage.block.region == "title":
            yield group
            group, item = [], passage.item
        if passage.block.region in SPOKEN:
            point = passage.index if passage.block.kind == "list_item" else None
            group += [(point, sentence) for sentence in passage.sentences]
    yield group


def _promised(
    text: Text, sentence: Sentence, context: Context, names: Sequence[Tie], said: Sequence[Sentence]
) -> Iterator[Record]:
    asked = bool(said) and "request" in said[-1].rules.kinds
    time = Time(sentence.words, context)
    answers = bool(said) and ASKS.search(said[-1].words) is not None
    found = promises(sentence, is_timed=time.is_for_one_deed, asked=asked, answers=answers)
    if not isinstance(found, tuple):
        return
    for promise in found:
        due = _due_of(promise, sentence, time)
        owner = promise.doer.owner or _meant(promise, sentence, said)
        yield Record(
            kind="undertaking",
            quote=text.plain[promise.start : promise.end],
            start=promise.start,
            end=promise.end,
            rule=promise.rule,
            confidence=promise.confidence,
            trackable=True,
            owner=owner,
            owner_inferred=promise.doer.inferred,
            owner_name=expand(owner or (promise.doer.inferred,), names),
            condition=promise.condition,
            due=due.due if due else None,
        )


def _meant(promise: Promise, sentence: Sentence, said: Sequence[Sentence]) -> tuple[str, ...]:
    """Whom the pronoun means that stands in the doer's place, nobody where none stands there."""
    if promise.doer.pronoun is None:
        return ()
    return meant(promise.doer.pronoun, [*(one.words for one in said), sentence.words[: promise.verb - sentence.start]])


def _due_of(promise: Promise, sentence: Sentence, time: Time) -> DueFound | None:
    """When a promise is due: as its own words say, else the time with which its sentence begins."""
    start, end = promise.start - sentence.start, promise.end - sentence.start
    if start == 0 and end == len(sentence.words):
        return _of_own_clause(time, promise.verb - sentence.start)
    own = find_due(sentence.words[start:end], time.context)
    whole = find_due(sentence.words[:start], time.context) if own is None and start else None
    return own or (whole if whole is not None and whole.start == 0 else None)


def _of_own_clause(time: Time, verb: int) -> DueFound | None:
    """The time of a sentence, unless it tells when something else is, in a clause before that of the promise: "The
    scheme closes on 10 June and he will tell members"."""
    found = time.found
    if found is None or found.start == 0 or found.end > verb:
        return found
    elsewhere = OTHER_CLAUSE.fullmatch(time.words, found.end, verb) and not DEED_TO_COME.search(
        time.words, 0, found.start
    )
    return find_due(time.words[verb:], time.context) if elsewhere else found
