"""Migration: the calendar over time, aliases of ids, versions of documents, people, owners, evidence."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES, run_script

TABLES = """
alter table meetings add column told_at text;
create table calendar_changes (id integer primary key, meeting_id integer not null references meetings(id) on delete
  cascade, old_date text, new_date text, old_status text, new_status text, at text not null, source_url text);
create index calendar_changes_meeting on calendar_changes(meeting_id, at);
create table record_aliases (uid text primary key, record_id integer not null references records(id) on delete cascade,
  reason text not null, at text not null);
create index record_aliases_record on record_aliases(record_id);
create table document_versions (id integer primary key, document_id integer not null references documents(id) on delete
  cascade, number integer not null, hash text, fetched_at text not null, minutes_status text, plain text,
  unique (document_id, number));
create table name_ties (document_id integer not null references documents(id) on delete cascade, key text not null,
  name text not null, primary key (document_id, key, name)) without rowid;
create table link_todo (meeting_id integer primary key);
create table link_seen (what text primary key, last_id integer not null);
alter table records add column told_by integer references records(id);
alter table records add column settled_date text;
alter table records add column settled_reason text;
alter table records add column due_committee_id integer references committees(id);
alter table records add column told_owner_text text;
alter table records add column owner_told_in integer references records(id);
alter table records add column told_due_text text;
alter table records add column due_told_in integer references records(id);
alter table records add column linked_name text;
alter table records add column reported_back_on text;
alter table records add column reported_back_as text;
alter table records add column reported_back_url text;
create index records_told on records(told_by);
create index records_of_item on records(item_id);
create index records_due_committee on records(due_committee_id);
create index records_site_kind on records(site_id, kind);
create index due_history_of_record on due_history(record_id);
drop table record_links;
create table record_links (id integer primary key, uid text not null unique, record_id integer not null references
  records(id) on delete cascade, other_record_id integer references records(id) on delete cascade,
  item_id integer references items(id) on delete cascade, kind text not null, score real, reason text, quote text,
  date text, source_url text, firm integer not null default 0);
create index record_links_of_record on record_links(record_id);
create index record_links_of_other on record_links(other_record_id);
create index record_links_of_item on record_links(item_id);
"""

PEOPLE = """
update attendance set person_id = null;
alter table attendance add column person_ref text;
drop table posts;
drop table people;
create table people (id integer primary key, site_id integer not null references sites(id), key text not null,
  name text not null, ref text, unique (site_id, key));
create table posts (id integer primary key, site_id integer not null references sites(id), key text not null,
  title text not null, person_id integer not null references people(id), acting integer not null default 0,
  first_date text, last_date text, source_url text, unique (site_id, key, person_id, acting));
create table post_sightings (post_id integer not null references posts(id) on delete cascade, date text not null,
  source_url text not null, primary key (post_id, date, source_url)) without rowid;
create table owners (id integer primary key, site_id integer not null references sites(id), key text not null,
  name text not null, person_id integer references people(id), unique (site_id, key));
create table record_owners (record_id integer not null references records(id) on delete cascade,
  position integer not null, owner_id integer not null references owners(id), person_id integer references people(id),
  source_url text, primary key (record_id, position)) without rowid;
create index record_owners_owner on record_owners(owner_id);
"""

# Whoever writes records says by it which meetings are to be linked again; what the link step itself writes does not.
TRIGGERS = """
create trigger records_new_to_link after insert on records when new.meeting_id is not null
begin insert or ignore into link_todo (meeting_id) values (new.meeting_id); end;
create trigger records_changed_to_link after update of quote, kind, effect, owner_text, owner_inferred, recipient,
  due_text, due_type, due_date, trackable, status, meeting_id, item_id, fate, verdict, refers_to on records
when new.meeting_id is not null
begin insert or ignore into link_todo (meeting_id) values (new.meeting_id); end;
create trigger places_to_link after insert on record_places
begin insert or ignore into link_todo (meeting_id) select meeting_id from records where id = new.record_id
  and meeting_id is not null; end;
insert or ignore into link_todo (meeting_id) select distinct meeting_id from records where meeting_id is not null;
"""

VIEWS = """
drop view overdue;
drop view outstanding;
drop view undertakings;
drop view resolutions;
create view undertakings as
select records.id, records.uid, records.kind, records.quote,
  coalesce(records.owner_text, records.told_owner_text) as owner, records.owner_inferred,
  coalesce(records.owner_name, records.linked_name) as owner_name,
  coalesce(records.due_text, records.told_due_text) as due_text, records.due_type,
  coalesce(records.settled_date, records.due_date) as due_date, records.settled_reason,
  records.effect, records.confidence, records.rule, records.status, records.fate,
  records.reported_back_on, records.reported_back_as, records.reported_back_url,
  sites.slug as site, sites.name as council, committees.name as committee,
  records.committee_id, records.meeting_id, meetings.date as meeting_date, items.title as item, items.number as
  item_number,
  records.item_id, case when documents.url like '%mgWebService%' then coalesce(items.url, meetings.url, documents.url)
  else coalesce(documents.url, items.url, meetings.url) end as source_url
from records
join sites on sites.id = records.site_id
left join committees on committees.id = records.committee_id
left join meetings on meetings.id = records.meeting_id
left join items on items.id = records.item_id
left join record_places on record_places.record_id = records.id and record_places.preferred = 1
left join documents on documents.id = record_places.document_id
where records.trackable = 1 and records.status = 'current' and records.told_by is null;
create view outstanding as select * from undertakings where confidence in ('firm', 'likely');
create view overdue as select * from outstanding where due_date < date('now');
create view resolutions as
select records.id, records.uid, records.kind, records.effect, records.quote, sites.slug as site, committees.name as
  committee,
  meetings.date as meeting_date, items.title as item, records.confidence, records.rule
from records join sites on sites.id = records.site_id
left join committees on committees.id = records.committee_id
left join meetings on meetings.id = records.meeting_id left join items on items.id = records.item_id
where records.kind in ('resolution', 'recommendation') and records.status = 'current' and records.told_by is null;
create view promise_uids as
select uid, coalesce(told_by, id) as record_id from records
union all
select record_aliases.uid, coalesce(records.told_by, records.id) from record_aliases
join records on records.id = record_aliases.record_id
where not exists (select 1 from records as own where own.uid = record_aliases.uid);
create view unanswered_requests as
select undertakings.*, committees_next.asked_again as later_meetings from undertakings
join (select records.id as record_id, count(meetings.id) as asked_again from records
      left join meetings on meetings.committee_id = records.committee_id and meetings.status = 'held'
        and meetings.date > (select date from meetings as own where own.id = records.meeting_id)
      where records.kind = 'request' group by records.id) as committees_next
  on committees_next.record_id = undertakings.id
where undertakings.kind = 'request' and undertakings.reported_back_on is null
  and not exists (select 1 from record_links where record_id = undertakings.id and kind = 'answered by');
create view not_come_back as
select undertakings.*, awaited.date as awaited_at, awaited.url as awaited_url from undertakings
join records on records.id = undertakings.id
join meetings as awaited on awaited.committee_id = records.due_committee_id and awaited.date = records.settled_date
where undertakings.due_type in ('next_meeting', 'meeting') and undertakings.reported_back_on is null
  and awaited.minutes_status <> 'none';
"""


@MINUTES()
def second_links(db: Database) -> None:
    """Keep the calendar over time, aliases, versions, people, owners and evidence; tell each promise once."""
    for script in (TABLES, PEOPLE, TRIGGERS, VIEWS):
        run_script(db.conn, script)
