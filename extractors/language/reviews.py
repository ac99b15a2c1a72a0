"""Where a meeting goes through what earlier meetings asked, promised or began: the blocks under "Matters arising", of
an action log, of the clerk's report. Only headings are read here; closures.py says what is told under them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Literal

from extractors.language.alternation import any_of
from extractors.language.engine import Passage, one_line
from extractors.language.rules import word_lists
from models.text import Text

# A heading is short; an item may also begin "2407. Updates:- the hall: no news".
HEADING_LENGTH = 110
# A line of more words than this, without number or capitals, is a sentence.
MOST_WORDS = 7
# "31", "26/027", and with the letters of a body before it: "AM/4", "PFCP41".
COUNTED = r"(?P<number>(?:[A-Z]{2,5}[./-]?|[A-Z][./-])?\d{1,4}(?:[./]\d{1,3})*)"
NUMBER = re.compile(rf"\(?{COUNTED}[.)\\]*\s*$")
NUMBERED = re.compile(rf"{COUNTED}[.)\\]*\s+(?=[A-Z])")
INITIALS = re.compile(r"(?:[A-Z]{1,2}[a-z]?[A-Z]?|[A-Z]{2,4})(?:\s*[/&,]\s*(?:[A-Z]{1,2}[a-z]?[A-Z]?|[A-Z]{2,4}))*")
# "The Clerk advised as follows:" leads in a list and heads nothing.
LEADS_IN = re.compile(r"\b(?:as follows|advised|reported|informed|updated|gave|heard|told)\b[^:]*:[-–\s]*$")
OPENER = re.compile(r"(?:\d[\d./]*\s+)?(?P<head>[^.;]{3,60}?)\s*(?::\s*[-–]?|\s[-–]|:-|\.)\s")


class Review(IntEnum):
    """How much a block speaks of earlier matters: not at all, beside news, or of nothing else."""

    NONE = 0
    MIXED = 1
    FULL = 2


@dataclass(frozen=True, slots=True)
class _Heading:
    """What opens an item: its words, its style, and its number in parts ("5.1": "5", "1"; empty without)."""

    words: str
    style: Literal["title", "numbered", "capitals", "plain"]
    number: tuple[str, ...] = ()


def reviews(text: Text, passages: Sequence[Passage]) -> Iterator[Review]:
    """Give for each passage, in order, how much it goes through earlier matters."""
    current = Review.NONE
    opened: _Heading | None = None
    number: str | None = None
    labelled = False
    for passage in passages:
        words = one_line(text.plain[passage.block.body : passage.block.end]).strip()
        if NUMBER.fullmatch(words):
            # "5" alone on its line numbers the heading that follows it.
            number = words
            yield current
            continue
        if opened is not None and _is_next(opened.number, _number(passage.block.marker, words, number)):
            # "26/027 Planning: three applications were seen." opens the next item, long as it is.
            current, opened = Review.NONE, None
        heading = _heading(passage, words, number, page=labelled or passage.item is not None)
        number, labelled = None, passage.block.region == "label"
        if heading is not None:
            kind = review_heading(heading.words)
            if kind is not Review.NONE:
                current, opened = kind, heading
            elif opened is not None and _closes(heading, opened):
                current, opened = Review.NONE, None
        yield current


def review_heading(words: str) -> Review:
    """Say whether a heading opens a review of earlier matters.

    "Matters arising", "3. Review of Actions", "Updates:-" open one; "Clerk's report" one that is mixed with news.
    """
    if _starts_or_holds("review-headings").search(words):
        return Review.FULL
    return Review.MIXED if _starts_or_holds("report-back-headings").search(words) else Review.NONE


def heading_sign() -> str:
    """Return an expression for google-re2 that a text matches wherever a heading in it opens a review."""
    words = any_of(word_lists()["review-headings"] | word_lists()["report-back-headings"])
    return "(?i)" + words.replace(r"\ ", r"\W").replace("'", "['‘’]")


def _heading(passage: Passage, words: str, number: str | None, *, page: bool) -> _Heading | None:
    """What a block opens, None where it opens nothing. On a `page` a title is the page's own."""
    block = passage.block
    if block.region == "title" and page:
        return _Heading(words, "title")
    opener = OPENER.match(words)
    head = opener["head"] if opener and review_heading(opener["head"]) is not Review.NONE else None
    if head is not None and words.endswith(":") and review_heading(words) > review_heading(head):
        # "Clerk's report - actions from last time:" tells more as a whole.
        head = words.rstrip(" :–-")
    if head is None:
        if len(words) > HEADING_LENGTH or words[-1:] in ".;," or not words[:1].isalnum() or INITIALS.fullmatch(words):
            return None
        if LEADS_IN.search(words):
            return None
        head = words.rstrip(" :-–")
    counted = _number(block.marker, words, number)
    if counted:
        return _Heading(head, "numbered", counted)
    if block.kind == "heading":
        return _Heading(head, "capitals")
    return _Heading(head, "plain") if words[:1].isupper() and len(head.split()) <= MOST_WORDS else None


def _number(marker: str | None, words: str, number: str | None) -> tuple[str, ...]:
    """The numbers by which the block is counted: "5." one, "5.1" two, else none; the number may stand before it on its
    own."""
    found = NUMBERED.match(words) or NUMBER.fullmatch((marker or number or "").strip())
    return tuple(re.findall(r"[A-Z]+|\d+", found["number"])) if found else ()


def _is_next(last: Sequence[str], now: Sequence[str]) -> bool:
    """Whether an item counted by several numbers ("26/026") is followed by the one that is now counted ("26/027")."""
    return len(now) == len(last) > 1 and now[:-1] == last[:-1] and int(now[-1]) == int(last[-1]) + 1


def _closes(heading: _Heading, opened: _Heading) -> bool:
    """Whether a heading ends the review: one as high as the review's own, or one that never goes through the past."""
    if heading.style == "title" or opened.style == "title":
        return heading.style == "title"
    if _agenda().match(heading.words):
        return True
    if opened.style == "numbered":
        return heading.style == "numbered" and len(heading.number) <= len(opened.number)
    return heading.style == "capitals" or heading.style == opened.style


@cache
def _starts_or_holds(name: str) -> re.Pattern[str]:
    """A word list as a pattern: a single word ("updates") must be the whole heading, a phrase may stand anywhere."""
    anywhere = any_of(phrase for phrase in word_lists()[name] if " " in phrase)
    whole = any_of(phrase for phrase in word_lists()[name] if " " not in phrase)
    return re.compile(rf"\b{anywhere}\b|^\W*(?:\d[\d.]*\W+)?{whole}\W*$", re.IGNORECASE)


@cache
def _agenda() -> re.Pattern[str]:
    headings = any_of(word_lists()["agenda-headings"])
    return re.compile(rf"(?:\d[\d./]*[.)\\]*\s*)?(?:the\s+)?{headings}(?!\w)", re.IGNORECASE)
