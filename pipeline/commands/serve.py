"""`undertook serve`: the tracker."""

import sys
from pathlib import Path

import click
import uvicorn

from pipeline.commands.options import settings_options
from pipeline.settings import Settings
from pipeline.store.files import BadDatabase
from pipeline.web.server import build

HOST = "127.0.0.1"


@click.command("serve")
@settings_options
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
def command(folder: Path, settings: Settings, port: int) -> None:
    """Serve the tracker on this machine; a proxy in front of it gives it to others."""
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
