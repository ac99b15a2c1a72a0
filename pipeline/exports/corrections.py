"""What officers confirmed, rejected, corrected and added, as annotated documents that `undertook evaluate` reads.

One document an item in which officers did something. What they judged stands as they judged it; promises and requests
of the item that nobody looked at are `soft`, which counts neither for the rules nor against them.
"""

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable
from typing import Any

from models.vocabulary import COMMITMENTS

# `Any`: rows and JSON.
Json = dict[str, Any]
MOST_DOCUMENTS = 2000
STRETCH = "select min(start) as start, max(end) as end from passages where document_id = :document and item_id is :item"
JUDGED = """
select distinct documents.id as document_id, records.item_id as item_id
from followup.promise_state join records on records.uid = promise_state.record_uid
join record_places on record_places.record_id = records.id and record_places.preferred = 1
join documents on documents.id = record_places.document_id
where documents.restricted = 0
union
select documents.id, documents.item_id from followup.additions
join documents on documents.uid = additions.document_uid where documents.restricted = 0
order by 1, 2 limit :most
"""
ABOUT = """
select documents.uid, sites.name as council, committees.name as committee, committees.id as committee_id,
  meetings.date as meeting_date, texts.plain
from documents join texts on texts.document_id = documents.id join sites on sites.id = documents.site_id
left join meetings on meetings.id = documents.meeting_id left join committees on committees.id = meetings.committee_id
where documents.id = ?
"""
RECORDS = """
select records.*, record_places.quote as words, promise_state.state as said, promise_state.right_kind,
  promise_state.right_owner, promise_state.right_due_text, promise_state.right_due_date
from record_places join records on records.id = record_places.record_id
left join followup.promise_state on promise_state.record_uid = records.uid
where record_places.document_id = :document and record_places.start >= :start and record_places.end <= :end
  and records.status = 'current' order by record_places.start
"""
ADDED = """
select additions.*, promise_state.state as said from followup.additions
join documents on documents.uid = additions.document_uid
left join followup.promise_state on promise_state.record_uid = additions.record_uid
where documents.id = :document and additions.start >= :start and additions.end <= :end
"""
CALENDAR = """
select distinct date from meetings where committee_id = ? and date is not null
and status not in ('cancelled', 'withdrawn') order by date
"""


def corrected(db: sqlite3.Connection) -> list[Json]:
    """Return the annotated documents, oldest document first. `db` is minutes.db with followup.db beside it."""
    places = db.execute(JUDGED, {"most": MOST_DOCUMENTS}).fetchall()
    found = (_document(db, place["document_id"], place["item_id"]) for place in places)
    return [document for document in found if document is not None]


def zipped(documents: Iterable[Json]) -> bytes:
    """Return a ZIP file with one JSON file a document."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for document in documents:
            file.writestr(f"{document['id']}.json", json.dumps(document, ensure_ascii=False, indent=1))
    return written.getvalue()


def _document(db: sqlite3.Connection, document: int, item: int | None) -> Json | None:
    about = db.execute(ABOUT, (document,)).fetchone()
    stretch = db.execute(STRETCH, {"document": document, "item": item}).fetchone()
    if about is None or stretch["start"] is None:
        return None
    of = {"document": document, "start": stretch["start"], "end": stretch["end"]}
    records = [_judged(row) for row in db.execute(RECORDS, of)]
    records += [_added(row) for row in db.execute(ADDED, of) if row["said"] != "not-a-promise"]
    return {
        "id": f"corrected-{about['uid']}-{item or 0}",
        "origin": "corrected",
        "council": about["council"],
        "committee": about["committee"],
        "meeting_date": about["meeting_date"],
        "calendar": [row["date"] for row in db.execute(CALENDAR, (about["committee_id"],))],
        "text": about["plain"][stretch["start"] : stretch["end"]],
        "records": [record for record in records if record is not None],
    }


def _judged(row: sqlite3.Row) -> Json | None:
    """A record as an officer left it: None where they rejected it, soft where nobody looked at a promise."""
    if row["said"] == "not-a-promise":
        return None
    kind = row["right_kind"] or row["kind"]
    if row["said"] is None and (kind in COMMITMENTS or kind == "request"):
        return {"kind": "soft", "quote": row["words"]}
    owners = json.loads(row["owner"]) if row["owner"] else None
    owner = owners if row["right_owner"] is None else row["right_owner"] or None
    due = row["due_text"] if row["right_due_text"] is None else row["right_due_text"] or None
    return {
        "kind": kind,
        "quote": row["words"],
        "effect": row["effect"],
        "owner": owner[0] if isinstance(owner, list) and len(owner) == 1 else owner,
        "owner_inferred": row["owner_inferred"],
        "due": due,
        "due_date": row["right_due_date"] or row["due_date"],
        "trackable": bool(row["trackable"]),
    }


def _added(row: sqlite3.Row) -> Json:
    return {
        "kind": row["kind"],
        "quote": row["quote"],
        "owner": row["owner"],
        "due": row["due_text"],
        "due_date": row["due_date"],
        "trackable": True,
    }
