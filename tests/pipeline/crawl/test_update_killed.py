"""An update that is killed at any moment loses, doubles and breaks nothing: the next one ends where it would have."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from council_site import council, serve
from test_crawl_nights import NIGHT, job

from pipeline.archive import open_archive
from pipeline.crawl.run import crawl
from pipeline.store.files import MINUTES_FILE, open_minutes
from pipeline.update import update

# Most of a kill's time is the start of a process; `make soak` asks for more.
KILLS = max(3, int(os.environ.get("UNDERTOOK_KILLS", "0")))
PATIENCE_SECONDS = 60
LONGEST_WAIT_SECONDS = 0.03
COMPARED = {
    "meetings": "select uid, date, status, minutes_status from meetings order by uid",
    "items": "select uid, number, title, restricted from items order by uid",
    "documents": "select uid, url, hash, text_length from documents order by uid",
    "records": "select uid, quote, kind, status from records order by uid",
    "places": "select quote, count(*) from record_places group by quote order by quote",
    "passages": "select text, region, count(*) from passages group by text, region order by text, region",
}


def state(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / MINUTES_FILE)) as db:
        assert db.execute("pragma integrity_check").fetchone()[0] == "ok"
        assert db.execute("pragma foreign_key_check").fetchall() == []
        return {name: db.execute(query).fetchall() for name, query in COMPARED.items()}


def whole_update(folder: Path) -> None:
    with open_archive(folder / "archive.db") as archive, closing(open_minutes(folder)) as db:
        update(archive, db, {}, jobs=1, now=datetime.now(UTC))


def documents(folder: Path) -> int:
    """How many documents an update has read or named as unreadable."""
    done = "select (select count(*) from documents) + (select count(*) from failures)"
    try:
        with closing(sqlite3.connect(f"file:{folder / MINUTES_FILE}?mode=ro", uri=True)) as db:
            return int(db.execute(done).fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def update_until_killed(folder: Path, more: int, wait_seconds: float) -> None:
    """Kill an update that is under way: so long after it has written so many more documents."""
    before = documents(folder)
    code = "import sys; from pipeline.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "update", "--jobs", "1", "--data", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        end = time.monotonic() + PATIENCE_SECONDS
        while documents(folder) < before + more and child.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(wait_seconds)
        assert child.poll() is None
        child.send_signal(signal.SIGKILL)


def test_kills_in_the_midst_of_updates_lose_and_double_nothing(tmp_path: Path) -> None:
    # Between two kills some thirty documents are written; a meeting in the window that is crawled has five.
    site = council(2 + KILLS // 12, min(5 * KILLS + 10, 100), NIGHT.date(), step=7)
    with serve(site):
        crawl(job(site, tmp_path))
    calm = tmp_path / "calm"
    calm.mkdir()
    shutil.copy(tmp_path / "archive.db", calm)
    whole_update(calm)
    moments = random.Random(11)
    for _ in range(KILLS):
        update_until_killed(tmp_path, moments.randrange(1, 5), moments.random() * LONGEST_WAIT_SECONDS)
    assert 0 < documents(tmp_path) < documents(calm)
    whole_update(tmp_path)
    assert state(tmp_path) == state(calm)
