"""`undertook sites`: the register of councils, and where one answers today."""

import csv
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from models.meeting import Site
from pipeline.commands.options import config_option
from pipeline.crawl.addresses import bases
from pipeline.crawl.check import check
from pipeline.crawl.discover import Place
from pipeline.crawl.told import BadRequest, Wishes, told
from pipeline.settings import read_settings
from pipeline.settings_values import BadSettings
from pipeline.sites import SYSTEMS, filtered

COLUMNS = ("slug", "name", "nation", "council_kind", "system", "base_url", "status")


@click.group("sites", invoke_without_command=True)
@click.option("--system", type=click.Choice(SYSTEMS), help="Only sites on this system.")
@click.option("--nation", help="Only this nation.")
@click.option("--kind", help="Only this kind of council, as LBO, MD, UA, CTY, NMD, CA.")
@click.option("--match", "words", help="Only rows with these letters in slug, name or address.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with all columns.")
@click.pass_context
def command(context: click.Context, system: str, nation: str, kind: str, words: str, *, as_csv: bool) -> None:
    """List the register of councils, or check where a council's site answers today."""
    if context.invoked_subcommand is None:
        rows = filtered(system=system, nation=nation, kind=kind, words=words)
        _print(rows, as_csv)
        click.echo(f"{len(rows)} sites", err=True)
        sys.exit(0 if rows else 1)


@command.command("check")
@click.argument("names", nargs=-1, required=True)
@config_option
def check_command(names: tuple[str, ...], config: Path | None) -> None:
    """Ask whether a site still answers where the register says, by pages or by its web service."""
    try:
        settings = read_settings(config)
        job = told(Wishes(words=names), settings, settings.data, datetime.now(UTC))
    except (BadSettings, BadRequest) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    places = check(replace(job, archive=settings.data / "unused.db"))
    for site in job.sites:
        click.echo(describe(site.slug, bases(site.address), places.get(site.slug, Place(None, problem="no-answer"))))
    sys.exit(0 if all(p.base for p in places.values()) and len(places) == len(job.sites) else 1)


def describe(slug: str, expected: tuple[str, ...], place: Place) -> str:
    """Say in one line where a site answers, and whether that is where it was expected."""
    if place.base is None:
        return f"{slug}: not found at {expected[0]} ({place.problem})"
    moved = "" if place.base in expected else f", moved from {expected[0]}"
    service = "web service on" if place.service else f"web service off ({place.problem}), pages answer"
    return f"{slug}: {place.base}{moved}, {service}"


def _print(rows: tuple[Site, ...], as_csv: bool) -> None:
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(row, name) or "" for name in COLUMNS] for row in rows)
        return
    for row in rows:
        click.echo(f"{row.slug:32} {row.system:10} {row.nation or '':18} {row.base_url or ''}")
