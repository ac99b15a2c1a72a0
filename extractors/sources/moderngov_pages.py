"""ModernGov's pages: committees, meetings, a meeting, an item, an issue, a decision, attendance, legacy files."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from extractors.minutes.regions import mark_regions
from extractors.sources.moderngov_item import ItemParts, clean_title, document, read_item
from extractors.sources.moderngov_titles import clock, day, minutes_status, split_subject, status
from extractors.sources.urls import is_supplement, joined, page_kind, parameter
from extractors.text.builder import TextBuilder
from extractors.text.html import READER, Blocks, Node, children, classes, first, visible
from models.meeting import Attendance, Committee, Document, Item, Link, Meeting, Reading
from models.text import Text
from models.vocabulary import DocumentKind, PageKind

ANCHOR = re.compile(r"^AI(\d+)$", re.IGNORECASE)
ISSUE_MEETING = re.compile(
    r"^Meeting:\s*(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*-\s*(?P<body>.+?)(?:\s*\(Item\s+(?P<item>[^)]+)\))?$", re.IGNORECASE
)
MEETING_HEADINGS = "h2, h3, h4, p.mgAiTitleTxt, p.mgSectionTitle"
LEADING_NUMBER = re.compile(r"^(?P<number>\d+[a-z]?(?:/\d+)?\.?)\s+(?=\S)")


def committees_page(content: Node, base: str) -> Reading:
    """Read a list of committees, grouped or not."""
    found: dict[str, Committee] = {}
    category: str | None = None
    for node in content.css("h2.mgSectionTitle, a[href]"):
        if node.tag == "h2":
            category = visible(node) or None
            continue
        url = joined(node.attributes.get("href") or "", base)
        ref = {"committee": parameter(url, "ID"), "meetings": parameter(url, "CommitteeId", "CId")}.get(
            page_kind(url) or ""
        )
        # The constitution and the like are kept as bodies that never meet, and marked as information.
        if ref and visible(node) and parameter(url, "info") in (None, "0"):
            found.setdefault(ref, Committee(ref, visible(node), category, url=url))
    return Reading("committees", committees=tuple(found.values()), links=tuple(links(content.css("a[href]"), base)))


def meetings_page(content: Node, base: str) -> Reading:
    """Read a committee's list of meetings; what stands behind a link says what is published."""
    name = subject(content)
    found: dict[str, Meeting] = {}
    for link in content.css("a[href]"):
        url = joined(link.attributes.get("href") or "", base)
        ref = parameter(url, "MId", "MeetingId") if page_kind(url) in ("meeting", "legacy") else None
        words = visible(link)
        if ref is None or day(words) is None:
            continue
        tail = visible(link.parent)[len(words) :] if link.parent is not None else ""
        committee = Committee(parameter(url, "CId", "CommitteeId"), name) if name else None
        found.setdefault(
            ref,
            Meeting(
                ref,
                committee,
                day(words),
                clock(DATE_TAIL.sub("", words)),
                status=status(tail) or "scheduled",
                minutes_status=minutes_status(tail),
                url=url,
            ),
        )
    return Reading("meetings", meetings=tuple(found.values()), links=tuple(links(content.css("a[href]"), base)))


# The date itself, so that what is left of an entry is its time of day.
DATE_TAIL = re.compile(r"^.*?\b(?:19|20)\d\d")


def meeting_page(builder: TextBuilder, content: Node, base: str, url: str) -> Reading:
    """Read a meeting's page: its title, papers, place, and every row of its items."""
    head, title = visible(content.css_first("h1")), subject(content)
    meeting_ref = parameter(url, "MId", "MeetingId", "MID")
    name, when = split_subject(title)
    builder.add(head, region="label")
    builder.add(title, region="title", kind="heading", level=1)
    blocks = Blocks(builder, content)
    items = tuple(_rows(blocks, content, base))
    fate = status(when) or status(title)
    meeting = Meeting(
        ref=meeting_ref,
        committee=Committee(_committee_ref(content, url), name) if name else None,
        date=day(when),
        time=clock(DATE_TAIL.sub("", when)) if when else None,
        venue=_labelled(content, "venue", "proposed venue", "lleoliad"),
        status=fate or ("held" if minutes_status(head) != "none" else "scheduled"),
        minutes_status=minutes_status(head),
        url=url,
        documents=tuple(_meeting_documents(blocks, base)),
    )
    return _reading("meeting", builder, items, (meeting,), tuple(links(blocks.links, base)))


def _committee_ref(content: Node, url: str) -> str | None:
    """The body's id by the link in the page's title, else by the address, which outlives a change of the body."""
    link = content.css_first("h2.mgSubTitleTxt a[href]")
    linked = parameter(link.attributes.get("href") or "", "ID") if link is not None else None
    return linked or parameter(url, "CId", "CommitteeId")


def item_page(builder: TextBuilder, content: Node, base: str, url: str) -> Reading:
    """Read one agenda item with its full text."""
    builder.add(visible(content.css_first("h1")), region="label")
    title = subject(content)
    parts = ItemParts(ref=parameter(url, "ID"), title=title or None)
    builder.add(title, region="title", kind="heading", level=1)
    blocks = Blocks(builder, content)
    item = read_item(blocks, children(content.css_first(".mgContent") or content), base, parts, url=url)
    return _reading("item", builder, (item,), (), tuple(links(blocks.links, base)), welsh=parts.welsh)


def issue_page(builder: TextBuilder, content: Node, base: str, url: str) -> Reading:
    """Read an issue's page: every meeting that took it, with the item's text, cut after about 500 words."""
    builder.add(visible(content.css_first("h1")), region="label")
    builder.add(subject(content), region="title", kind="heading", level=1)
    blocks = Blocks(builder, content)
    items: list[Item] = []
    meetings: list[Meeting] = []
    for heading, match, group in _meeting_groups(content.css_first(".mgContent") or content):
        builder.add(visible(heading), region="title", kind="heading", level=2)
        meeting_ref = next(filter(None, (_linked_meeting(node, base) for node in (heading, *group))), None)
        parts = ItemParts(number=match["item"], issue_ref=parameter(url, "IId"))
        start = builder.length
        item = read_item(blocks, group, base, parts)
        items.append(_item_of_issue(item, start, parts, meeting_ref, len(meetings)))
        meetings.append(Meeting(meeting_ref, Committee(None, match["body"]), day(match["date"]), status="held"))
    return _reading("issue", builder, tuple(items), tuple(meetings), tuple(links(blocks.links, base)))


def _linked_meeting(node: Node, base: str) -> str | None:
    """The id of the first meeting that a link in a node leads to."""
    urls = (joined(link.attributes.get("href") or "", base) for link in node.css("a[href]"))
    refs = (parameter(url, "MId", "MeetingId") for url in urls if page_kind(url) == "meeting")
    return next(filter(None, refs), None)


def _item_of_issue(item: Item, start: int, parts: ItemParts, meeting_ref: str | None, meeting: int) -> Item:
    """The item of one meeting on an issue's page: its title begins with the item's number."""
    full = parameter(parts.full_text_url, "ID") if parts.full_text_url else None
    match = LEADING_NUMBER.match(parts.title or "")
    return Item(
        ref=full,
        number=(match["number"].rstrip(".") if match else parts.number),
        title=(parts.title or "")[match.end() :] if match else parts.title,
        start=start,
        end=item.end,
        url=parts.full_text_url,
        truncated=parts.truncated,
        full_text_url=parts.full_text_url,
        restricted=parts.restricted,
        issue_ref=parts.issue_ref,
        decision_url=parts.decision_url,
        meeting_ref=meeting_ref,
        documents=tuple(parts.documents),
        meeting=meeting,
    )


def _meeting_groups(content: Node) -> Iterator[tuple[Node, re.Match[str], list[Node]]]:
    """Give each "Meeting: ..." heading of an issue's page with what it says and the nodes up to the next one."""
    found: list[tuple[Node, re.Match[str], list[Node]]] = []
    for node in _opened(content):
        match = _meeting_heading(node)
        if match is not None:
            found.append((node, match, []))
        elif found:
            found[-1][-1].append(node)
    yield from found


def _opened(content: Node) -> Iterator[Node]:
    """The parts of an issue's page; some skins put a wrapper around each meeting, or around them all."""
    for node in children(content):
        is_wrapper = node.tag in ("div", "section") and _meeting_heading(node) is None
        if is_wrapper and any(_meeting_heading(heading) for heading in node.css(MEETING_HEADINGS)):
            yield from _opened(node)
        else:
            yield node


def _meeting_heading(node: Node) -> re.Match[str] | None:
    words = visible(node)
    return ISSUE_MEETING.match(words) if len(words) < 300 else None


def decision_page(builder: TextBuilder, content: Node, base: str, url: str) -> Reading:
    """Read a decision's own page; its label fields are no text to find records in, but name the meeting it is of."""
    builder.add(visible(content.css_first("h1")), region="label")
    parts = ItemParts(ref=parameter(url, "AIId"), title=subject(content) or None, region="other")
    builder.add(subject(content), region="title", kind="heading", level=1)
    labelled = [label.parent for label in content.css(".mgLabel") if label.parent is not None]
    meeting_ref = next(filter(None, (_linked_meeting(node, base) for node in labelled)), None)
    blocks = Blocks(builder, content)
    item = read_item(blocks, children(content.css_first(".mgContent") or content), base, parts, url=url)
    item = replace(item, meeting_ref=meeting_ref)
    return _reading("decision", builder, (item,), (), tuple(links(blocks.links, base)))


def attendance_page(content: Node, base: str, url: str) -> Reading:
    """Read who was there: name, role, and what the list says of their presence."""
    found = []
    for row in content.css("table tr"):
        cells = [cell for cell in children(row) if cell.tag == "td"]
        if len(cells) >= 3 and visible(cells[0]):
            link = first(cells[0], "a", "href")
            ref = parameter(link.attributes.get("href") or "", "UID") if link is not None else None
            found.append(
                Attendance(visible(cells[0]), visible(cells[1]) or None, visible(cells[2]) or None, person_ref=ref)
            )
    title = subject(content)
    name, when = split_subject(title)
    committee = Committee(None, name) if name and when else None
    meeting = Meeting(parameter(url, "ID"), committee, day(title), attendance=tuple(found))
    return Reading("attendance", meetings=(meeting,))


def plain_page(builder: TextBuilder, kind: PageKind, content: Node, base: str) -> Reading:
    """Read a page whose blocks have no labels of ModernGov's own: legacy files, committee pages, restrictions."""
    linked = Blocks(builder, content).add(content)
    text = mark_regions(builder.text(READER)) if builder.keeps_words else None
    files = (found for link in linked if (found := document(link, base, None)) is not None)
    papers = tuple({found.url: found for found in files}.values())
    items = _whole(text) if text is not None and kind == "legacy" else ()
    return Reading(kind, text=text, items=items, documents=papers, links=tuple(links(linked, base)))


def _whole(text: Text) -> tuple[Item, ...]:
    titles = [text.words(block) for block in text.blocks if block.region == "title"]
    return (Item(None, None, titles[0] if titles else None, 0, len(text.plain)),)


def subject(content: Node) -> str:
    """Return what a page is about: its second heading."""
    return clean_title(visible(content.css_first("h2.mgSubTitleTxt") or content.css_first(".mgSubTitle h2")))


def links(linked: Iterable[Node], base: str) -> Iterator[Link]:
    """Give every page that links lead to and a crawl may follow, once, with what it should hold; documents are given by
    the items."""
    seen: set[str] = set()
    for link in linked:
        url = joined(link.attributes.get("href") or "", base)
        kind: PageKind | DocumentKind | None = "supplement" if is_supplement(url) else page_kind(url)
        if kind is not None and kind != "restricted" and url not in seen:
            seen.add(url)
            yield Link(url, kind, parameter(url, "ID", "MId", "IId", "AIId", "CommitteeId"))


def _rows(blocks: Blocks, content: Node, base: str) -> Iterator[Item]:
    table = content.css_first("table.mgItemTable, #mgItemTable")
    if table is None:
        return
    address = table.mem_id
    for row in blocks.rows:
        if not _is_inside(row, lambda node: node.mem_id == address):
            continue
        cells = [cell for cell in children(row) if cell.tag == "td"]
        number_cell = next((cell for cell in cells if "mgItemNumberCell" in classes(cell)), None)
        if number_cell is None:
            # The head of the table, or a row of a table inside an item: recorded votes.
            continue
        anchor = first(row, "a", "name")
        match = ANCHOR.match(anchor.attributes.get("name") or "") if anchor is not None else None
        parts = ItemParts(number=visible(number_cell) or None, ref=match[1] if match else None)
        yield read_item(blocks, children(cells[-1]), base, parts)


def _meeting_documents(blocks: Blocks, base: str) -> Iterator[Document]:
    """Give the papers of the meeting itself: those that hang on no item."""
    for node in blocks.lists:
        if "mgActionList" not in classes(node) or _is_inside(node, lambda outer: outer.tag == "td"):
            continue
        for link in node.css("a[href]"):
            found = document(link, base, None)
            if found is not None:
                yield found


def _is_inside(node: Node, is_it: Callable[[Node], bool]) -> bool:
    """Say whether a node is such a one or lies in such a one."""
    while node is not None and not is_it(node):
        node = node.parent
    return node is not None


def _labelled(content: Node, *names: str) -> str | None:
    for label in content.css("span.mgLabel"):
        words = visible(label).strip(" :").casefold()
        if words in names and label.parent is not None:
            words = visible(label.parent)[len(visible(label)) :]
            for link in label.parent.css("a"):
                words = words.replace(visible(link), "")
            return words.strip(" .") or None
    return None


def _reading(
    kind: PageKind,
    builder: TextBuilder,
    items: tuple[Item, ...],
    meetings: tuple[Meeting, ...],
    found: tuple[Link, ...],
    *,
    welsh: bool = False,
) -> Reading:
    text = builder.text(READER) if builder.keeps_words else None
    documents = [document for item in items for document in item.documents]
    documents += [document for meeting in meetings for document in meeting.documents]
    notes = ("text in Welsh set aside",) if welsh else ()
    return Reading(kind, text, (), meetings, items, tuple(documents), found, notes)
