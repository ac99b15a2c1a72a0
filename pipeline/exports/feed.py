"""An Atom feed (RFC 4287)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `id` never changes, `at` is an ISO time with its zone."""

    id: str
    title: str
    link: str
    at: str
    text: str


def as_atom(title: str, here: str, home: str, entries: Iterable[Entry], now: datetime) -> bytes:
    """Return the feed; its time is that of its newest entry, `now` where it has none."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    kept = list(entries)
    _text(feed, "id", here)
    _text(feed, "title", title)
    _text(feed, "updated", max((entry.at for entry in kept), default=now.isoformat(timespec="seconds")))
    author = ElementTree.SubElement(feed, f"{{{ATOM}}}author")
    _text(author, "name", "Undertook")
    ElementTree.SubElement(feed, f"{{{ATOM}}}link", {"rel": "self", "href": here})
    ElementTree.SubElement(feed, f"{{{ATOM}}}link", {"rel": "alternate", "href": home})
    for entry in kept:
        made = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        _text(made, "id", entry.id)
        _text(made, "title", entry.title)
        _text(made, "updated", entry.at)
        ElementTree.SubElement(made, f"{{{ATOM}}}link", {"rel": "alternate", "href": entry.link})
        _text(made, "summary", entry.text)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: ElementTree.Element, name: str, words: str) -> None:
    # Control characters may stand in minutes; XML 1.0 allows none but tabs and line ends.
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = "".join(
        sign for sign in words if sign >= " " or sign in "\t\n\r"
    )
