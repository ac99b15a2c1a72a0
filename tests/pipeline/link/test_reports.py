"""What later papers say of a promise: reports by title, rows of action logs, sentences; and what says nothing of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from papers import Papers

from pipeline.store.files import open_minutes

MARCH, APRIL, MAY = date(2027, 3, 2), date(2027, 4, 6), date(2027, 5, 4)
SAID = "The Surveyor undertook to send the survey of the culverts at Harcott to members."
LINKS = "select kind, firm, date from record_links where record_id = ? order by date"
OPEN_ROW = {"kind": "action", "rule": "log-row"}


@pytest.fixture
def papers(tmp_path: Path) -> Iterator[Papers]:
    db = open_minutes(tmp_path)
    yield Papers(db)
    db.close()


def promise(papers: Papers) -> int:
    meeting = papers.meeting(MARCH)
    return papers.record(meeting, SAID, "Surveyor", item=papers.item(meeting, "Flooding", SAID))


def test_item_of_that_title_is_a_report_back(papers: Papers) -> None:
    record = promise(papers)
    papers.item(papers.meeting(APRIL), "Survey of Culverts at Harcott", "Members noted it.")
    papers.linked()
    assert papers.one(LINKS, record) == ("reported back", 1, APRIL.isoformat())


def test_report_that_hangs_on_an_item_is_known_by_its_own_title(papers: Papers) -> None:
    record = promise(papers)
    item = papers.item(papers.meeting(APRIL), "Information Reports", "Members noted them.")
    papers.insert(
        "documents", uid="s1", site_id=1, item_id=item, url="u", title="Harcott Culverts Survey", kind="report"
    )
    papers.linked()
    assert papers.one(LINKS, record) == ("reported back", 1, APRIL.isoformat())


@pytest.mark.parametrize("title", ["Planning Application at Harcott", "Survey of Paths at Eastgate", "Flooding"])
def test_other_titles_are_no_report_back(papers: Papers, title: str) -> None:
    record = promise(papers)
    papers.item(papers.meeting(APRIL), title, "Members noted it.")
    papers.linked()
    assert papers.one(f"select count(*) from ({LINKS}) where firm = 1", record) == (0,)


def test_agenda_that_names_a_report_says_not_that_it_came(papers: Papers) -> None:
    record = promise(papers)
    papers.item(papers.meeting(APRIL, minutes="none"), "Survey of Culverts at Harcott", "To receive the survey.")
    papers.linked()
    assert papers.one(LINKS, record) is None


def test_open_rows_of_later_logs_are_the_promise_that_they_repeat(papers: Papers) -> None:
    record = promise(papers)
    rows = [
        papers.record(papers.meeting(day, minutes="none"), "Send the survey of the culverts at Harcott", **OPEN_ROW)
        for day in (APRIL, MAY)
    ]
    papers.linked()
    assert [papers.one("select told_by from records where id = ?", row) for row in rows] == [(record,), (record,)]
    assert papers.one(LINKS, record) == ("still open", 1, APRIL.isoformat())
    assert papers.one("select reported_back_on from records where id = ?", record) == (None,)


def test_row_of_a_log_that_repeats_nothing_known_stands_for_those_behind_it(papers: Papers) -> None:
    first, second = (
        papers.record(papers.meeting(day), "Paint the bandstand at Eastgate", **OPEN_ROW) for day in (APRIL, MAY)
    )
    papers.linked()
    assert papers.one("select told_by from records where id = ?", first) == (None,)
    assert papers.one("select told_by from records where id = ?", second) == (first,)


def test_row_stands_alone_again_where_the_promise_is_withdrawn(papers: Papers) -> None:
    record = promise(papers)
    row = papers.record(papers.meeting(APRIL), "Send the survey of the culverts at Harcott", **OPEN_ROW)
    papers.linked()
    papers.db.execute("update records set status = 'withdrawn from the record' where id = ?", (record,))
    papers.linked()
    assert papers.one("select told_by from records where id = ?", row) == (None,)


def test_two_meetings_of_one_body_on_one_day_both_tell(papers: Papers) -> None:
    lamps = "The Clerk undertook to send the figures on lamps at Eastgate to members."
    meeting = papers.meeting(MARCH)
    first = papers.record(meeting, SAID, "Surveyor", item=papers.item(meeting, "Flooding", SAID))
    second = papers.record(meeting, lamps, "Clerk", item=papers.item(meeting, "Lighting", lamps))
    papers.item(papers.meeting(APRIL), "Survey of Culverts at Harcott", "Members noted it.")
    papers.item(papers.meeting(APRIL), "Figures on Lamps at Eastgate", "Members noted them.")
    papers.linked()
    assert papers.one(LINKS, first) == ("reported back", 1, APRIL.isoformat())
    assert papers.one(LINKS, second) == ("reported back", 1, APRIL.isoformat())
    assert papers.one("select source_url from record_links where record_id = ?", second) == ("https://vale.example/2",)


@pytest.mark.parametrize(
    ("title", "links"),
    [
        pytest.param("Survey of Culverts at Eastgate", 0, id="another place"),
        pytest.param("Survey of the culverts of Eastgate", 0, id="another place, other words small"),
        pytest.param("Survey of Culverts", 1, id="no place"),
        pytest.param("Survey of Culverts at Harcott", 1, id="its place"),
    ],
)
def test_sentence_without_a_place_is_of_the_place_in_its_title(papers: Papers, title: str, links: int) -> None:
    meeting = papers.meeting(MARCH)
    record = papers.record(meeting, SAID, "Surveyor", item=papers.item(meeting, "Culverts at Harcott", SAID))
    meeting = papers.meeting(APRIL)
    item = papers.item(meeting, title)
    papers.record(meeting, "The survey had been sent.", item=item, kind="closure", trackable=0, verdict="met")
    papers.linked()
    assert papers.one("select count(*) from record_links where record_id = ?", record) == (links,)


@pytest.mark.parametrize(("promises", "links"), [(5, 5), (6, 0)])
def test_sentence_that_fits_more_than_a_handful_tells_of_none(papers: Papers, promises: int, links: int) -> None:
    meeting = papers.meeting(MARCH)
    item = papers.item(meeting, "Culverts")
    for number in range(promises):
        papers.record(meeting, f"The Surveyor undertook to survey culvert {number}.", "Surveyor", item=item)
    papers.record(
        papers.meeting(APRIL), "The survey of the culverts had been sent.", kind="closure", trackable=0, verdict="met"
    )
    papers.linked()
    assert papers.one("select count(*) from record_links") == (links,)
