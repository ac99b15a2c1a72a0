"""The clauses of a sentence that may tell of something earlier: the whole of it, or what other records leave."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.language.closure_reference import numbered
from extractors.language.engine import Hit, Sentence
from models.record import Record
from models.vocabulary import COMMITMENTS

# Where a sentence that tells of the past and promises beside it comes apart.
SEAM = re.compile(
    r";\s+|,?\s+but\s+|,\s+(?:and|so|although|though|while)\s+(?:that\s+)?|\s+and\s+(?:that\s+)|:\s+|"
    r"(?<!\b[Tt]he),?\s+(?=(?:[Tt]he\s+)?(?:[A-Z][\w.'’-]*\s+){1,4}to\s+(?!the\b|an?\b|his\b|her\b|all\b)[a-z]+\b)|"
    r"\s+and\s+(?=was asked|would|will)"
)
LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """Words between two offsets of the text, and the closure rules that fired among them, in order.

    `shared` says that a promise or task was quoted with the whole sentence, these words included; `families` are those
    of the rules.
    """

    start: int
    end: int
    words: str
    hits: tuple[Hit, ...]
    shared: bool = False
    families: frozenset[str] = frozenset()

    @property
    def points_back(self) -> bool:
        """Whether its words point back to an earlier request, promise, meeting or number."""
        return bool(self.fired("points-back") or self.fired("answers") or numbered(self.words))

    def fired(self, family: str) -> tuple[Hit, ...]:
        """Return the hits of one family, in order."""
        if family not in self.families:
            return ()
        return tuple([hit for hit in self.hits if hit.rule.family == family])

    def first(self, family: str) -> Hit | None:
        """Return the first hit of a family, None where it did not fire."""
        return next(iter(self.fired(family)), None)

    def words_of(self, hit: Hit) -> str:
        """Return the words that made a rule fire."""
        return self.words[hit.start - self.start : hit.end - self.start]

    def before(self, hit: Hit) -> str:
        """Return the clause's words before a hit."""
        return self.words[: hit.start - self.start]

    def after(self, hit: Hit) -> str:
        """Return the clause's words behind a hit."""
        return self.words[hit.end - self.start :]


def clauses(sentence: Sentence, others: Sequence[Record]) -> Iterator[Clause]:
    """Give the sentence itself where no other record touches it, else those of its clauses that none touches.

    Where a promise or task was quoted with its whole sentence, the clauses before its last one are given as shared:
    "the sign was still not in place, the Clerk to chase".
    """
    if "closure" not in sentence.kinds:
        return
    touching = [one for one in others if one.start < sentence.end and sentence.start < one.end]
    if not touching:
        yield whole(sentence)
        return
    parts = list(_parts(sentence))
    promised = all(one.kind in COMMITMENTS for one in touching)
    for place, (start, end) in enumerate(parts):
        free = not any(one.start < end and start < one.end for one in touching)
        shared = not free and promised and place < len(parts) - 1
        if (free or shared) and len(
            sentence.words[start - sentence.start : end - sentence.start].split()
        ) >= LEAST_WORDS:
            yield _clause(sentence, start, end, shared=shared)


def whole(sentence: Sentence) -> Clause:
    """Return a sentence as one clause."""
    return _clause(sentence, sentence.start, sentence.end)


def _parts(sentence: Sentence) -> Iterator[tuple[int, int]]:
    start = 0
    for seam in SEAM.finditer(sentence.words):
        if seam.start() > start:
            yield sentence.start + start, sentence.start + seam.start()
        start = seam.end()
    yield sentence.start + start, sentence.end


def _clause(sentence: Sentence, start: int, end: int, *, shared: bool = False) -> Clause:
    words = sentence.words[start - sentence.start : end - sentence.start]
    inside = tuple([hit for hit in sentence.hits_of("closure") if start <= hit.start and hit.end <= end])
    return Clause(start, end, words, inside, shared, frozenset([hit.rule.family for hit in inside]))
