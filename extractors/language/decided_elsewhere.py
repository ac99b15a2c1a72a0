"""Decisions that another body took and the meeting is told of: "Planning decisions received from the district:", and
below it application after application, each with "Approved" or "Refused". They read like the meeting's own."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from extractors.language.decision_limbs import Decision
from extractors.language.wordings import wording
from models.text import Text

# Longer blocks are no title and lead in no list.
LONGEST_LEAD = 160
# One of these stands in each telling: to find letters is what costs least in a whole text.
SAID = ("ecision", "ECISION")
# What these find may be somebody else's decision; a head ("RESOLVED") or a body's name makes it the meeting's.
TOLD_SHORT = frozenset({"status-line", "planning-view", "passive-decision"})


def without_told(text: Text, found: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions of a text without those that the title or lead-in above them says were taken elsewhere."""
    if not any(_is_short(text, one) for one in found):
        return tuple(found)
    starts = [block.start for block in text.blocks]
    telling = set(_telling(text, starts))
    if not telling:
        return tuple(found)
    return tuple([one for one in found if not (_is_short(text, one) and _is_told(text, starts, one, telling))])


def _telling(text: Text, starts: Sequence[int]) -> Iterator[int]:
    """The places of the blocks that say that what stands below them was decided elsewhere."""
    for said in (place for letters in SAID for place in _places(text.plain, letters)):
        place = bisect_right(starts, said) - 1
        block = text.blocks[place]
        words = text.plain[block.start : block.end]
        if len(words) <= LONGEST_LEAD and wording("decided-elsewhere").search(words):
            yield place


def _places(words: str, letters: str) -> Iterator[int]:
    at = words.find(letters)
    while at >= 0:
        yield at
        at = words.find(letters, at + 1)


def _is_short(text: Text, decision: Decision) -> bool:
    labelled = decision.rule == "decided" and text.plain.startswith("Decision", decision.start)
    return labelled or decision.rule in TOLD_SHORT


def _is_told(text: Text, starts: Sequence[int], decision: Decision, telling: Collection[int]) -> bool:
    """Whether its own block, or the last title or lead-in above it, tells of decisions elsewhere."""
    own = bisect_right(starts, decision.start) - 1
    for place in range(own, -1, -1):
        block = text.blocks[place]
        if place in telling:
            return True
        if place < own and (
            block.kind == "heading" or block.region == "title" or text.plain.endswith(":", 0, block.end)
        ):
            return False
    return False
