"""The queries of charts: sums that each update keeps, less what officers closed since."""

# `site` null: all councils together.
RECORD_SITE = "(:site is null or records.site_id = :site)"
CLOSED = "promise_state.state in ('met', 'superseded', 'withdrawn', 'not-pursued', 'not-a-promise')"
FIGURES = """
select label, number from figures where site_id is :site and chart = :chart order by number desc, label
"""
CLOSED_BY_MONTH = f"""
select coalesce(substr(records.met_on, 1, 7), '') as month, count(*) as number from followup.promise_state
join records on records.uid = promise_state.record_uid
where records.listed = 1 and {CLOSED} and {RECORD_SITE} group by 1
"""
PROMISES_BY_COMMITTEE = """
select committees.id, coalesce(committees.name, 'No body named') as name, sites.name as council, figures.number
from figures left join committees on committees.id = figures.label
left join sites on sites.id = coalesce(committees.site_id, figures.site_id)
where figures.site_id is :site and figures.chart = 'committee' order by figures.number desc limit 30
"""
CLOSED_BY_COMMITTEE = f"""
select records.committee_id as id, count(*) as number from followup.promise_state
join records on records.uid = promise_state.record_uid
where records.listed = 1 and {CLOSED} and {RECORD_SITE} group by 1
"""
KEPT_BY_MONTH = f"""
select substr(coalesce(promise_state.new_due, records.due_on), 1, 7) as month, count(*) as number
from followup.promise_state join records on records.uid = promise_state.record_uid
where records.listed = 1 and promise_state.state = 'met' and coalesce(promise_state.new_due, records.due_on) is not null
  and {RECORD_SITE} group by 1
"""
