"""Copies of the databases, taken while they are in use, opened and checked before they count, and thinned by age."""

import shutil
import sqlite3
from datetime import date, timedelta
from pathlib import Path

from pipeline.read_only import read_only
from pipeline.store.files import FOLLOWUP_FILE, MINUTES_FILE

FOLDER = "backups"


class BadBackup(Exception):
    """Raised for a copy that cannot be made, or does not open or check clean; it is left under a name that says so."""


def back_up(
    folder: Path, today: date, *, keep_days: int, names: tuple[str, ...] = (FOLLOWUP_FILE, MINUTES_FILE)
) -> Path:
    """Copy the databases into `backups/<day>` and delete days older than `keep_days`, never the newest.

    A second run on one day replaces that day's copy only once the new one has been checked.
    """
    target = folder / FOLDER / today.isoformat()
    fresh = target.with_name(f"{target.name}.part")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name in names:
        if (folder / name).exists():
            _copy(folder / name, fresh / name)
            check(fresh / name)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    for day in days(folder):
        if day < today - timedelta(days=keep_days):
            shutil.rmtree(folder / FOLDER / day.isoformat())
    return target


def restore(backup: Path, folder: Path) -> tuple[str, ...]:
    """Put the databases of a backup in place and return their names; those that lie there are kept as `.before`."""
    names = tuple(sorted(path.name for path in backup.glob("*.db")))
    for name in names:
        check(backup / name)
        # Copied first: where the disk is full, what lay in place lies there still.
        _copy(backup / name, folder / f"{name}.part")
    for name in names:
        _set_aside(folder / name)
        (folder / f"{name}.part").replace(folder / name)
    return names


def days(folder: Path) -> tuple[date, ...]:
    """Return the days of which there is a backup, oldest first."""
    found = (path.name for path in (folder / FOLDER).glob("????-??-??"))
    return tuple(sorted(date.fromisoformat(name) for name in found))


def check(path: Path) -> None:
    """Raise `BadBackup` unless a database opens and its pages and rows are whole."""
    try:
        with sqlite3.connect(read_only(path), uri=True) as connection:
            said = connection.execute("pragma integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise BadBackup(f"{path} is not whole: {said}")


def _set_aside(path: Path) -> None:
    """Keep a database as `.before`, with what a tracker that was killed had not carried over from its journal yet."""
    for suffix in ("", "-wal", "-shm"):
        kept = path.with_name(f"{path.name}.before{suffix}")
        kept.unlink(missing_ok=True)
        lying = path.with_name(f"{path.name}{suffix}")
        if lying.exists():
            lying.replace(kept)


def _copy(source: Path, target: Path) -> None:
    reader = sqlite3.connect(read_only(source), uri=True)
    writer = sqlite3.connect(target)
    try:
        reader.backup(writer)
        writer.execute("pragma journal_mode = delete")
    except sqlite3.OperationalError as error:
        raise BadBackup(f"{source} could not be copied to {target}: {error}") from error
    finally:
        writer.close()
        reader.close()
