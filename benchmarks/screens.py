"""`make screens`: pictures of the tracker's main pages with the bundled council, into docs/screens and out/screens."""

import sqlite3
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import click
from click.testing import CliRunner

from pipeline.commands.demo import command
from pipeline.store.files import MINUTES_FILE
from tests.browser import CHROMIUM, chromium, served, sign_in

# These two stand in the README; the others are looked at and thrown away.
KEPT, LOOKED_AT = Path("docs/screens"), Path("out/screens")
WIDE, NARROW = {"width": 1000, "height": 860}, {"width": 320, "height": 700}
PROMISE = """
select records.uid from records join record_places on record_places.record_id = records.id
join passages on passages.id = record_places.passage_id where passages.page is not null and records.listed = 1
"""


def main() -> None:
    """Serve the bundled council, look at it in Chromium, keep the pictures."""
    if CHROMIUM is None:
        click.echo("Chromium is not installed; .ci/system installs it as root", err=True)
        sys.exit(1)
    for folder in (KEPT, LOOKED_AT):
        folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as made:
        CliRunner().invoke(command, ["--once", "--data", made], catch_exceptions=False)
        _look(Path(made))
    click.echo(f"{KEPT} and {LOOKED_AT}", err=True)


def _look(folder: Path) -> None:
    with served(folder) as base, chromium() as browser:
        page = browser.new_page(viewport=WIDE)
        found = _pages(folder)
        page.goto(base + found.pop("outstanding"))
        page.screenshot(path=KEPT / "outstanding.png")
        sign_in(page, base)
        page.goto(base + found["promise"])
        page.screenshot(path=KEPT / "promise.png")
        for name, path in {"list": "/", **found}.items():
            page.set_viewport_size(WIDE)
            page.emulate_media(color_scheme="light")
            page.goto(base + path)
            page.screenshot(path=LOOKED_AT / f"{name}.png", full_page=True)
            page.emulate_media(color_scheme="dark")
            page.screenshot(path=LOOKED_AT / f"{name}-dark.png")
            page.emulate_media(color_scheme="light")
            page.set_viewport_size(NARROW)
            page.screenshot(path=LOOKED_AT / f"{name}-narrow.png")


def _pages(folder: Path) -> dict[str, str]:
    db = sqlite3.connect(folder / MINUTES_FILE)
    promise = db.execute(PROMISE).fetchone()[0]
    meeting = db.execute("select uid from meetings where minutes_status <> 'none'").fetchone()[0]
    site, committee = db.execute(
        "select sites.slug, committees.name from committees join sites on sites.id = committees.site_id"
    ).fetchone()
    db.close()
    body = f"/committee/{site}/{quote(committee)}"
    return {
        "outstanding": "/", "promise": f"/promise/{promise}", "meeting": f"/meeting/{meeting}", "committee": body,
        "for-meeting": f"{body}/next", "search": "/search?words=report", "figures": "/figures", "review": "/review",
        "log": "/log", "decisions": "/decisions", "councils": "/councils", "owners": "/owners", "health": "/health",
        "completeness": "/completeness", "sign-in": "/sign-in", "help": "/help", "table": "/minutes/undertakings",
    }  # fmt: skip


if __name__ == "__main__":
    main()
