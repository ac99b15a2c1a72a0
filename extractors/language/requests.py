"""Requests, and their fate in the same item: accepted, answered, declined or open.

How a sentence asks is read in request_forms.py, what becomes of it in request_fates.py; here both meet. A question
that is answered on the spot is no request, and a suggestion is one only where the item takes it up.
"""

from collections.abc import Iterator, Sequence

from extractors.language.engine import Sentence
from extractors.language.request_fates import Outcome, outcome
from extractors.language.request_forms import Asked, asked, asked_ahead
from extractors.language.resolve import free
from extractors.language.rules import rule
from extractors.language.wordings import wording
from models.frozen import frozen
from models.record import Record
from models.vocabulary import COMMITMENTS, Confidence, Fate

# The rule of what stands in a list behind "Members asked for the following:".
LISTED = "asked-for"
# How a sentence ends that may lead in a list of requests.
LEADING = (":", " ", "-", "–")
# The place of the list item that a sentence stands in, None in running text; and the sentence.
Placed = tuple[int | None, Sentence]


@frozen
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
    telling = [
        place for place, (_, one) in enumerate(sentences) if "request" in one.rules.kinds or one.words.endswith(LEADING)
    ]
    if not telling:
        return
    inside = [one for one in records if sentences[0][1].start <= one.start < sentences[-1][1].end]
    for place, said in _asked(sentences, telling):
        found, promise = _apart(said, sentences[place][1], inside)
        if found is None or not free(found.start, found.end, records):
            continue
        judged = outcome(sentences[place][1], _following(sentences, place), inside)
        judged = Outcome("accepted", promise) if promise is not None else judged
        if _counts(found, judged):
            confidence = rule(found.rule).confidence
            yield Request(found.start, found.end, found.owner, judged.fate, found.rule, confidence, judged.promise)


def _asked(sentences: Sequence[Placed], telling: Sequence[int]) -> Iterator[tuple[int, Asked]]:
    """Give what is asked for, each with the place of its sentence: in one of the sentences at the places `telling`, or
    in a point of a list behind one of these."""
    past_list = 0
    for place in telling:
        if place < past_list:
            continue
        sentence = sentences[place][1]
        past_list = place + 1
        leads = _leads_list(sentence.words) and place + 1 < len(sentences) and sentences[place + 1][0] is not None
        found = None if leads else asked(sentence)
        if found is not None:
            yield place, found
        if leads:
            while past_list < len(sentences) and sentences[past_list][0] is not None:
                listed = sentences[past_list][1]
                yield past_list, Asked(listed.start, listed.end, (), "no answer", LISTED)
                past_list += 1


def _apart(said: Asked, sentence: Sentence, records: Sequence[Record]) -> tuple[Asked | None, Record | None]:
    """A request without the promise that accepts it behind it in its sentence, and that promise: "asked for a map, and
    the Surveyor agreed to draw one". None where nothing is asked before the promise."""
    promise = next((one for one in records if said.start < one.start < said.end and one.kind in COMMITMENTS), None)
    if promise is None:
        return said, None
    return asked_ahead(sentence, said.start - sentence.start, promise.start - sentence.start), promise


def _leads_list(words: str) -> bool:
    return words.rstrip(" -–").endswith(":") and wording("request-leads-list").search(words) is not None


def _counts(found: Asked, judged: Outcome) -> bool:
    if found.needs == "acceptance":
        return judged.fate == "accepted"
    return found.needs == "nothing" or judged.fate != "answered"


def _following(sentences: Sequence[Placed], place: int) -> list[Sentence]:
    """The sentences behind a request that may answer it: up to the next point of its list, where it stands in one."""
    point = sentences[place][0]
    return [sentence for other, sentence in sentences[place + 1 : place + 4] if point is None or other == point]
