"""What changed between two versions of a text, sentence by sentence. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from extractors.language.likeness import in_order
from extractors.language.sentences import split

# Two sentences that share so many words, in order, are versions of one.
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Difference:
    """One sentence: `old` None where it is new, `new` None where it was taken out, both where it was corrected."""

    kind: Literal["added", "removed", "corrected"]
    old: str | None
    new: str | None


def differences(old: str, new: str) -> tuple[Difference, ...]:
    """Return what a newer version of a text changed, in its order; empty where only white space did."""
    before, after = _sentences(old), _sentences(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[Difference] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            found += _changed(before[first:last], after[start:end])
    return tuple(found)


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    """Pair the sentences of one changed stretch that are versions of each other, in order."""
    left = list(before)
    for sentence in after:
        place = next((n for n, one in enumerate(left) if in_order(one.split(), sentence.split()) >= ALIKE), None)
        if place is None:
            yield Difference("added", None, sentence)
            continue
        for gone in left[:place]:
            yield Difference("removed", gone, None)
        yield Difference("corrected", left[place], sentence)
        left = left[place + 1 :]
    for gone in left:
        yield Difference("removed", gone, None)


def _sentences(plain: str) -> list[str]:
    """The sentences of all blocks, white space collapsed."""
    found: list[str] = []
    for line in plain.split("\n"):
        found += [" ".join(line[span.start : span.end].split()) for span in split(line, 0, len(line))]
    return [sentence for sentence in found if sentence]
