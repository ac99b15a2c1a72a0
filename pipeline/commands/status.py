"""`undertook status`: is it healthy? The last run, each site in one word and how complete it is; exit 1 if not."""

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.archive import Archive, open_archive
from pipeline.commands.options import settings_options
from pipeline.crawl.told import known_sites
from pipeline.health import SiteHealth, crawled, site_health
from pipeline.read_only import read_only
from pipeline.settings import Settings
from pipeline.store.files import ARCHIVE_FILE, MINUTES_FILE, is_older


@click.command("status")
@settings_options
def command(folder: Path, settings: Settings) -> None:
    """Say how the last run ended, how each site fares and how complete it is; exit 1 unless every site is well."""
    path = folder / ARCHIVE_FILE
    if not path.exists():
        click.echo(f"there is no {path}: nothing has been crawled yet", err=True)
        sys.exit(1)
    with open_archive(path, read_only=True) as archive:
        outcome = _tell_last_run(archive)
        names = tuple(known_sites(settings)) or crawled(archive)
        health = site_health(archive, names, datetime.now(UTC))
    for site in health:
        click.echo(_line(site))
    _tell_completeness(folder / MINUTES_FILE)
    sys.exit(0 if outcome == "ok" and all(site.state == "ok" for site in health) else 1)


def _tell_last_run(archive: Archive) -> str | None:
    row = archive.connection.execute("select * from runs order by id desc limit 1").fetchone()
    if row is None:
        click.echo("no run yet")
        return None
    outcome = row["outcome"] or "under way or killed"
    click.echo(f"last run: {row['started_at']}, {outcome}, {row['requests']} requests, {row['stored']} answers kept")
    return str(outcome)


def _tell_completeness(path: Path) -> None:
    """Say for each site how many meetings its calendar names, how many were held, and whose minutes are not there."""
    # A night that the disk was too full for leaves an empty file.
    if not path.exists() or path.stat().st_size == 0:
        click.echo(f"there is no {path}: nothing has been read yet; run undertook update")
        return
    if is_older(path.parent):
        click.echo(f"{path} was made by an older version: run undertook update")
        return
    with closing(sqlite3.connect(read_only(path), uri=True)) as db:
        rows = db.execute(
            "select site, sum(meetings), sum(held), sum(with_minutes), sum(minutes_missing), sum(announced_empty)"
            " from completeness group by site order by site"
        ).fetchall()
    for site, meetings, held, minutes, missing, empty in rows:
        words = f"{meetings} meetings named, {held} held, {minutes} with minutes"
        click.echo(f"{site:32} {words}, {missing} whose minutes should be out, {empty} announced and empty")


def _line(site: SiteHealth) -> str:
    last = site.last_ok_at.isoformat(timespec="minutes") if site.last_ok_at else "never"
    return f"{site.slug:32} {site.state:8} last content {last}, {site.failures} failures in the last run"
