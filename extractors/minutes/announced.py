"""Meetings and events that minutes announce with their day: "the Finance Committee was due to meet on 28 November"."""

import datetime
import re
from collections.abc import Iterator

import re2

from extractors.language.calendar_dates import MONTHS, day, day_after
from extractors.language.prefilter import BLANK, offsets
from models.text import Text

MONTH = "|".join(name.capitalize() for name in sorted(MONTHS, key=len, reverse=True) if len(name) > 2)
BODIES = r"Committee|Sub-Committee|Cabinet|Council|Board|Panel|Forum|Commission|Executive|Authority|Working Group"
EVENT = re.compile(
    rf"(?P<name>AGM|Annual (?:General|Parish|Town|Community) (?:Council )?(?:Meeting|Assembly)"
    rf"|(?<![A-Z])(?:[A-Z][\w&-]+ ){{1,6}}(?:{BODIES})|{BODIES}|(?:{MONTH}) (?:[a-z]+ ){{0,2}}meeting)\b"
    rf"(?P<between>(?:[ ,][\w']+){{0,6}}?,? (?:on )?(?:the )?(?:\w+day,? )?(?:the )?)"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{MONTH})\b(?:,? (?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
# In every name of an event stands one of these.
EVENT_WORDS = (
    *("agm", "annual", "meeting", "committee", "cabinet", "council", "board", "panel", "forum", "commission"),
    *("executive", "authority", "group"),
)
# The most words of it before its day, and the most characters behind its month.
WORDS_BEFORE, YEAR_BEHIND = 18, len(", 2027")
DAY = re.compile(rf"\d(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTH})\b", re.IGNORECASE)
# The same for google-re2.
ANY_DAY = re2.compile("(?i)" + DAY.pattern.replace(r"\s", BLANK))
# What may stand between an event and its day: that it is held, meets, considers something then.
HELD = re.compile(r"\b(?:on|held|meet|meets|meeting|due|will|would|of)\b", re.IGNORECASE)
PAST = re.compile(r"\b(?:was held|(?<!be )held on|had|met|minutes|decided|agreed)\b", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:the|our|its|and|of|for|full)\s+")


def announced(text: Text, after: datetime.date | None) -> tuple[tuple[str, datetime.date], ...]:
    """Return the events that a text announces for days after the given one: their names in lower case, without
    repetitions. Nothing where that day is not known and the text gives no year."""
    found: dict[tuple[str, datetime.date], None] = {}
    for block in text.blocks_at(offsets(ANY_DAY, text.plain)):
        words = " ".join(text.plain[block.start : block.end].split())
        for name, date in _events(words, after):
            found.setdefault((name, date))
    return tuple(found)


def _events(words: str, after: datetime.date | None) -> Iterator[tuple[str, datetime.date]]:
    past = 0
    for named in DAY.finditer(words):
        match = _event_on(words, past, named)
        if match is None:
            continue
        past = match.end()
        if not HELD.search(match["between"]) or PAST.search(match["between"]):
            continue
        month, number = MONTHS[match["month"].lower()], int(match["day"])
        date = day(int(match["year"]), month, number) if match["year"] else after and day_after(after, month, number)
        if date and (after is None or date > after):
            yield _name(match["name"]), date


def _event_on(words: str, past: int, named: re.Match[str]) -> re.Match[str] | None:
    """The event that is named before a day, behind the offset `past`. Only the words right before the day are looked
    at: in the whole of a long block the expression is slow."""
    before = words[past : named.start()].rsplit(" ", WORDS_BEFORE)
    begin = past + len(before[0]) if len(before) > WORDS_BEFORE else past
    lowered = words[begin : named.start()].lower()
    if not any(word in lowered for word in EVENT_WORDS):
        return None
    return EVENT.search(words, begin, named.end() + YEAR_BEHIND)


def _name(words: str) -> str:
    name = words.lower()
    while ARTICLE.match(name):
        name = ARTICLE.sub("", name)
    return name
