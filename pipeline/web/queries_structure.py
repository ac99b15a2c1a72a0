"""The queries of meetings, items, committees, owners, people and councils."""

MEETING = """
select meetings.*, committees.name as committee, committees.ref as committee_ref, sites.slug as site,
  sites.name as council
from meetings join sites on sites.id = meetings.site_id left join committees on committees.id = meetings.committee_id
where meetings.uid = :uid
"""
ITEMS_OF_MEETING = """
select items.uid, items.number, items.title, items.restricted, items.url,
  (select count(*) from records where records.item_id = items.id and records.listed > 0) as promises,
  (select count(*) from records where records.item_id = items.id and records.kind in ('resolution', 'recommendation')
    and records.status = 'current') as decisions
from items where meeting_id = :meeting order by items.id limit 300
"""
ATTENDANCE = "select name, role, status, representing from attendance where meeting_id = :meeting order by id limit 200"
DOCUMENTS_OF_MEETING = """
select title, kind, url, restricted, published from documents where meeting_id = :meeting and kind is not null
order by id limit 100
"""
RECORDS_OF_MEETING = """
select records.uid, records.kind, records.effect, records.quote, records.owner_shown as owner, records.due_text,
  records.due_on as due, items.title as item, items.number as item_number
from records left join items on items.id = records.item_id
where records.meeting_id = :meeting and records.status = 'current' and records.told_by is null
  and records.kind <> 'proposal'
order by records.item_id, records.id limit 1000
"""
ITEM = """
select items.*, meetings.uid as meeting_uid, meetings.date as meeting_date, committees.name as committee,
  committees.ref as committee_ref, sites.slug as site, sites.name as council
from items left join meetings on meetings.id = items.meeting_id
left join sites on sites.id = meetings.site_id
left join committees on committees.id = meetings.committee_id where items.uid = :uid
"""
DOCUMENT_OF_ITEM = """
select documents.id, documents.uid, documents.url, documents.page_kind, count(*) as passages from passages
join documents on documents.id = passages.document_id
where passages.item_id = :item and documents.restricted = 0 group by documents.id
order by case documents.page_kind when 'item' then 0 when 'meeting' then 1 when 'minutes' then 2 else 3 end limit 1
"""
PASSAGES_OF_ITEM = """
select start, end, body, kind, region, level, marker, text from passages where item_id = :item
and document_id = :document order by position limit 500
"""
DOCUMENT = """
select documents.id, documents.uid, documents.url, documents.title, documents.page_kind, documents.restricted,
  meetings.uid as meeting_uid, meetings.date as meeting_date, committees.name as committee, sites.slug as site,
  sites.name as council
from documents join sites on sites.id = documents.site_id left join meetings on meetings.id = documents.meeting_id
left join committees on committees.id = meetings.committee_id where documents.uid = :uid
"""
PASSAGES_OF_DOCUMENT = """
select start, end, body, kind, region, level, marker, text, page from passages where document_id = :document
order by position limit 2000
"""
RECORDS_OF_DOCUMENT = """
select records.uid, records.kind, records.effect, record_places.start, record_places.end, records.quote,
  records.owner_shown as owner, records.due_text, records.due_on as due, records.listed
from record_places join records on records.id = record_places.record_id
where record_places.document_id = :document and records.status = 'current' and records.kind <> 'proposal'
order by record_places.start limit 1000
"""
COMMITTEE = """
select committees.id, committees.ref, committees.name, committees.category, committees.expired, committees.url,
  sites.slug as site, sites.name as council, committee_counts.meetings, committee_counts.cancelled,
  committee_counts.with_minutes, committee_counts.minutes_missing, committee_counts.first_meeting,
  committee_counts.last_meeting
from committees join sites on sites.id = committees.site_id
left join committee_counts on committee_counts.committee_id = committees.id
where sites.slug = :site and committees.name = :name order by committees.expired, committees.id limit 1
"""
MEETINGS_OF_COMMITTEE = """
select uid, date, time, venue, status, minutes_status, url from meetings where committee_id = :committee
order by date desc limit :limit offset :offset
"""
NEXT_MEETING = """
select uid, date, time, venue from meetings where committee_id = :committee and date >= :today
and status not in ('cancelled', 'withdrawn', 'postponed') order by date limit 1
"""
ATTENDING_COMMITTEE = """
select attendance.name, max(attendance.role) as role, count(*) as meetings, max(meetings.date) as last_date
from (select id, date from meetings where committee_id = :committee and date < :today order by date desc limit 12)
  as meetings
join attendance on attendance.meeting_id = meetings.id group by attendance.name order by meetings desc, attendance.name
limit 100
"""
PERSON = """
select meetings.uid, meetings.date, committees.name as committee, attendance.role, attendance.status
from attendance join meetings on meetings.id = attendance.meeting_id join sites on sites.id = meetings.site_id
left join committees on committees.id = meetings.committee_id
where attendance.name = :name and sites.slug = :site order by meetings.date desc limit 200
"""
POSTS = """
select posts.title, posts.first_date, posts.last_date, posts.source_url from posts
join people on people.id = posts.person_id join sites on sites.id = posts.site_id
where people.name = :name and sites.slug = :site order by posts.last_date desc limit 50
"""
COUNCILS = """
select sites.slug, sites.name, sites.system, sites.base_url, sites.nation,
  (select coalesce(sum(number), 0) from figures where figures.site_id = sites.id and chart = 'month') as promises,
  (select coalesce(sum(number), 0) from figures where figures.site_id = sites.id and chart = 'effect') as decisions,
  (select max(last_meeting) from committee_counts join committees on committees.id = committee_counts.committee_id
    where committees.site_id = sites.id) as last_meeting
from sites order by sites.name limit 1000
"""
COUNCIL = "select * from sites where slug = :site"
COMMITTEES_OF_COUNCIL = """
select committees.name, committees.ref, committees.category, committees.expired, committee_counts.*,
  coalesce(figures.number, 0) as promises
from committees left join committee_counts on committee_counts.committee_id = committees.id
left join figures on figures.site_id = :site and figures.chart = 'committee' and figures.label = committees.id
where committees.site_id = :site order by committees.expired, committees.name limit 1000
"""
COMPLETENESS = """
select sites.slug as site, sites.name as council, committees.name as committee, committee_counts.*
from committee_counts join committees on committees.id = committee_counts.committee_id
join sites on sites.id = committees.site_id where (:site = '' or sites.slug = :site)
order by committee_counts.minutes_missing desc, sites.name, committees.name limit 1000
"""
OWNERS = """
select owners.name as owner, sites.slug as site, sites.name as council, owners.number from (
  select site_id, coalesce(name, owner) as name, sum(number) as number, max(number) from owner_spellings
  where (:site is null or site_id = :site) group by site_id, key order by 3 desc limit 300) as owners
join sites on sites.id = owners.site_id order by owners.number desc, owners.name
"""
DECISIONS = """
select records.uid, records.quote, records.kind, records.effect, records.owner_shown as owner, records.met_on as
  meeting_date, committees.name as committee, sites.slug as site, sites.name as council, items.title as item
from (select id from records where kind in ('resolution', 'recommendation') and status = 'current'
      and told_by is null {filters}
      order by met_on desc, id limit :limit offset :offset) as listed
join records on records.id = listed.id join sites on sites.id = records.site_id
left join committees on committees.id = records.committee_id left join items on items.id = records.item_id
order by records.met_on desc, records.id
"""
COMMITTEE_NAMES = """
select committees.name from committees join sites on sites.id = committees.site_id
where sites.slug = :site group by committees.name order by min(committees.expired), committees.name limit 500
"""
HEALTH = "select * from site_health order by state = 'ok', site limit 1000"
FAILURES = """
select stage, name, url, found, expected, at from failures order by id desc limit 200
"""
RUNS = """
select command, started_at, ended_at, read, new_records, changed_records, withdrawn_records, failures, outcome from runs
order by id desc limit 30
"""
