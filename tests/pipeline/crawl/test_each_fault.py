"""Each fault switched on alone: the crawl ends by itself, stores all that is reachable, names the fault, keeps the pace
and fails. All at once, each in a council of its own; by the command, one after the other, with `make soak`."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from council_site import Council, Reply, council, serve
from test_crawl_nights import NIGHT, count, held, job
from test_fetching import FAULTS, FILE_FAULTS, LIMITS
from test_politeness import DELAY_SECONDS, TOLERANCE_SECONDS, gaps

from pipeline.archive import open_archive
from pipeline.commands.crawl import command
from pipeline.crawl.job import SiteJob
from pipeline.crawl.run import crawl

PAGE, FILE = "CId=100&MId=1000", "/documents/g1007/"
MEETINGS = {"1000", "1001"}
WINDOW_DAYS = 45
# So many servers in one process may notice a request this late.
MOST_LATE_SECONDS = 1.0


def files() -> dict[str, tuple[Callable[[], Reply], str]]:
    return {name: (lambda reply=reply: reply, named) for name, (reply, named) in FILE_FAULTS.items()}


ALONE = {
    **{name: (PAGE, fault, named) for name, (fault, named) in FAULTS.items()},
    **{name: (FILE, fault, named) for name, (fault, named) in files().items()},
}


def faulty(where: str, fault: Callable[[], Reply]) -> Council:
    site = council(1, 2, NIGHT.date())
    site.faults = {where: fault, "/loop": lambda: (302, {"Location": "/loop"}, b"")}
    return site


def named_for(folder: Path, slug: str) -> set[str]:
    with open_archive(folder / "archive.db", read_only=True) as archive:
        rows = archive.connection.execute("select distinct name from failures where site = ?", (slug,))
        return {row["name"] for row in rows}


def kept(folder: Path, slug: str, kind: str) -> set[str]:
    with open_archive(folder / "archive.db", read_only=True) as archive:
        return {
            visit.meeting_ref or ""
            for visit in archive.visits(slug)
            if visit.kind == kind and visit.problem is None and visit.response_id is not None
        }


def test_each_fault_alone_is_named_and_costs_nothing_else(tmp_path: Path) -> None:
    sites = {f"fault-{n}": faulty(where, fault) for n, (where, fault, _) in enumerate(ALONE.values())}
    with ExitStack() as stack:
        for number, site in enumerate(sites.values(), 1):
            stack.enter_context(serve(site, f"127.3.0.{number}"))
        told = replace(
            job(next(iter(sites.values())), tmp_path),
            sites=tuple(SiteJob(slug, site.address) for slug, site in sites.items()),
            since=NIGHT.date() - timedelta(days=WINDOW_DAYS),
            pace=replace(LIMITS, delay_seconds=DELAY_SECONDS),
        )
        result = crawl(told)
    assert result.completed
    assert {site.slug: site.outcome for site in result.sites} == dict.fromkeys(sites, "failed")
    expected = {slug: {name} for slug, (_, _, name) in zip(sites, ALONE.values(), strict=True)}
    assert {slug: named_for(tmp_path, slug) for slug in sites} == expected
    # The service has the text of the meeting whose page is bad, and names no printed minutes.
    assert {slug: kept(tmp_path, slug, "meeting") for slug in sites} == dict.fromkeys(sites, MEETINGS)
    assert {slug: kept(tmp_path, slug, "minutes") for slug in sites} == dict.fromkeys(sites, {"1001"})
    assert {
        slug: min(gaps(site, most_late=MOST_LATE_SECONDS)) >= DELAY_SECONDS - TOLERANCE_SECONDS
        for slug, site in sites.items()
    } == (dict.fromkeys(sites, True))


@pytest.mark.soak
@pytest.mark.skipif("UNDERTOOK_SOAK" not in os.environ, reason="runs for minutes: make soak")
@pytest.mark.parametrize(("where", "fault", "name"), ALONE.values(), ids=ALONE)
def test_the_command_fails_for_each_fault(tmp_path: Path, where: str, fault: Callable[[], Reply], name: str) -> None:
    with serve(faulty(where, fault)) as site:
        (tmp_path / "undertook.toml").write_text(
            f"[crawl]\ndelay_seconds = {DELAY_SECONDS}\ntimeout_seconds = {LIMITS.timeout_seconds}\n"
            f"max_bytes = {LIMITS.max_bytes}\nretries = 1\nbackoff_seconds = 0.01\n"
            f'[[site]]\nslug = "brook"\naddress = "{site.address}"\n',
            "utf8",
        )
        result = CliRunner().invoke(command, ["--config", str(tmp_path / "undertook.toml"), "--since", "2026-01-01"])
    data = tmp_path / "undertook-data"
    assert result.exit_code == 1
    assert named_for(data, "brook") == {name}
    assert held(data, "meeting") == MEETINGS
    assert held(data, "minutes") == {"1001"}
    assert count(data, "runs") == 1
    assert min(gaps(site, most_late=MOST_LATE_SECONDS)) >= DELAY_SECONDS - TOLERANCE_SECONDS
    # A server that hangs does not see that nobody waits for its answer any more.
    assert site.most_at_once == 1 or name == "timeout"
