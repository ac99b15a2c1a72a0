"""The queries of search. Full-text search is read from its newest end and no further than a page needs, and never
ranked: ranking a common word reads every one of its places."""

import sqlite3
from typing import Any

PAGE_HITS = 20
# With filters, so many of the newest places of the words are looked at.
MOST_FOUND = 3000
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
where passages_fts match :match and passages_fts.rowid in ({rows})
order by passages_fts.rowid desc limit {limit}
"""
NEWEST_PASSAGES = """
select rowid from passages_fts where passages_fts match :match and rowid < :before order by rowid desc limit {most}
"""
CHOSEN_PASSAGES = """
select found.rowid from ({newest}) as found join passages on passages.id = found.rowid
join documents on documents.id = passages.document_id
left join meetings on meetings.id = documents.meeting_id
where (:council = '' or documents.site_id = (select id from sites where slug = :council))
  and (:since = '' or meetings.date >= :since) and (:until = '' or meetings.date <= :until || '-12-31')
order by found.rowid desc limit {limit}
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
where records_fts match :match and records_fts.rowid in (
  select found.rowid from (select rowid from records_fts where records_fts match :match and rowid < :before
    order by rowid desc limit {most}) as found
  join records on records.id = found.rowid
  where records.kind in ({kinds}) and records.status = 'current'
    and (:council = '' or records.site_id = (select id from sites where slug = :council))
    and (:since = '' or records.met_on >= :since) and (:until = '' or records.met_on <= :until || '-12-31')
  order by found.rowid desc limit {limit}
)
order by records_fts.rowid desc limit {limit}
"""


def hits(db: sqlite3.Connection, asked: dict[str, Any]) -> list[sqlite3.Row]:
    """Return one page of places where all words stand and one more, newest first.

    `asked` holds match, before, council, kind, since and until, all of them bound.
    """
    limit = PAGE_HITS + 1
    if asked["kind"]:
        query = RECORDS.format(kinds=GROUPS[asked["kind"]], most=MOST_FOUND, limit=limit)
    else:
        query = PASSAGES.format(rows=_passages(asked, limit), limit=limit)
    return db.execute(query, asked).fetchall()


def _passages(asked: dict[str, Any], limit: int) -> str:
    if not (asked["council"] or asked["since"] or asked["until"]):
        return NEWEST_PASSAGES.format(most=limit)
    return CHOSEN_PASSAGES.format(newest=NEWEST_PASSAGES.format(most=MOST_FOUND), limit=limit)
