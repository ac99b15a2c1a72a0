"""Which body met and when, from the first lines of minutes."""

import datetime
import re

from extractors.language.calendar_dates import MONTHS, day_after
from extractors.minutes.bodies import body, is_general, is_part
from extractors.sources.moderngov_titles import clock, day
from models.meeting import Committee, Meeting
from models.text import Block, Text

# How many blocks from the top a title block may take.
TITLE_BLOCKS = 12
# Characters: how far behind "next meeting" its day may stand, and how long a line with nothing else may go on.
NEAR, TITLE_REST = 120, 40
LONGEST_TITLE = 60
WORDS_OF_A_SENTENCE = 8
# Who was there stands below the title.
BELOW_TITLE = ("attendance", "contact")
# How far below the name of the whole that of its part may stand, in blocks.
PARTS_BELOW = 3
# A row of so many cells is one of a table, whose days may be any.
FEWEST_COLUMNS = 3
# Days that are not the meeting's: when the paper was written or sent.
WRITTEN = re.compile(
    r"(?:last )?(?:updated|revised|posted|published|printed|modified|created|issued|circulated|distributed)\b",
    re.IGNORECASE,
)
HELD = re.compile(r"\b(?:held|meeting|minutes|date)\b", re.IGNORECASE)
ISSUE = re.compile(
    r"^Meeting:\s*(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*-\s*(?P<body>.+?)\s*(?:\(Item [^)]*\))?$", re.IGNORECASE
)
NEXT = re.compile(
    r"\b(?:dates? of (?:the )?(?:next|future|forthcoming|meetings)|next (?:ordinary |scheduled )?meeting)\b",
    re.IGNORECASE,
)
# "DRAFT", "Draft minutes", "Minutes (unconfirmed)", "subject to approval at the next meeting"; not "a draft budget".
DRAFT = re.compile(
    r"^\W*draft\W*(?:v(?:ersion)?\W*\d[\d.]*\W*)?$|\b(?:draft|unconfirmed|unapproved)\W+(?:\w+\W+){0,3}?(?:minutes|notes)\b"
    r"|\b(?:minutes|notes)\W+(?:draft|unconfirmed|unapproved|subject to (?:approval|confirmation))\b",
    re.IGNORECASE,
)
# What NEXT matches has one of these in it.
NEXT_SIGNS = ("next", "date")
DAY_ONLY = re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>[A-Z][a-z]{2,8})\b")


def heading(text: Text) -> Meeting | None:
    """Return the meeting that a document's first lines name; None where they name neither body nor day."""
    date: datetime.date | None = None
    time: datetime.time | None = None
    for block in text.blocks[:TITLE_BLOCKS]:
        lines = _lines(text, block)
        words = " ".join(lines)
        issue = ISSUE.match(words)
        if issue is not None:
            return Meeting(None, Committee(None, issue["body"]), day(issue["date"]), status="held")
        found = day(words)
        is_line = len(block.cells) < FEWEST_COLUMNS and not WRITTEN.match(words)
        if date is None and found is not None and is_line and (HELD.search(words) or any(map(_is_dated_title, lines))):
            date, time = found, clock(words[words.find(str(found.year)) + 4 :])
    name = _name(text)
    if name is None and date is None:
        return None
    return Meeting(
        ref=None,
        committee=Committee(None, name) if name else None,
        date=date,
        time=time,
        status="held",
        next_date=next_date(text, date),
    )


def is_draft(text: Text) -> bool:
    """Whether the title block or the letterhead calls the minutes a draft."""
    heads = [*text.blocks[:TITLE_BLOCKS], *(block for block in text.blocks[TITLE_BLOCKS:] if block.region == "other")]
    lines = (line for block in heads for line in _lines(text, block))
    return any(DRAFT.search(line) and _is_short(line) for line in lines)


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
    """Whether a line of the first ones can be a title's that names the day."""
    return _is_short(words) and day(words) is not None


def _is_short(words: str) -> bool:
    """Whether a line can be a title's: short, and no sentence, which may name any day."""
    return len(words) < LONGEST_TITLE and not (words.endswith(".") and len(words.split()) > WORDS_OF_A_SENTENCE)


def _name(text: Text) -> str | None:
    """The body that the title block names: a part before the whole that stands above it. Where it is only called what
    it is ("the Parish Council"), or nothing, the letterhead says it."""
    found: tuple[int, str] | None = None
    dated = False
    for place, block in enumerate(text.blocks[:TITLE_BLOCKS]):
        lines = _lines(text, block)
        near = not dated or (found is not None and place - found[0] <= PARTS_BELOW)
        for words in (" ".join(lines), *lines):
            name = body(words)
            if name is None:
                continue
            is_within = found is not None and not is_part(found[1]) and is_part(name) and near and _is_of_title(block)
            if found is None or is_within:
                found = place, name
        dated = dated or day(" ".join(lines)) is not None
    if found is not None and not is_general(found[1]):
        return found[1]
    heads = (body(" ".join(_lines(text, block))) for block in text.blocks if block.region == "other")
    named = next((name for name in heads if name is not None and not is_general(name)), None)
    return named or (found[1] if found is not None else None)


def _is_of_title(block: Block) -> bool:
    """Whether a block can be a line of the title: who was there stands below it, and so do the items."""
    return block.region not in BELOW_TITLE and block.marker is None


def _lines(text: Text, block: Block) -> list[str]:
    """The lines of a block that hold words, white space collapsed."""
    lines = (" ".join(line.split()) for line in text.plain[block.start : block.end].splitlines())
    return [line for line in lines if line]
