"""Many folders on one address: what each costs in memory, files and start, a page against one alone, search over all.

Run `python -m benchmarks.folders [COUNT ...]` (Linux). Each folder is a copy of one with 60 generated meetings of 960
records. `undertook serve` runs in a process of its own, once for one folder alone and once for so many; both are asked
in turn over HTTP, and the times are the processor's, of all threads of that process, as the system counts them.
"""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.updating import fill, run
from pipeline.store.files import ARCHIVE_FILE, MINUTES_FILE, open_followup

MEETINGS = 60
COUNTS = (1, 10, 50)
STARTS_WITHIN_SECONDS = 60
TURNS, PAGES_A_TURN = 5, 60
TICKS = os.sysconf("SC_CLK_TCK")
# Pages of one tracker, by the path below its name.
PAGES = {"list": "", "search in one": "search?words=report"}
COMMON, RARE = "search?words=report", "search?words=archery"


@dataclass(frozen=True, slots=True)
class Served:
    """A running `undertook serve`."""

    pid: int
    base: str

    def get(self, path: str) -> float:
        """Ask for a page and return the seconds by the clock that it took."""
        started = time.perf_counter()
        with urllib.request.urlopen(f"{self.base}/{path}") as answer:
            answer.read()
        return time.perf_counter() - started

    def cpu(self) -> float:
        """The processor's seconds so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def megabytes(self) -> float:
        """The memory that is held now."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))

    def files(self) -> int:
        """How many files are open."""
        return len(list(Path(f"/proc/{self.pid}/fd").iterdir()))

    def milliseconds(self, path: str, times: int) -> float:
        """Ask for a page so often and return the processor's milliseconds for each."""
        before = self.cpu()
        for _ in range(times):
            self.get(path)
        return 1000 * (self.cpu() - before) / times


def main(counts: tuple[int, ...]) -> None:
    """Measure one number of folders after the other and print what was found."""
    with tempfile.TemporaryDirectory() as name:
        folders = make(Path(name), max(counts))
        for count in counts:
            for line in measure(folders[:count]):
                sys.stdout.write(f"{count:>4} folders  {line}\n")


def make(root: Path, count: int) -> list[Path]:
    """Make so many folders, each of another council with the same meetings."""
    first = root / "council-00"
    first.mkdir()
    fill(first, MEETINGS)
    run(first, jobs=1)
    (first / ARCHIVE_FILE).unlink()
    open_followup(first).close()
    folders = [first, *(root / f"council-{number:02}" for number in range(1, count))]
    for folder in folders[1:]:
        shutil.copytree(first, folder)
        with closing(sqlite3.connect(folder / MINUTES_FILE)) as db, db:
            db.execute("update sites set name = ?", (folder.name.title(),))
    return folders


def measure(folders: list[Path]) -> Iterator[str]:
    """Give one line a figure."""
    with serving("--data", str(folders[0])) as alone, serving(*map(str, folders)) as many:
        yield f"start: {many.cpu():.1f} s of a core ({alone.cpu():.1f} alone), {many.megabytes():.0f} MB"
        yield f"first page the first time: {many.milliseconds('', 1):.0f} ms of a core"
        firsts = [many.milliseconds(f"{folder.name}/", 1) for folder in folders]
        yield f"a council's first page the first time: {median(firsts):.0f} ms ({alone.milliseconds('', 1):.0f} alone)"
        yield f"then: {many.megabytes():.0f} MB ({alone.megabytes():.0f} alone), {many.files()} files open"
        for page, path in PAGES.items():
            one, beside = in_turn(alone, many, path, f"{folders[-1].name}/{path}")
            yield f"{page}: {beside:.1f} ms of a core, {beside / one:.2f} of alone"
        for page, path in (("first page", ""), ("search over all, common", COMMON), ("search over all, rare", RARE)):
            took = median(many.get(path) for _ in range(10))
            yield f"{page}: {many.milliseconds(path, 20):.0f} ms of a core, {1000 * took:.0f} ms by the clock"
        yield f"at the end: {many.megabytes():.0f} MB, {many.files()} files open"


def in_turn(alone: Served, many: Served, path: str, beside: str) -> tuple[float, float]:
    """The median milliseconds of a page alone and beside others, asked in turn."""
    times = [(alone.milliseconds(path, PAGES_A_TURN), many.milliseconds(beside, PAGES_A_TURN)) for _ in range(TURNS)]
    return median(one for one, _ in times), median(other for _, other in times)


@contextmanager
def serving(*words: str) -> Iterator[Served]:
    """Run `undertook serve` on a free port until it is no longer needed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = "from pipeline.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", *words, "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as child:
        try:
            _wait_for(port)
            yield Served(child.pid, f"http://127.0.0.1:{port}")
        finally:
            child.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise OSError(f"nothing answers on {port}")


if __name__ == "__main__":
    main(tuple(int(word) for word in sys.argv[1:]) or COUNTS)
