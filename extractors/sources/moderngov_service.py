"""The answers of ModernGov's web service: committees, meetings, one meeting with its items and attendance.

Element names are lower case; an empty value is white space; titles are encoded twice; bodies are HTML, encoded once.
"""

import html
from xml.etree.ElementTree import Element

from extractors.sources.moderngov_item import ItemParts
from extractors.sources.moderngov_titles import clock, day
from extractors.sources.urls import document_kind, document_ref, joined
from extractors.text.builder import TextBuilder
from extractors.text.html import READER, Blocks, fragment
from models.meeting import Attendance, Committee, Document, Item, Meeting, Reading
from models.vocabulary import MeetingStatus, Region

BODIES: tuple[tuple[str, str, Region], ...] = (
    ("agendatext", "", "purpose"),
    ("decisionnonemptyhtmlbody", "Decision:", "decision"),
    ("minutesnonemptyhtmlbody", "Minutes:", "minutes"),
)


def service_answer(builder: TextBuilder, root: Element, base: str) -> Reading | None:
    """Read an answer by the name of its root; None where it is none of those that we read."""
    if root.tag == "committees":
        # A body that was made by mistake and deleted has no pages.
        kept = (node for node in root.iter("committee") if not _true(node, "committeedeleted"))
        return Reading("committees", committees=tuple(map(_committee, kept)))
    if root.tag in ("getmeetings", "getmeetingsbydate"):
        return Reading("meetings", meetings=tuple(_listed(root)))
    return _meeting(builder, root, base) if root.tag == "meeting" else None


def value(node: Element, name: str) -> str | None:
    """Return a child's words, None where it is absent or white space."""
    words = (node.findtext(name) or "").strip()
    return words or None


def title(node: Element, name: str) -> str | None:
    """Return a child's words decoded once more: titles are encoded twice."""
    words = value(node, name)
    return " ".join(html.unescape(words).split()) if words else None


def _true(node: Element, name: str) -> bool:
    return (value(node, name) or "").lower() == "true"


def _committee(node: Element) -> Committee:
    return Committee(
        value(node, "committeeid"),
        title(node, "committeetitle") or "",
        title(node, "committeecategory"),
        _true(node, "committeeexpired"),
    )


def _listed(root: Element) -> list[Meeting]:
    found = []
    groups = list(root.iter("committee")) or [root]
    for group in groups:
        for node in group.iter("meeting"):
            owner = node if node.find("committeeid") is not None else group
            name = title(owner, "committeetitle")
            committee = Committee(value(owner, "committeeid"), name) if name else None
            found.append(_plain_meeting(node, committee))
    return found


def _plain_meeting(node: Element, committee: Committee | None) -> Meeting:
    when = value(node, "meetingtime")
    return Meeting(
        ref=value(node, "meetingid"),
        committee=committee,
        date=day(value(node, "meetingdate") or ""),
        time=clock(when) if when else None,
        venue=title(node, "meetinglocation"),
        status=_status(value(node, "meetingstatus")),
    )


def _status(words: str | None) -> MeetingStatus:
    lower = (words or "").lower()
    if lower in ("cancelled", "postponed", "withdrawn"):
        return lower  # type: ignore[return-value]
    return "scheduled"


def _meeting(builder: TextBuilder, root: Element, base: str) -> Reading:
    plain = _plain_meeting(root, None)
    items = tuple(_item(builder, node, base, plain.ref) for node in root.iter("agendaitem"))
    published = _true(root, "minutepublished")
    held = published and plain.status == "scheduled"
    meeting = Meeting(
        ref=plain.ref,
        committee=None,
        date=plain.date,
        time=plain.time,
        venue=plain.venue,
        status="held" if held else plain.status,
        minutes_status="published" if published else "none",
        attendance=tuple(_attendee(node) for node in root.iter("attendee")),
    )
    documents = tuple(document for item in items for document in item.documents)
    text = builder.text(READER) if builder.keeps_words else None
    return Reading("meeting", text, (), (meeting,), items, documents)


def _attendee(node: Element) -> Attendance:
    return Attendance(
        name=" ".join(html.unescape(node.get("name") or "").split()),
        role=node.get("roledescription") or None,
        status=node.get("attendance") or None,
        representing=node.get("representing") or None,
        person_ref=node.get("memberid") or None,
    )


def _item(builder: TextBuilder, node: Element, base: str, meeting_ref: str | None) -> Item:
    parts = ItemParts(ref=value(node, "agendaitemid"), title=title(node, "agendaitemtitle"))
    number = (value(node, "fulldisplaynumberformat") or "").rstrip(".") or None
    restricted = _true(node, "isrestricted")
    start = builder.length
    builder.add(parts.title or "", region="title", kind="heading", level=2)
    for name, label, region in BODIES if builder.keeps_words and not restricted else ():
        markup = value(node, name)
        if markup:
            builder.add(label, region="label")
            body = fragment(markup)
            Blocks(builder, body).add(body, region)
    return Item(
        ref=parts.ref,
        number=number,
        title=parts.title,
        start=start,
        end=builder.length,
        url=joined(f"mgAi.aspx?ID={parts.ref}", base) if parts.ref else None,
        restricted=restricted,
        minute_number=value(node, "minutesitemnumber"),
        meeting_ref=meeting_ref,
        documents=tuple(_document(linked, base, parts.ref) for linked in node.iter("linkeddoc")),
    )


def _document(node: Element, base: str, item_ref: str | None) -> Document:
    named, url = title(node, "title") or "", value(node, "url")
    absolute = joined(url, base) if url else None
    ref = (document_ref(absolute) if absolute else None) or f"s{value(node, 'attachmentid')}"
    return Document(
        ref,
        named,
        absolute,
        document_kind(named, absolute or ""),
        item_ref,
        restricted=_true(node, "isrestricted"),
        published=day(value(node, "publicationdate") or ""),
    )
