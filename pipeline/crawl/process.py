"""The process that fetches: Scrapy on one reactor, one coroutine a site; reads a job on standard input.

Prints one JSON line a site on standard output: what `SiteResult` holds.
"""

import asyncio
import json
import logging
import os
import sys
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from datetime import timedelta
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response
from scrapy.logformatter import LogFormatter

from pipeline.archive import Archive, open_archive
from pipeline.archive_runs import begin_run, end_run
from pipeline.collector import collect_seldom
from pipeline.crawl.discover import find_place
from pipeline.crawl.fetch import Fetcher
from pipeline.crawl.job import CrawlJob, SiteJob, from_json
from pipeline.crawl.listed import ListCrawl
from pipeline.crawl.news import SiteResult
from pipeline.crawl.replay import Replay
from pipeline.crawl.servers import Servers
from pipeline.crawl.site import SiteCrawl

# What we do not use, and what each answer would pay for.
UNUSED_MIDDLEWARES = tuple(
    f"scrapy.downloadermiddlewares.{name}"
    for name in (
        *("offsite.OffsiteMiddleware", "robotstxt.RobotsTxtMiddleware", "httpauth.HttpAuthMiddleware"),
        *("retry.RetryMiddleware", "redirect.MetaRefreshMiddleware", "redirect.RedirectMiddleware"),
        *("cookies.CookiesMiddleware", "stats.DownloaderStats"),
    )
)
# What counts, prints and exports for spiders that yield items: each of its listeners is asked at every request.
UNUSED_EXTENSIONS = tuple(
    f"scrapy.extensions.{name}"
    for name in (
        *("corestats.CoreStats", "logcount.LogCount", "telnet.TelnetConsole", "memusage.MemoryUsage"),
        *("memdebug.MemoryDebugger", "closespider.CloseSpider", "feedexport.FeedExporter", "logstats.LogStats"),
        *("spiderstate.SpiderState", "remote_control.RemoteControl", "throttle.AutoThrottle"),
    )
)


class Quiet(LogFormatter):
    """Says nothing of each answer: the archive has a row of it."""

    # Scrapy's types leave out that None is what logs nothing.
    def crawled(  # type: ignore[override]
        self, request: Request, response: Response, spider: scrapy.Spider
    ) -> None:
        """Return nothing to log."""


class Throttle(AutoThrottle):
    """AutoThrottle that never goes below a server's least delay: the settings', or what its robots.txt asks for."""

    def _response_downloaded(self, response: Response, request: Request, spider: scrapy.Spider) -> None:
        super()._response_downloaded(response, request, spider)
        server = request.meta.get("download_slot")
        if isinstance(spider, SitesSpider) and server is not None:
            spider.servers.raise_to_floor(server)


class SitesSpider(scrapy.Spider):
    """Runs every site of the job at its own pace; it reads no page itself."""

    name = "sites"

    def __init__(self, job: CrawlJob, run_id: int) -> None:
        super().__init__()
        self.run_id = run_id
        self.job = job
        self.servers = Servers()
        self.finished = False
        self.results: list[SiteResult] = []
        self.started = time.monotonic()

    def took(self) -> timedelta:
        """Return how long the crawl has run."""
        return timedelta(seconds=time.monotonic() - self.started)

    async def start(self) -> AsyncIterator[Any]:  # Any: Scrapy's own signature
        """Crawl all sites and yield nothing: answers go straight to the archive."""
        self.servers.downloader = self.crawler.engine.downloader
        width = asyncio.Semaphore(self.job.pace.width)
        # One connection for all sites: no transaction spans an await, and 400 page caches would fill the memory.
        with open_archive(self.job.archive) as archive:
            async with asyncio.TaskGroup() as group:
                for site in self.job.sites:
                    group.create_task(self._crawl(site, archive, width))
        self.finished = True
        return
        yield

    async def _crawl(self, site: SiteJob, archive: Archive, width: asyncio.Semaphore) -> None:
        async with width:
            fetcher = self._fetcher(site)
            if self.job.replay:
                fetcher = Fetcher(Replay(archive, site.slug), replace(self.job.pace, retries=0))
            kind = ListCrawl if site.listed else SiteCrawl
            result = await kind(self.job, site, archive, fetcher, self.run_id).run()
        self.results.append(result)
        sys.stdout.write(json.dumps({"run": self.run_id, **asdict(result)}) + "\n")
        sys.stdout.flush()

    def _fetcher(self, site: SiteJob) -> Fetcher:
        return Fetcher(self.crawler.engine, self.job.pace, self.servers, site.delay_seconds)


class LookingSpider(SitesSpider):
    """Only finds out where each site answers."""

    async def _crawl(self, site: SiteJob, archive: Archive, width: asyncio.Semaphore) -> None:
        async with width:
            place = await find_place(self._fetcher(site), site.address)
        sys.stdout.write(json.dumps({"slug": site.slug, **asdict(place)}) + "\n")


def run(job: CrawlJob, *, only_look: bool = False) -> bool:
    """Crawl and return whether the process came to its end without a surprise; `only_look` asks where sites answer."""
    if only_look:
        job = replace(job, archive=Path(":memory:"))
        return _run_spider(LookingSpider, job, 0).finished
    with open_archive(job.archive) as archive:
        run_id = begin_run(archive, [site.slug for site in job.sites], job.now)
    spider = _run_spider(SitesSpider, job, run_id)
    if not spider.finished:
        return False
    outcome = "failed" if any(r.failures for r in spider.results) else "ok"
    with open_archive(job.archive) as archive:
        counts = {name: sum(getattr(r, name) for r in spider.results) for name in ("requests", "stored")}
        end_run(archive, run_id, job.now + spider.took(), outcome=outcome, **counts)
    return True


def _run_spider(kind: type["SitesSpider"], job: CrawlJob, run_id: int) -> "SitesSpider":
    process = CrawlerProcess(settings(job))
    # Scrapy opens its loggers wide: a record made for each request costs more than the request's share of SQLite.
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    crawler = process.create_crawler(kind)
    process.crawl(crawler, job=job, run_id=run_id)
    collect_seldom()
    process.start()
    if not isinstance(crawler.spider, kind):
        raise OSError("the crawl could not be started; the log says why")
    return crawler.spider


def settings(job: CrawlJob) -> dict[str, Any]:  # Any: Scrapy's settings are of all types
    """Return Scrapy's settings for a job: one request at a time to a server, limits on time and size, no cookies.

    robots.txt, redirects and retries are the fetcher's: it has to know of each, and Scrapy's own ask past it.
    """
    pace = job.pace
    delays = [pace.delay_seconds if site.delay_seconds is None else site.delay_seconds for site in job.sites]
    return {
        # uvloop is not made for every system; without it the standard loop does the same at a higher price.
        "ASYNCIO_EVENT_LOOP": "uvloop.Loop" if find_spec("uvloop") else None,
        "USER_AGENT": f"Undertook/{version('undertook')} (+{job.contact})",
        "ROBOTSTXT_OBEY": False,
        "AUTOTHROTTLE_ENABLED": True,
        # The class and not its path: run as a program, this file would be imported a second time under its own name.
        "EXTENSIONS": {**dict.fromkeys(UNUSED_EXTENSIONS), Throttle: 0},
        "DOWNLOADER_MIDDLEWARES": dict.fromkeys(UNUSED_MIDDLEWARES),
        "AUTOTHROTTLE_START_DELAY": 0,
        "AUTOTHROTTLE_MAX_DELAY": pace.max_delay_seconds,
        "DOWNLOAD_DELAY": min(delays, default=pace.delay_seconds),
        "DOWNLOAD_DELAY_JITTER": 0,
        "CONCURRENT_REQUESTS": max(16, len(job.sites)),
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "CONCURRENT_ITEMS": 4,
        "DOWNLOAD_TIMEOUT": pace.timeout_seconds,
        "DOWNLOAD_MAXSIZE": pace.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOG_LEVEL": "WARNING",
        "LOG_FORMATTER": Quiet,
    }


def end_with_parent() -> None:
    """End this process at once when standard input closes: whoever started it is dead or has had enough."""

    def wait() -> None:
        sys.stdin.read()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger().handlers[0].setLevel(logging.WARNING)
    told = from_json(sys.stdin.readline())
    end_with_parent()
    ended_well = run(told, only_look="--check" in sys.argv[1:])
    sys.stdout.flush()
    os._exit(0 if ended_well else 1)
