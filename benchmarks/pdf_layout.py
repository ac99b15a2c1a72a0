"""How fast PDFs are laid out beside pdfplumber's plain text of the same files, and what a large pack takes."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pdfplumber
import pypdfium2

from benchmarks.figure import Figure, seconds
from benchmarks.layouts.compose import make
from benchmarks.layouts.style import styles
from extractors.text.pdf import read_pdf

ROUNDS = 3
PACK_PAGES = 650
# A process of its own, which has loaded the reader and nothing of the benchmark.
READ_ALONE = """
import sys
from pathlib import Path
from benchmarks.figure import own_peak_megabytes
from extractors.text.pdf import read_pdf
read_pdf(Path(sys.argv[1]).read_bytes())
sys.stdout.write(f"{own_peak_megabytes()}")
"""


def layout(files: int) -> list[Figure]:
    """Measure made minutes of every layout in turn, and one pack of 650 pages."""
    names = list(styles())
    bodies = [make(names[seed % len(names)], seed).pdf("strict") for seed in range(files)]
    pages = sum(_pages(body) for body in bodies)
    took = seconds(
        {
            "pdfium": lambda: [_raw(body) for body in bodies],
            "ours": lambda: [read_pdf(body) for body in bodies],
            "pdfplumber": lambda: [_plumbed(body) for body in bodies],
        },
        rounds=ROUNDS,
    )
    return [
        Figure("PDF layout: time a page", 1000 * took["ours"] / pages, "ms", 7, most=True),
        Figure("PDF layout: opening a page by pdfium alone", 1000 * took["pdfium"] / pages, "ms"),
        Figure("PDF layout: ours against pdfplumber's text", took["pdfplumber"] / took["ours"], "times", 10),
        Figure("PDF layout: peak memory, pack of 650 pages", _pack_megabytes(), "MB", 200, most=True),
    ]


def _pages(body: bytes) -> int:
    document = pypdfium2.PdfDocument(body)
    count = len(document)
    document.close()
    return count


def _raw(body: bytes) -> None:
    document = pypdfium2.PdfDocument(body)
    for index in range(len(document)):
        page = document[index]
        page.get_textpage().close()
        page.close()
    document.close()


def _plumbed(body: bytes) -> int:
    letters = 0
    with pdfplumber.open(BytesIO(body)) as document:
        for page in document.pages:
            letters += len(page.extract_text() or "")
            page.close()
    return letters


def _pack_megabytes() -> float:
    """The greatest memory of a process that does nothing but read a pack: all that it held at once, with Python, the
    reader and the file itself."""
    pack = pypdfium2.PdfDocument.new()
    names = list(styles())
    seed = 0
    while len(pack) < PACK_PAGES:
        pack.import_pages(pypdfium2.PdfDocument(make(names[seed % len(names)], seed).pdf("reading")))
        seed += 1
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pack.pdf"
        pack.save(path)
        run = subprocess.run([sys.executable, "-c", READ_ALONE, str(path)], capture_output=True, text=True, check=True)
    return float(run.stdout)
