"""An Atom feed (RFC 4287)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from xml.etree import ElementTree

from pipeline.exports.actions import Action
from pipeline.exports.links import web

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `id` never changes, `at` is an ISO time with its zone; without a `link` the text is all there is."""

    id: str
    title: str
    link: str | None
    at: str
    text: str


def log_feed(log: Iterable[Action], now: datetime) -> bytes:
    """Return the action log as a feed to be put somewhere: an entry a promise, of the day of its meeting if known."""
    entries = [
        Entry(
            f"urn:undertook:{line.id}",
            f"{line.progress.capitalize()}: {line.owner or 'nobody named'} ({line.committee or 'body not named'})",
            web(line.source),
            _morning(line.meeting_date) or now.isoformat(timespec="seconds"),
            line.action,
        )
        for line in log
    ]
    return as_atom("Outstanding undertakings", "urn:undertook:action-log", None, entries, now)


def as_atom(title: str, here: str, home: str | None, entries: Iterable[Entry], now: datetime) -> bytes:
    """Return the feed; its time is that of its newest entry, `now` where it has none.

    `here` is its address, which is its id too, and `home` the tracker's; without a `home` it has no address yet.
    """
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    kept = list(entries)
    _text(feed, "id", here)
    _text(feed, "title", title)
    _text(feed, "updated", max((entry.at for entry in kept), default=now.isoformat(timespec="seconds")))
    author = ElementTree.SubElement(feed, f"{{{ATOM}}}author")
    _text(author, "name", "Undertook")
    if home is not None:
        ElementTree.SubElement(feed, f"{{{ATOM}}}link", {"rel": "self", "href": here})
        ElementTree.SubElement(feed, f"{{{ATOM}}}link", {"rel": "alternate", "href": home})
    for entry in kept:
        made = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        _text(made, "id", entry.id)
        _text(made, "title", entry.title)
        _text(made, "updated", entry.at)
        if entry.link:
            ElementTree.SubElement(made, f"{{{ATOM}}}link", {"rel": "alternate", "href": entry.link})
        # An entry has a link or its content (RFC 4287, 4.1.2).
        _text(made, "summary" if entry.link else "content", entry.text)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _morning(day: str | None) -> str | None:
    return datetime.combine(date.fromisoformat(day), time(), UTC).isoformat() if day else None


def _text(parent: ElementTree.Element, name: str, words: str) -> None:
    # Control characters may stand in minutes; XML 1.0 allows none but tabs and line ends.
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = "".join(
        sign for sign in words if sign >= " " or sign in "\t\n\r"
    )
