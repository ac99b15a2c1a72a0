"""Scores records against annotated documents: who agrees with the annotator, on what, and how sure the figure is.

A predicted and an annotated record match when their kinds fall in one group and the token F1 of their quotes is at
least 0.5; pairs are taken greedily, best first. Annotated `soft` records count neither for nor against. Intervals are
percentile bootstraps over documents.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# `Any`: annotated documents and predictions are JSON.
Json = Mapping[str, Any]

GROUPS: dict[str, frozenset[str]] = {
    "commitments": frozenset({"undertaking", "action"}),
    "resolutions": frozenset({"resolution", "recommendation"}),
    "requests": frozenset({"request"}),
    "closures": frozenset({"closure"}),
    "proposals": frozenset({"proposal"}),
}
LISTS = (*GROUPS, "followup")
# In these lists finding what is annotated as soft is neither right nor wrong.
LENIENT = ("commitments", "requests")
FIELDS = ("owner", "due", "date", "effect")
LEAST_MATCH = 0.5
ROUNDS = 400
QUOTES = str.maketrans({"\u00a0": " ", "’": "'", "‘": "'", "“": '"', "”": '"'})
# Words that say nothing of who an owner is.
TITLES = frozenset({"the", "for", "of", "and", "a", "an", "on", "behalf", "mr", "mrs", "ms", "miss", "dr"})


@dataclass(slots=True)
class Tally:
    """Counts of one or many documents, and what was missed or wrong: (group, how, document, words)."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ListFigure:
    """How well one list of records was found; None where there is nothing to divide by."""

    precision: float | None
    recall: float | None
    f1: float | None
    annotated: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures: lists by name, fields by name as (share right, of how many), and quotes that are not in the text."""

    lists: dict[str, ListFigure]
    fields: dict[str, tuple[float | None, int]]
    unquotable: int


def squeeze(words: str) -> str:
    """Return words with straight quotes and single blanks, as quotes are compared."""
    return re.sub(r"\s+", " ", words.translate(QUOTES)).strip()


def score(document: Json, predicted: Iterable[Json]) -> Tally:
    """Score what was found in one annotated document."""
    tally, text, name = Tally(), squeeze(document["text"]), document["id"]
    usable: list[Json] = []
    for record in predicted:
        quote = squeeze(record.get("quote") or "")
        if quote and quote in text:
            usable.append(record)
        else:
            tally.counts["unquotable"] += 1
            tally.errors.append(("unquotable", "false", name, str(record.get("quote"))))
    annotated: Sequence[Json] = document["records"]
    soft = [record for record in annotated if record["kind"] == "soft"]
    for group, kinds in GROUPS.items():
        matched = _count(
            tally,
            (group, name),
            [record for record in annotated if record["kind"] in kinds],
            [record for record in usable if record["kind"] in kinds],
            soft if group in LENIENT else [],
        )
        if group == "resolutions":
            for wanted, got in matched:
                _field(tally, "effect", name, wanted, wanted.get("effect"), got.get("effect"))
    trackable = [record for record in annotated if record.get("trackable")]
    for wanted, got in _count(tally, ("followup", name), trackable, [r for r in usable if r.get("trackable")], soft):
        _score_fields(tally, name, wanted, got)
    return tally


def credited(document: Json, predicted: Sequence[Json]) -> set[str]:
    """Return the rules of the predicted records that match an annotated one of their group."""
    rules: set[str] = set()
    for kinds in GROUPS.values():
        annotated = [record for record in document["records"] if record["kind"] in kinds]
        ours = [record for record in predicted if record["kind"] in kinds]
        rules |= {ours[j]["rule"] for _, j in pairs(annotated, ours)}
    return rules


def figures(tallies: Iterable[Tally]) -> Figures:
    """Sum tallies up."""
    counts: Counter[str] = sum((tally.counts for tally in tallies), Counter())
    lists = {}
    for name in LISTS:
        right, false, missed = (counts[f"{name}.{part}"] for part in ("right", "false", "missed"))
        lists[name] = ListFigure(
            _share(right, right + false),
            _share(right, right + missed),
            _share(2 * right, 2 * right + false + missed),
            right + missed,
        )
    fields = {name: (_share(counts[f"{name}.right"], counts[f"{name}.n"]), counts[f"{name}.n"]) for name in FIELDS}
    return Figures(lists, fields, counts["unquotable"])


def interval(tallies: Sequence[Tally], name: str) -> tuple[float, float] | None:
    """Return the 95% interval of a list's F1, None where it has none."""
    chance, values = random.Random(1), []
    for _ in range(ROUNDS):
        value = figures(chance.choices(tallies, k=len(tallies))).lists[name].f1
        if value is not None:
            values.append(value)
    values.sort()
    return (values[int(len(values) * 0.025)], values[int(len(values) * 0.975)]) if values else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _tokens(words: str) -> Counter[str]:
    return Counter(re.findall(r"[a-z0-9]+", squeeze(words).lower()))


def _f1(one: Counter[str], other: Counter[str]) -> float:
    common = (one & other).total()
    return 2 * common / (one.total() + other.total()) if common else 0.0


def pairs(annotated: Sequence[Json], predicted: Sequence[Json]) -> list[tuple[int, int]]:
    """Return which annotated record is which predicted one, by the likeness of their quotes, the likest first."""
    ours = [_tokens(record["quote"]) for record in predicted]
    theirs = [_tokens(record["quote"]) for record in annotated]
    candidates = sorted((-_f1(a, b), i, j) for i, a in enumerate(theirs) for j, b in enumerate(ours))
    taken: list[tuple[int, int]] = []
    left, right = set(range(len(theirs))), set(range(len(ours)))
    for value, i, j in candidates:
        if -value >= LEAST_MATCH and i in left and j in right:
            left.remove(i)
            right.remove(j)
            taken.append((i, j))
    return taken


def _count(
    tally: Tally, place: tuple[str, str], annotated: Sequence[Json], predicted: Sequence[Json], soft: Sequence[Json]
) -> list[tuple[Json, Json]]:
    group, name = place
    found = pairs(annotated, predicted)
    hit_annotated, hit_predicted = {i for i, _ in found}, {j for _, j in found}
    spare = [record for j, record in enumerate(predicted) if j not in hit_predicted]
    free = {j for _, j in pairs(soft, spare)}
    false = [record for j, record in enumerate(spare) if j not in free]
    missed = [record for i, record in enumerate(annotated) if i not in hit_annotated]
    tally.counts.update({f"{group}.right": len(found), f"{group}.false": len(false), f"{group}.missed": len(missed)})
    tally.errors += [(group, "missed", name, record["quote"]) for record in missed]
    tally.errors += [(group, "false", name, record["quote"]) for record in false]
    return [(annotated[i], predicted[j]) for i, j in found]


def _score_fields(tally: Tally, name: str, wanted: Json, got: Json) -> None:
    agrees = owner_agrees(wanted, got)
    _field(tally, "owner", name, wanted, wanted.get("owner"), wanted.get("owner") if agrees else got.get("owner"))
    wanted_due, got_due = _due(wanted), _due(got)
    same = (wanted_due[0] is None) == (got_due[0] is None) and (wanted_due[0] is None or wanted_due[1] == got_due[1])
    _field(tally, "due", name, wanted, wanted_due[:2], wanted_due[:2] if same else got_due[:2])
    if wanted_due[2]:
        _field(tally, "date", name, wanted, wanted_due[2], got_due[2])


def _field(tally: Tally, field_name: str, name: str, record: Json, wanted: object, got: object) -> None:
    right = wanted == got
    tally.counts.update({f"{field_name}.right": int(right), f"{field_name}.n": 1})
    if not right:
        tally.errors.append((field_name, "wrong", name, f"{wanted!r} got {got!r}: {record['quote']}"))


def _people(named: str | Sequence[str] | None) -> list[frozenset[str]]:
    names = [named] if isinstance(named, str) else list(named or ())
    return [frozenset(_tokens(name.replace("&", " "))) - TITLES for name in names]


def owner_agrees(wanted: Json, got: Json) -> bool:
    """Whether two records name the same owners: by role or by name, one a part of the other."""
    ours, theirs = _people(got.get("owner")), _people(wanted.get("owner"))
    if not theirs:
        return not ours
    if len(ours) != len(theirs):
        return False
    names = set(_people(got.get("owner_name")))
    return all(any(a == b or (a and b and (a <= b or b <= a)) for b in ours) or a in names for a in theirs)


def _due(record: Json) -> tuple[str | None, str | None, str | None]:
    due = record.get("due")
    if isinstance(due, dict):
        return due.get("text"), due.get("type"), due.get("date")
    return due, record.get("due_type"), record.get("due_date")
