"""One promise: its sentence in its minutes, its source, due day and history, evidence, and what officers wrote."""

import secrets
import sqlite3
from collections.abc import Mapping
from typing import Any

from datasette import NotFound

import pipeline.web.addresses as addresses
import pipeline.web.queries_promise as queries
from pipeline.state import CLOSED_BY
from pipeline.web.choices import CHOICES, FOLLOWED, SAID, called
from pipeline.web.tracker import Asked, Moved, Person, Row, View

COLUMNS = (
    "uid", "state", "kind", "quote", "owner", "owner_name", "owner_inferred", "recipient", "condition", "due",
    "due_text", "due_type", "effect", "confidence", "rule", "status", "council", "committee", "meeting_date", "item",
    "source_url",
)  # fmt: skip


def promise(db: sqlite3.Connection, asked: Asked) -> View:
    """Show one promise."""
    return promise_view(db, asked, asked.place["uid"])


def promise_view(
    db: sqlite3.Connection, asked: Asked, uid: str, form: Mapping[str, Any] | None = None, status: int = 200
) -> View:
    """Return the page of one promise; `form` holds what was typed into a form that could not be saved, and why."""
    row = queries.promise(db, uid, asked.today)
    if row is None:
        now = queries.current_uid(db, uid)
        if now is None:
            raise NotFound(f"There is no promise {uid}.")
        raise Moved(f"/promise/{now}")
    places = queries.places(db, row)
    history = [_event(event, asked.person) for event in queries.followups(db, uid)]
    context = {
        "promise": _shown(row),
        "source": addresses.web(row["source_url"]),
        "places": [_place(place) for place in places],
        "around": queries.around(db, places[0]) if places else [],
        "has_image": any(place["page"] for place in places),
        "history": history,
        "undoable": next((event for event in history if not event["undone"] and event["undoes"] is None), None),
        "links": [_link(link) for link in queries.links(db, row)] if row["id"] else [],
        "due_history": _moves(queries.due_history(db, row)) if row["id"] else [],
        "neighbours": queries.neighbours(db, row) if row["id"] else [],
        "choices": CHOICES,
        "kinds": FOLLOWED,
        "form": form or {},
        "nonce": secrets.token_hex(16),
        "saved": asked.arg("saved") if asked.person.may("officer") else "",
        "may_write": asked.person.may("officer"),
    }
    return View("undertook_promise.html", context, COLUMNS, [row], status)


def _place(place: Row) -> Row:
    name = called(place["url"], place["page_kind"], place["title"])
    return {**place, "url": addresses.web(place["url"]), "called": name}


def _shown(row: Row) -> Row:
    return {
        **row,
        "due_day": addresses.day(row["due"]),
        "due_found_day": addresses.day(row["due_found"]),
        "meeting_day": addresses.day(row["meeting_date"]),
        "reported_day": addresses.day(row["reported_back_on"]),
        "reported_url": addresses.web(row["reported_back_url"]),
        "first_seen_day": addresses.day(row["first_seen"]),
        "owner_page": addresses.owner(row["owner"], row["site"]) if row["owner"] else None,
        "committee_page": addresses.committee(row["site"], row["committee"]) if row["committee"] else None,
        "person_page": addresses.person(row["site"], row["owner_name"]) if row["owner_name"] else None,
    }


def _event(event: Row, person: Person) -> Row:
    """An event as this person may see it: notes that are not public are for those who are signed in."""
    may_read = bool(event["public"]) or person.may("officer")
    return {
        **event,
        "day": addresses.day(event["recorded_at"]),
        "said": SAID.get(event["state"], event["state"]),
        "note": event["note"] if may_read else None,
        "actor": event["actor"] if person.may("officer") else "an officer",
        "evidence": addresses.web(event["evidence_url"]) if may_read else None,
        "new_due_day": addresses.day(event["new_due"]),
        "new_due_reason": event["new_due_reason"] if may_read else None,
        "closes": event["state"] in CLOSED_BY,
    }


def _link(link: Row) -> Row:
    return {**link, "day": addresses.day(link["date"]), "source": addresses.web(link["source_url"])}


def _moves(rows: list[Row]) -> list[Row]:
    return [
        {**row, "old_day": addresses.day(row["old_date"]), "new_day": addresses.day(row["new_date"]),
         "source": addresses.web(row["source_url"])}
        for row in rows
    ]  # fmt: skip
