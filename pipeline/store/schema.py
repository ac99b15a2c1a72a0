"""The tables of minutes.db and followup.db, made by recorded migrations."""

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MINUTES = Migrations("undertook-minutes")
FOLLOWUP = Migrations("undertook-followup")

TABLES = """
create table sites (id integer primary key, slug text not null unique, name text not null, system text not null,
  base_url text, nation text, council_kind text, status text);
create table committees (id integer primary key, site_id integer not null references sites(id), ref text, name text not
  null,
  category text, expired integer not null default 0, url text);
create unique index committees_ref on committees(site_id, ref) where ref is not null;
create index committees_name on committees(site_id, name);
create table meetings (id integer primary key, uid text not null unique, site_id integer not null references sites(id),
  committee_id integer references committees(id), ref text, date text, time text, venue text, status text not null,
  minutes_status text not null, url text, next_date text);
create index meetings_committee on meetings(committee_id, date);
create index meetings_date on meetings(date);
create table items (id integer primary key, uid text not null unique, meeting_id integer references meetings(id), ref
  text,
  number text, title text, minute_number text, restricted integer not null default 0, truncated integer not null
  default 0,
  url text, full_text_url text, issue_ref text);
create index items_meeting on items(meeting_id);
create index items_ref on items(ref);
create table documents (id integer primary key, uid text not null unique, site_id integer not null references sites(id),
  meeting_id integer references meetings(id), item_id integer references items(id), ref text, url text not null, title
  text,
  kind text, restricted integer not null default 0, published text, hash text, reader text, rules_version text,
  page_kind text, text_length integer, unread_pages text, fetched_at text, is_current integer not null default 1);
create index documents_meeting on documents(meeting_id);
create index documents_url on documents(site_id, url);
create table texts (document_id integer primary key references documents(id) on delete cascade, plain text not null);
create table passages (id integer primary key, document_id integer not null references documents(id) on delete cascade,
  item_id integer references items(id), position integer not null, start integer not null, end integer not null,
  body integer not null, kind text not null, region text, level integer not null, marker text, page integer,
  rectangle text, text text not null);
create index passages_document on passages(document_id, position);
create index passages_item on passages(item_id);
create table records (id integer primary key, uid text not null unique, site_id integer not null references sites(id),
  committee_id integer references committees(id), meeting_id integer references meetings(id),
  item_id integer references items(id), kind text not null, quote text not null, effect text, owner text, owner_text
  text,
  owner_inferred text, owner_name text, recipient text, condition text, due_text text, due_type text, due_date text,
  trackable integer not null, confidence text not null, rule text not null, fate text, verdict text, refers_to text,
  status text not null default 'current', first_seen text not null, last_changed text not null);
create index records_due on records(trackable, status, due_date);
create index records_committee on records(committee_id, due_date);
create index records_owner on records(owner_text);
create index records_meeting on records(meeting_id);
create index records_kind on records(kind, effect);
create table record_places (id integer primary key, record_id integer not null references records(id) on delete cascade,
  document_id integer not null references documents(id) on delete cascade,
  passage_id integer references passages(id) on delete cascade, start integer not null, end integer not null,
  quote text not null, preferred integer not null default 0);
create index record_places_record on record_places(record_id);
create index record_places_document on record_places(document_id);
create table record_links (id integer primary key, record_id integer not null references records(id) on delete cascade,
  other_record_id integer not null references records(id) on delete cascade, kind text not null, score real, reason
  text,
  unique (record_id, other_record_id, kind));
create table due_history (id integer primary key, record_id integer not null references records(id) on delete cascade,
  old_date text, new_date text, reason text not null, at text not null, source_url text);
create table people (id integer primary key, site_id integer not null references sites(id), name text not null, ref
  text,
  unique (site_id, name));
create table posts (id integer primary key, site_id integer not null references sites(id), person_id integer not null
  references people(id), title text not null, first_date text, last_date text, source_url text,
  unique (site_id, person_id, title));
create table attendance (id integer primary key, meeting_id integer not null references meetings(id) on delete cascade,
  name text not null, role text, status text, representing text, person_id integer references people(id),
  unique (meeting_id, name));
create table runs (id integer primary key, command text not null, started_at text not null, ended_at text, read integer,
  unchanged integer, new_records integer, changed_records integer, withdrawn_records integer, failures integer,
  last_response_id integer, outcome text);
create table failures (id integer primary key, run_id integer references runs(id), stage text not null, name text not
  null,
  url text not null, found text not null, expected text, at text not null, unique (stage, name, url));
create table rules (id text primary key, kind text not null, family text not null, confidence text not null, note text);
create table meta (key text primary key, value text not null);
"""

# A place whose words are not the document's cannot be stored. SQLite counts characters from 1, our offsets from 0.
QUOTE_MUST_STAND = """
create trigger record_places_quote before insert on record_places
when new.quote is not (select substr(plain, new.start + 1, new.end - new.start) from texts
                       where document_id = new.document_id)
begin select raise(abort, 'a record whose quote is not in the text'); end;
"""

VIEWS = """
create view undertakings as
select records.id, records.uid, records.kind, records.quote, records.owner_text as owner, records.owner_inferred,
  records.owner_name, records.due_text, records.due_type, records.due_date, records.effect, records.confidence,
  records.rule,
  records.status, records.fate, sites.slug as site, sites.name as council, committees.name as committee,
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
where records.trackable = 1 and records.status = 'current';
create view outstanding as select * from undertakings where confidence in ('firm', 'likely');
create view overdue as select * from outstanding where due_date < date('now');
create view resolutions as
select records.id, records.uid, records.kind, records.effect, records.quote, sites.slug as site, committees.name as
  committee,
  meetings.date as meeting_date, items.title as item, records.confidence, records.rule
from records join sites on sites.id = records.site_id
left join committees on committees.id = records.committee_id
left join meetings on meetings.id = records.meeting_id left join items on items.id = records.item_id
where records.kind in ('resolution', 'recommendation') and records.status = 'current';
create view completeness as
select sites.slug as site, committees.name as committee, count(*) as meetings,
  sum(meetings.status = 'cancelled') as cancelled, sum(meetings.minutes_status <> 'none') as with_minutes,
  sum(exists (select 1 from items where items.meeting_id = meetings.id)) as with_items,
  sum(meetings.date < date('now', '-60 days') and meetings.status <> 'cancelled'
      and meetings.minutes_status = 'none') as minutes_missing,
  min(meetings.date) as first_meeting, max(meetings.date) as last_meeting
from meetings join sites on sites.id = meetings.site_id left join committees on committees.id = meetings.committee_id
group by sites.slug, committees.name;
"""

FOLLOWUPS = """
create table followups (id integer primary key, record_uid text not null, recorded_at text not null, actor text not
  null,
  state text not null, note text, evidence_url text, new_due text, new_due_reason text, public integer not null default
  0,
  nonce text not null unique);
create index followups_record on followups(record_uid, id);
create table promise_state (record_uid text primary key, last_id integer not null, state text not null, new_due text,
  recorded_at text not null);
create trigger followups_only_grow before update on followups
begin select raise(abort, 'follow-ups are never rewritten'); end;
create trigger followups_are_kept before delete on followups
begin select raise(abort, 'follow-ups are never deleted'); end;
create trigger followups_state after insert on followups begin
  insert into promise_state (record_uid, last_id, state, new_due, recorded_at)
  values (new.record_uid, new.id, new.state, new.new_due, new.recorded_at)
  on conflict (record_uid) do update set last_id = excluded.last_id, state = excluded.state,
    new_due = coalesce(excluded.new_due, new_due), recorded_at = excluded.recorded_at;
end;
"""
SEARCHED = (("passages", ["text"]), ("items", ["title"]), ("records", ["quote"]))


@MINUTES()
def first_tables(db: Database) -> None:
    """Make the tables, the guard on quotes, full-text search and the views."""
    run_script(db.conn, TABLES)
    run_script(db.conn, QUOTE_MUST_STAND)
    for table, columns in SEARCHED:
        db.table(table).enable_fts(columns, tokenize="porter unicode61", create_triggers=True)
    run_script(db.conn, VIEWS)


@FOLLOWUP()
def first_followups(db: Database) -> None:
    """Make the table of follow-ups, which only grows, and the state that triggers keep."""
    run_script(db.conn, FOLLOWUPS)


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run statements one by one inside the transaction that is open; `executescript` would commit it."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
