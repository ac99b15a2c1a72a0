"""A small invented council behind real HTTP on loopback, with its own truth, log and faults."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

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
    """What the site serves; tests change it between nights. `faults` answer first: path part -> reply."""

    committees: dict[int, str]
    sittings: dict[int, Sitting]
    prefix: str = ""
    service: int = 200
    pages: int = 200
    robots: str = "User-agent: *\nDisallow: /mgMember\n"
    faults: dict[str, Callable[[], Reply]] = field(default_factory=dict)
    log: list[tuple[float, str]] = field(default_factory=list)
    address: str = ""

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


@contextmanager
def serve(site: Council, host: str = "127.0.0.1") -> Iterator[Council]:
    handler = type("Handler", (CouncilHandler,), {"site": site})
    server = ThreadingHTTPServer((host, 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.address = f"http://{host}:{server.server_address[1]}/{site.prefix}"
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
        status, headers, body = self.reply()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass

    def reply(self) -> Reply:
        for part, fault in self.site.faults.items():
            if part in self.path:
                return fault()
        if self.path == "/robots.txt":
            return 200, {"Content-Type": "text/plain"}, self.site.robots.encode()
        parts = urlsplit(self.path)
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
            "ielistmeetings.aspx": page_meetings,
            "ielistdocuments.aspx": page_meeting,
            "mgai.aspx": page_item,
            "mgmeetingattendance.aspx": page_attendance,
            "mgdelegateddecisions.aspx": lambda site, query: ("Decisions", "<p>No decisions</p>"),
        }
        made = makers[name](self.site, query) if name in makers else None
        if made is None:
            return 302, {"Location": f"/{self.site.prefix}mgError.aspx"}, b""
        return 200, {"Content-Type": "text/html; charset=utf-8"}, skin(*made).encode()

    def document(self, name: str) -> Reply:
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


def page_meetings(site: Council, query: dict[str, str]) -> tuple[str, str]:
    ref = int(query["committeeid"])
    rows = sorted((s for s in site.sittings.values() if s.committee == ref), key=lambda s: s.day, reverse=True)
    start = int(query.get("d", "0"))
    shown = rows[start : start + 15]
    links = "".join(f'<li><a class="mgMeetingTableLnk" {_href(s)}>{_when(s)}</a>{_tail(s)}</li>' for s in shown)
    later = (
        f'<a class="mgTableNextLnk" href="ieListMeetings.aspx?CommitteeId={ref}&amp;Act=earlier&amp;D={start + 15}">'
    )
    more = f"{later}Earlier</a>" if start + 15 < len(rows) else ""
    head = f'<h2 class="mgSubTitleTxt">{site.committees[ref]}</h2>'
    return "Browse meetings", f'{head}{more}<ul class="mgNonBulletTableList">{links}</ul>'


def page_meeting(site: Council, query: dict[str, str]) -> tuple[str, str] | None:
    s = site.sittings.get(int(query["mid"]))
    if s is None:
        return None
    kind = {"": "Agenda", "draft": "Agenda and draft minutes", "minutes": "Agenda and minutes"}[s.minutes]
    name = "Printed draft minutes" if s.minutes == "draft" else "Printed minutes"
    link = f'<li><a href="documents/g{s.ref + 7}/{name} {s.day}.pdf?T=1">{name}</a></li>' if s.minutes else ""
    cut = f'<a href="mgAi.aspx?ID={s.item}">view the full minutes text for item 1.</a>'
    minutes = f'<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><p>{WORDS * 40}{cut}</p></div>'
    title = f"{site.committees[s.committee]} - {s.day:%A} {s.day.day} {s.day:%B %Y} 7.00 pm"
    status = ", CANCELLED" if s.status == "Cancelled" else ""
    return kind, (
        f'<h2 class="mgSubTitleTxt">{title}{status}</h2><ul class="mgActionList">{link}</ul><div class="mgContent">'
        '<table class="mgItemTable" id="mgItemTable"><tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">'
        f'<a name="AI{s.item}"></a>1.</p></td><td><p class="mgAiTitleTxt">Works &amp; plans</p>'
        f"{minutes if s.minutes else ''}</td></tr></table></div>"
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


def _tail(s: Sitting) -> str:
    if s.status == "Cancelled":
        return " - CANCELLED"
    return {"": " - Agenda", "draft": " - Agenda, Draft minutes", "minutes": " - Agenda, Minutes"}[s.minutes]


def _day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)
