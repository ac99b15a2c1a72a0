"""When a promise is due: the words that say so, how they say it, and the last day that they can mean.

A small grammar of our own. dateparser, the usual choice, misses "within six weeks" and "by the end of March" and takes
a hundred times as long; it is the second opinion in the tests.
"""

import datetime
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.language import calendar_dates as days
from extractors.language.rules import FOLDER, BadRule
from models.record import Context, Due
from models.vocabulary import DUE_TYPES, DueType

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
YEAR = r"(?:19|20)\d\d"
DAY = (
    rf"(?:(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?\s+(?:of\s+)?(?P<month>{MONTH})\.?,?(?:\s+(?P<year>{YEAR}))?"
)
NUMERIC = r"(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>(?:20)?\d\d)"
NUMBER = (
    r"(?P<count>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|a\s+few|"
    r"the\s+next\s+few|few|couple\s+of|a\s+couple\s+of)"
)
UNIT = r"(?P<unit>working\s+days?|days?|weeks?|fortnights?|months?|years?)"
BODY = r"(?:[A-Z][\w'’&-]*(?:\s+(?:and|of|for|the|&)\s+|\s+)?){0,7}"
MEETING = (
    r"(?:meeting|session|cycle|round of meetings|Committee|Panel|Board|Cabinet|Council|Forum|Commission|agenda|sitting)"
)
COUNTS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
}
COUNTS |= {"a": 1, "an": 1, "twelve": 12, "fourteen": 14}

TRIGGER = re.compile(
    rf"\b(?:meeting|agenda|{MONTH}|next|by|before|within|prior|following|after|once|until|when|in\s+due|soon|shortly|"
    rf"urgen\w+"
    r"|asap|later|future|quarter\w*|annual\w*|monthly|weekly|regular\w*|year|yearly|spring|summer|autumn|winter|"
    r"easter|christmas"
    r"|tomorrow|week|weeks|month|months|days|outside|outwith|ahead|upon|forthcoming|immediately|each|every|twice|"
    r"week's|today"
    r"|on\s+receipt|subject\s+to|\d{1,2}/\d{1,2}|cabinet|date|time|moment|necessary|AGM|half|term|holidays|afternoon|evening|straight|q[1-4]|return|end)\b",
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

    Forms are tried from the most telling to the least; of one form the last stands nearest to the deed. Words before
    the offset `after` are only taken where a sentence begins with them ("By March, ...").
    """
    if not TRIGGER.search(words):
        return None
    for form in forms():
        found = [match for match in form.pattern.finditer(words) if not _is_past(words, match, context)]
        found = [match for match in found if match.start() >= after or match.start() < 3] or []
        if found:
            match = found[-1]
            date = form.resolve(match, context)
            # A day on which the committee meets is that meeting.
            type_ = "meeting" if form.type == "date" and date in context.calendar else form.type
            start, end = match.span("words") if "words" in match.groupdict() else match.span()
            return DueFound(start, end, Due(words[start:end].strip(" ,"), type_, date))
    return None


def _is_past(words: str, match: re.Match[str], context: Context) -> bool:
    """Dates that belong to something else: a document's date, a meeting that was held, a standard that is always
    kept."""
    if match[0].lstrip()[:1].isupper() and match.start() > 2 and match[0].split()[0] not in days.MONTH_NAMES:
        # "Looked After Children": a name, not a time.
        return True
    before = words[: match.start()].rstrip().lower()
    if re.search(
        r"(?:minutes of(?: the)?(?: meetings?)?(?: held)?|held|dated|meeting of|since|from|in force|always \w+)(?: "
        r"on| the)?$",
        before,
    ):
        return True
    found = re.search(YEAR, match[0])
    return bool(found and context.meeting_date and int(found[0]) < context.meeting_date.year)


@dataclass(frozen=True, slots=True)
class Form:
    """One way of saying when."""

    id: str
    type: DueType
    pattern: re.Pattern[str]
    resolve: Resolver
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


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
    if re.match(r"before\b(?!.*\bend\b)", match[0], re.IGNORECASE):
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
    end = days.season_after(context.meeting_date, match["season"].lower())
    if re.match(r"before\b(?!.*\bend\b)", match[0], re.IGNORECASE) and match["season"].lower() in days.THREE_MONTHS:
        # Before a season is before its first month.
        return days.add_months(end.replace(day=1), -2) - datetime.timedelta(days=1)
    return end


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
    return days.week_end(context.meeting_date, 1 if "next" in words or "following" in words else 0)


def _before_meeting(match: re.Match[str], context: Context) -> datetime.date | None:
    found = _next_meeting(match, context)
    return found - datetime.timedelta(days=1) if found else None


def _feast(match: re.Match[str], context: Context) -> datetime.date | None:
    """Christmas is a day; Easter moves, and no day is told for it."""
    if context.meeting_date is None or match["feast"].lower() == "easter":
        return None
    found = days.day_after(context.meeting_date, 12, 25)
    before = found is not None and match["lead"].lower() == "before"
    return found - datetime.timedelta(days=1) if found and before else found


def _year(match: re.Match[str], context: Context) -> datetime.date | None:
    return datetime.date(int(match["year"]), 12, 31)


RESOLVERS: dict[str | None, Resolver] = {
    None: _unknown,
    "next_meeting": _next_meeting,
    "before_meeting": _before_meeting,
    "dated": _dated,
    "month": _month,
    "month_meeting": _month_meeting,
    "season": _season,
    "quarter": _quarter,
    "year_end": _year_end,
    "relative": _relative,
    "week": _week,
    "feast": _feast,
    "year": _year,
}
PARTS = {
    "<DAY>": DAY,
    "<MONTH>": MONTH,
    "<YEAR>": YEAR,
    "<MEETING>": MEETING,
    "<BODY>": BODY,
    "<NUMBER>": NUMBER,
    "<UNIT>": UNIT,
    "<NUMERIC>": NUMERIC,
}


@cache
def forms() -> tuple[Form, ...]:
    """Return the ways of saying when, in the order in which they are tried, from data/rules/due.toml."""
    content = tomllib.loads((FOLDER / "due.toml").read_text("utf8"))
    return tuple(_form(entry) for entry in content["form"])


def _form(entry: Mapping[str, Any]) -> Form:
    unknown = set(entry) - {"id", "type", "resolve", "note", "pattern", "examples", "not_examples"}
    if unknown or entry["type"] not in DUE_TYPES or not entry["examples"] or not entry["not_examples"]:
        raise BadRule(f"due.toml: form {entry.get('id')!r} has unknown keys, a wrong type or no examples: {unknown}")
    pattern = entry["pattern"]
    for name, part in PARTS.items():
        pattern = pattern.replace(name, part)
    return Form(
        id=entry["id"],
        type=entry["type"],
        pattern=re.compile(pattern, re.IGNORECASE),
        resolve=RESOLVERS[entry.get("resolve")],
        examples=tuple(entry["examples"]),
        not_examples=tuple(entry["not_examples"]),
    )
