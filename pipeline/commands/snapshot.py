"""`undertook snapshot`: a frozen, dated copy of what was found, to publish and to cite; or the check of one."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from pipeline.commands.options import need_tracker, settings_options
from pipeline.settings import Settings
from pipeline.snapshot import make
from pipeline.snapshot_check import check
from pipeline.store.files import open_followup, open_minutes


@click.command("snapshot")
@settings_options
@click.option("--output", type=click.Path(path_type=Path), help="The folder to make.  [default: DATA/snapshots/...]")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day it speaks of.  [default: today]")
@click.option("--check", "checked", type=click.Path(path_type=Path, exists=True), help="Check this snapshot instead.")
def command(folder: Path, settings: Settings, output: Path | None, day: datetime | None, checked: Path | None) -> None:
    """Make a folder with the database, dumps, licence, citation and checksums; the same twice from the same data."""
    if checked is not None:
        _check(checked)
        return
    need_tracker(folder)
    click.echo(_made(folder, settings, day.date() if day else datetime.now(UTC).date(), output))


def _made(folder: Path, settings: Settings, day: date, output: Path | None) -> Path:
    open_minutes(folder).close()
    open_followup(folder).close()
    return make(folder, settings, day, output)


def _check(folder: Path) -> None:
    wrong = check(folder)
    for sentence in wrong:
        click.echo(sentence, err=True)
    click.echo("FAILED" if wrong else "ok")
    sys.exit(1 if wrong else 0)
