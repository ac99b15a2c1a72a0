"""`undertook snapshot`: a frozen, dated copy of what was found, to publish and to cite; or the check of one."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from pipeline.settings import BadSettings, Settings, read_settings
from pipeline.snapshot import make
from pipeline.snapshot_check import check
from pipeline.store.files import MINUTES_FILE, open_followup, open_minutes


@click.command("snapshot")
@click.option(
    "--data", "folder", type=click.Path(path_type=Path), help="Where the databases lie.  [default: undertook-data]"
)
@click.option(
    "--config", type=click.Path(path_type=Path, exists=True), help="Settings file.  [default: undertook.toml]"
)
@click.option("--output", type=click.Path(path_type=Path), help="The folder to make.  [default: DATA/snapshots/...]")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day it speaks of.  [default: today]")
@click.option("--check", "checked", type=click.Path(path_type=Path, exists=True), help="Check this snapshot instead.")
def command(
    folder: Path | None, config: Path | None, output: Path | None, day: datetime | None, checked: Path | None
) -> None:
    """Make a folder with the database, dumps, licence, citation and checksums; the same twice from the same data."""
    if checked is not None:
        _check(checked)
        return
    try:
        settings = read_settings(config)
    except BadSettings as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    folder = folder or settings.data
    if not (folder / MINUTES_FILE).exists():
        click.echo(f"there is no tracker in {folder}; run undertook update first", err=True)
        sys.exit(2)
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
