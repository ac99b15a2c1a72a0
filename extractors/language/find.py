"""Finds everything in a text: the families look at each passage, precedence settles what overlaps, owners and due words
are added, and every record's quote is taken from the text at its offsets."""

from collections.abc import Sequence

from extractors.language.decisions import Decision, decisions
from extractors.language.due import find_due
from extractors.language.engine import Passage, passages
from models.meeting import Item
from models.record import Context, Record
from models.text import Span, Text


def find_records(text: Text, items: tuple[Item, ...] = (), context: Context | None = None) -> tuple[Record, ...]:
    """Return every record of a text whose blocks carry regions, in order of `start`."""
    known = context or Context()
    read = passages(text, [Span(item.start, item.end) for item in items])
    found = [_decision_record(text, decision, known) for decision in decisions(text, read)]
    return tuple(sorted(found, key=lambda record: (record.start, record.end, record.kind)))


def _decision_record(text: Text, decision: Decision, context: Context) -> Record:
    quote = text.plain[decision.start : decision.end]
    trackable = decision.effect in ("assign", "refer", "defer") and decision.kind != "proposal"
    due = find_due(quote, context) if trackable else None
    return Record(
        kind=decision.kind,
        quote=quote,
        start=decision.start,
        end=decision.end,
        rule=decision.rule,
        confidence="firm" if decision.formal else "likely",
        trackable=trackable,
        effect=decision.effect,
        due=due.due if due else None,
    )
