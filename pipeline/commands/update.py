"""`undertook update`: read, find and link what the archive holds."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.archive import open_archive
from pipeline.cluster import Cluster
from pipeline.commands.options import data_option, opened
from pipeline.progress import bar
from pipeline.scheduler import NoCluster
from pipeline.store.files import ARCHIVE_FILE
from pipeline.update import update


@click.command("update")
@data_option
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, show_default=True, help="Worker processes."
)
@click.option("--scheduler", help="Read on the workers of this dask scheduler: tcp://HOST:PORT.")
def command(folder: Path, jobs: int, scheduler: str | None) -> None:
    """Read what is new in the archive, or everything again after new rules."""
    db = opened(folder, otherwise="run undertook crawl or undertook ingest first")
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
