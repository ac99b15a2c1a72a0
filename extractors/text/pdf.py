"""PDF bytes to Text: words with boxes from pdfium, our own layout on top.

Reading order, margin notes, paragraphs and furniture come from geometry alone, so a file whose stream is in any other
order reads the same.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import pypdfium2

from extractors.minutes.bodies import body as named_body
from extractors.text.builder import TextBuilder
from extractors.text.garbled import is_garbled
from extractors.text.hyphens import join, vocabulary
from extractors.text.joined import joined
from extractors.text.pdf_areas import Sheet, areas
from extractors.text.pdf_blocks import Draft, drafts
from extractors.text.pdf_furniture import without_furniture
from extractors.text.pdf_glyphs import Glyphs
from extractors.text.pdf_line_numbers import without_line_numbers
from extractors.text.pdf_lines import GLUE_GAP, SAME_LINE, Line, Segment, segment
from extractors.text.pdf_lines import lines as page_lines
from extractors.text.pdf_margin import part_margins
from extractors.text.pdf_minutes_tables import with_minutes
from extractors.text.pdf_notes import whole_notes
from extractors.text.pdf_paper import page_paper
from extractors.text.pdf_rules import Rule, page_rules
from extractors.text.pdf_words import Word, page_words
from models.run import UnreadableDocument
from models.text import Block, Cell, Rectangle, Span, Text

READER = "pdf/2"
MOST_PAGES = 2000
MAGIC = b"%PDF-"
# The mark may stand behind junk, but not far behind.
MAGIC_REACH = 1024
# Where running headers are looked for that name a body: so many lines of so many pages.
HEAD_LINES, HEAD_PAGES = 4, 2
# A page with fewer letters than this holds a picture of text, or none.
FEWEST_LETTERS = 20
# Less than this many letter heights hold no second line.
TWO_LINES = 1.4
# A hyphen at a line's end that pdfium did not take for one, since something else stands on the line behind it.
BROKEN = re.compile(r"[^\W\d_]-$")

# The document's vocabulary, made when the first broken word asks for it.
Known = Callable[[], frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as drawn: its words in the file's own order and its rules; `number` counts from 1."""

    number: int
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]


def read_pdf(body: bytes, scanned: Mapping[int, tuple[Word, ...]] | None = None) -> Text:
    """Read a PDF's text layer. Pages without one, or with one that says nothing, are named in `unread_pages`.

    `scanned` are the words that OCR saw on such pages, by page: they are laid out like those of a text layer.

    Raises `UnreadableDocument` for what is not a PDF, cannot be opened, asks for a password or has over 2,000 pages.
    """
    seen = scanned or {}
    heights: list[float] = []
    sheets: list[Sheet] = []
    unread: list[int] = []
    # A page becomes lines at once: all words of a pack beside all its lines would take twice the memory.
    for page in _pages(body):
        words = seen.get(page.number, page.words)
        if page.number not in seen and _is_unread(words):
            unread.append(page.number)
            words = ()
        heights.append(page.height)
        sheets.append(Sheet(page.number, page_lines(words, page=page.number), page.rules))
    kept = _without_furniture(sheets, heights)
    found = with_minutes(areas(_without_line_numbers(kept)))
    text = _text(drafts(found, part_margins(found)), tuple(unread))
    return _with_letterhead(text, sheets, kept) if text.blocks else text


def _is_unread(words: Sequence[Word]) -> bool:
    texts = [word.text for word in words]
    return sum(map(len, texts)) < FEWEST_LETTERS or is_garbled(texts)


def _without_furniture(sheets: Sequence[Sheet], heights: Sequence[float]) -> list[Sheet]:
    kept = without_furniture([sheet.lines for sheet in sheets], heights)
    return [replace(sheet, lines=lines) for sheet, lines in zip(sheets, kept, strict=True)]


def _without_line_numbers(sheets: Sequence[Sheet]) -> list[Sheet]:
    kept = without_line_numbers([sheet.lines for sheet in sheets])
    return [
        sheet if lines is sheet.lines else replace(sheet, lines=lines)
        for sheet, lines in zip(sheets, kept, strict=True)
    ]


def _with_letterhead(text: Text, sheets: Sequence[Sheet], kept: Sequence[Sheet]) -> Text:
    """A text and behind it, in the region `other`, the running headers that name a body: many minutes name it only
    there."""
    ends = [(sheet.lines[:HEAD_LINES], left.lines) for sheet, left in zip(sheets[:HEAD_PAGES], kept, strict=False)]
    dropped = [part.text for lines, left in ends for line in lines if line not in left for part in line.segments]
    heads = dict.fromkeys(words for words in dropped if named_body(words) is not None)
    if not heads:
        return text
    builder = TextBuilder()
    for words in heads:
        builder.add(words, region="other")
    return replace(joined([text, builder.text(READER)], READER), unread_pages=text.unread_pages)


def _pages(body: bytes) -> Iterator[_Page]:
    if MAGIC not in body[:MAGIC_REACH]:
        raise UnreadableDocument("not-a-pdf", f"a file that begins {body[:16]!r}", "%PDF- in its first kilobyte")
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        name = "encrypted" if "password" in str(error).lower() else "damaged-pdf"
        raise UnreadableDocument(name, f"a PDF that cannot be opened: {error}", "a readable PDF") from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableDocument("too-many-pages", f"{len(document)} pages", f"at most {MOST_PAGES}")
        glyphs = Glyphs()
        for index in range(len(document)):
            yield _page(document, index, glyphs)
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, index: int, glyphs: Glyphs) -> _Page:
    """Read one page; a damaged one has no words, so that it is named as unread and the others are read."""
    try:
        page = document[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return _Page(index + 1, 0.0, (), ())
    paper = page_paper(page.raw)
    found = _Page(index + 1, paper.height, page_words(text_page.raw, paper, glyphs), page_rules(page.raw, paper))
    text_page.close()
    page.close()
    return found


class _Writer:
    """Lays blocks one after the other and keeps count of the offsets."""

    def __init__(self, known: Known, notes_width: float) -> None:
        self.known = known
        self.notes_width = notes_width
        self.parts: list[str] = []
        self.length = 0

    def put(self, text: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    def block(self, draft: Draft) -> Block:
        if draft.kind == "row":
            cells = self._cells(draft)
            start, end = cells[0].start, cells[-1].end
            body = start
        else:
            cells = ()
            text = _flow([part for line in draft.lines for part in line.segments], self.known)
            start, end = self.put(text)
            body = start + len(draft.marker) if draft.marker and text.startswith(draft.marker) else start
            body += len(text[body - start :]) - len(text[body - start :].lstrip())
        self.put("\n")
        return Block(
            kind=draft.kind,
            start=start,
            end=end,
            body=body,
            level=draft.level,
            marker=draft.marker,
            bold=draft.bold,
            cells=cells,
            margin=tuple(self._notes(draft)),
            page=draft.page,
            rectangle=_rectangle(draft.lines),
            size=draft.size,
        )

    def _cells(self, draft: Draft) -> tuple[Cell, ...]:
        found: list[Cell] = []
        parts = [part for line in draft.lines for part in line.segments]
        heads = draft.columns or (None,) * len(parts)
        for part, head in zip(parts, heads, strict=True):
            if found:
                self.put("\t")
            found.append(Cell(*self.put(_flow([part], self.known)), head))
        return tuple(found)

    def _notes(self, draft: Draft) -> Iterator[Span]:
        for note in whole_notes(draft.notes, self.notes_width):
            yield Span(*self.put(_flow(note, self.known)))
            self.put("\n")


def _text(found: list[Draft], unread: tuple[int, ...]) -> Text:
    known = cache(lambda: vocabulary(line.text for draft in found for line in draft.lines))
    notes = [note for draft in found for note in draft.notes]
    width = max((note.right for note in notes), default=0.0) - min((note.left for note in notes), default=0.0)
    writer = _Writer(known, width)
    blocks = tuple(writer.block(draft) for draft in found)
    return Text("".join(writer.parts), blocks, READER, unread_pages=unread)


def _flow(segments: Sequence[Segment], known: Known) -> str:
    """Put segments in one line of text, mending words that were broken at a line's end or drawn in pieces."""
    text, before = "", None
    for part in (piece for whole in segments for piece in _on_one_line(whole)):
        if before is None:
            text = part.text
        elif _is_broken(before, part):
            text = join(text if before.words[-1].soft_hyphen else text[:-1], part.text, known())
        else:
            text += part.text if _is_glued(before, part) else " " + part.text
        before = part
    return text + ("-" if before is not None and before.words[-1].soft_hyphen else "")


def _on_one_line(found: Segment) -> Iterator[Segment]:
    """The lines of a cell; a segment of one line is itself. A hyphen inside a line ends a part as well."""
    if found.bottom - found.top < TWO_LINES * found.words[0].height and not any(
        w.soft_hyphen for w in found.words[:-1]
    ):
        yield found
        return
    start = 0
    for place, (before, after) in enumerate(pairwise(found.words), 1):
        if before.soft_hyphen or not _same_line(before, after):
            yield segment(found.words[start:place])
            start = place
    yield segment(found.words[start:]) if start else found


def _is_broken(before: Segment, after: Segment) -> bool:
    last = before.words[-1]
    return last.soft_hyphen or (BROKEN.search(last.text) is not None and not _same_line(last, after.words[0]))


def _is_glued(before: Segment, after: Segment) -> bool:
    last, first = before.words[-1], after.words[0]
    return _same_line(last, first) and first.left - last.right < GLUE_GAP * last.height


def _same_line(before: Word, after: Word) -> bool:
    overlap = min(before.bottom, after.bottom) - max(before.top, after.top)
    return after.left >= before.left and overlap > SAME_LINE * min(before.height, after.height)


def _rectangle(lines: Sequence[Line]) -> Rectangle | None:
    first = [line for line in lines if line.page == lines[0].page]
    if not first:
        return None
    return Rectangle(
        min(line.left for line in first),
        min(line.top for line in first),
        max(line.right for line in first),
        max(line.bottom for line in first),
    )
