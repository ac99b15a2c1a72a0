"""`undertook forget`: take a person's words down."""

import sys
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path

import click

from pipeline.archive import open_archive
from pipeline.backup import days
from pipeline.commands.options import data_option, opened
from pipeline.forget import Entry, forget
from pipeline.link.anchors import followups_beside
from pipeline.snapshot import kept as snapshots
from pipeline.store.files import ARCHIVE_FILE


@click.command("forget")
@click.argument("words")
@data_option
@click.option("--reason", required=True, help="Why, for the log; without the words themselves.")
@click.option("--actor", default=getuser, show_default="the user who runs it", help="Who asked for it, for the log.")
def command(words: str, folder: Path, reason: str, actor: str) -> None:
    """Take WORDS (a full name, an address) out of the archive, the database and the index, for good.

    They are masked wherever they stand, and in whatever is crawled later. A file that is no text (a PDF) that held them
    is kept as the text that it held. The log keeps who, when, why and a hash, not the words.
    """
    db = opened(folder, otherwise="--data names the folder of the databases")
    with open_archive(folder / ARCHIVE_FILE) as archive, followups_beside(db) as followup:
        try:
            done = forget(archive, db, followup, words, Entry(actor, reason, datetime.now(UTC)))
        except ValueError as error:
            click.echo(str(error), err=True)
            sys.exit(2)
        finally:
            db.close()
    click.echo(f"{done.bodies} bodies of the archive and {done.rows} rows of the database changed", err=True)
    if done.notes:
        click.echo(f"{done.notes} notes of officers hold these words; notes are never rewritten", err=True)
    if kept := days(folder):
        click.echo(f"backups since {kept[0]} still hold them until they are deleted or replaced", err=True)
    for snapshot in snapshots(folder):
        click.echo(f"{snapshot} was made before and may hold them: delete it and make it anew", err=True)
