"""Times in a sentence that are not when the deed is due: of another document, of a standard, of an earlier act, of a
thing that the sentence only names, of somebody in a relative clause."""

import re

from extractors.language.calendar_dates import MONTH_NAMES
from extractors.language.due_parts import YEAR
from models.record import Context

# Capitals that a time may begin with inside a sentence.
NAMES = MONTH_NAMES | frozenset({"AGM", "Christmas", "Easter", "Q1", "Q2", "Q3", "Q4", "Annual", "Full"})
# Characters: what a time can follow is looked for in so many before it, since a pattern that ends with a text is tried
# from every place of it; the longest of those patterns takes fewer.
TAIL = 48
SHOUTED = re.compile(r"[A-Z]+['’]s?$|[A-Z]{2,}")
CLAUSE_BEGINS = frozenset(".:;,–—-\"'“‘(")
# "minutes of the meeting held on", "since", "from ... to": the time of something else.
OF_ANOTHER = re.compile(
    r"(?:minutes of(?: the)?(?: meetings?)?(?: held)?|(?<!be )(?<!been )(?<!being )held|dated|meeting of(?: the)?|since"
    r"|in force|(?:starting|beginning|commencing)(?: in)?|with effect from|instead of|in place of|rather than|not"
    r"|other than|as (?:at|of))(?: on| at| in)?(?: the)?$"
)
MOVED_FROM = re.compile(r"\bfrom(?: the)?$")
# With one of these end the words that the two match, and few others do.
OF_ANOTHER_ENDS = (
    *("of", "the", "meeting", "meetings", "held", "dated", "since", "force", "starting", "beginning", "commencing"),
    *("in", "from", "than", "not", "at", "on"),
)
# "failing agreement within three months, report back": the time of what may not come about.
FAILING = re.compile(r"\bfailing\b[^,;]*$")
# "served requiring removal within three months": the time of what is required of somebody else.
REQUIRING = re.compile(
    r"\b(?:requiring|obliging|compelling|ordering|directing|demanding)\b"
    r"(?:(?!(?<!\bto )\bbe\b|\b(?:should|would|will|shall|must)\b)[^;])*$"
)
# "if nothing had been received by 30 June": the time of what must, or must not, come about first.
IN_CONDITION = re.compile(
    r"\b(?:(?:if|unless|where|in the event that)\b|should (?=(?:no|nothing|nobody|none|the|an?|any|he|she|it|they)\b))"
    r"(?:(?!\b(?:would|will|shall|could|can|agreed|undertook|if|unless)\b)[^,;])*"
    r"\b(?:had|has|have|was|were|is|are|be)\b"
    r"(?:\s+(?!(?:would|will|shall|could|can|agreed|undertook)\b)[\w'’-]+){0,4}$",
    re.IGNORECASE,
)
# Characters: conditions with a time in them are shorter.
CONDITION_TAIL = 120
CONDITIONAL = re.compile(r"\b(?:if|unless|where|event|should)\b", re.IGNORECASE)
ASKS_IF = re.compile(
    r"\b(?:ask\w*|see|check|know|find out|establish|enquire|confirm|clarify|consider|query|say)\s+(?:if|where)\b"
)
HABITS = ("always", "normally", "usually", "generally", "as a rule")
ALWAYS = re.compile(rf"\b(?:{'|'.join(HABITS)})\b[^.;,]*$")
STANDARD_ENDS = ("day", "days", "'", "notice")
STANDARD = re.compile(r"\b(?:clear|working) days?'?(?: notice)?$|\bdays?'? notice$")
# "told when the road would be dug up", "ask whether": what is told or asked, not when it is done.
INDIRECT = re.compile(
    r"\b(?:tell|told|know|knew|ask|asked|asking|advise|advised|say|said|see|find out|found out|establish|clarify|check"
    r"|explain|explained|sure|clear|state|confirm|confirmed|remember|enquire|inquire|known|understand|determine|on|of"
    r"|as to|about|informed|wonder|wondered|query|queried|question)$"
)
ASKS_WHEN = re.compile(r"(?:when|once|until|till)\b", re.IGNORECASE)
# "the petition received on 4 January", "what had been promised at each meeting".
PARTICIPLE = re.compile(
    r"[\w-]+ed|broken|made|done|sent|given|taken|seen|said|built|paid|kept|left|lost|met|put|shown|written"
    r"|drawn|brought|bought|found|held|told|set|sold|spent|lit|dug|laid|begun|won|heard"
)
YEAR_SAID = re.compile(YEAR)
AUXILIARY = re.compile(r"\b(?:be|being|get|gets|is|are|to|would|will|should|not|and|or|it|they|this|he|she|we|if)\b")
STILL_TO_COME = re.compile(
    r"(?:deferred|adjourned|postponed|invited|moved|scheduled|arranged|planned|continued|held|referred|remitted|brought"
    r"|agreed|resolved|asked|requested|needed|required|need|expected|added|included|instructed|decided|appointed|pleased"
    r"|undertaken|present|sent|tabled|reported|item|placed|spent|attend|convened|given|discussed|reviewed|intended)$"
)
AHEAD = re.compile(r"\b(?:next|coming|forthcoming|future)\b", re.IGNORECASE)
# "have a table put in": somebody sees to it.
CAUSED = re.compile(r"\b(?:have|get|having|getting)\b(?:\s+[\w'’-]+){1,6}$")
PLACED = re.compile(r"(?:in|on|at|during|before|over)\b", re.IGNORECASE)
NOUN_LEADS = frozenset({"in", "on", "at", "for", "before", "by", "when", "after", "once", "until", "following"})
# A thing, or one that is told more closely: "the rota of the lifeboat".
FIGURES = re.compile(
    r"\b(?:hours|figures?|accounts?|data|statistics|budget|costs?|returns?|rainfall|invoices?|bills?|minutes|reports?|numbers?"
    r"|balance|takings|results?|performance|statements?|payments?|precept|rota|timetable|dates?)"
    r"(?: made| given| (?:of|at) (?:the |its |their )?[\w'’-]{1,20}(?: [\w'’-]{1,20})?)?$"
)
# The longest of them, "performance of their" and two words, takes fewer characters.
FIGURES_TAIL = 64
# "for July and August" are what a thing covers, unless it is arranged for both.
ARRANGES = re.compile(r"\b(?:arrang|book|schedul|organis|plann?|rearrang|reschedul)(?:e|ed|ing)?\b")
AND_MONTH = re.compile(rf"\s+(?:and|or|&)\s+(?:{'|'.join(sorted(MONTH_NAMES))})\b")
OPENS_CLAUSE = re.compile(r"\b(?:that|and|but|if|whether|said|who|which)$")
RELATIVE = re.compile(
    r"\s(?:who|which|whose|that|whom)\s+(?:\w+\s+){0,3}?(?:had|has|have|was|were|is|are|would|will)\b"
)
MODALS, PASTS = (" would", " will"), (" had", " was", " were")
CLOSED = re.compile(r",|\s(?:would|will|should)\b")
MODAL = re.compile(r"\s+(?:would|will|should|could|might|shall|be)\b")
BE, INFINITIVE = re.compile(r"\sbe\b"), re.compile(r"\bto\s+\w+")
MAIN_VERB = re.compile(r"\s*,?\s+(?:would|will|should|could|shall|be|had|has|was|is|agreed|undertook|said|offered)\b")
PREPOSED = re.compile(r"(?:following|after|upon|on|when|once|further to)\b", re.IGNORECASE)
LATER_DEED = re.compile(r"\b(?:would|will|shall|should|to be|is to|are to|was to|were to|to\s+[a-z]+)\b")
EARLIER_DEED = re.compile(
    r"\b(?:was|were|had|has|have|agreed|noted|said|asked|resolved|RESOLVED|AGREED|advised|explained|reported|thanked"
    r"|considered|approved)\b"
)


def belongs_elsewhere(words: str, start: int, end: int, context: Context) -> bool:
    """Whether the time between two offsets of a sentence is not when what it promises is due."""
    before = words[:start].rstrip()
    said, tail = words[start:end], before[-TAIL:]
    return (
        ("failing" in tail and FAILING.search(tail) is not None)
        or ("ing" in before and REQUIRING.search(before) is not None)
        or _in_condition(before)
        or _in_a_name(before, said, start)
        or _is_past(said, tail, context)
        or _is_habit(before)
        or (tail.endswith(STANDARD_ENDS) and STANDARD.search(tail) is not None)
        or (ASKS_WHEN.match(said) is not None and INDIRECT.search(tail) is not None)
        or _of_a_thing(words, before, said, end)
        or _in_relative_clause(words, start, end)
        or _of_the_meeting_itself(words, start, end)
    )


def _in_a_name(before: str, said: str, start: int) -> bool:
    """ "Looked After Children": a name, not a time."""
    first = said.split(None, 1)[0].strip(",")
    if start <= 2 or not first[:1].isupper() or first in NAMES or SHOUTED.match(first):
        return False
    return before[-1:] not in CLAUSE_BEGINS


def _is_past(said: str, tail: str, context: Context) -> bool:
    lowered = tail.lower()
    if lowered.endswith(OF_ANOTHER_ENDS) and (
        OF_ANOTHER.search(lowered) or (MOVED_FROM.search(lowered) and not said.lower().startswith("now"))
    ):
        return True
    year = YEAR_SAID.search(said)
    return bool(year and context.meeting_date and int(year[0]) < context.meeting_date.year)


def _in_condition(before: str) -> bool:
    """ "if nothing had been received by 30 June", not "asked if it would be lit by 30 June"."""
    near = before[-CONDITION_TAIL:]
    if CONDITIONAL.search(near) is None:
        return False
    return IN_CONDITION.search(near) is not None and ASKS_IF.search(near) is None


def _is_habit(before: str) -> bool:
    for word in HABITS:
        if word in before:
            return ALWAYS.search(before) is not None
    return False


def _of_a_thing(words: str, before: str, said: str, end: int) -> bool:
    """A time that tells a thing from others: "figures for January", "the letter received on 4 May", "the buses in the
    summer would"."""
    lead = said.split(None, 1)[0].lower()
    before_modal = MODAL.match(words, end) is not None
    if lead == "for" and AND_MONTH.match(words, end) and not ARRANGES.search(before[-FIGURES_TAIL:]):
        return True
    if lead in ("for", "in", "of") and FIGURES.search(before[-FIGURES_TAIL:]):
        return lead == "for" or before_modal
    if before_modal and before and before[-1].isalnum() and lead in NOUN_LEADS:
        return not OPENS_CLAUSE.search(before[-TAIL:])
    return PLACED.match(said) is not None and _behind_participle(before) and not AHEAD.search(said)


def _behind_participle(before: str) -> bool:
    """Whether words end with a participle that tells a thing from others: "the petition received", and not "it would be
    received"."""
    last = before.rsplit(None, 3)
    if len(last) < 2 or not PARTICIPLE.fullmatch(last[-1]) or STILL_TO_COME.fullmatch(last[-1]):
        return False
    return not (AUXILIARY.search(" ".join(last[-3:-1])) or CAUSED.search(before))


def _in_relative_clause(words: str, start: int, end: int) -> bool:
    """ "The Ranger, who would be leaving in March, would send": the time of the clause in between."""
    if words.find("wh", 0, start) < 0 and words.find("that", 0, start) < 0:
        return False
    before_verb = MAIN_VERB.match(words, end) is not None
    if not before_verb and all(words.find(past, 0, start) < 0 for past in PASTS):
        return False
    for match in RELATIVE.finditer(words, 0, start):
        between = words[match.end() : start]
        if CLOSED.search(between) or (not match[0].endswith(MODALS) and BE.search(between)):
            continue
        if before_verb or (match[0].endswith(PASTS) and not INFINITIVE.search(between)):
            return True
    return False


def _of_the_meeting_itself(words: str, start: int, end: int) -> bool:
    """ "Following a site visit, the landlord had agreed": when it was said, not when it will be done."""
    if start > 2 or not PREPOSED.match(words, start) or words[end : end + 1] != ",":
        return False
    later, earlier = LATER_DEED.search(words, end), EARLIER_DEED.search(words, end)
    return earlier is not None and (later is None or earlier.start() < later.start())
