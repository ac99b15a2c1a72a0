"""Writes one document that was read: its structure, its text, its passages and its records, in one transaction."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from models.meeting import Item, Meeting, Reading, Site
from models.record import Record
from models.text import Block, Text
from pipeline.reading import Read
from pipeline.store import structure
from pipeline.store.files import immediate
from pipeline.store.uids import GROUPS, item_uid, record_uids, uid, words_key

# Which page's words stand for a promise that several pages tell: the fullest first.
PREFERENCE = ("item", "meeting", "minutes", "legacy", "text", "issue", "decision", "report")
ORPHANED = """
update records set status = 'withdrawn from the record', last_changed = :at where id = :id and status = 'current'
and not exists (select 1 from record_places where record_id = :id)
"""


@dataclass(slots=True)
class Written:
    """What writing a document changed."""

    new: int = 0
    changed: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an item's words belong: the ids of meeting and item, and the scope of its records' ids."""

    site: int
    meeting: int | None
    item: int | None
    scope: str


def write(db: sqlite3.Connection, site: Site, found: Read, rules_version: str) -> Written:
    """Write a document that was read. Nothing of it is written where anything of it cannot be."""
    reading = found.reading
    if reading is None:
        raise ValueError(f"{found.job.url} was not read, so there is nothing to write")
    _check_quotes(reading.text, found.records)
    with immediate(db):
        site_id = structure.site_id(db, site)
        for committee in reading.committees:
            structure.committee_id(db, site_id, committee)
        meetings = {meeting.ref: _meeting(db, site_id, site.slug, found, meeting) for meeting in reading.meetings}
        places = [_place(db, site_id, site.slug, found, meetings, item) for item in reading.items]
        _documents(db, site_id, site.slug, reading, places, meetings)
        document = _document(db, site_id, site.slug, found, places, rules_version)
        if reading.text is None:
            return Written()
        return _text(db, site_id, document, found, places)


def _meeting(db: sqlite3.Connection, site_id: int, slug: str, found: Read, meeting: Meeting) -> int:
    """Return the id of a meeting. A file that hangs on a known meeting is that meeting's, whatever its heading says."""
    if meeting.ref is None:
        row = db.execute(
            "select meeting_id from documents where site_id = ? and url = ? and meeting_id is not null",
            (site_id, found.job.url),
        ).fetchone()
        if row is not None:
            return int(row["meeting_id"])
    return structure.meeting_id(db, site_id, slug, meeting, source_url=found.job.url)


def _check_quotes(text: Text | None, records: Sequence[Record]) -> None:
    for record in records:
        if text is None or text.plain[record.start : record.end] != record.quote or not record.quote:
            raise ValueError(f"a record whose quote is not in the text: {record.quote!r} at {record.start}")


def _place(
    db: sqlite3.Connection, site_id: int, slug: str, found: Read, meetings: dict[str | None, int], item: Item
) -> _Place:
    meeting, key = _meeting_of(db, site_id, slug, found, meetings, item)
    known = db.execute(
        "select items.id, items.uid from items join meetings on meetings.id = items.meeting_id"
        " where items.ref = ? and meetings.site_id = ?",
        (item.ref, site_id),
    ).fetchone()
    if item.ref and known is not None:
        structure.item_id(db, meeting, key, item)
        return _Place(site_id, meeting, int(known["id"]), known["uid"])
    row = structure.item_id(db, meeting, key, item)
    return _Place(site_id, meeting, row, item_uid(key, item.ref, item.number, item.title))


def _meeting_of(
    db: sqlite3.Connection, site_id: int, slug: str, found: Read, meetings: dict[str | None, int], item: Item
) -> tuple[int | None, str]:
    """Return an item's meeting and the key that its id is made of: from the page, the item's own words, or the
    archive."""
    row = None
    if item.meeting_ref:
        row = db.execute(
            "select id, uid from meetings where site_id = ? and ref = ?", (site_id, item.meeting_ref)
        ).fetchone()
    if row is None and len(meetings) == 1:
        row = db.execute("select id, uid from meetings where id = ?", (next(iter(meetings.values())),)).fetchone()
    if row is None and item.ref:
        row = db.execute(
            "select meetings.id, meetings.uid from items join meetings on meetings.id = items.meeting_id"
            " where items.ref = ? and meetings.site_id = ?",
            (item.ref, site_id),
        ).fetchone()
    if row is None:
        row = db.execute(
            "select meetings.id, meetings.uid from documents join meetings on meetings.id = documents.meeting_id"
            " where documents.site_id = ? and documents.url = ?",
            (site_id, found.job.url),
        ).fetchone()
    return (int(row["id"]), row["uid"]) if row else (None, uid("document", slug, found.job.url))


def _documents(
    db: sqlite3.Connection,
    site_id: int,
    slug: str,
    reading: Reading,
    places: Sequence[_Place],
    meetings: dict[str | None, int],
) -> None:
    for item, place in zip(reading.items, places, strict=True):
        for document in item.documents:
            structure.document_id(db, site_id, slug, document, meeting=place.meeting, item=place.item)
    for meeting in reading.meetings:
        for document in meeting.documents:
            structure.document_id(db, site_id, slug, document, meeting=meetings[meeting.ref], item=None)


def _document(
    db: sqlite3.Connection, site_id: int, slug: str, found: Read, places: Sequence[_Place], rules_version: str
) -> int:
    """Write the row of the page or file itself and return its id."""
    job, reading = found.job, found.reading
    text = reading.text if reading else None
    meetings = {place.meeting for place in places}
    one = next(iter(meetings)) if len(meetings) == 1 else None
    values = {
        "site_id": site_id,
        "meeting_id": one,
        "item_id": places[0].item if len(places) == 1 else None,
        "url": job.url,
        "hash": job.hash,
        "reader": text.reader if text else None,
        "rules_version": rules_version,
        "page_kind": reading.kind if reading else None,
        "text_length": len(text.plain) if text else 0,
        "unread_pages": ",".join(map(str, text.unread_pages)) or None if text else None,
        "fetched_at": job.fetched_at.isoformat(timespec="seconds"),
        "title": job.name,
    }
    key = uid("document", slug, job.url)
    row = db.execute("select id, title, meeting_id from documents where uid = ?", (key,)).fetchone()
    if row is None:
        return structure._insert(db, "documents", {"uid": key, **values})
    values["title"] = row["title"] or values["title"]
    values["meeting_id"] = values["meeting_id"] or row["meeting_id"]
    structure._fill(db, "documents", row["id"], values)
    return int(row["id"])


def _text(db: sqlite3.Connection, site_id: int, document: int, found: Read, places: Sequence[_Place]) -> Written:
    text = found.reading.text if found.reading else None
    if text is None or found.reading is None:
        return Written()
    at = found.job.fetched_at.isoformat(timespec="seconds")
    before = [
        row["record_id"] for row in db.execute("select record_id from record_places where document_id = ?", (document,))
    ]
    db.execute("delete from record_places where document_id = ?", (document,))
    db.execute("delete from passages where document_id = ?", (document,))
    db.execute(
        "insert into texts (document_id, plain) values (?, ?) on conflict (document_id) do update set plain = "
        "excluded.plain"
        " where plain is not excluded.plain",
        (document, text.plain),
    )
    passages = _passages(db, document, text, found.reading.items, places)
    done = _records(db, site_id, document, found, places, passages)
    for record in before:
        done.withdrawn += db.execute(ORPHANED, {"id": record, "at": at}).rowcount
    return done


def _passages(
    db: sqlite3.Connection, document: int, text: Text, items: Sequence[Item], places: Sequence[_Place]
) -> list[int]:
    ids: list[int] = []
    for position, block in enumerate(text.blocks):
        item = next((p.item for i, p in zip(items, places, strict=True) if i.start <= block.start < i.end), None)
        cursor = db.execute(
            "insert into passages (document_id, item_id, position, start, end, body, kind, region, level, marker, page,"
            " rectangle, text) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (document, item, position, block.start, block.end, block.body, block.kind, block.region, block.level,
             block.marker, block.page, _rectangle(block), text.words(block)),
        )  # fmt: skip
        ids.append(int(cursor.lastrowid or 0))
    return ids


def _rectangle(block: Block) -> str | None:
    found = block.rectangle
    return (
        json.dumps([round(found.left, 1), round(found.top, 1), round(found.right, 1), round(found.bottom, 1)])
        if found
        else None
    )


def _records(
    db: sqlite3.Connection, site_id: int, document: int, found: Read, places: Sequence[_Place], passages: Sequence[int]
) -> Written:
    reading = found.reading
    if reading is None or reading.text is None:
        return Written()
    blocks = reading.text.blocks
    where = [_at(record, reading.items, places, site_id, found) for record in found.records]
    indexes = [_block_of(record, blocks) for record in found.records]
    regions = [blocks[index].region if index is not None else None for index in indexes]
    uids = record_uids([place.scope for place in where], regions, found.records)
    uids = _told_before(db, found, where, uids)
    done = Written()
    groups: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(uids):
        groups[key].append(number)
    for key, numbers in groups.items():
        first = numbers[0]
        row = _record(db, key, found.records[first], where[first], found, done)
        for number in numbers:
            index = indexes[number]
            record = found.records[number]
            db.execute(
                "insert into record_places (record_id, document_id, passage_id, start, end, quote)"
                " values (?, ?, ?, ?, ?, ?)",
                (row, document, passages[index] if index is not None else None, record.start, record.end, record.quote),
            )
        _prefer(db, row)
    return done


def _told_before(db: sqlite3.Connection, found: Read, where: Sequence[_Place], uids: Sequence[str]) -> list[str]:
    """Give records of a file without item ids the ids of the same words in the same meeting's pages, one for one."""
    if found.reading is None or any(item.ref for item in found.reading.items):
        return list(uids)
    known: dict[tuple[int, str, str], list[str]] = defaultdict(list)
    for meeting in {place.meeting for place in where if place.meeting is not None}:
        for row in db.execute("select uid, kind, quote from records where meeting_id = ? order by id", (meeting,)):
            known[meeting, GROUPS[row["kind"]], words_key(row["quote"])].append(row["uid"])
    told: list[str] = []
    for record, place, own in zip(found.records, where, uids, strict=True):
        same = known.get((place.meeting or 0, GROUPS[record.kind], words_key(record.quote)))
        told.append(same.pop(0) if same else own)
    return told


def _at(record: Record, items: Sequence[Item], places: Sequence[_Place], site_id: int, found: Read) -> _Place:
    for item, place in zip(items, places, strict=True):
        if item.start <= record.start < item.end:
            return place
    meeting = places[0].meeting if places else None
    return _Place(site_id, meeting, None, uid("document", found.job.site, found.job.url))


def _block_of(record: Record, blocks: Sequence[Block]) -> int | None:
    return next((index for index, block in enumerate(blocks) if block.start <= record.start < block.end), None)


def _record(db: sqlite3.Connection, key: str, record: Record, place: _Place, found: Read, done: Written) -> int:
    at = found.job.fetched_at.isoformat(timespec="seconds")
    due = record.due
    values = {
        "site_id": place.site,
        "committee_id": _committee(db, place.meeting),
        "meeting_id": place.meeting,
        "item_id": place.item,
        "kind": record.kind,
        "effect": record.effect,
        "owner": json.dumps(list(record.owner), ensure_ascii=False) if record.owner else None,
        "owner_text": ", ".join(record.owner) or None,
        "owner_inferred": record.owner_inferred,
        "owner_name": record.owner_name,
        "recipient": record.recipient,
        "condition": record.condition,
        "due_text": due.text if due else None,
        "due_type": due.type if due else None,
        "due_date": due.date.isoformat() if due and due.date else None,
        "trackable": int(record.trackable),
        "confidence": record.confidence,
        "rule": record.rule,
        "fate": record.fate,
        "verdict": record.verdict,
        "refers_to": record.refers_to,
        "status": "current",
    }
    row = db.execute("select * from records where uid = ?", (key,)).fetchone()
    if row is None:
        done.new += 1
        return structure._insert(
            db, "records", {"uid": key, **values, "quote": record.quote, "first_seen": at, "last_changed": at}
        )
    if any(row[column] != value for column, value in values.items()) and _may_rewrite(db, row["id"], found):
        sets = ", ".join(f"{column} = ?" for column in values)
        db.execute(f"update records set {sets}, last_changed = ? where id = ?", (*values.values(), at, row["id"]))
        done.changed += 1
    return int(row["id"])


def _may_rewrite(db: sqlite3.Connection, record: int, found: Read) -> bool:
    """Whether this page is at least as full as the one whose reading of the promise is kept."""
    kept = db.execute(
        "select documents.page_kind from record_places join documents on documents.id = record_places.document_id"
        " where record_places.record_id = ? and record_places.preferred = 1",
        (record,),
    ).fetchone()
    kind = found.reading.kind if found.reading else "other"
    return kept is None or _rank(kind) <= _rank(kept["page_kind"])


def _rank(kind: str | None) -> int:
    return PREFERENCE.index(kind) if kind in PREFERENCE else len(PREFERENCE)


def _committee(db: sqlite3.Connection, meeting: int | None) -> int | None:
    row = db.execute("select committee_id from meetings where id = ?", (meeting,)).fetchone()
    return row["committee_id"] if row else None


def _prefer(db: sqlite3.Connection, record: int) -> None:
    """Mark the place on the fullest page as the one that stands for the promise."""
    rows = db.execute(
        "select record_places.id, documents.page_kind from record_places"
        " join documents on documents.id = record_places.document_id where record_places.record_id = ?",
        (record,),
    ).fetchall()
    best = min(rows, key=lambda row: (_rank(row["page_kind"]), row["id"]))["id"]
    db.execute(
        "update record_places set preferred = (id = ?) where record_id = ? and preferred <> (id = ?)",
        (best, record, best),
    )
    db.execute(
        "update records set quote = :quote where id = :record and quote <> :quote",
        {"record": record, "quote": db.execute("select quote from record_places where id = ?", (best,)).fetchone()[0]},
    )
