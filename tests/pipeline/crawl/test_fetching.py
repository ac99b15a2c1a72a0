"""Every bad answer has a name, is never content, and leaves the rest of the site reachable."""

import gzip
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from council_site import Council, Reply, council, self_signed, serve
from test_crawl_nights import NIGHT, PACE, count, held, job

from pipeline.archive import open_archive
from pipeline.crawl.run import CrawlResult, crawl

SKIN = b'<html><div id="modgov"><h1 class="mgMainTitleTxt">Agenda</h1>'
FAULTS: dict[str, tuple[Callable[[], Reply], str]] = {
    "error page with status 200": (lambda: (200, {}, b"<html><h1>Server Error</h1></html>"), "error-page"),
    "script stub": (lambda: (200, {}, b"<html><script src='/x.js'></script></html>"), "script-stub"),
    "challenge": (lambda: (403, {}, b"<title>Just a moment...</title>"), "challenge"),
    "empty": (lambda: (200, {"Content-Type": "text/html"}, b""), "empty"),
    "login page": (lambda: (200, {}, b"<form><input type='password'></form>" + b" " * 2000), "login-page"),
    "cut short": (lambda: (200, {}, SKIN + b"<p>a</p>" * 500), "truncated-html"),
    "cut short in its markup": (lambda: (200, {}, SKIN + b"<p>a"), "truncated-html"),
    "bytes of another encoding": (
        lambda: (200, {"Content-Type": "text/html; charset=utf-8"}, SKIN + b"caf\xe9</html>"),
        "mis-encoded",
    ),
    "packed without saying so": (lambda: (200, {}, gzip.compress(SKIN)), "mis-encoded"),
    "another type": (lambda: (200, {"Content-Type": "application/json"}, json.dumps([1]).encode()), "wrong-type"),
    "error page in the site's own skin": (
        lambda: (200, {}, b'<html><div id="modgov"><h1 class="mgMainTitleTxt">Error</h1><p>Sorry</p></div></html>'),
        "error-page",
    ),
    "another page of the site": (
        lambda: (200, {}, b'<html><div id="modgov"><h1 class="mgMainTitleTxt">Browse meetings</h1></div></html>'),
        "wrong-page",
    ),
    "a page that says nothing": (
        lambda: (200, {}, b'<html><div id="modgov"><h1 class="mgMainTitleTxt">Meeting</h1></div></html>'),
        "empty-answer",
    ),
    "redirect by script": (lambda: (200, {}, b"<script>window.location='https://x/'</script>"), "redirect-script"),
    "access denied": (lambda: (401, {}, b"<h1>Unauthorised</h1>"), "http-401"),
    "too many requests": (lambda: (429, {"Retry-After": "0"}, b"slow down"), "http-429"),
    "wait until tomorrow": (lambda: (503, {"Retry-After": "86400"}, b"closed for the night"), "http-503"),
    "hang": (lambda: (time.sleep(4), (200, {}, b""))[1], "timeout"),
    "length that lies": (lambda: (200, {"Content-Length": "99999", "Connection": "close"}, SKIN), "truncated"),
    "redirect to the error page": (lambda: (302, {"Location": "/mgError.aspx"}, b""), "error-page"),
    "redirect to another host": (lambda: (302, {"Location": "http://elsewhere.example/"}, b""), "redirected-away"),
    "redirect loop": (
        lambda: (302, {"Location": "/loop"}, b""),
        "redirect-loop",
    ),
    "server error": (lambda: (503, {"Retry-After": "0"}, b"busy"), "http-503"),
}


LIMITS = replace(PACE, timeout_seconds=1.5, max_bytes=200_000, retries=1)


def crawl_with(site: Council, folder: Path) -> CrawlResult:
    with serve(site):
        return crawl(replace(job(site, folder), pace=LIMITS))


def failed(folder: Path) -> dict[str, str]:
    """What failed: a part of each address that tells it from the others, with the failure's name."""
    with open_archive(folder / "archive.db", read_only=True) as archive:
        rows = archive.connection.execute("select url, name from failures").fetchall()
    return {row["url"].partition("aspx?")[2] or row["url"].split("/")[-2]: row["name"] for row in rows}


def test_each_fault_is_named_and_the_rest_is_stored(tmp_path: Path) -> None:
    faults = dict(enumerate(FAULTS.values(), 1000))
    site = council(1, len(faults) + 2, NIGHT.date(), step=7)
    site.faults = {f"CId=100&MId={ref}": fault for ref, (fault, _) in faults.items()}
    site.faults["/loop"] = lambda: (302, {"Location": "/loop"}, b"")
    with serve(site):
        result = crawl(replace(job(site, tmp_path), pace=replace(LIMITS, breaker_failures=99)))
    assert failed(tmp_path) == {f"CId=100&MId={ref}&Ver=4": name for ref, (_, name) in faults.items()}
    assert not result.ok
    assert held(tmp_path, "minutes") == {str(ref) for ref in site.sittings if ref not in faults}
    # The service gave the text of the meetings whose pages are bad.
    assert held(tmp_path, "meeting") == {str(ref) for ref in site.sittings}


FILE_FAULTS: dict[str, tuple[Reply, str]] = {
    "cut file": ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.4\n1 0 obj<<>>endobj"), "truncated-pdf"),
    "page instead of a file": ((200, {}, b"<html><p>Please try later</p></html>"), "wrong-type"),
    "log-in instead of a file": ((200, {}, b"<html><input type=password></html>"), "login-page"),
    "small file that unpacks to a large one": (
        (
            200,
            {"Content-Type": "application/pdf", "Content-Encoding": "gzip"},
            gzip.compress(b"%PDF-" + b"0" * 900_000),
        ),
        "too-large",
    ),
    "not there": ((404, {}, b"<h1>Not found</h1>"), "http-404"),
    "large file": ((200, {"Content-Type": "application/pdf"}, b"%PDF-" + b"0" * 300_000), "too-large"),
}


def test_each_fault_of_a_file_is_named(tmp_path: Path) -> None:
    faults = dict(enumerate(FILE_FAULTS.values(), 1007))
    site = council(1, len(faults) + 3, NIGHT.date())
    site.faults = {f"/documents/g{number}/": lambda reply=reply: reply for number, (reply, _) in faults.items()}
    # A byte now and then keeps the connection alive and never ends.
    dripping = 1007 + len(faults)
    site.drips.add(f"/documents/g{dripping}/")
    with serve(site):
        crawl(replace(job(site, tmp_path), pace=replace(LIMITS, breaker_failures=99)))
    expected = {f"g{number}": name for number, (_, name) in faults.items()}
    assert failed(tmp_path) == {**expected, f"g{dripping}": "timeout"}
    assert len(held(tmp_path, "minutes")) == 2


def test_an_answer_that_fails_once_is_asked_for_again(tmp_path: Path) -> None:
    site = council(1, 2, NIGHT.date())
    answers = iter([(200, {}, b""), (503, {"Retry-After": "0"}, b"busy")])
    page = site.faults

    def once() -> Reply:
        reply = next(answers, None)
        if reply is None:
            page.pop("MId=1000")
            return 503, {"Retry-After": "Thu, 01 Jan 2026 00:00:00 GMT"}, b"busy"
        return reply

    page["MId=1000"] = once
    with serve(site):
        result = crawl(replace(job(site, tmp_path), pace=replace(PACE, retries=4)))
    assert result.ok
    assert len(site.asked("MId=1000")) == 4


def test_a_certificate_that_cannot_be_checked_is_a_fault_and_nothing_is_fetched(tmp_path: Path) -> None:
    site = council(1, 1, NIGHT.date())
    with serve(site, certificate=self_signed(tmp_path)):
        result = crawl(job(site, tmp_path))
    assert result.failures == (("brook", "tls-fault"),)
    assert site.asked() == []


def test_many_missing_files_do_not_close_the_rest(tmp_path: Path) -> None:
    site = council(1, 12, NIGHT.date())
    site.faults["/documents/"] = lambda: (404, {}, b"<h1>Not found</h1>")
    result = crawl_with(site, tmp_path)
    assert {name for _, name in result.failures} == {"http-404"}
    assert len(site.asked("/documents/")) == 12


def test_a_host_that_refuses_is_left_alone_after_a_few_failures(tmp_path: Path) -> None:
    site = council(4, 10, NIGHT.date())
    site.faults["aspx"] = lambda: (403, {}, b"no")
    result = crawl_with(site, tmp_path)
    assert "circuit-open" in {failure for _, failure in result.failures}
    assert len(site.asked("aspx")) == PACE.breaker_failures


def test_a_spent_budget_stops_and_the_next_night_goes_on(tmp_path: Path) -> None:
    site = council(1, 5, NIGHT.date())
    with serve(site):
        told = job(site, tmp_path)
        first = crawl(replace(told, pace=replace(PACE, budget=30)))
        crawl(told)
    assert ("brook", "budget-spent") in first.failures
    assert held(tmp_path, "minutes") == {str(ref) for ref in site.sittings}


def test_a_host_that_is_not_there_is_a_failure_and_not_a_surprise(tmp_path: Path) -> None:
    site = council(1, 1, NIGHT.date())
    site.address = "http://127.0.0.1:1/"
    result = crawl(job(site, tmp_path))
    assert result.completed
    assert result.failures == (("brook", "connection-refused"),)
    assert count(tmp_path, "responses") == 0
