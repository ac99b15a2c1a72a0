"""Addresses of ModernGov pages: canonical form, parameters in any case, and what a page should hold."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from models.vocabulary import DocumentKind, PageKind

# ASP.NET keeps sessions, and who has logged in, in the path where it may set no cookies: "/(S(24 letters))/".
SESSION = re.compile(r"/\((?:[A-Z]\([A-Za-z0-9_-]+\))+\)")
PAGE_SUFFIX = ".aspx"
# A page names the same address many times, and a crawl asks the same of it several times: as many are remembered.
REMEMBERED = 4096
CONTROLS = re.compile(r"[\x00-\x1f]+")
# Most links are such: relative, of letters in which there is nothing to resolve or to unquote, and but blanks to quote.
PLAIN_NAME = r"[\w~-][\w.~%()'!*,@&$+ -]*"
PLAIN_PAIR = r"[\w.~/:-]+=[\w.~/:-]*"
PLAIN = re.compile(
    rf"(?P<folder>(?:{PLAIN_NAME}/)*)(?P<name>{PLAIN_NAME}(?<! ))(?:\?(?P<query>{PLAIN_PAIR}(?:&{PLAIN_PAIR})*))?",
    re.ASCII,
)
PAGES: dict[str, PageKind] = {
    "mgcalendarmonthview": "calendar",
    "mgplanshome": "plans",
    "mglistplans": "plans",
    "mglistplanitems": "plans",
    "mglistcommittees": "committees",
    "mgcommitteestructure": "committees",
    "iedochome": "committees",
    "mgcommitteedetails": "committee",
    "ielistmeetings": "meetings",
    "ielistdocuments": "meeting",
    "mgai": "item",
    "ieissuedetails": "issue",
    "mgissuehistoryhome": "issue_history",
    "mgissuehistorychronology": "issue_history",
    "iedecisiondetails": "decision",
    "mgdelegateddecisions": "register",
    "mglistofficerdecisions": "register",
    "mgmeetingattendance": "attendance",
    "celistdocuments": "legacy",
    "mgreasonsrestricted": "restricted",
}
# Page names and parameters are the same in any case; these are the spellings that the sites themselves use most.
SPELLINGS = {
    name.lower(): name
    for name in (
        *("mgListCommittees", "mgCommitteeStructure", "ieDocHome", "mgCommitteeDetails", "ieListMeetings"),
        *("ieListDocuments", "mgAi", "ieIssueDetails", "mgIssueHistoryHome", "mgIssueHistoryChronology"),
        *("ieDecisionDetails", "mgDelegatedDecisions", "mgListOfficerDecisions", "mgMeetingAttendance"),
        *("CeListDocuments", "mgPlansHome", "mgListPlans", "mgListPlanItems", "mgConvert2PDF", "mgChooseDocPack"),
        "mgCalendarMonthView",
    )
}
PARAMETERS = {
    name.lower(): name
    for name in (
        *("ID", "CId", "MId", "IId", "AIId", "PlanId", "RPId", "Opt", "Ver", "Year", "Act", "D", "MD", "DR", "DF"),
        *("CommitteeId", "MeetingId", "SID", "F", "T", "CT", "LLL"),
    )
}
# Parameters that change nothing of what a page says.
IDLE = frozenset({"bcr", "xxr", "j", "$lo$", "txtonly"})
DOCUMENT = re.compile(r"documents/(?P<letter>[a-z])(?P<number>\d+)/", re.IGNORECASE)
CONVERTED = re.compile(r"mgConvert2PDF\.aspx\?(?:.*&)?ID=(?P<number>\d+)", re.IGNORECASE)
# The parameter `T` of a meeting's own papers: which of them it is, whatever the link says and in which language.
PAPERS: Mapping[str, DocumentKind] = {"0": "agenda", "1": "minutes", "2": "decisions", "9": "supplement", "10": "pack"}
KINDS: tuple[tuple[re.Pattern[str], DocumentKind], ...] = (
    (re.compile(r"draft minutes|cofnodion drafft", re.IGNORECASE), "draft_minutes"),
    (re.compile(r"(?:printed|public) minutes", re.IGNORECASE), "minutes"),
    (re.compile(r"(?:printed )?decisions?\b", re.IGNORECASE), "decisions"),
    (re.compile(r"reports? pack|document pack", re.IGNORECASE), "pack"),
    (re.compile(r"frontsheet|front sheet|^agenda", re.IGNORECASE), "agenda"),
    (re.compile(r"supplement|to follow|late", re.IGNORECASE), "supplement"),
)
# A report that is a list of what is to be done: the one kind of report that is read, because promises are kept in it.
ACTION_LOG = re.compile(
    r"\b(?:action|actions)\s+(?:log|list|tracker|sheet|schedule|register|record|monitor|points)s?\b"
    r"|\b(?:outstanding|matters arising|rolling)\s+actions?\b"
    r"|\b(?:recommendations?|resolutions?|decisions?)\s+tracker\b",
    re.IGNORECASE,
)
# What ACTION_LOG matches has one of these in it.
ACTION_LOG_SIGNS = ("action", "tracker")


def canonical(url: str) -> str:
    """Return one spelling for all addresses of a page: no session, no idle parameters, no fragment, quoted blanks,
    and the usual letters in the page's name and its parameters."""
    parts = urlsplit(SESSION.sub("", CONTROLS.sub("", url.strip())))
    folder, slash, name = parts.path.rpartition("/")
    pairs = _spelt_pairs(name, parse_qsl(parts.query, keep_blank_values=True))
    path = quote(folder + slash + _spelt_name(name), safe="/%()'!*,;:@&=+$~")
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, urlencode(pairs, safe="/:"), ""))


def _is_page(name: str) -> bool:
    return name.lower().endswith(PAGE_SUFFIX)


def _spelt_name(name: str) -> str:
    if not _is_page(name):
        return name
    stem = name[: -len(PAGE_SUFFIX)]
    return SPELLINGS.get(stem.lower(), stem) + PAGE_SUFFIX


def _spelt_pairs(name: str, pairs: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    """The parameters of a page of this name that are not idle."""
    is_page = _is_page(name)
    return [
        (PARAMETERS.get(key.lower(), key) if is_page else key, value) for key, value in pairs if not _idle(key, value)
    ]


def _idle(key: str, value: str) -> bool:
    if key.lower() == "lll":
        return value == "0"
    return key.lower() in IDLE


@lru_cache(REMEMBERED)
def joined(href: str, base: str) -> str:
    """Return the absolute canonical address of a link; blanks and line ends inside it are the site's habit."""
    plain = PLAIN.fullmatch(href)
    if plain is None:
        return canonical(urljoin(base, CONTROLS.sub("", href).strip()))
    folder, name, query = plain.group("folder", "name", "query")
    pairs = _spelt_pairs(name, (pair.split("=") for pair in query.split("&"))) if query else ()
    mark = "?" if pairs else ""
    path = (folder + _spelt_name(name)).replace(" ", "%20")
    return f"{_home(base)}{path}{mark}{'&'.join(map('='.join, pairs))}"


@lru_cache(REMEMBERED)
def _home(base: str) -> str:
    """The canonical form of the folder that relative links begin from."""
    return canonical(urljoin(base, "x")).removesuffix("x")


def parameter(url: str, *names: str) -> str | None:
    """Return a parameter's value by any of its names, in any case; None where the address has none of them."""
    if "?" not in url:
        return None
    values = _values(url)
    return next((values[name] for name in map(str.lower, names) if name in values), None)


@lru_cache(REMEMBERED)
def _values(url: str) -> Mapping[str, str]:
    """The parameters of an address by their names in lower case; of several with one name the first counts."""
    values: dict[str, str] = {}
    for key, value in parse_qsl(urlsplit(url.replace("&amp;", "&")).query):
        values.setdefault(key.lower(), value)
    return values


@lru_cache(REMEMBERED)
def page_kind(url: str) -> PageKind | None:
    """Return what page an address should hold, None where it is not a page that we read."""
    name = urlsplit(url).path.rsplit("/", 1)[-1].lower()
    return PAGES.get(name.removesuffix(PAGE_SUFFIX)) if name.endswith(PAGE_SUFFIX) else None


def is_supplement(url: str) -> bool:
    """Say whether an address is a page on which one supplement of an agenda is chosen."""
    return "mgchoosedocpack.aspx" in url.lower() and parameter(url, "SID") is not None


@lru_cache(REMEMBERED)
def document_ref(url: str) -> str | None:
    """Return a document's letter and number ("s1234"), None where the address is not a document's."""
    match = DOCUMENT.search(url)
    if match:
        return match["letter"].lower() + match["number"]
    converted = CONVERTED.search(url)
    if converted is None:
        return None
    # Older sites convert a meeting's own papers in the same way as a report: only those say which paper by `T`.
    return f"{'g' if parameter(url, 'T') in PAPERS else 's'}{converted['number']}"


def document_kind(title: str, url: str) -> DocumentKind:
    """Return what a document is, by its link's words and its address: reports hang on items, the rest on the
    meeting."""
    ref = document_ref(url) or ""
    if ref.startswith("s"):
        return "action_log" if _is_action_log(title) else "report"
    for pattern, kind in KINDS:
        if pattern.search(title):
            return kind
    if ref.startswith("b"):
        return "supplement"
    return PAPERS.get(parameter(url, "T") or "", "other") if ref.startswith("g") else "other"


def _is_action_log(title: str) -> bool:
    lower = title.lower()
    return any(sign in lower for sign in ACTION_LOG_SIGNS) and ACTION_LOG.search(title) is not None
