"""Fetching is polite, and every bad answer has a name."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from council_site import Council, Reply, council, serve
from test_crawl_nights import NIGHT, PACE, count, held, job

from pipeline.crawl.run import CrawlResult, crawl

SKIN = b'<html><div id="modgov"><h1 class="mgMainTitleTxt">Agenda</h1>'
FAULTS: dict[str, tuple[Callable[[], Reply], str]] = {
    "error page with status 200": (lambda: (200, {}, b"<html><h1>Server Error</h1></html>"), "error-page"),
    "script stub": (lambda: (200, {}, b"<html><script src='/x.js'></script></html>"), "script-stub"),
    "challenge": (lambda: (403, {}, b"<title>Just a moment...</title>"), "challenge"),
    "empty": (lambda: (200, {"Content-Type": "text/html"}, b""), "empty"),
    "login page": (lambda: (200, {}, b"<form><input type='password'></form>" + b" " * 2000), "login-page"),
    "cut short": (lambda: (200, {}, SKIN + b"<p>a</p>" * 500), "truncated-html"),
    "length that lies": (lambda: (200, {"Content-Length": "99999", "Connection": "close"}, SKIN), "truncated"),
    "redirect to the error page": (lambda: (302, {"Location": "/mgError.aspx"}, b""), "error-page"),
    "redirect to another host": (lambda: (302, {"Location": "http://elsewhere.example/"}, b""), "redirected-away"),
    "redirect loop": (
        lambda: (302, {"Location": "/ieListDocuments.aspx?MId=1000&CId=100&again=1"}, b""),
        "redirect-loop",
    ),
    "server error": (lambda: (503, {"Retry-After": "0"}, b"busy"), "http-503"),
}


def crawl_with(site: Council, folder: Path) -> CrawlResult:
    with serve(site):
        return crawl(replace(job(site, folder), pace=replace(PACE, timeout_seconds=1.5, max_bytes=200_000)))


@pytest.mark.parametrize(("fault", "name"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_named_and_the_rest_is_stored(tmp_path: Path, fault: Callable[[], Reply], name: str) -> None:
    site = council(1, 3, NIGHT.date())
    site.faults["MId=1000"] = fault
    site.faults["CId=100&MId=1000"] = fault
    result = crawl_with(site, tmp_path)
    assert name in {failure for _, failure in result.failures}
    assert not result.ok
    assert {"1001", "1002"} <= held(tmp_path, "minutes")


def test_a_hang_ends_by_itself(tmp_path: Path) -> None:
    import time

    site = council(1, 3, NIGHT.date())
    site.faults["CId=100&MId=1001"] = lambda: (time.sleep(3), (200, {}, b""))[1]
    result = crawl_with(site, tmp_path)
    assert "timeout" in {failure for _, failure in result.failures}
    assert {"1000", "1002"} <= held(tmp_path, "minutes")


def test_a_body_that_is_too_large_is_not_taken(tmp_path: Path) -> None:
    site = council(1, 2, NIGHT.date())
    site.faults["/documents/g1007/"] = lambda: (200, {"Content-Type": "application/pdf"}, b"%PDF-" + b"0" * 300_000)
    result = crawl_with(site, tmp_path)
    assert ("brook", "too-large") in result.failures
    assert held(tmp_path, "minutes") == {"1001"}


def test_a_host_that_refuses_is_left_alone_after_a_few_failures(tmp_path: Path) -> None:
    site = council(4, 10, NIGHT.date())
    site.faults["aspx"] = lambda: (403, {}, b"no")
    result = crawl_with(site, tmp_path)
    assert "circuit-open" in {failure for _, failure in result.failures}
    assert len(site.asked("aspx")) == PACE.breaker_failures


def test_robots_txt_is_obeyed(tmp_path: Path) -> None:
    site = council(1, 2, NIGHT.date())
    site.robots = "User-agent: *\nDisallow: /documents/\n"
    result = crawl_with(site, tmp_path)
    assert site.asked("/documents/") == []
    assert ("brook", "refused-by-robots") in result.failures


def test_the_pace_is_kept_between_any_two_requests(tmp_path: Path) -> None:
    site = council(1, 2, NIGHT.date())
    with serve(site):
        told = job(site, tmp_path)
        crawl(replace(told, pace=replace(PACE, delay_seconds=0.15, budget=8)))
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(site.log)]
    assert min(gaps) >= 0.14


def test_a_crawl_delay_in_robots_txt_slows_the_crawl(tmp_path: Path) -> None:
    site = council(1, 1, NIGHT.date())
    site.robots = "User-agent: *\nCrawl-delay: 0.3\n"
    with serve(site):
        crawl(replace(job(site, tmp_path), pace=replace(PACE, budget=6)))
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(site.log)]
    assert min(gaps[1:]) >= 0.29


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
