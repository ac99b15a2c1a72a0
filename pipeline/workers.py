"""Processes that read documents, each held to limits: one that dies or hangs costs its document, never the run.

A worker is a forked process of its own group, so that what it started (LibreOffice, tesseract) ends with it. A thread
of this process stands for each worker: it hands over one document, waits no longer than the limit, and takes a new
worker where the old one is gone. Results come back in the order of the documents.
"""

import math
import multiprocessing
import os
import queue
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from pipeline.reading import Job, Read, read_job

# After so many documents a worker is replaced: what a library leaks does not add up.
TASKS_A_WORKER = 400
# Documents that are handed out before their turn comes, for each worker, so that none waits for the writer.
AHEAD = 4
GOODBYE_SECONDS = 2.0
# Loading the readers, on a machine that is busy with other things: no document's fault.
START_SECONDS = 120.0
# So often a worker is looked at that has not answered yet.
LOOK_SECONDS = 0.1
# What Python ends with after an exception that nobody caught.
UNCAUGHT = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: seconds by the clock, bytes of memory, bytes of any file that is written.

    `seconds` is several times what the longest file that we take (2,000 pages) needs on a busy machine. A worker that
    holds more than `tired_bytes` of memory when it has read a document is replaced; one that ever holds more than
    `resident_bytes` is killed. `memory_bytes` are addresses, of which Python's libraries reserve far more than they
    use: the kernel refuses more at once, before anybody has looked.
    """

    seconds: float = 180.0
    tired_bytes: int = 256 * 1024**2
    resident_bytes: int = 512 * 1024**2
    memory_bytes: int = 2 * 1024**3
    file_bytes: int = 512 * 1024**2


class BrokenReader(RuntimeError):
    """Raised where a worker met a bug: the traceback stands on standard error, the message names the document."""


class Workers:
    """A pool of reading processes. Use it as a context manager; no process of it is left behind the block.

    `work` is what a worker does with a document; it must be importable by its name.
    """

    def __init__(self, count: int, *, limits: Limits | None = None, work: Callable[[Job], Read] = read_job) -> None:
        self._all = [_Worker(work, limits or Limits()) for _ in range(count)]
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="reading")

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.stop()
        self._threads.shutdown(wait=True)
        for worker in self._all:
            worker.stop()

    def map(self, jobs: Iterable[Job]) -> Iterator[Read]:
        """Read documents in other processes; give the results in order, a failure for a document that cost a worker.

        `jobs` is consumed as far ahead as keeps the workers busy. Raises `BrokenReader` for a bug.
        """
        waiting: deque[Future[Read]] = deque()
        for job in jobs:
            waiting.append(self._threads.submit(self._read, job))
            if len(waiting) > AHEAD * len(self._all):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _read(self, job: Job) -> Read:
        worker = self._idle.get()
        try:
            return worker.read(job)
        finally:
            self._idle.put(worker)


class _Worker:
    """One process at a time, replaced when it is gone or has read enough."""

    def __init__(self, work: Callable[[Job], Read], limits: Limits) -> None:
        self.work = work
        self.limits = limits
        self.process: BaseProcess | None = None
        self.connection: Connection | None = None
        self.given = 0

    def read(self, job: Job) -> Read:
        try:
            connection = self._connected()
            connection.send(job)
            trouble = self._watched(connection, job)
            if trouble is not None:
                self._kill()
                return trouble
            found: Read = connection.recv()
        except (EOFError, ConnectionError):
            return self._died(job)
        self.given += 1
        if self.given >= TASKS_A_WORKER or self._is_tired(found):
            self.stop()
        return found

    def _watched(self, connection: Connection, job: Job) -> Read | None:
        """Wait for an answer; give the failure where it does not come in time or the process holds too much memory."""
        end = time.monotonic() + self.limits.seconds
        while not connection.poll(LOOK_SECONDS):
            if time.monotonic() > end:
                return _late(job, self.limits.seconds)
            if self._resident() > self.limits.resident_bytes:
                return _exhausted(job, self.limits.resident_bytes)
        return None

    def _is_tired(self, found: Read) -> bool:
        """Whether the worker should go: it holds much memory, or its memory may be in pieces."""
        return bool(found.failure and found.failure[0] in EXHAUSTED) or self._resident() > self.limits.tired_bytes

    def _resident(self) -> int:
        return resident_bytes(self.process.pid) if self.process is not None and self.process.pid is not None else 0

    def stop(self) -> None:
        """End the process: by a closed connection, by force where it does not listen."""
        if self.connection is not None:
            self.connection.close()
        if self.process is not None:
            if self.given:
                self.process.join(GOODBYE_SECONDS)
            self._kill()

    def _connected(self) -> Connection:
        if self.process is not None and self.connection is not None and not self.connection.closed:
            return self.connection
        self.connection, theirs = multiprocessing.Pipe()
        process = _context().Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, self.work, self.limits), daemon=True
        )
        process.start()
        # Known from here on: another thread may end it at any moment, which can only be done to what has begun.
        self.process = process
        theirs.close()
        self.given = 0
        if self.connection.poll(START_SECONDS):
            self.connection.recv()
        return self.connection

    def _died(self, job: Job) -> Read:
        process = self.process
        if process is not None:
            process.join(GOODBYE_SECONDS)
        code = process.exitcode if process is not None else None
        self._kill()
        if code == UNCAUGHT:
            raise BrokenReader(f"a bug met in reading {job.url}; its traceback stands on standard error")
        return _dead(job, code)

    def _kill(self) -> None:
        process, self.process = self.process, None
        if process is None or process.pid is None:
            return
        # The group first: what the worker started must not outlive it. A worker that only just began has no group.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.join()
        if self.connection is not None:
            self.connection.close()


# Failures after which a worker is not asked again: its memory may be in pieces.
EXHAUSTED = frozenset({"out-of-memory"})


def _context() -> BaseContext:
    """Return how processes are started: forked from a server that has loaded the readers and compiled the rules, where
    the system can."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.warm"])
    return context


def _serve(connection: Connection, work: Callable[[Job], Read], limits: Limits) -> None:
    """The life of a worker: read what comes, answer, until the other side is gone."""
    os.setsid()
    hold(limits)
    connection.send("ready")
    while True:
        try:
            job = connection.recv()
        except (EOFError, ConnectionError):
            return
        _allow_seconds(limits.seconds)
        try:
            found = work(job)
        except MemoryError:
            found = _exhausted(job, limits.memory_bytes)
        try:
            connection.send(found)
        except ConnectionError:
            return


def hold(limits: Limits) -> None:
    """Hold this process to the limits on memory and files, and let it leave no core behind."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def resident_bytes(pid: int) -> int:
    """Return how much memory a process holds now; 0 where the system does not tell, or the process is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _allow_seconds(seconds: float) -> None:
    """Let the kernel end this process if it goes on computing long after it should: also where nobody watches it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = math.ceil(used.ru_utime + used.ru_stime + 2 * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _failed(job: Job, name: str, found: str, expected: str) -> Read:
    return Read(replace(job, body=b""), None, (), (name, found, expected))


def _late(job: Job, seconds: float) -> Read:
    return _failed(
        job, "took-too-long", f"{job.name} was not read in {seconds:g} seconds", "a file that is read sooner"
    )


def _exhausted(job: Job, most_bytes: int) -> Read:
    most = f"{most_bytes // 1024**2} MB"
    return _failed(job, "out-of-memory", f"{job.name} needs more than {most} of memory", "a file that needs less")


def _dead(job: Job, code: int | None) -> Read:
    ended = signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"
    return _failed(job, "reader-died", f"the process that read {job.name} ended with {ended}", "a file that is read")
