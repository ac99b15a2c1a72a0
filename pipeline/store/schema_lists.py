"""What lets lists, searches and counts answer from an index, however many councils a database holds."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES, run_script

COLUMNS = """
alter table records add column met_on text;
alter table records add column owner_shown text generated always as (coalesce(owner_text, told_owner_text)) virtual;
alter table records add column due_on text generated always as (coalesce(settled_date, due_date)) virtual;
alter table records add column list_rank integer generated always as (case when reported_back_on is not null then 2
  when coalesce(settled_date, due_date) is null then 1 else 0 end) virtual;
alter table records add column listed integer generated always as (case when trackable = 1 and status = 'current'
  and told_by is null then case confidence when 'possible' then 2 else 1 end else 0 end) virtual;
create index records_list on records(listed, list_rank, due_on, met_on desc, id, uid) where listed > 0;
create index records_list_site on records(site_id, listed, list_rank, due_on, met_on desc, id, uid) where listed > 0;
create index records_list_committee on records(committee_id, listed, list_rank, due_on, met_on desc, id, uid)
  where listed > 0;
create index records_list_owner on records(owner_shown, listed) where listed > 0;
create index records_decided on records(site_id, effect, met_on desc, id) where kind in ('resolution',
  'recommendation') and status = 'current' and told_by is null;
create index records_decided_all on records(met_on desc, id) where kind in ('resolution', 'recommendation')
  and status = 'current' and told_by is null;
create index records_decided_committee on records(committee_id, met_on desc, id) where kind in ('resolution',
  'recommendation') and status = 'current' and told_by is null;
create index record_places_passage on record_places(passage_id);
create index committees_by_name on committees(name);
create index attendance_name on attendance(name);
create index meetings_site on meetings(site_id, date);
create index owners_name on owners(name);
create table moved (old_uid text primary key, record_id integer not null references records(id) on delete cascade)
  without rowid;
create index moved_record on moved(record_id);
drop index if exists records_due;
drop index if exists records_committee;
drop index if exists records_owner;
"""
# Search holds the words of a record and nothing else: other changes leave it alone.
SEARCH = """
drop trigger records_au;
create trigger records_au after update of quote on records begin
  insert into records_fts (records_fts, rowid, quote) values ('delete', old.id, old.quote);
  insert into records_fts (rowid, quote) values (new.id, new.quote);
end;
"""
COUNTS = """
create table counts (id integer primary key, site_id integer not null references sites(id),
  committee_id integer references committees(id), month text, kind text not null, effect text, listed integer not null,
  number integer not null);
create index counts_committee on counts(site_id, committee_id);
create table owner_counts (id integer primary key, site_id integer not null references sites(id), owner text not null,
  number integer not null);
create index owner_counts_site on owner_counts(site_id, number desc);
create index owner_counts_owner on owner_counts(owner, site_id);
create table due_counts (id integer primary key, site_id integer not null references sites(id), month text not null,
  number integer not null);
create index due_counts_month on due_counts(month);
create table committee_counts (committee_id integer primary key references committees(id), meetings integer not null,
  cancelled integer not null, upcoming integer not null, held integer not null, with_minutes integer not null,
  with_items integer not null, minutes_missing integer not null, announced_empty integer not null, first_meeting text,
  last_meeting text);
"""
# SQLite uses a partial index only where its very condition stands in the query.
INDEXES = """
drop index records_list;
drop index records_list_site;
drop index records_list_committee;
drop index records_list_owner;
create index records_list on records(listed, list_rank, due_on, met_on desc, id, uid) where trackable = 1;
create index records_list_site on records(site_id, listed, list_rank, due_on, met_on desc, id, uid)
  where trackable = 1;
create index records_list_committee on records(committee_id, listed, list_rank, due_on, met_on desc, id, uid)
  where trackable = 1;
create index records_list_owner on records(owner_shown, listed, list_rank, due_on, met_on desc, id, uid)
  where trackable = 1;
"""


@MINUTES()
def columns_that_lists_are_sorted_by(db: Database) -> None:
    """Give records the day of their meeting and the columns that the tracker's lists are sorted by, with indexes."""
    run_script(db.conn, COLUMNS)
    run_script(db.conn, SEARCH)


@MINUTES()
def counts_that_charts_show(db: Database) -> None:
    """Keep the counts that pages show, so that no page counts a table."""
    run_script(db.conn, COUNTS)


@MINUTES()
def indexes_that_queries_can_name(db: Database) -> None:
    """Make the lists' indexes under a condition that the queries hold."""
    run_script(db.conn, INDEXES)
