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


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        pytest.param(
            "The Surveyor was sorry that the survey of the culverts at Harcott was not ready.",
            "still open",
            id="not ready",
        ),
        pytest.param("The survey of the culverts at Harcott had not been circulated.", "still open", id="denied"),
        pytest.param("Some of the survey of the culverts at Harcott had been sent.", "partly", id="a part"),
        pytest.param("The survey of the culverts at Harcott had been sent.", "reported back", id="done"),
        pytest.param(
            "Consideration was given to the survey of the culverts at Harcott.", "reported back", id="considered"
        ),
    ],
)
def test_sentence_tells_how_far_a_promise_is_kept(papers: Papers, sentence: str, kind: str) -> None:
    record = promise(papers)
    papers.item(papers.meeting(APRIL), "Flooding", sentence)
    papers.linked()
    assert papers.one(LINKS, record) == (kind, 1, APRIL.isoformat())


def test_title_answers_nothing_where_the_item_asks_for_what_it_names(papers: Papers) -> None:
    record = promise(papers)
    question = "Councillor Rix asked when the survey of the culverts at Harcott would be sent."
    papers.item(papers.meeting(APRIL), "Survey of Culverts at Harcott", question)
    papers.linked()
    assert papers.one(LINKS, record) == ("still open", 0, APRIL.isoformat())


@pytest.mark.parametrize(
    ("decision", "kind"),
    [
        pytest.param(
            "It was agreed not to proceed with the survey of the culverts at Harcott.", "overtaken", id="dropped"
        ),
        pytest.param("The survey of the culverts at Harcott was presented and noted.", "reported back", id="brought"),
    ],
)
def test_decision_tells_what_became_of_a_promise(papers: Papers, decision: str, kind: str) -> None:
    record = promise(papers)
    meeting = papers.meeting(APRIL)
    papers.record(meeting, decision, kind="resolution", trackable=0, item=papers.item(meeting, "Flooding", decision))
    papers.linked()
    assert papers.one(LINKS, record) == (kind, 1, APRIL.isoformat())


@pytest.mark.parametrize("at_once", [True, False])
def test_what_answers_a_promise_answers_the_one_that_it_puts_off(papers: Papers, at_once: bool) -> None:
    record = promise(papers)
    meeting = papers.meeting(APRIL)
    again = "The survey of the culverts at Harcott had been delayed and would be brought in May."
    papers.record(
        meeting, again, item=papers.item(meeting, "Flooding", again), due_type="meeting", due_date=MAY.isoformat()
    )
    if not at_once:
        papers.linked()
    brought = "The Surveyor presented the survey of the culverts."
    meeting = papers.meeting(MAY)
    papers.record(meeting, "Noted.", kind="resolution", trackable=0, item=papers.item(meeting, "Flooding", brought))
    papers.linked()
    links = papers.db.execute(LINKS, (record,)).fetchall()
    assert [tuple(link) for link in links] == [
        ("still open", 1, APRIL.isoformat()),
        ("reported back", 1, MAY.isoformat()),
    ]


def test_whole_answer_is_shown_before_an_earlier_one_in_part(papers: Papers) -> None:
    record = promise(papers)
    for day, verdict in ((APRIL, "partly"), (MAY, "met")):
        closed = f"The survey of the culverts at Harcott had been sent to members by {day:%B}."
        papers.record(papers.meeting(day), closed, kind="closure", trackable=0, verdict=verdict)
    papers.linked()
    assert papers.one("select reported_back_on, reported_back_as from records where id = ?", record) == (
        MAY.isoformat(),
        "met",
    )


def test_who_was_answered_is_no_part_of_what_was_promised(papers: Papers) -> None:
    said = "In answer to Councillor Rix, the Clerk undertook to send the figures on lamps."
    meeting = papers.meeting(MARCH)
    record = papers.record(meeting, said, "Clerk", item=papers.item(meeting, "Lighting", said))
    sent = "Street Lighting: the figures on lamps had been sent to Members at Eastgate."
    papers.record(papers.meeting(APRIL), sent, kind="closure", trackable=0, verdict="met")
    papers.linked()
    assert papers.one(f"select kind from ({LINKS})", record) == ("met",)


def test_promise_that_leans_on_the_sentence_before_it_puts_off_what_that_names(papers: Papers) -> None:
    record = promise(papers)
    meeting = papers.meeting(APRIL)
    lead, again = "The survey of the culverts at Harcott was not ready. ", "It would be brought in May."
    item = papers.item(meeting, "Flooding", lead + again)
    later = papers.record(meeting, again, item=item, due_type="meeting", due_date=MAY.isoformat())
    place = {"start": len(lead), "end": len(lead + again), "quote": again, "preferred": 1}
    passage, document = papers.one("select id, document_id from passages where item_id = ?", item) or (None, None)
    papers.insert("record_places", record_id=later, document_id=document, passage_id=passage, **place)
    papers.item(papers.meeting(MAY), "Flooding", "The Surveyor presented the survey of the culverts at Harcott.")
    papers.linked()
    came = "select reported_back_on from records where id in (?, ?)"
    assert {row[0] for row in papers.db.execute(came, (record, later))} == {MAY.isoformat()}
