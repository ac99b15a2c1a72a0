"""Every query of the pages. Parameters are bound; state is computed in one place, `STATE`."""

from dataclasses import dataclass

# What officers said last decides; else the due date. `followup` is attached read-only.
STATE = """
case
  when promise_state.state in ('met', 'superseded', 'withdrawn', 'not-pursued', 'not-a-promise') then 'closed'
  when promise_state.state = 'reported' then 'reported back'
  when undertakings.confidence = 'possible' and promise_state.state is null then 'needs review'
  when coalesce(promise_state.new_due, undertakings.due_date) < :today then 'overdue'
  when coalesce(promise_state.new_due, undertakings.due_date) <= date(:today, '+30 days') then 'due soon'
  else 'open'
end
"""
LISTED = f"""
select undertakings.*, {STATE} as state, coalesce(promise_state.new_due, undertakings.due_date) as due
from undertakings left join followup.promise_state on promise_state.record_uid = undertakings.uid
"""
OUTSTANDING = f"""
select * from ({LISTED})
where state <> 'closed' and (state = :state or (:state = '' and state <> 'needs review'))
and (:committee = '' or committee = :committee) and (:owner = '' or owner = :owner)
order by case state when 'overdue' then 0 when 'due soon' then 1 else 2 end, due is null, due, meeting_date desc, id
limit :limit offset :offset
"""
COUNTS = f"""
select state, count(*) as count from ({LISTED})
where state <> 'closed'
and (:committee = '' or committee = :committee) and (:owner = '' or owner = :owner)
group by state
"""
COMMITTEES = "select distinct committee from undertakings where committee is not null order by committee limit 500"
PROMISE = f"select * from ({LISTED}) where uid = :uid"
PLACES = """
select documents.url, documents.page_kind, record_places.start, record_places.end, record_places.preferred,
  passages.text,
  passages.body, passages.start as passage_start, record_places.document_id, passages.position
from record_places join documents on documents.id = record_places.document_id
left join passages on passages.id = record_places.passage_id
where record_places.record_id = :record order by record_places.preferred desc, record_places.id limit 50
"""
AROUND = """
select position, text, region, kind, marker from passages where document_id = :document
and position between :position - 2 and :position + 2 order by position
"""
FOLLOWUPS = "select * from followup.followups where record_uid = :uid order by id desc limit 200"


@dataclass(frozen=True, slots=True)
class Filters:
    """What an address asks the list for; empty means everything."""

    committee: str = ""
    owner: str = ""
    state: str = ""
    page: int = 1
