"""Workers are held to limits: what kills or hangs one costs its document, and nothing is left behind."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from models.record import Context, Tie
from pipeline.reading import Job, Read
from pipeline.workers import BrokenReader, Limits, Workers, _Worker

GROWN_MEGABYTES, KEPT_MEGABYTES = 600, 300
KEPT: list[bytearray] = []
QUICK = Limits(seconds=2.0)


def job(body: str) -> Job:
    return Job("moor", f"file:///{body}", body, None, body.encode(), body, datetime(2027, 1, 1, tzinfo=UTC), Context())


def work(job: Job) -> Read:
    """What a reader may do to its process, by the words of the document."""
    match job.body.decode().split("-")[0]:
        case "hang":
            time.sleep(600)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "swell":
            bytearray(8 * 1024**3)
        case "grow":
            held = [bytearray(b"x" * 1024**2) for _ in range(GROWN_MEGABYTES)]
            time.sleep(600)
            held.clear()
        case "keep":
            KEPT.append(bytearray(b"x") * (KEPT_MEGABYTES * 1024**2))
        case "write":
            with Path(job.body.decode().removeprefix("write-")).open("wb") as file:
                subprocess.run(["head", "-c", "2M", "/dev/zero"], stdout=file, check=False)
        case "child":
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            time.sleep(600)
        case "bug":
            raise ZeroDivisionError
    return Read(job, None, ())


def work_and_tell(job: Job) -> Read:
    """Do it and say in which process."""
    return replace(work(job), ties=(Tie(str(os.getpid()), "process"),))


def names(*bodies: str, limits: Limits = QUICK, count: int = 2) -> list[str | None]:
    with Workers(count, limits=limits, work=work) as workers:
        found = list(workers.map(map(job, bodies)))
    assert [one.job.name for one in found] == list(bodies)
    return [one.failure[0] if one.failure else None for one in found]


def our_processes() -> set[int]:
    """Every process that came from this one, but the servers of multiprocessing that live as long as it does."""
    return {one.pid for one in psutil.Process().children(recursive=True) if one.ppid() != os.getpid()}


def test_results_come_in_the_order_of_the_documents() -> None:
    assert names(*(f"fine-{number}" for number in range(30))) == [None] * 30


@pytest.mark.parametrize(
    ("body", "name"), [("hang", "took-too-long"), ("crash", "reader-died"), ("swell", "out-of-memory")]
)
def test_a_document_that_costs_its_worker_is_named_and_the_others_are_read(body: str, name: str) -> None:
    assert names("fine-1", body, "fine-2", "fine-3", f"{body}-again", "fine-4") == [None, name, None, None, name, None]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell what a process holds")
def test_a_worker_that_holds_too_much_is_killed_and_its_document_named() -> None:
    with Workers(1, limits=Limits(seconds=60), work=work) as workers:
        found = list(workers.map(map(job, ["fine-1", "grow", "fine-2"])))
    assert [one.failure[0] if one.failure else None for one in found] == [None, "out-of-memory", None]
    assert found[1].failure is not None
    assert "grow needs more than 512 MB" in found[1].failure[1]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell what a process holds")
def test_a_worker_that_kept_much_is_replaced_by_a_fresh_one() -> None:
    with Workers(1, limits=Limits(seconds=60), work=work_and_tell) as workers:
        found = list(workers.map(map(job, ["fine-1", "fine-2", "keep", "fine-3"])))
    processes = [one.ties[0].key for one in found]
    assert processes[0] == processes[1] == processes[2] != processes[3]
    assert all(one.failure is None for one in found)


def test_what_a_worker_starts_cannot_fill_the_disk(tmp_path: Path) -> None:
    limits = Limits(seconds=20, file_bytes=1024**2)
    assert names(f"write-{tmp_path / 'big'}", "fine", limits=limits, count=1) == [None, None]
    assert (tmp_path / "big").stat().st_size == 1024**2


def test_what_a_worker_started_ends_with_it() -> None:
    before = our_processes()
    assert names("child", "fine", limits=Limits(seconds=2.0)) == ["took-too-long", None]
    assert our_processes() <= before


def test_a_bug_stops_the_run_and_names_the_document(capfd: pytest.CaptureFixture[str]) -> None:
    before = our_processes()
    with pytest.raises(BrokenReader, match="file:///bug"):
        names("fine-1", "bug", "fine-2")
    assert our_processes() <= before


def test_leaving_early_ends_a_busy_worker() -> None:
    before = our_processes()
    with Workers(2, limits=Limits(seconds=300), work=work) as workers:
        results = workers.map(map(job, ["fine", "hang", "hang"]))
        next(results)
    assert our_processes() <= before


def test_a_worker_whose_answer_nobody_takes_ends_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    worker = _Worker(work, QUICK)
    assert worker.read(job("fine")).failure is None
    assert worker.connection is not None
    worker.connection.send(job("fine"))
    assert worker.connection.poll(QUICK.seconds)
    worker.stop()
    assert capfd.readouterr().err == ""
