"""Addresses that a crawl of a ModernGov site asks for by itself; every other address comes from a page."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from extractors.sources.urls import SESSION

SERVICE = "mgWebService.asmx"
# Path prefixes under which councils run ModernGov on a shared host.
PREFIXES = (
    *("moderngov/", "democracy/", "Committees/", "meetings/", "ecminutes/", "internet/", "www2/", "localgov/"),
    *("DemocraticServices/", "committee-services/", "modern.gov/", "councilmeetings/", "CommitteeMinutes/"),
)
SERVICE_PATH = re.compile(r"/mgWebService", re.IGNORECASE)
_PAGE_NAME = (
    r"(?:ieDocHome|mgListCommittees|mgCommitteeStructure|mgCalendarMonthView|mgMemberIndex|mgDelegatedDecisions)"
)
_PAGE_LINK = re.compile(rf"""href\s*=\s*["']?(?P<address>[^"'\s>]*?){_PAGE_NAME}\.aspx""", re.IGNORECASE)


def bases(address: str) -> tuple[str, ...]:
    """Return the base URLs that an address can mean, the likeliest first, each with a slash at its end.

    Registers keep addresses with http long after their sites have left it, so that https is tried as well.
    """
    if "://" not in address:
        return tuple(dict.fromkeys(b for scheme in ("https", "http") for b in bases(f"{scheme}://{address}")[:1]))
    parts = urlsplit(address.strip())
    path = re.sub(r"/{2,}", "/", parts.path)
    path = SERVICE_PATH.split(path, maxsplit=1)[0]
    if ".aspx" in path.lower():
        path = path.rpartition("/")[0]
    folder = f"{parts.netloc}{path.rstrip('/')}/"
    others = ("https",) if parts.scheme == "http" else ()
    return tuple(f"{scheme}://{folder}" for scheme in (parts.scheme, *others))


def base_of(url: str) -> str:
    """Return the folder in which a page lies, without a cookieless session."""
    parts = urlsplit(without_session(url))
    folder = SERVICE_PATH.split(parts.path, maxsplit=1)[0] + "/"
    if folder == parts.path + "/":
        folder = parts.path[: parts.path.rfind("/") + 1]
    return f"{parts.scheme}://{parts.netloc}{folder or '/'}"


def base_in_page(markup: str, url: str) -> str | None:
    """Return the base that a council's landing page links to; None where it links to no ModernGov page."""
    match = _PAGE_LINK.search(markup)
    return base_of(urljoin(url, match["address"] + "ieDocHome.aspx")) if match else None


def without_session(url: str) -> str:
    """Take the cookieless ASP.NET session out of an address."""
    return SESSION.sub("", url)


def is_service(url: str) -> bool:
    """Say whether the web service answers at this address."""
    return SERVICE.lower() in url.lower()


@lru_cache(1024)
def family(url: str) -> str:
    """Return which part of a site an address belongs to: each can be refused while the others answer."""
    path = urlsplit(without_session(url)).path.lower()
    return "service" if is_service(url) else "documents" if "/documents/" in path else "pages"


def committees(base: str, *, service: bool) -> str:
    """Return the address of the list of committees."""
    return f"{base}{SERVICE}/GetCommittees" if service else f"{base}mgListCommittees.aspx"


def other_lists(base: str) -> tuple[str, ...]:
    """Return further lists of committees that pages have: they also name bodies that no longer meet."""
    return (f"{base}mgCommitteeStructure.aspx", f"{base}ieDocHome.aspx")


def plans(base: str) -> str:
    """Return the address of the forward plans."""
    return f"{base}mgPlansHome.aspx"


def meetings_of_year(base: str, year: int, committee: str = "0") -> str:
    """Return the service's address of the meetings of one municipal year; committee "0" means all."""
    first, last = date(year, 5, 1), date(year + 1, 4, 30)
    query = f"lCommitteeId={committee}&sFromDate={first:%d/%m/%Y}&sToDate={last:%d/%m/%Y}"
    return f"{base}{SERVICE}/GetMeetings?{query}"


def meeting_list(base: str, committee: str) -> str:
    """Return the address of a committee's list of meetings."""
    return f"{base}ieListMeetings.aspx?CommitteeId={committee}"


def meeting_page(base: str, meeting: str, committee: str | None) -> str:
    """Return the address of a meeting's page; the meeting's own id is enough."""
    body = f"CId={committee}&" if committee else ""
    return f"{base}ieListDocuments.aspx?{body}MId={meeting}&Ver=4"


def meeting_service(base: str, meeting: str) -> str:
    """Return the service's address of one meeting."""
    return f"{base}{SERVICE}/GetMeeting?lMeetingId={meeting}"


def attendance(base: str, meeting: str) -> str:
    """Return the address of a meeting's attendance."""
    return f"{base}mgMeetingAttendance.aspx?ID={meeting}"


def registers(base: str, since: date, until: date) -> Iterator[tuple[str, date]]:
    """Yield the registers of decisions month by month, with the month's last day: long windows lose decisions."""
    for day in _months(since, until):
        last = day.replace(day=monthrange(day.year, day.month)[1])
        window = f"{day:%d/%m/%Y}-{last:%d/%m/%Y}".replace("/", "%2f")
        yield f"{base}mgDelegatedDecisions.aspx?ACT=Find&RP=0&K=0&V=0&DM=0&HD=0&DS=2&DR={window}", last


def calendars(base: str, since: date, until: date) -> Iterator[str]:
    """Yield the calendars of all bodies' meetings month by month, the latest first."""
    for day in reversed(tuple(_months(since, until))):
        yield f"{base}mgCalendarMonthView.aspx?M={day.month}&DD={day.year}&CID=0&OT=&C=-1&MR=0"


def _months(since: date, until: date) -> Iterator[date]:
    """Yield the first day of each month that the two days touch or have between them."""
    day = since.replace(day=1)
    while day <= until:
        yield day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
