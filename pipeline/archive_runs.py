"""Runs, failures and changes in `archive.db`: what each crawl did, could not do, and found different."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from models.run import Failure
from pipeline.archive import Archive


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One difference that a run found, as the report tells it."""

    site: str
    kind: str
    subject: str
    note: str
    url: str | None
    at: datetime


def begin_run(archive: Archive, sites: Sequence[str], at: datetime) -> int:
    """Open a run and close those that a kill or a power cut left open."""
    with archive.transaction() as connection:
        connection.execute("update runs set ended_at = started_at, outcome = 'killed' where ended_at is null")
        row = connection.execute(
            "insert into runs (started_at, sites) values (?, ?) returning id", (_text(at), " ".join(sites))
        ).fetchone()
    return int(row["id"])


def end_run(archive: Archive, run_id: int, at: datetime, *, requests: int, stored: int, outcome: str) -> None:
    """Close a run."""
    with archive.transaction() as connection:
        connection.execute(
            "update runs set ended_at = ?, requests = ?, stored = ?, outcome = ? where id = ?",
            (_text(at), requests, stored, outcome, run_id),
        )


def note_failure(archive: Archive, run_id: int, site: str, failure: Failure) -> None:
    """Keep an expected failure as a row."""
    with archive.transaction() as connection:
        connection.execute(
            "insert into failures (run_id, site, url, name, found, expected, at) values (?, ?, ?, ?, ?, ?, ?)",
            (run_id, site, failure.url, failure.name, failure.found, failure.expected, _text(failure.at)),
        )


def note_changes(archive: Archive, run_id: int, changes: Iterable[ChangeRow]) -> int:
    """Keep differences, each once a run, and return how many were new to it."""
    count = 0
    with archive.transaction() as connection:
        for change in changes:
            count += connection.execute(
                "insert into changes (run_id, site, kind, subject, url, note, at) select ?, ?, ?, ?, ?, ?, ? where not"
                " exists (select 1 from changes where run_id = ? and site = ? and kind = ? and subject = ?)",
                (
                    *(run_id, change.site, change.kind, change.subject, change.url, change.note, _text(change.at)),
                    *(run_id, change.site, change.kind, change.subject),
                ),
            ).rowcount
    return count


def failures_of(archive: Archive, run_id: int) -> tuple[tuple[str, Failure], ...]:
    """Return the failures of a run with their sites, in the order in which they happened."""
    rows = archive.connection.execute("select * from failures where run_id = ? order by id", (run_id,))
    return tuple(
        (r["site"], Failure("crawl", r["name"], r["url"], r["found"], r["expected"], datetime.fromisoformat(r["at"])))
        for r in rows
    )


def changes_of(archive: Archive, run_id: int) -> tuple[ChangeRow, ...]:
    """Return what a run found different, in the order in which it was noticed."""
    rows = archive.connection.execute("select * from changes where run_id = ? order by id", (run_id,))
    return tuple(
        ChangeRow(r["site"], r["kind"], r["subject"], r["note"] or "", r["url"], datetime.fromisoformat(r["at"]))
        for r in rows
    )


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
