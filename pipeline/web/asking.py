"""Asks one question of many folders' trackers: side by side, each within its own time, each as far as it is open."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pipeline.accounts import WebSettings
from pipeline.web.sign_in import proxied
from pipeline.web.tracker import Asked, Person, TooMuch, Tracker, may_see, read, tracker_of

logger = logging.getLogger(__name__)
# A tracker's own queries end within 1.5 seconds; what is more is waiting for one of its threads.
SECONDS = 2.0
# More at once would only wait for the processor, each with its clock running.
AT_ONCE = 8
LATE = "did not answer in time"
UNREADABLE = "could not be read"
CLOSED = "is for people who have signed in"
Found = TypeVar("Found")
Question = Callable[[sqlite3.Connection, Asked], Found]


@dataclass(frozen=True, slots=True)
class Front:
    """The trackers that share an address, by the name under which each is served, and the settings of the first page.

    `seconds` is how long each has for an answer, counted from when it is asked.
    """

    trackers: Mapping[str, Any]  # Any: Datasette's objects have no types
    settings: WebSettings
    seconds: float = SECONDS
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    @property
    def is_public(self) -> bool:
        """Whether everybody sees the same on the first page."""
        return all(tracker_of(one).settings.read == "everybody" for one in self.trackers.values())


@dataclass(frozen=True, slots=True)
class Answer(Generic[Found]):
    """What the tracker served under `name`, whose title is `title`, answered; `found` is None where it did not, and
    `problem` says why."""

    name: str
    title: str
    found: Found | None
    problem: str | None = None


async def ask_all(
    front: Front, request: Any, args: Mapping[str, str], question: Question[Found]
) -> list[Answer[Found]]:
    """Return the answer of every tracker, by title. `args` are what each is asked, as of an address."""
    asked = (
        _ask(front, name, _asked(datasette, request, args), question) for name, datasette in front.trackers.items()
    )
    return sorted(await asyncio.gather(*asked), key=lambda answer: (answer.title.casefold(), answer.name))


async def _ask(front: Front, name: str, asked: Asked, question: Question[Found]) -> Answer[Found]:
    title = asked.tracker.settings.title
    if not may_see(asked.tracker, asked.person):
        return Answer(name, title, None, CLOSED)
    async with front.places:
        try:
            reading = read(front.trackers[name], lambda db: question(db, asked))
            return Answer(name, title, await asyncio.wait_for(reading, front.seconds))
        except (TooMuch, TimeoutError):
            problem = LATE
        except sqlite3.Error as error:
            logger.warning("%s could not be read: %s", name, error)
            problem = UNREADABLE
    return Answer(name, title, None, problem)


def _asked(datasette: Any, request: Any, args: Mapping[str, str]) -> Asked:
    tracker = tracker_of(datasette)
    return Asked({}, args, _person(tracker, request), tracker.clock().date(), tracker)


def _person(tracker: Tracker, request: Any) -> Person:
    """Who asks. Sessions belong to the pages of one council, so only a proxy can name somebody to all of them."""
    named = proxied(tracker.settings, request) if tracker.settings.sign_in == "proxy" else None
    return Person(named["id"], named["name"], named["role"]) if named else Person()
