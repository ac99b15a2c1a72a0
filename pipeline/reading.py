"""One document from bytes to records: the work that is done in other processes."""

import datetime
import re
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from extractors.language.find import find_records
from extractors.language.ties import ties
from extractors.minutes.attendance import ties_of
from extractors.minutes.file_name import body_in_path, date_in_name
from extractors.minutes.heading import is_draft
from extractors.read import read, read_scanned
from extractors.text.forgotten import Forgotten, without_forgotten
from extractors.text.formats import legacy_format
from extractors.text.pdf import MAGIC, MAGIC_REACH
from extractors.text.personal import masked, without_restricted
from models.meeting import Committee, Meeting, Reading
from models.record import Context, Record, Tie
from models.run import UnreadableDocument
from models.vocabulary import MinutesStatus
from pipeline.convert import converted
from pipeline.meetings_file import Told
from pipeline.ocr import recognise, tesseract

DRAFT = re.compile(r"(?<![a-z])draft(?![a-z])", re.IGNORECASE)


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
    told: Told | None = None
    forgotten: tuple[Forgotten, ...] = ()


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
    reading = met(reading, job)
    if reading.text is None:
        return Read(bare, reading, ())
    text = without_forgotten(masked(without_restricted(reading.text, reading.items)), job.forgotten)
    reading = replace(reading, text=text)
    tied = ties(text)
    found = find_records(text, reading.items, _context(job.context, reading), tied=tied)
    return Read(bare, reading, found, ties=tied)


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


def met(reading: Reading, job: Job) -> Reading:
    """Return the reading of a file that was taken by hand, with its meeting: what the operator says of it, else what
    the document says, else what its name and folders say. Documents of a crawl stay as they are."""
    if job.told is None or reading.text is None or len(reading.meetings) > 1 or any(one.ref for one in reading.items):
        return reading
    said = reading.meetings[0] if reading.meetings else Meeting(None, None, None)
    path = unquote(urlsplit(job.url).path).strip("/")
    name = job.told.committee or (said.committee.name if said.committee else None) or body_in_path(path)
    day = job.told.date or said.date or date_in_name(job.name)
    if name is None and day is None:
        return reading
    committee = Committee(None, name) if name else None
    meeting = replace(said, committee=committee, date=day, status="held", minutes_status=_minutes_status(reading, path))
    return replace(reading, meetings=(meeting,))


def _minutes_status(reading: Reading, path: str) -> MinutesStatus:
    if reading.kind != "minutes":
        return "none"
    is_marked = DRAFT.search(path) is not None or (reading.text is not None and is_draft(reading.text))
    return "draft" if is_marked else "published"


def _context(known: Context, reading: Reading) -> Context:
    return completed(known, reading.meetings[0]) if len(reading.meetings) == 1 else known


def completed(known: Context, meeting: Meeting) -> Context:
    """Return what is known of a meeting, with what the document itself says: its attendance list, and the rest where
    nothing was known. Other documents' lists are the link step's matter, so that no order of reading shows."""
    return replace(
        known,
        committee=known.committee or (meeting.committee.name if meeting.committee else None),
        meeting_date=known.meeting_date or meeting.date,
        next_date=known.next_date or meeting.next_date,
        ties=(*known.ties, *ties_of(meeting.attendance)),
    )
