"""One agenda item as ModernGov shows it, on whichever page: title, purpose, decision, minutes, documents, links.

The parts stand one after the other in a container; labels ("Decision:", "Minutes:") are text, in English or Welsh, and
each block belongs to the latest label. Sources: saved pages of 2025/26 sites; classes unchanged since at least 2012.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from extractors.sources.urls import document_kind, document_ref, joined, parameter
from extractors.text.builder import TextBuilder
from extractors.text.html import Blocks, Node, children, classes, first, visible
from models.meeting import Document, Item
from models.vocabulary import Region

LABELS: dict[str, Region] = {
    "decision": "decision",
    "decisions": "decision",
    "minutes": "minutes",
    "additional documents": "documents",
    "supporting documents": "documents",
    "accompanying documents": "documents",
    "penderfyniad": "decision",
    "cofnodion": "minutes",
    "dogfennau ychwanegol": "documents",
    "dogfennau ategol": "documents",
}
LABEL_CLASSES = frozenset({"mgSubItemTitleTxt", "mgSubSubTitleTxt", "mgLabel"})
TITLE_CLASS = "mgAiTitleTxt"
BODY_CLASS = "mgWordPara"
ITEM_PAGE = "mgAi.aspx"
PARTS = ", ".join(f".{name}" for name in sorted({BODY_CLASS, TITLE_CLASS} | LABEL_CLASSES))
WELSH = frozenset({"penderfyniad", "cofnodion", "dogfennau ychwanegol", "dogfennau ategol"})
FULL_TEXT = re.compile(r"view the full (?:minutes|item|decision|agenda) text", re.IGNORECASE)
FILE_TAIL = re.compile(
    r"\s*(?:pdf icon|word icon|excel icon)?\s*(?:PDF|DOCX?|XLSX?|ZIP|RTF)\s+[\d.,]+\s*[KM]B\s*$", re.IGNORECASE
)
ELLIPSES = ("...", "\u2026")
SIZES = ("KB", "MB")
RESTRICTED = re.compile(r"mgReasonsRestricted\.aspx", re.IGNORECASE)


@dataclass(slots=True)
class ItemParts:
    """What one pass over an item's container gathers."""

    number: str | None = None
    ref: str | None = None
    title: str | None = None
    documents: list[Document] = field(default_factory=list)
    truncated: bool = False
    full_text_url: str | None = None
    restricted: bool = False
    issue_ref: str | None = None
    decision_url: str | None = None
    welsh: bool = False
    region: Region = "purpose"


def read_item(blocks: Blocks, nodes: Iterable[Node], base: str, parts: ItemParts, *, url: str | None = None) -> Item:
    """Add an item's blocks to a text and return the item with its range of that text. `nodes` are the item's parts."""
    builder = blocks.builder
    start = builder.length
    if parts.number:
        builder.add(parts.number, region="label")
    _take_all(blocks, nodes, base, parts)
    return Item(
        ref=parts.ref,
        number=parts.number.rstrip(".") if parts.number else None,
        title=parts.title,
        start=start,
        end=builder.length,
        url=url or (f"{joined(ITEM_PAGE, base)}?ID={parts.ref}" if parts.ref else None),
        truncated=parts.truncated,
        full_text_url=parts.full_text_url,
        restricted=parts.restricted,
        issue_ref=parts.issue_ref,
        decision_url=parts.decision_url,
        documents=tuple(parts.documents),
    )


def label_region(words: str) -> Region | None:
    """Return the region that a label opens, None where the words are no label."""
    return LABELS.get(words.strip(" :\u00a0").casefold())


def clean_title(words: str) -> str:
    """Take a file's icon, kind and size off a title."""
    words = words.strip()
    return FILE_TAIL.sub("", words).strip() if words[-2:].upper() in SIZES else words


def document(link: Node, base: str, item_ref: str | None) -> Document | None:
    """Return the document that a link leads to, None where it leads to a page."""
    href = link.attributes.get("href") or ""
    url = joined(href, base)
    ref = document_ref(url)
    if ref is None:
        return None
    title = clean_title(visible(link))
    return Document(ref, title, url, document_kind(title, url), item_ref)


def _take_all(blocks: Blocks, nodes: Iterable[Node], base: str, parts: ItemParts) -> None:
    """Take the parts in order; a plain wrapper around several parts is opened."""
    for node in nodes:
        named = classes(node)
        if BODY_CLASS not in named and node.tag in ("div", "section") and node.css_first(PARTS) is not None:
            _take_all(blocks, children(node), base, parts)
        else:
            _take(blocks, node, named, base, parts)


def _take(blocks: Blocks, node: Node, named: Collection[str], base: str, parts: ItemParts) -> None:
    if TITLE_CLASS in named:
        _title(blocks.builder, node, base, parts)
    elif (tag := node.tag) == "ul" and ("mgActionList" in named or "mgBulletList" in named):
        _links(blocks, node, base, parts)
    elif tag == "table":
        blocks.add(node, "vote")
    elif not LABEL_CLASSES.isdisjoint(named) or (BODY_CLASS not in named and label_region(visible(node)) is not None):
        _label(blocks.builder, node, parts)
    elif tag != "li":
        # A stray list item outside any list is the site's link to recorded votes.
        _body(blocks, node, base, parts)


def _title(builder: TextBuilder, node: Node, base: str, parts: ItemParts) -> None:
    title = clean_title(visible(node))
    if parts.title is None:
        parts.title = title or None
    builder.add(title, region="title", kind="heading", level=2)
    link = first(node, "a", "href")
    found = document(link, base, parts.ref) if link is not None else None
    if found is not None:
        parts.documents.append(found)


def _label(builder: TextBuilder, node: Node, parts: ItemParts) -> None:
    words = visible(node)
    region = label_region(words)
    if region is not None:
        parts.region = region
        parts.welsh = parts.welsh or words.strip(" :").casefold() in WELSH
    builder.add(words, region="label")


def _links(blocks: Blocks, node: Node, base: str, parts: ItemParts) -> None:
    linked = node.css("a[href]")
    for link in linked:
        href = link.attributes.get("href") or ""
        found = document(link, base, parts.ref)
        if found is not None:
            parts.documents.append(found)
        elif RESTRICTED.search(href):
            parts.restricted = True
        elif "mgissuehistoryhome" in href.lower():
            parts.issue_ref = parameter(href, "IId")
        elif "iedecisiondetails" in href.lower():
            parts.decision_url = joined(href, base)
    if not linked:
        blocks.add(node, parts.region)


def _body(blocks: Blocks, node: Node, base: str, parts: ItemParts) -> None:
    for link in blocks.add(node, "other" if _is_field(node) else parts.region):
        href = link.attributes.get("href") or ""
        if FULL_TEXT.search(visible(link)) or _goes_on(link, href):
            parts.truncated = True
            parts.full_text_url = joined(href, base)
        elif RESTRICTED.search(href):
            parts.restricted = True


def _is_field(node: Node) -> bool:
    """Whether a node is a field of a decision's form, "Date of decision: 1 April", which belongs to no label's body."""
    label = node.child if node.tag == "p" else None
    return label is not None and "mgLabel" in classes(label)


def _goes_on(link: Node, href: str) -> bool:
    """Whether a link in any language leads from where a body breaks off to the item's own page."""
    if ITEM_PAGE.lower() not in href.lower() or link.parent is None:
        return False
    before = visible(link.parent).removesuffix(visible(link)).rstrip()
    return before.endswith(ELLIPSES)
