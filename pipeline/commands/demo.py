"""`undertook demo`: a bundled council over real HTTP on this machine: crawl, update, serve."""

import secrets
import socket
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click
import uvicorn

from extractors.language.calendar_dates import add_months
from models.meeting import Site
from pipeline.accounts import Account, WebSettings
from pipeline.archive import open_archive
from pipeline.crawl.job import CrawlJob, Pace, SiteJob
from pipeline.crawl.run import CrawlResult, crawl
from pipeline.demo.sample import Sample, sample
from pipeline.demo.server import HOST, serving
from pipeline.progress import bar
from pipeline.store.files import ARCHIVE_FILE, open_minutes
from pipeline.update import Outcome, update
from pipeline.web.passwords import hashed
from pipeline.web.server import build

# The council's site is on this machine, so it may be asked faster than a real one.
DELAY_SECONDS = 0.02
# A fixed port, so that a second demonstration finds its pages in the archive again.
COUNCIL_PORT = 8765
MONTHS_BACK, DAYS_AHEAD = 26, 120
LOOK_AT = """
What to look at:
  1. the list: overdue promises first, each with the words of the minutes
  2. one promise: its sentence marked in its minutes, and where else it is told
  3. signed in: record what came back, see it leave the list, undo it
  4. a committee, and what is due by its next meeting
  5. /completeness: which meetings have no minutes yet
"""


@click.command("demo")
@click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("undertook-demo"),
    show_default=True,
    help="Where the demonstration's databases lie.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="The tracker's port.")
@click.option("--once", is_flag=True, help="Crawl and update, then end without serving the tracker.")
def command(folder: Path, port: int, once: bool) -> None:
    """Serve an invented council as a ModernGov site, crawl it, read it, and open the tracker."""
    now = datetime.now(UTC)
    council = sample(now.date())
    click.echo(f"Crawling {council.name} (invented), served on this machine ...", err=True)
    with serving(council, _free(COUNCIL_PORT)) as address:
        crawled = crawl(_job(folder, council, address, now))
        click.echo(crawled.summary(), err=True)
        outcome = _update(folder, council, address, now)
        click.echo(outcome.line, err=True)
        if not crawled.ok or outcome.failures:
            _explain(crawled)
            sys.exit(1)
        if once:
            return
        _serve(folder, _free(port))


def _job(folder: Path, council: Sample, address: str, now: datetime) -> CrawlJob:
    today = now.date()
    return CrawlJob(
        archive=folder / ARCHIVE_FILE,
        sites=(SiteJob(council.slug, address, delay_seconds=DELAY_SECONDS),),
        since=_since(today),
        until=today + timedelta(days=DAYS_AHEAD),
        now=now,
        contact="demo@localhost",
        pace=Pace(delay_seconds=DELAY_SECONDS),
    )


def _since(today: date) -> date:
    return add_months(today.replace(day=1), -MONTHS_BACK)


def _update(folder: Path, council: Sample, address: str, now: datetime) -> Outcome:
    site = Site(council.slug, council.name, "moderngov", address)
    db = open_minutes(folder)
    with open_archive(folder / ARCHIVE_FILE) as archive, bar("reading") as progress:
        outcome = update(archive, db, {council.slug: site}, jobs=1, now=now, progress=progress)
    db.close()
    return outcome


def _explain(crawled: CrawlResult) -> None:
    for site, name in sorted(set(crawled.failures)):
        click.echo(f"{site}: {name}", err=True)


def _serve(folder: Path, port: int) -> None:
    password = secrets.token_urlsafe(9)
    settings = WebSettings(
        title="Undertook demonstration", accounts=(Account("officer", "officer", "An officer", hashed(password)),)
    )
    click.echo(f"\nThe tracker is at http://{HOST}:{port}/ (Ctrl-C ends it)")
    click.echo(f"Sign in as officer with the password {password}, made for this demonstration.\n{LOOK_AT}")
    uvicorn.run(build(folder, settings).app(), host=HOST, port=port, log_level="warning", lifespan="on")


def _free(port: int) -> int:
    """Return the port where nobody listens on it, else another one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
