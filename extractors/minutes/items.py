"""The items of printed minutes: where each begins and ends, its number and its title.

Printed minutes number their items in one run ("12. Highways", "185/20 To discuss ...", "C/114/25 HOUSING", "PL.14
SITE VISITS", "23.26 Moorings"), and number much else besides: lists, paragraphs, tables. The run that counts up through
the whole document, and whose members look most like headings, is that of the items.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.minutes.headed_items import end_of_items, headed_items
from models.meeting import Item
from models.text import Block, Text

PLAIN = re.compile(r"\(?(?P<number>\d{1,4})(?:\.0)?[.):]?")
PARTED = re.compile(r"(?P<letters>[A-Z]{1,4}[/ ]?)?(?P<first>\d{1,4})/(?P<second>\d{1,4})\.?")
# A number and the year in which it counts, "23.26".
OF_YEAR = re.compile(r"(?P<number>\d{1,4})\.(?P<year>[23]\d)\.?")
LETTERED = re.compile(r"(?P<letters>[A-Z]{1,4})[. -]?(?P<number>\d{1,4})")
SPELT = re.compile(r"(?:agenda )?item(?: no\.?| number)? ?(?P<number>\d{1,3})\s*[.:)–-]?(?:\s+|$)", re.IGNORECASE)
NUMBER_FIRST = re.compile(r"(?P<number>(?:[A-Z]{1,4}[/. -]?)?\d{1,4}(?:/\d{1,4})?)\.?\s+(?=\S)")
AGENDA_ITEM = re.compile(r"\s*[(\[](?:agenda )?item(?: no\.?| number)? ?(?P<number>\d{1,3}[a-z]?)[)\]]", re.IGNORECASE)
# A title has at most so many words; behind a colon or a dash, so many before it.
TITLE_WORDS = 16
SENTENCE_WORDS = 30
RUN_IN_WORDS = 9
# "PLANNING A letter was read": what is written large behind the title is no part of it.
CAPITALS = re.compile(r"(?P<title>[A-Z][A-Z0-9 ’'&,/()–-]{5,}(?<! )[A-Z)])(?=\s*[.:–-]?\s|\s*$)")
# "GATES. Mr Fen said that ...": a short word needs its sign.
SHORT_CAPITALS = re.compile(r"(?P<title>[A-Z]{3,6})(?=\s*[.:–-]\s)")
RUN_IN = re.compile(r"(?P<title>[A-Z][^.:–]{3,80}?)\s*(?::|\s[–-]\s)")
SENTENCE = re.compile(r"(?P<title>To [a-z].+?)(?:\.(?=\s|$)|$)")
# How much a heading, a bold line, a line in capitals, a short line and any other line look like an item's beginning.
HEADING, BOLD, UPPER, SHORT, OTHER = 3.0, 3.0, 2.5, 1.5, 0.3
# Every number left out costs so much, up to so many; the search for the number before looks at so many candidates.
SKIPPED = 0.6
MOST_SKIPPED = 5
REACH = 150
# A run of items has at least so many members and so much in its favour.
FEWEST = 2
LEAST_SCORE = 4.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    block: int
    number: str
    value: int
    family: str
    score: float


def items(text: Text) -> tuple[Item, ...]:
    """Return the items of printed minutes in order: those of the run of numbers, else of the headings; empty where
    neither can be told. What stands before the first item belongs to none."""
    chain = _best_chain(list(_candidates(text)))
    if len(chain) < FEWEST or sum(one.score for one in chain) < LEAST_SCORE:
        return headed_items(text)
    starts = [text.blocks[one.block].start for one in chain]
    ends = [*starts[1:], end_of_items(text, chain[-1].block)]
    return tuple(_item(text, one, start, end) for one, start, end in zip(chain, starts, ends, strict=True))


def _candidates(text: Text) -> Iterator[_Candidate]:
    for index, block in enumerate(text.blocks):
        if block.kind == "row" or block.region == "other":
            continue
        number = _number(text, block)
        if number is None:
            continue
        score = _likeness(text, block, number)
        for family, value in _families(number):
            yield _Candidate(index, number, value, family, score)


def _number(text: Text, block: Block) -> str | None:
    """The number in front of a block, as printed and without what closes it."""
    words = text.plain[block.start : block.end]
    spelt = SPELT.match(words)
    if spelt is not None:
        return spelt["number"]
    if block.marker is not None:
        return block.marker.rstrip(".):").lstrip("(") if block.marker.strip("(").rstrip(".):")[-1:].isdigit() else None
    first = NUMBER_FIRST.match(words)
    if first is not None and (_is_title(block, words[first.end() :]) or "/" in first["number"]):
        return first["number"]
    return None


def _is_title(block: Block, words: str) -> bool:
    return block.bold or block.kind == "heading" or words.isupper()


def _families(number: str) -> Iterator[tuple[str, int]]:
    """The runs that a number may belong to: "185/20" counts up in its first or, rarely, in its second part."""
    plain = PLAIN.fullmatch(number)
    if plain is not None:
        yield "plain", int(plain["number"])
        return
    for pattern, group in ((OF_YEAR, "year"), (LETTERED, "letters")):
        found = pattern.fullmatch(number)
        if found is not None:
            yield f"*{found[group]}", int(found["number"])
    parted = PARTED.fullmatch(number)
    if parted is not None:
        letters = (parted["letters"] or "").strip(" /")
        yield f"{letters}*/{parted['second']}", int(parted["first"])
        yield f"{letters}{parted['first']}/*", int(parted["second"])


def _likeness(text: Text, block: Block, number: str) -> float:
    words = _bare(text, block, number)
    letters = [character for character in words if character.isalpha()]
    if not letters:
        # "Agenda Item 5" stands on a line of its own above its title.
        return SHORT if SPELT.match(text.words(block)) else 0.0
    score = OTHER
    count = len(words.split())
    if count <= TITLE_WORDS and not words.endswith((";", ",")):
        score = max(score, SHORT if not words.endswith(".") else SHORT / 2)
        if all(character.isupper() for character in letters) and len(letters) > 2:
            score = max(score, UPPER)
    if CAPITALS.match(words) or SHORT_CAPITALS.match(words) or SENTENCE.match(words):
        score = max(score, SHORT)
    if block.kind == "heading":
        score = max(score, HEADING)
    elif block.bold:
        score = max(score, BOLD)
    return score + (0.5 if "/" in number else 0.0)


def _best_chain(found: Sequence[_Candidate]) -> list[_Candidate]:
    """The run of one family that counts up and looks most like the items of a meeting."""
    best: list[tuple[float, int | None]] = []
    last: dict[str, list[int]] = {}
    for place, one in enumerate(found):
        score, before = one.score, None
        for other in last.setdefault(one.family, [])[-REACH:]:
            step = one.value - found[other].value
            if 1 <= step <= MOST_SKIPPED and found[other].block < one.block:
                joined = best[other][0] + one.score - SKIPPED * (step - 1)
                if joined > score:
                    score, before = joined, other
        best.append((score, before))
        last[one.family].append(place)
    if not best:
        return []
    at: int | None = max(range(len(best)), key=lambda place: best[place][0])
    chain: list[_Candidate] = []
    while at is not None:
        chain.append(found[at])
        at = best[at][1]
    return chain[::-1]


def _item(text: Text, one: _Candidate, start: int, end: int) -> Item:
    block = text.blocks[one.block]
    words = _bare(text, block, one.number)
    agenda = AGENDA_ITEM.search(words)
    title = _title(AGENDA_ITEM.sub("", words), block) if words else _title_below(text, one.block)
    minute = one.number if agenda is not None or one.family != "plain" else None
    return Item(ref=None, number=one.number, title=title, start=start, end=end, minute_number=minute)


def _bare(text: Text, block: Block, number: str) -> str:
    """The block's words without their number, in one line."""
    words = " ".join(text.words(block).split())
    spelt = SPELT.match(words)
    if spelt is not None:
        return words[spelt.end() :]
    first = NUMBER_FIRST.match(words) if block.marker is None else None
    return words[first.end() :] if first is not None and first["number"] == number else words


def _title_below(text: Text, number: int) -> str | None:
    """The title that stands in the block below its number, None where a sentence stands there."""
    for block in text.blocks[number + 1 : number + 2]:
        words = " ".join(text.words(block).split())
        if _is_title(block, words) or not words.endswith((".", ";", ":")):
            return _title(words, block)
    return None


def _title(words: str, block: Block) -> str | None:
    """The title alone, where it can be told from the words that follow it in the same block; else None."""
    short = len(words.split()) <= TITLE_WORDS
    if block.kind == "heading" or (block.bold and short) or (short and not words.endswith((".", ";"))):
        return words.strip(" :.–-") or None
    for pattern, most in (
        (CAPITALS, TITLE_WORDS),
        (SHORT_CAPITALS, 1),
        (SENTENCE, SENTENCE_WORDS),
        (RUN_IN, RUN_IN_WORDS),
    ):
        match = pattern.match(words)
        if match is not None and len(match["title"].split()) <= most:
            return match["title"].strip(" :.–-")
    return words.rstrip(".") if len(words.split()) <= RUN_IN_WORDS else None
