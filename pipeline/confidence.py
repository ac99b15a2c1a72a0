"""How sure the engine may be: the share of records that are right, by list and by confidence."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import get_args

from models.vocabulary import Confidence
from pipeline.scoring import GROUPS, LENIENT, Json, pairs

# (list, confidence) → (share right, of how many).
Shares = dict[tuple[str, str], tuple[float, int]]


def precision_by_confidence(documents: Sequence[Json], found: Mapping[str, Sequence[Json]]) -> Shares:
    """Return the precision of each list at each confidence, the surest first; what nothing was found for is left out.

    As in all figures, a record that matches a sentence annotated as soft counts neither way.
    """
    right: Counter[tuple[str, str]] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    for document in documents:
        for group, kinds in GROUPS.items():
            ours = [record for record in found[document["id"]] if record["kind"] in kinds]
            annotated = [record for record in document["records"] if record["kind"] in kinds]
            matched = {place for _, place in pairs(annotated, ours)}
            spare = [record for place, record in enumerate(ours) if place not in matched]
            soft = [record for record in document["records"] if record["kind"] == "soft"] if group in LENIENT else []
            free = {place for _, place in pairs(soft, spare)}
            right.update((group, ours[place]["confidence"]) for place in matched)
            told.update((group, ours[place]["confidence"]) for place in matched)
            told.update((group, record["confidence"]) for place, record in enumerate(spare) if place not in free)
    order = [(group, confidence) for group in GROUPS for confidence in get_args(Confidence)]
    return {key: (right[key] / told[key], told[key]) for key in order if told[key]}
