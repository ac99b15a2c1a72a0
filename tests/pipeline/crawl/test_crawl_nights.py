"""Whole crawls of a small council over HTTP: everything is found once, and later nights find what changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from council_site import PDF, Council, council, serve, service_meetings

from pipeline.archive import open_archive
from pipeline.crawl.job import CrawlJob, Pace, SiteJob
from pipeline.crawl.run import CrawlResult, crawl

NIGHT = datetime(2026, 3, 20, 2, tzinfo=UTC)
PACE = Pace(delay_seconds=0, backoff_seconds=0.01, timeout_seconds=5)


def job(site: Council, folder: Path, night: int = 0) -> CrawlJob:
    return CrawlJob(
        archive=folder / "archive.db",
        sites=(SiteJob("brook", site.address),),
        since=date(2024, 5, 1),
        until=date(2026, 9, 1),
        now=NIGHT + timedelta(days=night),
        contact="clerk@council.example",
        pace=PACE,
    )


def crawl_again(site: Council, folder: Path, night: int) -> CrawlResult:
    site.log.clear()
    return crawl(job(site, folder, night))


def held(folder: Path, kind: str) -> set[str]:
    with open_archive(folder / "archive.db", read_only=True) as archive:
        rows = archive.connection.execute(
            "select distinct meeting_ref from visits where kind = ? and problem is null and response_id is not null",
            (kind,),
        )
        return {row["meeting_ref"] for row in rows}


WHOLE = {"lcommitteeid": "0", "sfromdate": "01/05/2024", "stodate": "30/04/2027"}


def count(folder: Path, table: str) -> int:
    with open_archive(folder / "archive.db", read_only=True) as archive:
        return int(archive.connection.execute(f"select count(*) from {table}").fetchone()[0])


WAYS = {
    "service and pages": {},
    "pages alone": {"service": 403},
    "with a prefix": {"prefix": "democracy/"},
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_first_crawl_finds_every_meeting_and_document(tmp_path: Path, way: dict[str, object]) -> None:
    site = replace(council(2, 18, NIGHT.date()), **way)
    with serve(site):
        result = crawl(job(site, tmp_path))
    refs = {str(ref) for ref in site.sittings}
    assert result.ok
    assert held(tmp_path, "meeting") == refs
    assert held(tmp_path, "minutes") == refs
    assert {path.split("/")[-1] for path in site.asked() if site.asked().count(path) > 1} <= {
        *("GetCommittees", "mgListCommittees.aspx"),  # asked once to find the base, once to crawl
    }


def test_pages_alone_give_the_full_text_past_the_cut(tmp_path: Path) -> None:
    site = council(1, 3, NIGHT.date())
    site.service = 500
    with serve(site):
        crawl(job(site, tmp_path))
    assert len(held(tmp_path, "item")) == 3


def test_the_service_alone_still_gives_every_meeting_and_says_what_failed(tmp_path: Path) -> None:
    site = council(2, 9, NIGHT.date())
    site.pages = 403
    with serve(site):
        result = crawl(job(site, tmp_path))
    assert held(tmp_path, "meeting") == {str(ref) for ref in site.sittings}
    assert {name for _, name in result.failures} == {"http-403", "circuit-open"}
    assert not result.ok


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_quiet_night_asks_little_and_changes_nothing(tmp_path: Path, way: dict[str, object]) -> None:
    site = replace(council(6, 18, NIGHT.date()), **way)
    recent = sum((NIGHT.date() - s.day).days <= 60 for s in site.sittings.values())
    with serve(site):
        crawl(job(site, tmp_path))
        before = (count(tmp_path, "bodies"), count(tmp_path, "responses"), count(tmp_path, "changes"))
        result = crawl_again(site, tmp_path, 1)
    assert result.ok
    assert len(site.asked()) <= len(site.committees) + recent + 20
    assert (count(tmp_path, "bodies"), count(tmp_path, "responses"), count(tmp_path, "changes")) == before


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_changed_night_tells_each_change(tmp_path: Path, way: dict[str, object]) -> None:
    site = replace(council(3, 18, NIGHT.date()), **way)
    site.sittings[1037].minutes = "draft"
    with serve(site):
        crawl(job(site, tmp_path))
        site.sittings[1000].text = "It was agreed that the plan be sent back."
        site.sittings[1001].file = PDF + b"second printing"
        site.sittings[1019].day -= timedelta(days=2)
        site.sittings[1020].status = "Cancelled"
        site.sittings[1037].minutes = "minutes"
        del site.sittings[1040]
        result = crawl_again(site, tmp_path, 1)
    kinds = {(c.kind, c.subject.split(" on ")[0].split("/")[-1]) for c in result.changes}
    assert {
        ("amended", "meeting 1000"),
        ("document replaced", "Printed%20minutes%202026-02-15.pdf?T=1"),
        ("moved", "meeting 1019"),
        ("cancelled", "meeting 1020"),
        ("draft confirmed", "meeting 1037"),
        ("deleted", "meeting 1040"),
    } <= kinds


def calendar(folder: Path, ref: int) -> tuple[object, ...]:
    with open_archive(folder / "archive.db", read_only=True) as archive:
        columns = "status, date, committee_ref, deleted_at"
        row = archive.connection.execute(f"select {columns} from calendar where ref = ?", (str(ref),)).fetchone()
    return tuple(row)


def test_a_fate_that_only_pages_tell_is_told_once_and_taken_back_by_a_page(tmp_path: Path) -> None:
    site = council(2, 3, NIGHT.date())
    with serve(site):
        crawl(job(site, tmp_path))
        site.typed[1000] = "POSTPONED"
        told = [crawl_again(site, tmp_path, night) for night in (1, 2)]
        del site.typed[1000]
        told.append(crawl_again(site, tmp_path, 3))
    kinds = [[c.kind for c in result.changes if c.subject.startswith("meeting 1000")] for result in told]
    assert [[kind for kind in said if kind != "amended"] for said in kinds] == [["postponed"], [], ["scheduled"]]


def test_a_meeting_that_changes_its_body_is_that_bodys_in_the_calendar(tmp_path: Path) -> None:
    site = council(2, 3, NIGHT.date())
    with serve(site):
        crawl(job(site, tmp_path))
        site.sittings[1001].committee = 101
        crawl_again(site, tmp_path, 1)
    assert calendar(tmp_path, 1001)[2] == "101"


def test_what_a_site_left_behind_when_it_moved_is_not_asked_for(tmp_path: Path) -> None:
    site = council(2, 3, NIGHT.date())
    with serve(site):
        crawl(job(site, tmp_path))
        site.prefix = "democracy/"
        # Where it answers is looked for again as soon as its lists are gone.
        moved = crawl_again(site, tmp_path, 1)
        asked = [path for path in site.asked() if not path.startswith("/democracy/")]
        quiet = crawl_again(site, tmp_path, 2)
    # What is asked outside of it only looks for where the site answers.
    assert not [path for path in asked if "documents" in path or "=" in path]
    assert moved.ok
    assert {change.subject.rpartition("/")[2] for change in moved.changes} == {"GetCommittees"}
    assert (quiet.ok, quiet.changes) == (True, ())


def test_a_site_that_is_gone_is_one_failure_and_tells_of_no_page_by_itself(tmp_path: Path) -> None:
    site = replace(council(2, 3, NIGHT.date()), service=403)
    with serve(site):
        crawl(job(site, tmp_path))
        site.prefix = "somewhere/"
        gone = crawl_again(site, tmp_path, 1)
    assert gone.failures == (("brook", "http-404"),)
    assert {change.subject.rpartition("/")[2] for change in gone.changes} == {"mgListCommittees.aspx"}


def test_what_only_pages_have_named_is_not_deleted_when_pages_show_less_of_it(tmp_path: Path) -> None:
    site = council(1, 30, NIGHT.date() + timedelta(days=160), step=20)
    known = replace(site, sittings={ref: s for ref, s in site.sittings.items() if s.day <= NIGHT.date()})
    site.faults["GetMeetings?"] = lambda: (200, {"Content-Type": "text/xml"}, service_meetings(known, WHOLE).encode())
    with serve(site):
        crawl(job(site, tmp_path))
        # Lists show fifteen meetings, and these are not the same each night.
        for ref in list(site.sittings)[:3]:
            site.sittings[ref + 500] = replace(site.sittings[ref], ref=ref + 500)
        result = crawl_again(site, tmp_path, 1)
    assert {change.kind for change in result.changes} == {"new meeting"}


def test_a_year_is_asked_of_each_committee_only_while_the_service_does_not_give_it_of_all(tmp_path: Path) -> None:
    site = council(2, 3, NIGHT.date())
    site.faults["lCommitteeId=0"] = lambda: (500, {}, b"too much")
    with serve(site):
        crawl(job(site, tmp_path))
        assert site.asked("lCommitteeId=100")
        site.faults.clear()
        crawl_again(site, tmp_path, 1)
        crawl_again(site, tmp_path, 2)
    assert site.asked("lCommitteeId=0")
    assert not site.asked("lCommitteeId=10")


def test_pages_give_all_in_the_night_in_which_the_service_is_switched_off(tmp_path: Path) -> None:
    site = council(2, 3, NIGHT.date())
    with serve(site):
        crawl(job(site, tmp_path))
        site.service = 404
        site.sittings[1001].status = "Cancelled"
        result = crawl_again(site, tmp_path, 1)
    assert result.ok
    assert ("cancelled", "brook") in {(change.kind, change.site) for change in result.changes}
    assert {path.partition("?")[0] for path in site.asked("mgWebService")} == {"/mgWebService.asmx/GetCommittees"}


def test_an_old_meeting_that_a_list_names_at_last_is_no_news(tmp_path: Path) -> None:
    site = council(1, 20, NIGHT.date(), step=60)
    with serve(site):
        crawl(job(site, tmp_path))
        del site.sittings[1000]
        result = crawl_again(site, tmp_path, 1)
    assert "new meeting" not in {change.kind for change in result.changes}


def test_a_list_that_lost_most_meetings_is_a_failure_and_deletes_nothing(tmp_path: Path) -> None:
    site = council(2, 18, NIGHT.date())
    with serve(site):
        crawl(job(site, tmp_path))
        site.sittings = {1000: site.sittings[1000]}
        result = crawl_again(site, tmp_path, 1)
    assert ("brook", "far-fewer-meetings") in result.failures
    assert "deleted" not in {change.kind for change in result.changes if "was on" in change.note}


def test_a_meeting_that_a_page_still_lists_is_not_deleted_where_the_service_leaves_it_out(tmp_path: Path) -> None:
    site = council(2, 5, NIGHT.date())
    with serve(site):
        crawl(job(site, tmp_path))
        rest = replace(site, sittings={ref: s for ref, s in site.sittings.items() if ref != 1000})
        body = service_meetings(rest, {"lcommitteeid": "0", "sfromdate": "01/05/2025", "stodate": "30/04/2026"})
        site.faults["sFromDate=01/05/2025"] = lambda: (200, {"Content-Type": "text/xml"}, body.encode())
        result = crawl_again(site, tmp_path, 1)
    assert (result.ok, result.changes) == (True, ())


def test_a_closed_file_is_a_failure_once(tmp_path: Path) -> None:
    site = council(2, 3, NIGHT.date())
    site.faults["documents/g1007"] = lambda: (403, {}, b"<h1>Access denied</h1>")
    with serve(site):
        told = [crawl_again(site, tmp_path, night).failures for night in (0, 8, 16)]
    assert told == [(("brook", "http-403"),), (), ()]


def test_an_old_version_stays_reachable(tmp_path: Path) -> None:
    site = council(1, 2, NIGHT.date())
    with serve(site):
        crawl(job(site, tmp_path))
        site.sittings[1000].file = PDF + b"second printing"
        crawl_again(site, tmp_path, 1)
    with open_archive(tmp_path / "archive.db", read_only=True) as archive:
        url = next(v.url for v in archive.visits("brook") if v.kind == "minutes" and v.meeting_ref == "1000")
        assert [archive.body(v.hash) for v in archive.versions(url)] == [PDF, PDF + b"second printing"]


def test_a_replay_asks_nobody_and_changes_nothing(tmp_path: Path) -> None:
    site = council(2, 5, NIGHT.date())
    with serve(site):
        crawl(job(site, tmp_path))
        before = count(tmp_path, "responses")
        site.log.clear()
        result = crawl(replace(job(site, tmp_path), replay=True))
    assert result.ok
    assert site.asked() == []
    assert count(tmp_path, "responses") == before


def test_limit_and_committee_narrow_a_crawl(tmp_path: Path) -> None:
    site = council(3, 5, NIGHT.date())
    with serve(site):
        told = job(site, tmp_path)
        one = replace(told.sites[0], committees=("Committee 1",))
        crawl(replace(told, sites=(one,), limit=2))
    meetings = held(tmp_path, "meeting")
    assert len(meetings) == 2
    assert {site.sittings[int(ref)].committee for ref in meetings} == {101}
