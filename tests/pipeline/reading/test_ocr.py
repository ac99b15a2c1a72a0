"""Scans: read through tesseract where it is installed, named as unread where it is not."""

import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.language.find import find_records
from pipeline import ocr
from pipeline.archive import open_archive
from pipeline.ingest import ingest
from pipeline.reading import read_file
from pipeline.store.files import open_minutes
from pipeline.update import update

NOW = datetime(2027, 3, 1, tzinfo=UTC)
PROMISE = "The Clerk undertook to oil the gate by 1 May 2027."
LINES = (
    "Minutes of the Mill Lane Group held on 4 March 2027",
    PROMISE,
    "The meeting closed at nine o'clock in the hall.",
)
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def printed(lines: tuple[str, ...]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for number, line in enumerate(lines):
        canvas.drawString(70, 760 - 24 * number, line)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def scan(body: bytes, *, noise: bool = False) -> bytes:
    """The first page of a PDF as a picture on a page, behind a page with a text layer."""
    page = pypdfium2.PdfDocument(body)[0]
    picture = page.render(scale=200 / 72, grayscale=True).to_pil()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.drawString(70, 760, "This first page has a text layer of its own, and nothing was promised on it.")
    canvas.showPage()
    if not noise:
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@needs_tesseract
def test_a_scanned_page_is_read_with_its_place_and_quality() -> None:
    text = read_file(scan(printed(LINES)), name="minutes.pdf").text
    assert text is not None
    (record,) = (record for record in find_records(text) if record.kind == "undertaking")
    assert record.quote == PROMISE
    (block,) = (block for block in text.blocks if block.start <= record.start < block.end)
    assert block.page == 2
    assert block.rectangle is not None
    assert block.rectangle.left == pytest.approx(70, abs=3)
    assert text.quality is not None
    assert text.quality > 0.8
    assert text.unread_pages == ()


@needs_tesseract
def test_a_page_without_words_stays_unread() -> None:
    text = read_file(scan(printed(LINES), noise=True), name="minutes.pdf").text
    assert text is not None
    assert (text.unread_pages, text.quality) == ((2,), 0.0)


def test_without_tesseract_scanned_pages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.tesseract", lambda: None)
    reading = read_file(scan(printed(LINES)), name="minutes.pdf")
    assert reading.text is not None
    assert (reading.text.unread_pages, reading.text.quality) == ((2,), None)
    assert reading.notes == ("pages without text: 2",)


def test_ocr_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ocr.SWITCH, "no")
    ocr.tesseract.cache_clear()
    assert ocr.tesseract() is None
    ocr.tesseract.cache_clear()


@needs_tesseract
def test_scans_taken_before_tesseract_was_installed_are_read_once_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "moor"
    folder.mkdir()
    (folder / "minutes.pdf").write_bytes(scan(printed(LINES)))
    db = open_minutes(tmp_path)
    with open_archive(tmp_path / "archive.db") as archive:
        ingest(archive, "moor", (folder,), now=NOW)
        update(archive, db, {}, jobs=1, now=NOW)
        db.execute("update documents set quality = null, unread_pages = '2'")
        again = [update(archive, db, {}, jobs=1, now=NOW).read for _ in range(2)]
    assert again == [1, 0]
    assert db.execute("select quality > 0.8, unread_pages from documents").fetchone()[:] == (1, None)
    db.close()
