"""The due dates of the action log as iCalendar (RFC 5545): one all-day event a promise whose day is known.

An event's UID is the promise's id, and its SEQUENCE grows with every change of the day and every follow-up, so that a
calendar program that has the event moves it. DTSTAMP is the moment of the last change: a calendar that is fetched again
without a change is the same.
"""

import datetime
from collections.abc import Iterable

from icalendar import Calendar, Event

from pipeline.exports.actions import Action
from pipeline.exports.columns import printable

NAME = "Outstanding undertakings"
# How often a program that subscribes should ask again; the tracker changes at night and when officers write.
REFRESH = datetime.timedelta(hours=6)


def as_ics(log: Iterable[Action], now: datetime.datetime) -> bytes:
    """Return the calendar; `now`, which is aware, is the moment of events of which no other is known."""
    calendar = Calendar()
    calendar.add("prodid", "-//Undertook//Action log//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", NAME)
    calendar.add("name", NAME)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for action in log:
        if action.due:
            calendar.add_component(_event(action, now))
    written: bytes = calendar.to_ical()
    return written


def _event(action: Action, now: datetime.datetime) -> Event:
    day = datetime.date.fromisoformat(str(action.due))
    event = Event()
    event.add("uid", f"{action.id}@undertook")
    at = datetime.datetime.fromisoformat(action.revised_at).astimezone(datetime.UTC) if action.revised_at else now
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("sequence", action.revision)
    event.add("dtstart", day)
    event.add("dtend", day + datetime.timedelta(days=1))
    summary = f"Due: {action.owner or 'nobody named'} ({action.committee or 'body not named'})"
    event.add("summary", " ".join(printable(summary).split()))
    event.add("description", printable(action.action))
    event.add("transp", "TRANSPARENT")
    if action.source:
        event.add("url", action.source)
    return event
