"""The queries of the dump: a stretch of records, and what belongs to them, each in the order of its rows."""

from pipeline.state import STATE

# Columns that are told as they are.
PLAIN = (
    "owner_inferred", "owner_name", "recipient", "condition", "due_text", "due_type", "due_date", "due_reason",
    "confidence", "rule", "fate", "verdict", "refers_to", "reported_back_on", "reported_back_as", "status", "state",
    "told_by", "first_seen", "last_changed",
)  # fmt: skip
NEXT = "select id from records where id > :after order by id limit :rows"
# What an officer said last, under the id that a promise has or one that it had.
SAID = """
select record_id, max(last_id) as last_id, state, new_due, right_kind, right_owner, right_due_text, right_due_date
from (
  select records.id as record_id, promise_state.* from records
  join followup.promise_state on promise_state.record_uid = records.uid where records.id between :first and :last
  union all
  select moved.record_id, promise_state.* from moved
  join followup.promise_state on promise_state.record_uid = moved.old_uid
  where moved.record_id between :first and :last
) group by record_id
"""
ABOUT = """
meetings.uid as meeting_uid, meetings.date as meeting_date, meetings.status as meeting_status, meetings.minutes_status,
meetings.url as meeting_url, items.uid as item_uid, items.title as item, items.number as item_number,
committees.name as committee, committees.ref as committee_ref, sites.slug as site, sites.name as council,
case when documents.url like '%mgWebService%' then coalesce(items.url, meetings.url, documents.url)
  else coalesce(documents.url, items.url, meetings.url) end as source_url
"""
RECORDS = f"""
with spoken as materialized ({SAID})
select *, case when listed > 0 then {STATE} end as state from (
  select records.id, records.uid, coalesce(spoken.right_kind, records.kind) as kind, records.quote, records.effect,
    records.owner, records.owner_shown, spoken.right_owner, records.owner_inferred,
    coalesce(records.owner_name, records.linked_name) as owner_name, records.recipient, records.condition,
    coalesce(spoken.right_due_text, records.due_text, records.told_due_text) as due_text, records.due_type,
    coalesce(spoken.new_due, spoken.right_due_date, records.due_on) as due_date,
    coalesce(spoken.new_due, spoken.right_due_date, records.due_on) as due, records.settled_reason as due_reason,
    records.trackable, records.listed, records.confidence, records.rule, records.fate, records.verdict,
    records.refers_to, records.reported_back_on, records.reported_back_as, records.status, spoken.state as said,
    (select uid from records as stands where stands.id = records.told_by) as told_by, records.first_seen,
    records.last_changed, 0 as by_hand, {ABOUT}
  from records left join spoken on spoken.record_id = records.id
  left join record_places on record_places.record_id = records.id and record_places.preferred = 1
  left join documents on documents.id = record_places.document_id
  left join meetings on meetings.id = records.meeting_id left join items on items.id = records.item_id
  left join committees on committees.id = records.committee_id join sites on sites.id = records.site_id
  where records.id between :first and :last
) order by id
"""
ADDED = f"""
select *, {STATE} as state from (
  select additions.record_uid as id, additions.record_uid as uid, coalesce(promise_state.right_kind, additions.kind) as
    kind, additions.quote, null as effect, null as owner, additions.owner as owner_shown, promise_state.right_owner,
    null as owner_inferred, null as owner_name, null as recipient, null as condition,
    coalesce(promise_state.right_due_text, additions.due_text) as due_text, null as due_type,
    coalesce(promise_state.new_due, promise_state.right_due_date, additions.due_date) as due_date,
    coalesce(promise_state.new_due, promise_state.right_due_date, additions.due_date) as due, null as due_reason,
    1 as trackable, null as confidence, null as rule, null as fate, null as verdict, null as refers_to,
    null as reported_back_on, null as reported_back_as, 'current' as status, promise_state.state as said,
    null as told_by, additions.recorded_at as first_seen, additions.recorded_at as last_changed, 1 as by_hand,
    documents.uid as document_uid, additions.start, additions.end, {ABOUT}
  from followup.additions join documents on documents.uid = additions.document_uid
  left join followup.promise_state on promise_state.record_uid = additions.record_uid
  left join meetings on meetings.id = documents.meeting_id left join items on items.id = documents.item_id
  left join committees on committees.id = meetings.committee_id join sites on sites.id = documents.site_id
) order by uid
"""
EVENT = """
followups.recorded_at, followups.state, followups.note, followups.evidence_url, followups.new_due,
followups.new_due_reason, followups.public, followups.undoes,
exists (select 1 from followup.followups as later where later.undoes = followups.id) as undone
"""
FOLLOWUPS_OF_ADDED = f"""
select additions.record_uid as of_record, {EVENT} from followup.additions
join followup.followups on followups.record_uid = additions.record_uid where followups.undoes is null
order by followups.id
"""
PARTS = {
    "aliases": "select record_id as of_record, uid from record_aliases where record_id between :first and :last "
    "order by uid",
    "places": """
select record_places.record_id as of_record, documents.uid as document_uid, documents.url, record_places.start,
  record_places.end, record_places.quote, record_places.preferred
from record_places join documents on documents.id = record_places.document_id
where record_places.record_id between :first and :last order by record_places.preferred desc, record_places.id
""",
    "evidence": """
select record_links.record_id as of_record, record_links.kind, record_links.quote, record_links.date,
  record_links.source_url, record_links.score, record_links.reason, record_links.firm, other.uid as other_uid,
  items.uid as item_uid
from record_links left join records as other on other.id = record_links.other_record_id
left join items on items.id = record_links.item_id
where record_links.record_id between :first and :last order by record_links.id
""",
    "followups": f"""
select of_record, {EVENT} from (
  select records.id as of_record, records.uid as said_uid from records where records.id between :first and :last
  union all
  select moved.record_id, moved.old_uid from moved where moved.record_id between :first and :last
) join followup.followups on followups.record_uid = said_uid where followups.undoes is null order by followups.id
""",
}  # fmt: skip
