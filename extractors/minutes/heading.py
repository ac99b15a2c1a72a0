"""Which body met and when, from the first lines of minutes."""

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
LONGEST_TITLE = 60
WORDS_OF_A_SENTENCE = 8
BODY = re.compile(
    r"\b(?i:(?:minutes?|notes?|record) of (?:the |a |an )?(?:(?:ordinary|extraordinary|annual|special|monthly|"
    r"statutory|joint|virtual|remote|full) )*(?:meeting of (?:the )?)?)(?P<body>[A-Z][\w'’&,() -]{3,90}?)"
    r"(?=\s+(?i:held|meeting|on|at|dated|-|–)\b|\s*[,.]|\s*$)"
)
# "Moor Parish Council    MINUTES": what the paper is, on the line of the body's name.
KIND_BEHIND = re.compile(r"(?<=[a-z])\s+(?:DRAFT )?(?:MINUTES|AGENDA|NOTES)\s*$")
KINDS = ("MINUTES", "AGENDA", "NOTES")
# What BODY matches has this in it.
BODY_SIGN = " of "
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
# What NEXT matches has one of these in it.
NEXT_SIGNS = ("next", "date")
DAY_ONLY = re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>[A-Z][a-z]{2,8})\b")


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
        if date is None and found is not None and (HELD.search(words) or _is_title(words)):
            date, time = found, clock(words[words.find(str(found.year)) + 4 :])
    if name is None and date is None:
        return None
    return Meeting(
        None, Committee(None, name) if name else None, date, time, status="held", next_date=next_date(text, date)
    )


def next_date(text: Text, after: datetime.date | None) -> datetime.date | None:
    """Return the day that the minutes name for the next meeting, None where they name none after their own day."""
    for place, block in enumerate(text.blocks):
        said = text.plain[block.start : block.end]
        lower = said.lower()
        if not any(sign in lower for sign in NEXT_SIGNS):
            continue
        words = " ".join(said.split())
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


def _is_title(words: str) -> bool:
    """Whether a line of the first ones can be a title's: short, and no sentence, which may name any day."""
    return len(words) < LONGEST_TITLE and not (words.endswith(".") and len(words.split()) > WORDS_OF_A_SENTENCE)


def _body(words: str) -> str | None:
    words = KIND_BEHIND.sub("", words) if words.endswith(KINDS) else words
    match = BODY.search(words) if BODY_SIGN in words.lower() else None
    if match is not None:
        return match["body"].strip(" ,-")
    return words.strip() if BODY_LINE.match(words) and len(words) < 90 else None
