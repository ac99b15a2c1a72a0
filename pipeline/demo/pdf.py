"""A small PDF writer for the bundled council's printed minutes: base fonts, a text layer, headers and footers."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

WIDTH, HEIGHT = 595, 842
LEFT, TOP, BOTTOM = 60, 780, 70
SIZE, LEADING = 11, 15
CHARACTERS = 88
Line = tuple[str, bool, int]
"""Words, whether bold, and how far to the right of the margin in points."""


def pdf(header: str, paragraphs: Iterable[Line]) -> bytes:
    """Return a PDF of paragraphs, with the header at the head of every page and its number at the foot."""
    pages = list(_paged(paragraphs))
    streams = [_stream(header, lines, number, len(pages)) for number, lines in enumerate(pages, 1)]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (WIDTH, HEIGHT, 6 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _file(objects)


def _paged(paragraphs: Iterable[Line]) -> Iterator[list[Line]]:
    room = (TOP - BOTTOM) // LEADING - 2
    page: list[Line] = []
    for words, bold, indent in paragraphs:
        lines: list[Line] = [(line, bold, indent) for line in wrap(words, CHARACTERS - indent // 6)]
        for line in [*lines, ("", False, 0)]:
            if len(page) >= room:
                yield page
                page = []
            page.append(line)
    if page:
        yield page


def _stream(header: str, lines: list[Line], number: int, count: int) -> bytes:
    parts = [
        _show(header, "F1", 9, LEFT, HEIGHT - 40),
        _show(f"Page {number} of {count}", "F1", 9, WIDTH // 2 - 25, 36),
    ]
    for row, (words, bold, indent) in enumerate(lines):
        if words:
            parts.append(_show(words, "F2" if bold else "F1", SIZE, LEFT + indent, TOP - row * LEADING))
    return b"\n".join(parts)


def _show(words: str, font: str, size: int, left: int, bottom: int) -> bytes:
    text = words.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /%s %d Tf %d %d Td (%s) Tj ET" % (font.encode(), size, left, bottom, text)


def _file(objects: list[bytes]) -> bytes:
    out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
