"""How much of what was planted the link step finds: due dates, promises told once, carried, tied, answered."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass
from itertools import combinations

from benchmarks.links.habits import ALWAYS
from benchmarks.links.plant import Council, Promise

TOLD = """
select records.uid, records.quote, records.kind, records.told_by, records.trackable,
  coalesce(records.settled_date, records.due_date) as due, records.linked_name, records.owner_name, records.status,
  coalesce(records.told_by, records.id) as stands, records.id, records.meeting_id
from records where records.status = 'current' and records.trackable = 1
"""


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of what was planted, 0 to 1; `found` is how many of the planted promises the rules found at all."""

    found: float
    due: float
    told_once: float
    carried: float
    ties_precision: float
    ties_recall: float
    answers_precision: float
    answers_recall: float


def measure(db: sqlite3.Connection, council: Council, drafted: dict[str, str]) -> Shares:
    """Compare minutes.db with the truth. `drafted` are the ids that promises had while their minutes were drafts."""
    planted = council.planted
    rows = db.execute(TOLD).fetchall()
    by_place = defaultdict(list)
    for row in rows:
        for place in _places(row["quote"], planted.keys()):
            by_place[place].append(row)
    alike = defaultdict(list)
    for row in rows:
        for place in _places(row["quote"], planted.keys() | {ALWAYS}):
            alike[place, row["meeting_id"]].append(row)
    promises = {place: found for place in planted if (found := _promise(by_place[place])) is not None}
    by_id = {row["id"]: row for row in rows}
    calendar = [
        (one, by_id[promises[place]["stands"]])
        for place, one in planted.items()
        if one.by_calendar and place in promises
    ]
    named = [(one, row["linked_name"]) for place, one in planted.items() if (row := promises.get(place)) is not None]
    answers = _answers(db, council, planted)
    given = [(one, name) for one, name in named if name]
    nameable = [(one, name) for one, name in named if one.person]
    return Shares(
        found=len(promises) / len(planted),
        due=_share(row["due"] == (one.due.isoformat() if one.due else None) for one, row in calendar),
        told_once=_pairs(alike),
        carried=_share(uid == promises[place]["uid"] for place, uid in drafted.items() if place in promises),
        ties_precision=_share(_bare(name) == one.person for one, name in given),
        ties_recall=_share(_bare(name) == one.person for one, name in nameable),
        answers_precision=answers[0],
        answers_recall=answers[1],
    )


def drafts(db: sqlite3.Connection, council: Council) -> dict[str, str]:
    """Return the ids of the promises that minutes.db holds now, by their places."""
    by_place = defaultdict(list)
    for row in db.execute(TOLD):
        for place in _places(row["quote"], council.planted.keys()):
            by_place[place].append(row)
    return {place: row["uid"] for place, rows in by_place.items() if (row := _promise(rows)) is not None}


def _promise(rows: Iterable[sqlite3.Row]) -> sqlite3.Row | None:
    """The promise in so many words, else the note of it."""
    said = sorted((row for row in rows if row["kind"] in ("undertaking", "action")), key=lambda row: row["kind"])
    return said[-1] if said else None


def _places(quote: str, planted: Set[str]) -> set[str]:
    return {word.strip(".,;:") for word in quote.split()} & planted


def _pairs(by_place: dict[tuple[str, int], list[sqlite3.Row]]) -> float:
    """F1 over pairs of trackable records: two are one where they hold the same planted word in the same meeting."""
    true = {
        (a["id"], b["id"])
        for rows in by_place.values()
        for a, b in combinations(sorted(rows, key=lambda r: r["id"]), 2)
    }
    stands = defaultdict(list)
    for rows in by_place.values():
        for row in rows:
            stands[row["stands"]].append(row["id"])
    told = {pair for ids in stands.values() for pair in combinations(sorted(set(ids)), 2)}
    right = len(true & told)
    return 2 * right / (len(true) + len(told)) if true or told else 1.0


def _answers(db: sqlite3.Connection, council: Council, planted: dict[str, Promise]) -> tuple[float, float]:
    """Precision of the firm links, and the share of planted answers that have one."""
    refs = {one.ref: one for one in council.meetings}
    wanted = {
        (place, str(refs[one.answered_in].final)) for place, one in planted.items() if one.answered_in is not None
    }
    given = set()
    for row in db.execute(
        "select records.quote, record_links.date, record_links.quote as heard from record_links join records"
        " on records.id = record_links.record_id where firm = 1"
    ):
        places = _places(row["quote"], planted.keys()) or {"nothing planted"}
        given |= {(place, row["date"]) for place in places}
    right = len(wanted & given)
    return right / len(given) if given else 1.0, right / len(wanted) if wanted else 1.0


def _share(found: Iterable[bool]) -> float:
    told = list(found)
    return sum(told) / len(told) if told else 1.0


def _bare(name: str | None) -> str | None:
    return name.removeprefix("Councillor ") if name else None
