"""The due dates of the action log as iCalendar (RFC 5545): one all-day event a promise whose day is known."""

import datetime
from collections.abc import Iterable

from icalendar import Calendar, Event

from pipeline.exports.actions import Action


def as_ics(log: Iterable[Action], now: datetime.datetime) -> bytes:
    """Return the calendar; an event's UID is the promise's id, so that a later calendar moves it. `now` is aware."""
    calendar = Calendar()
    calendar.add("prodid", "-//Undertook//Action log//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Outstanding undertakings")
    for action in log:
        if action.due:
            calendar.add_component(_event(action, now))
    written: bytes = calendar.to_ical()
    return written


def _event(action: Action, now: datetime.datetime) -> Event:
    day = datetime.date.fromisoformat(str(action.due))
    event = Event()
    event.add("uid", f"{action.id}@undertook")
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + datetime.timedelta(days=1))
    event.add("summary", f"Due: {action.owner or 'nobody named'} ({action.committee or 'body not named'})")
    event.add("description", action.action)
    event.add("transp", "TRANSPARENT")
    if action.source:
        event.add("url", action.source)
    return event
