"""The clauses of a sentence that may tell of something earlier: the whole of it, or what other records leave."""

import re
from collections.abc import Iterator, Sequence

from extractors.language.closure_reference import numbered
from extractors.language.engine import Hit, Sentence
from extractors.language.possible_wordings import possible
from extractors.language.wordings import wording
from models.frozen import frozen
from models.record import Record
from models.vocabulary import COMMITMENTS

# Where a sentence that tells of the past and promises beside it comes apart. The expression begins with a sign or a
# blank, which is soon found, and then looks at what that was.
SEAM = re.compile(
    r"[;:,\s](?:(?<=[;:])\s+|(?<=,)\s+(?:but\s+|(?:and|so|although|though|while)\s+(?:that\s+)?)|"
    r"(?<=,)\s+(?=(?:who|which)\s+(?:would|will|had|has|have)\b)|"
    r"(?<=\s)\s*(?:but\s+|and\s+(?:that\s+|(?=was asked|would|will)))|(?<!\b[Tt]he[,\s])(?:(?<=\s)|\s)\s*"
    r"(?=(?:[Tt]he\s+)?(?:[A-Z][\w.'’-]*\s+){1,4}to\s+(?!the\b|an?\b|his\b|her\b|all\b)[a-z]+\b))"
)
LEAST_WORDS = 3
# The rule file of the wordings that clauses of closures are searched for.
WORDINGS = "closure_wordings.toml"


class Hits(dict[str, tuple[Hit, ...]]):
    """The hits in a sentence by family, each looked up when it is first asked for: few of those that fire are."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__()
        self._sentence = sentence

    def __missing__(self, family: str) -> tuple[Hit, ...]:
        found = self[family] = self._sentence.hits_of_family(family)
        return found


@frozen
class Clause:
    """Words between two offsets of the text, and the hits in their sentence, of whose rules `families` are.

    `shared` says that a promise or task was quoted with the whole sentence, these words included; `possible` names the
    wordings that may stand in the sentence.
    """

    start: int
    end: int
    words: str
    families: frozenset[str]
    hits: Hits
    possible: frozenset[str]
    shared: bool = False

    @property
    def points_back(self) -> bool:
        """Whether its words point back to an earlier request, promise, meeting or number."""
        return bool(self.fired("points-back") or self.fired("answers") or numbered(self.words))

    def fired(self, family: str) -> tuple[Hit, ...]:
        """Return the hits of one family among the words, in order."""
        if family not in self.families:
            return ()
        return tuple([hit for hit in self.hits[family] if self.start <= hit.start and hit.end <= self.end])

    def first(self, family: str) -> Hit | None:
        """Return the first hit of a family, None where it did not fire."""
        return next(iter(self.fired(family)), None)

    def search(self, name: str, part: str) -> re.Match[str] | None:
        """Search a part of the words for a wording of closures."""
        return wording(name).search(part) if name in self.possible else None

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
    parts, hits, may_stand = list(_parts(sentence)), Hits(sentence), possible(WORDINGS, sentence.words)
    promised = all(one.kind in COMMITMENTS for one in touching)
    for place, (start, end) in enumerate(parts):
        free = not any(one.start < end and start < one.end for one in touching)
        shared = not free and promised and place < len(parts) - 1
        words = sentence.words[start - sentence.start : end - sentence.start]
        if (free or shared) and len(words.split()) >= LEAST_WORDS:
            yield Clause(start, end, words, sentence.rules.families, hits, may_stand, shared)


def whole(sentence: Sentence) -> Clause:
    """Return a sentence as one clause."""
    families, may_stand = sentence.rules.families, possible(WORDINGS, sentence.words)
    return Clause(sentence.start, sentence.end, sentence.words, families, Hits(sentence), may_stand)


def _parts(sentence: Sentence) -> Iterator[tuple[int, int]]:
    start = 0
    for seam in SEAM.finditer(sentence.words):
        if seam.start() > start:
            yield sentence.start + start, sentence.start + seam.start()
        start = seam.end()
    yield sentence.start + start, sentence.end
