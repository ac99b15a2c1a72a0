"""Options that several commands share."""

from pathlib import Path

import click

data_option = click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("undertook-data"),
    show_default=True,
    help="Where the databases lie.",
)
