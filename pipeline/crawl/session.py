"""What a server wants to see again before it answers: the cookie or the session in the path that its redirect gave.

Nothing needs a session to be read, but some sites and firewalls redirect whoever brings none. Cookies of other answers
are never sent back, and all are forgotten when the run ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urljoin

from extractors.sources.urls import SESSION
from pipeline.crawl.addresses import family
from pipeline.crawl.robots import origin


@dataclass
class Session:
    """One site's session of one run."""

    _cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    _segments: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, url: str, target: str, cookies: Sequence[str]) -> None:
        """Keep what a redirect from an address gives: its Set-Cookie headers, the session in the path of its target."""
        for line in cookies:
            self._take_cookie(origin(url), line)
        reached = urljoin(url, target)
        match = SESSION.search(reached)
        if match is not None and SESSION.sub("", reached) == SESSION.sub("", url):
            self._segments[reached[: match.start()] + "/", family(url)] = match[0]

    def headers(self, url: str) -> dict[str, str]:
        """Return the headers to send with a request."""
        kept = self._cookies.get(origin(url))
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items())} if kept else {}

    def address(self, url: str) -> str:
        """Return the address to ask for: it has the session in its path where one was given to others of its family."""
        for (folder, part), segment in self._segments.items():
            if url.startswith(folder) and part == family(url) and not SESSION.search(url):
                return f"{folder[:-1]}{segment}/{url[len(folder) :]}"
        return url

    def _take_cookie(self, server: str, line: str) -> None:
        kept = self._cookies.setdefault(server, {})
        try:
            found = SimpleCookie(line)
        except CookieError:
            return
        for name, morsel in found.items():
            if morsel["max-age"] == "0" or not morsel.coded_value:
                kept.pop(name, None)
            else:
                kept[name] = morsel.coded_value
