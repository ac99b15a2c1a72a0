"""One document from bytes to records: the work that is done in other processes."""

import datetime
from dataclasses import dataclass, replace

from extractors.language.find import find_records
from extractors.language.ties import ties
from extractors.read import read, read_scanned
from extractors.text.formats import legacy_format
from extractors.text.pdf import MAGIC, MAGIC_REACH
from models.meeting import Meeting, Reading
from models.record import Context, Record, Tie
from models.run import UnreadableDocument
from pipeline.convert import converted
from pipeline.ocr import recognise, tesseract


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read, and what is known of its meeting before it is read."""

    site: str
    url: str
    name: str
    media_type: str | None
    body: bytes
    hash: str
    fetched_at: datetime.datetime
    context: Context


@dataclass(frozen=True, slots=True)
class Read:
    """What a document says, or why it could not be read. `ties` are the names that it ties to roles and initials."""

    job: Job
    reading: Reading | None
    records: tuple[Record, ...]
    failure: tuple[str, str, str | None] | None = None
    ties: tuple[Tie, ...] = ()


def read_job(job: Job) -> Read:
    """Read one document and find its records. A document that cannot be read is a result, not an error."""
    bare = replace(job, body=b"")
    try:
        reading = read_file(job.body, name=job.name, url=job.url, media_type=job.media_type)
    except UnreadableDocument as error:
        return Read(bare, None, (), (error.name, error.found, error.expected))
    if reading.text is None:
        return Read(bare, reading, ())
    found = find_records(reading.text, reading.items, _context(job.context, reading))
    return Read(bare, reading, found, ties=ties(reading.text))


def read_file(body: bytes, *, name: str, url: str | None = None, media_type: str | None = None) -> Reading:
    """Read any file, an old one through LibreOffice, pages that are pictures through tesseract.

    Raises `UnreadableDocument`. Without tesseract such pages are named as unread.
    """
    kind = legacy_format(body, name=name)
    if kind is not None:
        body = converted(body, kind)
    reading = read(body, name=name, url=url, media_type=media_type)
    unread = reading.text.unread_pages if reading.text is not None else ()
    if not unread or tesseract() is None or not body[:MAGIC_REACH].count(MAGIC):
        return reading
    seen = recognise(body, unread)
    return read_scanned(body, seen.pages, seen.quality)


def _context(known: Context, reading: Reading) -> Context:
    return completed(known, reading.meetings[0]) if len(reading.meetings) == 1 else known


def completed(known: Context, meeting: Meeting) -> Context:
    """Return what is known of a meeting, with what the document itself says where nothing was known."""
    return replace(
        known,
        committee=known.committee or (meeting.committee.name if meeting.committee else None),
        meeting_date=known.meeting_date or meeting.date,
        next_date=known.next_date or meeting.next_date,
    )
