"""A small invented council behind real HTTP on loopback, with its own truth, log and faults."""

import datetime
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import council_papers
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

WORDS = "Members heard from the highways team about the drainage works at the lower bridge. "
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF "
Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Sitting:
    ref: int
    committee: int
    day: date
    status: str = "Confirmed"
    minutes: str = "minutes"
    text: str = "It was agreed that the plan be noted."
    file: bytes = PDF

    @property
    def item(self) -> int:
        return self.ref * 10 + 1


@dataclass
class Council:
    """What the site serves; tests change it between nights. `faults` answer first: path part -> reply; `typed`
    are words about a meeting that staff put on its pages, of which the service knows nothing."""

    committees: dict[int, str]
    sittings: dict[int, Sitting]
    prefix: str = ""
    service: int = 200
    pages: int = 200
    robots: str = "User-agent: *\nDisallow: /mgMember\n"
    whole: bool = False
    sessions: bool = False
    cookies: bool = False
    expired: dict[int, str] = field(default_factory=dict)
    typed: dict[int, str] = field(default_factory=dict)
    faults: dict[str, Callable[[], Reply]] = field(default_factory=dict)
    drips: set[str] = field(default_factory=set)
    log: list[tuple[float, str]] = field(default_factory=list)
    turned_away: list[str] = field(default_factory=list)
    address: str = ""
    agents: set[str] = field(default_factory=set)
    most_at_once: int = 0
    _at_once: int = 0
    _counting: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Count the requests that are answered at the same time."""
        with self._counting:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            yield
        finally:
            with self._counting:
                self._at_once -= 1

    def asked(self, part: str = "") -> list[str]:
        return [path for _, path in self.log if part in path]


def council(committees: int, meetings: int, last: date, *, step: int = 30) -> Council:
    names = {100 + n: f"Committee {n}" for n in range(committees)}
    sittings = [
        Sitting(1000 + n * meetings + m, 100 + n, last - timedelta(days=3 + n % 5 + step * m))
        for n in range(committees)
        for m in range(meetings)
    ]
    return Council(names, {s.ref: s for s in sittings})


def self_signed(folder: Path) -> Path:
    """Make a certificate that nobody vouches for, with its key, in one file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), start)
    builder = builder.not_valid_after(start + timedelta(days=36500)).add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
    )
    encoding = serialization.Encoding.PEM
    secret = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "certificate.pem"
    path.write_bytes(secret + builder.sign(key, hashes.SHA256()).public_bytes(encoding))
    return path


class QuietServer(ThreadingHTTPServer):
    """Says nothing of clients that went away: a crawl that gives up does."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def serve(site: Council, host: str = "127.0.0.1", *, certificate: Path | None = None) -> Iterator[Council]:
    handler = type("Handler", (CouncilHandler,), {"site": site})
    server = QuietServer((host, 0), handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.address = f"{'https' if certificate else 'http'}://{host}:{server.server_address[1]}/{site.prefix}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class CouncilHandler(BaseHTTPRequestHandler):
    site: Council
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        self.site.log.append((time.monotonic(), self.path))
        self.site.agents.add(self.headers.get("User-Agent", ""))
        with self.site.answering():
            status, headers, body = self.reply()
            self.answer(status, headers, body)

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if any(part in self.path for part in self.site.drips):
            self.drip(body)
        self.wfile.write(body)

    def drip(self, body: bytes) -> None:
        """Send a byte now and then: each one keeps the connection alive."""
        for byte in body:
            try:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.2)

    def log_message(self, *_: object) -> None:
        pass

    def reply(self) -> Reply:
        for part, fault in self.site.faults.items():
            if part in self.path:
                return fault()
        if self.path == "/robots.txt":
            return 200, {"Content-Type": "text/plain"}, self.site.robots.encode()
        if self.site.sessions and not self.path.startswith(council_papers.SESSION):
            self.site.turned_away.append(self.path)
            return 302, {"Location": council_papers.SESSION + self.path}, b""
        if self.site.cookies and "seen=1" not in self.headers.get("Cookie", ""):
            self.site.turned_away.append(self.path)
            return 302, {"Location": self.path, "Set-Cookie": "seen=1; path=/; HttpOnly"}, b""
        parts = urlsplit(self.path.removeprefix(council_papers.SESSION))
        if not parts.path.startswith(f"/{self.site.prefix}"):
            return 404, {}, b"<html><h1>Not found</h1></html>"
        name = parts.path.removeprefix(f"/{self.site.prefix}").lower()
        query = {k.lower(): v[0] for k, v in parse_qs(parts.query).items()}
        if name.startswith("mgwebservice.asmx/"):
            return self.service(name.split("/")[1], query)
        if self.site.pages != 200:
            return self.site.pages, {}, b"<html><h1>Forbidden</h1></html>"
        return self.page(name, query)

    def service(self, name: str, query: dict[str, str]) -> Reply:
        if self.site.service != 200:
            return self.site.service, {}, b"<html><h1>Server error</h1></html>"
        answers = {"getcommittees": service_committees, "getmeetings": service_meetings, "getmeeting": service_meeting}
        body = '<?xml version="1.0" encoding="utf-8"?>\r\n' + answers[name](self.site, query)
        return 200, {"Content-Type": "text/xml; charset=utf-8"}, body.encode()

    def page(self, name: str, query: dict[str, str]) -> Reply:
        if name.startswith("documents/"):
            return self.document(name)
        makers = {
            "": lambda site, query: ("Home", '<a href="ieDocHome.aspx?bcr=1">Meetings</a>'),
            "mglistcommittees.aspx": page_committees,
            "mgcommitteestructure.aspx": page_all_committees,
            "ielistmeetings.aspx": page_meetings,
            "ielistdocuments.aspx": page_meeting,
            "mgai.aspx": page_item,
            "mgmeetingattendance.aspx": page_attendance,
            "mgdelegateddecisions.aspx": lambda site, query: ("Decisions", "<p>No decisions</p>"),
        }
        made = council_papers.page(name, query) if self.site.whole else None
        if made is None and name in makers:
            made = makers[name](self.site, query)
        if made is None:
            return 302, {"Location": f"/{self.site.prefix}mgError.aspx"}, b""
        return 200, {"Content-Type": "text/html; charset=utf-8"}, skin(*made).encode()

    def document(self, name: str) -> Reply:
        if self.site.whole and not name.startswith("documents/g"):
            return 200, {"Content-Type": "application/pdf"}, PDF
        sitting = self.site.sittings.get(int(name.split("/")[1][1:]) - 7)
        if sitting is None:
            return 404, {}, b""
        tag = f'"{hash(sitting.file) & 0xFFFFFF:x}"'
        headers = {"Content-Type": "application/pdf", "ETag": tag}
        same = self.headers.get("If-None-Match") == tag
        return (304, {"ETag": tag}, b"") if same else (200, headers, sitting.file)


def skin(heading: str, content: str) -> str:
    """The council's own menu changes with every answer; what ModernGov fills in does not."""
    clock = f"<p>{time.monotonic()}</p>"
    return (
        f'<html><head><title>{heading}</title></head><body><div class="menu">{clock}</div><div id="modgov">'
        f'<div class="mgHeader"><h1 class="mgMainTitleTxt">{heading}</h1></div>{content}</div></body></html>'
    )


def service_committees(site: Council, query: dict[str, str]) -> str:
    rows = "".join(
        f"<committee><committeeid>{ref}</committeeid><committeetitle>{name}</committeetitle>"
        "<committeedeleted>False</committeedeleted><committeeexpired>False</committeeexpired></committee>"
        for ref, name in site.committees.items()
    )
    return f"<committees><committeescount> {len(site.committees)}</committeescount>{rows}</committees>"


def service_meetings(site: Council, query: dict[str, str]) -> str:
    first, last = (_day(query[name]) for name in ("sfromdate", "stodate"))
    found = [s for s in site.sittings.values() if first <= s.day <= last]
    wanted = [c for c in site.committees if query["lcommitteeid"] in ("0", str(c))]
    rows = "".join(
        f"<committee><committeeid>{c}</committeeid><committeetitle>{site.committees[c]}</committeetitle>"
        f"<committeemeetings>{''.join(_listed(s) for s in found if s.committee == c)}</committeemeetings></committee>"
        for c in wanted
    )
    return f"<getmeetings><meetingscount> {len(found)}</meetingscount>{rows}</getmeetings>"


def service_meeting(site: Council, query: dict[str, str]) -> str:
    sitting = site.sittings.get(int(query["lmeetingid"]))
    if sitting is None:
        return "<meeting>\n</meeting>"
    body = escape(f"<p>{WORDS * 60}</p><p>{sitting.text}</p>") if sitting.minutes else "\n  "
    return (
        f"<meeting>{_listed(sitting)[9:-10]}<minutepublished>{bool(sitting.minutes)}</minutepublished><agendaitems>"
        f"<agendaitem><agendaitemid>{sitting.item}</agendaitemid><agendaitemtitle>Works &amp;amp; plans"
        f"</agendaitemtitle><minutesnonemptyhtmlbody>{body}</minutesnonemptyhtmlbody></agendaitem>"
        "</agendaitems><attendees>\n</attendees></meeting>"
    )


def _listed(s: Sitting) -> str:
    return (
        f"<meeting><meetingid>{s.ref}</meetingid><meetingdate>{s.day:%d/%m/%Y}</meetingdate>"
        f"<meetingstatus>{s.status}</meetingstatus><meetingtime>7.00 pm</meetingtime></meeting>"
    )


def page_committees(site: Council, query: dict[str, str]) -> tuple[str, str]:
    rows = "".join(f'<li><a href="mgCommitteeDetails.aspx?ID={r}">{n}</a></li>' for r, n in site.committees.items())
    return "Committees", f'<ul class="mgBulletList">{rows}</ul>'


def page_all_committees(site: Council, query: dict[str, str]) -> tuple[str, str] | None:
    everyone = site.committees | site.expired
    return page_committees(Council(everyone, {}), query) if site.expired else None


def page_meetings(site: Council, query: dict[str, str]) -> tuple[str, str]:
    ref = int(query["committeeid"])
    rows = sorted((s for s in site.sittings.values() if s.committee == ref), key=lambda s: s.day, reverse=True)
    start = int(query.get("d", "0"))
    shown = rows[start : start + 15]
    links = "".join(f'<li><a class="mgMeetingTableLnk" {_href(s)}>{_when(s)}</a>{_tail(site, s)}</li>' for s in shown)
    later = (
        f'<a class="mgTableNextLnk" href="ieListMeetings.aspx?CommitteeId={ref}&amp;Act=earlier&amp;D={start + 15}">'
    )
    more = f"{later}Earlier</a>" if start + 15 < len(rows) else ""
    old = council_papers.LEGACY_ROW if site.whole and ref == 100 else ""
    head = f'<h2 class="mgSubTitleTxt">{(site.committees | site.expired)[ref]}</h2>'
    return "Browse meetings", f'{head}{more}<ul class="mgNonBulletTableList">{links}{old}</ul>'


def page_meeting(site: Council, query: dict[str, str]) -> tuple[str, str] | None:
    s = site.sittings.get(int(query["mid"]))
    if s is None:
        return None
    kind = {"": "Agenda", "draft": "Agenda and draft minutes", "minutes": "Agenda and minutes"}[s.minutes]
    name = "Printed draft minutes" if s.minutes == "draft" else "Printed minutes"
    link = f'<li><a href="documents/g{s.ref + 7}/{name} {s.day}.pdf?T=1">{name}</a></li>' if s.minutes else ""
    cut = f'<a href="mgAi.aspx?ID={s.item}">view the full minutes text for item 1.</a>'
    minutes = f'<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><p>{WORDS * 40}{cut}</p></div>'
    extra = (council_papers.links(s), council_papers.rows(s)) if site.whole else ("", "")
    title = f"{(site.committees | site.expired)[s.committee]} - {s.day:%A} {s.day.day} {s.day:%B %Y} 7.00 pm"
    status = ", CANCELLED" if s.status == "Cancelled" else f", {site.typed[s.ref]}" if s.ref in site.typed else ""
    head = f'<h2 class="mgSubTitleTxt">{title}{status}</h2><ul class="mgActionList">{link}{extra[0]}</ul>'
    return kind, (
        f'{head}<div class="mgContent"><table class="mgItemTable" id="mgItemTable"><tr>'
        '<td class="mgItemNumberCell"><p class="mgAiTitleTxt">'
        f'<a name="AI{s.item}"></a>1.</p></td><td><p class="mgAiTitleTxt">Works &amp; plans</p>'
        f"{minutes if s.minutes else ''}</td></tr>{extra[1]}</table></div>"
    )


def page_item(site: Council, query: dict[str, str]) -> tuple[str, str] | None:
    s = site.sittings.get((int(query["id"]) - 1) // 10)
    if s is None:
        return None
    body = f'<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><p>{WORDS * 60}</p><p>{s.text}</p></div>'
    return "Agenda item", f'<h2 class="mgSubTitleTxt">Works &amp; plans</h2><div class="mgContent">{body}</div>'


def page_attendance(site: Council, query: dict[str, str]) -> tuple[str, str]:
    row = "<tr><td>Councillor Ada Brook</td><td>Chair</td><td>Present</td></tr>"
    return "Meeting attendance", f'<table summary="Table of meeting attendance"><tbody>{row}</tbody></table>'


def _href(s: Sitting) -> str:
    return f'href="ieListDocuments.aspx?CId={s.committee}&amp;MId={s.ref}&amp;Ver=4"'


def _when(s: Sitting) -> str:
    return f"{s.day.day} {s.day:%b %Y}&nbsp;7.00 pm"


def _tail(site: Council, s: Sitting) -> str:
    if s.ref in site.typed:
        return f" - {site.typed[s.ref]}"
    if s.status == "Cancelled":
        return " - CANCELLED"
    return {"": " - Agenda", "draft": " - Agenda, Draft minutes", "minutes": " - Agenda, Minutes"}[s.minutes]


def _day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)
