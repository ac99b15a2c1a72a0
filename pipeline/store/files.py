"""Opens the database files of a data folder, with the settings that hold for every connection."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from pipeline.read_only import read_only
from pipeline.store import (
    schema,
    schema_anchors,
    schema_bulk,
    schema_crawl,
    schema_followup,
    schema_link,
    schema_link_indexes,
    schema_lists,
    schema_owner_list,
    schema_pages,
    schema_people,
    schema_reading,
    schema_refs,
    schema_renamed,
    schema_saved,
    schema_sparse,
    schema_unheard,
    schema_versions,
    schema_writing,
)
from pipeline.store.new_file import is_empty, make_tables
from pipeline.store.schema import FOLLOWUP, MINUTES

# Each file records its migrations when it is imported: they are applied in the order of the imports above.
MIGRATION_FILES = (
    schema,
    schema_reading,
    schema_versions,
    schema_link,
    schema_crawl,
    schema_people,
    schema_lists,
    schema_pages,
    schema_followup,
    schema_anchors,
    schema_writing,
    schema_saved,
    schema_renamed,
    schema_link_indexes,
    schema_refs,
    schema_unheard,
    schema_owner_list,
    schema_bulk,
    schema_sparse,
)

MINUTES_FILE = "minutes.db"
FOLLOWUP_FILE = "followup.db"
ARCHIVE_FILE = "archive.db"
BUSY_SECONDS = 30
JOURNAL_BYTES = 64 * 1024 * 1024
HINDRANCES = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}
)
# SQLite's own: from so many pages on what is in the journal is carried over into the file.
CHECKPOINT_PAGES = 1000


class BadDatabase(Exception):
    """A file that is no database, one that cannot be opened or written, or one that a newer version made."""


def is_spoilt(error: sqlite3.Error) -> bool:
    """Whether SQLite says of a file that it is no database or a damaged one. Lower bits of its codes tell the kind."""
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


def is_hindered(error: sqlite3.Error) -> bool:
    """Whether SQLite says that something outside keeps it from its work, which goes on when that is over: another
    process that writes, a disk that is full, a right that is missing."""
    return error.sqlite_errorcode & 0xFF in HINDRANCES


def open_minutes(folder: Path) -> sqlite3.Connection:
    """Open `minutes.db` for writing, making or migrating it where it must be. Raises `BadDatabase`."""
    connection = _connect(folder / MINUTES_FILE)
    if is_empty(connection):
        with immediate(connection):
            # Another process may have made them while this one waited for its turn.
            if is_empty(connection):
                make_tables(connection)
    _migrate(connection, folder / MINUTES_FILE, MINUTES)
    # After a power cut the last documents may be gone, never half of one; they are read again from the archive.
    connection.execute("pragma synchronous = normal")
    return connection


def is_older(folder: Path) -> bool:
    """Whether `minutes.db` lacks what this version makes in it; writes nothing. Raises `sqlite3.DatabaseError` where it
    is not sound."""
    with closing(sqlite3.connect(read_only(folder / MINUTES_FILE), uri=True)) as connection:
        return bool(MINUTES.pending(Database(connection)))


def open_followup(folder: Path) -> sqlite3.Connection:
    """Open `followup.db` for writing, making or migrating it where it must be. Raises `BadDatabase`."""
    connection = _connect(folder / FOLLOWUP_FILE)
    _migrate(connection, folder / FOLLOWUP_FILE, FOLLOWUP)
    return connection


def prepare(connection: sqlite3.Connection) -> None:
    """Set what holds for every connection, whoever opened it."""
    # Without an adapter of its own, Python looks for one anew at each None that a statement is given: 2 million
    # instructions for the rows of one page.
    sqlite3.register_adapter(type(None), _none)
    connection.execute(f"pragma busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("pragma foreign_keys = on")
    connection.execute(f"pragma journal_size_limit = {JOURNAL_BYTES}")


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One write transaction: the lock is taken now, so that a wait is a wait and not a failure half-way."""
    connection.execute("begin immediate")
    with connection:
        yield connection


def _none(value: None) -> None:
    return value


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
    except sqlite3.OperationalError as error:
        raise BadDatabase(f"{path} cannot be opened: {error}") from error
    connection.row_factory = sqlite3.Row
    try:
        prepare(connection)
        connection.execute("pragma journal_mode = wal")
    except sqlite3.DatabaseError as error:
        connection.close()
        # A full disk, a lock or a missing right is no fault of the file, which must stay where it is.
        advice = "it is no sound database: move it away and run again" if is_spoilt(error) else "nothing was changed"
        raise BadDatabase(f"{path} cannot be used ({error}); {advice}") from error
    return connection


def _migrate(connection: sqlite3.Connection, path: Path, migrations: Migrations) -> None:
    """Apply the migrations that the file does not have yet. Raises `BadDatabase` where it has others."""
    known = {migration.name for migration in migrations._migrations}
    database = Database(connection)
    applied = {migration.name for migration in migrations.applied(database)}
    if applied - known:
        connection.close()
        raise BadDatabase(
            f"{path} was made by a newer version ({', '.join(sorted(applied - known))}); update undertook"
        )
    if known - applied:
        migrations.apply(database)
