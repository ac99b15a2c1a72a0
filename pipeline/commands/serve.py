"""`undertook serve`: the tracker."""

import sys
from pathlib import Path

import click
import uvicorn

from pipeline.settings import BadSettings, read_settings
from pipeline.store.files import BadDatabase
from pipeline.web.server import build

HOST = "127.0.0.1"


@click.command("serve")
@click.option(
    "--data", "folder", type=click.Path(path_type=Path), help="Where the databases lie.  [default: undertook-data]"
)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@click.option(
    "--config", type=click.Path(path_type=Path, exists=True), help="Settings file.  [default: undertook.toml]"
)
def command(folder: Path | None, port: int, config: Path | None) -> None:
    """Serve the tracker on this machine; a proxy in front of it gives it to others."""
    try:
        settings = read_settings(config)
    except BadSettings as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    folder = folder or settings.data
    if not folder.exists():
        click.echo(f"there is no {folder}; run undertook crawl or undertook ingest first", err=True)
        sys.exit(2)
    try:
        app = build(folder, settings.web).app()
    except BadDatabase as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"The tracker is at http://{HOST}:{port}/ (Ctrl-C ends it)", err=True)
    # Whoever a proxy speaks for, the address that counts is the proxy's own: it decides whether its word is taken.
    uvicorn.run(app, host=HOST, port=port, log_level="warning", lifespan="on", proxy_headers=False)
