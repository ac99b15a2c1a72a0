"""Reads one file or page, whatever it is: the content decides which reader, its name and type only where it does
not."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extractors.minutes.action_log import log_blocks
from extractors.minutes.attendance import attendance, mark_attendance
from extractors.minutes.heading import heading
from extractors.minutes.items import items
from extractors.minutes.regions import is_report, mark_regions
from extractors.minutes.welsh import set_welsh_aside
from extractors.sources.answers import classify
from extractors.sources.moderngov import is_moderngov, read_page
from extractors.text.docx import read_docx
from extractors.text.email import Attachment, read_email
from extractors.text.formats import UTF_16_MARKS, Format, file_format
from extractors.text.html import in_utf8, read_html
from extractors.text.joined import joined
from extractors.text.odt import read_odt
from extractors.text.pdf import MAGIC_REACH, read_pdf
from extractors.text.pdf_words import Word
from extractors.text.plain import read_plain
from extractors.text.xlsx import read_xlsx
from models.meeting import Item, Reading
from models.run import UnreadableDocument
from models.text import Text
from models.vocabulary import PageKind

MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html|head|body|meta|title|style|link|main|article|section|div|span"
    rb"|font|center|table|ul|ol|p|h\d|!--)",
    re.IGNORECASE,
)
PAGE_HEADS: tuple[tuple[re.Pattern[str], PageKind], ...] = (
    (re.compile(r"agenda item\s*$", re.IGNORECASE), "item"),
    (re.compile(r"issue - (?:meetings|decisions)", re.IGNORECASE), "issue"),
    (re.compile(r"meeting documents\s*$", re.IGNORECASE), "legacy"),
    (re.compile(r"decision details", re.IGNORECASE), "decision"),
    (re.compile(r"agenda(?:,? decisions)? and (?:draft )?minutes", re.IGNORECASE), "meeting"),
)
# What FULL_TEXT matches begins with this.
FULL_TEXT_SIGN = "view the full"
FULL_TEXT = re.compile(r"view the full (?:minutes|decision|agenda|item) text", re.IGNORECASE)


def read(body: bytes, *, name: str, url: str | None = None, media_type: str | None = None) -> Reading:
    """Read a document. `name` is a file's name; raises `UnreadableDocument` and nothing else for what cannot be
    read."""
    if not body.strip():
        raise UnreadableDocument("empty-file", f"{name} is empty", "a page, a PDF or a text file")
    try:
        return _in_english(_read(body, name=name, url=url, media_type=media_type))
    except RecursionError as error:
        found = f"{name} nests its parts hundreds of levels deep"
        raise UnreadableDocument("too-deep", found, "a document that people wrote") from error


def _read(body: bytes, *, name: str, url: str | None, media_type: str | None) -> Reading:
    if MARKUP.match(body[:MAGIC_REACH]):
        return _markup(body, name, url)
    return READERS[file_format(body, name=name, media_type=media_type)](body)


def _in_english(reading: Reading) -> Reading:
    """The same reading with what is in Welsh set aside and noted."""
    if reading.text is None:
        return reading
    text, notes = set_welsh_aside(reading.text)
    return replace(reading, text=text, notes=(*reading.notes, *notes)) if notes else reading


def read_scanned(body: bytes, scanned: Mapping[int, tuple[Word, ...]], quality: float) -> Reading:
    """Read a PDF again with the words that OCR saw on some of its pages; `quality` is the share that it was sure of."""
    return _file(lambda body: replace(read_pdf(body, scanned), quality=quality))(body)


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
    return _whole(read_html(in_utf8(body)), "minutes")


def decode(body: bytes) -> str:
    """Decode text: by its byte order mark, UTF-8 where it is valid, else the Windows code page of councils' older
    files."""
    if body.startswith(UTF_16_MARKS):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


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
    """Minutes with their items and who was there; a text without items of its own is one item, named by what its blocks
    call a title."""
    english, _ = set_welsh_aside(text)
    # What is printed in both languages has its items once; what is in Welsh alone has them in Welsh.
    found = items(english) or (items(text) if english is not text else ())
    attended = attendance(text, found)
    marked = mark_regions(mark_attendance(text, attended))
    notes = (f"pages without text: {', '.join(map(str, text.unread_pages))}",) if text.unread_pages else ()
    meeting = heading(marked)
    meetings = (replace(meeting, attendance=attended.people),) if meeting else ()
    return Reading(kind, text=marked, meetings=meetings, items=found or (_one_item(marked),), notes=notes)


def _one_item(text: Text) -> Item:
    titles = [text.words(block) for block in text.blocks if block.region == "title"]
    return Item(
        ref=None,
        number=None,
        title=titles[0] if titles else None,
        start=0,
        end=len(text.plain),
        truncated=FULL_TEXT_SIGN in text.plain.lower() and FULL_TEXT.search(text.plain) is not None,
    )


def _file(reader: Callable[[bytes], Text]) -> Callable[[bytes], Reading]:
    """A reader of files, whose text must hold something: a file with no words at all is named, never silently empty."""

    def read_file(body: bytes) -> Reading:
        text = reader(body)
        if not text.blocks and not text.unread_pages:
            raise UnreadableDocument("empty-file", "a file without a word", "words")
        return _whole(text, "action_log" if _is_log(text) else "minutes")

    return read_file


def _is_log(text: Text) -> bool:
    """Whether an action log is most of a text."""
    return 2 * len(log_blocks(text)) > len(text.blocks)


def _email(body: bytes) -> Reading:
    """An e-mail: the minutes that are attached to it, else its own words."""
    message = read_email(body)
    covering = read_plain(message.words or "") if message.words or not message.markup else read_html(message.markup)
    found, notes = _attached([one for one in message.attachments if one.is_file])
    if not any(reading.text is not None for reading in found):
        # The words of a message that was sent on: the minutes, where no file holds them.
        found, notes = _attached(message.attachments)
    texts = [reading.text for reading in found if reading.text is not None]
    if not texts:
        if not covering.blocks:
            raise UnreadableDocument("empty-file", "an e-mail without words or files that can be read", "minutes")
        return replace(_whole(covering, "minutes"), notes=notes)
    aside = replace(covering, blocks=tuple(block.within("other") for block in covering.blocks))
    whole = _whole(joined([*texts, aside], "email/1"), found[0].kind)
    return replace(whole, meetings=found[0].meetings or whole.meetings, notes=notes)


def _attached(attachments: Sequence[Attachment]) -> tuple[list[Reading], tuple[str, ...]]:
    """Read what hangs on an e-mail; what cannot be read is named in the notes. E-mails in e-mails are flat already."""
    found: list[Reading] = []
    notes: list[str] = []
    for one in attachments:
        try:
            reading = read(one.body, name=one.name, media_type=one.media_type)
        except UnreadableDocument as error:
            notes.append(f"{one.name} was not read: {error.found}")
            continue
        found.append(reading)
        notes += [f"{one.name}: {note}" for note in reading.notes]
    return found, tuple(notes)


def _legacy(body: bytes) -> Reading:
    raise UnreadableDocument(
        "no-converter", "a file of an older program, which LibreOffice must open first", "LibreOffice on this machine"
    )


READERS: dict[Format, Callable[[bytes], Reading]] = {
    "docx": _file(read_docx),
    "email": _email,
    "legacy": _legacy,
    "odt": _file(read_odt),
    "pdf": _file(read_pdf),
    "plain": _plain,
    "xlsx": _file(read_xlsx),
}
