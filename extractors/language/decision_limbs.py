"""Limbs of a decision: how one sentence parts into several, and which blocks behind a head belong to its list."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from extractors.language.alternation import any_of
from extractors.language.decision_heads import opening
from extractors.language.decision_wording import (
    FURTHER,
    INLINE_LIMB,
    LEADS_LIST,
    LIMB_LEAD,
    OF_THE_FOLLOWING,
    SECOND_CLAUSE,
)
from extractors.language.effects import effect_of
from extractors.language.engine import Passage
from extractors.language.owners import NAME, is_person
from extractors.language.prefilter import Screened, screened
from extractors.language.rules import word_lists
from extractors.language.wordings import begins, sought, wording
from models.frozen import frozen
from models.vocabulary import Effect, Kind

LIMB_TAIL = re.compile(r"[\s;,]*(?:\band\b\s*|\bor\b\s*)?\(?(?:[ivx]{1,4}|[a-h]|\d{1,2})?[.)]?\s*$")
# Numbers behind these count the parts of one decision, its conditions or its grounds.
WITHIN_ONE = re.compile(r"(?:,|\b(?:subject to|because|including|on the grounds?(?: of| that)?))[\s:–-]*$")
UNFINISHED = re.compile(r"(?:[;,]|\band)$")
LOOSE_END = re.compile(r"(?:[;,]\s*(?:and|or)?|\s+and)\s*$")
SHORTEST_LIMB = 4
NUMBER = re.compile(r"\w[.)]")
SIGNS = re.compile(r"[^()]+")
IN_BRACKETS = re.compile(r"\([^)]*\)")
SOMETHING_DONE = re.compile(r"\b(?:be|should|would|will|run|writes?)\b")
# Rows of figures under a decision are no limbs of it: they end with a sum, or their cells are all short (characters).
FIGURE = re.compile(r"[\s£€][\d,]*\d(?:\.\d\d)?[\s|]*$")
SHORT_CELL = 20
# A limb or two may have lost its number, or be told elsewhere.
MOST_NUMBERS_ON = 3


# Decisions of these effects have owners.
OWNED: frozenset[Effect | None] = frozenset({"assign", "delegate"})


@frozen
class Decision:
    """A limb found: offsets into `Text.plain`, its effect, the body that its head names (None where it names none, or
    where nobody may own what it decides), and the words that lead in its list ("" where it stands alone). `reach` is
    where the list of its terms ends, 0 where none stands behind it."""

    kind: Kind
    start: int
    end: int
    effect: Effect | None
    rule: str
    formal: bool
    body: str | None = None
    led_by: str = ""
    reach: int = 0


@frozen
class Head:
    """A decision head in force: the limbs that follow take kind, lead-in words and body from it. `taken` limbs stand
    already; `style` is how the first of them was marked, `marker` how the last was; `label` heads rule all blocks up to
    the next label; `open` says that the last limb ended unfinished; `parent` is the list in which this one is nested;
    `led_by` are all the words that lead in the list, the title before them included; `said` is where the sentence is
    that leads it in, None where none does; `joins` says that the last limb ended with "and", `ended` that the one
    behind it ended with a full stop, so that the list seems to be whole."""

    kind: Kind
    rule: str
    lead: str
    body: str | None
    formal: bool
    taken: int = 0
    style: str | None = None
    marker: str | None = None
    label: bool = False
    open: bool = False
    parent: "Head | None" = None
    led_by: str = ""
    said: tuple[int, int] | None = None
    joins: bool = False
    ended: bool = False


def style(marker: str | None) -> str:
    """Return how a list item is marked: "1", "i", "a", "•", or "" where it has no marker."""
    if marker is None:
        return ""
    core = marker.strip("().").lower()
    if re.fullmatch(r"\d+(?:[./]\d+)*", core):
        return "1"
    if re.fullmatch(r"[ivx]+", core):
        return "i"
    return "a" if core.isalpha() and core != "o" else "•"


def head_of(passage: Passage, head: Head | None) -> Head | None:
    """Return the head of which this passage is a limb: the one in force or one that it is nested in; None if none
    is."""
    while head is not None and not is_limb(passage, head):
        head = head.parent
    return head


def is_limb(passage: Passage, head: Head) -> bool:
    """Whether a block continues the list under a head."""
    block, words = passage.block, passage.sentences[0].words
    if block.kind == "heading" or begins("list-stop", words) or IN_BRACKETS.fullmatch(words):
        return False
    if head.parent is not None and head.parent.style and style(block.marker) == head.parent.style:
        return False
    if LIMB_LEAD.match(words) and head.parent is None:
        return True
    if head.rule == "moved" and head.parent is None:
        # Under "Motion" may stand its title: only "That ..." is the motion.
        return False
    if head.ended and not head.label and style(block.marker) == "1" and words[-1:] not in ".;,":
        # "5. Moorings": the title of the next item.
        return False
    if block.marker is not None and head.style == style(block.marker):
        return _goes_on(head.marker, block.marker)
    if head.label or head.open:
        return opening(words) is None
    if block.marker is not None or block.kind == "row":
        return head.taken == 0 or head.style == style(block.marker)
    if head.kind != "proposal" and begins("narrative", words):
        return False
    return (head.taken == 0 or (head.parent is not None and head.style == "")) and opening(words) is None


def _goes_on(last: str | None, marker: str) -> bool:
    """Whether a list goes on with a marker: "48." behind "(3)" is the number of the next item."""
    if last is not None and SIGNS.sub("", last) != SIGNS.sub("", marker):
        # "4." behind "(2)" too.
        return False
    before, now = (re.findall(r"\d+", one or "") for one in (last, marker))
    if not before or len(before) != len(now):
        return True
    return before[:-1] == now[:-1] and int(now[-1]) <= int(before[-1]) + MOST_NUMBERS_ON


def after(head: Head, passage: Passage) -> Head:
    """Return the head after one more limb; a limb that announces a list of its own becomes its head."""
    words = passage.sentences[-1].words.rstrip()
    first = style(passage.block.marker)
    went_on = replace(
        head,
        taken=head.taken + 1,
        style=head.style or first,
        marker=passage.block.marker or head.marker,
        open=UNFINISHED.search(words) is not None,
        joins=words.endswith((" and", " and,")),
        ended=head.joins and words.endswith("."),
    )
    if leads_list(words):
        lead = words.rstrip(" :–—-")
        return Head(head.kind, head.rule, lead, head.body, head.formal, parent=went_on, led_by=words)
    return went_on


def limbs(passage: Passage, head: Head) -> Iterator[Decision]:
    """Give the limbs of a block under a head: its first sentence, and those behind it that decide something further.

    Figures below a decision ("to pay the following:") are its object: there the head itself is what was decided.
    """
    if _is_figures(passage):
        if head.taken == 0 and head.said is not None and head.lead:
            effect = None if head.kind == "proposal" else effect_of(head.lead, lead="")
            yield Decision(head.kind, *head.said, effect, head.rule, formal=head.formal, body=head.body)
        return
    for sentence in passage.sentences:
        if sentence is not passage.sentences[0] and not FURTHER.search(sentence.words):
            return
        for start, end in inline_limbs(sentence.words, 0):
            yield from _limb(sentence.words[start:end], sentence.start + start, head)


def _is_figures(passage: Passage) -> bool:
    """Whether a block is a row of a table that decides nothing: a payment, heads of columns."""
    cells = passage.block.cells
    longest = max((cell.end - cell.start for cell in cells), default=0)
    return bool(cells) and (longest < SHORT_CELL or FIGURE.search(passage.sentences[-1].words) is not None)


def inline_limbs(words: str, offset: int) -> list[tuple[int, int]]:
    """Part "to note (i) ...; (ii) ..." and "that A be noted, and that B be sent" from `offset` on, as offsets into
    `words`; one limb where nothing parts them."""
    # With the sign right before the first mark.
    within = words[max(offset - 1, 0) :]
    marked = ")" in within or ";" in within or ":" in within
    marks = list(INLINE_LIMB.finditer(words, offset)) if marked else []
    numbered = [match for match in marks if NUMBER.search(match[0])]
    if len(numbered) >= 2 and not WITHIN_ONE.search(words, offset, numbered[0].start()):
        starts = [match.end() for match in numbered]
    else:
        parts = [match for match in marks if match[0].startswith(";")]
        starts = [offset, *(match.end() for match in parts)]
    if "and" in words and (
        words[:offset].rstrip(" :–-").lower().endswith(("that", " to")) or LIMB_LEAD.match(words, offset)
    ):
        second = (match.end() for match in SECOND_CLAUSE.finditer(words, offset))
        starts = sorted({*starts, *second, *_second_doers(words, offset)})
    ends = [*(_limb_end(words, start) for start in starts[1:]), len(words)]
    spans = []
    for start, end in zip(starts, ends, strict=True):
        stop = start + len(words[start:end].rstrip(" ;,"))
        if stop - start >= SHORTEST_LIMB:
            spans.append((start, stop))
    return spans


def _second_doers(words: str, offset: int) -> Iterator[int]:
    """Where, behind what shall be done, somebody begins a clause without "that": "be noted and the Clerk write"."""
    for match in _second_doer().finditer(words):
        if match.start() >= offset and is_person(match["doer"]):
            yield match.start("clause")


@cache
def _second_doer() -> Screened:
    lists = word_lists()
    deeds = any_of(verb for verb in lists["deliver-verbs"] - lists["done-by-deciding"] if " " not in verb)
    asked = r"be\s+(?:asked|requested|instructed|invited)\s+to"
    clause = rf"(?P<clause>(?:the\s+)?(?P<doer>{NAME})\s+(?:{asked}|{deeds}))\b"
    return screened(re.compile(rf"\bbe\s+(?:\w+ly\s+)?\w+(?:ed|en)\b[^.;:]{{0,60}}?,?\s+and\s+{clause}"))


def announces(words: str) -> bool:
    """Whether words only lead in a list ("the following be appointed:") and decide nothing by themselves."""
    if not leads_list(words) or OF_THE_FOLLOWING.search(words):
        return False
    return bool(wording("announces-list").search(words)) or not SOMETHING_DONE.search(words)


def leads_list(words: str) -> bool:
    """Whether words end with the colon or dash behind which a list stands."""
    # Most words end otherwise, which is sooner seen than the pattern has passed them.
    return words.rstrip().endswith((":", "-", "–", "—")) and LEADS_LIST.search(words) is not None


def loose_end(words: str) -> int:
    """Return the offset at which words end without what only leads on to the next limb: "be noted; and"."""
    loose = LOOSE_END.search(words) if words.rstrip().endswith((";", ",", "and", "or")) else None
    return loose.start() if loose else len(words)


def _limb_end(words: str, following: int) -> int:
    match = LIMB_TAIL.search(words[:following])
    end = match.start() if match else following
    return end - 4 if words[:end].endswith(" and") else end


def _limb(words: str, start: int, head: Head) -> Iterator[Decision]:
    if announces(words):
        return
    end = loose_end(words)
    said = words[:end] if end < len(words) else words.rstrip(" :–")
    lead = "" if LIMB_LEAD.match(words) else head.lead
    effect = None if head.kind == "proposal" else effect_of(said, lead=lead)
    kind: Kind = "recommendation" if head.kind == "resolution" and sought("advises").search(said) else head.kind
    span = (start, start + len(said))
    yield Decision(kind, *span, effect, head.rule, formal=head.formal, body=head.body, led_by=head.led_by)
