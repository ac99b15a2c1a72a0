"""`undertook restore`: put the databases of a backup back in place."""

import sys
from datetime import date
from pathlib import Path

import click

from pipeline.backup import FOLDER, BadBackup, days, restore
from pipeline.commands.options import data_option
from pipeline.locks import LOCK_FILE, Locked, only_run


@click.command("restore")
@data_option
@click.argument("day", required=False, type=click.DateTime(formats=["%Y-%m-%d"]))
def command(folder: Path, day: date | None) -> None:
    """Go back to the backup of a DAY (YYYY-MM-DD), or list the days that there are. Stop the tracker first.

    What lies in place is kept beside it as `.before`; the archive of raw responses is not touched.
    """
    known = [found.isoformat() for found in days(folder)]
    if day is None:
        click.echo("\n".join(known) or f"there is no backup in {folder / FOLDER}")
        sys.exit(0 if known else 1)
    name = f"{day:%Y-%m-%d}"
    if name not in known:
        click.echo(f"there is no backup of {name}; there is one of {', '.join(known) or 'no day'}", err=True)
        sys.exit(2)
    try:
        with only_run(folder / LOCK_FILE):
            names = restore(folder / FOLDER / name, folder)
    except (BadBackup, Locked) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"restored {', '.join(names)} of {name}; what was there lies beside as .before", err=True)
