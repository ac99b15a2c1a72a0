"""Tells each promise once: marks the records of a meeting that another one stands for, and keeps both their words."""

import json
import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from extractors.language.log_records import ACTION_RULE
from extractors.language.rules import word_lists
from extractors.language.ties import role_key
from pipeline.link.company import who_is_who
from pipeline.link.telling import Spot, Statement, told_once
from pipeline.store.answers import KIND as ACCEPTANCE
from pipeline.store.records import rank
from pipeline.store.uids import GROUPS

TOLD = ("decision", "promise", "request")
RECORDS = "select * from records where meeting_id = ? and status = 'current' order by id"
PLACES = """
select record_places.record_id, record_places.document_id, record_places.start, documents.page_kind, passages.region,
  passages.position from record_places join records on records.id = record_places.record_id
join documents on documents.id = record_places.document_id
left join passages on passages.id = record_places.passage_id
where records.meeting_id = ? and records.status = 'current' order by record_places.id
"""
HEADINGS = """
select document_id, position from passages where document_id in (select document_id from record_places join records
  on records.id = record_places.record_id where records.meeting_id = ?)
and (region = 'title' or kind = 'heading') order by document_id, position
"""
ACCEPTED = f"""
select other_record_id, record_id from record_links join records on records.id = record_id
where meeting_id = ? and record_links.kind = '{ACCEPTANCE}'
"""
# What the other tellings say where the standing one is silent, and which of them says it.
COLUMNS = ("told_by", "told_owner_text", "owner_told_in", "told_due_text", "due_told_in")


def tell_once(db: sqlite3.Connection, meeting: int) -> int:
    """Mark what is told twice in one meeting, and return how many records another one stands for."""
    rows = {row["id"]: row for row in db.execute(RECORDS, (meeting,))}
    statements = _statements(db, meeting, list(rows.values()))
    standing = told_once(statements)
    told: dict[int, list[Statement]] = defaultdict(list)
    for one in statements:
        if one.id in standing:
            told[standing[one.id]].append(one)
    for row in rows.values():
        _write(db, row, standing.get(row["id"]), told.get(row["id"], []))
    return len(standing)


def _statements(db: sqlite3.Connection, meeting: int, rows: Sequence[sqlite3.Row]) -> list[Statement]:
    headings: dict[int, list[int]] = defaultdict(list)
    for row in db.execute(HEADINGS, (meeting,)):
        headings[row["document_id"]].append(row["position"])
    spots: dict[int, list[Spot]] = defaultdict(list)
    for row in db.execute(PLACES, (meeting,)):
        section = bisect_right(headings[row["document_id"]], row["position"] or 0)
        kind = row["page_kind"] or "other"
        spots[row["record_id"]].append(Spot(row["document_id"], kind, section, row["region"], row["start"], rank(kind)))
    people = who_is_who(db, rows[0]["site_id"], meeting) if rows else {}
    accepted: dict[int, set[int]] = defaultdict(set)
    for promise, request in db.execute(ACCEPTED, (meeting,)):
        accepted[promise].add(request)
    return [
        _statement(row, tuple(spots[row["id"]]), people, frozenset(accepted.get(row["id"], ())))
        for row in rows
        if GROUPS[row["kind"]] in TOLD
    ]


def _statement(
    row: sqlite3.Row, spots: tuple[Spot, ...], people: Mapping[str, int], accepts: frozenset[int]
) -> Statement:
    return Statement(
        id=row["id"],
        uid=row["uid"],
        kind=row["kind"],
        group=GROUPS[row["kind"]],
        quote=row["quote"],
        item=row["item_id"],
        spots=spots,
        trackable=bool(row["trackable"]),
        owner_text=row["owner_text"],
        owners=_owners(row["owner"], row["owner_name"]) | _people(row["owner"], people),
        due_text=row["due_text"],
        due_date=row["due_date"],
        due_type=row["due_type"],
        fate=row["fate"],
        logged=row["rule"] == ACTION_RULE,
        accepts=accepts,
    )


@lru_cache(maxsize=4096)
def _owners(owner: str | None, name: str | None) -> frozenset[frozenset[str]]:
    owners = json.loads(owner) if owner else []
    anybody = word_lists()["anybody-words"]
    return frozenset(key for one in (*owners, name) if one and one.casefold() not in anybody and (key := role_key(one)))


def _people(owner: str | None, people: Mapping[str, int]) -> frozenset[frozenset[str]]:
    """Keys of the people whom the owners as written are, by the meeting's own pages."""
    owners = json.loads(owner) if owner and people else []
    return frozenset(frozenset({f"person {people[one]}"}) for one in owners if one in people)


def _write(db: sqlite3.Connection, row: sqlite3.Row, stands: int | None, told: Sequence[Statement]) -> None:
    ordered = sorted(told, key=lambda one: one.order)
    owner = next((one for one in ordered if one.owner_text), None) if not row["owner_text"] else None
    due = next((one for one in ordered if one.due_text), None) if not row["due_text"] else None
    values = (
        stands,
        owner.owner_text if owner else None,
        owner.id if owner else None,
        due.due_text if due else None,
        due.id if due else None,
    )
    if tuple(row[column] for column in COLUMNS) != values:
        sets = ", ".join(f"{column} = ?" for column in COLUMNS)
        db.execute(f"update records set {sets} where id = ?", (*values, row["id"]))
