"""The queries of charts: counts that each update keeps, less what officers closed since."""

SITE = "(:site = '' or site_id = (select id from sites where slug = :site))"
RECORD_SITE = "(:site = '' or records.site_id = (select id from sites where slug = :site))"
PROMISES_BY_MONTH = f"""
select coalesce(month, '') as month, sum(number) as number from counts where listed = 1 and {SITE} group by month
"""
CLOSED_BY_MONTH = f"""
select coalesce(substr(records.met_on, 1, 7), '') as month, count(*) as number from followup.promise_state
join records on records.uid = promise_state.record_uid
where records.listed = 1 and promise_state.state in ('met', 'superseded', 'withdrawn', 'not-pursued', 'not-a-promise')
  and {RECORD_SITE} group by 1
"""
PROMISES_BY_COMMITTEE = f"""
select committees.id, coalesce(committees.name, 'No body named') as name, sites.name as council, sum(number) as number
from counts join sites on sites.id = counts.site_id left join committees on committees.id = counts.committee_id
where listed = 1 and {SITE.replace("site_id", "counts.site_id")} group by counts.site_id, counts.committee_id
order by number desc limit 30
"""
CLOSED_BY_COMMITTEE = f"""
select records.committee_id as id, count(*) as number from followup.promise_state
join records on records.uid = promise_state.record_uid
where records.listed = 1 and promise_state.state in ('met', 'superseded', 'withdrawn', 'not-pursued', 'not-a-promise')
  and {RECORD_SITE} group by 1
"""
DUE_BY_MONTH = f"select month, sum(number) as number from due_counts where month <= :month and {SITE} group by month"
KEPT_BY_MONTH = f"""
select substr(coalesce(promise_state.new_due, records.due_on), 1, 7) as month, count(*) as number
from followup.promise_state join records on records.uid = promise_state.record_uid
where records.listed = 1 and promise_state.state = 'met' and coalesce(promise_state.new_due, records.due_on) is not null
  and {RECORD_SITE} group by 1
"""
DECISIONS_BY_EFFECT = f"""
select coalesce(effect, 'other') as effect, sum(number) as number from counts
where kind in ('resolution', 'recommendation') and {SITE} group by 1 order by 2 desc
"""
RECORDS_BY_KIND = f"select kind, sum(number) as number from counts where {SITE} group by kind order by 2 desc"
