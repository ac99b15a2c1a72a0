"""Reads one file or page, whatever it is: the content decides which reader, its name and type only where it does
not."""

import re
from collections.abc import Callable
from pathlib import PurePath

from extractors.minutes.heading import heading
from extractors.minutes.regions import is_report, mark_regions
from extractors.sources.answers import classify
from extractors.sources.moderngov import is_moderngov, read_page
from extractors.text.html import decode_html, read_html
from extractors.text.pdf import MAGIC, MAGIC_REACH, read_pdf
from extractors.text.plain import read_plain
from models.meeting import Item, Reading
from models.run import UnreadableDocument
from models.text import Text
from models.vocabulary import PageKind

PLAIN_SUFFIXES = frozenset({".txt", ".md", ".text", ""})
# A text file has next to no control characters; one in a hundred says that it is something else.
MOST_CONTROLS = 0.01
MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html|head|body|div|table|p|h\d|!--)", re.IGNORECASE)
PAGE_HEADS: tuple[tuple[re.Pattern[str], PageKind], ...] = (
    (re.compile(r"agenda item\s*$", re.IGNORECASE), "item"),
    (re.compile(r"issue - (?:meetings|decisions)", re.IGNORECASE), "issue"),
    (re.compile(r"meeting documents\s*$", re.IGNORECASE), "legacy"),
    (re.compile(r"decision details", re.IGNORECASE), "decision"),
    (re.compile(r"agenda(?:,? decisions)? and (?:draft )?minutes", re.IGNORECASE), "meeting"),
)
FULL_TEXT = re.compile(r"view the full (?:minutes|decision|agenda|item) text", re.IGNORECASE)


def read(body: bytes, *, name: str, url: str | None = None, media_type: str | None = None) -> Reading:
    """Read a document. `name` is a file's name; raises `UnreadableDocument` and nothing else for what cannot be
    read."""
    if not body.strip():
        raise UnreadableDocument("empty-file", f"{name} is empty", "a page, a PDF or a text file")
    if MAGIC in body[:MAGIC_REACH]:
        return _whole(read_pdf(body), "minutes")
    if MARKUP.match(body[:MAGIC_REACH]):
        return _markup(body, name, url)
    return READERS[_format(body, name, media_type)](body)


def _markup(body: bytes, name: str, url: str | None) -> Reading:
    """A page or a web service answer; a known bad answer is no page, whatever its status said."""
    if is_moderngov(body):
        return read_page(body, url or f"file:///{name}")
    problem = classify(body, status=200, media_type=None, url=url or "")
    if problem is not None:
        raise UnreadableDocument(problem, f"{name} is not minutes but {problem.replace('-', ' ')}", "a page of minutes")
    if body.lstrip()[:5] == b"<?xml" and b"<html" not in body[:MAGIC_REACH].lower():
        raise UnreadableDocument(
            "unknown-answer", f"{name} is XML of a kind that we do not read", "a web service answer"
        )
    return _whole(read_html(decode_html(body)), "minutes")


def decode(body: bytes) -> str:
    """Decode text: UTF-8 where it is valid, else the Windows code page that councils' older files are in."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _format(body: bytes, name: str, media_type: str | None) -> str:
    suffix = PurePath(name).suffix.lower()
    controls = sum(byte < 9 or 13 < byte < 32 for byte in body[:4096])
    if controls > MOST_CONTROLS * min(len(body), 4096):
        raise UnreadableDocument("unknown-type", f"{name} is a binary file that begins {body[:8]!r}", "PDF or text")
    if suffix in PLAIN_SUFFIXES or media_type == "text/plain":
        return "plain"
    raise UnreadableDocument("no-reader", f"no reader for {media_type or suffix}", "PDF or text")


def _plain(body: bytes) -> Reading:
    text = mark_regions(read_plain(decode(body)))
    if not text.blocks:
        raise UnreadableDocument("empty-file", "a text of blanks only", "words")
    return _whole(text, _page_kind(text))


def _page_kind(text: Text) -> PageKind:
    first = text.plain[text.blocks[0].start : text.blocks[0].end]
    if is_report([text.plain[block.start : block.end] for block in text.blocks]):
        return "report"
    for pattern, kind in PAGE_HEADS:
        if pattern.match(first):
            return kind
    return "minutes"


def _whole(text: Text, kind: PageKind) -> Reading:
    """A document that is one item to its reader: what the blocks call a title names it."""
    marked = mark_regions(text)
    titles = [marked.words(block) for block in marked.blocks if block.region == "title"]
    item = Item(
        ref=None,
        number=None,
        title=titles[0] if titles else None,
        start=0,
        end=len(marked.plain),
        truncated=bool(FULL_TEXT.search(marked.plain)),
    )
    notes = (f"pages without text: {', '.join(map(str, text.unread_pages))}",) if text.unread_pages else ()
    meeting = heading(marked)
    return Reading(kind, text=marked, meetings=(meeting,) if meeting else (), items=(item,), notes=notes)


READERS: dict[str, Callable[[bytes], Reading]] = {"plain": _plain}
