"""A lock that keeps two runs apart and dies with the process that holds it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_FILE = "crawl.lock"
"""In a data folder: whoever crawls into it, or changes what a crawl needs, holds this."""


class Locked(Exception):
    """Raised when another run holds the lock; `holder` is its process id as it wrote it, empty where unknown."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(f"another run holds {path} (process {holder or 'unknown'})")
        self.holder = holder


@contextmanager
def only_run(path: Path) -> Iterator[None]:
    """Hold the lock while the block runs; raises `Locked` at once where another process has it.

    The kernel lets go of it when the process ends, however it ends, so that nothing is ever left behind to clear.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip()
            raise Locked(path, holder) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)
