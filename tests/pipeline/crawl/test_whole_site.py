"""A whole site is found: papers, supplements, issues, decisions, plans, old files; closed items are left closed."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from council_papers import EVERYWHERE, SESSION, expected
from council_site import Council, Sitting, council, serve, skin
from test_crawl_nights import NIGHT, crawl_again, held, job

from pipeline.crawl.run import crawl

WAYS: dict[str, dict[str, object]] = {
    "pages alone": {"service": 403},
    "service and pages": {},
    "in a session": {"service": 403, "sessions": True},
    "with a cookie": {"service": 403, "cookies": True},
}


def whole(**way: object) -> Council:
    return replace(council(1, 3, NIGHT.date()), whole=True, **way)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_everything_that_hangs_on_a_meeting_is_asked_for(tmp_path: Path, way: dict[str, object]) -> None:
    site = whole(**way)
    with serve(site):
        result = crawl(job(site, tmp_path))
    asked = {unquote(path.removeprefix(SESSION)).lstrip("/") for path in site.asked()}
    wanted = {unquote(path) for s in site.sittings.values() for path in expected(s)} | EVERYWHERE
    if site.service != 403:
        # The service gives these texts in full.
        wanted = {path for path in wanted if not path.startswith("mgAi")}
    assert result.ok, result.failures
    assert wanted - asked == set()
    # Whoever has been given a session brings it: once for the service, for pages and for files.
    assert len(site.turned_away) <= 4


def test_nothing_of_a_closed_item_and_no_side_page_is_asked_for(tmp_path: Path) -> None:
    site = whole()
    with serve(site):
        crawl(job(site, tmp_path))
    closed = [s.ref * 10 + 3 for s in site.sittings.values()]
    assert not [path for path in site.asked() if "Restricted" in path or "99/" in path or ".xls" in path]
    assert not [path for ref in closed for path in site.asked(str(ref))]
    assert not site.asked("T=10")


def test_a_whole_site_is_quiet_on_the_second_night(tmp_path: Path) -> None:
    site = whole(service=403)
    with serve(site):
        crawl(job(site, tmp_path))
        result = crawl_again(site, tmp_path, 1)
    assert result.ok
    assert result.changes == ()
    assert len(site.asked()) <= 1 + 3 + 20


def test_a_body_that_no_longer_meets_is_found_by_pages_too(tmp_path: Path) -> None:
    site = replace(council(1, 2, NIGHT.date()), service=403, expired={900: "Tunnels Panel"})
    site.sittings[5000] = Sitting(5000, 900, NIGHT.date() - timedelta(days=400))
    with serve(site):
        crawl(job(site, tmp_path))
    assert "5000" in held(tmp_path, "meeting")


def test_a_body_on_no_list_is_found_by_the_calendar_of_a_month_in_which_it_met(tmp_path: Path) -> None:
    site = replace(council(1, 2, NIGHT.date()), service=403)
    site.sittings[5000] = Sitting(5000, 900, NIGHT.date() - timedelta(days=400))
    site.expired = {900: "Tunnels Panel"}
    site.faults["mgCommitteeStructure"] = lambda: (302, {"Location": "/mgError.aspx"}, b"")
    met = '<a href="ieListDocuments.aspx?CId=900&amp;MId=5000&amp;Ver=4">7 pm</a>'
    site.faults["M=2&DD=2025"] = lambda: (200, {}, skin("Monthly meetings calendar", met).encode())
    site.faults["mgCalendarMonthView"] = lambda: (200, {}, skin("Monthly meetings calendar", "<p>None</p>").encode())
    with serve(site):
        crawl(job(site, tmp_path))
        calendars = len(site.asked("mgCalendarMonthView"))
        again = crawl_again(site, tmp_path, 1)
    assert "5000" in held(tmp_path, "meeting")
    assert calendars == 23
    assert (again.ok, again.changes, site.asked("mgCalendarMonthView")) == (True, (), [])


@pytest.mark.parametrize("lacking", ["mgDelegatedDecisions", "mgCalendarMonthView"])
def test_a_page_that_a_site_lacks_is_no_failure_and_costs_no_other(tmp_path: Path, lacking: str) -> None:
    site = replace(council(2, 9, NIGHT.date()), service=403)
    site.faults[lacking] = lambda: (302, {"Location": "/mgError.aspx"}, b"")
    with serve(site):
        result = crawl(job(site, tmp_path))
    assert result.failures == ()
    assert held(tmp_path, "attendance") == {str(ref) for ref in site.sittings}


def test_a_site_that_lacks_one_list_of_its_bodies_is_found_by_another(tmp_path: Path) -> None:
    site = replace(council(2, 2, NIGHT.date()), service=500, expired={900: "Tunnels Panel"})
    site.faults["mgListCommittees"] = lambda: (302, {"Location": "/mgError.aspx"}, b"")
    with serve(site):
        result = crawl(job(site, tmp_path))
        again = crawl_again(site, tmp_path, 1)
    assert (result.failures, again.failures) == ((), ())
    assert held(tmp_path, "minutes") == {str(ref) for ref in site.sittings}
    assert len(site.asked()) <= len(site.committees) + len(site.sittings) + 20


def test_pages_stand_in_for_a_service_that_answers_with_a_fault_of_its_own(tmp_path: Path) -> None:
    fault = (
        b'<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
        b"<soap:Fault><faultcode>soap:Server</faultcode><faultstring>Busy</faultstring></soap:Fault></soap:Body>"
        b"</soap:Envelope>"
    )
    site = council(1, 3, NIGHT.date())
    site.faults["mgWebService"] = lambda: (200, {"Content-Type": "text/xml"}, fault)
    with serve(site):
        result = crawl(job(site, tmp_path))
    assert result.ok, result.failures
    assert held(tmp_path, "item") == {str(ref) for ref in site.sittings}


def test_a_window_in_the_past_is_reached_over_earlier_lists(tmp_path: Path) -> None:
    site = replace(council(1, 60, NIGHT.date()), service=403)
    since, until = NIGHT.date() - timedelta(days=1200), NIGHT.date() - timedelta(days=900)
    with serve(site):
        crawl(replace(job(site, tmp_path), since=since, until=until))
    assert held(tmp_path, "meeting") == {str(s.ref) for s in site.sittings.values() if since <= s.day <= until}


def test_lists_that_go_on_without_an_end_are_left(tmp_path: Path) -> None:
    site = replace(council(1, 3, NIGHT.date()), service=403)
    original = [0]

    def endless() -> tuple[int, dict[str, str], bytes]:
        original[0] += 1
        rows = '<li><a href="ieListDocuments.aspx?CId=100&MId=1000">12 Mar 2026</a></li>'
        link = f'<a href="ieListMeetings.aspx?CId=100&Act=later&D={original[0]}">Later</a>'
        page = f'<h1 class="mgMainTitleTxt">Browse meetings</h1>{link}<ul>{rows}</ul>'
        return 200, {}, f'<html><div id="modgov">{page}</div></html>'.encode()

    site.faults["ieListMeetings"] = endless
    with serve(site):
        crawl(job(site, tmp_path))
    assert held(tmp_path, "meeting") == {"1000"}
    assert len(site.asked("ieListMeetings")) <= 3


def test_pages_take_over_when_the_service_fails_after_its_first_answer(tmp_path: Path) -> None:
    site = council(2, 9, NIGHT.date())
    site.faults["GetMeeting"] = lambda: (500, {}, b"<h1>Server Error</h1>")
    with serve(site):
        result = crawl(job(site, tmp_path))
    refs = {str(ref) for ref in site.sittings}
    assert held(tmp_path, "meeting") == refs
    assert held(tmp_path, "item") == refs
    assert held(tmp_path, "attendance") == refs
    assert not result.ok
