"""A crawl on many machines: the councils of one server are one task of a dask scheduler, each in a folder of its own.

The optional extra `dask`. Workers have the same version of Undertook installed and see the folders under the same path.
A task asks its server only while it holds that server's lease, so that no other task of the cluster asks it, whoever
started that; and writes a folder only while it holds that folder's lock. The tasks of a worker that is lost go to
others, which go on from what the archives hold. Where the scheduler is lost the crawl stops, and the next one goes on.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.archive import open_archive
from pipeline.crawl.addresses import bases
from pipeline.crawl.discover import last_place
from pipeline.crawl.job import CrawlJob, SiteJob
from pipeline.crawl.news import SiteResult
from pipeline.crawl.run import CrawlResult, crawl
from pipeline.crawl.servers import address
from pipeline.locks import LOCK_FILE, Locked, only_run
from pipeline.scheduler import CONNECT_SECONDS, NoCluster, connected, library
from pipeline.store.files import ARCHIVE_FILE

# A lease that is free is had at once; a task that must wait for longer makes room for others.
AT_ONCE_SECONDS = 2
# How long nothing may end before it is asked whether a worker is left.
LOOK_SECONDS = 120
Progress = Callable[[SiteResult], None]


def crawl_on(scheduler: str, job: CrawlJob, folder: Path, *, progress: Progress | None = None) -> CrawlResult:
    """Crawl the sites of a job on a scheduler's workers, each into `folder/<slug>`, and return what came of all.

    Raises `NoCluster` where no scheduler answers, or it is lost on the way: what was stored is kept.
    """
    done: list[CrawlResult] = []
    with connected(scheduler, CONNECT_SECONDS) as client:
        groups = by_server(job, folder)
        sent = time.time()
        tasks = {client.submit(crawl_server, one, group, sent, pure=False): group for one, group in groups.items()}
        for task in _completed(client, tasks):
            found = _results(task, tasks[task])
            done += found
            if progress is not None:
                _tell(found, progress)
    return _together(done)


def by_server(job: CrawlJob, folder: Path) -> Mapping[str, tuple[CrawlJob, ...]]:
    """Part a job into one for each site, by the network address of the server on which the site was found last."""
    groups: dict[str, list[CrawlJob]] = defaultdict(list)
    for site in job.sites:
        archive = folder.resolve() / site.slug / ARCHIVE_FILE
        groups[address(_host(site, archive))].append(replace(job, archive=archive, sites=(site,)))
    return {server: tuple(jobs) for server, jobs in groups.items()}


def crawl_server(server: str, jobs: Iterable[CrawlJob], sent: float) -> tuple[CrawlResult, ...]:
    """Crawl the sites of one server, one after the other: the work of one task.

    `sent` is when the jobs were made, in seconds since 1970: each is told how late it is when its turn comes.
    """
    with _lease(server):
        return tuple(_crawled(replace(job, now=job.now + _since(sent))) for job in jobs)


def _since(sent: float) -> timedelta:
    return timedelta(seconds=max(0.0, time.time() - sent))


def _host(site: SiteJob, archive: Path) -> str:
    place = None
    if archive.exists():
        with open_archive(archive, read_only=True) as opened:
            place = last_place(opened, site.slug, site.address)
    return urlsplit((place.base if place else None) or bases(site.address)[0]).hostname or ""


@contextmanager
def _lease(server: str) -> Iterator[None]:
    """Hold the one lease of a server; the scheduler takes it back from a worker that is lost."""
    distributed = library()
    lease = distributed.Semaphore(max_leases=1, name=f"undertook-server-{server}")
    if not lease.acquire(timeout=AT_ONCE_SECONDS):
        distributed.secede()
        lease.acquire()
        distributed.rejoin()
    try:
        yield
    finally:
        lease.release()


def _crawled(job: CrawlJob) -> CrawlResult:
    try:
        with only_run(job.archive.parent / LOCK_FILE):
            return crawl(job)
    except Locked:
        return _not_crawled(job, "locked")


def _completed(client: Any, tasks: Iterable[Any]) -> Iterator[Any]:
    """Give the tasks as they are done. Raises `NoCluster` where no worker is left for them."""
    distributed, waiting = library(), set(tasks)
    while waiting:
        try:
            done, waiting = distributed.wait(waiting, timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED")
        except distributed.TimeoutError:
            if not client.nthreads():
                raise NoCluster("the scheduler has no worker left; what was stored is kept, run again") from None
            continue
        except CancelledError as error:
            raise _lost(error) from error
        yield from done


def _results(task: Any, jobs: tuple[CrawlJob, ...]) -> tuple[CrawlResult, ...]:
    distributed = library()
    try:
        found: tuple[CrawlResult, ...] = task.result()
    except distributed.KilledWorker:
        return tuple(_not_crawled(job, "worker-lost") for job in jobs)
    except (CancelledError, distributed.comm.CommClosedError) as error:
        raise _lost(error) from error
    return found


def _lost(error: Exception) -> NoCluster:
    return NoCluster(f"the scheduler was lost ({error}); what was stored is kept, run again")


def _tell(results: Iterable[CrawlResult], progress: Progress) -> None:
    for result in results:
        for site in result.sites:
            progress(site)


def _not_crawled(job: CrawlJob, name: str) -> CrawlResult:
    (site,) = job.sites
    return CrawlResult(True, None, (SiteResult(site.slug, outcome=name, failures=1),), (), ((site.slug, name),))


def _together(results: Iterable[CrawlResult]) -> CrawlResult:
    results = tuple(results)
    return CrawlResult(
        completed=all(result.completed for result in results),
        run_id=None,
        sites=tuple(site for result in results for site in result.sites),
        changes=tuple(change for result in results for change in result.changes),
        failures=tuple(failure for result in results for failure in result.failures),
    )
