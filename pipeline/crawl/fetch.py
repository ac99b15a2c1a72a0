"""One site's polite fetching: one request at a time, retries with back-off, redirects on the council's own host."""

import asyncio
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from extractors.sources.answers import classify
from extractors.sources.urls import document_ref
from pipeline.crawl.addresses import family
from pipeline.crawl.job import Pace
from pipeline.crawl.robots import BUSY, REDIRECTS, Answered, Rules, origin, read_rules
from pipeline.crawl.servers import Servers
from pipeline.crawl.session import Session

MAX_HOPS = 6
NOT_MODIFIED = 304
RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504, 520, 521, 522, 524})
RETRIED_PROBLEMS = frozenset(
    {"timeout", "connection-lost", "truncated", "truncated-html", "truncated-xml", "truncated-pdf"}
    | {"empty", "mis-encoded"}
)
# The server is well and says that there is nothing: no reason to leave it alone.
HEALTHY_PROBLEMS = frozenset({"http-404", "http-410", "refused-by-robots"})
ERROR_PAGE = "mgerror.aspx"
CHARSET = re.compile(r"charset\s*=\s*[\"']?(?P<name>[\w-]+)", re.IGNORECASE)
# What the network can do wrong, by the name under which it is kept.
PROBLEMS: Mapping[type[Exception], str] = {
    DownloadTimeoutError: "timeout",
    CannotResolveHostError: "unknown-host",
    DownloadConnectionRefusedError: "connection-refused",
    ResponseDataLossError: "truncated",
    DownloadCancelledError: "too-large",
    DownloadFailedError: "connection-lost",
    IgnoreRequest: "too-large",
}


class Downloader(Protocol):
    """What fetches one request: Scrapy's engine."""

    async def download_async(self, request: Request) -> Response:
        """Return the answer, or raise one of the exceptions of `PROBLEMS`."""


class StopAsking(Exception):
    """Raised when a site is not to be asked any more in this run; `name` says why."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back. `problem` names what the network or the redirects did wrong, or what the body is instead of
    content; None is content."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    problem: str | None = None

    @property
    def media_type(self) -> str | None:
        """The content type without its parameters, None where the server names none."""
        value = self.headers.get("Content-Type", "").split(";")[0].strip().lower()
        return value or None


@dataclass
class Fetcher:
    """Asks one site. `hosts` are the host names that may be asked: the council's own and those it moved to.

    `servers` and robots.txt count only while a network is asked; a replay has neither (`servers` is None).
    """

    downloader: Downloader
    pace: Pace
    servers: Servers | None = None
    delay_seconds: float | None = None
    hosts: set[str] = field(default_factory=set)
    requests: int = 0
    _failed: Counter[str] = field(default_factory=Counter)
    _rules: dict[str, Rules] = field(default_factory=dict)
    _session: Session = field(default_factory=Session)

    async def get(self, url: str, *, headers: Mapping[str, str] | None = None, moving: bool = False) -> Fetched:
        """Fetch an address. With `moving` a redirect to another host is followed and that host is trusted from then on.

        Raises StopAsking when the run's budget for this site is spent, or when the site asks to be left alone for
        longer than a run waits.
        """
        fetched = await self._once(url, headers or {}, moving=moving)
        for attempt in range(self.pace.retries):
            if fetched.problem not in RETRIED_PROBLEMS and fetched.status not in RETRIED_STATUSES:
                break
            pause = self._pause(fetched, attempt)
            if pause > self.pace.max_pause_seconds and fetched.status == BUSY:
                # It says so to whoever asks too much, of whatever address.
                raise StopAsking("http-429")
            if pause > self.pace.max_pause_seconds:
                # To ask again before the time that the server named would be worse than to wait for the next night.
                break
            await asyncio.sleep(pause)
            fetched = await self._once(url, headers or {}, moving=moving)
        return fetched

    def is_open(self, url: str) -> bool:
        """Say whether too many addresses of this family have failed in a row to ask for another."""
        return self._failed[family(url)] >= self.pace.breaker_failures

    def note(self, url: str, problem: str | None) -> None:
        """Count an answer for the circuit breaker."""
        if problem is None:
            self._failed[family(url)] = 0
        elif problem not in HEALTHY_PROBLEMS:
            self._failed[family(url)] += 1

    async def _once(self, url: str, headers: Mapping[str, str], *, moving: bool) -> Fetched:
        asked, seen = url, {(url, *self._session.headers(url).values())}
        for _ in range(MAX_HOPS):
            fetched = await self._ask(url, headers)
            target = fetched.headers.get("Location")
            if fetched.status not in REDIRECTS or not target:
                return _classified(fetched, asked)
            url = urljoin(fetched.url, target)
            if urlsplit(url).path.lower().endswith(ERROR_PAGE):
                return replace(fetched, problem="error-page")
            host = urlsplit(url).hostname or ""
            if moving:
                self.hosts.add(host)
            if host not in self.hosts:
                return replace(fetched, problem="redirected-away")
            # The same address with a cookie that it did not have is another request.
            request = (url, *self._session.headers(url).values())
            if request in seen:
                break
            seen.add(request)
        return replace(fetched, url=url, problem="redirect-loop")

    async def _ask(self, url: str, headers: Mapping[str, str]) -> Fetched:
        refusal = (await self._rules_of(url)).refusal(url) if self.servers is not None else None
        return (
            Fetched(url, 0, {}, b"", refusal) if refusal else await self._download(self._session.address(url), headers)
        )

    async def _rules_of(self, url: str) -> Rules:
        key = origin(url)
        if key not in self._rules:
            self._rules[key] = rules = await read_rules(url, self._ask_for_rules)
            if self.servers is not None:
                self.servers.keep_apart(await self._server(url), rules.delay_seconds)
        return self._rules[key]

    async def _ask_for_rules(self, url: str) -> Answered:
        fetched = await self._download(url, {})
        for attempt in range(self.pace.retries):
            if fetched.problem not in RETRIED_PROBLEMS and fetched.status not in RETRIED_STATUSES:
                break
            await asyncio.sleep(min(self._pause(fetched, attempt), self.pace.max_pause_seconds))
            fetched = await self._download(url, {})
        return Answered(fetched.status, fetched.body, fetched.headers.get("Location"), fetched.problem)

    async def _server(self, url: str) -> str:
        host = urlsplit(url).hostname or ""
        delay = self.pace.delay_seconds if self.delay_seconds is None else self.delay_seconds
        return await self.servers.of(host, delay) if self.servers is not None else host

    async def _download(self, url: str, headers: Mapping[str, str]) -> Fetched:
        meta = {"download_slot": await self._server(url)}
        if self.requests >= self.pace.budget:
            raise StopAsking("budget-spent")
        self.requests += 1
        request = Request(url, headers={**headers, **self._session.headers(url)}, meta=meta, dont_filter=True)
        try:
            response = await self.downloader.download_async(request)
        except tuple(PROBLEMS) as error:
            return Fetched(url, 0, {}, b"", _problem(error))
        kept = {k.decode("latin-1"): v[-1].decode("latin-1") for k, v in response.headers.items() if v}
        if response.status in REDIRECTS and "Location" in kept:
            given = [line.decode("latin-1") for line in response.headers.getlist("Set-Cookie")]
            self._session.take(url, kept["Location"], given)
        return Fetched(url, response.status, kept, response.body)

    def _pause(self, fetched: Fetched, attempt: int) -> float:
        wait = fetched.headers.get("Retry-After", "").strip()
        if wait.isdigit():
            return float(wait)
        if wait:
            return max(0.0, _seconds_until(wait))
        return min(float(self.pace.backoff_seconds * 2**attempt), self.pace.max_pause_seconds)


def _classified(fetched: Fetched, asked: str) -> Fetched:
    """Name what is wrong with an answer: by where it was found, or by what was asked for where a file was."""
    if fetched.problem or fetched.status == NOT_MODIFIED:
        return fetched
    url = fetched.url if document_ref(fetched.url) else asked
    named = CHARSET.search(fetched.headers.get("Content-Type", ""))
    problem = classify(
        fetched.body,
        status=fetched.status,
        media_type=fetched.media_type,
        url=url,
        charset=named["name"] if named else None,
    )
    return replace(fetched, problem=problem)


def _problem(error: Exception) -> str:
    words = f"{error!r}".lower()
    if isinstance(error, DownloadFailedError) and any(mark in words for mark in ("ssl", "tls", "certificate")):
        return "tls-fault"
    return next(name for kind, name in PROBLEMS.items() if isinstance(error, kind))


def _seconds_until(date: str) -> float:
    try:
        return (parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        return 0.0
