"""An honest figure for hand-written rules: in each council, only rules that are right somewhere else may speak.

A rule written for one document helps there and nowhere else. So each council is scored with the predictions of those
rules alone that found something right in another council: what is lost against the plain figure was bought by
fitting.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.scoring import Json, Tally, credited, score


def held_out(documents: Sequence[Json], found: Mapping[str, Sequence[Json]]) -> list[Tally]:
    """Return the tallies of all documents, each read by rules that are right in at least one other council."""
    councils: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for rule in credited(document, found[document["id"]]):
            councils[rule].add(str(document.get("council")))
    return [
        score(
            document,
            [record for record in found[document["id"]] if councils[record["rule"]] - {str(document.get("council"))}],
        )
        for document in documents
    ]
