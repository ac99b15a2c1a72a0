"""Commands that only read go on with the database of an older version, as those that write do."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from pipeline.archive import open_archive
from pipeline.cli import main
from pipeline.store.files import ARCHIVE_FILE, MINUTES_FILE
from pipeline.store.schema import MINUTES

RECORD = """
insert into records (uid, site_id, kind, quote, trackable, confidence, rule, status, first_seen, last_changed)
values ('r', 1, 'action', 'Clerk to mend the gate.', 1, 'firm', 'test', 'current', '2027-01-01', '2027-01-01')
"""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A data folder whose database has only what the first version made."""
    open_archive(tmp_path / ARCHIVE_FILE).connection.close()
    with closing(sqlite3.connect(tmp_path / MINUTES_FILE, isolation_level=None)) as db:
        MINUTES.apply(Database(db), stop_before=MINUTES._migrations[1].name)
        db.execute("insert into sites (slug, name, system) values ('vale', 'Vale', 'files')")
        db.execute(RECORD)
    return tmp_path


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("report", "Clerk to mend the gate."),
        ("dump", ""),
        ("status", "was made by an older version: run undertook update"),
    ],
)
def test_database_of_an_older_version_is_no_surprise(older: Path, command: str, words: str) -> None:
    result = CliRunner().invoke(main, [command, "--data", str(older)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert words in result.output
