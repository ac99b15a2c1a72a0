"""Settles a due date from the calendar of the body that is meant, and tells how it changed. Pure.

What the calendar does not say stays unknown, with the reason.
"""

import datetime
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.language.calendar_dates import MONTHS, add_months
from extractors.language.rules import FOLDER, BadRule
from pipeline.link.calendar import NOT_HELD, Calendar, Change, Sitting, Snapshot

KINDS = frozenset({"next", "after-next", "before-next", "month", "day", "after-elections", "interval", "annual"})
# A meeting that is named by its day or month stays that meeting wherever it is moved to.
FOLLOWED = frozenset({"day", "month"})
KEYS = {"id", "asks", "note", "pattern", "examples", "not_examples", "months"}
# The ordinary day of election is the first Thursday in May (Representation of the People Act 1983, section 37).
ELECTION_MONTH, THURSDAY = 5, 3
# "The elections" are those of the coming May where they are spoken of in the half-year before them.
ELECTIONS_NEAR_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What due words ask of a calendar. `day` is the day that the words themselves name."""

    kind: str
    month: int | None = None
    year: int | None = None
    months: int | None = None
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """A due date and why; `date` None where the calendar does not settle it. `url` is the page that says so."""

    date: datetime.date | None
    reason: str
    url: str | None = None
    meeting: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """One change of a due date, with the moment (ISO, UTC) and the page that brought it."""

    old: datetime.date | None
    new: datetime.date | None
    reason: str
    at: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Form:
    """A way of asking something of a calendar."""

    id: str
    asks: str
    pattern: re.Pattern[str]
    months: int | None
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


def asked(words: str, day: datetime.date | None) -> Asked | None:
    """Return what due words ask of a calendar, None where they ask nothing. `day` is what the words settle alone."""
    for form in forms():
        match = form.pattern.search(words)
        if match is None:
            continue
        if form.asks == "month":
            year = match["year"]
            return Asked("month", month=MONTHS[match["month"].lower()], year=int(year) if year else None)
        if form.asks == "day":
            return Asked("day", day=day) if day else None
        return Asked(form.asks, months=form.months)
    return None


def settle(ask: Asked, said_on: datetime.date, known: Snapshot, body: str) -> Settled:
    """Return the day that the words mean by a calendar as it stood at one moment."""
    later = known.after(said_on)
    if ask.kind in ("next", "after-next", "before-next"):
        return _following(ask, later, body)
    if ask.kind == "interval":
        return Settled(add_months(said_on, ask.months or 0), f"recurring: for the first time after {ask.months} months")
    if ask.kind == "month":
        return _in_month(ask, said_on, later, body)
    if ask.kind == "after-elections":
        return _after_elections(said_on, later, body)
    if ask.kind == "annual":
        return Settled(None, "which meeting is the annual one, the calendar does not say")
    return _on_day(ask, known, body)


def history(
    ask: Asked, said_on: datetime.date, since: str, dates: Calendar, stated: datetime.date | None
) -> list[Moved]:
    """Return every change of the due date since the record was first read, oldest first; empty where none was settled.

    `stated` is the day that the text settles by itself.
    """
    changes: list[Moved] = []
    current = stated
    for snapshot, found in settlings(ask, said_on, dates):
        new = found.date or stated
        if snapshot.at <= since:
            changes, current = [], stated
        if new != current:
            why = _why(current, snapshot.changes) if changes else None
            changes.append(
                Moved(current, new, why or found.reason, max(since, snapshot.at), found.url or _url(snapshot.changes))
            )
            current = new
    return changes


def follow(ask: Asked, said_on: datetime.date, dates: Calendar) -> Settled:
    """Return where the due date stands now."""
    found = [settled for _, settled in settlings(ask, said_on, dates)]
    return found[-1] if found else Settled(None, f"no meeting of {dates.name} is published yet")


def settlings(ask: Asked, said_on: datetime.date, dates: Calendar) -> Iterator[tuple[Snapshot, Settled]]:
    """Give what the words mean by each state of the calendar since they were said.

    A meeting named by its day or month is that meeting from then on: where it is moved, the day moves with it.
    """
    bound: Settled | None = None
    for snapshot in dates.since(said_on.isoformat()):
        if bound is None or ask.kind not in FOLLOWED:
            found = settle(ask, said_on, snapshot, dates.name)
            bound = found if found.meeting is not None else None
        else:
            found = _followed(bound, snapshot, dates.name)
        yield snapshot, found


def _following(ask: Asked, later: Sequence[Sitting], body: str) -> Settled:
    skip = 1 if ask.kind == "after-next" else 0
    if len(later) <= skip:
        return Settled(None, f"no later meeting of {body} is published yet")
    found = later[skip]
    if ask.kind == "before-next":
        return Settled(found.date - datetime.timedelta(days=1), f"the day before the next meeting of {body}", found.url)
    which = "the meeting after next" if skip else "the next meeting"
    return Settled(found.date, f"{which} of {body}", found.url, found.meeting)


def _in_month(ask: Asked, said_on: datetime.date, later: Sequence[Sitting], body: str) -> Settled:
    year = ask.year or (said_on.year if (ask.month or 0) >= said_on.month else said_on.year + 1)
    for sitting in later:
        if (sitting.date.year, sitting.date.month) == (year, ask.month):
            return Settled(sitting.date, f"the meeting of {body} in that month", sitting.url, sitting.meeting)
    if ask.year is None and ask.month == said_on.month:
        return _in_month(Asked("month", ask.month, said_on.year + 1), said_on, later, body)
    return Settled(None, f"no meeting of {body} in that month is published")


def _after_elections(said_on: datetime.date, later: Sequence[Sitting], body: str) -> Settled:
    election = next(day for year in (said_on.year, said_on.year + 1) if (day := election_day(year)) > said_on)
    if add_months(said_on, ELECTIONS_NEAR_MONTHS) < election:
        return Settled(None, "which elections are meant is not said")
    found = next((sitting for sitting in later if sitting.date > election), None)
    if found is None:
        return Settled(None, f"no meeting of {body} after the elections is published yet")
    return Settled(found.date, f"the first meeting of {body} after the elections", found.url, found.meeting)


def election_day(year: int) -> datetime.date:
    """Return the ordinary day of local elections in a year: the first Thursday in May."""
    first = datetime.date(year, ELECTION_MONTH, 1)
    return first + datetime.timedelta(days=(THURSDAY - first.weekday()) % 7)


def _on_day(ask: Asked, known: Snapshot, body: str) -> Settled:
    found = next((sitting for sitting in known.sittings if sitting.date == ask.day), None)
    if found is not None:
        return Settled(found.date, f"the meeting of {body} on that day", found.url, found.meeting)
    return Settled(None, "no meeting on that day is published")


def _followed(bound: Settled, known: Snapshot, body: str) -> Settled:
    now = next((sitting for sitting in known.sittings if sitting.meeting == bound.meeting), None)
    if now is not None:
        moved = "" if now.date == bound.date else ", which was moved"
        return Settled(now.date, bound.reason + moved, now.url, now.meeting)
    later = known.after(bound.date or datetime.date.min)
    if not later:
        return Settled(None, f"the meeting was cancelled and no later one of {body} is published yet")
    return Settled(later[0].date, f"the next meeting of {body}: the one that was meant was cancelled", later[0].url)


def _why(current: datetime.date | None, changes: Sequence[Change]) -> str | None:
    """What happened to the meeting on which the promise was due, or what was published anew."""
    for change in changes:
        if current is not None and change.old_date == current:
            if change.new_status in NOT_HELD:
                return f"the meeting of {_long(current)} was {change.new_status}"
            if change.new_date is not None and change.new_date != current:
                return f"the meeting of {_long(current)} was moved to {_long(change.new_date)}"
    new = [change for change in changes if change.old_date is None and change.new_date is not None]
    return f"the meeting of {_long(new[0].new_date)} was published" if new and new[0].new_date else None


def _url(changes: Sequence[Change]) -> str | None:
    return changes[0].url if changes else None


def _long(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


@cache
def forms() -> tuple[Form, ...]:
    """Return the ways of asking, in the order in which they are tried, from data/rules/calendar.toml."""
    content = tomllib.loads((FOLDER / "calendar.toml").read_text("utf8"))
    return tuple(_form(entry) for entry in content["ask"])


def _form(entry: dict[str, Any]) -> Form:  # Any: tomllib's values
    if set(entry) - KEYS or entry["asks"] not in KINDS or not entry["examples"] or not entry["not_examples"]:
        raise BadRule(
            f"calendar.toml: {entry.get('id')!r} has unknown keys, asks what nobody answers or has no examples"
        )
    return Form(
        id=entry["id"],
        asks=entry["asks"],
        pattern=re.compile(entry["pattern"], re.IGNORECASE),
        months=entry.get("months"),
        examples=tuple(entry["examples"]),
        not_examples=tuple(entry["not_examples"]),
    )
