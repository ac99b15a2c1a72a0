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
from concurrent.futures import CancelledError
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.meeting import Site
from pipeline.archive import open_archive
from pipeline.cluster import Cluster
from pipeline.ingest import ingest
from pipeline.reading import Job, Read
from pipeline.scheduler import NoCluster
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
    file: Path
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


def started(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def scheduler_process(file: Path, port: int = 0) -> subprocess.Popen[bytes]:
    return started(
        "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard",
        "--scheduler-file", str(file),
    )  # fmt: skip


def worker_process(file: Path, folder: Path) -> subprocess.Popen[bytes]:
    return started(
        "distributed.cli.dask_worker", "--scheduler-file", str(file), "--host", "127.0.0.1", "--nthreads", "1",
        "--no-dashboard", "--local-directory", str(folder), "--death-timeout", "60", "--no-nanny",
    )  # fmt: skip


def end(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    tmp_path = tmp_path_factory.mktemp("machines")
    file = tmp_path / "scheduler.json"
    scheduler = scheduler_process(file)
    workers = [worker_process(file, tmp_path / f"worker{number}") for number in range(2)]
    try:
        yield Machines(address_in(file), file, scheduler, workers)
    finally:
        end(*workers, scheduler)


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


def words_of(rows: list[tuple[object, ...]]) -> list[str]:
    """What was written, without the runs in which it was."""
    return sorted(str(row[2:]) for row in rows)


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


@pytest.mark.parametrize("kind", ["FutureCancelledError", "FuturesCancelledError"])
def test_whoever_asks_and_whoever_waits_sees_a_lost_scheduler_as_one_kind_of_error(kind: str) -> None:
    from distributed import client

    assert issubclass(getattr(client, kind), CancelledError)


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


def test_a_scheduler_that_is_started_again_loses_nothing(
    folder: Path, here: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    running = [scheduler_process(first), worker_process(first, tmp_path / "old")]
    original = Cluster._result

    def restarting(self: Cluster, batch: list[Job], future: object) -> list[Read]:
        if len(running) == 2:
            end(*running)
            running.extend(
                [scheduler_process(second, int(address.rpartition(":")[2])), worker_process(second, tmp_path / "new")]
            )
        return list(original(self, batch, future))

    monkeypatch.setattr(Cluster, "_result", restarting)
    try:
        address = address_in(first)
        outcome, rows = run(folder, "scheduler twice", address)
        assert len(running) == 4
    finally:
        end(*running)
    assert (outcome.read, outcome.failures) == (DOCUMENTS, 1)
    assert rows == here


def test_a_cluster_whose_workers_are_all_lost_is_said_plainly(
    folder: Path, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind this test no worker of the file's cluster is left."""
    original = Cluster._result

    def ending(self: Cluster, batch: list[Job], future: object) -> list[Read]:
        end(*machines.workers)
        return list(original(self, batch, future))

    monkeypatch.setattr(Cluster, "_result", ending)
    monkeypatch.setattr("pipeline.cluster.BACK_SECONDS", 1)
    with pytest.raises(NoCluster, match="has no worker left.*run the command again"):
        run(folder, "no worker", machines.address)


def test_no_scheduler_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(NoCluster, match="no scheduler answers at tcp://127.0.0.1:9"):
        Cluster("tcp://127.0.0.1:9")


def test_a_scheduler_that_stays_away_is_said_plainly_and_the_next_run_goes_on(
    folder: Path, machines: Machines, here: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The last test of this file: it ends what the others read with."""
    worker = worker_process(machines.file, tmp_path / "worker")
    original = Cluster._result
    calls: list[int] = []

    def ending(self: Cluster, batch: list[Job], future: object) -> list[Read]:
        calls.append(len(batch))
        if len(calls) == 2:
            end(machines.scheduler)
        return list(original(self, batch, future))

    monkeypatch.setattr(Cluster, "_result", ending)
    monkeypatch.setattr("pipeline.cluster.BACK_SECONDS", 1)
    monkeypatch.setattr("pipeline.cluster.CONNECT_SECONDS", START_SECONDS)
    try:
        with pytest.raises(NoCluster, match="did not come back.*run the command again"):
            run(folder, "scheduler gone", machines.address)
    finally:
        end(worker)
    outcome, rows = run(folder, "scheduler gone")
    assert 0 < outcome.unchanged < DOCUMENTS
    assert words_of(rows) == words_of(here)
