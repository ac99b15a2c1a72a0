"""`undertook init`: write undertook.toml with every setting described, and try the sites that it names."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.commands.sites import describe
from pipeline.crawl.addresses import bases
from pipeline.crawl.check import check
from pipeline.crawl.discover import Place
from pipeline.crawl.told import BadRequest, Wishes, told
from pipeline.settings import NAME, read_settings
from pipeline.sites import UnknownSite, find

TEMPLATE = """\
# Undertook's settings. What stands behind "#" is the default; take the "#" away to change it.

# Who runs this crawler: an e-mail address or a page. It stands in every request, so that councils can reach you.
contact = "{contact}"

# Where the databases lie, relative to this file.
data = "undertook-data"

[crawl]
# Seconds between two requests to one server; at least 1 but for this machine. A robots.txt that asks for more gets it.
# delay_seconds = 1.0
# Slow servers are asked less often, up to so many seconds apart.
# max_delay_seconds = 60.0
# Give an answer up after so many seconds.
# timeout_seconds = 120.0
# Give an answer up that is larger, in bytes, also when unpacked.
# max_bytes = 52428800
# Ask again after a passing fault: how often, and after how many seconds, doubled each time. Retry-After goes first.
# retries = 2
# backoff_seconds = 5.0
# max_pause_seconds = 600.0
# Leave a server alone for the night after so many failures in a row.
# breaker_failures = 6
# The most requests to one site in one night; the next night goes on.
# budget = 20000
# How many sites are crawled at the same time, each at its own pace.
# width = 400
# Files to fetch. Most of a council's bytes are reports and supplements: without these two, a crawl takes a tenth of the
# disk and the update finds the same. "pack" binds together what the others hold.
# documents = ["agenda", "minutes", "draft_minutes", "decisions", "supplement", "report", "action_log"]

[nightly]
# Days for which the copies of the databases are kept.
# keep_backups_days = 14
# Processes that read documents.
# jobs = 1
# Workers of a dask scheduler that read documents instead.
# scheduler = "tcp://10.0.0.1:8786"
# An address that gets each night's report as JSON.
# webhook = "https://hooks.example.org/undertook"

# The server by which digests go to the accounts below that have an email, and the night's report to those in `to`.
# [nightly.mail]
# host = "localhost"
# port = 25
# sender = "undertook@localhost"
# to = ["clerk@council.example"]

# What `undertook snapshot` says of itself: who makes it, and under which licence the councils publish their minutes.
# [snapshot]
# title = "Decisions and promises in councils' minutes"
# publisher = "Example University"
# licence = "Open Government Licence v3.0"
# licence_url = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

# [web]
# title = "Undertook"
# The tracker's public address; where it begins https, cookies are sent over https only.
# address = "https://promises.council.example"
# Who may read: "everybody", or "signed-in".
# read = "everybody"
# Who may write SQL against what was found: "researchers" (and officers), or "nobody".
# query = "researchers"
# How people sign in: by "password", or by what a single sign-on "proxy" says in a header.
# sign_in = "password"
# proxy_header = "X-Remote-User"
# proxy_addresses = ["127.0.0.1", "::1"]
# proxy_role = "reader"
# session_hours = 12.0

# One block a person, printed by `undertook account NAME`.
# [[web.account]]
# id = "rhian"
# role = "officer"   # reader, researcher, officer or admin
# password_hash = "..."
# email = "rhian@council.example"
# committees = []    # digests of these only, as the minutes call them

# One block a council. `slug` is a row of `undertook sites`; others need `address` too: a host or a URL.
"""
SITE = """[[site]]
slug = "{slug}"
{address}# committees = ["Cabinet"]   # only these, by id or a part of the name
# delay_seconds = 2.0         # only for this site
# licence = "..."             # where this council's licence is another than that of [snapshot]; licence_url too

"""


@click.command("init")
@click.argument("names", nargs=-1, metavar="[SITE ...]")
@click.option("--contact", required=True, help="An e-mail address or page by which councils can reach you.")
@click.option("--config", "path", type=click.Path(path_type=Path), default=Path(NAME), show_default=True)
@click.option("--no-check", is_flag=True, help="Do not try whether the sites answer.")
def command(names: tuple[str, ...], contact: str, path: Path, *, no_check: bool) -> None:
    """Write a settings file for the sites named, and see whether they answer. Never overwrites one."""
    if path.exists():
        click.echo(f"{path} is there already; move it away to write a new one", err=True)
        sys.exit(2)
    try:
        blocks = "".join(_block(name) for name in names)
    except UnknownSite as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    path.write_text(TEMPLATE.format(contact=contact.replace('"', "'")) + "\n" + blocks, "utf8")
    click.echo(f"wrote {path}", err=True)
    sys.exit(0 if no_check or not names or _answers(path) else 1)


def _block(name: str) -> str:
    site = find(name)
    is_known = name == site.slug
    address = "" if is_known else f'address = "{site.base_url}"\n'
    return SITE.format(slug=site.slug, address=address)


def _answers(path: Path) -> bool:
    settings = read_settings(path)
    try:
        job = told(Wishes(), settings, settings.data, datetime.now(UTC))
    except BadRequest as error:
        click.echo(str(error), err=True)
        return False
    places = check(job)
    for site in job.sites:
        place = places.get(site.slug, Place(None, problem="no-answer"))
        click.echo(describe(site.slug, bases(site.address), place))
    return all(places.get(site.slug, Place(None)).base for site in job.sites)
