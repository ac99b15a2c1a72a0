"""Carries ids over: a record whose words were corrected, or are quoted otherwise by a better rule, keeps its id.

Records of a document that vanish from it are aligned with those that appear in it. Every id that a record's words ever
gave is kept as an alias, so that the same words lead to the same record from every page and in every later reading.
"""

import json
import sqlite3
from collections.abc import Container, Iterator, Sequence
from difflib import SequenceMatcher

from extractors.language.likeness import in_order, names, terms
from models.frozen import frozen
from pipeline.store.uids import words_key

# Share of words that two versions of one sentence have in common, in order: inside one item, and across items.
ALIKE, ALIKE_ELSEWHERE = 0.6, 0.75
# The same of the words that say what the sentence is about: "the report be noted" is no version of "the gate be shut".
ALIKE_IN_SUBJECT = 0.6
# Two spellings of one name have at least so much in common.
SAME_NAME = 0.7
# A record may only change its kind group (a decision that is now read as a promise) where nearly all words stand.
ALIKE_OTHER_KIND = 0.9
ALIASES = (
    "select record_aliases.uid, records.uid as own from record_aliases"
    " join records on records.id = record_aliases.record_id"
    " where record_aliases.uid in (select value from json_each(?))"
)


@frozen
class Telling:
    """One record as a document tells it now: `uid` is made of its words, `scope` of its item, `position` counts."""

    uid: str
    scope: int | None
    group: str
    quote: str
    region: str | None
    position: int


@frozen
class Told:
    """One record as the document told it when it was last read."""

    record_id: int
    uid: str
    scope: int | None
    group: str
    quote: str
    position: int


def carried(
    db: sqlite3.Connection, tellings: Sequence[Telling], known: Container[str], before: Sequence[Told], at: str
) -> list[str]:
    """Return the ids that the records get, in order; those that a correction gave new words get their old ones. `known`
    are the ids of the tellings under which a record is there."""
    aliases = _aliases(db, [telling.uid for telling in tellings if telling.uid not in known])
    direct = {(telling.uid, telling.region) for telling in tellings if telling.uid in known}
    ids: list[str | None] = []
    for telling in tellings:
        alias = aliases.get(telling.uid)
        if alias is not None and (alias, telling.region) in direct:
            # The words that gave this alias stand beside those that it was an alias of: they are two promises now.
            db.execute("delete from record_aliases where uid = ?", (telling.uid,))
            alias = None
        ids.append(telling.uid if telling.uid in known else alias)
    taken = set(ids)
    gone = [told for told in before if told.uid not in taken]
    fresh = [index for index, found in enumerate(ids) if found is None]
    for index, told in aligned([tellings[index] for index in fresh], gone):
        ids[fresh[index]] = told.uid
        db.execute(
            "insert or replace into record_aliases (uid, record_id, reason, at) values (?, ?, 'corrected words', ?)",
            (tellings[fresh[index]].uid, told.record_id, at),
        )
    return [found or telling.uid for found, telling in zip(ids, tellings, strict=True)]


def aligned(fresh: Sequence[Telling], gone: Sequence[Told]) -> Iterator[tuple[int, Told]]:
    """Give the pairs of a new telling (its index) and the vanished one whose words it corrects, the most alike first.

    Equal likeness is settled by place: the pair that stands nearest to where it stood.
    """
    pairs = [
        (-score, abs(telling.position - told.position), index, place)
        for index, telling in enumerate(fresh)
        for place, told in enumerate(gone)
        if (score := likeness(telling, told)) > 0
    ]
    used_fresh: set[int] = set()
    used_gone: set[int] = set()
    for _, _, index, place in sorted(pairs):
        if index not in used_fresh and place not in used_gone:
            used_fresh.add(index)
            used_gone.add(place)
            yield index, gone[place]


def likeness(telling: Telling, told: Told) -> float:
    """Return how alike two tellings are (0 to 1), 0 where they can be no versions of one promise."""
    new, old = words_key(telling.quote).split(), words_key(told.quote).split()
    least = ALIKE if telling.scope == told.scope else ALIKE_ELSEWHERE
    if telling.group != told.group:
        least = ALIKE_OTHER_KIND
    if _holds(new, old) and telling.scope == told.scope:
        return 1.0
    matcher = SequenceMatcher(None, new, old, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.ratio() < least:
        return 0.0
    if in_order(terms(telling.quote), terms(told.quote)) < ALIKE_IN_SUBJECT or _other_names(telling.quote, told.quote):
        return 0.0
    return matcher.ratio()


def _other_names(new: str, old: str) -> bool:
    """Whether each of two sentences names something in capitals that the other does not: another ward, another road."""
    first, second = names(new), names(old)
    only_new, only_old = first - second, second - first
    return any(all(in_order(one, other) < SAME_NAME for other in only_old) for one in only_new) and bool(only_old)


def _holds(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the shorter of two quotes stands whole in the other: a rule that now quotes a clause more or less."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and f" {' '.join(short)} " in f" {' '.join(long)} "


def _aliases(db: sqlite3.Connection, uids: Sequence[str]) -> dict[str, str]:
    return dict(db.execute(ALIASES, (json.dumps(uids),)).fetchall()) if uids else {}
