"""Structures that real pages have and the bundled council lacks: recorded votes, note columns, headings, odd markup."""

from datetime import date, time

import pytest

from extractors.sources.moderngov import read_page
from extractors.sources.urls import document_kind
from models.meeting import Reading

ADDRESS = "https://moor.example/moderngov/ieListDocuments.aspx?CId=3&MId=8"
SKELETON = """<html><head><title>x</title></head><body><div id="modgov">
<div class="mgHeader"><h1  class="mgMainTitleTxt" >{head}</h1></div>
<div class="mgSubTitle"><h2 class="mgSubTitleTxt">{title}</h2></div>
<div class="mgLinks"><ul class="mgActionList">{links}</ul></div><div class="mgContent">
<table class="mgItemTable" id="mgItemTable" summary="Table of agenda items">
<tr><th class="mgHide">No.</th><th class="mgHide">Item</th></tr>{rows}</table></div></div></body></html>"""
VOTE = """<tr><td class="mgNoteCell">*</td>
<td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a name="AI901"></a>12.</p></td>
<td><p class="mgAiTitleTxt"><a class="mgAiTitleLnk" href="documents/s44/Weir
 report.pdf">The Weir</a><span class="mgFileSize"><img alt="pdf icon"> PDF 99 KB</span></p>
<ul class="mgActionList"><li><a href="mgIssueHistoryHome.aspx?IId=77&amp;Opt=0">View the background to item 12.</a></li>
<li><a href="ieDecisionDetails.aspx?AIId=901">View the decision for item 12.</a></li></ul>
<div class="mgWordPara"><p>To con<span class="SpellE">sid</span>er the weir.</p></div>
<p class="mgSubItemTitleTxt">Additional documents:</p>
<ul class="mgBulletList"><li><a href="documents/s45/Map.pdf">Map<span class="mgHide">, item 12.</span></a></li></ul>
<p class="mgSubItemTitleTxt">Decision:</p><div class="mgWordPara"><p><b>RESOLVED</b> that the weir be mended.</p></div>
<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><p class="MsoNormal">&nbsp;</p>
<p class="MsoNormal">The Ranger
spoke.</p></div>
<table class="mgTableNoBorderFullWidth"><caption>Recorded Vote</caption>
<thead><tr><th>Title</th><th>Result</th></thead>
<tr><td>Mend the weir</td><td>Carried</td></tr></table>
<li><a href="mgListRecordedVotesShort.aspx?AIID=901&MID=8">View Recorded Vote for this item</a></li></td></tr>"""
HEADING = """<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a name="AI902"></a></p></td>
<td><p class="mgAiTitleTxt">PART TWO</p></td></tr>"""
LINKS = """<li><a href="documents/g99/Printed minutes 05th-Jan-2027 18.30 Parks.pdf?T=1">Printed minutes
<span class="mgFileSize">PDF 88 KB</span></a></li>
<li><a href="mgMeetingAttendance.aspx?ID=8">Attendance details</a></li>"""


def page(
    title: str = "Parks - Open Spaces - Tuesday, 5th January, 2027 6.30 pm", head: str = "Agenda and minutes"
) -> Reading:
    return read_page(SKELETON.format(head=head, title=title, links=LINKS, rows=VOTE + HEADING).encode(), ADDRESS)


def words(reading: Reading, region: str) -> list[str]:
    assert reading.text is not None
    return [reading.text.words(block) for block in reading.text.blocks if block.region == region]


def test_item_is_found_by_its_cell_and_not_by_its_place() -> None:
    assert [(item.number, item.ref, item.title) for item in page().items] == [
        ("12", "901", "The Weir"),
        (None, "902", "PART TWO"),
    ]


def test_decision_minutes_and_purpose_are_read_apart_and_words_stay_whole() -> None:
    reading = page()
    assert words(reading, "purpose") == ["To consider the weir."]
    assert words(reading, "decision") == ["RESOLVED that the weir be mended."]
    assert words(reading, "minutes") == ["The Ranger spoke."]


def test_recorded_vote_is_no_item_and_no_minutes() -> None:
    assert any("Mend the weir" in said for said in words(page(), "vote"))


def test_documents_of_item_and_meeting_have_their_numbers_and_addresses() -> None:
    reading = page()
    assert [(d.ref, d.title, d.kind) for d in reading.items[0].documents] == [
        ("s44", "The Weir", "report"),
        ("s45", "Map", "report"),
    ]
    assert reading.items[0].documents[0].url == "https://moor.example/moderngov/documents/s44/Weir%20report.pdf"
    assert [(d.ref, d.kind) for d in reading.meetings[0].documents] == [("g99", "minutes")]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Action Log", "action_log"),
        ("Appendix A - Outstanding Actions", "action_log"),
        ("Recommendation Tracker", "action_log"),
        ("Climate Action Plan", "report"),
        ("Enforcement Action", "report"),
    ],
)
def test_action_logs_are_told_from_other_reports(title: str, kind: str) -> None:
    assert document_kind(title, "https://moor.example/documents/s46/File.pdf") == kind


def test_issue_and_decision_are_linked() -> None:
    item = page().items[0]
    assert item.issue_ref == "77"
    assert item.decision_url == "https://moor.example/moderngov/ieDecisionDetails.aspx?AIId=901"


@pytest.mark.parametrize(
    ("title", "name", "day", "status"),
    [
        (
            "Parks - Open Spaces - Tuesday, 5th January, 2027 6.30 pm",
            "Parks - Open Spaces",
            date(2027, 1, 5),
            "held",
        ),
        ("Cabinet - Thursday 15 January 2026 7:30 pm, CANCELLED", "Cabinet", date(2026, 1, 15), "cancelled"),
        ("Bwrdd - Dydd Iau, 9fed Hydref, 2014 2.00 o'r gloch", "Bwrdd", date(2014, 10, 9), "held"),
        ("Bwrdd - Dydd Iau, 9fed Hydref, 2014 2.00 o'r gloch, WEDI'I GANSLO", "Bwrdd", date(2014, 10, 9), "cancelled"),
    ],
)
def test_titles_give_body_day_and_fate(title: str, name: str, day: date, status: str) -> None:
    (meeting,) = page(title).meetings
    assert meeting.committee is not None
    assert (meeting.committee.name, meeting.date, meeting.status) == (name, day, status)


@pytest.mark.parametrize(
    ("words", "at"), [("2.00 o'r gloch", time(14)), ("6.30 o’r gloch", time(18, 30)), ("10.00 o'r gloch", time(10))]
)
def test_a_welsh_clock_tells_the_hours_of_the_day(words: str, at: time) -> None:
    assert page(f"Bwrdd - Dydd Iau, 9fed Hydref, 2014 {words}").meetings[0].time == at


def test_draft_minutes_are_named_in_the_heading() -> None:
    assert page(head="Agenda and draft minutes").meetings[0].minutes_status == "draft"


def test_committees_are_listed_by_category() -> None:
    markup = """<div id="modgov"><h1 class="mgMainTitleTxt">Committee structure</h1><div class="mgContent">
    <h2 class="mgSectionTitle">Scrutiny</h2><ul class="mgBulletList">
    <li><a href="mgCommitteeDetails.aspx?ID=5">Parks Panel</a></li></ul></div></div>"""
    reading = read_page(markup.encode(), "https://moor.example/mgCommitteeStructure.aspx")
    assert [(c.ref, c.name, c.category) for c in reading.committees] == [("5", "Parks Panel", "Scrutiny")]


def test_issue_page_gives_each_meeting_its_item() -> None:
    markup = """<div id="modgov"><h1 class="mgMainTitleTxt">Issue - meetings</h1><h2 class="mgSubTitleTxt">The Weir</h2>
    <div class="mgContent"><h3>Meeting: 05/01/2027 - Parks Panel (Item 12)</h3>
    <p class="mgAiTitleTxt">12 The Weir</p><p class="mgSubItemTitleTxt">Minutes:</p>
    <div class="mgWordPara"><p>The Ranger spoke &nbsp;...&nbsp;
    <a href="mgAi.aspx?ID=901">view the full minutes text for item 12</a></p></div></div></div>"""
    reading = read_page(markup.encode(), "https://moor.example/ieIssueDetails.aspx?IId=77&Opt=3")
    (item,) = reading.items
    assert (item.number, item.title, item.truncated) == ("12", "The Weir", True)
    assert item.full_text_url == "https://moor.example/mgAi.aspx?ID=901"
    assert (reading.meetings[0].date, item.issue_ref) == (date(2027, 1, 5), "77")


@pytest.mark.parametrize("wrapper", ["{}", "<div>{}</div>", "<div><div>{}</div></div>"])
def test_issue_page_ties_each_item_to_its_own_meeting(wrapper: str) -> None:
    told = "".join(
        wrapper.format(
            f'<h2><a href="ieListDocuments.aspx?mid={ref}">Meeting: {day}/2027 - Parks (Item 3)</a></h2>'
            f'<p class="mgAiTitleTxt">3 The Weir</p><div class="mgWordPara"><p>Told on {day}.</p></div>'
        )
        for ref, day in ((8, "05/01"), (9, "02/02"))
    )
    markup = f'<div id="modgov"><h1>Issue - meetings</h1><div class="mgContent">{told}</div></div>'
    reading = read_page(markup.encode(), "https://moor.example/ieIssueDetails.aspx?IId=77&Opt=3")
    assert [(item.meeting, item.meeting_ref) for item in reading.items] == [(0, "8"), (1, "9")]
    assert [meeting.date for meeting in reading.meetings] == [date(2027, 1, 5), date(2027, 2, 2)]


def test_a_skin_without_modgov_keeps_the_title_and_the_papers() -> None:
    markup = """<body><nav><a href="x.aspx">Menu</a></nav><div><div class="mgSubTitle">
    <h2 class="mgSubTitleTxt">Parks - Tuesday, 5th January, 2027 6.30 pm</h2></div>
    <ul class="mgActionList"><li><a href="documents/g7/Printed minutes.pdf?T=1">Printed minutes</a></li></ul>
    <div class="mgContent"><p>Papers</p></div></div></body>"""
    (meeting,) = read_page(markup.encode(), "https://moor.example/ieListDocuments.aspx?MId=7").meetings
    assert (meeting.date, [d.ref for d in meeting.documents]) == (date(2027, 1, 5), ["g7"])


def test_links_are_relative_to_the_base_that_the_skin_names() -> None:
    markup = """<head><base href="https://moor.example/moderngov/"></head><div id="modgov"><div class="mgContent">
    <ul><li><a href="ieListMeetings.aspx?CId=7">Parks</a></li>
    <li><a href="ieListMeetings.aspx?CId=8&info=1&MD=Constitution">Constitution</a></li></ul></div></div>"""
    (committee,) = read_page(markup.encode(), "https://moor.example/other/ieDocHome.aspx").committees
    assert committee.url == "https://moor.example/moderngov/ieListMeetings.aspx?CId=7"


def test_a_cut_body_is_known_by_its_link_in_any_language() -> None:
    markup = """<div id="modgov"><h1>Rhaglen a chofnodion</h1><h2 class="mgSubTitleTxt">Bwrdd - 5 Ionawr 2027</h2>
    <table class="mgItemTable"><tr><td class="mgItemNumberCell"><a name="AI901"></a>12</td><td>
    <p class="mgAiTitleTxt">The Weir</p><p class="mgSubItemTitleTxt">Cofnodion:</p><div class="mgWordPara">
    <p>The Ranger spoke&nbsp;...&nbsp; <a href="mgAi.aspx?ID=901">gweld y testun llawn</a></p>
    <p>See also <a href="mgAi.aspx?ID=3">item 3</a>.</p></div></td></tr></table></div>"""
    (item,) = read_page(markup.encode(), "https://moor.example/ieListDocuments.aspx?MId=7").items
    assert (item.truncated, item.full_text_url) == (True, "https://moor.example/mgAi.aspx?ID=901")


def test_a_meeting_that_changed_its_body_is_of_the_one_that_its_title_links_to() -> None:
    markup = """<div id="modgov"><h1>Agenda</h1><h2 class="mgSubTitleTxt"><a href="mgCommitteeDetails.aspx?ID=2">
    Rivers - 5 January 2027 6.30 pm</a></h2><div class="mgContent"></div></div>"""
    (meeting,) = read_page(markup.encode(), "https://moor.example/ieListDocuments.aspx?CId=1&MId=7&Ver=4").meetings
    assert meeting.committee is not None
    assert (meeting.committee.ref, meeting.committee.name) == ("2", "Rivers")


def test_a_decision_of_the_register_names_the_meeting_that_took_it() -> None:
    markup = """<div id="modgov"><h1>Decision details</h1><h2 class="mgSubTitleTxt">The Weir</h2><div class="mgContent">
    <p><span class="mgLabel">Decision Maker: </span>Cabinet</p><h3 class="mgSubSubTitleTxt">Decision:</h3>
    <div class="mgWordPara"><p>As <a href="ieListDocuments.aspx?MId=3">before</a>, that the weir be kept.</p></div>
    <p><span class="mgLabel">Decided at meeting: </span><a href="ieListDocuments.aspx?CId=1&amp;MID=7">5/1</a></p>
    </div></div>"""
    (item,) = read_page(markup.encode(), "https://moor.example/ieDecisionDetails.aspx?ID=31").items
    assert (item.ref, item.meeting_ref, item.title) == (None, "7", "The Weir")


def test_the_fields_behind_a_decision_are_no_part_of_it() -> None:
    markup = """<div id="modgov"><h1>Decision details</h1><h2 class="mgSubTitleTxt">The Weir</h2><div class="mgContent">
    <h3 class="mgSubSubTitleTxt">Decision:</h3><div class="mgWordPara"><p>That the weir be kept.</p></div>
    <p><span  class="mgLabel" >Date of decision: </span>01&#47;04&#47;2026</p></div></div>"""
    text = read_page(markup.encode(), "https://moor.example/ieDecisionDetails.aspx?ID=31").text
    assert text is not None
    told = {text.plain[block.start : block.end]: block.region for block in text.blocks}
    assert told["That the weir be kept."] == "decision"
    assert told["Date of decision: 01/04/2026"] == "other"
