"""The process that fetches: Scrapy on one reactor, one coroutine a site; reads a job on standard input.

Prints one JSON line a site on standard output: what `SiteResult` holds.
"""

import asyncio
import json
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response

from pipeline.archive import Archive, open_archive
from pipeline.archive_runs import begin_run, end_run
from pipeline.crawl.addresses import bases
from pipeline.crawl.discover import find_place
from pipeline.crawl.fetch import Downloader, Fetcher
from pipeline.crawl.job import CrawlJob, SiteJob, from_json
from pipeline.crawl.replay import Replay
from pipeline.crawl.site import SiteCrawl, SiteResult

UNUSED_MIDDLEWARES = (
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
    "scrapy.downloadermiddlewares.stats.DownloaderStats",
)


class Throttle(AutoThrottle):
    """AutoThrottle that keeps to the Crawl-delay of robots.txt and to each site's own delay as the least."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        slots: dict[str, dict[str, float]] = crawler.settings.getdict("DOWNLOAD_SLOTS")
        self.floors = {key: slot["delay"] for key, slot in slots.items()}
        self.agent: str = crawler.settings["USER_AGENT"]
        crawler.signals.connect(self._robots_read, signal=signals.robots_parsed)

    def _robots_read(self, robotparser: Any, request: Request) -> None:  # Any: Scrapy's parsers share no type
        delay = robotparser.crawl_delay(self.agent)
        if delay:
            key = request.meta["download_slot"]
            self.floors[key] = max(float(delay), self.floors.get(key, 0.0))
            self._raise_to_floor(key)

    def _response_downloaded(self, response: Response, request: Request, spider: scrapy.Spider) -> None:
        super()._response_downloaded(response, request, spider)
        self._raise_to_floor(request.meta.get("download_slot", ""))

    def _raise_to_floor(self, key: str) -> None:
        engine = self.crawler.engine
        slot = engine.downloader.slots.get(key) if engine else None
        if slot is not None:
            slot.delay = max(slot.delay, self.floors.get(key, 0.0))


class SharedPace:
    """Puts robots.txt, which Scrapy asks for by itself, into the slot of its site's server."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "SharedPace":
        """Make it as Scrapy asks for it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Name the slot of a request that has none."""
        spider = self.crawler.spider
        if isinstance(spider, SitesSpider) and "download_slot" not in request.meta:
            host = urlsplit(request.url).hostname or ""
            request.meta["download_slot"] = spider.hosts.get(host, host)


class SitesSpider(scrapy.Spider):
    """Runs every site of the job at its own pace; it reads no page itself."""

    name = "sites"

    def __init__(self, job: CrawlJob, slots: dict[str, str], run_id: int) -> None:
        super().__init__()
        self.run_id = run_id
        self.job = job
        self.slots = slots
        self.hosts = {urlsplit(bases(site.address)[0]).hostname or "": slots[site.slug] for site in job.sites}
        self.finished = False
        self.results: list[SiteResult] = []
        self.started = time.monotonic()

    def took(self) -> timedelta:
        """Return how long the crawl has run."""
        return timedelta(seconds=time.monotonic() - self.started)

    async def start(self) -> AsyncIterator[Any]:  # Any: Scrapy's own signature
        """Crawl all sites and yield nothing: answers go straight to the archive."""
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
            downloader: Downloader = Replay(archive, site.slug) if self.job.replay else self.crawler.engine
            fetcher = Fetcher(downloader, self.job.pace, self.slots[site.slug])
            result = await SiteCrawl(self.job, site, archive, fetcher, self.run_id).run()
        self.results.append(result)
        sys.stdout.write(json.dumps({"run": self.run_id, **asdict(result)}) + "\n")
        sys.stdout.flush()


class LookingSpider(SitesSpider):
    """Only finds out where each site answers."""

    async def _crawl(self, site: SiteJob, archive: Archive, width: asyncio.Semaphore) -> None:
        async with width:
            fetcher = Fetcher(self.crawler.engine, self.job.pace, self.slots[site.slug])
            place = await find_place(fetcher, site.address)
        sys.stdout.write(json.dumps({"slug": site.slug, **asdict(place)}) + "\n")


def run(job: CrawlJob, *, only_look: bool = False) -> bool:
    """Crawl and return whether the process came to its end without a surprise; `only_look` asks where sites answer."""
    slots = slots_by_address(job.sites)
    if only_look:
        job = replace(job, archive=Path(":memory:"))
        return _run_spider(LookingSpider, job, slots, 0).finished
    with open_archive(job.archive) as archive:
        run_id = begin_run(archive, [site.slug for site in job.sites], job.now)
    spider = _run_spider(SitesSpider, job, slots, run_id)
    if not spider.finished:
        return False
    outcome = "failed" if any(r.failures for r in spider.results) else "ok"
    with open_archive(job.archive) as archive:
        counts = {name: sum(getattr(r, name) for r in spider.results) for name in ("requests", "stored")}
        end_run(archive, run_id, job.now + spider.took(), outcome=outcome, **counts)
    return True


def _run_spider(kind: type["SitesSpider"], job: CrawlJob, slots: dict[str, str], run_id: int) -> "SitesSpider":
    process = CrawlerProcess(settings(job, slots))
    # Scrapy opens its loggers wide: a record made for each request costs more than the request's share of SQLite.
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    crawler = process.create_crawler(kind)
    process.crawl(crawler, job=job, slots=slots, run_id=run_id)
    process.start()
    if not isinstance(crawler.spider, kind):
        raise OSError("the crawl could not be started; the log says why")
    return crawler.spider


def settings(job: CrawlJob, slots: dict[str, str]) -> dict[str, Any]:  # Any: Scrapy's settings are of all types
    """Return Scrapy's settings for a job: polite to every server, limits on time and size, no cookies."""
    pace = job.pace
    delays: dict[str, float] = {}
    for site in job.sites:
        delay = pace.delay_seconds if site.delay_seconds is None else site.delay_seconds
        delays[slots[site.slug]] = max(delay, delays.get(slots[site.slug], 0.0))
    return {
        "USER_AGENT": f"Undertook/{version('undertook')} (+{job.contact})",
        "ROBOTSTXT_OBEY": not job.replay,
        "AUTOTHROTTLE_ENABLED": True,
        "EXTENSIONS": {"pipeline.crawl.process.Throttle": 0, "scrapy.extensions.throttle.AutoThrottle": None},
        "DOWNLOADER_MIDDLEWARES": {"pipeline.crawl.process.SharedPace": 1, **dict.fromkeys(UNUSED_MIDDLEWARES)},
        "AUTOTHROTTLE_START_DELAY": 0,
        "AUTOTHROTTLE_MAX_DELAY": pace.max_delay_seconds,
        "DOWNLOAD_DELAY": min(delays.values(), default=pace.delay_seconds),
        "DOWNLOAD_SLOTS": {slot: {"concurrency": 1, "delay": d, "jitter": 0} for slot, d in delays.items()},
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
        "TELNETCONSOLE_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOG_LEVEL": "WARNING",
    }


def slots_by_address(sites: tuple[SiteJob, ...]) -> dict[str, str]:
    """Return for each site the network address of its host: sites that share a server share its pace."""
    hosts = [urlsplit(bases(site.address)[0]).hostname or site.address for site in sites]
    with ThreadPoolExecutor(max_workers=32) as pool:
        return dict(zip((site.slug for site in sites), pool.map(_address, hosts), strict=True))


def _address(host: str) -> str:
    try:
        return str(socket.getaddrinfo(host, None)[0][4][0])
    except OSError:
        return host


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
