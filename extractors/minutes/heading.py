"""Which body met and when, from the first lines of minutes."""

import datetime
import re
from collections.abc import Sequence

from extractors.language.calendar_dates import MONTHS, day_after
from extractors.sources.moderngov_titles import clock, day
from models.meeting import Committee, Meeting
from models.text import Text

# How many blocks from the top a title block may take.
TITLE_BLOCKS = 12
# Characters: how far behind "next meeting" its day may stand, and how long a line with nothing else may go on.
NEAR, TITLE_REST = 120, 40
LONGEST_TITLE = 60
LONGEST_BODY = 90
WORDS_OF_A_SENTENCE = 8
BODY = re.compile(
    r"\b(?i:(?:minutes?|notes?|record) of (?:the |a |an )?(?:(?:ordinary|extraordinary|annual|special|monthly|"
    r"statutory|joint|virtual|remote|full) )*(?:meeting of (?:the )?)?)(?P<body>[A-Z][\w'’&,() -]{3,90}?)"
    r"(?=\s+(?i:held|meeting(?! of)|on|at|dated|-|–)\b|\s*[,.]|\s*$)"
)
# "Moor Parish Council    MINUTES", "CABINET – Decision notice": what the paper is, on the line of the body's name.
KIND_BEHIND = re.compile(
    r"(?<=[a-z])\s+(?:DRAFT )?(?:MINUTES|AGENDA|NOTES)\s*$"
    r"|\s*[–:-]\s+(?i:(?:draft |unconfirmed )?"
    r"(?:minutes(?: of (?:the )?meeting)?|agenda|notes|decision notice|decisions))\s*$"
)
# What BODY matches has this in it.
BODY_SIGN = " of "
HELD = re.compile(r"\b(?:held|meeting|minutes|date)\b", re.IGNORECASE)
ISSUE = re.compile(
    r"^Meeting:\s*(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*-\s*(?P<body>.+?)\s*(?:\(Item [^)]*\))?$", re.IGNORECASE
)
# What a body within a council calls itself.
WITHIN = r"(?:Sub-?\s?)?Committee|Cabinet|Board|Panel|Forum|Commission|Executive|Partnership"
BODY_LINE = re.compile(
    rf"^(?:[A-Z][\w'’&,-]*\s+){{0,8}}(?:{WITHIN}|Council|Authority)\b[\w ()'’-]{{0,40}}$", re.IGNORECASE
)
WITHIN_COUNCIL = re.compile(rf"\b(?:{WITHIN}|Group|Party)\b", re.IGNORECASE)
# The whole council, whose name stands above that of the committee that met; a hall of that name is no body.
WHOLE_COUNCIL = re.compile(r"^(?:the )?council of\b|\b(?:council|authority)$", re.IGNORECASE)
SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "at", "to", "with", "de", "upon"})
HALL = re.compile(
    r"\b(?:council|committee|board|cabinet)['’]?s? (?:chambers?|rooms?|offices?|house|suite)\b", re.IGNORECASE
)
# Who was there stands below the title.
BELOW_TITLE = ("attendance", "contact")
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
        lines = [" ".join(line.split()) for line in text.plain[block.start : block.end].splitlines()]
        words = " ".join(filter(None, lines))
        issue = ISSUE.match(words)
        if issue is not None:
            return Meeting(None, Committee(None, issue["body"]), day(issue["date"]), status="held")
        if name is None or (date is None and block.region not in BELOW_TITLE):
            name = _within(name, [words, *lines] if len(lines) > 1 else [words])
        found = day(words)
        if date is None and found is not None and (HELD.search(words) or any(map(_is_dated_title, lines))):
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


def _is_dated_title(words: str) -> bool:
    """Whether a line of the first ones can be a title's that names the day: short, and no sentence, which may name any
    day."""
    sentence = words.endswith(".") and len(words.split()) > WORDS_OF_A_SENTENCE
    return len(words) < LONGEST_TITLE and not sentence and day(words) is not None


def _within(council: str | None, lines: Sequence[str]) -> str | None:
    """The body that met by some more words of the title: the council that is named already, unless they name a body
    within it."""
    name = council
    for words in lines:
        found = _body(words)
        if found is not None and (name is None or (WHOLE_COUNCIL.search(name) and WITHIN_COUNCIL.search(found))):
            name = found
    return name


def _body(words: str) -> str | None:
    words = KIND_BEHIND.sub("", words)
    match = BODY.search(words) if BODY_SIGN in words.lower() else None
    if match is not None:
        return match["body"].strip(" ,-")
    is_line = len(words) < LONGEST_BODY and BODY_LINE.match(words) is not None and HALL.search(words) is None
    return words.strip() if is_line and _is_name(words) else None


def _is_name(words: str) -> bool:
    """Whether every word of a line is written large, but for the small ones: a name, not a sentence."""
    parts = re.findall(r"[^\W\d_][\w'’]*", words)
    return all(part[0].isupper() or part in SMALL_WORDS for part in parts) and parts[:1] != ["Report"]
