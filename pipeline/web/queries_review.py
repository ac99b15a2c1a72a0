"""The query of the review queue."""

import sqlite3

from pipeline.exports.outstanding import Filters

WAITING = """
select records.id, records.uid, records.quote, records.kind, records.owner_shown as owner, records.owner_inferred,
  records.owner_name, records.due_text, records.due_on as due, records.effect, records.confidence, records.rule,
  'needs review' as state, meetings.date as meeting_date, meetings.uid as meeting_uid, committees.name as committee,
  sites.slug as site, sites.name as council, items.title as item, items.number as item_number, items.uid as item_uid,
  coalesce(documents.url, items.url, meetings.url) as source_url, coalesce(promise_state.last_id, 0) as last_id,
  passages.text as passage, record_places.start - passages.body as quote_start
from (
  select * from (
    select id, 0 as turn, list_rank, due_on from records where trackable = 1 and listed = 2 {filters}
      and not exists (select 1 from followup.promise_state as done where done.record_uid = records.uid
        and done.state is not null)
    order by list_rank, due_on limit :rows)
  union all
  select * from (
    select id, 1 as turn, list_rank, due_on from (
      select id, list_rank, due_on, confidence, uid from records where trackable = 1 and listed = 1 {filters}
      order by list_rank, due_on limit 5000) as records
    where confidence = 'likely'
      and not exists (select 1 from followup.promise_state as done where done.record_uid = records.uid
        and done.state is not null)
    order by list_rank, due_on limit :rows)
  order by turn, list_rank, due_on limit :rows
) as listed
join records on records.id = listed.id join sites on sites.id = records.site_id
left join followup.promise_state on promise_state.record_uid = records.uid
left join record_places on record_places.id = (select id from record_places as preferred
  where preferred.record_id = listed.id and preferred.preferred = 1 limit 1)
left join passages on passages.id = record_places.passage_id
left join documents on documents.id = record_places.document_id
left join meetings on meetings.id = records.meeting_id
left join items on items.id = records.item_id
left join committees on committees.id = records.committee_id
order by listed.turn, listed.list_rank, listed.due_on
"""


def waiting(db: sqlite3.Connection, filters: Filters, *, rows: int) -> list[sqlite3.Row]:
    """Return what waits for review: only possible ones first, then likely ones, those due first before others."""
    conditions, values = "", {"rows": rows, "council": filters.council, "committee": filters.committee}
    if filters.council:
        conditions += " and site_id = (select id from sites where slug = :council)"
    if filters.committee:
        conditions += " and committee_id in (select id from committees where name = :committee)"
    return db.execute(WAITING.format(filters=conditions), values).fetchall()
