"""`undertook warc`: write the archive of raw responses as a WARC file."""

import sys
from pathlib import Path

import click

from pipeline.archive import open_archive
from pipeline.commands.options import data_option
from pipeline.store.files import ARCHIVE_FILE
from pipeline.warc import export


@click.command("warc")
@data_option
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.warc.gz")
@click.option("--site", help="Only this site.")
def command(folder: Path, target: Path, site: str | None) -> None:
    """Write every version of every stored response, oldest first, in the form that web archives exchange."""
    if not (folder / ARCHIVE_FILE).exists():
        click.echo(f"there is no {folder / ARCHIVE_FILE}: nothing has been crawled yet", err=True)
        sys.exit(2)
    with open_archive(folder / ARCHIVE_FILE, read_only=True) as archive:
        count = export(archive, target, site=site)
    click.echo(f"{count} responses written to {target}", err=True)
    sys.exit(0 if count else 1)
