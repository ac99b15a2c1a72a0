"""Requests, and their fate in the same item: accepted, answered, declined or open.

How a sentence asks is read in request_forms.py, what becomes of it in request_fates.py; here both meet. A question
that is answered on the spot is no request, and a suggestion is one only where the item takes it up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.language.engine import Sentence
from extractors.language.request_fates import Outcome, outcome
from extractors.language.request_forms import Asked, asked
from extractors.language.resolve import free
from extractors.language.rules import rule
from extractors.language.wordings import said
from models.record import Record
from models.vocabulary import Confidence, Fate

# The rule of what stands in a list behind "Members asked for the following:".
LISTED = "asked-for"
# How a sentence ends that may lead in a list of requests.
LEADING = (":", " ", "-", "–")
# The place of the list item that a sentence stands in, None in running text; and the sentence.
Placed = tuple[int | None, Sentence]


@dataclass(frozen=True, slots=True)
class Request:
    """A request: offsets of its sentence, who is asked as written, what became of it in the same item, and the promise
    that accepts it, None where there is none."""

    start: int
    end: int
    owner: tuple[str, ...]
    fate: Fate
    rule: str
    confidence: Confidence
    promise: Record | None = None


def requests(sentences: Sequence[Placed], records: Sequence[Record]) -> Iterator[Request]:
    """Give the requests of one item's sentences, in order, beside the `records` already found in the same text.

    Each sentence comes with the list item that it stands in, None for running text: an answer to a point of a list
    stands in that point.
    """
    if not any("request" in one.kinds or one.words.endswith(LEADING) for _, one in sentences):
        return
    inside = [one for one in records if sentences[0][1].start <= one.start < sentences[-1][1].end]
    in_list = False
    for place, (point, sentence) in enumerate(sentences):
        listed = in_list and point is not None
        found = Asked(sentence.start, sentence.end, (), "no answer", LISTED) if listed else asked(sentence)
        in_list = listed or _leads_list(sentence.words)
        if found is None or not free(found.start, found.end, records):
            continue
        judged = outcome(sentence, _following(sentences, place), inside)
        if _counts(found, judged):
            confidence = rule(found.rule).confidence
            yield Request(found.start, found.end, found.owner, judged.fate, found.rule, confidence, judged.promise)


def _leads_list(words: str) -> bool:
    return words.rstrip(" -–").endswith(":") and said("request-leads-list", words) is not None


def _counts(found: Asked, judged: Outcome) -> bool:
    if found.needs == "acceptance":
        return judged.fate == "accepted"
    return found.needs == "nothing" or judged.fate != "answered"


def _following(sentences: Sequence[Placed], place: int) -> list[Sentence]:
    """The sentences behind a request that may answer it: up to the next point of its list, where it stands in one."""
    point = sentences[place][0]
    return [sentence for other, sentence in sentences[place + 1 : place + 4] if point is None or other == point]
