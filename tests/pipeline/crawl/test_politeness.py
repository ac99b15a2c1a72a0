"""What a server sees of us: one request at a time, never closer than the delay, and never against robots.txt."""

from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from council_site import Council, Sitting, council, serve
from test_crawl_nights import NIGHT, PACE, crawl_again, held, job

from pipeline.crawl.job import SiteJob
from pipeline.crawl.run import CrawlResult, crawl

# What timers and threads of one machine may differ by.
TOLERANCE_SECONDS = 0.05
MOST_LATE_SECONDS = 0.15
DELAY_SECONDS = 0.2
SLOW = replace(PACE, delay_seconds=DELAY_SECONDS, timeout_seconds=1.5)


def gaps(*sites: Council, most_late: float = MOST_LATE_SECONDS) -> list[float]:
    """The seconds before each request but the first two, as the server saw them.

    A busy machine lets a server notice a request late, which makes the wait behind it look shorter by as much as the
    wait before it looked longer: what was noticed late is given back, through several late ones in a row too. How late
    the first was noticed is not known, so that the wait behind it tells nothing. No request is taken to be noticed more
    than `most_late` seconds late.
    """
    times = sorted(at for site in sites for at, _ in site.log)
    found: list[float] = []
    late = 0.0
    for earlier, later in pairwise(times):
        found.append(later - earlier + late)
        late = min(max(found[-1] - DELAY_SECONDS, 0.0), most_late)
    return found[1:]


def crawl_slowly(site: Council, folder: Path, **pace: object) -> CrawlResult:
    with serve(site):
        return crawl(replace(job(site, folder), pace=replace(SLOW, **pace)))


def test_the_pace_is_kept_over_retries_redirects_and_errors(tmp_path: Path) -> None:
    site = replace(council(1, 2, NIGHT.date()), sessions=True)
    site.faults["MId=1000"] = lambda: (503, {}, b"busy")
    crawl_slowly(site, tmp_path, budget=20)
    assert len(site.log) == 20
    assert min(gaps(site)) >= DELAY_SECONDS - TOLERANCE_SECONDS
    assert site.most_at_once == 1


def test_sites_on_one_server_share_its_pace_even_if_one_only_redirects_there(tmp_path: Path) -> None:
    mover, home = council(1, 1, NIGHT.date()), council(1, 1, NIGHT.date())
    with ExitStack() as stack:
        stack.enter_context(serve(home, "127.0.0.2"))
        stack.enter_context(serve(mover, "127.0.0.3"))
        mover.faults["/"] = lambda: (301, {"Location": home.address}, b"")
        told = job(home, tmp_path)
        sites = (SiteJob("mover", mover.address), SiteJob("home", home.address))
        crawl(replace(told, sites=sites, pace=replace(SLOW, budget=10)))
    assert len(home.log) > 10
    assert min(gaps(home)) >= DELAY_SECONDS - TOLERANCE_SECONDS
    assert home.most_at_once == 1


def test_a_crawl_delay_in_robots_txt_slows_the_crawl(tmp_path: Path) -> None:
    site = council(1, 1, NIGHT.date())
    site.robots = "User-agent: *\nCrawl-delay: 0.3\n"
    with serve(site):
        crawl(replace(job(site, tmp_path), pace=replace(PACE, budget=7)))
    assert min(gaps(site)[1:]) >= 0.3 - TOLERANCE_SECONDS


def test_retry_after_is_waited_for(tmp_path: Path) -> None:
    site = council(1, 1, NIGHT.date())
    site.faults["MId=1000"] = lambda: (429, {"Retry-After": "1"}, b"slow down")
    with serve(site):
        crawl(replace(job(site, tmp_path), pace=replace(PACE, retries=1)))
    times = [at for at, path in site.log if "CId=100&MId=1000" in path]
    assert len(times) == 2
    assert times[1] - times[0] >= 1


def test_the_operator_can_be_reached(tmp_path: Path) -> None:
    site = council(1, 1, NIGHT.date())
    with serve(site):
        crawl(job(site, tmp_path))
    assert [agent.startswith("Undertook/") and "clerk@council.example" in agent for agent in site.agents] == [True]


def test_what_robots_txt_forbids_is_named_and_not_asked(tmp_path: Path) -> None:
    site = council(1, 8, NIGHT.date())
    site.robots = "User-agent: *\nDisallow: /documents/\n"
    with serve(site):
        result = crawl(job(site, tmp_path))
    assert site.asked("/documents/") == []
    assert {name for _, name in result.failures} == {"refused-by-robots"}
    assert len(held(tmp_path, "meeting")) == 8


def test_a_part_that_robots_txt_forbids_is_told_of_once(tmp_path: Path) -> None:
    site = council(2, 3, NIGHT.date())
    site.robots = "User-agent: *\nDisallow: /documents/\n"
    with serve(site):
        told = [crawl(job(site, tmp_path)).failures]
        site.sittings[2000] = Sitting(2000, 100, NIGHT.date())
        told += [crawl_again(site, tmp_path, night).failures for night in (1, 8)]
    assert told == [(("brook", "refused-by-robots"),), (), ()]


def test_lists_that_robots_txt_forbids_are_told_of_whenever_they_are_due(tmp_path: Path) -> None:
    site = council(2, 3, NIGHT.date())
    site.robots = "User-agent: *\nDisallow: /ieListMeetings\n"
    with serve(site):
        told = [crawl_again(site, tmp_path, night).failures for night in (0, 8)]
    assert told == [(("brook", "refused-by-robots"),)] * 2


def test_a_site_that_asks_to_be_left_alone_for_long_is_left_alone_tonight(tmp_path: Path) -> None:
    site = council(2, 3, NIGHT.date())
    site.faults["ieListMeetings"] = lambda: (429, {"Retry-After": "86400"}, b"slow down")
    with serve(site):
        result = crawl(job(site, tmp_path))
    assert result.failures == (("brook", "http-429"),)
    assert "ieListMeetings" in site.asked()[-1]
    assert len(site.asked("ieListMeetings")) == 1


def test_a_host_that_is_down_is_not_asked_where_else_the_site_may_lie(tmp_path: Path) -> None:
    site = council(1, 1, NIGHT.date())
    site.faults["/"] = lambda: (503, {}, b"<h1>Maintenance</h1>")
    site.faults = {"/robots.txt": lambda: (404, {}, b""), **site.faults}
    with serve(site):
        result = crawl(job(site, tmp_path))
    assert result.failures == (("brook", "http-503"),)
    assert len(set(site.asked())) <= 4


def test_robots_txt_behind_a_redirect_counts(tmp_path: Path) -> None:
    site = council(1, 1, NIGHT.date())
    site.robots = "User-agent: *\nDisallow: /documents/\n"
    site.faults["/robots.txt"] = lambda: (301, {"Location": "/rules"}, b"")
    site.faults["/rules"] = lambda: (200, {}, site.robots.encode())
    with serve(site):
        crawl(job(site, tmp_path))
    assert site.asked("/documents/") == []
    assert held(tmp_path, "meeting") == {"1000"}


def test_a_host_that_does_not_tell_its_rules_is_not_asked(tmp_path: Path) -> None:
    site = council(1, 1, NIGHT.date())
    site.faults["/robots.txt"] = lambda: (503, {}, b"busy")
    with serve(site):
        result = crawl(job(site, tmp_path))
    assert {urlsplit(path).path for path in site.asked()} == {"/robots.txt"}
    assert result.failures == (("brook", "robots-unreachable"),)
