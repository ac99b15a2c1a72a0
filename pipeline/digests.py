"""What an officer is mailed after a night: what is new, what falls due within a week, what is overdue."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from pipeline.accounts import Account
from pipeline.exports.actions import connect
from pipeline.exports.columns import printable
from pipeline.exports.dates import day
from pipeline.exports.outstanding import Filters, newest, outstanding
from pipeline.mail import deliver, message
from pipeline.settings import Settings
from pipeline.store.files import open_followup
from pipeline.todo import iso

# In each part of a digest and for each committee; the tracker has the rest.
MOST_TOLD = 50
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Digest:
    """Promises as lines of text. `is_news` says whether anything has changed since the night before."""

    new: tuple[str, ...]
    due: tuple[str, ...]
    overdue: tuple[str, ...]
    is_news: bool

    def subject(self) -> str:
        """Return the digest in one line."""
        return f"Undertook: {_count(self.new)} new, {_count(self.due)} due this week, {_count(self.overdue)} overdue"

    def text(self, address: str) -> str:
        """Return the digest for people; `address` is the tracker's, empty where it has none."""
        parts = (("New", self.new), ("Due within a week", self.due), ("Overdue", self.overdue))
        told = [f"{title}\n\n" + ("\n\n".join(lines) or "None.") for title, lines in parts]
        return "\n\n\n".join([*told, *([f"All of them: {address}/"] if address else [])]) + "\n"


def send_digests(folder: Path, settings: Settings, since: datetime, now: datetime) -> list[str]:
    """Mail each account that has an address what concerns it, and return a sentence for what could not be sent.

    `since` is when the night before began. An account of which nothing has changed since then gets no mail.
    """
    receivers = [account for account in settings.web.accounts if account.email]
    if not receivers:
        return []
    open_followup(folder).close()
    with closing(connect(folder)) as db:
        messages = [made for account in receivers if (made := _message(db, account, settings, since, now)) is not None]
    return deliver(messages, settings.nightly.mail, "a digest")


def last_night(report: Path, now: datetime) -> datetime:
    """Return when the night began of which the file tells; a day ago where there is none that can be read."""
    try:
        return datetime.fromisoformat(json.loads(report.read_text("utf8"))["started_at"])
    except (FileNotFoundError, ValueError, KeyError):
        return now - timedelta(days=1)


def digest(db: sqlite3.Connection, account: Account, since: datetime, now: datetime, address: str = "") -> Digest:
    """Return what concerns an account. `db` is minutes.db with followup.db beside it."""
    today, before = now.date(), since.date()
    new, due, overdue = [], [], []
    is_news = False
    for committee in account.committees or ("",):
        all_of = Filters(committee=committee)
        found = [row for row in newest(db, all_of, today, rows=MOST_TOLD) if row["first_seen"] >= iso(since)]
        new += found
        due += _between(db, all_of, today, today, today + WEEK)
        overdue += _between(db, replace(all_of, state="overdue"), today, None, today - timedelta(days=1))
        # What came within the week, and what passed its day, since the night before.
        coming = _between(db, all_of, today, max(today, before + WEEK + timedelta(days=1)), today + WEEK)
        passed = _between(db, replace(all_of, state="overdue"), today, before, today - timedelta(days=1))
        is_news = is_news or bool(found or coming or passed)
    return Digest(_lines(new, address), _lines(due, address), _lines(overdue, address), is_news)


def _message(
    db: sqlite3.Connection, account: Account, settings: Settings, since: datetime, now: datetime
) -> EmailMessage | None:
    address = settings.web.address.rstrip("/")
    made = digest(db, account, since, now, address)
    if not made.is_news:
        return None
    return message(made.subject(), made.text(address), settings.nightly.mail.sender, (account.email,))


def _between(db: sqlite3.Connection, filters: Filters, today: date, first: date | None, last: date) -> list[Any]:
    """The outstanding promises that are due from one day to another; those reported back on wait for nobody."""
    if first is not None and first > last:
        return []
    within = replace(filters, due_from=first.isoformat() if first else "", due_to=last.isoformat())
    rows = outstanding(db, within, today, rows=MOST_TOLD, offset=0)
    return [row for row in rows if row["state"] != "reported back"]


# `Any`: a row of SQLite, by the names of its columns.
def _lines(rows: Iterable[Mapping[str, Any] | sqlite3.Row], address: str) -> tuple[str, ...]:
    return tuple(_line(row, address) for row in rows)


def _line(row: Mapping[str, Any] | sqlite3.Row, address: str) -> str:
    due = f", due {day(row['due'])}" if row["due"] else ""
    head = f"{row['owner'] or 'Nobody named'} ({row['committee'] or row['council']}){due}"
    told = [head, " ".join(row["quote"].split()), *([f"{address}/promise/{row['uid']}"] if address else [])]
    return "\n".join(printable(words) for words in told)


def _count(lines: tuple[str, ...]) -> str:
    return f"{len(lines)} or more" if len(lines) >= MOST_TOLD else str(len(lines))
