"""Reading on a cluster: a scheduler and workers as processes of their own; what is written is what this machine alone
would write, also where a worker is killed on the way."""

import importlib.util
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.meeting import Site
from pipeline.archive import open_archive
from pipeline.cluster import Cluster, NoCluster
from pipeline.ingest import ingest
from pipeline.reading import Job, Read
from pipeline.store.files import open_minutes
from pipeline.update import Outcome, update

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the extra `dask` is not installed"
)
NOW = datetime(2027, 3, 1, tzinfo=UTC)
DOCUMENTS = 60
START_SECONDS = 60
ASKED = ("documents", "passages", "records", "record_places", "failures")


@dataclass
class Machines:
    """A scheduler and its workers."""

    address: str
    workers: list[subprocess.Popen[bytes]]


def started(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    tmp_path = tmp_path_factory.mktemp("machines")
    file = tmp_path / "scheduler.json"
    scheduler = started(
        "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        "--scheduler-file", str(file),
    )  # fmt: skip
    workers = [
        started(
            "distributed.cli.dask_worker", "--scheduler-file", str(file), "--host", "127.0.0.1", "--nthreads", "1",
            "--no-dashboard", "--local-directory", str(tmp_path / f"worker{number}"), "--death-timeout", "60",
            "--no-nanny",
        )
        for number in range(2)
    ]  # fmt: skip
    try:
        yield Machines(address_in(file), workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def address_in(file: Path) -> str:
    for _ in range(START_SECONDS * 10):
        if file.exists() and file.read_text("utf8").strip().endswith("}"):
            return str(json.loads(file.read_text("utf8"))["address"])
        time.sleep(0.1)
    raise TimeoutError(f"no scheduler wrote {file}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("data")
    files = tmp_path / "moor"
    files.mkdir()
    for number in range(DOCUMENTS):
        words = f"Minutes\n\nThe Ranger undertook to mend gate {number} by {number % 27 + 1} May 2027.\n"
        (files / f"{number:03}.txt").write_text(words, "utf8")
    (files / "cut.pdf").write_bytes(b"%PDF-1.7 and no more")
    with open_archive(tmp_path / "archive.db") as archive:
        ingest(archive, "moor", (files,), now=NOW)
    return tmp_path


def run(folder: Path, name: str, scheduler: str | None = None) -> tuple[Outcome, list[tuple[object, ...]]]:
    """Update a new database and return what was done and every row that was written."""
    db = open_minutes(folder / name)
    with open_archive(folder / "archive.db") as archive:
        sites = {"moor": Site("moor", "Moor", "folder")}
        readers = Cluster(scheduler) if scheduler else 1
        outcome = update(archive, db, sites, jobs=readers, now=NOW)
    rows = [tuple(row) for table in ASKED for row in everything(db, table)]
    db.close()
    return outcome, rows


def everything(db: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    return db.execute(f"select * from {table} order by id").fetchall()


@pytest.fixture(scope="module")
def here(folder: Path) -> list[tuple[object, ...]]:
    """What this machine alone writes."""
    return run(folder, "here")[1]


def test_a_cluster_writes_what_this_machine_writes(
    folder: Path, machines: Machines, here: list[tuple[object, ...]]
) -> None:
    outcome, rows = run(folder, "cluster", machines.address)
    assert (outcome.read, outcome.failures) == (DOCUMENTS, 1)
    assert rows == here


def test_a_worker_that_dies_loses_nothing(
    folder: Path, machines: Machines, here: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Cluster._result

    def killing(self: Cluster, batch: list[Job], future: object) -> list[Read]:
        machines.workers[0].send_signal(signal.SIGKILL)
        return list(original(self, batch, future))

    monkeypatch.setattr(Cluster, "_result", killing)
    outcome, rows = run(folder, "one worker less", machines.address)
    assert (outcome.read, outcome.failures) == (DOCUMENTS, 1)
    assert machines.workers[0].wait(10) == -signal.SIGKILL
    assert rows == here


def test_no_scheduler_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(NoCluster, match="no scheduler answers at tcp://127.0.0.1:9"):
        Cluster("tcp://127.0.0.1:9")
