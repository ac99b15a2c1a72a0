"""Records as JSON, the same in `extract`, in predictions and in exports."""

import datetime
from typing import Any

from models.meeting import Item, Meeting
from models.record import Record

# `Any`: JSON has no narrower type.
Json = dict[str, Any]


def record_json(record: Record) -> Json:
    """Return a record as it is printed; dates are ISO days, owners a list, null where the source does not say."""
    due = record.due
    return {
        "kind": record.kind,
        "quote": record.quote,
        "start": record.start,
        "end": record.end,
        "effect": record.effect,
        "owner": list(record.owner) or None,
        "owner_inferred": record.owner_inferred,
        "owner_name": record.owner_name,
        "recipient": record.recipient,
        "condition": record.condition,
        "due": {"text": due.text, "type": due.type, "date": iso(due.date)} if due else None,
        "trackable": record.trackable,
        "confidence": record.confidence,
        "rule": record.rule,
        "fate": record.fate,
        "verdict": record.verdict,
        "refers_to": record.refers_to,
        "answers": record.answers,
    }


def item_json(item: Item) -> Json:
    """Return an item: number, title, and where its words stand in the text."""
    return {
        "ref": item.ref,
        "number": item.number,
        "title": item.title,
        "start": item.start,
        "end": item.end,
        "truncated": item.truncated,
        "full_text_url": item.full_text_url,
        "restricted": item.restricted,
    }


def meeting_json(meeting: Meeting | None) -> Json | None:
    """Return a meeting: body, date and status, null where the document names none."""
    if meeting is None:
        return None
    return {
        "ref": meeting.ref,
        "committee": meeting.committee.name if meeting.committee else None,
        "date": iso(meeting.date),
        "status": meeting.status,
        "minutes_status": meeting.minutes_status,
    }


def iso(day: datetime.date | None) -> str | None:
    """Return a day as YYYY-MM-DD."""
    return day.isoformat() if day else None
