"""The queries of one promise: itself, its places, the words around it, its history, its evidence."""

import sqlite3
from datetime import date
from typing import Any

from pipeline.state import STATE, days

RECORD = f"""
select *, {STATE} as state from (
  select records.id, records.uid, records.quote, coalesce(promise_state.right_kind, records.kind) as kind,
    records.kind as kind_found, coalesce(promise_state.right_owner, records.owner_shown) as owner,
    records.owner_shown as owner_found, records.owner_inferred,
    coalesce(records.owner_name, records.linked_name) as owner_name, records.recipient, records.condition,
    coalesce(promise_state.right_due_text, records.due_text, records.told_due_text) as due_text, records.due_type,
    records.due_on as due_found, records.settled_reason,
    coalesce(promise_state.new_due, promise_state.right_due_date, records.due_on) as due,
    records.effect, records.confidence, records.rule, records.status, records.fate, records.trackable,
    records.first_seen, records.listed, promise_state.state as said, records.reported_back_on,
    records.reported_back_as, records.reported_back_url,
    (select uid from records as owner_record where owner_record.id = records.owner_told_in) as owner_told_in,
    (select uid from records as due_record where due_record.id = records.due_told_in) as due_told_in,
    (select uid from records as stands where stands.id = records.told_by) as told_by,
    coalesce((select last_id from followup.promise_state as own where own.record_uid = records.uid), 0) as last_id,
    0 as by_hand, {{about}}
  from records
  left join followup.promise_state on promise_state.last_id = (
    select max(last_id) from followup.promise_state as said where said.record_uid = records.uid
      or said.record_uid in (select old_uid from moved where moved.record_id = records.id))
  left join record_places on record_places.record_id = records.id and record_places.preferred = 1
  left join documents on documents.id = record_places.document_id
  left join meetings on meetings.id = records.meeting_id
  left join items on items.id = records.item_id
  left join committees on committees.id = records.committee_id
  join sites on sites.id = records.site_id
  where records.uid = :uid
)
"""
ADDITION = f"""
select *, {STATE} as state from (
  select null as id, additions.record_uid as uid, additions.quote,
    coalesce(promise_state.right_kind, additions.kind) as kind, additions.kind as kind_found,
    coalesce(promise_state.right_owner, additions.owner) as owner, additions.owner as owner_found,
    null as owner_inferred, null as owner_name, null as recipient, null as condition, null as settled_reason,
    null as reported_back_as, null as reported_back_url, null as owner_told_in, null as due_told_in, null as told_by,
    coalesce(promise_state.right_due_text, additions.due_text) as due_text, null as due_type,
    additions.due_date as due_found,
    coalesce(promise_state.new_due, promise_state.right_due_date, additions.due_date) as due, null as effect,
    'firm' as confidence, 'added by hand' as rule, 'current' as status, null as fate, 1 as trackable,
    additions.recorded_at as first_seen, 1 as listed, promise_state.state as said,
    coalesce(promise_state.last_id, 0) as last_id, null as reported_back_on, 1 as by_hand,
    additions.start, additions.end, {{about}}
  from followup.additions
  left join followup.promise_state on promise_state.record_uid = additions.record_uid
  join documents on documents.uid = additions.document_uid
  left join meetings on meetings.id = documents.meeting_id
  left join items on items.id = documents.item_id
  left join committees on committees.id = meetings.committee_id
  join sites on sites.id = documents.site_id
  where additions.record_uid = :uid
)
"""
ABOUT = """
meetings.uid as meeting_uid, meetings.date as meeting_date, meetings.minutes_status, items.uid as item_uid,
items.title as item, items.number as item_number, items.minute_number, committees.name as committee,
committees.ref as committee_ref, sites.slug as site, sites.name as council, documents.id as document_id,
documents.uid as document_uid,
case when documents.url like '%mgWebService%' then coalesce(items.url, meetings.url, documents.url)
  else coalesce(documents.url, items.url, meetings.url) end as source_url
"""
PLACES = """
select documents.id as document_id, documents.uid as document_uid, documents.url, documents.title, documents.kind,
  documents.page_kind, documents.fetched_at,
  record_places.id as place_id, record_places.start, record_places.end, record_places.preferred, record_places.quote,
  passages.body, passages.position, passages.page, passages.rectangle
from record_places join documents on documents.id = record_places.document_id
left join passages on passages.id = record_places.passage_id
where record_places.record_id = :record order by record_places.preferred desc, record_places.id limit 50
"""
PLACE_OF_ADDITION = """
select documents.id as document_id, documents.uid as document_uid, documents.url, documents.title, documents.kind,
  documents.page_kind, documents.fetched_at, null as place_id, :start as start, :end as end, 1 as preferred,
  :quote as quote, passages.body, passages.position, passages.page, passages.rectangle
from documents left join passages on passages.document_id = documents.id and passages.start <= :start
  and passages.end > :start
where documents.id = :document limit 1
"""
AROUND = """
select position, body, start, end, text, region, kind, marker from passages where document_id = :document
and position between :position - 2 and :position + 2 order by position
"""
FOLLOWUPS = """
select followups.*, exists (select 1 from followup.followups as later where later.undoes = followups.id) as undone
from followup.followups where record_uid = :uid
  or record_uid in (select old_uid from moved join records on records.id = moved.record_id where records.uid = :uid)
order by id desc limit 200
"""
DUE_HISTORY = "select * from due_history where record_id = :record order by id limit 100"
LINKS = """
select record_links.uid as link_uid, record_links.kind, record_links.score, record_links.reason, record_links.quote,
  record_links.date, record_links.source_url, record_links.firm, other.uid as other_uid, other.verdict,
  committees.name as committee,
  exists (select 1 from followup.dismissals where dismissals.record_uid = :uid
    and dismissals.other_uid = record_links.uid) as dismissed,
  exists (select 1 from followup.standing where standing.record_uid = :uid
    and standing.evidence_uid = record_links.uid) as accepted
from record_links left join records as other on other.id = record_links.other_record_id
left join committees on committees.id = other.committee_id
where record_links.record_id = :record and record_links.kind <> 'answered by'
order by record_links.score desc, record_links.date limit 20
"""
NEIGHBOURS = """
select uid, quote, kind from records where item_id = (select item_id from records where id = :record)
and id <> :record and status = 'current' order by id limit 20
"""


def promise(db: sqlite3.Connection, uid: str, today: date) -> dict[str, Any] | None:
    """Return one promise, found or added by hand, as corrected; None where there is none of that id."""
    asked = {"uid": uid, **days(today)}
    for query in (RECORD, ADDITION):
        row = db.execute(query.format(about=ABOUT), asked).fetchone()
        if row is not None:
            return dict(row)
    return None


def current_uid(db: sqlite3.Connection, uid: str) -> str | None:
    """Return the id that a promise of that id has now, None where nothing ever had it."""
    row = db.execute(
        "select records.uid from promise_uids join records on records.id = promise_uids.record_id"
        " where promise_uids.uid = ?",
        (uid,),
    ).fetchone()
    return str(row["uid"]) if row else None


def places(db: sqlite3.Connection, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every place where the promise stands, the one that stands for it first."""
    if row["by_hand"]:
        asked = {name: row[name] for name in ("start", "end", "quote")} | {"document": row["document_id"]}
        return [dict(place) for place in db.execute(PLACE_OF_ADDITION, asked)]
    return [dict(place) for place in db.execute(PLACES, {"record": row["id"]})]


def around(db: sqlite3.Connection, place: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the passages around a place; in its own, the words before it, the words themselves and those behind."""
    if place["position"] is None:
        return []
    rows = [
        dict(row)
        for row in db.execute(AROUND, {"document": place["document_id"], "position": place["position"]}).fetchall()
    ]
    for row in rows:
        if row["position"] == place["position"]:
            start, end = place["start"] - place["body"], place["end"] - place["body"]
            row["before"], row["marked"], row["after"] = row["text"][:start], row["text"][start:end], row["text"][end:]
    return rows


def followups(db: sqlite3.Connection, uid: str) -> list[dict[str, Any]]:
    """Return what officers wrote of a promise, newest first, undone events marked."""
    return [dict(row) for row in db.execute(FOLLOWUPS, {"uid": uid})]


def due_history(db: sqlite3.Connection, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every change of the day that the calendar brought, oldest first."""
    return [dict(found) for found in db.execute(DUE_HISTORY, {"record": row["id"]})]


def links(db: sqlite3.Connection, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what later minutes seem to say of a promise, surest first."""
    return [dict(found) for found in db.execute(LINKS, {"record": row["id"], "uid": row["uid"]})]


def neighbours(db: sqlite3.Connection, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what else was found in the same item."""
    return [dict(found) for found in db.execute(NEIGHBOURS, {"record": row["id"]})]
