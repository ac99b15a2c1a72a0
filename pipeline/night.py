"""The nightly job: crawl, update, back up, report; each part's failure is told and none hides another's."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from models.meeting import Site
from pipeline.archive import open_archive
from pipeline.backup import BadBackup, back_up
from pipeline.cluster import Cluster
from pipeline.crawl.job import CrawlJob
from pipeline.crawl.run import CrawlResult, crawl
from pipeline.exports.actions import MOST_ROWS, connect
from pipeline.exports.outstanding import Filters, counts
from pipeline.scheduler import NoCluster
from pipeline.settings import Settings
from pipeline.store.files import ARCHIVE_FILE, BadDatabase, open_followup, open_minutes
from pipeline.todo import iso
from pipeline.update import Outcome, update

CLOSED_SINCE = "select count(*) from records where kind = 'closure' and status = 'current' and first_seen >= ?"


@dataclass(frozen=True, slots=True)
class NightReport:
    """What a night did. `failures` counts names of crawl and update, `problems` are sentences on the job itself.

    `closed` counts the places found tonight where minutes say what became of an earlier promise, `overdue` the
    promises whose day has passed; None where `minutes.db` could not be opened.
    """

    started_at: str
    ended_at: str
    sites: tuple[dict[str, object], ...]
    changes: tuple[dict[str, str], ...]
    failures: dict[str, int]
    update: dict[str, int]
    overdue: int | None
    closed: int | None
    backup: str | None
    problems: tuple[str, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.failures and not self.problems

    def line(self) -> str:
        """Return the one line to read in the morning."""
        bad = sum(self.failures.values()) + len(self.problems)
        kinds = Counter(change["kind"] for change in self.changes)
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "no changes"
        due = "" if self.overdue is None else f", {self.closed} closed; {self.overdue} overdue"
        new = f"{self.update.get('new_records', 0)} new records"
        return f"{'ok' if self.ok else 'FAILED'}: {len(self.sites)} sites; {told}; {new}{due}; {bad} failures"

    def write(self, folder: Path) -> None:
        """Keep the report as Markdown and JSON under the day it began, and as `latest`."""
        folder.mkdir(parents=True, exist_ok=True)
        data = json.dumps({"line": self.line(), "ok": self.ok, **asdict(self)}, indent=1)
        for name in (self.started_at[:10], "latest"):
            (folder / f"{name}.md").write_text(self.markdown(), "utf8")
            (folder / f"{name}.json").write_text(data, "utf8")

    def markdown(self) -> str:
        """Return the report for people."""
        lines = [f"# Night of {self.started_at[:10]}", "", self.line(), ""]
        lines += [f"- **Problem:** {words}" for words in self.problems]
        lines += ["", "## Sites", ""]
        lines += ["| site | outcome | requests | kept | changed | failures |", "|---|---|--:|--:|--:|--:|"]
        for site in self.sites:
            cells = (site[name] for name in ("slug", "outcome", "requests", "stored", "changed", "failures"))
            lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
        lines += ["", "## Changes", ""]
        lines += [f"- {c['site']}: {c['kind']}: {c['subject']} {c['note']}".rstrip() for c in self.changes] or ["None."]
        lines += ["", "## Failures", ""]
        lines += [f"- {name}: {count}" for name, count in sorted(self.failures.items())] or ["None."]
        return "\n".join(lines) + "\n"


def run_night(job: CrawlJob, settings: Settings, folder: Path, sites: dict[str, Site]) -> NightReport:
    """Do the night's work and return what to report. A surprise (a bug, a full disk) is raised, not reported."""
    problems: list[str] = []
    crawled = crawl(job)
    if not crawled.completed:
        problems.append("the crawl ended before its time; its log says why")
    updated, overdue, closed = _update(folder, settings, sites, job.now, problems)
    backup = _back_up(folder, settings, job.now, problems)
    ended = datetime.now(job.now.tzinfo)
    failures = Counter(name for _, name in crawled.failures)
    if updated.failures:
        failures["unreadable-document"] += updated.failures
    return NightReport(
        started_at=job.now.isoformat(timespec="seconds"),
        ended_at=ended.isoformat(timespec="seconds"),
        sites=tuple(asdict(site) for site in crawled.sites),
        changes=_changes(crawled),
        failures=dict(failures),
        update=asdict(updated),
        overdue=overdue,
        closed=closed,
        backup=str(backup) if backup else None,
        problems=tuple(problems),
    )


def _changes(crawled: CrawlResult) -> tuple[dict[str, str], ...]:
    return tuple(
        {"site": c.site, "kind": c.kind, "subject": c.subject, "note": c.note, "url": c.url or ""}
        for c in crawled.changes
    )


def _update(
    folder: Path, settings: Settings, sites: dict[str, Site], now: datetime, problems: list[str]
) -> tuple[Outcome, int | None, int | None]:
    try:
        db = open_minutes(folder)
    except BadDatabase as error:
        problems.append(str(error))
        return Outcome(), None, None
    try:
        outcome = _read(folder, db, settings, sites, now)
        return outcome, _overdue(folder, now), _count(db, CLOSED_SINCE, iso(now))
    except NoCluster as error:
        problems.append(str(error))
        return Outcome(), _overdue(folder, now), None
    finally:
        db.close()


def _read(folder: Path, db: sqlite3.Connection, settings: Settings, sites: dict[str, Site], now: datetime) -> Outcome:
    scheduler = settings.nightly.scheduler
    readers = Cluster(scheduler) if scheduler else settings.nightly.jobs
    with open_archive(folder / ARCHIVE_FILE) as archive:
        return update(archive, db, sites, jobs=readers, now=now)


def _overdue(folder: Path, now: datetime) -> int:
    """How many promises the tracker lists as overdue: what officers said counts as much as the minutes."""
    open_followup(folder).close()
    with closing(connect(folder)) as db:
        return counts(db, Filters(), now.date(), most=MOST_ROWS)["overdue"]


def _count(db: sqlite3.Connection, query: str, *values: str) -> int:
    return int(db.execute(query, values).fetchone()[0])


def _back_up(folder: Path, settings: Settings, now: datetime, problems: list[str]) -> Path | None:
    try:
        return back_up(folder, now.date(), keep_days=settings.nightly.keep_backups_days)
    except BadBackup as error:
        problems.append(str(error))
        return None
