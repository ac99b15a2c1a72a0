"""`make bench`: how fast each stage is on this machine, on the bundled council's pages; one JSON object a line.

Rates are of CPU time on one core, the median of several interleaved rounds; compare them as ratios within one run.
"""

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click
import pdfplumber
from bs4 import BeautifulSoup

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.sources.moderngov import read_page
from extractors.text.pdf import read_pdf
from extractors.text.plain import read_plain
from models.meeting import Site
from models.record import Context
from pipeline.demo import pages
from pipeline.demo.sample import sample
from pipeline.demo.server import printed_minutes
from pipeline.reading import Job, read_job
from pipeline.store.files import open_minutes
from pipeline.store.write import write

ROUNDS = 5
ADDRESS = "https://bench.example/ieListDocuments.aspx?MId={}"


def main() -> None:
    """Measure every stage and its plain alternative, in turn, and print the medians."""
    council = sample(date(2026, 11, 24))
    held = [meeting for meeting in council.meetings if not meeting.cancelled]
    markup = [(pages.meeting(council, meeting).encode(), ADDRESS.format(meeting.ref)) for meeting in held]
    texts = ["\n\n".join(paragraph for item in meeting.items for paragraph in item.minutes) for meeting in held]
    files = [printed_minutes(meeting) for meeting in held[:8]]
    stages: dict[str, tuple[int, str, Callable[[], object]]] = {
        "pages read": (len(markup), "pages", lambda: [read_page(body, url) for body, url in markup]),
        "pages parsed by BeautifulSoup and html.parser": (
            len(markup),
            "pages",
            lambda: [BeautifulSoup(body, "html.parser").get_text() for body, _ in markup],
        ),
        "records found": (sum(map(len, texts)), "characters", lambda: [_find(text) for text in texts]),
        "PDFs read": (len(files), "files", lambda: [read_pdf(body) for body in files]),
        "PDFs read by pdfplumber": (len(files), "files", lambda: [_plumb(body) for body in files]),
        "read, found and written": (len(markup), "pages", lambda: _write(markup)),
    }
    times: dict[str, list[float]] = {name: [] for name in stages}
    for _ in range(ROUNDS):
        for name, (_count, _unit, work) in stages.items():
            start = time.process_time()
            work()
            times[name].append(time.process_time() - start)
    for name, (count, unit, _work) in stages.items():
        seconds = median(times[name])
        click.echo(
            json.dumps({"stage": name, f"{unit} a second": round(count / seconds, 1), "seconds": round(seconds, 4)})
        )


def _find(text: str) -> object:
    return find_records(mark_regions(read_plain(text)), (), Context())


def _plumb(body: bytes) -> int:
    letters = 0
    with pdfplumber.open(BytesIO(body)) as document:
        for page in document.pages:
            letters += len(page.extract_text() or "")
            page.close()
    return letters


def _write(markup: list[tuple[bytes, str]]) -> None:
    with TemporaryDirectory() as folder:
        db = open_minutes(Path(folder))
        now = datetime(2026, 11, 24, tzinfo=UTC)
        for body, url in markup:
            found = read_job(Job("bench", url, "page", "text/html", body, url, now, Context()))
            write(db, Site("bench", "Bench", "moderngov"), found, "1")
        db.close()


main()
