"""What the benchmarks have in common: figures, interleaved timing by CPU time, and the machine they were taken on.

Machines differ and are shared, so that every figure that matters is a ratio of two works measured in turn in one run.
"""

import os
import platform
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. `wanted` is the least, with `most` the greatest, that will do; None where it only informs."""

    name: str
    value: float
    unit: str
    wanted: float | None = None
    most: bool = False

    @property
    def good(self) -> bool:
        """Whether the value is as it should be."""
        if self.wanted is None:
            return True
        return self.value <= self.wanted if self.most else self.value >= self.wanted


def seconds(works: Mapping[str, Work], *, rounds: int) -> dict[str, float]:
    """Return the median CPU seconds of each work of this process, done in turn so that all meet the same machine."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            start = time.process_time()
            work()
            times[name].append(time.process_time() - start)
    return {name: median(found) for name, found in times.items()}


def peak_megabytes(*, children: bool = False) -> float:
    """Return the greatest memory that this process, or any one child that has ended, ever held."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF)
    return usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def own_peak_megabytes() -> float:
    """Return the greatest memory that this program has held since it began; where the system tells (Linux) without that
    of the process that started it, which `getrusage` counts as well."""
    status = Path("/proc/self/status")
    if not status.exists():
        return peak_megabytes()
    (line,) = [line for line in status.read_text("ascii", "replace").splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024


def machine() -> dict[str, object]:
    """Return what the figures depend on beside the code."""
    return {
        "cores": os.cpu_count(),
        "processor": platform.machine(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.system(),
        "load": round(os.getloadavg()[0], 1),
    }
