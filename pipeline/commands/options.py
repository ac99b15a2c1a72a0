"""What commands share: where the databases lie and which settings hold, read in one way for all of them."""

import sqlite3
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from pipeline.settings import read_settings
from pipeline.settings_values import BadSettings
from pipeline.store.files import (
    ARCHIVE_FILE,
    MINUTES_FILE,
    BadDatabase,
    is_hindered,
    is_older,
    is_spoilt,
    open_followup,
    open_minutes,
)

config_option = click.option(
    "--config", type=click.Path(path_type=Path, exists=True), help="Settings file.  [default: undertook.toml]"
)


def _written(_context: click.Context, option: click.Parameter, path: Path | None) -> Path | None:
    if path is not None and not path.parent.is_dir():
        raise click.BadParameter(f"there is no folder {path.parent}; expected one in which {path.name} can be written")
    return path


def written_file(name: str, words: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command an option that names a file to write, in a folder that there is."""
    return click.option(name, type=click.Path(path_type=Path, dir_okay=False), callback=_written, help=words)


def need_tracker(folder: Path) -> None:
    """End the command with 2 where nothing has been read into a data folder yet."""
    if not (folder / MINUTES_FILE).exists():
        click.echo(f"there is no tracker in {folder}; run undertook update first", err=True)
        sys.exit(2)


def ready_tracker(folder: Path) -> None:
    """Have a data folder's databases as this version makes them, for a command that only reads them; an older
    `minutes.db` alone is opened for writing. Ends the command with 2 where there is none."""
    need_tracker(folder)
    if is_older(folder):
        open_minutes(folder).close()
    open_followup(folder).close()


def settings_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--data` and `--config`; it gets `folder`, where the databases lie, and `settings`.

    The folder is the one of `--data`, else `data` of the settings file, else `undertook-data`. A database there that
    cannot be used is told in a line and ends the program with 1.
    """

    @click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        help="Where the databases lie.  [default: `data` of the settings, else undertook-data]",
    )
    @config_option
    @wraps(command)
    def with_settings(data: Path | None, config: Path | None, **options: Any) -> None:  # Any: any command's options
        try:
            settings = read_settings(config)
        except BadSettings as error:
            click.echo(str(error), err=True)
            sys.exit(2)
        folder = data or settings.data
        try:
            command(folder=folder, settings=settings, **options)
        except BadDatabase as error:
            click.echo(str(error), err=True)
            sys.exit(1)
        except sqlite3.DatabaseError as error:
            if is_spoilt(error):
                told = f"a database in {folder} is not sound ({error}); undertook restore goes back to a backup"
            elif is_hindered(error):
                told = (
                    f"a database in {folder} cannot be used now ({error}); run again when that is over, nothing is lost"
                )
            else:
                raise
            click.echo(told, err=True)
            sys.exit(1)

    return with_settings


def data_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--data` and `--config`; it gets `folder`, as `settings_options` finds it."""

    @settings_options
    @wraps(command)
    def with_folder(settings: object, **options: Any) -> None:  # Any: any command's options
        command(**options)

    return with_folder


def opened(folder: Path, *, otherwise: str) -> sqlite3.Connection:
    """Open `minutes.db` of a data folder for writing. The program ends with 2 where the folder holds no archive; then
    `otherwise` says what to do."""
    if not (folder / ARCHIVE_FILE).exists():
        click.echo(f"there is no {folder / ARCHIVE_FILE}; {otherwise}", err=True)
        sys.exit(2)
    return open_minutes(folder)
