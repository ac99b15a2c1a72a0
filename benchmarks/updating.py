"""A whole update over an archive of generated meetings: processes, nothing changed, a changed rule, growth, memory."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.corpus import ITEMS_A_MEETING, address, meeting_page, meetings
from benchmarks.figure import Figure, peak_megabytes
from benchmarks.links.run import Here
from benchmarks.memory import Watch
from benchmarks.reading import SITE, job
from pipeline.archive import Answer, Archive, body_hash, open_archive
from pipeline.cluster import Pool
from pipeline.reading import Job
from pipeline.store.files import ARCHIVE_FILE, MINUTES_FILE, open_minutes
from pipeline.update import update
from pipeline.workers import Workers

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
TURNS = 3
# So many documents start every worker of a pool.
FEW = 8
# Its wording stands in every eighth generated meeting.
RARE_RULE = "promised-to"


def processes(count: int) -> list[Figure]:
    """Measure two reading processes against one, the pool's own work: documents read and found, in turn, the medians'
    ratio. Then whole updates, whose writing and linking one process does; what they hold, and what a run costs where
    nothing has changed. The machine should have nothing else to do."""
    jobs = [job(meeting) for meeting in meetings(count)]
    turns = [(read_by(Workers(1), jobs), read_by(Workers(2), jobs)) for _ in range(TURNS)]
    reading = median(one for one, _ in turns) / median(two for _, two in turns)
    with TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder, count)
        one = run(folder, jobs=1)
        with Watch() as watch:
            two = run(folder, jobs=2)
        idle = median(run(folder, jobs=1, fresh=False) for _ in range(TURNS))
    return [
        Figure("two processes against one, reading and finding", reading, "times", 1.7),
        Figure("a whole update with two processes against one", one / two, "times"),
        Figure("a run with nothing changed, against the first", one / idle, "times", 50),
        Figure("memory of the writing process", peak_megabytes(), "MB"),
        Figure("memory of a worker, typical", watch.typical, "MB", 160, most=True),
        Figure("memory of the largest worker", watch.workers[-1], "MB", 256, most=True),
        Figure("memory of a whole run with two processes", watch.whole, "MB", 1000, most=True),
    ]


def read_by(pool: Pool, jobs: Sequence[Job]) -> float:
    """Have a pool read documents and return the seconds that it took, without the start of its workers: they have read
    a few before."""
    with pool as readers:
        for _ in readers.map(jobs[:FEW]):
            pass
        start = time.perf_counter()
        for _ in readers.map(jobs):
            pass
        return time.perf_counter() - start


def changed_rule(count: int) -> list[Figure]:
    """Measure a run after one rule changed, against a full one."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder, count)
        full = run(folder, jobs=1)
        db = open_minutes(folder)
        db.execute("update rules set said = 'as it was' where id = ?", (RARE_RULE,))
        db.execute("update documents set rules_version = 'of before'")
        db.execute("update meta set value = 'of before' where key = 'rules_version'")
        db.close()
        part = run(folder, jobs=1, fresh=False)
    return [Figure(f"one changed rule over {count:,} meetings, of a full run", 100 * part / full, "%", 25, most=True)]


def growth(few: int) -> list[Figure]:
    """Measure ten times as much against once, which is measured before and behind it: by processor time, for one
    process does it all."""
    before, large, after = (_full(count) for count in (few, 10 * few, few))
    items = few * ITEMS_A_MEETING
    ratio = 2 * large / (before + after)
    return [Figure(f"{10 * items:,} items against {items:,}", ratio, "times the processor time", 10.5, most=True)]


def _full(count: int) -> float:
    with TemporaryDirectory() as name:
        fill(Path(name), count)
        start = time.process_time()
        run(Path(name), jobs=Here())
        return time.process_time() - start


def fill(folder: Path, count: int) -> None:
    """Put so many generated meeting pages into the archive of a data folder."""
    with open_archive(folder / ARCHIVE_FILE) as archive:
        for meeting in meetings(count):
            _store(archive, address(meeting), meeting_page(meeting))


def run(folder: Path, *, jobs: int | Pool, fresh: bool = True) -> float:
    """Bring minutes.db up to the archive and return the seconds that it took; `fresh` begins without it."""
    if fresh:
        for path in folder.glob(f"{MINUTES_FILE}*"):
            path.unlink()
    db = open_minutes(folder)
    start = time.perf_counter()
    with open_archive(folder / ARCHIVE_FILE) as archive:
        update(archive, db, {SITE.slug: SITE}, jobs=jobs, now=NOW)
    spent = time.perf_counter() - start
    db.close()
    return spent


def _store(archive: Archive, url: str, body: bytes) -> None:
    answer = Answer(
        site=SITE.slug,
        url=url,
        requested_url=url,
        kind="meeting",
        status=200,
        headers={},
        media_type="text/html",
        fetched_at=NOW,
        body=body,
        content_hash=body_hash(body),
        due_at=NEVER,
    )
    archive.store(answer)
