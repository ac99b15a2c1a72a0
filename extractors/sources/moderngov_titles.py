"""Titles and dates as ModernGov writes them: "Planning Committee - Thursday, 9th October 2014 10.00 am, CANCELLED"."""

import datetime
import re

from models.vocabulary import MeetingStatus, MinutesStatus

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january ionawr", "february chwefror", "march mawrth", "april ebrill", "may mai", "june mehefin",
         "july gorffennaf", "august awst", "september medi", "october hydref", "november tachwedd", "december rhagfyr"),
        1,
    )
    for name in names.split(" ")
}  # fmt: skip
# "8th September 2026", "8 TH OF SEPTEMBER, 2026" (a small letter that the text has set apart).
DATE = re.compile(
    r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)\b)?\s+(?:(?:day\s+)?of\s+)?"
    r"(?P<month>[A-Z]{3,12})\.?,?\s+(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    r"\b(?P<month>[A-Z]{3,12})\s+(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
SLASHED = re.compile(r"(?P<day>\d{1,2})(?P<sign>[/.])(?P<month>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)")
# Every year begins with one of these.
CENTURIES = ("19", "20")
TIME = re.compile(
    r"(?P<hour>\d{1,2})[.:](?P<minute>\d\d)\s*(?P<half>[ap])?\.?m?\.?|(?P<bare>\d{1,2})\s*(?P<half2>[ap])\.?m\b",
    re.IGNORECASE,
)
# Welsh pages tell the hours of a clock of twelve, and no council meets at night.
O_CLOCK = re.compile(r"o['\u2019]r gloch", re.IGNORECASE)
LATEST_AFTERNOON = 7
STATUSES: dict[str, MeetingStatus] = {
    "cancelled": "cancelled",
    "postponed": "postponed",
    "withdrawn": "withdrawn",
    "moved": "postponed",
    "ganslo": "cancelled",
    "canslwyd": "cancelled",
    "ohirio": "postponed",
    "gohiriwyd": "postponed",
}


def day(words: str) -> datetime.date | None:
    """Return the first date in some words, English or Welsh, None where there is none or no such day exists."""
    if not any(century in words for century in CENTURIES):
        return None
    match = SLASHED.search(words) or DATE.search(words) or MONTH_FIRST.search(words)
    if match is None:
        return None
    month = int(match["month"]) if match["month"].isdigit() else _month(match["month"])
    if month is None or not 1 <= month <= 12:
        return None
    try:
        return datetime.date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None


def clock(words: str) -> datetime.time | None:
    """Return the first time of day in some words: "7:30 pm", "10.00 a.m.", "19.30"; None where there is none."""
    match = TIME.search(words)
    if match is None:
        return None
    hour, minute = int(match["hour"] or match["bare"]), int(match["minute"] or 0)
    half = (match["half"] or match["half2"] or "").lower()
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    if not half and hour <= LATEST_AFTERNOON and O_CLOCK.search(words):
        hour += 12
    return datetime.time(hour, minute) if hour < 24 and minute < 60 else None


def split_subject(words: str) -> tuple[str, str]:
    """Part a meeting's title into its body and its date, at the last " - ": bodies' names hold hyphens too."""
    name, mark, when = words.rpartition(" - ")
    if mark and (day(when) or re.search(r"\d{4}", when)):
        return name.strip(), when.strip()
    return words.strip(), ""


def status(words: str) -> MeetingStatus | None:
    """Return what a title or list entry says of the meeting's fate, None where it says nothing."""
    lower = words.lower()
    return next((found for word, found in STATUSES.items() if re.search(rf"\b{word}\b", lower)), None)


def minutes_status(words: str) -> MinutesStatus:
    """Return how far minutes are, from a page's heading or a list entry's tail ("Agenda, Draft minutes")."""
    lower = words.lower()
    if "draft minutes" in lower or "cofnodion drafft" in lower:
        return "draft"
    return "published" if "minutes" in lower or "cofnodion" in lower else "none"


def _month(name: str) -> int | None:
    lower = name.lower()
    return MONTHS.get(lower) or next(
        (number for full, number in MONTHS.items() if full[:3] == lower[:3] and len(lower) <= 4), None
    )
