"""`make load`: readers, officers who write and a nightly update at once, for a while; then every write is looked for.

    python -m benchmarks.tracker_load [SECONDS]

The tracker and the updates run in processes of their own, as they do on a council's machine. Every reader waits up to
two seconds between pages, an officer half a second. Ends with 1 where a request failed, a write was lost, doubled or
put down to somebody else, or a database is damaged.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import click

from benchmarks.tracker_nights import begin
from benchmarks.tracker_officers import Log, Officer, Reader
from pipeline.accounts import Account, WebSettings
from pipeline.store.files import open_followup, open_minutes
from pipeline.web.passwords import hashed
from tests.browser import PASSWORD, served

MEETINGS = 60
READER_THINKS_SECONDS, OFFICER_THINKS_SECONDS = 2.0, 0.5
# A table of words is damaged where this finds something to say.
SEARCH_CHECK = "insert into {table}_fts({table}_fts) values ('integrity-check')"


@click.command()
@click.argument("seconds", type=int, default=300)
@click.option("--readers", default=20, show_default=True)
@click.option("--officers", default=5, show_default=True)
def main(seconds: int, readers: int, officers: int) -> None:
    """Let all of them work for so many seconds, and print what came of it as JSON."""
    with TemporaryDirectory() as name:
        found = load(Path(name), seconds, readers=readers, officers=officers, meetings=MEETINGS)
    click.echo(json.dumps(found, indent=1))
    sys.exit(1 if found["failed"] or found["wrong"] or not found["nights"] else 0)


def load(folder: Path, seconds: float, *, readers: int, officers: int, meetings: int) -> dict[str, object]:
    """Return what came of it. `folder` must be empty. `failed` and `wrong` are empty where all is well."""
    begin(folder, meetings)
    log = Log()
    with _Served(folder, officers) as base, _Nights(folder) as nights:
        host = urlsplit(base).netloc
        people = [Officer(host, f"officer-{n}", log, random.Random(n)) for n in range(officers)]
        loops = [(one, OFFICER_THINKS_SECONDS) for one in people]
        loops += [(Reader(host, folder, log, random.Random(100 + n)), READER_THINKS_SECONDS) for n in range(readers)]
        end = time.monotonic() + seconds
        threads = [threading.Thread(target=_work, args=(one, thinks, end)) for one, thinks in loops]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    wrong = [*nights.wrong, *lost(folder, log), *damage(folder)]
    return {
        "seconds": seconds,
        "load average": os.getloadavg()[0],
        "nights": nights.count,
        "reads": _times(log.reads),
        "writes": _times(log.writes),
        "saved": sum(len(one.uids) for one in log.saved) + len(log.undone),
        "told of others": log.told,
        "sent twice": log.twice,
        "failed": log.failed,
        "wrong": wrong,
    }


def lost(folder: Path, log: Log) -> list[str]:
    """Return a sentence for each accepted write that followup.db does not hold exactly once under its officer's name,
    and for each row that nobody wrote."""
    with closing(open_followup(folder)) as db:
        rows = db.execute("select id, record_uid, actor, note, undoes from followups order by id").fetchall()
    written = {(row["record_uid"], row["actor"], row["note"]): row["id"] for row in rows if row["undoes"] is None}
    wanted = {(uid, one.actor, one.note) for one in log.saved for uid in one.uids}
    undone = {row["undoes"]: row["actor"] for row in rows if row["undoes"] is not None}
    found = [f"lost: {one}" for one in wanted - written.keys()] + [
        f"from nobody: {one}" for one in written.keys() - wanted
    ]
    found += [f"undoing lost: {event}" for event in log.undone if event not in undone]
    found += [f"undoing by {one}" for event, one in undone.items() if one not in log.undone.get(event, ())]
    if len(rows) != len(wanted) + len(undone):
        found.append(f"{len(rows)} rows of {len(wanted)} follow-ups and {len(undone)} undoings")
    return found


def damage(folder: Path) -> list[str]:
    """Return what SQLite and the full-text search find wrong in the databases."""
    found: list[str] = []
    with closing(open_minutes(folder)) as minutes, closing(open_followup(folder)) as followup:
        for db in (minutes, followup):
            found += [row[0] for row in db.execute("pragma integrity_check") if row[0] != "ok"]
            found += [f"foreign key: {tuple(row)}" for row in db.execute("pragma foreign_key_check")]
        for table in ("passages", "records", "items"):
            minutes.execute(SEARCH_CHECK.format(table=table))
        stale = followup.execute(
            "select count(*) from promise_state where last_id <>"
            " (select max(id) from followups where followups.record_uid = promise_state.record_uid)"
        ).fetchone()[0]
    return [*found, *([f"{stale} promises with a state of before"] if stale else [])]


def serve(folder: str, officers: int) -> None:
    """Serve a folder on a free port to so many officers, print the address, and end when the input does."""
    known = hashed(PASSWORD)
    accounts = tuple(Account(f"officer-{n}", "officer", f"Officer {n}", known) for n in range(officers))
    with served(Path(folder), WebSettings(accounts=accounts)) as base:
        click.echo(base)
        sys.stdout.flush()
        sys.stdin.read()


class _Served:
    def __init__(self, folder: Path, officers: int) -> None:
        self.process = _python(f"from benchmarks.tracker_load import serve; serve({str(folder)!r}, {officers})")

    def __enter__(self) -> str:
        return (self.process.stdout.readline() if self.process.stdout else "").strip()

    def __exit__(self, *_: object) -> None:
        self.process.communicate(timeout=60)


class _Nights:
    """Updates, one after the other. `count` ended well; `wrong` says how the last one failed."""

    def __init__(self, folder: Path) -> None:
        self.process = _python(f"from benchmarks.tracker_nights import nights; nights({str(folder)!r})")
        self.count = 0
        self.wrong: tuple[str, ...] = ()

    def __enter__(self) -> "_Nights":
        # It says when it begins.
        if self.process.stdout:
            self.process.stdout.readline()
        return self

    def __exit__(self, *_: object) -> None:
        said, _none = self.process.communicate(timeout=120)
        self.count = len(said.splitlines())
        self.wrong = (f"the updates ended with {self.process.returncode}",) if self.process.returncode else ()


def _python(code: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _work(one: Officer | Reader, thinks: float, end: float) -> None:
    while time.monotonic() < end:
        one.act()
        time.sleep(one.chance.uniform(0, thinks))


def _times(taken: list[float]) -> dict[str, float]:
    late = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else max(taken, default=0)
    return {"count": len(taken), "median ms": round(statistics.median(taken or [0])), "p95 ms": round(late),
            "longest ms": round(max(taken, default=0))}  # fmt: skip


if __name__ == "__main__":
    main()
