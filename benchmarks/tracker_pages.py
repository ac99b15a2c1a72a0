"""How fast the tracker answers, page by page, with four clients: `python -m benchmarks.tracker_pages FOLDER`.

FOLDER holds the databases; where it does not, they are made with 3,000,000 passages and 1,000,000 records (`--share`
for less). The tracker runs as it is served, in a process of its own. One JSON object a page.
"""

import http.client
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

import click

from benchmarks.tracker_council import OWNERS, make
from pipeline.exports.actions import connect
from pipeline.store.files import MINUTES_FILE

CLIENTS = 4
WANTED_MEDIAN, WANTED_P95 = 50, 250


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--share", default=1.0, show_default=True, help="Size of the databases that are made.")
@click.option("--seconds", default=60, show_default=True)
def main(folder: Path, share: float, seconds: int) -> None:
    """Ask four at a time for a while, print median and 95th percentile in milliseconds; 1 where one is too slow."""
    if not (folder / MINUTES_FILE).exists():
        click.echo("making the databases ...", err=True)
        make(folder, share)
    asked = addresses(folder)
    with _Served(folder) as base:
        times, wrong = _measure(base, asked, seconds)
    slow = False
    for name, taken in sorted(times.items()):
        median, late = statistics.median(taken), statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
        slow |= median > WANTED_MEDIAN or late > WANTED_P95
        click.echo(json.dumps({"page": name, "asked": len(taken), "median ms": round(median), "p95 ms": round(late)}))
    click.echo(json.dumps({"refused or failed": wrong}))
    sys.exit(1 if slow or wrong else 0)


def addresses(folder: Path, many: int = 200) -> dict[str, list[str]]:
    """Return addresses of each sort of page; every client asks for all sorts in turn."""
    chance = random.Random(7)
    with closing(connect(folder)) as db:
        most = db.execute("select max(id) from records").fetchone()[0]
        places = ", ".join("?" * many)
        some = [chance.randint(1, most) for _ in range(many)]
        uids = [row["uid"] for row in db.execute(f"select uid from records where id in ({places})", some)]
        bodies = db.execute(
            "select sites.slug, committees.name from committees join sites on sites.id = committees.site_id"
            " order by committees.id limit ?", (many,)).fetchall()  # fmt: skip
        words = (
            " ".join(row["text"] for row in db.execute("select text from passages limit 40")).replace(".", "").split()
        )
    pairs = [(body["slug"], quote(body["name"])) for body in bodies]
    return {
        "list": ["/"],
        "list, overdue": ["/?state=overdue"],
        "list, page 20": ["/?page=20"],
        "list of a council": [f"/?council={slug}" for slug, _ in pairs],
        "list of a committee": [f"/?council={slug}&committee={name}" for slug, name in pairs],
        "list by words": [f"/?words={quote(word)}" for word in ("the", *words[:many])],
        "promise": [f"/promise/{uid}" for uid in uids],
        "search, common word": ["/search?words=the", "/search?words=committee+report"],
        "search, any words": [f"/search?words={quote(' '.join(chance.sample(words, 2)))}" for _ in range(many)],
        "search in a council": [f"/search?words=the&council={slug}" for slug, _ in pairs],
        "committee": [f"/committee/{slug}/{name}" for slug, name in pairs],
        "owner": [f"/owner?name={quote(name)}" for name in OWNERS],
        "owner in a council": [f"/owner?name={quote(chance.choice(OWNERS))}&council={slug}" for slug, _ in pairs],
        "decisions": ["/decisions", "/decisions?effect=note"],
        "figures": ["/figures"],
    }


class _Served:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> str:
        code = "import sys; from benchmarks.tracker_pages import serve; serve(sys.argv[1])"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, str(self.folder)], stdout=subprocess.PIPE, text=True
        )
        return (self.process.stdout.readline() if self.process.stdout else "").strip()

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(20)


def serve(folder: str) -> None:
    """Serve a folder on a free port, and print the address as soon as somebody may ask."""
    from tests.browser import served

    with served(Path(folder)) as base:
        click.echo(base)
        sys.stdout.flush()
        threading.Event().wait()


def _measure(base: str, asked: dict[str, list[str]], seconds: int) -> tuple[dict[str, list[float]], int]:
    times: dict[str, list[float]] = defaultdict(list)
    wrong = [0]
    end = time.monotonic() + seconds

    def client(seed: int) -> None:
        chance, line = random.Random(seed), http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
        while time.monotonic() < end:
            name = chance.choice(list(asked))
            start = time.perf_counter()
            line.request("GET", chance.choice(asked[name]))
            answer = line.getresponse()
            answer.read()
            times[name].append(1000 * (time.perf_counter() - start))
            wrong[0] += answer.status != 200

    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, wrong[0]


if __name__ == "__main__":
    main()
