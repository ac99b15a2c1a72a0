"""`undertook serve`: the tracker of one data folder, or those of many on one address."""

import resource
import sys
from pathlib import Path

import click
import uvicorn
from click.core import ParameterSource

from pipeline.accounts import WebSettings
from pipeline.commands.options import settings_options
from pipeline.settings import NAME, Settings, read_settings
from pipeline.settings_values import BadSettings
from pipeline.web.headers import App
from pipeline.web.server import build
from pipeline.web.together import CannotServe, dispatch, gather

HOST = "127.0.0.1"
# Open files of the process, and of each folder: three threads that each read its databases, with their journals.
FILES_OF_ALL, FILES_OF_EACH = 256, 64


@click.command("serve")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@settings_options
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
def command(folder: Path, settings: Settings, folders: tuple[Path, ...], port: int) -> None:
    """Serve the tracker on this machine; a proxy in front of it gives it to others.

    With FOLDERS, each is served below its own name, and the first page lists and searches them all. A folder that
    holds an undertook.toml of its own is served by the [web] part of that.
    """
    if folders and click.get_current_context().get_parameter_source("data") is ParameterSource.COMMANDLINE:
        click.echo("name the folders, or one with --data, not both", err=True)
        sys.exit(2)
    if not folders and not folder.exists():
        click.echo(f"there is no {folder}; run undertook crawl or undertook ingest first", err=True)
        sys.exit(2)
    try:
        app = _together(folders, settings) if folders else build(folder, settings.web).app()
    except (CannotServe, BadSettings) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    click.echo(f"The tracker is at http://{HOST}:{port}/ (Ctrl-C ends it)", err=True)
    # Whoever a proxy speaks for, the address that counts is the proxy's own: it decides whether its word is taken.
    uvicorn.run(app, host=HOST, port=port, log_level="warning", lifespan="on", proxy_headers=False)


def _together(folders: tuple[Path, ...], settings: Settings) -> App:
    _allow_files(FILES_OF_ALL + FILES_OF_EACH * len(folders))
    return dispatch(gather({folder: _own(folder) for folder in folders}, settings.web))


def _own(folder: Path) -> WebSettings | None:
    own = folder / NAME
    return read_settings(own).web if own.exists() else None


def _allow_files(needed: int) -> None:
    """Lift the limit on open files to what many folders need, as far as the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
