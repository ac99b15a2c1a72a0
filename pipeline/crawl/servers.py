"""Which server answers for a host, and how far apart its requests are kept: hosts on one server share its pace."""

import asyncio
import socket
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Servers:
    """The servers of a crawl by their network addresses. `downloader` is Scrapy's, None before it runs."""

    downloader: Any = None  # Any: Scrapy's downloader is untyped here
    floors: dict[str, float] = field(default_factory=dict)
    _looked_up: dict[str, asyncio.Future[str]] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    async def of(self, host: str, delay_seconds: float) -> str:
        """Return the address of a host's server, whose requests are from now on at least so many seconds apart."""
        if host not in self._known:
            if host not in self._looked_up:
                self._looked_up[host] = asyncio.get_running_loop().run_in_executor(None, address, host)
            self._known[host] = await asyncio.shield(self._looked_up[host])
        self.keep_apart(self._known[host], delay_seconds)
        return self._known[host]

    def keep_apart(self, server: str, seconds: float) -> None:
        """Raise the least distance of two requests to a server; the largest that anybody asked for holds."""
        if seconds <= self.floors.get(server, -1.0):
            return
        self.floors[server] = seconds
        if self.downloader is not None:
            self.downloader.per_slot_settings[server] = {"concurrency": 1, "delay": seconds, "jitter": 0}
            self.raise_to_floor(server)

    def raise_to_floor(self, server: str) -> None:
        """Take a server's present delay up to its least where something lowered it."""
        slot = self.downloader.slots.get(server) if self.downloader is not None else None
        if slot is not None:
            slot.delay = max(slot.delay, self.floors.get(server, 0.0))


def address(host: str) -> str:
    """Return the network address of a host, always the same one of several; the host itself where it has none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return host
    return min(str(entry[4][0]) for entry in found)
