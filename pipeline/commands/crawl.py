"""`undertook crawl`: fetch what is new or changed on councils' sites into the archive."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from pipeline.commands.options import settings_options
from pipeline.crawl.cluster import crawl_on
from pipeline.crawl.job import CrawlJob
from pipeline.crawl.news import SiteResult
from pipeline.crawl.run import CrawlResult, crawl
from pipeline.crawl.told import BadRequest, Wishes, told
from pipeline.locks import LOCK_FILE, Locked, only_run
from pipeline.scheduler import NoCluster
from pipeline.settings import Settings

DATE = click.DateTime(formats=["%Y-%m-%d"])


@click.command("crawl")
@click.argument("sites", nargs=-1, metavar="[SITE ...]")
@settings_options
@click.option("--since", type=DATE, help="First day of the meetings wanted.  [default: last municipal year]")
@click.option("--until", type=DATE, help="Last day of the meetings wanted.")
@click.option("--committee", "committees", multiple=True, help="Only committees of this id or name.")
@click.option("--delay", type=float, help="Seconds between two requests to a site; under 1 only on this machine.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many meetings a site.")
@click.option("--replay", is_flag=True, help="Answer from the archive, ask no server.")
@click.option("--scheduler", help="Crawl on this dask scheduler's workers, a folder a site: tcp://HOST:PORT.")
def command(sites: tuple[str, ...], folder: Path, settings: Settings, scheduler: str | None, **options: object) -> None:
    """Fetch what is new or changed. A SITE is a name from the settings or the register, a host, or a URL."""
    try:
        job = told(_wishes(sites, options), settings, folder, datetime.now(UTC))
    except BadRequest as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    result = _on_cluster(scheduler, job, folder) if scheduler else _here(job, folder)
    tell(result)
    sys.exit(0 if result.ok else 1)


def _here(job: CrawlJob, folder: Path) -> CrawlResult:
    try:
        with only_run(folder / LOCK_FILE):
            return crawl(job, progress=tell_site)
    except Locked as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _on_cluster(scheduler: str, job: CrawlJob, folder: Path) -> CrawlResult:
    try:
        return crawl_on(scheduler, job, folder, progress=tell_site)
    except NoCluster as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def tell_site(site: SiteResult) -> None:
    """Say in one line how a site went, as soon as it is done."""
    place = site.base or "not found"
    words = (
        f"{site.slug}: {site.outcome}, {place}, {site.requests} requests, {site.stored} kept, {site.changed} changed"
    )
    click.echo(words, err=True)


def tell(result: CrawlResult) -> None:
    """Print the changes and failures by name, then the summary line."""
    for change in result.changes:
        click.echo(f"{change.site}: {change.kind}: {change.subject}{f' ({change.note})' if change.note else ''}")
    for site, name in sorted(set(result.failures)):
        click.echo(f"{site}: {name}: {result.failures.count((site, name))} addresses", err=True)
    click.echo(result.summary(), err=True)


def _wishes(sites: tuple[str, ...], options: dict[str, object]) -> Wishes:
    since, until, delay, limit = (options[name] for name in ("since", "until", "delay", "limit"))
    committees = options["committees"]
    return Wishes(
        words=sites,
        since=_date(since),
        until=_date(until),
        committees=committees if isinstance(committees, tuple) else (),
        delay_seconds=delay if isinstance(delay, float) else None,
        limit=limit if isinstance(limit, int) else None,
        replay=bool(options["replay"]),
    )


def _date(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else None
