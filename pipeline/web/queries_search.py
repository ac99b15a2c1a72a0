"""The queries of search. Full-text search is read from its newest end and no further than a page needs, and never
ranked: ranking a common word reads every one of its places."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

PAGE_HITS = 20
# With filters, so many places of the words are looked at first, newest first, then four times as many, and so on.
STRETCH, STRETCHES, GROWTH = 100, 5, 4
NEWEST = 2**62
# What may be searched for, and what people call it.
KINDS = {
    "promise": "Promises and actions",
    "decision": "Decisions",
    "request": "Requests",
    "closure": "What became of promises",
}
GROUPS = {
    "promise": "'undertaking', 'action'",
    "decision": "'resolution', 'recommendation'",
    "request": "'request'",
    "closure": "'closure'",
}
# What is shown of the places found. Read in one go between the newest and the oldest of them: each looked up by itself
# (which the sign before `rowid` keeps SQLite from doing) would open the words' lists anew.
PASSAGES = """
select passages.id as hit, highlight(passages_fts, 0, char(57344), char(57345)) as marked, passages.region,
  meetings.date as meeting_date, meetings.uid as meeting_uid, items.title as item, items.uid as item_uid,
  committees.name as committee, sites.name as council, sites.slug as site, documents.uid as document_uid,
  case when documents.url like '%mgWebService%' then coalesce(items.url, meetings.url, documents.url)
  else documents.url end as source_url,
  (select records.uid from record_places join records on records.id = record_places.record_id
    where record_places.passage_id = passages.id and records.status = 'current' limit 1) as record_uid,
  (select records.kind from record_places join records on records.id = record_places.record_id
    where record_places.passage_id = passages.id and records.status = 'current' limit 1) as record_kind
from passages_fts join passages on passages.id = passages_fts.rowid
join documents on documents.id = passages.document_id join sites on sites.id = documents.site_id
left join items on items.id = passages.item_id
left join meetings on meetings.id = coalesce(documents.meeting_id, items.meeting_id)
left join committees on committees.id = meetings.committee_id
where passages_fts match :match and passages_fts.rowid between :oldest and :newest
  and +passages_fts.rowid in (select value from json_each(:rows))
order by passages_fts.rowid desc
"""
RECORDS = """
select records.id as hit, highlight(records_fts, 0, char(57344), char(57345)) as marked,
  records.met_on as meeting_date, meetings.uid as meeting_uid, items.title as item, items.uid as item_uid,
  committees.name as committee, sites.name as council, sites.slug as site, null as document_uid,
  coalesce(items.url, meetings.url) as source_url, records.uid as record_uid, records.kind as record_kind,
  'minutes' as region
from records_fts join records on records.id = records_fts.rowid join sites on sites.id = records.site_id
left join items on items.id = records.item_id left join meetings on meetings.id = records.meeting_id
left join committees on committees.id = records.committee_id
where records_fts match :match and records_fts.rowid between :oldest and :newest
  and +records_fts.rowid in (select value from json_each(:rows))
order by records_fts.rowid desc
"""
PLACES = """
select rowid from {table}_fts where {table}_fts match :match and rowid >= :first and rowid < :before
order by rowid desc limit :most
"""
# Rows of a stretch that the filters let stand, newest first.
CHOSEN_PASSAGES = """
select passages.id from passages join documents on documents.id = passages.document_id
left join items on items.id = passages.item_id
left join meetings on meetings.id = coalesce(documents.meeting_id, items.meeting_id)
where passages.id in (select value from json_each(:stretch)) and (:site is null or documents.site_id = :site)
  and (:since = '' or meetings.date >= :since) and (:until = '' or meetings.date <= :until || '-12-31')
order by passages.id desc
"""
CHOSEN_RECORDS = """
select records.id from records
where records.id in (select value from json_each(:stretch)) and records.kind in ({kinds})
  and records.status = 'current' and (:site is null or records.site_id = :site)
  and (:since = '' or records.met_on >= :since) and (:until = '' or records.met_on <= :until || '-12-31')
order by records.id desc
"""
SITE_ROWS = "select first_{row} as first, last_{row} as last from site_rows where site_id = :site"


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of places where all words stand, newest first. `onward` is the row before which the next page goes on;
    None where nothing is left. `is_cut`: the places before `onward` are still to be looked at, and may hold nothing."""

    rows: list[sqlite3.Row]
    onward: int | None
    is_cut: bool = False


def hits(db: sqlite3.Connection, asked: dict[str, Any]) -> Hits:
    """Return what stands before the row `before`.

    `asked` holds match, before, site (a council's row or None), kind, since and until, all of them bound.
    """
    table, choose, show = "passages", CHOSEN_PASSAGES, PASSAGES
    if asked["kind"]:
        table, choose, show = "records", CHOSEN_RECORDS.format(kinds=GROUPS[asked["kind"]]), RECORDS
    is_plain = not (asked["kind"] or asked["site"] or asked["since"] or asked["until"])
    bound = {**asked, **_range(db, table, asked), "most": PAGE_HITS + 1 if is_plain else STRETCH}
    found: list[int] = []
    is_cut = False
    for _ in range(1 if is_plain else STRETCHES):
        stretch = [row[0] for row in db.execute(PLACES.format(table=table), bound)]
        found += stretch if is_plain else _chosen(db, choose, bound, stretch)
        is_cut = not is_plain and len(stretch) == bound["most"]
        if len(found) > PAGE_HITS or not is_cut:
            break
        bound |= {"before": stretch[-1], "most": GROWTH * bound["most"]}
    shown = found[:PAGE_HITS]
    rows = _shown(db, show, bound, shown)
    if len(found) > PAGE_HITS:
        return Hits(rows, shown[-1])
    return Hits(rows, bound["before"], is_cut) if is_cut else Hits(rows, None)


def _shown(db: sqlite3.Connection, query: str, bound: dict[str, Any], rows: list[int]) -> list[sqlite3.Row]:
    """What is shown of some rows, which stand newest first."""
    if not rows:
        return []
    return db.execute(query, {**bound, "rows": json.dumps(rows), "newest": rows[0], "oldest": rows[-1]}).fetchall()


def _range(db: sqlite3.Connection, table: str, asked: dict[str, Any]) -> dict[str, int]:
    """The rows between which a council's lie; what it has stands together where councils' folders were merged."""
    row = None
    if asked["site"] is not None:
        row = db.execute(SITE_ROWS.format(row=table.removesuffix("s")), asked).fetchone()
    if row is None:
        return {"first": 0, "before": asked["before"]}
    return {"first": row["first"] or 0, "before": min(asked["before"], (row["last"] or 0) + 1)}


def _chosen(db: sqlite3.Connection, query: str, bound: dict[str, Any], stretch: list[int]) -> list[int]:
    return [row[0] for row in db.execute(query, {**bound, "stretch": json.dumps(stretch)})]
