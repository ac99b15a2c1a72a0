"""PDFs that are locked, cut, endless, or packed to burst: each is read or named, and the next file is read as well.

The files are made here, object by object where no program would write such a thing.
"""

import resource
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

import psutil
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractors.read import read
from models.record import Context
from models.run import UnreadableDocument
from models.text import Text
from pipeline.reading import Job, Read
from pipeline.workers import Workers

PROMISE = "The Clerk undertook to oil the gate by 1 May 2027."
DRAWN = f"BT /F 12 Tf 70 700 Td ({PROMISE}) Tj ET ".encode()
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
MEGABYTE = 1024 * 1024


def pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), more, data)


def one_page(content: bytes, *, box: bytes = b"0 0 595 842", times: int = 1) -> bytes:
    """The same page so many times; `content` is its stream."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>" % box
    pages = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * times, times)
    return pdf([CATALOGUE, pages, page, content, FONT])


def drawing_itself() -> bytes:
    """A form that draws itself twice: each level twice as much as the one above, without end."""
    resources = b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + resources
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s>>" % resources
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf([CATALOGUE, pages, page, stream(b"/X Do"), FONT, stream(DRAWN + b"/X Do /X Do", form)])


def locked(password: str) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption(password, ownerPassword="the printer's", strength=128))
    canvas.drawString(70, 700, PROMISE)
    canvas.save()
    return file.getvalue()


def text(body: bytes) -> Text:
    found = read(body, name="minutes.pdf").text
    assert found is not None
    return found


def packed(size: int) -> bytes:
    return stream(zlib.compress(bytes(size), 9), b"/Filter/FlateDecode")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"", "empty-file"),
        (one_page(stream(DRAWN))[:300], "damaged-pdf"),
        (locked("spring"), "encrypted"),
        (one_page(stream(DRAWN), times=10_000), "too-many-pages"),
        (pdf([CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000>>"]), "too-many-pages"),
    ],
    ids=["zero bytes", "cut", "locked", "10,000 pages", "a tree of pages that holds itself"],
)
def test_a_file_that_cannot_be_read_is_named(body: bytes, name: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(body, name="minutes.pdf")
    assert caught.value.name == name


@pytest.mark.parametrize(
    "body",
    [
        locked(""),
        one_page(stream(DRAWN), box=b"0 0 1e9 1e9"),
        one_page(stream(DRAWN), box=b"0 0 -5 0"),
        one_page(stream(b"q " * 100_000 + DRAWN)),
        one_page(stream(DRAWN + b"0 0 m " + b"100 0 l 100 100 l " * 50_000 + b"S")),
    ],
    ids=["locked against change only", "a page of 350,000 km", "a page without size", "deep nesting", "a long path"],
)
def test_a_strange_file_is_read(body: bytes) -> None:
    assert text(body).plain.strip() == PROMISE


@pytest.mark.parametrize(
    "body",
    [one_page(packed(100 * MEGABYTE)), one_page(stream(b"[" * 100_000 + DRAWN))],
    ids=["a page of 100 MB of nothing", "brackets without end"],
)
def test_a_page_that_says_nothing_is_named_as_unread(body: bytes) -> None:
    found = text(body)
    assert (found.plain, found.unread_pages) == ("", (1,))


def test_pages_that_are_missing_are_named_as_unread_and_the_others_are_read() -> None:
    body = one_page(stream(DRAWN)).replace(b"/Count 1>>", b"/Count 3>>")
    found = text(body)
    assert (found.plain.strip(), found.unread_pages) == (PROMISE, (2, 3))


def read_in_a_small_room(job: Job) -> Read:
    """Read as ever, but with little more memory than the readers themselves take, which is soon full."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (psutil.Process().memory_info().vms + 48 * MEGABYTE, hard))
    return Read(job, read(job.body, name=job.name), ())


def test_a_page_that_draws_itself_costs_its_own_process_only() -> None:
    bodies = {"bomb.pdf": drawing_itself(), "minutes.pdf": one_page(stream(DRAWN))}
    now = datetime(2027, 1, 1, tzinfo=UTC)
    jobs = [Job("moor", f"file:///{name}", name, None, body, name, now, Context()) for name, body in bodies.items()]
    with Workers(1, work=read_in_a_small_room) as workers:
        bomb, minutes = workers.map(jobs)
    assert bomb.failure is not None
    assert bomb.failure[0] in ("reader-died", "out-of-memory")
    assert minutes.reading is not None
    assert minutes.reading.text is not None
    assert minutes.reading.text.plain.strip() == PROMISE
