"""`undertook dump`: everything that was found, for programs, on standard output or in a file."""

import datetime
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import click

from pipeline.commands.options import data_option, ready_tracker, written_file
from pipeline.exports.actions import connect
from pipeline.exports.dump import as_flat_csv, as_lines, dumped
from pipeline.exports.opencivic import open_civic_data
from pipeline.exports.popolo import popolo

Writer = Callable[[sqlite3.Connection, datetime.date], Iterator[bytes]]
FORMS: dict[str, Writer] = {
    "records": lambda db, today: as_lines(dumped(db, today)),
    "csv": lambda db, today: as_flat_csv(dumped(db, today)),
    "popolo": lambda db, _today: popolo(db),
    "ocd": lambda db, _today: open_civic_data(db),
}


@click.command("dump")
@data_option
@click.option("--form", type=click.Choice(list(FORMS)), default="records", show_default=True)
@written_file("--output", "A file instead of standard output.")
def command(folder: Path, form: str, output: Path | None) -> None:
    """Write every record as JSON lines or CSV, or every body, person, post and meeting as Popolo or Open Civic Data."""
    ready_tracker(folder)
    today = datetime.datetime.now(datetime.UTC).date()
    with closing(connect(folder)) as db:
        pieces = FORMS[form](db, today)
        if output is None:
            sys.stdout.buffer.writelines(pieces)
        else:
            with output.open("wb") as file:
                file.writelines(pieces)
