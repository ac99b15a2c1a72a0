"""Crawling on a cluster: each council into its own folder, one request at a time to a server whoever asks, and a worker
that is killed on the way loses nothing."""

import importlib.util
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "crawl"))
from council_site import Council, council, serve
from test_cluster import Machines, machines
from test_crawl_nights import NIGHT, PACE, count, held, job
from test_politeness import TOLERANCE_SECONDS, gaps

from pipeline.crawl.cluster import by_server, crawl_on
from pipeline.crawl.job import CrawlJob, SiteJob
from pipeline.crawl.run import CrawlResult
from pipeline.scheduler import NoCluster

__all__ = ["machines"]
pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the extra `dask` is not installed"
)
LEASES = "DASK_DISTRIBUTED__SCHEDULER__LOCKS__LEASE"
PATIENCE_SECONDS = 60
WINDOW_DAYS = 45
# The distance that `gaps` reckons with.
SLOW = replace(PACE, delay_seconds=0.2)


@pytest.fixture(scope="module", autouse=True)
def leases_end_soon() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(f"{LEASES}_TIMEOUT", "3s")
        patch.setenv(f"{LEASES}_VALIDATION_INTERVAL", "500ms")
        yield


def slowly(site: Council, folder: Path, *slugs: str) -> CrawlJob:
    sites = tuple(SiteJob(slug, site.address) for slug in slugs)
    return replace(job(site, folder), sites=sites, since=NIGHT.date() - timedelta(days=WINDOW_DAYS), pace=SLOW)


def has_child(process: subprocess.Popen[bytes]) -> bool:
    return any(path.read_text().split() for path in Path(f"/proc/{process.pid}/task").glob("*/children"))


def test_two_crawls_of_one_server_take_turns_and_fill_a_folder_for_each_council(
    tmp_path: Path, machines: Machines
) -> None:
    site = council(1, 2, NIGHT.date())
    results: list[CrawlResult] = []
    with serve(site):
        other = threading.Thread(
            target=lambda: results.append(crawl_on(machines.address, slowly(site, tmp_path, "two"), tmp_path / "other"))
        )
        other.start()
        results.append(crawl_on(machines.address, slowly(site, tmp_path, "one"), tmp_path / "first"))
        other.join()
    assert [result.ok for result in results] == [True, True]
    refs = {str(ref) for ref in site.sittings}
    assert [held(tmp_path / folder, "minutes") for folder in ("first/one", "other/two")] == [refs, refs]
    assert site.most_at_once == 1
    assert min(gaps(site)) >= SLOW.delay_seconds - TOLERANCE_SECONDS


def test_councils_of_one_server_are_one_task_and_each_has_its_folder(tmp_path: Path) -> None:
    site = council(1, 1, NIGHT.date())
    hosts = {"one": "127.0.0.5:81", "two": "127.0.0.5:82", "three": "127.0.0.6"}
    sites = tuple(SiteJob(slug, f"http://{host}/") for slug, host in hosts.items())
    groups = by_server(replace(job(site, tmp_path), sites=sites), tmp_path)
    assert {server: [made.archive for made in jobs] for server, jobs in groups.items()} == {
        "127.0.0.5": [tmp_path / "one" / "archive.db", tmp_path / "two" / "archive.db"],
        "127.0.0.6": [tmp_path / "three" / "archive.db"],
    }


def test_a_worker_that_dies_loses_nothing_and_fetches_nothing_twice(tmp_path: Path, machines: Machines) -> None:
    site = council(1, 6, NIGHT.date(), step=7)
    results: list[CrawlResult] = []
    with serve(site):
        crawling = threading.Thread(
            target=lambda: results.append(crawl_on(machines.address, slowly(site, tmp_path, "brook"), tmp_path))
        )
        crawling.start()
        end = time.monotonic() + PATIENCE_SECONDS
        while len(site.log) < 12 and time.monotonic() < end:
            time.sleep(0.02)
        (busy,) = [worker for worker in machines.workers if has_child(worker)]
        busy.send_signal(signal.SIGKILL)
        crawling.join(PATIENCE_SECONDS)
    assert [result.ok for result in results] == [True]
    assert held(tmp_path / "brook", "meeting") == {str(ref) for ref in site.sittings}
    assert held(tmp_path / "brook", "minutes") == {str(ref) for ref in site.sittings}
    assert count(tmp_path / "brook", "runs") == 2
    files = site.asked("documents")
    # Only what was under way may have been asked for again.
    assert len(files) <= len(set(files)) + 1
    assert site.most_at_once == 1


def test_no_scheduler_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.crawl.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(NoCluster, match="no scheduler answers at tcp://127.0.0.1:9"):
        crawl_on("tcp://127.0.0.1:9", job(council(1, 1, NIGHT.date()), tmp_path), tmp_path)
