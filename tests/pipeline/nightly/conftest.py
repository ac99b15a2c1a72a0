"""An empty archive and an empty minutes.db, each in a folder of the test's own."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.archive import Archive, open_archive
from pipeline.store.files import open_minutes


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_minutes(tmp_path)
    yield connection
    connection.close()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive.db") as opened:
        yield opened
