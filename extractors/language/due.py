"""When a promise is due: the words that say so, how they say it, and the last day that they can mean.

A small grammar of our own. dateparser, the usual choice, misses "within six weeks" and "by the end of March" and takes
a hundred times as long; it is the second opinion in the tests. The forms are in data/rules/due.toml; here stands which
of the times in a sentence belong to the deed.
"""

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from extractors.language import calendar_dates as days
from extractors.language.alternation import any_of
from extractors.language.due_days import RESOLVERS, Resolver
from extractors.language.due_parts import PARTS
from extractors.language.due_traps import belongs_elsewhere
from extractors.language.prefilter import Prefilter, Screened, prefilter, screened
from extractors.language.rules import FOLDER, BadRule, word_lists
from extractors.language.wordings import compiled
from models.frozen import frozen
from models.record import Context, Due
from models.vocabulary import DUE_TYPES, DueType

# A deed in front of a bare day lets the grammar of due words read a field that holds nothing else.
LEAD = "by "
FORM_KEYS = frozenset({"id", "type", "resolve", "note", "pattern", "examples", "not_examples"})
# Of two times in one sentence the one that tells more is due: a day or a meeting before an event, that before "soon".
TELLING: dict[DueType, int] = {
    "next_meeting": 3,
    "meeting": 3,
    "date": 3,
    "period": 3,
    "relative": 3,
    "recurring": 2,
    "event": 2,
    "after_meeting": 2,
    "soon": 1,
    "open": 1,
}


# What is done for, and what is asked for beside it: a time behind these is not when the deed before them is due.
PURPOSE = re.compile(
    r"\b(?:so (?:that|as to)|with a view to|in order (?:to|that)|and hoped"
    r"|and (?:would|will) be (?:grateful|glad|happy|pleased))\b"
)


@frozen
class DueFound:
    """Due words in a sentence: offsets into the sentence, and what they mean."""

    start: int
    end: int
    due: Due


@dataclass(frozen=True, slots=True)
class Form:
    """One way of saying when; `sought` is its pattern behind a look. With `quotes_words` its group `words` alone is
    quoted, where that says anything."""

    id: str
    type: DueType
    sought: Screened
    resolve: Resolver
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]
    quotes_words: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern without the look before it."""
        return self.sought.pattern


def find_due(words: str, context: Context) -> DueFound | None:
    """Return the due words of one sentence or clause, None where it names no time for what is to be done.

    Of several times the most telling one is due, of equally telling ones the last, unless the sentence begins with a
    time ("By March, the Clerk would have a price for the lamps lit in summer").
    """
    places = _prefilter().possible(words)
    found = _times(words, [forms()[place] for place in places], context) if places else ()
    if len(found) > 1 and (purpose := PURPOSE.search(words)):
        found = [time for time in found if time.start < purpose.start()] or found
    if len(found) < 2:
        return found[0] if found else None
    most = max(TELLING[time.due.type] for time in found)
    telling = [time for time in found if TELLING[time.due.type] == most]
    leads = telling[0].start == 0 and words[telling[0].end : telling[0].end + 1] == ","
    return telling[0] if leads else telling[-1]


def due_said(words: str, context: Context) -> Due:
    """Read a field or cell that says nothing but when: "22 May", "next meeting". Words that the grammar does not know
    are kept, with no day."""
    found = find_due(words, context) or find_due(LEAD + words, context)
    return Due(words, found.due.type, found.due.date) if found else Due(words, "open")


def _times(words: str, possible: Sequence[Form], context: Context) -> list[DueFound]:
    """Return every time in a sentence that belongs to what is to be done, in order, none overlapping another; from the
    forms that may stand in it, in the order in which they are tried."""
    found: list[DueFound] = []
    for form in possible:
        for match in form.sought.finditer(words):
            start, end = _quoted(form, match)
            taken = bool(found) and any(time.start < end and start < time.end for time in found)
            if form.id in ("event", "in-time-for"):
                found = _with_event(words, found, _time(words, match, form, (start, end), context), context)
            elif not taken and not belongs_elsewhere(words, start, end, context):
                found.append(_time(words, match, form, (start, end), context))
    return sorted(found, key=lambda time: time.start) if len(found) > 1 else found


def _quoted(form: Form, match: re.Match[str]) -> tuple[int, int]:
    """Where the due words of a match begin and end, without what parts them from the words before."""
    start, end = match.span("words") if form.quotes_words else match.span()
    if start == end:
        start, end = match.span()
    words = match.string
    while start < end and words[start] in " ,":
        start += 1
    return start, end


@cache
def _prefilter() -> Prefilter:
    return prefilter(form.pattern for form in forms())


def _time(words: str, match: re.Match[str], form: Form, span: tuple[int, int], context: Context) -> DueFound:
    start, end = span
    date = form.resolve(match, context)
    meeting = date if form.id == "by-day" and date in context.calendar else _comes_to(words, match, form, context)
    if meeting is not None:
        return DueFound(start, end, Due(words[start:end].strip(" ,"), "meeting", meeting))
    return DueFound(start, end, Due(words[start:end].strip(" ,"), form.type, date))


def _comes_to(words: str, match: re.Match[str], form: Form, context: Context) -> datetime.date | None:
    """The meeting to which a thing comes back in a month: "reported back in May", "for the May version"; None where the
    committee's calendar has none in that month."""
    if form.id not in ("in-month", "month-edition") or context.meeting_date is None:
        return None
    if form.id == "in-month" and not (match[0].lower().startswith("in") and _comes_back().search(words)):
        return None
    month = days.MONTHS[match["month"].lower()]
    end = days.month_end(int(match["year"]), month) if match["year"] else days.month_after(context.meeting_date, month)
    return days.meeting_in_month(context.calendar, context.meeting_date, end)


def _with_event(words: str, found: list[DueFound], event: DueFound, context: Context) -> list[DueFound]:
    """Add an event. One that names its own day ("when it is printed at the end of May") takes that day over."""
    if belongs_elsewhere(words, event.start, event.end, context):
        return found
    inside = [time for time in found if event.start <= time.start < event.end]
    if any(time.start == event.start or time.start < event.start < time.end for time in found):
        return found
    end = inside[-1].end if inside and inside[-1].end > event.end else event.end
    text = words[event.start : end].strip(" ,")
    date = inside[0].due.date if inside else event.due.date
    kept = [time for time in found if time not in inside]
    return [*kept, replace(event, end=end, due=Due(text, "event", date))]


@cache
def _comes_back() -> re.Pattern[str]:
    """Words of things that come to a meeting: "report back in May", "would be tabled in May"."""
    return re.compile(rf"\b{any_of(word_lists()['come-back-words'])}\b", re.IGNORECASE)


@cache
def forms() -> tuple[Form, ...]:
    """Return the ways of saying when, in the order in which they are tried, from data/rules/due.toml."""
    return tuple(_forms())


def _forms() -> Iterator[Form]:
    content = tomllib.loads((FOLDER / "due.toml").read_text("utf8"))
    for entry in content["form"]:
        yield _form(entry)


def _form(entry: Mapping[str, Any]) -> Form:
    unknown = set(entry) - FORM_KEYS
    if unknown or entry["type"] not in DUE_TYPES or not entry["examples"] or not entry["not_examples"]:
        raise BadRule(f"due.toml: form {entry.get('id')!r} has unknown keys, a wrong type or no examples: {unknown}")
    pattern = entry["pattern"]
    for name, part in PARTS.items():
        pattern = pattern.replace(name, part)
    sought = screened(compiled(pattern, capitals=False, where=f"due.toml: form {entry['id']!r}"))
    return Form(
        id=entry["id"],
        type=entry["type"],
        sought=sought,
        resolve=RESOLVERS[entry.get("resolve")],
        examples=tuple(entry["examples"]),
        not_examples=tuple(entry["not_examples"]),
        quotes_words="words" in sought.pattern.groupindex,
    )
