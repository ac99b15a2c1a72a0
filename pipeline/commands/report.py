"""`undertook report`: the action log, on standard output or in a file."""

import datetime
import sys
from collections.abc import Callable
from contextlib import closing
from difflib import get_close_matches
from pathlib import Path

import click

from pipeline.commands.options import data_option, ready_tracker, written_file
from pipeline.exports.actions import Action, actions, connect
from pipeline.exports.calendar import as_ics
from pipeline.exports.feed import log_feed
from pipeline.exports.lines import as_json
from pipeline.exports.outstanding import Filters
from pipeline.exports.printed import as_pdf
from pipeline.exports.spreadsheet import as_csv, as_xlsx
from pipeline.exports.table import as_table
from pipeline.exports.webpage import as_html
from pipeline.exports.word import as_docx

Writer = Callable[[tuple[Action, ...], datetime.datetime], bytes]
FORMATS: dict[str, Writer] = {
    "table": lambda log, _now: as_table(log),
    "csv": lambda log, _now: as_csv(log),
    "xlsx": lambda log, _now: as_xlsx(log),
    "docx": as_docx,
    "html": as_html,
    "pdf": as_pdf,
    "ics": as_ics,
    "atom": log_feed,
    "json": lambda log, _now: as_json(log),
}
STATES = ("overdue", "due soon", "open", "reported back", "needs review")


@click.command("report")
@data_option
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="csv", show_default=True)
@written_file("--output", "A file instead of standard output.")
@click.option("--committee", default="", help="Only this body's promises, as the minutes call it.")
@click.option("--owner", default="", help="Only this owner's promises, as written in the minutes.")
@click.option("--state", type=click.Choice(STATES), help="Only promises in this state.")
def command(folder: Path, form: str, output: Path | None, committee: str, owner: str, state: str | None) -> None:
    """Write what is outstanding: number, meeting, item, action, owner, due, progress, source."""
    ready_tracker(folder)
    _check_body(folder, committee)
    now = datetime.datetime.now(datetime.UTC)
    log = actions(folder, Filters(committee=committee, owner=owner, state=state or ""), now.date())
    written = FORMATS[form](log, now)
    if output is None:
        sys.stdout.buffer.write(written)
    else:
        output.write_bytes(written)
    click.echo(f"{len(log)} outstanding", err=True)


def _check_body(folder: Path, name: str) -> None:
    """Refuse a committee that the minutes do not name; an empty name means all."""
    with closing(connect(folder)) as db:
        names = [row[0] for row in db.execute("select distinct name from committees order by name")]
    if name and name not in names:
        folded = {one.casefold(): one for one in names}
        near = [folded[one] for one in get_close_matches(name.casefold(), folded)] or names[:10]
        click.echo(f"no committee is called {name!r}; there is {', '.join(near) or 'none yet'}", err=True)
        sys.exit(2)
