"""What a host's robots.txt allows, by RFC 9309: its redirects are followed, and one that cannot be had forbids all.

Scrapy's own middleware takes an answer of any status for the rules and follows no redirect once redirects are ours:
a host that sends http to https would then count as one without rules.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from protego import Protego

AGENT = "Undertook"
NAME = "/robots.txt"
MAX_BYTES = 512 * 1024
MAX_HOPS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
UNREACHABLE = "robots-unreachable"
# A server that is busy says nothing of its rules; every other 4xx says that it has none.
BUSY = 429


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back for robots.txt. `problem` names what the network did wrong, `target` where it redirects to."""

    status: int
    body: bytes
    target: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host allows. `parser` None allows everything, unless `problem` says why the rules are not known."""

    parser: Protego | None = None
    problem: str | None = None

    def refusal(self, url: str) -> str | None:
        """Return the name of the reason not to ask for an address, None where it may be asked for."""
        if self.problem:
            return self.problem
        allowed = self.parser is None or self.parser.can_fetch(url, AGENT)
        return None if allowed else "refused-by-robots"

    @property
    def delay_seconds(self) -> float:
        """The Crawl-delay in seconds, 0 where there is none."""
        delay = self.parser.crawl_delay(AGENT) if self.parser else None
        return float(delay or 0.0)


async def read_rules(url: str, ask: Callable[[str], Awaitable[Answered]]) -> Rules:
    """Return the rules of the host of an address; `ask` fetches one address with all its retries."""
    address = origin(url) + NAME
    for _ in range(MAX_HOPS):
        answer = await ask(address)
        if answer.status not in REDIRECTS or answer.target is None:
            return _rules(answer)
        address = urljoin(address, answer.target)
    return Rules()


def origin(url: str) -> str:
    """Return scheme and host of an address: rules hold for these."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _rules(answer: Answered) -> Rules:
    if answer.problem:
        return Rules(problem=answer.problem)
    if answer.status == BUSY or answer.status >= 500:
        return Rules(problem=UNREACHABLE)
    if not 200 <= answer.status < 300:
        return Rules()
    return Rules(Protego.parse(answer.body[:MAX_BYTES].decode("utf-8-sig", "replace")))
