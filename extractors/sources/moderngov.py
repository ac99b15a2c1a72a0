"""One page or web service answer of a ModernGov site to what it says."""

from dataclasses import replace
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from extractors.sources import moderngov_pages as pages
from extractors.sources.answers import XML_ROOT
from extractors.sources.moderngov_service import service_answer
from extractors.sources.urls import page_kind
from extractors.text.builder import TextBuilder
from extractors.text.html import Node, in_utf8, parse, visible
from models.meeting import Reading
from models.run import UnreadableDocument
from models.vocabulary import PageKind

# What a page's first heading says it is; the address decides only where the heading does not.
HEADINGS: tuple[tuple[str, PageKind], ...] = (
    ("issue - ", "issue"),
    ("issue details", "issue_history"),
    ("agenda item", "item"),
    ("eitem agenda", "item"),
    ("decision details", "decision"),
    ("meeting documents", "legacy"),
    ("browse meetings", "meetings"),
    ("committee structure", "committees"),
    ("committee details", "committee"),
    ("reasons restricted", "restricted"),
    ("meeting attendance", "attendance"),
)
# Marks of a page that has items, whatever was read of it.
ITEM_MARKS = (b"mgItemTable", b"mgItemNumberCell")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Pages that only lead on: their text is nothing that anybody reads minutes for.
ONLY_LINKS = frozenset({"register", "issue_history", "plans", "calendar"})
# A page names the base of its links, if at all, before the first of them.
HEAD_BYTES = 20_000
# What stands above the content of a page: its headings, and the links to its papers.
HEAD = ".mgMainTitleTxt, .mgSubTitleTxt, .mgLinks"
ROOTS = (b"committees", b"getmeetings", b"getmeetingsbydate", b"meeting")
# What the other bindings of the service wrap the same tree in.
ENVELOPES = ("envelope", "body", "string")


def is_moderngov(body: bytes) -> bool:
    """Whether a body is a ModernGov page or one of its web service's answers, by the marks that they all bear."""
    if is_xml(body):
        return any(mark in body[:400] for mark in (b"<committees", b"<getmeetings", b"<getmeetingsbydate", b"<meeting"))
    return any(mark in body for mark in (b"mgContent", b"mgMainTitleTxt", b'id="modgov"', b"mgWordPara"))


def is_xml(body: bytes) -> bool:
    """Whether a body is XML that is no page: pages of XHTML begin as XML too."""
    root = XML_ROOT.match(body)
    if root is None or root["name"].lower() == b"html" or b"<!doctype html" in body[:400].lower():
        return False
    return root["name"].lower() in ROOTS or body.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"<?xml")


def read_page(body: bytes, url: str, *, words: bool = True) -> Reading:
    """Read a page or an answer; `url` is where it was found, whose folder all links on it are relative to.

    Without `words` the reading has no text, and its items have no place in one: it says what the page names and where
    it leads, for half of the work.
    Raises `UnreadableDocument` for truncated XML, an answer that we do not read and a page without ModernGov's content.
    """
    base = urljoin(url, ".")
    if is_xml(body):
        return _service(TextBuilder(keeps_words=words), body, base)
    markup = in_utf8(body)
    reading = _page(TextBuilder(keeps_words=words), markup, base, url)
    if not reading.items and reading.kind == "meeting" and all(mark in markup for mark in ITEM_MARKS):
        # The second reader loads slowly, and hardly a page needs it.
        from bs4 import BeautifulSoup

        markup = str(BeautifulSoup(markup.decode(), "html5lib")).encode()
        second = _page(TextBuilder(keeps_words=words), markup, base, url)
        if second.items:
            return replace(second, notes=(*second.notes, "second HTML reader used"))
    return reading


def _service(builder: TextBuilder, body: bytes, base: str) -> Reading:
    root = _tree(body)
    reading = service_answer(builder, root, urljoin(base, "../") if "mgwebservice" in base.lower() else base)
    if reading is None:
        raise UnreadableDocument("unknown-answer", f"an answer <{root.tag}>", "committees, meetings or a meeting")
    return reading


def _tree(body: bytes) -> Element:
    """Parse an answer to the tree of the plain binding: no namespaces, no envelope."""
    try:
        root: Element = fromstring(body.removeprefix(BYTE_ORDER_MARK).lstrip())
        for node in root.iter():
            node.tag = node.tag.rpartition("}")[2]
        while _is_envelope(root) and (len(root) or (root.text or "").lstrip().startswith("<")):
            root = root[-1] if len(root) else fromstring((root.text or "").strip())
    except ParseError as error:
        raise UnreadableDocument("truncated-xml", f"XML that breaks off: {error}", "a whole answer") from error
    return root


def _is_envelope(root: Element) -> bool:
    name = root.tag.lower()
    return name in ENVELOPES or name.endswith(("response", "result"))


def _page(builder: TextBuilder, markup: bytes, base: str, url: str) -> Reading:
    root = parse(markup)
    if b"<base" in markup[:HEAD_BYTES].lower():
        base = _told_base(root, base)
    content = content_of(root)
    if content is None:
        raise UnreadableDocument("no-content", "a page without ModernGov's content", "#modgov or .mgContent")
    kind = _kind(content, url)
    if kind in ("committees",):
        return pages.committees_page(content, base)
    if kind == "meetings":
        return pages.meetings_page(content, base)
    if kind == "attendance":
        return pages.attendance_page(content, base, url)
    reader = {
        "meeting": pages.meeting_page,
        "item": pages.item_page,
        "issue": pages.issue_page,
        "decision": pages.decision_page,
    }.get(kind)
    if kind in ONLY_LINKS:
        return Reading(kind, links=tuple(pages.links(content.css("a[href]"), base)))
    return reader(builder, content, base, url) if reader else pages.plain_page(builder, kind, content, base)


def _told_base(root: Node, base: str) -> str:
    """The folder that links are relative to, where the skin names another than the page's own."""
    told = root.css_first("base[href]")
    return urljoin(base, (told.attributes.get("href") or "").strip()) if told is not None else base


def content_of(root: Node) -> Node | None:
    """Return what ModernGov itself put into a page, without the council's skin; None where it put nothing there.

    Skins that leave out `#modgov` keep the title and the papers of a meeting beside the rest, not in it.
    """
    content = root.css_first("#modgov")
    if content is not None:
        return content
    content = root.css_first(".mgContent")
    head = root.css_first(HEAD) if content is not None else None
    while content is not None and head is not None and content.css_first(HEAD) is None:
        content = content.parent
    return content


def _kind(content: Node, url: str) -> PageKind:
    if content.css_first("table.mgItemTable, #mgItemTable") is not None:
        return "meeting"
    named = page_kind(url)
    if named == "committees":
        # The page of all bodies is headed "Browse meetings", as each body's list of meetings is.
        return named
    heading = visible(content.css_first("h1")).casefold()
    for words, kind in HEADINGS:
        if heading.startswith(words):
            return kind
    return named or "other"
