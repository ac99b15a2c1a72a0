"""Reading documents on other machines: a running dask scheduler instead of this machine's own processes.

The optional extra `dask`. Workers must have the same version of Undertook installed. A worker that is lost gives its
batches to the others. A batch that ends one worker after the other, or that none finishes in time, is read on this
machine in a process that is held to limits, so that the document at fault is named. Where the scheduler is lost the run
stops, and the next one goes on from what was written.
"""

import importlib
import importlib.util
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Protocol, Self

from pipeline.reading import Job, Read, read_job
from pipeline.workers import Limits, Workers

BATCH = 16
# Batches under way for each thread of the cluster, so that none waits for the writer.
AHEAD = 2
CONNECT_SECONDS = 30


class NoCluster(Exception):
    """The scheduler cannot be used; the message says what was found and what to do."""


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
        if importlib.util.find_spec("distributed") is None:
            raise NoCluster("dask.distributed is not installed; expected the extra: pip install 'undertook[dask]'")
        # `Any`: the extra may be absent, and publishes no types that strict checking can use.
        self._distributed: Any = importlib.import_module("distributed")
        try:
            self._client: Any = self._distributed.Client(address, timeout=CONNECT_SECONDS)
        except (OSError, ValueError) as error:
            raise NoCluster(f"no scheduler answers at {address}: {error}; expected tcp://HOST:PORT") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def map(self, jobs: Iterable[Job]) -> Iterator[Read]:
        """Read documents on the cluster's workers; give the results in order."""
        waiting: deque[tuple[Sequence[Job], Any]] = deque()
        most = max(AHEAD * sum(self._client.nthreads().values()), AHEAD)
        for batch in _batches(jobs):
            waiting.append((batch, self._client.submit(read_batch, batch, pure=False)))
            if len(waiting) >= most:
                yield from self._result(*waiting.popleft())
        while waiting:
            yield from self._result(*waiting.popleft())

    def _result(self, batch: Sequence[Job], future: Any) -> Sequence[Read]:
        try:
            found: Sequence[Read] = future.result(timeout=Limits().seconds * len(batch))
        except (self._distributed.KilledWorker, self._distributed.TimeoutError):
            future.cancel()
            with Workers(1) as here:
                return tuple(here.map(batch))
        except (self._distributed.client.FutureCancelledError, self._distributed.comm.CommClosedError) as error:
            raise NoCluster(f"the scheduler was lost ({error}); what was written is kept, run again") from error
        return found


def read_batch(batch: Sequence[Job]) -> tuple[Read, ...]:
    """Read some documents: the work of the cluster's workers."""
    return tuple(read_job(job) for job in batch)


def _batches(jobs: Iterable[Job]) -> Iterator[tuple[Job, ...]]:
    rest = iter(jobs)
    while batch := tuple(islice(rest, BATCH)):
        yield batch
