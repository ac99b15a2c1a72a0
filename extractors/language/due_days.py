"""What due words come to: from the match of a form and what is known of the meeting to the last day that they can mean.

Every function returns None where the words, the meeting's date and the committee's calendar settle no day.
"""

import datetime
import re
from collections.abc import Callable
from math import ceil

from extractors.language import calendar_dates as days
from extractors.language.due_parts import BODY, MONTH
from models.record import Context

Resolver = Callable[[re.Match[str], Context], datetime.date | None]

ONE_DAY = datetime.timedelta(days=1)
COUNTS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
COUNTS |= {"a": 1, "an": 1, "the": 1, "fourteen": 14, "eighteen": 18, "twenty": 20, "couple of": 2, "a couple of": 2}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
# Words of a body's name that any body may be called by.
OWN_NAMES = frozenset(
    {"the", "this", "committee", "sub", "panel", "board", "council", "forum", "group", "of", "and", "s"}
)
BEFORE = re.compile(r"before\b|prior to\b|ahead of\b|in advance of\b", re.IGNORECASE)


def unknown(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "as soon as possible": no day."""
    return None


def next_meeting(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "to the next meeting", which may be named by its day as well."""
    if match.groupdict().get("month") or match.groupdict().get("month_first"):
        return dated(match, context)
    if _names_another_body(match[0], context):
        return None
    return _following(context, 0)


def next_but_one(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "to the next meeting but one"."""
    return _following(context, 1)


def cycles(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "within two cycles": the second meeting from now."""
    count = _count(match["count"])
    return _following(context, count - 1) if count else None


def _following(context: Context, skip: int) -> datetime.date | None:
    """Return the next meeting of the calendar, or that after it; what the minutes themselves name comes first."""
    if context.next_date is not None and not skip:
        return context.next_date
    if context.meeting_date is None:
        return None
    later = days.meetings_after(context.calendar, context.meeting_date)
    return later[skip] if len(later) > skip else None


def _names_another_body(words: str, context: Context) -> bool:
    found = re.search(rf"\bof\s+(?:(?:the|this)\s+)?(?P<body>(?i:{BODY}))", words)
    if found is None:
        return False
    named, ours = (set(re.findall(r"[a-z]+", name.lower())) for name in (found["body"], context.committee or ""))
    return not named <= ours | OWN_NAMES


def before_meeting(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "before the next meeting": the day before it."""
    parts = match.groupdict()
    if parts.get("month") or parts.get("month_first"):
        found = _day_of(match, context)
    elif named := re.search(rf"\b(?P<month>{MONTH})\b", match[0], re.IGNORECASE):
        found = _month_meeting(days.MONTHS[named["month"].lower()], None, context)
    elif re.search(r"\b(?:next|our|its|following)\b", match[0], re.IGNORECASE):
        found = None if _names_another_body(match[0], context) else _following(context, 0)
    else:
        found = announced(match, context)
    return found - ONE_DAY if found else None


def announced(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "at the AGM", "in time for Cabinet": the day for which the same document announces that event."""
    words = set(re.findall(r"[a-z]+", match[0].lower()))
    found = {day for name, day in context.announced if set(name.split()) <= words}
    return found.pop() if len(found) == 1 else None


def dated(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "on 4 June", "before 4 June", "the weekend before 4 June"."""
    found = _day_of(match, context)
    if found is None:
        return None
    if re.search(r"\bweekend before\b", match[0], re.IGNORECASE):
        return found - datetime.timedelta(days=found.weekday() + 1)
    if weekday := re.match(r".*?\b(\w+day) before\b", match[0], re.IGNORECASE):
        number = days.WEEKDAYS.get(weekday[1].lower())
        return found - ONE_DAY * ((found.weekday() - number - 1) % 7 + 1) if number is not None else found - ONE_DAY
    if re.match(r"week before\b", match[0], re.IGNORECASE):
        return found - datetime.timedelta(days=7)
    return found - ONE_DAY if BEFORE.match(match[0]) else found


def _day_of(match: re.Match[str], context: Context) -> datetime.date | None:
    parts = match.groupdict()
    if parts.get("d2"):
        year = int(parts["y2"]) + (2000 if len(parts["y2"]) == 2 else 0)
        return days.day(year, int(parts["m2"]), int(parts["d2"])) if 1 <= int(parts["m2"]) <= 12 else None
    name = parts.get("month") or parts["month_first"]
    number, month = int(parts.get("day") or parts["day_second"]), days.MONTHS[name.lower()]
    year_words = parts.get("year") or parts.get("year_third") or parts.get("year_only")
    if year_words:
        return days.day(int(year_words), month, number)
    return days.day_after(context.meeting_date, month, number) if context.meeting_date else None


def day_of_month(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "by the 20th of this month"."""
    if context.meeting_date is None:
        return None
    first = days.add_months(context.meeting_date.replace(day=1), 1 if "next" in match[0].lower() else 0)
    return days.day(first.year, first.month, int(match["day"]))


def ordinal_weekday(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "on the first Tuesday in January 2021"."""
    month, number = days.MONTHS[match["month"].lower()], ORDINALS[match["ordinal"].lower()]
    weekday = days.WEEKDAYS[match["weekday"].lower()]
    if match["year"]:
        return days.weekday_of_month(int(match["year"]), month, weekday, number)
    if context.meeting_date is None:
        return None
    year = days.month_after(context.meeting_date, month).year
    return days.weekday_of_month(year, month, weekday, number)


def month(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "in June", "by the end of June 2028"; before a month is before its first day."""
    number, year = days.MONTHS[match["month"].lower()], match["year"]
    if year:
        end = days.month_end(int(year), number)
    elif context.meeting_date is None:
        return None
    else:
        end = days.month_after(context.meeting_date, number)
    if BEFORE.match(match[0]) and not re.search(r"\bend\b", match[0]):
        return end.replace(day=1) - ONE_DAY
    return end


def month_meeting(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "to the June meeting"."""
    year = match["year"]
    return _month_meeting(days.MONTHS[match["month"].lower()], int(year) if year else None, context)


def _month_meeting(number: int, year: int | None, context: Context) -> datetime.date | None:
    """Return the meeting in a month. One that no calendar has is held, at the latest, on the month's last day."""
    if context.meeting_date is None:
        return days.month_end(year, number) if year else None
    end = days.month_end(year, number) if year else days.month_after(context.meeting_date, number)
    told = {day for name, day in context.announced if "meeting" in name.split() and days.same_month(day, end)}
    return (
        days.meeting_in_month(context.calendar, context.meeting_date, end)
        or (told.pop() if len(told) == 1 else None)
        or (context.next_date if context.next_date and days.same_month(context.next_date, end) else None)
        or end
    )


def season(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "in the spring", "by the end of summer 2028"; before a season is before its first month."""
    name = match["season"].lower()
    if match["year"]:
        end = days.season_after(datetime.date.min, name, int(match["year"]))
    elif context.meeting_date is None:
        return None
    else:
        end = days.season_after(context.meeting_date, name)
    if BEFORE.match(match[0]) and not re.search(r"\bend\b", match[0]):
        before = days.add_months(end.replace(day=1), -2) - ONE_DAY
        return before if context.meeting_date is None or before > context.meeting_date else days.add_months(before, 12)
    return end


def quarter(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "in Q2", "in the third quarter of 2027/28": quarters of the financial year."""
    number = int(match["quarter"]) if match["quarter"] else QUARTERS[match["ordinal"].lower()]
    if match["year"]:
        return days.quarter_end(datetime.date.min, number, int(match["year"]))
    return days.quarter_end(context.meeting_date, number) if context.meeting_date else None


def year_end(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "in the New Year", "by the end of the financial year". Where another year begins in May no day is told: its
    last day is that of an election or an annual meeting."""
    words = match[0].lower()
    if match["year"]:
        return datetime.date(int(match["year"]) + 1, 3, 31) if "financial" in words else None
    if context.meeting_date is None or re.search(r"municipal|council|academic|school|civic|year[- ]end", words):
        return None
    if "new year" in words:
        return days.month_after(context.meeting_date, 1)
    later = 1 if "next" in words else 0
    if "financial" in words:
        end = days.month_after(context.meeting_date, 3)
        return end.replace(year=end.year + later)
    return datetime.date(context.meeting_date.year + later, 12, 31)


def year(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "by the end of 2029"."""
    return datetime.date(int(match["year"]), 12, 31)


def relative(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "within six weeks" of the meeting; of something else is no day, nor in school days, of which nobody tells."""
    behind = match.string[match.end() : match.end() + 16]
    if context.meeting_date is None or re.match(r"\s+(?:of|from|after)\s+(?!today|this)", behind):
        return None
    count = _count(match["count"])
    unit = re.sub(r"\s+", " ", match["unit"].lower()).rstrip("s'’")
    if count is None or unit.startswith("school"):
        return None
    if unit.startswith(("month", "year")):
        return days.add_months(context.meeting_date, count * (12 if unit.startswith("year") else 1))
    if unit.startswith("working"):
        return days.working_days_after(context.meeting_date, count)
    return context.meeting_date + ONE_DAY * count * {"week": 7, "fortnight": 14}.get(unit, 1)


def within_hours(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "within 48 hours" of the meeting: two days later."""
    return context.meeting_date + ONE_DAY * ceil(int(match["count"]) / 24) if context.meeting_date else None


def _count(words: str) -> int | None:
    word = re.sub(r"\s+", " ", words.lower())
    return int(word) if word.isdigit() else COUNTS.get(word)


def week_of(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "in the week commencing 6 October": the Friday of that week."""
    found = _day_of(match, context)
    return days.week_end(found) if found else None


def week(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "tomorrow", "that afternoon", "by the end of next week", "on Monday"."""
    if context.meeting_date is None:
        return None
    words = match[0].lower()
    if "weekend" in words:
        return days.next_weekday(context.meeting_date, days.SUNDAY)
    if re.search(r"tomorrow|next day|following (?:day|morning)|next morning|in the morning", words):
        return context.meeting_date + ONE_DAY
    if re.search(r"\b(?:that|this|the same|later that) (?:afternoon|evening|day|night)|today|tonight", words):
        return context.meeting_date
    weekday = next((number for name, number in days.WEEKDAYS.items() if name in words), None)
    if weekday is not None:
        return days.next_weekday(context.meeting_date, weekday)
    return days.week_end(context.meeting_date, 1 if re.search(r"next|following|coming", words) else 0)


def this_month(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "by the end of the month", "next month"."""
    if context.meeting_date is None:
        return None
    ahead = days.add_months(context.meeting_date.replace(day=1), 1 if "next" in match[0].lower() else 0)
    return days.month_end(ahead.year, ahead.month)


def named_day(match: re.Match[str], context: Context) -> datetime.date | None:
    """ "by Christmas", "before Easter", "on St Andrew's Day"."""
    if context.meeting_date is None:
        return None
    found = days.named_day_after(context.meeting_date, match["named"])
    return found - ONE_DAY if BEFORE.match(match[0]) else found


RESOLVERS: dict[str | None, Resolver] = {
    None: unknown,
    "next_meeting": next_meeting,
    "cycles": cycles,
    "week_of": week_of,
    "next_but_one": next_but_one,
    "before_meeting": before_meeting,
    "announced": announced,
    "dated": dated,
    "day_of_month": day_of_month,
    "ordinal_weekday": ordinal_weekday,
    "month": month,
    "month_meeting": month_meeting,
    "season": season,
    "quarter": quarter,
    "year_end": year_end,
    "year": year,
    "relative": relative,
    "within_hours": within_hours,
    "week": week,
    "this_month": this_month,
    "named_day": named_day,
}
