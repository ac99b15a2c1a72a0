"""`undertook ingest`: files and folders instead of a site."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from models.meeting import Site
from pipeline.archive import open_archive
from pipeline.commands.crawl import tell
from pipeline.commands.options import settings_options
from pipeline.crawl.run import crawl
from pipeline.crawl.told import BadRequest
from pipeline.ingest import SUFFIXES, ingest
from pipeline.listed import list_job, listed_in
from pipeline.locks import LOCK_FILE, Locked, only_run
from pipeline.meetings_file import BadMeetings
from pipeline.progress import bar
from pipeline.settings import Settings
from pipeline.store.files import ARCHIVE_FILE, open_minutes
from pipeline.update import update


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@settings_options
@click.option("--site", help="Short name of the body whose files they are; the folder's name where it is not given.")
@click.option("--name", help="The body's name as people write it.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, show_default=True, help="Worker processes."
)
def command(
    paths: tuple[Path, ...], folder: Path, settings: Settings, site: str | None, name: str | None, jobs: int
) -> None:
    """Take minutes from PATHs into the archive and read them: files, folders, or lists of addresses (a text file with
    one on each line, or a CSV with a column url). What was taken before and is unchanged costs nothing."""
    for path in paths:
        if not path.exists():
            click.echo(f"there is no {path}; expected a file or a folder of minutes", err=True)
            sys.exit(2)
    slug = site or (paths[0].stem if paths[0].is_dir() else "files")
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    db = open_minutes(folder)
    fetched, files = _fetched(slug, paths, settings, folder, now)
    sites = {slug: Site(slug, name or slug, "folder")}
    with open_archive(folder / ARCHIVE_FILE) as archive, bar("reading") as progress:
        try:
            taken = ingest(archive, slug, files, now=now)
        except BadMeetings as error:
            click.echo(str(error), err=True)
            sys.exit(2)
        outcome = update(archive, db, sites, jobs=jobs, now=now, progress=progress)
    db.close()
    for name in taken.passed_over:
        click.echo(f"passed over: {name}, of a kind or size that we do not read", err=True)
    if not taken.seen and files:
        click.echo(f"no file of a kind that we read: {' '.join(sorted(SUFFIXES))}", err=True)
        sys.exit(1)
    click.echo(f"{taken.seen} files, {taken.changed} new or changed; {outcome.line}", err=True)
    sys.exit(1 if outcome.failures or not fetched else 0)


def _fetched(
    slug: str, paths: tuple[Path, ...], settings: Settings, folder: Path, now: datetime
) -> tuple[bool, list[Path]]:
    """Fetch the addresses of the lists among the paths; return whether all came, and the paths that are no lists."""
    try:
        lists = {path: listed_in(path) for path in paths}
        listed = [one for found in lists.values() for one in found]
        files = [path for path, found in lists.items() if not found]
        if not listed:
            return True, files
        job = list_job(slug, listed, settings, folder, now)
        with only_run(folder / LOCK_FILE):
            result = crawl(job)
    except (BadMeetings, BadRequest) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except Locked as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    tell(result)
    return result.ok, files
