"""What councils publish: sites, committees, meetings, items, documents, attendance; and one page of it as read."""

import datetime

from models.frozen import frozen
from models.text import Text
from models.vocabulary import DocumentKind, MeetingStatus, MinutesStatus, PageKind, System


@frozen
class Site:
    """A council's publishing system. `slug` is its name on the command line; `base_url` ends with a slash."""

    slug: str
    name: str
    system: System
    base_url: str | None = None
    nation: str | None = None
    council_kind: str | None = None
    status: str | None = None


@frozen
class Committee:
    """A body that meets. `ref` is the site's own id for it; None where the page names the body and nothing else."""

    ref: str | None
    name: str
    category: str | None = None
    expired: bool = False
    url: str | None = None


@frozen
class Document:
    """A linked file. `ref` is the site's own letter and number ("s12345") or its address where it has none."""

    ref: str
    title: str
    url: str | None
    kind: DocumentKind = "other"
    item_ref: str | None = None
    restricted: bool = False
    published: datetime.date | None = None


@frozen
class Attendance:
    """One line of an attendance list, as printed. `initials` only where the list itself gives them."""

    name: str
    role: str | None = None
    status: str | None = None
    representing: str | None = None
    initials: str | None = None
    person_ref: str | None = None


@frozen
class Item:
    """An agenda item and where its words stand: `start` to `end` in the page's `Text.plain`.

    Blocks in that stretch carry the region (title, purpose, decision, minutes ...). `truncated` says that the page
    cut the minutes short, `full_text_url` where they stand whole. `ref` is the site's id of the item. `meeting` is the
    place of its meeting among the page's `meetings`, None where the page is all of one meeting or tells of none.
    """

    ref: str | None
    number: str | None
    title: str | None
    start: int
    end: int
    url: str | None = None
    truncated: bool = False
    full_text_url: str | None = None
    restricted: bool = False
    minute_number: str | None = None
    issue_ref: str | None = None
    decision_url: str | None = None
    meeting_ref: str | None = None
    documents: tuple[Document, ...] = ()
    meeting: int | None = None


@frozen
class Meeting:
    """A meeting of a committee. `date` is None where the page does not say it. `next_date` is the date that the
    minutes themselves name for the next meeting."""

    ref: str | None
    committee: Committee | None
    date: datetime.date | None
    time: datetime.time | None = None
    venue: str | None = None
    status: MeetingStatus = "scheduled"
    minutes_status: MinutesStatus = "none"
    url: str | None = None
    next_date: datetime.date | None = None
    documents: tuple[Document, ...] = ()
    attendance: tuple[Attendance, ...] = ()


@frozen
class Link:
    """An address on a page that a crawl may follow, absolute and in canonical form, with what it should hold."""

    url: str
    kind: PageKind | DocumentKind
    ref: str | None = None


@frozen
class Reading:
    """All that one page or file says. `items` hold offsets into `text`; lists of committees or meetings have no text.

    `notes` tell what the reader had to do without ("second HTML reader used", "minutes in Welsh set aside").
    """

    kind: PageKind
    text: Text | None = None
    committees: tuple[Committee, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    items: tuple[Item, ...] = ()
    documents: tuple[Document, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
