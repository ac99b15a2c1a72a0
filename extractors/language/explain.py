"""Why a sentence is a record, or is not: for every sentence in which something fired, what fired and what came of
it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.language.decision_heads import Opening, decides, opening
from extractors.language.engine import READ_REGIONS, Passage, Sentence, one_line, passages, sentence_of
from extractors.language.find import SPOKEN, Time, find_records
from extractors.language.sentences import split
from extractors.language.undertakings import Refusal, promises
from extractors.language.wordings import wording
from models.meeting import Item
from models.record import Context, Record
from models.text import Span, Text
from models.vocabulary import Kind

# Which of several rules that fired in one sentence is the one to explain.
ORDER: tuple[Kind, ...] = (
    "action",
    "undertaking",
    "resolution",
    "recommendation",
    "proposal",
    "request",
    "closure",
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One sentence and what was made of it. `record` is None where it was passed over, and `reason` then says why.

    `rule` and `fired` are the rule that looked at it and the words that made it look; `fired` is empty for a limb
    that is a decision by the head that it stands under, and, with the rule "none", for a sentence beside a record at
    which no rule looked.
    """

    start: int
    end: int
    record: Record | None
    rule: str
    fired: tuple[str, ...]
    reason: str | None


def explain(text: Text, items: tuple[Item, ...] = (), context: Context | None = None) -> tuple[Explanation, ...]:
    """Return what was found in a text whose blocks carry regions, and what was looked at and passed over, in order."""
    known = context or Context()
    records = find_records(text, items, known)
    read = passages(text, [Span(item.start, item.end) for item in items])
    found = [_found(text, read, record) for record in records]
    passed = [one for passage in read for one in _passed_over(text, passage, records, known)]
    return tuple(sorted([*found, *passed], key=lambda one: (one.start, one.end, one.rule)))


def _found(text: Text, read: Sequence[Passage], record: Record) -> Explanation:
    words = [
        text.plain[hit.start : hit.end]
        for passage in read
        for sentence in passage.sentences
        for hit in sentence.hits
        if hit.rule.id == record.rule and record.start <= hit.start < record.end
    ]
    head = opening(one_line(record.quote)) if record.effect else None
    if head is not None:
        words.append(record.quote[head.start : head.rest].strip())
    return Explanation(record.start, record.end, record, record.rule, tuple(words), None)


def _passed_over(text: Text, passage: Passage, records: Sequence[Record], context: Context) -> Iterator[Explanation]:
    block = passage.block
    beside = any(block.start <= record.start < block.end for record in records)
    for sentence in passage.sentences or _unread(text, passage):
        if any(record.start < sentence.end and sentence.start < record.end for record in records):
            continue
        hit = min(sentence.hits, key=lambda one: (ORDER.index(one.rule.kind), one.start), default=None)
        head = opening(sentence.words) if hit is None else None
        if hit is not None:
            reason = _reason(sentence, context) if block.region in SPOKEN else f"stands in: {block.region}"
            fired: tuple[str, ...] = (text.plain[hit.start : hit.end],)
            rule = hit.rule.id
        elif head is not None:
            reason = _head_reason(sentence, head) if block.region in READ_REGIONS else f"stands in: {block.region}"
            fired, rule = (sentence.words[head.start : head.rest].strip(),), head.rule
        elif beside:
            reason, fired, rule = "no wording of any rule in it", (), "none"
        else:
            continue
        yield Explanation(sentence.start, sentence.end, None, rule, fired, reason)


def _head_reason(sentence: Sentence, head: Opening) -> str:
    """Why a sentence with the head of a decision is none."""
    words = sentence.words
    if wording("earlier").search(words[: head.rest]):
        return "decided before this meeting"
    if not words[head.rest :].strip(" .:"):
        return "a head whose list was lost, or stands below it"
    clause = words[head.rest :]
    if wording("deed").search(clause) and not decides(clause, impersonal=head.impersonal):
        return "a promise by somebody, or an opinion"
    return "an opinion or another's deed"


def _reason(sentence: Sentence, context: Context) -> str:
    """Why a sentence in a spoken region is no record: the test that its rule's family put to it."""
    kinds = sentence.kinds
    if "undertaking" in kinds:
        judged = promises(sentence, is_timed=Time(sentence.words, context).is_for_one_deed)
        if isinstance(judged, Refusal):
            return judged.reason
    if "request" in kinds:
        return "answered on the spot, or not put to anybody"
    return "nothing earlier that it closes" if "closure" in kinds else "no task in it"


def _unread(text: Text, passage: Passage) -> tuple[Sentence, ...]:
    """The sentences of a block that is not read for records, with the rules that would have fired in them."""
    block = passage.block
    return tuple(
        sentence_of(one_line(text.plain[span.start : span.end]), span.start, span.end)
        for span in split(text.plain, block.body, block.end)
    )
