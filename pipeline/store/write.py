"""Writes one document that was read, whole or not at all: its structure, its text, its passages and its records."""

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.meeting import Document, Item, Reading, Site
from models.record import Record
from models.text import Block, Text
from pipeline.reading import Read
from pipeline.store import structure
from pipeline.store.answers import write_answers
from pipeline.store.carry import Telling, Told, carried
from pipeline.store.files import immediate
from pipeline.store.passages import trim_passages, write_passages, write_places
from pipeline.store.places import Place, meeting_of, places_of
from pipeline.store.records import Found, Written, known_records, prefer, to_be_linked, withdraw, write_records
from pipeline.store.rows import fill, insert
from pipeline.store.uids import GROUPS, record_uids, uid, words_key
from pipeline.store.versions import keep_version

SILENT = """
select id, uid, item_id, kind, quote from records where status <> 'current' and item_id in
  (select distinct item_id from passages where document_id = ? and item_id is not null)
and not exists (select 1 from record_places where record_id = records.id) order by id
"""


def write(db: sqlite3.Connection, site: Site, found: Read, rules_version: str) -> Written:
    """Write a document that was read, in a transaction of its own. Nothing of it is written where anything of it cannot
    be."""
    with immediate(db):
        return put(db, site, found, rules_version)


def put(db: sqlite3.Connection, site: Site, found: Read, rules_version: str) -> Written:
    """Write a document that was read inside the transaction that is open; it must be given up where this raises."""
    reading = found.reading
    if reading is None:
        raise ValueError(f"{found.job.url} was not read, so there is nothing to write")
    _check_quotes(reading.text, found.records)
    site_id = structure.site_id(db, site)
    for committee in reading.committees:
        structure.committee_id(db, site_id, committee)
    meetings = [meeting_of(db, site_id, site.slug, found, meeting) for meeting in reading.meetings]
    places = places_of(db, site_id, site.slug, found, meetings)
    structure.write_documents(db, site_id, site.slug, _linked(reading, places, meetings))
    document, first = _document(db, site_id, site.slug, found, places, rules_version)
    if reading.text is None:
        return Written()
    return _text(db, document, found, places, first=first)


def _check_quotes(text: Text | None, records: Sequence[Record]) -> None:
    for record in records:
        if text is None or text.plain[record.start : record.end] != record.quote or not record.quote:
            raise ValueError(f"a record whose quote is not in the text: {record.quote!r} at {record.start}")


def _linked(
    reading: Reading, places: Sequence[Place], meetings: Sequence[int]
) -> Iterator[tuple[Document, int | None, int | None]]:
    """Give the documents that a page links to, each with its meeting and its item."""
    for item, place in zip(reading.items, places, strict=True):
        for document in item.documents:
            yield document, place.meeting, place.item
    for meeting, row in zip(reading.meetings, meetings, strict=True):
        for document in meeting.documents:
            yield document, row, None


def _document(
    db: sqlite3.Connection, site_id: int, slug: str, found: Read, places: Sequence[Place], rules_version: str
) -> tuple[int, bool]:
    """Write the row of the page or file itself and return its id, and whether it is read for the first time."""
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
        "quality": text.quality if text else None,
        "fetched_at": job.fetched_at.isoformat(timespec="seconds"),
        "title": job.name,
    }
    key = uid("document", slug, job.url)
    row = db.execute("select * from documents where uid = ?", (key,)).fetchone()
    if row is None:
        return insert(db, "documents", {"uid": key, **values}), True
    values["title"] = row["title"] or values["title"]
    values["meeting_id"] = values["meeting_id"] or row["meeting_id"]
    fill(db, "documents", row, values)
    # What only the last reading can say: pages that could not be read before may be read now.
    now = (values["unread_pages"], values["quality"])
    if now != (row["unread_pages"], row["quality"]):
        db.execute("update documents set unread_pages = ?, quality = ? where id = ?", (*now, row["id"]))
    return int(row["id"]), row["hash"] is None


def _text(db: sqlite3.Connection, document: int, found: Read, places: Sequence[Place], *, first: bool) -> Written:
    """Write what a document says. Where it is read for the `first` time nothing of it is there to be looked for."""
    text = found.reading.text if found.reading else None
    if text is None or found.reading is None:
        return Written()
    at = found.job.fetched_at.isoformat(timespec="seconds")
    before = () if first else _before(db, document)
    keep_version(db, document, found.job.hash, at, _minutes_status(db, document, found))
    passages = write_passages(db, document, text, found.reading.items, places, first=first)
    if not first:
        db.execute("delete from name_ties where document_id = ?", (document,))
    _ties(db, document, found)
    done = _records(db, document, found, places, passages, before)
    if not first:
        trim_passages(db, document, len(passages))
    done.withdrawn += withdraw(db, [told.record_id for told in before], at)
    return done


def _before(db: sqlite3.Connection, document: int) -> tuple[Told, ...]:
    """The records of the document as it was read last, each once, in reading order."""
    rows = db.execute(
        "select records.id, records.uid, records.item_id, records.kind, record_places.quote from record_places"
        " join records on records.id = record_places.record_id where document_id = ? order by start, records.id",
        (document,),
    ).fetchall()
    found: dict[int, Told] = {}
    for position, row in enumerate(rows):
        told = Told(row["id"], row["uid"], row["item_id"], GROUPS[row["kind"]], row["quote"], position)
        found.setdefault(row["id"], told)
    # Those that no page tells at present may be told again, in words that a better rule quotes otherwise.
    for row in db.execute(SILENT, (document,)).fetchall():
        found.setdefault(
            row["id"], Told(row["id"], row["uid"], row["item_id"], GROUPS[row["kind"]], row["quote"], len(rows))
        )
    return tuple(found.values())


def _minutes_status(db: sqlite3.Connection, document: int, found: Read) -> str | None:
    """How far the minutes had come in this version: as the page itself says, else as its meeting is known."""
    meetings = found.reading.meetings if found.reading else ()
    if len(meetings) == 1 and meetings[0].minutes_status != "none":
        return meetings[0].minutes_status
    row = db.execute(
        "select minutes_status from meetings join documents on documents.meeting_id = meetings.id"
        " where documents.id = ?",
        (document,),
    ).fetchone()
    return row["minutes_status"] if row else None


def _ties(db: sqlite3.Connection, document: int, found: Read) -> None:
    db.executemany(
        "insert or ignore into name_ties (document_id, key, name) values (?, ?, ?)",
        [(document, tie.key, tie.name) for tie in found.ties],
    )


def _records(
    db: sqlite3.Connection,
    document: int,
    found: Read,
    places: Sequence[Place],
    passages: Sequence[int],
    before: Sequence[Told],
) -> Written:
    reading = found.reading
    if reading is None or reading.text is None:
        return Written()
    blocks = reading.text.blocks
    where = _where(db, found, reading.items, places)
    starts = [block.start for block in blocks]
    indexes = [_block_of(record, starts, blocks) for record in found.records]
    regions = [blocks[index].region if index is not None else None for index in indexes]
    own = record_uids([place.scope for place in where], regions, found.records)
    own = _told_before(db, found, where, own)
    tellings = [
        Telling(key, at.item, GROUPS[record.kind], record.quote, region, position)
        for position, (key, at, record, region) in enumerate(zip(own, where, found.records, regions, strict=True))
    ]
    stored = known_records(db, own)
    uids = carried(db, tellings, stored, before, found.job.fetched_at.isoformat(timespec="seconds"))
    if uids != own:
        stored = known_records(db, uids)
    done = Written()
    groups: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(uids):
        groups[key].append(number)
    firsts = [Found(key, found.records[numbers[0]], where[numbers[0]]) for key, numbers in groups.items()]
    rows, new = write_records(db, found, firsts, stored, done)
    written = write_places(
        db,
        document,
        [
            (rows[key], passages[index] if index is not None else None, record.start, record.end, record.quote)
            for key, numbers in groups.items()
            for index, record in ((indexes[number], found.records[number]) for number in numbers)
        ],
        new,
        first=not before,
    )
    if written:
        to_be_linked(db, [*rows.values()])
    prefer(db, [row for row in rows.values() if row not in new])
    write_answers(db, found.job.url, found.records, uids, rows)
    return done


def _told_before(db: sqlite3.Connection, found: Read, where: Sequence[Place], uids: Sequence[str]) -> list[str]:
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


def _where(db: sqlite3.Connection, found: Read, items: Sequence[Item], places: Sequence[Place]) -> list[Place]:
    """The place of each record: that of the first item that it stands in, else the page itself."""
    stretches = [(item.start, item.end, place) for item, place in zip(items, places, strict=True)]
    elsewhere: Place | None = None
    where: list[Place] = []
    for record in found.records:
        for start, end, place in stretches:
            if start <= record.start < end:
                where.append(place)
                break
        else:
            elsewhere = elsewhere or _page(db, found, places)
            where.append(elsewhere)
    return where


def _page(db: sqlite3.Connection, found: Read, places: Sequence[Place]) -> Place:
    site_id = db.execute("select id from sites where slug = ?", (found.job.site,)).fetchone()["id"]
    meeting = places[0].meeting if places else None
    return Place(site_id, meeting, None, uid("document", found.job.site, found.job.url))


def _block_of(record: Record, starts: Sequence[int], blocks: Sequence[Block]) -> int | None:
    index = bisect_right(starts, record.start) - 1
    return index if index >= 0 and record.start < blocks[index].end else None
