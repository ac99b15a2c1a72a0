"""Every sort of page is valid HTML: no parse error for html5lib, nothing wrong for the Nu Html Checker where it is."""

import asyncio
import json
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import html5lib
import httpx2
import pytest

import pipeline.web.tracker as tracker_module
from pipeline.accounts import WebSettings
from pipeline.exports.actions import Action
from pipeline.exports.webpage import as_html
from pipeline.settings import Settings
from pipeline.snapshot import make
from pipeline.web.together import dispatch, gather
from tests.pipeline.web.council import Visitor, fill, serve

ROOT = Path(__file__).parents[3]
TEMPLATES = {path.name for path in (ROOT / "pipeline" / "web" / "templates").glob("undertook_*.html")}
# Installed by .ci/system with npm; Java runs it.
CHECKER = ROOT / "out" / "vnu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Not asked for: a frame for the others, and what a page says that took too long.
NOT_PAGES = {"undertook_base.html", "undertook_too_much.html"}
# What many folders on one address show beside their trackers.
OF_MANY = {"undertook_front.html", "undertook_front_search.html"}
OURS = (
    "/", "/?state=overdue&owner=Nobody", "/?words=gate", "/?unheard=not+come+back",
    "/log", "/owners", "/owner?name=Ranger", "/councils",
    "/council/moor", "/committee/moor/Parks%20Panel", "/committee/moor/Parks%20Panel/next",
    "/person/moor/Gwen%20Rix", "/decisions", "/search", "/search?words=gate", "/figures", "/completeness", "/health",
    "/accuracy", "/help", "/downloads", "/sign-in", "/sign-out", "/nothing-here", "/review", "/sign-ins",
)  # fmt: skip
STOCK = ("/minutes", "/minutes/undertakings", "/minutes/records/1", "/minutes/oldest_promises",
         "/minutes/-/query?sql=select+1")  # fmt: skip
EVIL = "<b>&amp;\"'</b> ]]> \u0000"
# Datasette's own templates go from a page's heading to one two levels down.
STOCK_HABITS = re.compile(r"skipping \d heading level")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every sort of page, as a visitor and as an administrator see it, forms that could not be saved among them."""
    folder = tmp_path_factory.mktemp("html")
    fill(folder)
    tracker = serve(folder)
    make(folder, Settings(), date(2026, 11, 1))
    rendered: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        plain = tracker_module.html

        def noted(datasette: Any, request: Any, view: Any) -> str:
            rendered.add(view.template)
            return plain(datasette, request, view)

        patch.setattr(tracker_module, "html", noted)
        found = visited(Visitor(tracker), Visitor(tracker, "admin"), folder)
    tracker.close()
    assert TEMPLATES - rendered == NOT_PAGES | OF_MANY
    evil = Action(1, "2026-12-01", EVIL, EVIL, EVIL, EVIL, None, EVIL, "open", "https://moor.example/?a=1&b=2", "ab")
    found |= front_pages(folder, tmp_path_factory.mktemp("closed"))
    return {**found, "report": as_html((evil,), datetime(2027, 1, 1, tzinfo=UTC)).decode()}


def visited(reader: Visitor, admin: Visitor, folder: Path) -> dict[str, str]:
    with closing(sqlite3.connect(folder / "minutes.db")) as db:
        ids = {table: db.execute(f"select uid from {table} limit 1").fetchone()[0] for table in
               ("meetings", "items", "documents")}  # fmt: skip
    first, second = reader.uids()[:2]
    admin.record(first, state="reported", note=EVIL, evidence_url="https://moor.example/?a=1&b=2", public="1")
    admin.post("/saved", {"name": EVIL, "address": "/?state=open&owner=A%26B", "nonce": "n"})
    chosen = {"state": "met", "chosen": f"{second}:0", "nonce": "batch", "note": EVIL}
    batch = admin.post("/follow-ups", chosen).headers["location"]
    paths = [*OURS, *STOCK, f"/promise/{first}", f"/meeting/{ids['meetings']}", f"/item/{ids['items']}",
             f"/document/{ids['documents']}", f"/add?document={ids['documents']}", batch]  # fmt: skip
    found = {path: admin.get(path).text for path in paths if path != "/sign-in"}
    found |= {f"anyone {path}": reader.get(path).text for path in ("/", "/sign-in", "/review", f"/promise/{first}")}
    wrong = {"nonce": "x", "seen": "0", "note": EVIL, "new_due": "soon", "state": "open"}
    found["conflict"] = admin.post(f"/promise/{first}/follow-up", {**wrong, "new_due": ""}).text
    found["problem"] = admin.post(f"/promise/{first}/follow-up", wrong).text
    found["bulk problem"] = admin.post("/follow-ups", {**chosen, "state": "", "nonce": "y"}).text
    found["added problem"] = admin.post("/add", {"document": ids["documents"], "words": EVIL, "nonce": "z"}).text
    found["wrong password"] = reader.post("/sign-in", {"account": EVIL, "password": "x"}).text
    found["sign-ins"] = admin.get("/sign-ins").text
    return found


def front_pages(folder: Path, closed: Path) -> dict[str, str]:
    """The pages of an address that an open folder and one for the signed-in share."""
    fill(closed)
    front = gather({folder: None, closed: WebSettings(title=EVIL, read="signed-in")}, WebSettings(title=EVIL))

    async def ask(path: str) -> str:
        transport = httpx2.ASGITransport(app=dispatch(front))
        async with httpx2.AsyncClient(transport=transport, base_url="http://one.example") as client:
            return str((await client.get(path)).text)

    paths = ("/", "/search", "/search?words=gate", "/search?words=%3Cb%3E", "/nothing")
    found = {f"front {path}": asyncio.run(ask(path)) for path in paths}
    for tracker in front.trackers.values():
        tracker.close()
    return found


def test_no_page_has_a_parse_error(pages: dict[str, str]) -> None:
    wrong: list[tuple[str, Any]] = []
    for name, markup in pages.items():
        parser = html5lib.HTMLParser()
        parser.parse(markup)
        wrong += [(name, error) for error in parser.errors]
    assert wrong == []


def test_an_error_would_be_seen() -> None:
    parser = html5lib.HTMLParser()
    parser.parse("<!doctype html><title>x</title><p><table><tr><td></p></table>")
    assert parser.errors


@pytest.mark.skipif(not CHECKER.exists() or shutil.which("java") is None, reason="needs Java and vnu-jar: .ci/system")
def test_checker_finds_nothing_wrong(pages: dict[str, str], tmp_path: Path) -> None:
    names = {}
    for number, (name, markup) in enumerate(pages.items()):
        path = tmp_path / f"{number}.html"
        path.write_text(markup, "utf8")
        names[path.name] = name
    command = [
        "java",
        "-Xss8m",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        str(CHECKER),
        "--format",
        "json",
        "--exit-zero-always",
    ]
    done = subprocess.run([*command, str(tmp_path)], capture_output=True, check=False, timeout=300)
    assert done.stderr.startswith(b"{"), done.stderr[:500]
    messages = json.loads(done.stderr)["messages"]
    wrong = [(names[one["url"].rsplit("/", 1)[1]], one["message"], one.get("extract")) for one in messages]
    assert [one for one in wrong if not (one[0].startswith("/minutes") and STOCK_HABITS.search(one[1]))] == []
