"""How much memory a run holds: the greatest of each worker, and of the whole run with what its processes share counted
once. Linux tells it; elsewhere the figures are 0."""

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Self

import psutil

LOOK_SECONDS = 0.2
MEGABYTE = 1024 * 1024
# A process with less is multiprocessing's own: the server that forks, the one that minds what is shared.
LEAST_WORKER_MEGABYTES = 40.0


@dataclass
class Watch:
    """Looks at this process and those that it started while the block runs."""

    peaks: dict[int, float] = field(default_factory=dict)
    whole: float = 0.0
    servers: set[int] = field(default_factory=set)
    _done: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._done.set()
        if self._thread is not None:
            self._thread.join()

    @property
    def workers(self) -> list[float]:
        """The greatest memory of each worker, in megabytes."""
        peaks = (peak for pid, peak in self.peaks.items() if pid not in self.servers)
        return sorted(peak for peak in peaks if peak >= LEAST_WORKER_MEGABYTES) or [0.0]

    @property
    def typical(self) -> float:
        """The greatest memory of the worker in the middle."""
        return median(self.workers)

    def _look(self) -> None:
        while not self._done.wait(LOOK_SECONDS):
            this = psutil.Process()
            children = this.children(recursive=True)
            # The server that forks workers is no worker: it is the only child that has children.
            for child in children:
                self.peaks[child.pid] = max(self.peaks.get(child.pid, 0.0), _peak(child.pid))
            self.servers |= {parent for parent in map(_parent, children) if parent != this.pid}
            self.whole = max(self.whole, sum(_share(one) for one in (this, *children)))


def _parent(process: psutil.Process) -> int:
    with suppress(psutil.NoSuchProcess):
        return int(process.ppid())
    return psutil.Process().pid


def _peak(pid: int) -> float:
    """The most that a process ever held, in megabytes."""
    with suppress(FileNotFoundError, ProcessLookupError):
        for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _share(process: psutil.Process) -> float:
    """What a process holds now, each page that it shares counted in parts, in megabytes."""
    with suppress(psutil.Error, AttributeError):
        return float(process.memory_full_info().pss) / MEGABYTE
    return 0.0
