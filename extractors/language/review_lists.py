"""Lists that go through earlier matters though no heading says so: a sentence before them does, or their points."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from math import ceil

from extractors.language.closure_clauses import clauses
from extractors.language.closure_judgement import judge, may_be_plain
from extractors.language.engine import Passage, Sentence
from extractors.language.reviews import Review, reviews
from models.record import Record
from models.text import Text

SPOKEN = ("minutes", "decision")
# A list in which so many points, and such a share of all sentences, say outright how something stands is a review.
# So is a short one in which fewer do, but nearly half.
LEAST_TOLD, LEAST_SHARE = 3, 0.12
LEAST_TOLD_SHORT, LEAST_SHARE_SHORT = 2, 0.4
NUMBERED_HEADING = re.compile(r"\d{1,3}[.)]?\s+[A-Z][^.;]{2,80}(?<![.;,])")


def contexts(text: Text, passages: Sequence[Passage], others: Sequence[Record], *, headed: bool) -> list[Review]:
    """Say of each passage, in order, how much it goes through earlier matters, by headings and by lists; `headed` says
    that a heading in the text may open a review."""
    found = list(reviews(text, passages)) if headed else [Review.NONE] * len(passages)
    for run in _lists(passages):
        if found[run[0]] is Review.NONE and (_led_in(passages, run[0]) or _shows_itself(passages, run, others)):
            for place in run:
                found[place] = Review.FULL
    return found


def _lists(passages: Sequence[Passage]) -> Iterator[list[int]]:
    """Give the places of the points of each list; an owner's initials or a remark between two points do not end it."""
    run: list[int] = []
    for place, passage in enumerate(passages):
        if passage.block.region in SPOKEN and passage.block.kind == "list_item":
            run.append(place)
        elif run and _ends_list(passage):
            yield run
            run = []
    if run:
        yield run


def _ends_list(passage: Passage) -> bool:
    """Whether a block between two points begins another item: a numbered line without a full stop, or a title."""
    if passage.block.region not in SPOKEN:
        return passage.block.region == "title"
    begins = passage.sentences[0].words if passage.sentences else ""
    if passage.block.kind != "heading" and not begins[:1].isdigit():
        return False
    words = " ".join([sentence.words for sentence in passage.sentences])
    return passage.block.kind == "heading" and len(words.split()) > 2 or bool(NUMBERED_HEADING.fullmatch(words))


def _led_in(passages: Sequence[Passage], first: int) -> bool:
    """Whether the sentence before a list says that it tells of something earlier, and ends with a colon."""
    before = passages[first - 1].sentences[-1:] if first else ()
    return any(
        sentence.words.rstrip(" -–").endswith(":") and "points-back" in sentence.rules.families for sentence in before
    )


def _shows_itself(passages: Sequence[Passage], run: Sequence[int], others: Sequence[Record]) -> bool:
    """Whether a list whose heading is lost goes through earlier matters: many of its sentences say outright how
    something stands."""
    sentences = [sentence for place in run for sentence in passages[place].sentences]
    long = max(LEAST_TOLD, ceil(LEAST_SHARE * len(sentences)))
    short = max(LEAST_TOLD_SHORT, ceil(LEAST_SHARE_SHORT * len(sentences)))
    wanted = min(long, short)
    candidates = [sentence for sentence in sentences if may_be_plain(sentence)]
    if len(candidates) < wanted:
        return False
    # No more are looked at than are wanted.
    return len(list(islice((one for one in candidates if _is_plain(one, others)), wanted))) == wanted


def _is_plain(sentence: Sentence, others: Sequence[Record]) -> bool:
    """Whether a sentence says outright how something stands."""
    judged = (judge(clause, Review.FULL, recalled=False) for clause in clauses(sentence, others))
    return any(told is not None and told.plain for told in judged)
