"""`undertook nightly`: crawl, update, backup, report and digests under a lock; the scheduled job."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from models.meeting import Site
from pipeline.commands.options import settings_options
from pipeline.crawl.told import BadRequest, Wishes, known_sites, told
from pipeline.digests import last_night, send_digests
from pipeline.hooks import send
from pipeline.locks import LOCK_FILE, Locked, only_run
from pipeline.night import run_night
from pipeline.settings import Settings

REPORTS = "reports"


@click.command("nightly")
@settings_options
def command(folder: Path, settings: Settings) -> None:
    """Do the night's work for all configured sites and print one line; exit 1 if anything failed."""
    try:
        job = told(Wishes(), settings, folder, datetime.now(UTC))
    except BadRequest as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    rows = known_sites(settings)
    sites = {
        s.slug: replace(rows.get(s.slug, Site(s.slug, s.slug, "moderngov")), base_url=s.address) for s in job.sites
    }
    try:
        with only_run(folder / LOCK_FILE):
            report = run_night(job, settings, folder, sites)
            since = last_night(folder / REPORTS / "latest.json", job.now)
            unsent = send(report, settings.nightly)
            # Without minutes.db, which the report has told of, there is nothing to tell officers.
            untold = send_digests(folder, settings, since, job.now) if report.overdue is not None else []
            report = replace(report, problems=(*report.problems, *unsent, *untold))
            report.write(folder / REPORTS)
    except Locked as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    for problem in report.problems:
        click.echo(problem, err=True)
    click.echo(report.line())
    sys.exit(0 if report.ok else 1)
