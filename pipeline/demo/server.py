"""Serves the bundled council over real HTTP on loopback, as a ModernGov site would."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from extractors.sources.moderngov_titles import day
from pipeline.demo import pages, service
from pipeline.demo.pdf import Line, pdf
from pipeline.demo.sample import Sample, SampleItem, SampleMeeting

HOST = "127.0.0.1"
ROBOTS = "User-agent: *\nDisallow: /mgMember\n"
HTML, XML = "text/html; charset=utf-8", "text/xml; charset=utf-8"
Reply = tuple[int, str, bytes]


@contextmanager
def serving(sample: Sample, port: int = 0) -> Iterator[str]:
    """Serve the council until the block ends; give its address, with a slash at the end."""
    server = ThreadingHTTPServer((HOST, port), _handler(Site(sample)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Site:
    """Answers addresses; `asked` is the log of them."""

    def __init__(self, sample: Sample) -> None:
        self.sample = sample
        self.asked: list[str] = []
        self.committees = {str(found.ref): found for found in sample.committees}
        self.meetings = {str(found.ref): found for found in sample.meetings}
        self.items = {str(item.ref): (found, item) for found in sample.meetings for item in found.items}
        self.printed = {f"g{found.agenda_ref}": found for found in sample.meetings}
        self.reports = {f"s{item.attachment}": item for _, item in self.items.values() if item.attachment}

    def answer(self, target: str) -> Reply:
        """Return status, media type and body for a request's target."""
        self.asked.append(target)
        parts = urlsplit(target)
        path = unquote(parts.path).lstrip("/")
        asked = {key.lower(): values[0] for key, values in parse_qs(parts.query).items()}
        if path == "robots.txt":
            return 200, "text/plain", ROBOTS.encode()
        if path.startswith("documents/"):
            return self._document(path.split("/")[1])
        if path.lower().startswith("mgwebservice.asmx/"):
            return self._service(path.split("/")[1], asked)
        found = self._page(path.lower().removesuffix(".aspx") or "mglistcommittees", asked)
        return (200, HTML, found.encode()) if found else (302, HTML, b"mgError.aspx")

    def _page(self, name: str, asked: dict[str, str]) -> str | None:
        sample = self.sample
        if name in ("mglistcommittees", "mgcommitteestructure", "iedochome"):
            return pages.committees(sample)
        if name in ("mgdelegateddecisions", "mglistofficerdecisions"):
            return pages.decisions(sample)
        if name == "mgerror":
            return "<html><head><title>Error</title></head><body><h1>Error</h1><p>Sorry.</p></body></html>"
        committee = self.committees.get(asked.get("committeeid") or asked.get("cid") or asked.get("id") or "")
        if name == "mgcommitteedetails" and committee:
            return pages.committee(sample, committee)
        if name == "ielistmeetings" and committee:
            return pages.meetings(sample, committee)
        meeting = self.meetings.get(asked.get("mid") or asked.get("meetingid") or asked.get("id") or "")
        if name == "ielistdocuments" and meeting:
            return pages.meeting(sample, meeting)
        if name == "mgmeetingattendance" and meeting:
            return pages.attendance(sample, meeting)
        if name == "mgai" and asked.get("id") in self.items:
            return pages.item_page(sample, *self.items[asked["id"]])
        return None

    def _service(self, name: str, asked: dict[str, str]) -> Reply:
        if name == "GetCommittees":
            return 200, XML, service.committees(self.sample).encode()
        if name == "GetMeetings" and "lcommitteeid" in asked:
            since, until = (day(asked.get(key, "")) for key in ("sfromdate", "stodate"))
            return 200, XML, service.meetings(self.sample, int(asked["lcommitteeid"] or 0), since, until).encode()
        if name == "GetMeeting" and asked.get("lmeetingid") in self.meetings:
            return 200, XML, service.meeting(self.sample, self.meetings[asked["lmeetingid"]]).encode()
        return 500, "text/plain", b"Web Service method name is not valid."

    def _document(self, ref: str) -> Reply:
        if ref in self.printed:
            return 200, "application/pdf", printed_minutes(self.printed[ref])
        if ref in self.reports:
            return 200, "application/pdf", report(self.reports[ref])
        return 404, HTML, b"<html><title>404 Not Found</title></html>"


def printed_minutes(found: SampleMeeting) -> bytes:
    """A meeting's printed minutes."""
    committee, when = found.committee, _long(found.date)
    lines: list[Line] = [
        (f"Minutes of the {committee.name} held on {when} at 7.00 pm in {found.place}", True, 0),
        (f"Present: {', '.join(committee.members)} ({committee.chair} in the Chair)", False, 0),
        ("In attendance: " + "; ".join(f"{name}, {role}" for name, role in committee.officers), False, 0),
    ]
    for item in found.items:
        lines.append((f"{item.number}. {item.title}", True, 0))
        lines += [(paragraph, False, 0) for paragraph in ([] if item.restricted else item.minutes)]
    lines.append(("The meeting closed at 8.40 pm.", False, 0))
    return pdf(f"{committee.name} - {when}", lines)


def report(item: SampleItem) -> bytes:
    """The report that hangs on an item: little more than a cover."""
    return pdf("Report", [(item.title, True, 0), (item.purpose, False, 0), ("Background papers: none.", False, 0)])


def _long(when: date) -> str:
    return f"{when:%A}, {when.day} {when:%B} {when.year}"


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, media_type, body = site.answer(self.path)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/" + body.decode())
                body = b""
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the log is the site's own."""

    return Handler
