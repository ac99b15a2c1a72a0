"""Reading and finding on one core: pages, language alone, PDFs, each against its plain alternative in the same run."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from benchmarks import plain_stack
from benchmarks.corpus import GeneratedMeeting, address, meeting_page, meetings, minutes_text
from benchmarks.figure import Figure, seconds
from benchmarks.printed import printed
from benchmarks.worker import as_a_worker
from extractors.language.engine import passages
from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.meeting import Reading, Site
from models.record import Context
from pipeline.reading import Job, Read, read_file, read_job
from pipeline.store.files import immediate, open_minutes
from pipeline.store.search import built_at_the_end
from pipeline.store.write import put
from pipeline.update import GROUP

ROUNDS = 5
PLAIN_PART = 10
SITE = Site("bench", "Bench", "moderngov")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def pages(count: int) -> list[Figure]:
    """Measure meeting pages read, found and written, against the plain stack on a tenth of them."""
    as_a_worker()
    made = list(meetings(count))
    jobs = [job(meeting) for meeting in made]
    few = [one.body for one in jobs[::PLAIN_PART]]
    texts = [reading.text for reading in _read(jobs) if reading.text is not None]
    times = seconds(
        {
            "ours": lambda: _write(jobs),
            "read": lambda: _read(jobs),
            "find": lambda: [find_records(text) for text in texts],
            "plain": lambda: _write_plain(few),
        },
        rounds=ROUNDS,
    )
    each = {name: 1000 * times[name] / len(jobs) for name in ("ours", "read", "find")}
    rate, plain = len(jobs) / times["ours"], len(few) / times["plain"]
    size = sum(len(one.body) for one in jobs) / len(jobs) / 1000
    return [
        Figure("meeting pages read, found and written, one core", rate, f"a second ({size:.0f} KB each)", 110),
        Figure("of which reading", each["read"], "ms a page"),
        Figure("of which finding", each["find"], "ms a page"),
        Figure("of which writing and the rest", each["ours"] - each["read"] - each["find"], "ms a page"),
        Figure("the same by the plain stack", plain, "a second"),
        Figure("pages: ours against plain", rate / plain, "times", 12),
    ]


def language(count: int) -> list[Figure]:
    """Measure the language stage alone, against every rule on every paragraph."""
    as_a_worker()
    texts = [mark_regions(read_plain(minutes_text(meeting))) for meeting in meetings(count)]
    few = texts[::PLAIN_PART]
    size = sum(len(text.plain) for text in texts) / 1e6
    times = seconds(
        {
            "find": lambda: [find_records(text) for text in texts],
            "find in few": lambda: [find_records(text) for text in few],
            "gate": lambda: [passages(text) for text in few],
            "all rules": lambda: [
                plain_stack.fired(text.plain[one.body : one.end]) for text in few for one in text.blocks
            ],
        },
        rounds=ROUNDS,
    )
    rest = times["find in few"] - times["gate"]
    ratio = (times["all rules"] + rest) / times["find in few"]
    return [
        Figure("language stage alone, one core", size / times["find"], "MB a second", 3),
        Figure("language: ours against all rules on all paragraphs", ratio, "times", 6),
    ]


def pdfs(count: int) -> list[Figure]:
    """Measure PDFs read and searched, against pdfplumber and every rule."""
    files = [printed(meeting) for meeting in meetings(count)]
    number = sum(pages for _, pages in files)
    bodies = [body for body, _ in files]
    few = files[::PLAIN_PART]
    times = seconds(
        {
            "ours": lambda: [read_job(_pdf_job(body)) for body in bodies],
            "plain": lambda: [plain_stack.find(plain_stack.read_pdf(body)) for body, _ in few],
        },
        rounds=ROUNDS,
    )
    rate, plain = number / times["ours"], sum(pages for _, pages in few) / times["plain"]
    return [
        Figure("PDF pages read and found, one core", rate, "a second", 120),
        Figure("PDF: ours against the pdfplumber stack", rate / plain, "times", 10),
    ]


def job(meeting: GeneratedMeeting) -> Job:
    """Return the work of reading a meeting's page."""
    return Job(SITE.slug, address(meeting), "page", "text/html", meeting_page(meeting), "hash", NOW, Context())


def read_all(count: int) -> list[Read]:
    """Return so many meetings as they are read, ready to be written."""
    return [read_job(job(meeting)) for meeting in meetings(count)]


def _write(jobs: list[Job]) -> None:
    with TemporaryDirectory() as folder:
        db = open_minutes(Path(folder))
        with built_at_the_end(db):
            for start in range(0, len(jobs), GROUP):
                found = [read_job(one) for one in jobs[start : start + GROUP]]
                with immediate(db):
                    for one in found:
                        put(db, SITE, one, "1")
        db.close()


def _read(jobs: list[Job]) -> list[Reading]:
    return [read_file(one.body, name=one.name, url=one.url, media_type=one.media_type) for one in jobs]


def _write_plain(bodies: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        db = Database(Path(folder) / "plain.db")
        for body in bodies:
            plain_stack.write(db, plain_stack.find(plain_stack.read_page(body)))
        db.close()


def _pdf_job(body: bytes) -> Job:
    return Job(SITE.slug, "file:///bench.pdf", "bench.pdf", "application/pdf", body, "hash", NOW, Context())
