"""The terms of a decision: "RESOLVED: That the licence be granted, subject to the following conditions:" and below it
one condition after another. They are parts of that decision; what they say shall be done nobody at the meeting
promised."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.language.decision_heads import opening
from extractors.language.decision_limbs import Decision, style
from extractors.language.decision_wording import LIMB_LEAD
from extractors.language.engine import Passage
from extractors.language.wordings import sought


def with_terms(passages: Sequence[Passage], found: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions, each with how far its terms reach, without those that were read from terms."""
    starts = [passage.block.start for passage in passages]
    reaches = {one: reach for one in found if (reach := _reach(passages, bisect_right(starts, one.start) - 1))}
    if not reaches:
        return tuple(found)
    spans = [(one.end, reach) for one, reach in reaches.items()]
    return tuple(
        replace(one, reach=reaches.get(one, 0))
        for one in found
        if not any(start < one.start < end for start, end in spans)
    )


def _reach(passages: Sequence[Passage], place: int) -> int:
    """Where the list of terms ends that a block leads in with its last sentence, 0 where it leads in none."""
    own = passages[place].sentences
    if not own or not own[-1].words.rstrip(" –-").endswith(":") or not sought("terms-follow").search(own[-1].words):
        return 0
    return max((passage.block.end for passage in _terms(passages, place)), default=0)


def _terms(passages: Sequence[Passage], place: int) -> Iterator[Passage]:
    """The points of the list behind a block: marked alike, of its item, and neither limbs nor heads of their own."""
    marked: str | None = None
    leads = passages[place]
    for passage in passages[place + 1 :]:
        if not passage.sentences:
            continue
        block, words = passage.block, passage.sentences[0].words
        marked = marked or style(block.marker)
        if not marked or style(block.marker) != marked or marked == style(leads.block.marker):
            return
        if passage.item != leads.item or block.kind == "heading" or LIMB_LEAD.match(words) or opening(words):
            return
        yield passage
