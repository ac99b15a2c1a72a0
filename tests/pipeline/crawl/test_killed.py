"""A crawl that is killed at any moment loses nothing and asks for nothing twice that it had stored."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from council_site import Council, council, serve
from test_crawl_nights import NIGHT, count, held, job

from pipeline.archive import open_archive
from pipeline.crawl.job import CrawlJob
from pipeline.crawl.run import crawl

# `make soak` sets more. All kills of a test strike one crawl, which each next start carries on.
KILLS = int(os.environ.get("UNDERTOOK_KILLS", "10"))
MOST_REQUESTS = 30
LONGEST_WAIT_SECONDS = 0.03
PATIENCE_SECONDS = 60


def crawl_until_killed(told: CrawlJob, site: Council, requests: int, wait_seconds: float) -> None:
    """Kill a crawl that is under way: so long after its server has seen so many more requests."""
    enough = len(site.log) + requests
    command = [sys.executable, "-m", "pipeline.crawl.process"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as child:
        assert child.stdin is not None
        child.stdin.write(told.to_json() + "\n")
        child.stdin.flush()
        end = time.monotonic() + PATIENCE_SECONDS
        while len(site.log) < enough and child.poll() is None and time.monotonic() < end:
            time.sleep(0.001)
        time.sleep(wait_seconds)
        assert child.poll() is None
        child.send_signal(signal.SIGKILL)


def check_whole(folder: Path) -> None:
    """Nothing in an archive is corrupt, doubled or lost."""
    with open_archive(folder / "archive.db") as archive:
        assert archive.connection.execute("pragma integrity_check").fetchone()[0] == "ok"
        doubled = "select count(*) from (select 1 from responses group by site, url having count(*) > 1)"
        assert archive.connection.execute(doubled).fetchone()[0] == 0
        lost = "select count(*) from responses left join bodies using (hash) where bodies.hash is null"
        assert archive.connection.execute(lost).fetchone()[0] == 0


def test_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path) -> None:
    site = council(6, 2 * KILLS, NIGHT.date(), step=7)
    moments = random.Random(7)
    with serve(site):
        told = replace(job(site, tmp_path), since=date(2020, 1, 1))
        for _ in range(KILLS):
            crawl_until_killed(told, site, moments.randint(1, MOST_REQUESTS), moments.random() * LONGEST_WAIT_SECONDS)
            check_whole(tmp_path)
        assert held(tmp_path, "minutes") < {str(ref) for ref in site.sittings}
        result = crawl(told)
    refs = {str(ref) for ref in site.sittings}
    assert result.ok
    assert held(tmp_path, "meeting") == refs
    assert held(tmp_path, "minutes") == refs
    check_whole(tmp_path)
    asked = Counter(path for path in site.asked() if path.endswith(".pdf?T=1") or "MId=" in path or "MeetingId" in path)
    # Only what was under way at a kill may have been asked for again.
    assert sum(times - 1 for times in asked.values()) <= KILLS


def test_what_an_answer_tells_of_meetings_is_kept_with_it_or_not_at_all(tmp_path: Path) -> None:
    site = council(1, 3, NIGHT.date())
    with serve(site):
        told = job(site, tmp_path)
        with open_archive(told.archive) as archive:
            archive.connection.execute(
                "create trigger refusal before insert on responses when exists (select 1 from calendar)"
                " begin select raise(abort, 'refused'); end"
            )
        assert not crawl(told).completed
        assert count(tmp_path, "calendar") == 0
        with open_archive(told.archive) as archive:
            archive.connection.execute("drop trigger refusal")
        assert crawl(told).ok
    assert count(tmp_path, "calendar") == len(site.sittings)


def test_a_full_disk_stops_the_crawl_loudly_and_the_next_run_goes_on(tmp_path: Path) -> None:
    site = council(1, 6, NIGHT.date())
    with serve(site):
        told = job(site, tmp_path)
        with open_archive(told.archive) as archive:
            pages = archive.connection.execute("pragma page_count").fetchone()[0]
        script = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({(pages + 12) * 4096},) * 2)\n"
        script += "import runpy, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        script += "runpy.run_module('pipeline.crawl.process', run_name='__main__')"
        full = subprocess.Popen(
            [sys.executable, "-c", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert full.stdin is not None
        full.stdin.write(told.to_json() + "\n")
        full.stdin.flush()
        code = full.wait(timeout=30)
        full.stdin.close()
        assert full.stderr is not None
        words = full.stderr.read()
        full.stderr.close()
        result = crawl(told)
    assert code == 1
    assert "disk" in words
    assert result.ok
    assert held(tmp_path, "minutes") == {str(ref) for ref in site.sittings}


@pytest.mark.parametrize("table", ["bodies", "responses"])
def test_the_next_run_after_a_finished_one_stores_nothing(tmp_path: Path, table: str) -> None:
    site = council(1, 3, NIGHT.date())
    with serve(site):
        crawl(job(site, tmp_path))
        before = count(tmp_path, table)
        site.log.clear()
        crawl(job(site, tmp_path))
    assert count(tmp_path, table) == before
    assert site.asked("documents") == []
