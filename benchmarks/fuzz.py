"""`make fuzz`: files of every format, damaged at random, through the reading processes.

Every file must come back as read or as a named failure, in time, and no process may be left. Files are cut, joined,
their bits flipped, stretches zeroed or said twice; packages are also damaged inside and packed again, since a damaged
package is seldom opened at all. The same seed gives the same files.
"""

import io
import os
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import click
import psutil
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from benchmarks import office_files
from extractors.text.package import DAMAGED
from models.record import Context
from pipeline.ocr import SWITCH
from pipeline.reading import Job, Read, read_job
from pipeline.workers import Limits, Workers

WORDS = (
    "Minutes of the Mill Lane Flood Group held on 4 March 2027",
    "The Clerk undertook to oil the gate by 1 May 2027.",
    "RESOLVED: That the report be noted.",
    "Action: JT to price a new lock before the next meeting.",
)
PAGE = (
    "<html><head><meta charset='utf-8'></head><body><h1>Minutes</h1>{}<table><tr><th>Action</th><th>Owner</th></tr>"
    "<tr><td>Mend the stile</td><td>AB</td></tr></table><ol type='a'><li>one</li></ol></body></html>"
)
RTF = r"{\rtf1\ansi {\b Minutes} held on 4 March 2027\par The Clerk undertook to oil the gate.\par}"
# Each old file costs a start of LibreOffice: one in so many is such a file.
OLD_FILES_ONE_IN = 100
LIMITS = Limits(seconds=60.0)

Damage = Callable[[random.Random, bytes, bytes], bytes]


@dataclass
class Outcome:
    """What a run of damaged files did: failures by name, how long the slowest file took, what must not be."""

    read: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    slowest_seconds: float = 0.0
    lost: list[str] = field(default_factory=list)
    left_processes: int = 0

    @property
    def good(self) -> bool:
        """Whether no file killed or hung its process, and none was left."""
        return not self.lost and not self.left_processes


def sound_files() -> dict[str, bytes]:
    """Return one sound file of each format by its name."""
    paragraphs = "".join(f"<p>{line}</p>" for line in WORDS)
    word = office_files.word_log()
    return {
        "minutes.pdf": _printed(),
        "log.docx": word,
        "log.xlsx": office_files.workbook([office_files.LOG_HEADS, *office_files.LOG]),
        "log.odt": office_files.open_text(office_files.open_table([office_files.LOG_HEADS, *office_files.LOG])),
        "mail.eml": office_files.message("\n".join(WORDS) + "\n", ("log.docx", word), markup=f"<p>{WORDS[1]}</p>"),
        "page.html": PAGE.format(paragraphs).encode(),
        "minutes.txt": "\n\n".join(WORDS).encode(),
        "old.rtf": RTF.encode(),
    }


def damaged(seed: int, count: int, *, old_files: bool = True) -> Iterator[Job]:
    """Give damaged files. The same seed gives the same files."""
    chance = random.Random(seed)  # noqa: S311
    sound = sound_files()
    names = [name for name in sound if name != "old.rtf"]
    for number in range(count):
        name = "old.rtf" if old_files and number % OLD_FILES_ONE_IN == 0 else chance.choice(names)
        body = sound[name]
        for _ in range(chance.randint(1, 3)):
            body = chance.choice(DAMAGES)(chance, body, sound[chance.choice(names)])
        url = f"file:///{number}-{name}"
        yield Job("fuzz", url, name, None, body, str(number), datetime(2027, 1, 1, tzinfo=UTC), Context())


def read_alone(job: Job) -> Read:
    """Read a document in a worker as ever, but for pages that only tesseract could read: they cost a second each."""
    os.environ[SWITCH] = "no"
    return read_job(job)


def run(seed: int, count: int, *, workers: int = 2, programs: bool = True) -> Outcome:
    """Read damaged files in worker processes and tell what came of them; without `programs` neither old files nor
    scans are read."""
    outcome = Outcome()
    before = _processes()
    with Workers(workers, limits=LIMITS, work=read_job if programs else read_alone) as pool:
        last = time.monotonic()
        for found in pool.map(damaged(seed, count, old_files=programs)):
            now = time.monotonic()
            outcome.slowest_seconds, last = max(outcome.slowest_seconds, now - last), now
            if found.failure is None:
                outcome.read += 1
                continue
            outcome.failures[found.failure[0]] += 1
            if found.failure[0] in ("reader-died", "took-too-long", "out-of-memory"):
                outcome.lost.append(f"{found.job.url}: {found.failure[1]}")
    outcome.left_processes = len(_processes() - before)
    return outcome


def _processes() -> set[int]:
    """Every process that came from this one, but the fork server, which ends with it."""
    us = psutil.Process()
    own = {child.pid for child in us.children()}
    return {child.pid for child in us.children(recursive=True) if child.pid not in own}


def _printed() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for page in range(2):
        for number, line in enumerate(WORDS):
            canvas.drawString(70, 760 - 24 * number - 9 * page, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def flip(chance: random.Random, body: bytes, _: bytes) -> bytes:
    """Flip up to 64 bits."""
    found = bytearray(body)
    for _bit in range(chance.randint(1, 64)):
        if found:
            found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def cut(chance: random.Random, body: bytes, _: bytes) -> bytes:
    """Cut the file off."""
    return body[: chance.randrange(len(body) + 1)]


def join(chance: random.Random, body: bytes, other: bytes) -> bytes:
    """Join the beginning of one file and the end of another."""
    return body[: chance.randrange(len(body) + 1)] + other[chance.randrange(len(other) + 1) :]


def zero(chance: random.Random, body: bytes, _: bytes) -> bytes:
    """Overwrite a stretch with zeros."""
    start = chance.randrange(len(body) + 1)
    end = min(len(body), start + chance.randint(1, 512))
    return body[:start] + bytes(end - start) + body[end:]


def repeat(chance: random.Random, body: bytes, _: bytes) -> bytes:
    """Say a stretch several times."""
    start = chance.randrange(len(body) + 1)
    end = min(len(body), start + chance.randint(1, 256))
    return body[:end] + body[start:end] * chance.randint(1, 200) + body[end:]


def inside(chance: random.Random, body: bytes, other: bytes) -> bytes:
    """Damage one part of a package and pack it again; what is no package is flipped."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (*DAMAGED, RuntimeError):
        return flip(chance, body, other)
    if not parts:
        return body
    name = chance.choice(sorted(parts))
    parts[name] = chance.choice((flip, cut, zero, repeat, figures))(chance, parts[name], other)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def figures(chance: random.Random, body: bytes, _: bytes) -> bytes:
    """Change figures that stand in a file to others, very large ones too: sizes, counts, places, dates."""
    found = bytearray(body)
    places = [place for place, byte in enumerate(found) if 48 <= byte <= 57]
    for place in chance.sample(places, min(len(places), chance.randint(1, 12))):
        found[place : place + 1] = chance.choice((b"0", b"9", b"-1", b"99999999", b"1e9"))
    return bytes(found)


DAMAGES: tuple[Damage, ...] = (flip, cut, join, zero, repeat, inside, inside, figures)


@click.command()
@click.option("--files", "count", type=click.IntRange(1), default=5000, show_default=True, help="How many files.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same files.")
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="Reading processes.")
def main(count: int, seed: int, workers: int) -> None:
    """Read damaged files and exit with 1 where one killed or hung its process, or a process was left."""
    outcome = run(seed, count, workers=workers)
    click.echo(f"{count} files, seed {seed}: {outcome.read} read, {outcome.failures.total()} named failures")
    for name, number in outcome.failures.most_common():
        click.echo(f"{number:6d}  {name}")
    for line in outcome.lost:
        click.echo(f"lost: {line}")
    click.echo(
        f"{len(outcome.lost)} lost their process, {outcome.left_processes} processes left,"
        f" longest wait for a file {outcome.slowest_seconds:.1f} s"
    )
    sys.exit(0 if outcome.good else 1)


if __name__ == "__main__":
    main()
