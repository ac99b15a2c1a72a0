"""ModernGov pages and answers, on the bundled council's own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from extractors.sources.answers import classify
from extractors.sources.moderngov import read_page
from extractors.sources.urls import canonical, document_ref, joined, page_kind, parameter
from models.meeting import Reading
from models.run import UnreadableDocument
from pipeline.demo import pages, service
from pipeline.demo.sample import Sample, SampleMeeting, sample

BASE = "https://council.example/"
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def council() -> Sample:
    return sample(TODAY)


def meeting_of(council: Sample, key: str, count: int) -> SampleMeeting:
    return [meeting for meeting in council.meetings if meeting.committee.key == key][count]


def page(markup: str, address: str) -> Reading:
    return read_page(markup.encode(), BASE + address)


def regions(reading: Reading, place: int) -> dict[str, str]:
    item, text = reading.items[place], reading.text
    assert text is not None
    found: dict[str, str] = {}
    for block in text.blocks:
        if item.start <= block.start < item.end and block.region:
            found[block.region] = f"{found.get(block.region, '')} {text.words(block)}".strip()
    return found


def test_meeting_page_gives_meeting_items_and_papers(council: Sample) -> None:
    held = meeting_of(council, "cabinet", 0)
    reading = page(pages.meeting(council, held), f"ieListDocuments.aspx?CId=101&MId={held.ref}&Ver=4")
    (meeting,) = reading.meetings
    assert (meeting.ref, meeting.date, meeting.time) == (str(held.ref), held.date, time(19, 0))
    assert meeting.committee is not None
    assert (meeting.committee.ref, meeting.committee.name) == ("101", "Cabinet")
    assert (meeting.status, meeting.minutes_status, meeting.venue) == ("held", "published", "Council Chamber")
    assert [item.number for item in reading.items] == [str(item.number) for item in held.items]
    assert [(document.ref, document.kind) for document in meeting.documents] == [(f"g{held.agenda_ref}", "minutes")]


def test_purpose_decision_and_minutes_stand_apart(council: Sample) -> None:
    held = meeting_of(council, "cabinet", 0)
    reading = page(pages.meeting(council, held), f"ieListDocuments.aspx?MId={held.ref}")
    found = regions(reading, next(n for n, item in enumerate(held.items) if item.decision))
    assert found["purpose"] == "To note the position and agree the virements."
    assert found["decision"].startswith("RESOLVED: That the forecast be noted;")
    assert found["minutes"].startswith("Councillor Tobias Wray")


def test_cancelled_meeting_says_so(council: Sample) -> None:
    held = next(meeting for meeting in council.meetings if meeting.cancelled)
    reading = page(pages.meeting(council, held), f"ieListDocuments.aspx?MId={held.ref}")
    assert (reading.meetings[0].status, reading.items) == ("cancelled", ())


def test_restricted_item_has_no_text(council: Sample) -> None:
    held = next(m for m in council.meetings if any(item.restricted for item in m.items))
    reading = page(pages.meeting(council, held), f"ieListDocuments.aspx?MId={held.ref}")
    place = next(n for n, item in enumerate(held.items) if item.restricted)
    assert reading.items[place].restricted
    assert "minutes" not in regions(reading, place)


def test_meeting_list_gives_every_meeting_with_what_is_published(council: Sample) -> None:
    committee = council.committees[1]
    reading = page(pages.meetings(council, committee), f"ieListMeetings.aspx?CommitteeId={committee.ref}")
    assert reading.kind == "meetings"
    assert len(reading.meetings) == sum(meeting.committee is committee for meeting in council.meetings)
    assert {meeting.minutes_status for meeting in reading.meetings} == {"none", "draft", "published"}


def test_cut_minutes_lead_to_the_full_text(council: Sample) -> None:
    held = meeting_of(council, "environment", 0)
    item = held.items[3]
    long = pages._bodies(
        type(item)(item.ref, 4, "Long", "", ("word " * 700,), (), restricted=False, attachment=None), cut=True
    )
    markup = pages.page(council, "Agenda item", "Long", "", long)
    reading = page(markup, "mgAi.aspx?ID=77")
    assert reading.items[0].truncated
    assert reading.items[0].full_text_url == f"{BASE}mgAi.aspx?ID={item.ref}"


def test_service_answers_say_what_the_pages_say(council: Sample) -> None:
    held = meeting_of(council, "parenting", 0)
    answer = page(service.meeting(council, held), "mgWebService.asmx/GetMeeting")
    shown = page(pages.meeting(council, held), f"ieListDocuments.aspx?MId={held.ref}")
    assert [item.title for item in answer.items] == [item.title for item in shown.items]
    for place in range(len(held.items)):
        assert regions(answer, place).get("minutes") == regions(shown, place).get("minutes")


@pytest.mark.parametrize("key", ["cabinet", "environment", "parenting"])
@pytest.mark.parametrize(
    ("shown", "address"),
    [(pages.meeting, "ieListDocuments.aspx?MId=8"), (service.meeting, "mgWebService.asmx/GetMeeting")],
    ids=["page", "answer"],
)
def test_without_words_a_meeting_says_all_but_its_text(
    council: Sample, key: str, shown: Callable[[Sample, SampleMeeting], str], address: str
) -> None:
    body = shown(council, meeting_of(council, key, 0)).encode()
    whole = read_page(body, BASE + address)
    nowhere = tuple(replace(item, start=0, end=0) for item in whole.items)
    assert whole.text is not None
    assert nowhere
    assert read_page(body, BASE + address, words=False) == replace(whole, text=None, items=nowhere)


def test_committees_answer_decodes_titles_twice(council: Sample) -> None:
    answer = page(service.committees(council), "mgWebService.asmx/GetCommittees")
    assert [committee.name for committee in answer.committees] == [committee.name for committee in council.committees]


def test_truncated_answer_is_refused(council: Sample) -> None:
    with pytest.raises(UnreadableDocument, match="breaks off"):
        page(service.committees(council)[:300], "mgWebService.asmx/GetCommittees")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://A.example/(S(abcdefghijklmnopqrstuvwx))/mgAi.aspx?ID=5&bcr=1", "https://a.example/mgAi.aspx?ID=5"),
        ("https://a.example/x.aspx?ID=5&LLL=0&XXR=0", "https://a.example/x.aspx?ID=5"),
        ("https://a.example/x.aspx?ID=5&LLL=1", "https://a.example/x.aspx?ID=5&LLL=1"),
    ],
)
def test_addresses_have_one_spelling(url: str, expected: str) -> None:
    assert canonical(url) == expected


def test_links_with_blanks_and_line_ends_are_joined() -> None:
    url = joined("documents/s12/Report on\r\n gates.pdf", "https://a.example/moderngov/")
    assert url == "https://a.example/moderngov/documents/s12/Report%20on%20gates.pdf"
    assert document_ref(url) == "s12"


def test_parameters_and_pages_are_known_in_any_case() -> None:
    assert parameter("https://a.example/IELISTDOCUMENTS.ASPX?mid=7", "MId") == "7"
    assert page_kind("https://a.example/IELISTDOCUMENTS.ASPX?mid=7") == "meeting"


@pytest.mark.parametrize(
    ("body", "status", "url", "name"),
    [
        (b"", 200, "https://a.example/mgAi.aspx?ID=1", "empty"),
        (b"<html><title>Just a moment...</title></html>", 200, "https://a.example/", "challenge"),
        (b"<html><script>var a=1</script></html>", 200, "https://a.example/mgWebService.asmx/X", "script-stub"),
        (b"<html><h1>Server Error in Application</h1></html>", 200, "https://a.example/x.aspx", "error-page"),
        (b"<html><form><input type='password'></form></html>", 200, "https://a.example/x.aspx", "login-page"),
        (b"<html><script>window.location='https://b'</script></html>", 200, "https://a.example/", "redirect-script"),
        (b"<?xml version='1.0'?><meeting><meetingid>", 200, "https://a.example/mgWebService.asmx/X", "truncated-xml"),
        (b"<html><body>Sorry</body></html>", 200, "https://a.example/documents/s1/a.pdf", "wrong-type"),
        (b"gone", 404, "https://a.example/mgAi.aspx?ID=1", "http-404"),
    ],
    ids=lambda value: value if isinstance(value, str) and "/" not in value else "",
)
def test_bad_answers_have_names(body: bytes, status: int, url: str, name: str) -> None:
    assert classify(body, status=status, media_type=None, url=url) == name


def test_real_page_is_no_bad_answer(council: Sample) -> None:
    held = meeting_of(council, "cabinet", 0)
    url = f"{BASE}ieListDocuments.aspx?MId={held.ref}"
    assert classify(pages.meeting(council, held).encode(), status=200, media_type="text/html", url=url) is None
