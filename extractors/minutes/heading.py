"""Which body met and when, from the first lines of minutes or from a file's name."""

import datetime
import re

from extractors.language.calendar_dates import MONTHS, day_after
from extractors.sources.moderngov_titles import clock, day
from models.meeting import Committee, Meeting
from models.text import Text

# How many blocks from the top a title block may take.
TITLE_BLOCKS = 12
# Characters: how far behind "next meeting" its day may stand, and how long a line with nothing else may go on.
NEAR, TITLE_REST = 120, 40
BODY = re.compile(
    r"\b(?:minutes?|notes?|record) of (?:the |a |an )?(?:[\w-]+ )?(?:meeting of (?:the "
    r")?)?(?P<body>[A-Z][\w'’&,() -]{3,90}?)"
    r"(?=\s+(?:held|meeting|on|at|dated|-|–)\b|\s*[,.]|\s*$)"
)
HELD = re.compile(r"\b(?:held|meeting|minutes|date)\b", re.IGNORECASE)
ISSUE = re.compile(
    r"^Meeting:\s*(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*-\s*(?P<body>.+?)\s*(?:\(Item [^)]*\))?$", re.IGNORECASE
)
BODY_LINE = re.compile(
    r"^(?:[A-Z][\w'’&,-]*\s+){0,8}(?:Committee|Cabinet|Council|Board|Panel|Forum|Commission|Executive|Authority|"
    r"Partnership)\b[\w ()'’-]{0,40}$",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"\b(?:dates? of (?:the )?(?:next|future|forthcoming|meetings)|next (?:ordinary |scheduled )?meeting)\b",
    re.IGNORECASE,
)
DAY_ONLY = re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>[A-Z][a-z]{2,8})\b")
FILE_DATE = re.compile(r"(?P<year>(?:19|20)\d\d)[-_. ]?(?P<month>0[1-9]|1[0-2])[-_. ]?(?P<day>[0-2]\d|3[01])")


def heading(text: Text) -> Meeting | None:
    """Return the meeting that a document's first lines name; None where they name neither body nor day."""
    name: str | None = None
    date: datetime.date | None = None
    time: datetime.time | None = None
    for block in text.blocks[:TITLE_BLOCKS]:
        words = " ".join(text.plain[block.start : block.end].split())
        issue = ISSUE.match(words)
        if issue is not None:
            return Meeting(None, Committee(None, issue["body"]), day(issue["date"]), status="held")
        name = name or _body(words)
        found = day(words)
        if date is None and found is not None and (HELD.search(words) or len(words) < 60):
            date, time = found, clock(words[words.find(str(found.year)) + 4 :])
    if name is None and date is None:
        return None
    return Meeting(
        None, Committee(None, name) if name else None, date, time, status="held", next_date=next_date(text, date)
    )


def next_date(text: Text, after: datetime.date | None) -> datetime.date | None:
    """Return the day that the minutes name for the next meeting, None where they name none after their own day."""
    for place, block in enumerate(text.blocks):
        words = " ".join(text.plain[block.start : block.end].split())
        match = NEXT.search(words)
        if match is None or len(words) > 400:
            continue
        behind = words[match.end() :]
        if len(behind) <= TITLE_REST and place + 1 < len(text.blocks):
            following = text.blocks[place + 1]
            behind += " " + " ".join(text.plain[following.start : following.end].split())
        near = behind[:NEAR].partition(". ")[0]
        found = day(near) or _without_year(near, after)
        if found is not None and (after is None or found > after):
            return found
    return None


def _without_year(words: str, after: datetime.date | None) -> datetime.date | None:
    match = DAY_ONLY.search(words)
    month = MONTHS.get(match["month"].lower()) if match else None
    if match is None or month is None or after is None:
        return None
    return day_after(after, month, int(match["day"]))


def date_in_name(name: str) -> datetime.date | None:
    """Return the day in a file's name ("2024-03-05 minutes.pdf"), None where there is none."""
    match = FILE_DATE.search(name)
    if match is None:
        return day(re.sub(r"[-_]+", " ", name))
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _body(words: str) -> str | None:
    match = BODY.search(words)
    if match is not None:
        return match["body"].strip(" ,-")
    return words.strip() if BODY_LINE.match(words) and len(words) < 90 else None
