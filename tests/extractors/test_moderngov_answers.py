"""The same answer in every binding and encoding of the service, and what must never count as an answer."""

import pytest

from extractors.sources.answers import classify
from extractors.sources.moderngov import read_page
from extractors.sources.urls import canonical, document_kind, document_ref, is_supplement
from models.run import UnreadableDocument

SERVICE = "https://moor.example/moderngov/mgWebService.asmx/GetCommittees"
PAGE = "https://moor.example/moderngov/ieListDocuments.aspx?MId=7"
FILE = "https://moor.example/documents/g7/Printed%20minutes.pdf?T=1"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\r\n'
ROW = (
    "<committee><committeeid> 7 </committeeid><committeetitle>Weirs &amp;amp; Fords</committeetitle>"
    "<committeeexpired>True</committeeexpired><committeecategory>\n  </committeecategory></committee>"
)
PLAIN = f"<committees><committeescount> 1</committeescount>{ROW}</committees>"
SOAP = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><GetCommitteesResponse'
    f' xmlns="http://moderngov.co.uk/namespaces"><GetCommitteesResult>{PLAIN}</GetCommitteesResult>'
    "</GetCommitteesResponse></soap:Body></soap:Envelope>"
)
FORMS = {
    "as it is": HEAD + PLAIN,
    "with a byte order mark": "\ufeff" + HEAD + PLAIN,
    "without a declaration": PLAIN,
    "in a namespace": HEAD + PLAIN.replace("<committees>", '<committees xmlns="http://moderngov.co.uk/namespaces">'),
    "in an envelope": HEAD + SOAP,
    "as a string": HEAD + "<string>" + PLAIN.replace("&", "&amp;").replace("<", "&lt;") + "</string>",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_an_answer_is_read_in_every_form(form: str) -> None:
    body = form.encode()
    assert classify(body, status=200, media_type="text/xml", url=SERVICE, charset="utf-8") is None
    (found,) = read_page(body, SERVICE).committees
    assert (found.ref, found.name, found.expired, found.category) == ("7", "Weirs & Fords", True, None)


def test_a_deleted_body_is_none() -> None:
    deleted = PLAIN.replace("<committeeexpired>", "<committeedeleted>True</committeedeleted><committeeexpired>")
    assert deleted != PLAIN
    assert read_page((HEAD + deleted).encode(), SERVICE).committees == ()


def test_xhtml_is_a_page_and_no_answer() -> None:
    page = f'{HEAD}<!DOCTYPE html><html><body><div id="modgov"><h1>Browse meetings</h1></div></body></html>'
    assert read_page(page.encode(), "https://moor.example/ieListMeetings.aspx?CId=1").kind == "meetings"


def test_an_unknown_tree_is_named() -> None:
    with pytest.raises(UnreadableDocument, match="<parishes>"):
        read_page(f"{HEAD}<parishes></parishes>".encode(), SERVICE)


BAD: dict[str, tuple[bytes, str, str]] = {
    "cut behind an inner tag": ((HEAD + PLAIN)[: -len("</committees>")].encode(), SERVICE, "truncated-xml"),
    "page of another site": (b"<html><body>Welcome</body></html>", SERVICE, "wrong-type"),
    "words": (b"Web Service method name is not valid.", SERVICE, "wrong-type"),
    "script that leads to https": (b"<script>document.location='https://x/'</script>", SERVICE, "redirect-script"),
    "bytes of another encoding": (
        (HEAD + PLAIN).replace("Weirs", "W\u00e9irs").encode("cp1252"),
        SERVICE,
        "mis-encoded",
    ),
    "two bytes a letter": ((HEAD + PLAIN).encode("utf-16"), SERVICE, "mis-encoded"),
    "page for a file": (
        b'<html><div id="modgov"><h1 class="mgMainTitleTxt">Error</h1></div></html>',
        FILE,
        "error-page",
    ),
    "picture for a file": (b"\x89PNG\r\n", FILE, "wrong-type"),
}


@pytest.mark.parametrize(("body", "url", "name"), BAD.values(), ids=BAD)
def test_what_is_no_answer_is_named(body: bytes, url: str, name: str) -> None:
    assert classify(body, status=200, media_type=None, url=url) == name


GOOD: dict[str, tuple[bytes, str]] = {
    "page with a firewall's script": (
        b'<html><div id="modgov"><h1>Agenda</h1></div><script src="/cdn-cgi/challenge-platform/x.js"></script></html>',
        PAGE,
    ),
    "page about errors": (
        b'<html><title>Agenda item - Error in the accounts</title><div id="modgov"><h1>Agenda item</h1></div></html>',
        PAGE,
    ),
    "minutes as HTML": (
        b"<html><body>AI1</body></html>",
        "https://moor.example/documents/g7/Printed%20minutes.htm?T=1&CT=2",
    ),
    "old page in the skin": (
        b'<html><div id="modgov"><h1>Meeting documents</h1></div></html>',
        "https://moor.example/CeListDocuments.aspx?CommitteeId=1&MeetingId=2&F=CA1.htm",
    ),
    "empty answer of the service": (b"<committees />", SERVICE),
}


@pytest.mark.parametrize(("body", "url"), GOOD.values(), ids=GOOD)
def test_content_is_no_bad_answer(body: bytes, url: str) -> None:
    assert classify(body, status=200, media_type="text/html", url=url) is None


@pytest.mark.parametrize(
    "address",
    [
        "mgai.aspx?id=7",
        "MGAI.ASPX?Id=7&LLL=0",
        "mgAi.aspx?XXR=0&ID=7#AI7",
        "(S(abcdefghijklmnopqrstuvwx))/mgAi.aspx?bcr=1&ID=7",
        "(A(x1)S(abcdefghijklmnopqrstuvwx))/mgAi.aspx?ID=7",
        " mgAi.aspx?\r\nID=7",
    ],
)
def test_one_page_has_one_address(address: str) -> None:
    assert (
        canonical(f"https://Moor.example/moderngov/{address.strip()}")
        == "https://moor.example/moderngov/mgAi.aspx?ID=7"
    )


def test_welsh_is_another_page() -> None:
    assert canonical("https://moor.example/mgAi.aspx?ID=7&LLL=1").endswith("ID=7&LLL=1")


def test_the_page_of_all_bodies_is_no_list_of_meetings() -> None:
    row = '<a href="ieListMeetings.aspx?CommitteeId=7">Weirs Board</a>'
    page = f'<div id="modgov"><h1>Browse meetings</h1><h2>Current committees</h2>{row}</div>'
    reading = read_page(page.encode(), "https://moor.example/ieDocHome.aspx?bcr=1")
    assert (reading.kind, [(c.ref, c.name) for c in reading.committees]) == ("committees", [("7", "Weirs Board")])


@pytest.mark.parametrize(
    ("title", "path", "kind"),
    [
        ("Cofnodion wedi'u hargraffu", "documents/g7/Cofnodion.pdf?T=1", "minutes"),
        ("Papers", "documents/g7/Papers.pdf?T=10", "pack"),
        ("Printed draft minutes", "documents/g7/Printed draft minutes.pdf?T=1", "draft_minutes"),
        ("Front page", "mgConvert2PDF.aspx?ID=7&T=0", "agenda"),
        ("Bridge works", "mgConvert2PDF.aspx?ID=7", "report"),
        ("Late items", "documents/b9/Late items.pdf?T=9", "supplement"),
        ("A form", "documents/l3/A form.pdf?T=4", "other"),
    ],
)
def test_what_a_paper_is_stands_in_its_address_where_its_name_is_silent(title: str, path: str, kind: str) -> None:
    assert document_kind(title, f"https://moor.example/{path}") == kind


def test_files_are_known_by_letter_and_number() -> None:
    assert document_ref("https://moor.example/documents/b45/Late papers.pdf?T=9") == "b45"
    # Reports and a meeting's own papers are counted apart.
    assert document_ref("https://moor.example/mgConvert2PDF.aspx?ID=45&ISATT=1") == "s45"
    assert document_ref("https://moor.example/mgConvert2PDF.aspx?ID=45&T=10") == "g45"
    assert is_supplement("https://moor.example/mgChooseDocPack.aspx?ID=7&SID=9")
    assert not is_supplement("https://moor.example/mgChooseDocPack.aspx?ID=7")
