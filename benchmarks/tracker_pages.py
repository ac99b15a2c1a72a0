"""How fast the tracker answers, page by page: `python -m benchmarks.tracker_pages FOLDER`.

FOLDER holds the databases; where it does not, they are made with 3,000,000 passages and 1,000,000 records (`--share`
for less). First each sort of page is asked for alone, in this process, for the processor time that it takes. Then four
clients ask a tracker in a process of its own, each for the next page as soon as it has the last: with no pause between,
so that times hold the wait for the other three. One JSON object a sort of page.
"""

import asyncio
import http.client
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import click

from benchmarks.tracker_addresses import addresses
from benchmarks.tracker_council import make
from pipeline.store.files import MINUTES_FILE
from pipeline.web.server import build
from tests.browser import served

CLIENTS = 4
WANTED_MEDIAN, WANTED_P95 = 50, 250
ALONE = 30


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--share", default=1.0, show_default=True, help="Size of the databases that are made.")
@click.option("--seconds", default=60, show_default=True)
def main(folder: Path, share: float, seconds: int) -> None:
    """Print processor time, median and 95th percentile in milliseconds; 1 where a page is too slow or was refused."""
    if not (folder / MINUTES_FILE).exists():
        click.echo("making the databases ...", err=True)
        make(folder, share)
    asked = addresses(folder)
    alone = asyncio.run(_alone(folder, asked))
    busy = os.getloadavg()[0]
    with _Served(folder) as base:
        times, wrong = _together(base, asked, seconds)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    slow = [name for name in asked if not _told(name, times[name], alone[name])]
    every = [taken for found in times.values() for taken in found]
    _told("all", every, 1000 * (spent.ru_utime + spent.ru_stime) / max(len(every), 1))
    click.echo(
        json.dumps({"load average before": busy, "pages a second": round(len(every) / seconds, 1), "slow": slow})
    )
    for told in wrong:
        click.echo(json.dumps(told))
    sys.exit(1 if slow or wrong else 0)


def _told(name: str, taken: list[float], processor: float) -> bool:
    """Print the figures of one sort of page; return whether it is as fast as is wanted."""
    median = statistics.median(taken or [0])
    late = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else median
    figures = {"page": name, "asked": len(taken), "cpu ms": round(processor, 1), "median ms": round(median),
               "p95 ms": round(late)}  # fmt: skip
    click.echo(json.dumps(figures))
    return median <= WANTED_MEDIAN and late <= WANTED_P95


async def _alone(folder: Path, asked: dict[str, list[str]]) -> dict[str, float]:
    """The median processor time of each sort of page, all threads together, with nothing kept of it before."""
    datasette = build(folder)
    app, chance = datasette.app(), random.Random(11)
    found: dict[str, float] = {}
    for name, paths in asked.items():
        taken: list[float] = []
        for path in chance.choices(paths, k=ALONE):
            start = time.process_time()
            await _ask(app, path)
            taken.append(1000 * (time.process_time() - start))
        found[name] = statistics.median(taken)
    datasette.close()
    return found


# `Any`: ASGI's application has no narrower type that Datasette publishes.
async def _ask(app: Any, path: str) -> None:
    parts = urlsplit(path)
    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": unquote(parts.path),
        "raw_path": parts.path.encode(), "query_string": parts.query.encode(), "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "asgi": {"version": "3.0"},
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(event: dict[str, Any]) -> None:
        pass

    await app(scope, receive, send)


class _Served:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> str:
        code = "import sys; from benchmarks.tracker_pages import serve; serve(sys.argv[1])"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, str(self.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return (self.process.stdout.readline() if self.process.stdout else "").strip()

    def __exit__(self, *_: object) -> None:
        self.process.communicate(timeout=60)


def serve(folder: str) -> None:
    """Serve a folder on a free port, print the address as soon as somebody may ask, and end when the input does."""
    with served(Path(folder)) as base:
        click.echo(base)
        sys.stdout.flush()
        sys.stdin.read()


def _together(
    base: str, asked: dict[str, list[str]], seconds: int
) -> tuple[dict[str, list[float]], list[dict[str, object]]]:
    """The times of each sort of page, and what was answered with anything but 200."""
    times: dict[str, list[float]] = defaultdict(list)
    wrong: list[dict[str, object]] = []
    end = time.monotonic() + seconds

    def client(seed: int) -> None:
        chance, line = random.Random(seed), http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
        while time.monotonic() < end:
            name = chance.choice(list(asked))
            path = chance.choice(asked[name])
            start = time.perf_counter()
            line.request("GET", path)
            answer = line.getresponse()
            body = answer.read().decode()
            times[name].append(1000 * (time.perf_counter() - start))
            if answer.status != 200:
                wrong.append({"status": answer.status, "path": path, "said": body[:400]})

    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, wrong


if __name__ == "__main__":
    main()
