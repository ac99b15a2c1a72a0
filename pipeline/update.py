"""Reads what the archive holds and minutes.db does not have yet, in other processes, and writes it from this one."""

import datetime
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from extractors.sources.urls import parameter
from models.meeting import Site
from models.record import Context
from pipeline.archive import Archive, Response
from pipeline.cluster import Pool
from pipeline.deleted import record_deleted
from pipeline.health import record_nights
from pipeline.link.anchors import after_update, before_update
from pipeline.link.run import link
from pipeline.meetings_file import told
from pipeline.reading import Job, Read
from pipeline.store.files import immediate
from pipeline.store.lists import refresh
from pipeline.store.search import built_at_the_end, mend
from pipeline.store.statistics import plan_without_counts
from pipeline.store.write import put
from pipeline.todo import is_large, iso, todo
from pipeline.versions import remember, rules_version
from pipeline.workers import Workers

# On an ordinary night a document is a transaction of its own. Where much is read at once, so many are one, or what is
# read within a second: pages of the file that they share are written once, and a run that dies reads these few again.
GROUP, GROUP_SECONDS = 256, 1.0


@dataclass(slots=True)
class Outcome:
    """What an update did."""

    read: int = 0
    unchanged: int = 0
    new_records: int = 0
    changed_records: int = 0
    withdrawn_records: int = 0
    failures: int = 0

    @property
    def line(self) -> str:
        """The summary line."""
        return (
            f"{self.read} documents read, {self.unchanged} unchanged, {self.new_records} new records, "
            f"{self.changed_records} changed, {self.withdrawn_records} withdrawn, {self.failures} failures"
        )


Progress = Callable[[int, int], None]


def update(
    archive: Archive,
    db: sqlite3.Connection,
    sites: dict[str, Site],
    *,
    jobs: int | Pool,
    now: datetime.datetime,
    progress: Progress | None = None,
) -> Outcome:
    """Bring `minutes.db` up to the archive. `jobs` is the number of worker processes, or a cluster that reads instead
    of them; what is written does not depend on it. Raises `NoCluster` where that is lost.

    A document that cannot be read, or whose worker dies, becomes a row in `failures` and the run goes on.
    """
    outcome, version = Outcome(), rules_version()
    mend(db)
    before_update(db, iso(now))
    run = _begin(db, now)
    asked = todo(archive, db)
    outcome.unchanged = asked.unchanged
    done = 0
    readers = Workers(jobs) if isinstance(jobs, int) else jobs
    large = is_large(asked)
    if large:
        plan_without_counts(db)
    with readers as workers, built_at_the_end(db) if large else nullcontext():
        for batch in asked.batches():
            # What is known of a meeting is asked before anything of the batch is written: the same for any `jobs`.
            known = [(response, _context(db, response)) for response in batch]
            prepared = (_job(archive, response, context) for response, context in known)
            for group in _groups(workers.map(prepared), GROUP if large else 1):
                with immediate(db):
                    for found in group:
                        _take(db, run, sites, found, version, outcome)
                done += len(group)
                if progress is not None:
                    progress(done, len(asked.responses))
    record_deleted(archive, db, iso(now))
    link(db)
    after_update(db, iso(now))
    record_nights(archive, db)
    refresh(db)
    _end(db, run, now, outcome)
    return outcome


def _job(archive: Archive, response: Response, context: Context) -> Job:
    path = PurePosixPath(unquote(urlsplit(response.url).path))
    return Job(
        site=response.site,
        url=response.url,
        name=path.name or "page",
        media_type=response.media_type,
        body=archive.body(response.hash),
        hash=response.content_hash,
        fetched_at=response.fetched_at,
        context=context,
        forgotten=archive.forgotten(),
        told=told(response.headers, response.url),
    )


def _context(db: sqlite3.Connection, response: Response) -> Context:
    """What minutes.db knows of the meeting that an address belongs to. Its calendar and its people are the link step's
    matter: what is found in a document must not depend on what else has been read."""
    row = _meeting_row(db, response)
    if row is None:
        return Context()
    return Context(committee=row["name"], meeting_date=_day(row["date"]), next_date=_day(row["next_date"]))


def _meeting_row(db: sqlite3.Connection, response: Response) -> sqlite3.Row | None:
    columns = (
        "select meetings.id, meetings.date, meetings.next_date, meetings.committee_id, committees.name from meetings"
        " join sites on sites.id = meetings.site_id left join committees on committees.id = meetings.committee_id"
    )
    meeting = parameter(response.url, "MId", "MeetingId", "lMeetingId")
    item = parameter(response.url, "AIId") or (parameter(response.url, "ID") if response.kind == "item" else None)
    found: sqlite3.Row | None = None
    if meeting:
        found = db.execute(columns + " where sites.slug = ? and meetings.ref = ?", (response.site, meeting)).fetchone()
    elif item:
        found = db.execute(
            columns + " join items on items.meeting_id = meetings.id where sites.slug = ? and items.ref = ?",
            (response.site, item),
        ).fetchone()
    else:
        found = db.execute(
            columns
            + " join documents on documents.meeting_id = meetings.id where sites.slug = ? and documents.url = ?",
            (response.site, response.url),
        ).fetchone()
    return found


def _groups(found: Iterable[Read], size: int) -> Iterator[list[Read]]:
    """Give the results in groups of so many, or of what came within `GROUP_SECONDS`, each as soon as it is whole:
    nothing is locked while documents are being read."""
    group: list[Read] = []
    began = time.monotonic()
    for one in found:
        group.append(one)
        if len(group) >= size or time.monotonic() - began >= GROUP_SECONDS:
            yield group
            group, began = [], time.monotonic()
    if group:
        yield group


def _take(
    db: sqlite3.Connection, run: int, sites: dict[str, Site], found: Read, version: str, outcome: Outcome
) -> None:
    if found.failure is not None:
        _fail(db, run, found, version)
        outcome.failures += 1
        return
    site = sites.get(found.job.site) or Site(found.job.site, found.job.site, "other")
    written = put(db, site, found, version)
    _forgive(db, found.job.url)
    outcome.read += 1
    outcome.new_records += written.new
    outcome.changed_records += written.changed
    outcome.withdrawn_records += written.withdrawn


def _fail(db: sqlite3.Connection, run: int, found: Read, version: str) -> None:
    name, said, expected = found.failure or ("unknown", "", None)
    _forgive(db, found.job.url, but=name)
    db.execute(
        "insert into failures (run_id, stage, name, url, found, expected, at, hash, rules_version)"
        " values (?, 'read', ?, ?, ?, ?, ?, ?, ?) on conflict (stage, name, url) do update set at = excluded.at,"
        " run_id = excluded.run_id, found = excluded.found, hash = excluded.hash,"
        " rules_version = excluded.rules_version"
        " where (hash, rules_version) is not (excluded.hash, excluded.rules_version)",
        (run, name, found.job.url, said, expected, iso(found.job.fetched_at), found.job.hash, version),
    )


def _forgive(db: sqlite3.Connection, url: str, *, but: str = "") -> None:
    """Forget what was wrong with a document that can be read now, or is wrong in another way."""
    db.execute("delete from failures where stage = 'read' and url = ? and name <> ?", (url, but))


def _begin(db: sqlite3.Connection, now: datetime.datetime) -> int:
    with immediate(db):
        cursor = db.execute("insert into runs (command, started_at) values ('update', ?)", (iso(now),))
    return int(cursor.lastrowid or 0)


def _end(db: sqlite3.Connection, run: int, now: datetime.datetime, outcome: Outcome) -> None:
    with immediate(db):
        db.execute(
            "update runs set ended_at = ?, read = ?, unchanged = ?, new_records = ?, changed_records = ?,"
            " withdrawn_records = ?, failures = ?, outcome = ? where id = ?",
            (iso(now), outcome.read, outcome.unchanged, outcome.new_records, outcome.changed_records,
             outcome.withdrawn_records, outcome.failures, "failures" if outcome.failures else "ok", run),
        )  # fmt: skip
        remember(db)
    db.execute("analyze")
    db.execute("pragma wal_checkpoint(truncate)")


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
