"""Many councils in one process: requests a second and memory over 400 loopback hosts at one request a second each.

Run `python -m benchmarks.crawl_hosts [HOSTS] [SECONDS]`. The server runs in a process of its own; the figures are of
the fetching process alone: requests a second, CPU for each, and its memory at each quarter of the run. Linux answers
on all of 127.0.0.0/8, so that each host has an address of its own.
"""

import asyncio
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.crawl.job import CrawlJob, Pace, SiteJob

PORT = 18980
PAGE_BYTES = 60_000
LINKS = 30


def serve(hosts: int) -> None:
    """Answer on so many loopback hosts, and on no other address, with a page, a list of many meetings or a
    robots.txt."""
    asyncio.run(_serve(hosts))


def main(hosts: int, seconds: int) -> None:
    """Crawl for so many seconds and print what was reached."""
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(hosts,), daemon=True)
    server.start()
    time.sleep(1)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.db"
        job = _job(hosts, seconds, archive)
        started = time.monotonic()
        command = [sys.executable, "-m", "pipeline.crawl.process"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            if child.stdin is None or child.stdout is None:
                raise OSError("the crawl process has no pipes")
            child.stdin.write(job.to_json() + "\n")
            child.stdin.flush()
            held = Memory(child.pid)
            lines = list(child.stdout)
        took = time.monotonic() - started
        size = archive.stat().st_size / 1e6
    server.terminate()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds_of_cpu = used.ru_utime + used.ru_stime
    requests = sum(json.loads(line)["requests"] for line in lines)
    sys.stdout.write(
        f"{hosts} hosts, {requests} requests in {took:.0f} s: {requests / took:.0f} a second,"
        f" {100 * seconds_of_cpu / took:.0f}% of a core ({1000 * seconds_of_cpu / requests:.2f} ms of CPU a request,"
        f" {requests / seconds_of_cpu:.0f} requests a second of CPU), at most {used.ru_maxrss / 1024:.0f} MB,"
        f" archive {size:.0f} MB\n{held.words()}\n"
    )


class Memory:
    """The memory of a process, looked at once a second until it ends (Linux)."""

    def __init__(self, pid: int) -> None:
        self.status = Path(f"/proc/{pid}/status")
        self.megabytes: list[float] = []
        threading.Thread(target=self._watch, daemon=True).start()

    def words(self) -> str:
        """Say what was held at each quarter of the time, and how much that grew from the half to the end."""
        last = len(self.megabytes) - 1
        quarters = [self.megabytes[last * quarter // 4] for quarter in range(1, 5)]
        told = ", ".join(f"{held:.0f}" for held in quarters)
        return f"memory at each quarter of the time: {told} MB; from half to end {quarters[3] - quarters[1]:+.0f} MB"

    def _watch(self) -> None:
        while held := self._now():
            self.megabytes.append(held)
            time.sleep(1)

    def _now(self) -> float:
        """Return the memory in megabytes, 0 where the process has ended."""
        try:
            lines = self.status.read_text().splitlines()
        except OSError:
            return 0.0
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def _job(hosts: int, seconds: int, archive: Path) -> CrawlJob:
    now = datetime(2026, 3, 20, tzinfo=UTC)
    sites = tuple(
        SiteJob(f"host-{n}", f"http://{host}:{PORT}/", delay_seconds=1.0) for n, host in enumerate(_hosts(hosts))
    )
    pace = Pace(delay_seconds=1.0, budget=seconds, breaker_failures=10**6, retries=0)
    window = (now.date() - timedelta(days=70), now.date())
    return CrawlJob(archive, sites, *window, now, "benchmark", pace)


def _hosts(count: int) -> list[str]:
    return [f"127.0.{n // 250}.{n % 250 + 1}" for n in range(count)]


async def _serve(hosts: int) -> None:
    server = await asyncio.start_server(_answer, _hosts(hosts), PORT, backlog=2000)
    async with server:
        await server.serve_forever()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while request := await reader.readline():
        while (await reader.readline()).strip():
            pass
        body = _body(request.split()[1].decode())
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
    writer.close()


def _body(path: str) -> bytes:
    if path == "/robots.txt":
        return b"User-agent: *\nDisallow:\n"
    if "GetCommittees" in path or "GetMeetings" in path or "GetMeeting" in path:
        return b"<html><h1>Not found</h1></html>"
    rows = ""
    if "mgListCommittees" in path:
        rows = '<a href="mgCommitteeDetails.aspx?ID=1">Cabinet</a>'
    if "ieListMeetings" in path:
        link = '<li><a href="ieListDocuments.aspx?CId=1&amp;MId={0}">15 Jan 2026</a> - Agenda</li>'
        rows = "".join(link.format(n) for n in range(LINKS))
    words = f"<p>{path} {'The committee noted the works. ' * 20}</p>"
    filler = words * max(1, (PAGE_BYTES - len(rows)) // len(words))
    return (
        '<html><body><div id="modgov"><h1 class="mgMainTitleTxt">Page</h1><h2 class="mgSubTitleTxt">Cabinet</h2>'
        f'<div class="mgContent"><ul>{rows}</ul>{filler}</div></div></body></html>'
    ).encode()


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    main(*(arguments + [400, 30][len(arguments) :]))
