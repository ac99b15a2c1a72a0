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

from benchmarks.figure import Figure
from benchmarks.updating import fill, run
from pipeline.cluster import Cluster

WORKERS = 2
ROUNDS = 3
START_SECONDS = 120


def dask(count: int) -> list[Figure]:
    """Measure an update whose documents are read on a cluster against one on local processes, in turn."""
    with TemporaryDirectory() as name, cluster(Path(name) / "machines") as address:
        folder = Path(name)
        fill(folder, count)
        turns = [(run(folder, jobs=WORKERS), run(folder, jobs=Cluster(address))) for _ in range(ROUNDS)]
    local, far = median(one for one, _ in turns), median(two for _, two in turns)
    return [Figure("dask with two workers, against the local pool", far / local, "times the time", 1.15, most=True)]


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Run a scheduler and its workers inside the block; give the scheduler's address."""
    folder.mkdir(parents=True)
    file = folder / "scheduler.json"
    common = ("--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard")
    running = [_started("distributed.cli.dask_scheduler", "--port", "0", *common)]
    for number in range(WORKERS):
        local = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder / f"{number}"))
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
