"""PDF bytes to Text: words with boxes from pdfium, our own layout on top.

Reading order, margin notes, paragraphs and furniture come from geometry alone, so a file whose stream is in any other
order reads the same.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pypdfium2

from extractors.text.hyphens import join, vocabulary
from extractors.text.pdf_blocks import Draft, drafts
from extractors.text.pdf_furniture import without_furniture
from extractors.text.pdf_lines import GLUE_GAP, Line
from extractors.text.pdf_lines import lines as page_lines
from extractors.text.pdf_margin import part_margins
from extractors.text.pdf_words import Word, page_words
from models.run import UnreadableDocument
from models.text import Block, Cell, Rectangle, Span, Text

READER = "pdf/1"
MOST_PAGES = 2000
MAGIC = b"%PDF-"
# The mark may stand behind junk, but not far behind.
MAGIC_REACH = 1024
# A page with fewer letters than this holds a picture of text, or none.
FEWEST_LETTERS = 20


def read_pdf(body: bytes) -> Text:
    """Read a PDF's text layer. Pages without one are named in `unread_pages`.

    Raises `UnreadableDocument` for what is not a PDF, cannot be opened, asks for a password or has over 2,000 pages.
    """
    pages, heights = _pages(body)
    unread = tuple(number for number, page in enumerate(pages, 1) if sum(len(w.text) for w in page) < FEWEST_LETTERS)
    lines = [page_lines(page, page=number) for number, page in enumerate(pages, 1)]
    return _text(drafts(part_margins(without_furniture(lines, heights))), unread)


def _pages(body: bytes) -> tuple[list[tuple[Word, ...]], list[float]]:
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
        words: list[tuple[Word, ...]] = []
        heights: list[float] = []
        for index in range(len(document)):
            page = document[index]
            text_page = page.get_textpage()
            heights.append(page.get_height())
            words.append(page_words(text_page.raw, heights[-1]))
            text_page.close()
            page.close()
    finally:
        document.close()
    return words, heights


class _Writer:
    """Lays blocks one after the other and keeps count of the offsets."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known
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
            text = _flow([segment.words for line in draft.lines for segment in line.segments], self.known)
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
        )

    def _cells(self, draft: Draft) -> tuple[Cell, ...]:
        found: list[Cell] = []
        for segment in (segment for line in draft.lines for segment in line.segments):
            if found:
                self.put("\t")
            found.append(Cell(*self.put(_flow([segment.words], self.known))))
        return tuple(found)

    def _notes(self, draft: Draft) -> Iterator[Span]:
        for note in draft.notes:
            yield Span(*self.put(note.text))
            self.put("\n")


def _text(found: list[Draft], unread: tuple[int, ...]) -> Text:
    known = vocabulary(" ".join(line.text for draft in found for line in draft.lines))
    writer = _Writer(known)
    blocks = tuple(writer.block(draft) for draft in found)
    return Text("".join(writer.parts), blocks, READER, unread_pages=unread)


def _flow(runs: Sequence[tuple[Word, ...]], known: frozenset[str]) -> str:
    """Put words in one line of text, mending words that were broken at a line's end or drawn in pieces."""
    words = [word for run in runs for word in run]
    text = words[0].text
    for before, after in pairwise(words):
        same_line = after.left >= before.left and after.top < before.bottom
        if before.soft_hyphen:
            text = join(text, after.text, known)
        elif same_line and after.left - before.right < GLUE_GAP * before.height:
            text += after.text
        else:
            text += " " + after.text
    return text + ("-" if words[-1].soft_hyphen else "")


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
