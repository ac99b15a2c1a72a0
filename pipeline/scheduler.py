"""A running dask scheduler: the optional extra `dask`, how it is reached, and what is said where it is not."""

import importlib
import importlib.util
from typing import Any

CONNECT_SECONDS = 30


class NoCluster(Exception):
    """The scheduler cannot be used; the message says what was found and what to do."""


def library() -> Any:
    """Return dask.distributed. Raises `NoCluster` where it is not installed.

    `Any`: the extra may be absent, and publishes no types that strict checking can use.
    """
    if importlib.util.find_spec("distributed") is None:
        raise NoCluster("dask.distributed is not installed; expected the extra: pip install 'undertook[dask]'")
    return importlib.import_module("distributed")


def connected(address: str, seconds: float) -> Any:
    """Return a client of the scheduler, which has at least one worker. Raises `NoCluster` after so many seconds."""
    distributed = library()
    try:
        client = distributed.Client(address, timeout=seconds)
    except (OSError, ValueError) as error:
        raise NoCluster(f"no scheduler answers at {address}: {error}; expected tcp://HOST:PORT") from error
    try:
        client.wait_for_workers(1, timeout=seconds)
    except distributed.TimeoutError as error:
        client.close()
        raise NoCluster(f"the scheduler at {address} has no workers; expected: dask worker {address}") from error
    return client
