"""The same bodies, people, posts and meetings as objects of Open Civic Data, one a line.

Meetings carry the fields of its events (https://open-civic-data.readthedocs.io/, OCDEP 4): agenda, participants,
documents.
"""

import json
import mimetypes
import sqlite3
from collections.abc import Iterator
from urllib.parse import urlsplit

import pipeline.exports.popolo as popolo
import pipeline.exports.popolo_queries as queries
from pipeline.exports.links import web
from pipeline.exports.moments import begins

# Our words for a meeting's status, and those of Open Civic Data. A postponed meeting is not held on its day.
STATUS = {
    "scheduled": "tentative",
    "held": "passed",
    "cancelled": "cancelled",
    "withdrawn": "cancelled",
    "postponed": "cancelled",
}


def open_civic_data(db: sqlite3.Connection) -> Iterator[bytes]:
    """Give one JSON object a line, UTF-8. `db` is minutes.db; the same database gives the same bytes."""
    for kind, found in (
        ("organization", popolo.organizations(db)),
        ("person", popolo.persons(db)),
        ("post", popolo.posts(db)),
        ("membership", popolo.memberships(db)),
        ("event", _events(db)),
    ):
        for one in found:
            yield (json.dumps({"_type": kind, **one}, ensure_ascii=False) + "\n").encode()


def _events(db: sqlite3.Connection) -> Iterator[popolo.Json]:
    known = popolo.known_people(db)
    for row in db.execute(queries.MEETINGS):
        body = {"name": row["committee"] or row["council"], "id": popolo.organization_of(row)}
        yield {
            "id": popolo.ocd_id("event", row["uid"]),
            "name": body["name"],
            "classification": "committee-meeting",
            "start_date": begins(row["date"], row["time"]),
            "all_day": row["time"] is None,
            "status": _status(row["status"], row["minutes_status"]),
            **({"location": {"name": row["venue"]}} if row["venue"] else {}),
            "participants": [
                {**body, "type": "organization", "note": "host"},
                *(_participant(known, row, one) for one in db.execute(queries.ATTENDANCE, (row["id"],))),
            ],
            "agenda": [
                {"description": item["title"], "order": item["number"]}
                for item in db.execute(queries.ITEMS, (row["id"],)) if item["title"]
            ],
            "documents": [_document(paper) for paper in db.execute(queries.PAPERS, (row["id"],)) if web(paper["url"])],
            "sources": popolo.sources(row["url"], row["base_url"]),
            "extras": {"uid": row["uid"], "status": row["status"], "minutes_status": row["minutes_status"]},
        }  # fmt: skip


def _participant(known: dict[tuple[int, str, str | None], str], meeting: sqlite3.Row, row: sqlite3.Row) -> popolo.Json:
    note = ", ".join(words for words in (row["role"], row["status"]) if words)
    return {**popolo.attendee(known, meeting, row), "type": "person", **({"note": note} if note else {})}


def _status(status: str, minutes: str) -> str:
    """A meeting that has minutes has passed, whatever the calendar still says of it."""
    return "passed" if status == "scheduled" and minutes != "none" else STATUS[status]


def _document(paper: sqlite3.Row) -> popolo.Json:
    media_type = mimetypes.guess_type(urlsplit(paper["url"]).path)[0]
    known = {"media_type": media_type} if media_type else {}
    return {"note": paper["title"] or paper["kind"], "url": paper["url"], **known}
