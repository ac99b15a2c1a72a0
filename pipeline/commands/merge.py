"""`undertook merge`: many councils' data folders into one."""

import sys
from pathlib import Path

import click

from pipeline.merge import CannotMerge, merge
from pipeline.store.files import BadDatabase


@click.command("merge")
@click.argument("target", type=click.Path(path_type=Path))
@click.argument("shards", nargs=-1, required=True, type=click.Path(path_type=Path))
def command(target: Path, shards: tuple[Path, ...]) -> None:
    """Make one data folder TARGET of the data folders SHARDS, each of other councils, to be served and searched as one.

    The shards stay as they are and are where crawling and updating go on; TARGET is made anew when it is to be fresh.
    """
    try:
        merged = merge(shards, target)
    except (CannotMerge, BadDatabase) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"{target} has {merged.sites} councils and {merged.records} records", err=True)
