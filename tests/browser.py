"""A tracker that is served on this machine and a headless Chromium that looks at it, for tests and screenshots."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from pipeline.accounts import Account, WebSettings
from pipeline.web.passwords import hashed
from pipeline.web.server import build
from pipeline.web.together import dispatch, gather

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
PASSWORD = "correct horse battery"
STARTS_WITHIN_SECONDS = 20


def accounts() -> tuple[Account, ...]:
    """One account of each role that signs in by the same password."""
    known = hashed(PASSWORD)
    return (
        Account("rhian", "officer", "Rhian Vale", known),
        Account("tomos", "officer", "Tomos Ash", known),
        Account("mair", "admin", "Mair Lunt", known),
        Account("idris", "researcher", "Idris Holt", known),
    )


def served(folder: Path, settings: WebSettings | None = None) -> AbstractContextManager[str]:
    """Serve a data folder on a free port and give its address."""
    settings = settings or WebSettings(title="Marlow Vale promises", accounts=accounts())
    return listening(build(folder, settings).app())


def served_together(*folders: Path) -> AbstractContextManager[str]:
    """Serve data folders side by side on a free port and give their address."""
    return listening(dispatch(gather(dict.fromkeys(folders), WebSettings(accounts=accounts()))))


@contextmanager
def listening(app: Any) -> Iterator[str]:
    """Serve an application on a free port and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def chromium() -> Iterator[Any]:
    """Give a headless Chromium with a fresh profile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def sign_in(page: Any, base: str, account: str = "rhian") -> None:
    """Sign in by the form."""
    page.goto(f"{base}/sign-in")
    page.fill("#account", account)
    page.fill("#password", PASSWORD)
    page.click("main button")
