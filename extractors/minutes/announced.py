"""Meetings and events that minutes announce with their day: "the Finance Committee was due to meet on 28 November"."""

import datetime
import re
from collections.abc import Iterator
from functools import cache

import re2

from extractors.language.calendar_dates import MONTHS, day, day_after
from extractors.language.prefilter import Screened, screened
from models.text import Text

MONTH = "|".join(name.capitalize() for name in sorted(MONTHS, key=len, reverse=True) if len(name) > 2)
BODIES = r"Committee|Sub-Committee|Cabinet|Council|Board|Panel|Forum|Commission|Executive|Authority|Working Group"
EVENT = re.compile(
    rf"(?P<name>AGM|Annual (?:General|Parish|Town|Community) (?:Council )?(?:Meeting|Assembly)"
    rf"|(?:(?:[A-Z][\w&-]+|and|of|for|the) ){{0,6}}(?:{BODIES})|(?:{MONTH}) (?:[a-z]+ ){{0,2}}meeting)\b"
    rf"(?P<between>(?:[ ,][\w']+){{0,6}}?,? (?:on )?(?:the )?(?:\w+day,? )?(?:the )?)"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{MONTH})\b(?:,? (?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
# Looked for first: few blocks hold a day and an event, and the whole expression is slow.
DAY = re.compile(rf"\d(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTH})\b", re.IGNORECASE)
# The same, or looser, for google-re2, which has soon gone through a whole text; to it only ASCII's blanks are blanks.
ANY_DAY = re2.compile("(?i)" + DAY.pattern.replace(r"\s", r"\W"))
EVENT_WORD = re.compile(
    r"AGM|Annual|meeting|Committee|Cabinet|Council|Board|Panel|Forum|Commission|Executive|Authority|Group",
    re.IGNORECASE,
)
# What may stand between an event and its day: that it is held, meets, considers something then.
HELD = re.compile(r"\b(?:on|held|meet|meets|meeting|due|will|would|of)\b", re.IGNORECASE)
PAST = re.compile(r"\b(?:was held|(?<!be )held on|had|met|minutes|decided|agreed)\b", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:the|our|its|and|of|for|full)\s+")


def announced(text: Text, after: datetime.date | None) -> tuple[tuple[str, datetime.date], ...]:
    """Return the events that a text announces for days after the given one: their names in lower case, without
    repetitions. Nothing where that day is not known and the text gives no year."""
    found: dict[tuple[str, datetime.date], None] = {}
    if ANY_DAY.search(text.plain) is None:
        return ()
    for block in text.blocks:
        words = text.plain[block.start : block.end]
        if ANY_DAY.search(words.encode()) and DAY.search(words) and EVENT_WORD.search(words):
            for name, date in _events(" ".join(words.split()), after):
                found.setdefault((name, date))
    return tuple(found)


def _events(words: str, after: datetime.date | None) -> Iterator[tuple[str, datetime.date]]:
    for match in _event().finditer(words):
        if not HELD.search(match["between"]) or PAST.search(match["between"]):
            continue
        month, number = MONTHS[match["month"].lower()], int(match["day"])
        date = day(int(match["year"]), month, number) if match["year"] else after and day_after(after, month, number)
        if date and (after is None or date > after):
            yield _name(match["name"]), date


@cache
def _event() -> Screened:
    return screened(EVENT)


def _name(words: str) -> str:
    name = words.lower()
    while ARTICLE.match(name):
        name = ARTICLE.sub("", name)
    return name
