"""Reading on a cluster of this machine's own, two workers as processes of their own, against the local pool of two."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.corpus import meetings
from benchmarks.figure import Figure
from benchmarks.reading import job
from benchmarks.updating import read_by
from pipeline.cluster import Cluster
from pipeline.workers import Workers

WORKERS = 2
ROUNDS = 3
START_SECONDS = 120
ALONE_SECONDS = 30


def dask(count: int) -> list[Figure]:
    """Measure a cluster against local processes at the same work, documents read and found, in turn; each has read some
    before, so that starting and loading are no part of it. What it takes to reach the cluster stands beside it."""
    jobs = [job(meeting) for meeting in meetings(count)]
    with TemporaryDirectory() as name, cluster(Path(name) / "machines") as address:
        turns: list[tuple[float, float]] = []
        starts: list[float] = []
        # The first turn loads the readers in the cluster's workers.
        for _ in range(ROUNDS + 1):
            start = time.perf_counter()
            reached = Cluster(address)
            starts.append(time.perf_counter() - start)
            turns.append((read_by(Workers(WORKERS), jobs), read_by(reached, jobs)))
    local, far = median(one for one, _ in turns[1:]), median(two for _, two in turns[1:])
    return [
        Figure("dask with two workers, against the local pool", far / local, "times the time", 1.15, most=True),
        Figure("dask: reaching the scheduler", median(starts[1:]), "seconds a run"),
    ]


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Run a scheduler and its workers inside the block; give the scheduler's address."""
    folder.mkdir(parents=True)
    file = folder / "scheduler.json"
    common = ("--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard")
    running = [_started("distributed.cli.dask_scheduler", "--port", "0", *common)]
    for number in range(WORKERS):
        # A run that is killed cannot end its workers: without a scheduler they end themselves.
        alone = ("--death-timeout", str(ALONE_SECONDS))
        local = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder / f"{number}"), *alone)
        running.append(_started("distributed.cli.dask_worker", *common, *local))
    try:
        yield _address(file)
    finally:
        for process in running:
            process.kill()
            process.wait()


def _started(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _address(file: Path) -> str:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if file.exists() and file.read_text("utf8").strip().endswith("}"):
            return str(json.loads(file.read_text("utf8"))["address"])
        time.sleep(0.1)
    raise TimeoutError(f"no scheduler wrote {file}")
