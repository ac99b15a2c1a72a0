"""What a feed tells: promises found lately, and those that fall due or have fallen due."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pipeline.exports.outstanding import Filters, newest, outstanding

NEW_DAYS = 30
MOST_ENTRIES = 100


def recent(db: sqlite3.Connection, filters: Filters, today: date) -> list[dict[str, Any]]:
    """Return the entries of a feed, newest first. A promise is told once when it is found, and once when it is overdue.

    `at` is the moment that an entry is of (ISO, UTC), the same every time it is asked for.
    """
    since = (today - timedelta(days=NEW_DAYS)).isoformat()
    found = [
        _entry(row, "new", "New", row["first_seen"])
        for row in newest(db, filters, today, rows=MOST_ENTRIES)
        if row["first_seen"] >= since
    ]
    return _newest([*found, *coming(db, filters, today)])


def coming(db: sqlite3.Connection, filters: Filters, today: date) -> list[dict[str, Any]]:
    """Return the entries of promises that fall due within a week or have fallen due lately, newest first."""
    found: list[dict[str, Any]] = []
    window = {"due_from": (today - timedelta(days=NEW_DAYS)).isoformat(), "due_to": today.isoformat()}
    for row in outstanding(db, _within(filters, **window), today, rows=MOST_ENTRIES, offset=0):
        if row["state"] == "overdue":
            morning = date.fromisoformat(row["due"]) + timedelta(days=1)
            found.append(_entry(row, f"overdue-{row['due']}", "Overdue", f"{morning.isoformat()}T00:00:00+00:00"))
    week = {"due_from": today.isoformat(), "due_to": (today + timedelta(days=7)).isoformat()}
    for row in outstanding(db, _within(filters, **week), today, rows=MOST_ENTRIES, offset=0):
        told = date.fromisoformat(row["due"]) - timedelta(days=7)
        found.append(_entry(row, f"due-{row['due']}", "Due", f"{told.isoformat()}T00:00:00+00:00"))
    return _newest(found)


def _newest(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(entries, key=lambda entry: str(entry["at"]), reverse=True)[:MOST_ENTRIES]


def _within(filters: Filters, *, due_from: str, due_to: str) -> Filters:
    return replace(filters, state="", page=1, due_from=due_from, due_to=due_to)


def _entry(row: sqlite3.Row, key: str, what: str, at: str) -> dict[str, Any]:
    title = f"{what}: {row['owner'] or 'nobody named'} ({row['committee'] or row['council']})"
    about = {"meeting_date": row["meeting_date"], "kind": row["kind"]} if what != "New" else {}
    return {"id": f"{row['uid']}:{key}", "uid": row["uid"], "title": title, "quote": row["quote"], "at": at, **about}
