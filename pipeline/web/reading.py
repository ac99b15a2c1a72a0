"""How a page reads: one transaction, which sees one moment of both databases, with an end in time."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

# Instructions of SQLite between looks at the clock. Each look needs Python's lock, for which other pages wait in line:
# a look every thousand instructions makes a page of 10 ms wait a hundred times.
BETWEEN_LOOKS = 100_000


@contextmanager
def one_moment(connection: sqlite3.Connection, milliseconds: float) -> Iterator[None]:
    """Let the queries of the block see one moment; one that runs past the time is interrupted (`OperationalError`)."""
    deadline = time.monotonic() + milliseconds / 1000
    connection.set_progress_handler(lambda: time.monotonic() > deadline, BETWEEN_LOOKS)
    connection.execute("begin")
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
        # Nothing but temporary tables was written, and they are good for the next page.
        connection.commit()
