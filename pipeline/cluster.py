"""Reading documents on other machines: a running dask scheduler instead of this machine's own processes.

The optional extra `dask`. Workers must have the same version of Undertook installed. A worker that is lost gives its
batches to the others. A batch that ends one worker after the other, or that none finishes in time, is read on this
machine in a process that is held to limits, so that the document at fault is named. Where the scheduler is lost and is
started again with workers, what was under way is sent again; where it is not, the run stops, and the next one
goes on from what was written.
"""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from itertools import islice
from typing import Any, Protocol, Self

from pipeline.reading import Job, Read, read_job
from pipeline.scheduler import CONNECT_SECONDS, NoCluster, connected, library
from pipeline.workers import Limits, Workers

BATCH = 16
# Batches under way for each thread of the cluster, so that none waits for the writer.
AHEAD = 2
# A scheduler that was started again, and its workers, are there by then.
BACK_SECONDS = 120
CLOSE_SECONDS = 2
# A scheduler that is lost again and again is no scheduler.
MOST_LOSSES = 3


GO_ON = "what was written is kept: run the command again and it goes on from there"
# Batches under way, first come first: what was sent and what is to come of it.
# `Any`: the extra `dask` may be absent, and publishes no types that strict checking can use.
Waiting = deque[tuple[Sequence[Job], Any]]


class Pool(Protocol):
    """Whatever reads documents: this machine's processes or a cluster's."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def map(self, jobs: Iterable[Job]) -> Iterator[Read]:
        """Read documents and give the results in their order."""
        ...


class Cluster:
    """The workers of a scheduler. Use it as a context manager. Raises `NoCluster`."""

    def __init__(self, address: str) -> None:
        self._distributed: Any = library()
        self._address = address
        self._losses = 0
        self._client = connected(address, CONNECT_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def map(self, jobs: Iterable[Job]) -> Iterator[Read]:
        """Read documents on the cluster's workers; give the results in order. Raises `NoCluster`."""
        waiting: Waiting = deque()
        most = max(AHEAD * sum(self._client.nthreads().values()), AHEAD)
        for batch in _batches(jobs):
            waiting.append((batch, self._submit(batch)))
            if len(waiting) >= most:
                yield from self._next(waiting)
        while waiting:
            yield from self._next(waiting)

    def _next(self, waiting: Waiting) -> Sequence[Read]:
        """Take the first batch that is under way off, and return its results."""
        while True:
            batch, future = waiting[0]
            try:
                found = self._result(batch, future)
            except (CancelledError, self._distributed.comm.CommClosedError) as error:
                # Dask has two kinds of the first: one for who asks for a result, one for who waits for it to be done.
                self._send_again(waiting, error)
                continue
            waiting.popleft()
            return found

    def _result(self, batch: Sequence[Job], future: Any) -> Sequence[Read]:
        end = time.monotonic() + Limits().seconds * len(batch)
        try:
            while not future.done() and time.monotonic() < end:
                with suppress(self._distributed.TimeoutError):
                    self._distributed.wait(future, timeout=BACK_SECONDS)
                if not future.done() and not self._client.nthreads():
                    raise NoCluster(f"the scheduler at {self._address} has no worker left; {GO_ON}")
            found: Sequence[Read] = future.result(timeout=CLOSE_SECONDS)
        except (self._distributed.KilledWorker, self._distributed.TimeoutError):
            future.cancel()
            with Workers(1) as here:
                return tuple(here.map(batch))
        return found

    def _submit(self, batch: Sequence[Job]) -> Any:
        return self._client.submit(read_batch, batch, pure=False)

    def _send_again(self, waiting: Waiting, error: Exception) -> None:
        """Find the scheduler that was lost and send everything that was under way once more."""
        self._losses += 1
        if self._losses > MOST_LOSSES:
            raise NoCluster(f"the scheduler was lost {self._losses} times ({error}); {GO_ON}") from error
        # It waits for answers of what is gone; what it holds is let go of all the same.
        with suppress(self._distributed.TimeoutError):
            self._client.close(timeout=CLOSE_SECONDS)
        try:
            self._client = connected(self._address, BACK_SECONDS)
        except NoCluster as gone:
            raise NoCluster(f"the scheduler was lost and did not come back: {gone}; {GO_ON}") from error
        for place, (batch, _) in enumerate(waiting):
            waiting[place] = (batch, self._submit(batch))


def read_batch(batch: Sequence[Job]) -> tuple[Read, ...]:
    """Read some documents: the work of the cluster's workers."""
    return tuple(read_job(job) for job in batch)


def _batches(jobs: Iterable[Job]) -> Iterator[tuple[Job, ...]]:
    rest = iter(jobs)
    while batch := tuple(islice(rest, BATCH)):
        yield batch
