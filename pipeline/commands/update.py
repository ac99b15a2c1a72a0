"""`undertook update`: read, find and link what the archive holds."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.archive import open_archive
from pipeline.cluster import Cluster, NoCluster
from pipeline.commands.options import data_option
from pipeline.progress import bar
from pipeline.store.files import ARCHIVE_FILE, BadDatabase, open_minutes
from pipeline.update import update


@click.command("update")
@data_option
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, show_default=True, help="Worker processes."
)
@click.option("--scheduler", help="Read on the workers of this dask scheduler: tcp://HOST:PORT.")
def command(folder: Path, jobs: int, scheduler: str | None) -> None:
    """Read what is new in the archive, or everything again after new rules."""
    if not (folder / ARCHIVE_FILE).exists():
        click.echo(f"there is no {folder / ARCHIVE_FILE}; run undertook crawl or undertook ingest first", err=True)
        sys.exit(2)
    try:
        db = open_minutes(folder)
    except BadDatabase as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    now = datetime.now(UTC)
    try:
        with open_archive(folder / ARCHIVE_FILE) as archive, bar("reading") as progress:
            readers = Cluster(scheduler) if scheduler else jobs
            outcome = update(archive, db, {}, jobs=readers, now=now, progress=progress)
    except NoCluster as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    finally:
        db.close()
    click.echo(outcome.line, err=True)
    sys.exit(1 if outcome.failures else 0)
