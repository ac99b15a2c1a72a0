"""The queries of the exports of bodies, people, posts and meetings, each in an order that does not change."""

SITES = "select slug, name, council_kind, base_url from sites order by slug"
COMMITTEES = """
select sites.slug as site, sites.system, sites.base_url, committees.ref, committees.name, committees.category,
  committees.expired, committees.url
from committees join sites on sites.id = committees.site_id
where committees.ref is not null or committees.id = (select min(id) from committees as same
  where same.site_id = committees.site_id and same.ref is null and same.name = committees.name)
order by site, committees.ref, committees.name
"""
PEOPLE = """
select people.site_id, sites.slug as site, sites.system, sites.base_url, people.key, people.name, people.ref,
  (select source_url from posts where posts.person_id = people.id order by first_date, source_url limit 1) as source_url
from people join sites on sites.id = people.site_id order by site, people.key
"""
# The key of a committee's own post names the committee by its row: "chair of committee 7".
_OWN = """
case when posts.key like '% of committee %' then substr(posts.key, 1, instr(posts.key, ' of committee ') - 1)
  else posts.key end as own_key, committees.name as committee, committees.ref as committee_ref
from posts join sites on sites.id = posts.site_id
left join committees on committees.site_id = posts.site_id and posts.key like '% of committee %'
  and committees.id = cast(substr(posts.key, instr(posts.key, ' of committee ') + 14) as integer)
"""
POSTS = f"""
select sites.slug as site, sites.base_url, min(posts.title) as title, min(posts.source_url) as source_url, {_OWN}
group by posts.site_id, posts.key order by site, committee, own_key
"""
HOLDERS = f"""
select sites.slug as site, sites.base_url, posts.title, posts.acting, posts.first_date, posts.last_date,
  posts.source_url, (select key from people where people.id = posts.person_id) as person, {_OWN}
order by site, committee, own_key, person, posts.acting
"""
SEATS = """
select sites.id as site_id, sites.slug as site, sites.base_url, committees.ref, committees.name as committee,
  attendance.name, attendance.person_ref, attendance.role, min(meetings.date) as first_date,
  max(meetings.date) as last_date, min(meetings.url) as source_url
from attendance join meetings on meetings.id = attendance.meeting_id
join committees on committees.id = meetings.committee_id join sites on sites.id = committees.site_id
where attendance.role is not null
group by committees.id, attendance.name, attendance.person_ref, attendance.role
order by site, committees.ref, committee, attendance.name, attendance.person_ref, attendance.role
"""
MEETINGS = """
select meetings.id, meetings.uid, meetings.date, meetings.time, meetings.venue, meetings.status,
  meetings.minutes_status, meetings.url, sites.id as site_id, sites.slug as site, sites.name as council,
  sites.base_url, committees.name as committee, committees.ref as committee_ref
from meetings join sites on sites.id = meetings.site_id left join committees on committees.id = meetings.committee_id
order by meetings.date, meetings.uid
"""
ATTENDANCE = "select name, role, status, person_ref from attendance where meeting_id = ? order by id"
ITEMS = "select number, title, url from items where meeting_id = ? and restricted = 0 order by id"
PAPERS = """
select documents.title, documents.kind, documents.url from documents
where meeting_id = ? and restricted = 0 and kind is not null order by id
"""
