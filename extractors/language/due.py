"""When a promise is due: the words that say so, how they say it, and the last day that they can mean.

A small grammar of our own. dateparser, the usual choice, misses "within six weeks" and "by the end of March" and takes a
hundred times as long; it is the second opinion in the tests.
"""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.language import calendar_dates as days
from models.record import Context, Due
from models.vocabulary import DueType

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
YEAR = r"(?:19|20)\d\d"
DAY = rf"(?:(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{MONTH})\.?,?(?:\s+(?P<year>{YEAR}))?"
NUMERIC = r"(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>(?:20)?\d\d)"
NUMBER = r"(?P<count>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|a\s+few|the\s+next\s+few|few|couple\s+of|a\s+couple\s+of)"
UNIT = r"(?P<unit>working\s+days?|days?|weeks?|fortnights?|months?|years?)"
BODY = r"(?:[A-Z][\w'’&-]*(?:\s+(?:and|of|for|the|&)\s+|\s+)?){0,7}"
MEETING = (
    r"(?:meeting|session|cycle|round of meetings|Committee|Panel|Board|Cabinet|Council|Forum|Commission|agenda|sitting)"
)
COUNTS = {word: number for number, word in enumerate("zero one two three four five six seven eight nine ten".split())}
COUNTS |= {"a": 1, "an": 1, "twelve": 12, "fourteen": 14}

TRIGGER = re.compile(
    rf"\b(?:meeting|agenda|{MONTH}|next|by|before|within|prior|following|after|once|until|when|in\s+due|soon|shortly|urgen\w+"
    r"|asap|later|future|quarter\w*|annual\w*|monthly|weekly|regular\w*|year|yearly|spring|summer|autumn|winter|easter|christmas"
    r"|tomorrow|week|weeks|month|months|days|outside|outwith|ahead|upon|forthcoming|immediately|each|every|twice|week's|today"
    r"|on\s+receipt|subject\s+to|\d{1,2}/\d{1,2}|cabinet|date|time|moment|necessary)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DueFound:
    """Due words in a sentence: offsets into the sentence, and what they mean."""

    start: int
    end: int
    due: Due


Resolver = Callable[[re.Match[str], Context], datetime.date | None]


def find_due(words: str, context: Context, *, after: int = 0) -> DueFound | None:
    """Return the due words of one sentence, None where it names no time for what is to be done.

    Forms are tried from the most telling to the least; of one form the last stands nearest to the deed. Words before the
    offset `after` are only taken where a sentence begins with them ("By March, ...").
    """
    if not TRIGGER.search(words):
        return None
    for form in FORMS:
        found = [match for match in form.pattern.finditer(words) if not _is_past(words, match, context)]
        found = [match for match in found if match.start() >= after or match.start() < 3] or []
        if found:
            match = found[-1]
            return DueFound(
                match.start(), match.end(), Due(match[0].strip(" ,"), form.type, form.resolve(match, context))
            )
    return None


def _is_past(words: str, match: re.Match[str], context: Context) -> bool:
    """Dates that belong to something else: a document's date, a meeting that was held, a standard that is always kept."""
    if match[0].lstrip()[:1].isupper() and match.start() > 2 and match[0].split()[0] not in days.MONTH_NAMES:
        # "Looked After Children": a name, not a time.
        return True
    before = words[: match.start()].rstrip().lower()
    if re.search(
        r"(?:minutes of(?: the)?(?: meetings?)?(?: held)?|held|dated|meeting of|since|from|published|received|in force|always \w+)(?: on| the)?$",
        before,
    ):
        return True
    found = re.search(YEAR, match[0])
    return bool(found and context.meeting_date and int(found[0]) < context.meeting_date.year)


@dataclass(frozen=True, slots=True)
class Form:
    """One way of saying when."""

    type: DueType
    pattern: re.Pattern[str]
    resolve: Resolver


def _unknown(match: re.Match[str], context: Context) -> datetime.date | None:
    return None


def _next_meeting(match: re.Match[str], context: Context) -> datetime.date | None:
    if context.next_date is not None:
        return context.next_date
    if context.meeting_date is None or _names_another_body(match[0], context):
        return None
    later = days.meetings_after(context.calendar, context.meeting_date)
    skip = 1 if re.search(r"next but one|after next", match[0], re.IGNORECASE) else 0
    return later[skip] if len(later) > skip else None


def _names_another_body(words: str, context: Context) -> bool:
    found = re.search(rf"\bof\s+(?:the\s+)?({BODY})", words)
    if found is None or not found[1].strip() or context.committee is None:
        return False
    named, ours = (set(re.findall(r"[a-z]+", name.lower())) for name in (found[1], context.committee))
    return not named <= ours | {"the", "committee", "panel", "board", "of", "and", "s"}


def _dated(match: re.Match[str], context: Context) -> datetime.date | None:
    parts = match.groupdict()
    if parts.get("d2"):
        year = int(parts["y2"]) + (2000 if len(parts["y2"]) == 2 else 0)
        return days.day(year, int(parts["m2"]), int(parts["d2"])) if 1 <= int(parts["m2"]) <= 12 else None
    month = days.MONTHS[parts["month"].lower()]
    found = None
    if parts.get("year"):
        found = days.day(int(parts["year"]), month, int(parts["day"]))
    elif context.meeting_date is not None:
        found = days.day_after(context.meeting_date, month, int(parts["day"]))
    if found is not None and re.match(r"before\b", match[0], re.IGNORECASE):
        return found - datetime.timedelta(days=1)
    return found


def _month(match: re.Match[str], context: Context) -> datetime.date | None:
    month, year = days.MONTHS[match["month"].lower()], match.groupdict().get("year")
    if year:
        end = days.month_end(int(year), month)
    elif context.meeting_date is None:
        return None
    else:
        end = days.month_after(context.meeting_date, month)
    if re.match(r"before\b", match[0], re.IGNORECASE):
        return end.replace(day=1) - datetime.timedelta(days=1)
    return end


def _month_meeting(match: re.Match[str], context: Context) -> datetime.date | None:
    if context.meeting_date is None:
        return None
    year = match.groupdict().get("year")
    month = days.MONTHS[match["month"].lower()]
    found = days.meeting_in_month(context.calendar, context.meeting_date, month, int(year) if year else None)
    # A meeting that the calendar does not have yet is held, at the latest, on the month's last day.
    return found or (days.month_end(int(year), month) if year else days.month_after(context.meeting_date, month))


def _season(match: re.Match[str], context: Context) -> datetime.date | None:
    if match.groupdict().get("year"):
        return days.season_after(datetime.date.min, match["season"].lower(), int(match["year"]))
    if context.meeting_date is None:
        return None
    return days.season_after(context.meeting_date, match["season"].lower())


def _quarter(match: re.Match[str], context: Context) -> datetime.date | None:
    if context.meeting_date is None:
        return None
    return days.quarter_end(context.meeting_date, int(match["quarter"]))


def _year_end(match: re.Match[str], context: Context) -> datetime.date | None:
    if context.meeting_date is None:
        return None
    words = match[0].lower()
    if "new year" in words:
        return days.month_after(context.meeting_date, 1)
    if "financial" in words:
        return days.month_after(context.meeting_date, 3)
    if "municipal" in words or "council year" in words:
        return days.month_after(context.meeting_date, 5)
    if "calendar" in words or "of the year" in words or "this year" in words:
        return datetime.date(context.meeting_date.year, 12, 31)
    return None


def _relative(match: re.Match[str], context: Context) -> datetime.date | None:
    if context.meeting_date is None or re.search(
        r"\bof\s+(?:receipt|the)\b", match.string[match.end() : match.end() + 16]
    ):
        return None
    word = re.sub(r"\s+", " ", match["count"].lower())
    count = int(word) if word.isdigit() else COUNTS.get(word)
    if count is None:
        return None
    unit = match["unit"].lower().rstrip("s'’")
    if unit.startswith("month"):
        return days.add_months(context.meeting_date, count)
    if unit.startswith("year"):
        return days.add_months(context.meeting_date, 12 * count)
    length = {"week": 7, "fortnight": 14}.get(unit, 1)
    return None if unit.startswith("working") else context.meeting_date + datetime.timedelta(days=length * count)


def _week(match: re.Match[str], context: Context) -> datetime.date | None:
    if context.meeting_date is None:
        return None
    words = match[0].lower()
    if "tomorrow" in words or "next day" in words or "following day" in words:
        return context.meeting_date + datetime.timedelta(days=1)
    if "month" in words:
        ahead = days.add_months(context.meeting_date.replace(day=1), 1 if "next" in words else 0)
        return days.month_end(ahead.year, ahead.month)
    weekday = next((number for name, number in days.WEEKDAYS.items() if name in words), None)
    if weekday is not None:
        return days.next_weekday(context.meeting_date, weekday)
    return days.week_end(context.meeting_date, 1 if "next" in words else 0)


def _form(type_: DueType, words: str, resolve: Resolver = _unknown) -> Form:
    return Form(type_, re.compile(words, re.IGNORECASE), resolve)


def _forms() -> Iterator[Form]:
    lead = r"(?:(?:to|at|for|by|in|on|from|before|until|till|into)\s+)?"
    yield _form(
        "event",
        rf"\b(?:before|prior\s+to|ahead\s+of|in\s+advance\s+of)\s+(?:the|its|our|their|this)?\s*(?:next|{MONTH}|following|full)?\s*(?:[\w'’]+\s+){{0,4}}?{MEETING}\b",
    )
    yield _form(
        "meeting",
        rf"\b{lead}(?:the\s+|its\s+|their\s+|our\s+)?(?:[\w'’-]+\s+){{0,6}}?(?:{MEETING})(?:\s+(?:to\s+be\s+held|taking\s+place|scheduled|due\s+to\s+be\s+held))?(?:\s+of\s+(?:the\s+)?{BODY})?\s+(?:on|of|in|for)\s+(?:the\s+)?{DAY}",
        _dated,
    )
    yield _form("meeting", rf"\b{lead}(?:the\s+)?{DAY}(?:\s+[\w'’-]+){{0,4}}?\s+{MEETING}\b", _dated)
    yield _form(
        "next_meeting",
        rf"\b{lead}(?:the|its|their|our|this|a)?\s*(?:next|following|subsequent)\s+(?:(?:ordinary|scheduled|available|full|formal|quarterly|monthly|public|regular|Community|Parish|Town|CC|PC|[A-Z]\w+)\s+){{0,5}}?(?:meetings?|session|cycle|agenda)(?:\s+(?:but\s+one|agenda|cycle))?(?:\s+of\s+(?:the\s+|this\s+)?{BODY})?",
        _next_meeting,
    )
    yield _form(
        "next_meeting",
        rf"\b(?:to|at|for|in)\s+(?:the\s+)?next\s+(?:{MEETING})\b|\bnext\s+time\b|\bmeeting\s+after\s+next\b",
        _next_meeting,
    )
    yield _form(
        "meeting",
        rf"\b{lead}(?:the\s+|its\s+|their\s+|our\s+)?(?P<month>{MONTH})(?:\s+(?P<year>{YEAR}))?(?:\s+[\w'’-]+){{0,3}}?\s+{MEETING}\b",
        _month_meeting,
    )
    yield _form(
        "meeting",
        rf"\b{lead}(?:the\s+|its\s+|their\s+|our\s+)?{MEETING}\s+(?:in|of|for)\s+(?:early\s+|late\s+)?(?P<month>{MONTH})(?:\s+(?P<year>{YEAR}))?\b",
        _month_meeting,
    )
    yield _form(
        "open",
        rf"\b(?:to|at|for|in|on)?\s*(?:a|any|some)\s+(?:future|later|subsequent|forthcoming|further)\s+(?:(?:[\w'’-]+\s+){{0,3}}?(?:meetings?|dates?|agenda|time|occasion|session|stage|point))(?:\s+of\s+(?:the\s+)?{BODY})?",
    )
    yield _form(
        "recurring",
        r"\b(?:at|to|for|in)\s+(?:each|every|all\s+future|future)\s+(?:[\w'’-]+\s+){0,3}?(?:meetings?|reports?|minutes|agendas?|year|month|quarter)\b|\b(?:every|each)\s+(?:\w+\s+)?(?:weeks?|months?|quarters?|years?|meetings?)\b|\b(?:on\s+(?:a|an)\s+)?(?:weekly|monthly|quarterly|annual(?:ly)?|six-monthly|half-yearly|yearly|regular|bi-monthly)\s+(?:basis|updates?|reports?|intervals?|briefings?)\b|\b(?:monthly|quarterly|annually|regularly|fortnightly|twice\s+(?:a|each)\s+year|in\s+(?:the\s+)?future|from\s+now\s+on|going\s+forward|in\s+future)\b",
    )
    yield _form(
        "event",
        r"\b(?:once|when|as\s+soon\s+as|until|upon|on\s+receipt\s+of|on\s+completion\s+of|following|after|subject\s+to|pending|prior\s+to|in\s+advance\s+of|ahead\s+of|before|in\s+time\s+for)\s+(?!which\b|that\b|discussion\b|a\s+discussion\b|consideration\b|debate\b|questions?\b|possible\b|the\s+meeting\b|this\s+meeting\b|the\s+end\b|(?:\d|end\b|asked|questioned|appropriate|necessary|required|"
        + MONTH
        + r"\b))(?:[\w'’£%-]+[ ,]?\s*){1,9}?(?=[.;,]|$|\s+and\b)",
    )
    yield _form(
        "after_meeting", r"\b(?:after|following|outside(?:\s+of)?|outwith)\s+(?:of\s+)?(?:the|this|today's)\s+meeting\b"
    )
    yield _form(
        "date",
        rf"\b(?:by|on|before|until|not\s+later\s+than|no\s+later\s+than|for|till)\s+(?:the\s+)?(?:{DAY}|{NUMERIC})",
        _dated,
    )
    yield _form(
        "period",
        rf"\b(?:by|before|at|in|for|towards)?\s*(?:the\s+)?end\s+of\s+(?:the\s+month\s+of\s+)?(?P<month>{MONTH})(?:\s+(?P<year>{YEAR}))?\b",
        _month,
    )
    yield _form(
        "period",
        rf"\b(?:in|by|before|during|for|until|since|around|later\s+in|this|next)\s+(?:early\s+|late\s+|mid-?\s?|the\s+beginning\s+of\s+|the\s+start\s+of\s+)?(?P<month>{MONTH})(?:\s+(?P<year>{YEAR}))?\b",
        _month,
    )
    yield _form(
        "period",
        rf"\b(?:in|by|before|during|for|until|this|next|over|later\s+in|at)\s+(?:the\s+)?(?:end\s+of\s+(?:the\s+)?)?(?:early\s+|late\s+|coming\s+|new\s+)?(?P<season>spring|summer|autumn|winter|easter|christmas)(?:\s+(?P<year>{YEAR}))?\b",
        _season,
    )
    yield _form(
        "period", r"\b(?:in|by|during|for)\s+(?:the\s+)?(?:end\s+of\s+)?(?:Q|quarter\s+)(?P<quarter>[1-4])\b", _quarter
    )
    yield _form(
        "period",
        r"\b(?:in|by|before|during|for|at|within|of)\s+(?:the\s+)?(?:end\s+of\s+)?(?:the\s+|this\s+|next\s+|current\s+|new\s+)*(?:financial|municipal|calendar|council|academic|school)?\s*(?:new\s+)?year(?:\s+end)?\b",
        _year_end,
    )
    yield _form(
        "relative",
        rf"\b(?:with)?in\s+(?:the\s+next\s+|about\s+|around\s+|approximately\s+|a\s+further\s+)?{NUMBER}\s+{UNIT}['’]?(?:\s+time)?\b",
        _relative,
    )
    yield _form(
        "relative",
        r"\b(?:by\s+|before\s+|at\s+)?(?:the\s+)?(?:end\s+of\s+(?:the|this|next)\s+(?:week|month)|later\s+(?:in\s+)?(?:the|this|that)\s+(?:week|month)|(?:this|next)\s+(?:week|month)|(?:in\s+)?the\s+(?:coming|following)\s+week|tomorrow|(?:the\s+)?(?:next|following)\s+day)\b|\b(?:by|on|before)\s+(?:Monday|Tuesday|Wednesday|Thursday|Friday)\b",
        _week,
    )
    yield _form(
        "soon",
        r"\bas\s+soon\s+as\s+(?:possible|practicable|practical|it\s+can)|\b(?:shortly|urgently|immediately|straight\s+away|asap|at\s+once|without\s+delay|forthwith|soon|promptly|at\s+the\s+earliest\s+opportunity|as\s+a\s+matter\s+of\s+urgency|in\s+the\s+near\s+future|very\s+soon|imminently|in\s+the\s+(?:next|coming)\s+few\s+(?:days|weeks))\b",
    )
    yield _form(
        "open",
        r"\bin\s+due\s+course|\b(?:at\s+(?:a|some)\s+later\s+(?:date|time|stage)|in\s+the\s+(?:coming|forthcoming)\s+months|when\s+(?:appropriate|available|necessary|possible)|at\s+the\s+appropriate\s+time|later\s+in\s+the\s+year|at\s+a\s+later\s+date|later\s+on)\b",
    )


FORMS: tuple[Form, ...] = tuple(_forms())
