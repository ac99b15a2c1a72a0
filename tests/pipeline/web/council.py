"""A small council for the tracker's tests, and people who sign in to its tracker."""

import asyncio
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.meeting import Attendance, Committee, Item, Meeting, Reading, Site
from models.record import Context
from pipeline.accounts import ROLES, Account, WebSettings
from pipeline.reading import Job, Read
from pipeline.store.files import open_minutes
from pipeline.store.lists import refresh
from pipeline.store.write import write
from pipeline.web.headers import COOKIE
from pipeline.web.passwords import hashed
from pipeline.web.server import build

PASSWORD = "a long enough password"
HASH = hashed(PASSWORD)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
UID = re.compile(r"/promise/(?P<uid>[0-9a-f]{16})")
NONCE = re.compile(r'name="nonce" value="(?P<nonce>[0-9a-f]+)"')
MOOR = Site("moor", "Moor Council", "moderngov")
MINUTES = """Agenda item

Gates and ponds

Minutes:

The Ranger undertook to mend the gate by 1 May 2020.

The Clerk undertook to write to all Members about the pond.

The Surveyor undertook to bring a plan of the paths to the next meeting.

RESOLVED: That the report be noted.
"""


def accounts() -> tuple[Account, ...]:
    """One person of each role, and a second officer."""
    return (*(Account(role, role, role.title(), HASH) for role in ROLES), Account("second", "officer", "Second", HASH))


def fill(
    folder: Path, words: str = MINUTES, *, ref: str = "7", committee: str = "Parks Panel", site: Site = MOOR
) -> None:
    """Write one item of one meeting into a data folder, as an update would."""
    db = open_minutes(folder)
    text = mark_regions(read_plain(words))
    item = Item(ref, "4", "Gates and ponds", 0, len(text.plain), meeting_ref=f"{ref}0")
    meeting = Meeting(
        f"{ref}0", Committee(ref, committee), date(2020, 1, 5), status="held", minutes_status="published",
        attendance=(Attendance("Gwen Rix", role="Clerk"),),
    )  # fmt: skip
    upcoming = Meeting(f"{ref}1", Committee(ref, committee), date(2026, 12, 5))
    reading = Reading("item", text, meetings=(meeting, upcoming), items=(item,))
    url = f"https://{site.slug}.example/mgAi.aspx?ID={ref}"
    context = Context(committee, date(2020, 1, 5))
    job = Job(site.slug, url, "page", None, b"", "1", datetime(2020, 2, 1, tzinfo=UTC), context)
    write(db, site, Read(job, reading, find_records(text, (item,), context)), "1")
    refresh(db)
    db.close()


class Visitor:
    """Somebody in front of a tracker: signed in under a role, or not."""

    def __init__(self, tracker: Any, account: str | None = None) -> None:
        self.tracker = tracker
        self.cookies: dict[str, str] = {}
        if account:
            self.cookies[COOKIE] = tracker.undertook.sessions.begin(account, tracker.undertook.clock(), 12)

    def get(self, path: str, **headers: str) -> Any:
        """Ask for a page."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, form: dict[str, Any], **headers: str) -> Any:
        """Send a form; nobody is led on."""
        return self._ask("POST", path, form, headers)

    def uids(self, path: str = "/") -> list[str]:
        """Return the promises that a page leads to, in its order."""
        return list(dict.fromkeys(UID.findall(self.get(path).text)))

    def form(self, uid: str, **typed: str) -> dict[str, str]:
        """Return the form of a promise as its page gives it, with what is typed into it."""
        body = self.get(f"/promise/{uid}").text
        seen = re.search(r'name="seen" value="(\d+)"', body)
        nonce = NONCE.search(body)
        return {"nonce": nonce["nonce"] if nonce else "", "seen": seen[1] if seen else "", **typed}

    def record(self, uid: str, **typed: str) -> Any:
        """Open a promise, fill its form in and send it."""
        return self.post(f"/promise/{uid}/follow-up", self.form(uid, **typed))

    def _ask(self, method: str, path: str, form: dict[str, Any] | None, headers: dict[str, str]) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def ask() -> Any:
            return await self.tracker.client.request(
                method, path, data=form, cookies=self.cookies, headers=named, follow_redirects=False
            )

        return asyncio.run(ask())


def serve(folder: Path, settings: WebSettings | None = None) -> Any:
    """Return the tracker of a data folder, on a day that does not change."""
    return build(folder, settings or WebSettings(accounts=accounts()), clock=lambda: NOW)
