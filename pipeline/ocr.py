"""Pages that are pictures to words with their places, through tesseract where it is installed.

tesseract is asked page by page and tells how sure it is of every word; its words are laid out by our own reader like
those of a text layer. A page on which it is sure of too little stays unread: noise is worse than nothing.
"""

import csv
import io
import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pypdfium2

from extractors.text.pdf_words import Word

DOTS_AN_INCH = 300
POINTS_AN_INCH = 72
# A plan of A0 at 300 dots has 140 million; minutes on A4 have 9 million.
MOST_DOTS = 40_000_000
MOST_PAGES = 60
PAGE_SECONDS = 30.0
# Together well under what a reading process may take: what is left over stays unread, and the rest is not lost with it.
FILE_SECONDS = 100.0
# Per cent of tesseract's own confidence: it is right on nearly all words above the first, on few below the second.
SURE = 80.0
NOISE = 20.0
# Share of sure words below which a page is not taken.
LEAST_SURE = 0.4
LANGUAGES = ("eng", "cym", "gle", "gla")
# Set to "no" where tesseract is installed for something else and scans are to stay unread.
SWITCH = "UNDERTOOK_OCR"
WORD_LEVEL, LINE_LEVEL = "5", "4"


@dataclass(frozen=True, slots=True)
class Seen:
    """What OCR saw: the words of each page that was taken, and the share of all its words that it was sure of, from 0
    to 1; 0 where it saw none."""

    pages: Mapping[int, tuple[Word, ...]]
    quality: float


@cache
def tesseract() -> str | None:
    """Return the path of the program, None where it is not installed or not wanted."""
    return None if os.environ.get(SWITCH, "").lower() == "no" else shutil.which("tesseract")


def recognise(body: bytes, pages: Sequence[int]) -> Seen:
    """Read some pages of a sound PDF, counted from 1: at most 60, and no more after 100 seconds. The program must be
    installed."""
    end = time.monotonic() + FILE_SECONDS
    found: dict[int, tuple[Word, ...]] = {}
    sure = said = 0
    document = pypdfium2.PdfDocument(body)
    try:
        for number in pages[:MOST_PAGES]:
            if time.monotonic() > end:
                break
            drawn = _picture(document, number - 1)
            if drawn is None:
                continue
            picture, scale = drawn
            rows = list(_rows(_ask(picture)))
            certain = sum(float(row["conf"]) >= SURE for row in rows if row["level"] == WORD_LEVEL)
            words = tuple(_words(rows, scale))
            if words and certain >= LEAST_SURE * len(words):
                found[number] = words
                sure, said = sure + certain, said + len(words)
    finally:
        document.close()
    return Seen(found, round(sure / said, 3) if said else 0.0)


def _picture(document: pypdfium2.PdfDocument, index: int) -> tuple[bytes, float] | None:
    """Draw a page in grey as a portable graymap; return it and how many of its dots make a point, None for a damaged
    page."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return None
    width, height = page.get_size()
    scale = min(DOTS_AN_INCH / POINTS_AN_INCH, (MOST_DOTS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    lines = bytes(bitmap.buffer)
    dots = b"".join(lines[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
    page.close()
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + dots, scale


def _ask(picture: bytes) -> str:
    """Return tesseract's table of words; nothing where it gives up on the page."""
    command = [tesseract() or "tesseract", "stdin", "stdout", "-l", _languages(), "--dpi", str(DOTS_AN_INCH), "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, timeout=PAGE_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf8", "replace") if done.returncode == 0 else ""


@cache
def _languages() -> str:
    """Return the languages of councils that are installed; English always."""
    command = [tesseract() or "tesseract", "--list-langs"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=PAGE_SECONDS, check=False).stdout.split()
    return "+".join(language for language in LANGUAGES if language in told or language == "eng")


def _rows(table: str) -> Iterator[dict[str, str]]:
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        words = (row.get("text") or "").strip()
        if row["level"] == LINE_LEVEL or (row["level"] == WORD_LEVEL and words and float(row["conf"]) >= NOISE):
            yield row


def _words(rows: Iterable[dict[str, str]], scale: float) -> Iterator[Word]:
    """Give the words, each as high as its line: letters without ascenders would else seem to be smaller print."""
    top = bottom = 0.0
    for row in rows:
        left, width = int(row["left"]) / scale, int(row["width"]) / scale
        if row["level"] == LINE_LEVEL:
            top = int(row["top"]) / scale
            bottom = top + int(row["height"]) / scale
        else:
            yield Word(row["text"].strip(), left, top, left + width, bottom, "")
