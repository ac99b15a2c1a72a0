"""Everything that was found, record by record, with its meeting, item, places, evidence and state: JSON lines and CSV.

Records come in batches, each of a few queries, so that a whole database can be sent while nobody holds a lock on it.
What officers wrote is told as the public sees it: notes only where they are public, nobody's name.
"""

import csv
import io
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pipeline.exports.dump_queries as queries
from pipeline.exports.cells import harmless
from pipeline.exports.links import web
from pipeline.state import days

# `Any`: JSON has no narrower type.
Json = dict[str, Any]
BATCH = 500
# The columns of the CSV: what of a record is one word, day or sentence.
FLAT = (
    "uid", "kind", "quote", "effect", "owners", "owner_name", "owner_inferred", "recipient", "condition", "due_text",
    "due_type", "due_date", "trackable", "confidence", "rule", "by_hand", "status", "state", "told_by", "council",
    "council_name", "committee", "meeting_uid", "meeting_date", "item_uid", "item_number", "item", "source_url",
    "first_seen", "last_changed",
)  # fmt: skip


def dumped(db: sqlite3.Connection, today: date) -> Iterator[Json]:
    """Give every record by its row, then the promises added by hand. `db` is minutes.db with followup.db beside it."""
    after: int | None = 0
    while after is not None:
        found, after = batch(db, after, today)
        yield from found
    yield from added(db, today)


def batch(db: sqlite3.Connection, after: int, today: date) -> tuple[list[Json], int | None]:
    """Return the records of the next `BATCH` rows behind row `after`, and the last of these rows; None at the end."""
    rows = [row[0] for row in db.execute(queries.NEXT, {"after": after, "rows": BATCH})]
    if not rows:
        return [], None
    between = {"first": rows[0], "last": rows[-1]}
    parts = {name: _by_record(db, query, between) for name, query in queries.PARTS.items()}
    found = [_record(row, parts) for row in db.execute(queries.RECORDS, {**between, **days(today)})]
    return found, rows[-1]


def added(db: sqlite3.Connection, today: date) -> list[Json]:
    """Return the promises that officers added by hand from words of a document."""
    parts = {"followups": _by_record(db, queries.FOLLOWUPS_OF_ADDED, {})}
    return [_record(row, parts) for row in db.execute(queries.ADDED, days(today))]


def as_lines(records: Iterable[Json]) -> Iterator[bytes]:
    """Give each record as a line of JSON in UTF-8."""
    for record in records:
        yield (json.dumps(record, ensure_ascii=False) + "\n").encode()


def as_flat_csv(records: Iterable[Json], *, head: bool = True) -> Iterator[bytes]:
    """Give the records as lines of CSV in UTF-8 behind a byte order mark; no cell is a formula."""
    if head:
        yield b"\xef\xbb\xbf" + _line(FLAT)
    for record in records:
        yield _line(harmless(cell) for cell in _flat(record))


def _line(cells: Iterable[str]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(cells)
    return written.getvalue().encode()


def _flat(record: Json) -> Iterator[str]:
    meeting, item, council = record["meeting"] or {}, record["item"] or {}, record["council"]
    values = {
        **record,
        "owners": "; ".join(record["owners"]),
        "trackable": int(record["trackable"]),
        "by_hand": int(record["by_hand"]),
        "council": council["slug"],
        "council_name": council["name"],
        "committee": (record["committee"] or {}).get("name"),
        "meeting_uid": meeting.get("uid"),
        "meeting_date": meeting.get("date"),
        "item_uid": item.get("uid"),
        "item_number": item.get("number"),
        "item": item.get("title"),
    }
    return ("" if values[name] is None else str(values[name]) for name in FLAT)


def _by_record(db: sqlite3.Connection, query: str, between: dict[str, int]) -> dict[Any, list[Json]]:
    found: dict[Any, list[Json]] = defaultdict(list)
    for row in db.execute(query, between):
        part = dict(row)
        found[part.pop("of_record")].append(part)
    return found


def _record(row: sqlite3.Row, parts: dict[str, dict[Any, list[Json]]]) -> Json:
    of = {name: found.get(row["id"], []) for name, found in parts.items()}
    place = {name: row[name] for name in ("document_uid", "start", "end")} if row["by_hand"] else None
    return {
        "uid": row["uid"],
        **{name: row[name] for name in ("kind", "quote", "effect")},
        "owners": _owners(row),
        **{name: row[name] for name in queries.PLAIN},
        "trackable": bool(row["trackable"]),
        "by_hand": bool(row["by_hand"]),
        "aliases": [alias["uid"] for alias in of.get("aliases", ())],
        "council": {"slug": row["site"], "name": row["council"]},
        "committee": _or_none(row["committee"], name=row["committee"], ref=row["committee_ref"]),
        "meeting": _or_none(
            row["meeting_uid"], uid=row["meeting_uid"], date=row["meeting_date"], status=row["meeting_status"],
            minutes_status=row["minutes_status"], url=web(row["meeting_url"]),
        ),
        "item": _or_none(row["item_uid"], uid=row["item_uid"], number=row["item_number"], title=row["item"]),
        "source_url": web(row["source_url"]),
        "places": [_place(found) for found in of.get("places", ())]
        or ([_place({**place, "url": row["source_url"], "quote": row["quote"], "preferred": 1})] if place else []),
        "evidence": [{**found, "firm": bool(found["firm"]), "source_url": web(found["source_url"])} for found in
                     of.get("evidence", ())],
        "followups": [_event(event) for event in of["followups"]],
    }  # fmt: skip


def _owners(row: sqlite3.Row) -> list[str]:
    """The owners as written, or the one by which an officer corrected them; an empty correction says that none is."""
    if row["right_owner"] is not None:
        return [row["right_owner"]] if row["right_owner"] else []
    if row["owner"]:
        return [str(name) for name in json.loads(row["owner"])]
    return [row["owner_shown"]] if row["owner_shown"] else []


def _place(found: Json) -> Json:
    return {**found, "url": web(found["url"]), "preferred": bool(found["preferred"])}


def _event(event: Json) -> Json:
    """A follow-up as everybody may see it."""
    told = event["note"], web(event["evidence_url"]), event["new_due_reason"]
    note, evidence, reason = told if event["public"] else (None, None, None)
    return {
        "recorded_at": event["recorded_at"], "state": event["state"], "note": note, "evidence_url": evidence,
        "new_due": event["new_due"], "new_due_reason": reason, "undone": bool(event["undone"]),
    }  # fmt: skip


def _or_none(present: object, **values: object) -> Json | None:
    return values if present is not None else None
