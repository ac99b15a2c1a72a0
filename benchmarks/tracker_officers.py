"""Readers who look at pages, and officers who sign in and write follow-ups as a browser would; all is written down."""

import http.client
import random
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.tracker_addresses import addresses
from pipeline.web.headers import COOKIE
from tests.browser import PASSWORD

UID = re.compile(r'/promise/(?P<uid>[0-9a-f]{16})"')
CHOSEN = re.compile(r'name="chosen" value="(?P<chosen>[0-9a-f]{16}:\d+)"')
FIELD = {name: re.compile(rf'name="{name}" value="(?P<value>[^"]*)"') for name in ("nonce", "seen", "event")}
STATES = ("open", "reported", "partly", "met")
# Promises that every officer likes best, so that two of them meet.
CONTESTED = 3
MOST_TOGETHER = 5
REDIRECTED = (301, 302, 303)


@dataclass(frozen=True, slots=True)
class Saved:
    """A form that was accepted: whose, with which words, on which promises."""

    actor: str
    note: str
    uids: tuple[str, ...]


@dataclass(slots=True)
class Log:
    """What happened. Times are milliseconds; `told` counts those who were told of another's words, `twice` forms that
    were sent again, `undone` who undid which event: the second who does so changes nothing."""

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    saved: list[Saved] = field(default_factory=list)
    undone: dict[int, set[str]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    told: int = 0
    twice: int = 0


class _Client:
    def __init__(self, host: str, log: Log, chance: random.Random) -> None:
        self.host, self.log, self.chance = host, log, chance
        self.line = http.client.HTTPConnection(host, timeout=60)
        self.headers: dict[str, str] = {}

    def get(self, path: str) -> str:
        """Return a page's HTML, of the page to which it has moved where it has."""
        status, body, place = self.ask("GET", path, None)
        if status == 301:
            status, body, place = self.ask("GET", place, None)
        if status != 200:
            self.log.failed.append(f"{status} for GET {path}: {_told(body)}")
        return body

    def post(self, path: str, form: dict[str, object]) -> int:
        """Send a form and return the answer's status."""
        status, body, _ = self.ask("POST", path, urlencode(form, doseq=True))
        if status not in (*REDIRECTED, 409):
            self.log.failed.append(f"{status} for POST {path}: {_told(body)}")
        return status

    def ask(self, method: str, path: str, form: str | None) -> tuple[int, str, str]:
        """Return status, body and where to go on; a line that breaks is a failure."""
        sent = {"origin": f"http://{self.host}", "content-type": "application/x-www-form-urlencoded"} if form else {}
        start = time.perf_counter()
        try:
            self.line.request(method, path, form, {**self.headers, **sent})
            answer = self.line.getresponse()
            body = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.line.close()
            return 0, repr(error), ""
        (self.log.writes if form else self.log.reads).append(1000 * (time.perf_counter() - start))
        if cookie := answer.getheader("set-cookie"):
            self.headers["cookie"] = cookie.split(";")[0]
        return answer.status, body, answer.getheader("location") or ""


class Reader(_Client):
    """Somebody who looks at one page after the other."""

    def __init__(self, host: str, folder: Path, log: Log, chance: random.Random) -> None:
        super().__init__(host, log, chance)
        self.pages = list(addresses(folder, 20).values())

    def act(self) -> None:
        """Look at some page."""
        self.get(self.chance.choice(self.chance.choice(self.pages)))


class Officer(_Client):
    """Somebody who records what came back."""

    def __init__(self, host: str, name: str, log: Log, chance: random.Random) -> None:
        super().__init__(host, log, chance)
        self.name, self.number = name, 0

    def act(self) -> None:
        """Sign in where that is still to be done; open the list and write about one promise, or about several."""
        if COOKIE not in self.headers.get("cookie", ""):
            self.post("/sign-in", {"account": self.name, "password": PASSWORD, "next": "/"})
        page = self.get(f"/?page={self.chance.randint(1, 3)}")
        uids = list(dict.fromkeys(match["uid"] for match in UID.finditer(page)))
        if not uids:
            return
        self.number += 1
        note = f"{self.name} wrote this as number {self.number}"
        if self.chance.random() < 0.15:
            self._together(page, note)
        else:
            self._one(self.chance.choice(uids[:CONTESTED] if self.chance.random() < 0.4 else uids), note)

    def _one(self, uid: str, note: str) -> None:
        page = self.get(f"/promise/{uid}")
        form = {"nonce": _field(page, "nonce"), "seen": _field(page, "seen"), "state": self.chance.choice(STATES),
                "note": note}  # fmt: skip
        time.sleep(self.chance.uniform(0, 0.3))
        status = self.post(f"/promise/{uid}/follow-up", form)
        self._keep(status, Saved(self.name, note, (uid,)))
        if status in REDIRECTED and self.chance.random() < 0.15:
            self.log.twice += 1
            self.post(f"/promise/{uid}/follow-up", form)
        if status in REDIRECTED and self.chance.random() < 0.2:
            self._undo(uid)

    def _undo(self, uid: str) -> None:
        page = self.get(f"/promise/{uid}")
        event = _field(page, "event")
        if not event:
            return
        status = self.post(f"/promise/{uid}/undo", {"nonce": f"{_field(page, 'nonce')}u", "event": event})
        if status in REDIRECTED:
            self.log.undone.setdefault(int(event), set()).add(self.name)
        self.log.told += status == 409

    def _together(self, page: str, note: str) -> None:
        chosen = [match["chosen"] for match in CHOSEN.finditer(page)]
        some = self.chance.sample(chosen, min(MOST_TOGETHER, len(chosen)))
        form = {"nonce": _field(page, "nonce"), "chosen": some, "state": "reported", "note": note, "next": "/"}
        self._keep(self.post("/follow-ups", form), Saved(self.name, note, tuple(one.split(":")[0] for one in some)))

    def _keep(self, status: int, saved: Saved) -> None:
        if status in REDIRECTED:
            self.log.saved.append(saved)
        self.log.told += status == 409


def _field(page: str, name: str) -> str:
    match = FIELD[name].search(page)
    return match["value"] if match else ""


def _told(body: str) -> str:
    match = re.search(r"<title>(.*?)</title>", body, re.DOTALL)
    return " ".join((match[1] if match else body[:200]).split())
