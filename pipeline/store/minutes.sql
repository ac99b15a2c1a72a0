CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE TABLE sites (id integer primary key, slug text not null unique, name text not null, system text not null,
  base_url text, nation text, council_kind text, status text);

CREATE TABLE committees (id integer primary key, site_id integer not null references sites(id), ref text, name text not
  null,
  category text, expired integer not null default 0, url text);

CREATE TABLE meetings (id integer primary key, uid text not null unique, site_id integer not null references sites(id),
  committee_id integer references committees(id), ref text, date text, time text, venue text, status text not null,
  minutes_status text not null, url text, next_date text, told_at text);

CREATE TABLE items (id integer primary key, uid text not null unique, meeting_id integer references meetings(id), ref
  text,
  number text, title text, minute_number text, restricted integer not null default 0, truncated integer not null
  default 0,
  url text, full_text_url text, issue_ref text);

CREATE TABLE documents (id integer primary key, uid text not null unique, site_id integer not null references sites(id),
  meeting_id integer references meetings(id), item_id integer references items(id), ref text, url text not null, title
  text,
  kind text, restricted integer not null default 0, published text, hash text, reader text, rules_version text,
  page_kind text, text_length integer, unread_pages text, fetched_at text, is_current integer not null default 1, quality real, passages_hash text);

CREATE TABLE texts (document_id integer primary key references documents(id) on delete cascade, plain text not null);

CREATE TABLE passages (id integer primary key, document_id integer not null references documents(id) on delete cascade,
  item_id integer references items(id), position integer not null, start integer not null, end integer not null,
  body integer not null, kind text not null, region text, level integer not null, marker text, page integer,
  rectangle text, text text not null);

CREATE TABLE records (id integer primary key, uid text not null unique, site_id integer not null references sites(id),
  committee_id integer references committees(id), meeting_id integer references meetings(id),
  item_id integer references items(id), kind text not null, quote text not null, effect text, owner text, owner_text
  text,
  owner_inferred text, owner_name text, recipient text, condition text, due_text text, due_type text, due_date text,
  trackable integer not null, confidence text not null, rule text not null, fate text, verdict text, refers_to text,
  status text not null default 'current', first_seen text not null, last_changed text not null, told_by integer references records(id), settled_date text, settled_reason text, due_committee_id integer references committees(id), told_owner_text text, owner_told_in integer references records(id), told_due_text text, due_told_in integer references records(id), linked_name text, reported_back_on text, reported_back_as text, reported_back_url text, met_on text, owner_shown text generated always as (coalesce(owner_text, told_owner_text)) virtual, due_on text generated always as (coalesce(settled_date, due_date)) virtual, list_rank integer generated always as (case when reported_back_on is not null then 2
  when coalesce(settled_date, due_date) is null then 1 else 0 end) virtual, listed integer generated always as (case when trackable = 1 and status = 'current'
  and told_by is null then case confidence when 'possible' then 2 else 1 end else 0 end) virtual);

CREATE TABLE record_places (id integer primary key, record_id integer not null references records(id) on delete cascade,
  document_id integer not null references documents(id) on delete cascade,
  passage_id integer references passages(id) on delete cascade, start integer not null, end integer not null,
  quote text not null, preferred integer not null default 0);

CREATE TABLE due_history (id integer primary key, record_id integer not null references records(id) on delete cascade,
  old_date text, new_date text, reason text not null, at text not null, source_url text);

CREATE TABLE attendance (id integer primary key, meeting_id integer not null references meetings(id) on delete cascade,
  name text not null, role text, status text, representing text, person_id integer references people(id), person_ref text,
  unique (meeting_id, name));

CREATE TABLE runs (id integer primary key, command text not null, started_at text not null, ended_at text, read integer,
  unchanged integer, new_records integer, changed_records integer, withdrawn_records integer, failures integer,
  last_response_id integer, outcome text);

CREATE TABLE failures (id integer primary key, run_id integer references runs(id), stage text not null, name text not
  null,
  url text not null, found text not null, expected text, at text not null, rules_version text, hash text, unique (stage, name, url));

CREATE TABLE rules (id text primary key, kind text not null, family text not null, confidence text not null, note text, said text, expression text);

CREATE TABLE meta (key text primary key, value text not null);

CREATE VIRTUAL TABLE "passages_fts" USING FTS5 (
    "text",
    tokenize='porter unicode61',
    content="passages"
);

CREATE VIRTUAL TABLE "items_fts" USING FTS5 (
    "title",
    tokenize='porter unicode61',
    content="items"
);

CREATE VIRTUAL TABLE "records_fts" USING FTS5 (
    "quote",
    tokenize='porter unicode61',
    content="records"
);

CREATE TABLE site_nights (site text not null, run_id integer not null, started_at text not null, outcome text not null,
  last_ok_at text, failures integer not null, refusals integer not null, failure_names text, named_meetings integer not
  null, primary key (site, run_id)) without rowid;

CREATE TABLE calendar_changes (id integer primary key, meeting_id integer not null references meetings(id) on delete
  cascade, old_date text, new_date text, old_status text, new_status text, at text not null, source_url text);

CREATE TABLE record_aliases (uid text primary key, record_id integer not null references records(id) on delete cascade,
  reason text not null, at text not null);

CREATE TABLE document_versions (id integer primary key, document_id integer not null references documents(id) on delete
  cascade, number integer not null, hash text, fetched_at text not null, minutes_status text, plain text,
  unique (document_id, number));

CREATE TABLE name_ties (document_id integer not null references documents(id) on delete cascade, key text not null,
  name text not null, primary key (document_id, key, name)) without rowid;

CREATE TABLE link_todo (meeting_id integer primary key);

CREATE TABLE link_seen (what text primary key, last_id integer not null);

CREATE TABLE record_links (id integer primary key, uid text not null unique, record_id integer not null references
  records(id) on delete cascade, other_record_id integer references records(id) on delete cascade,
  item_id integer references items(id) on delete cascade, kind text not null, score real, reason text, quote text,
  date text, source_url text, firm integer not null default 0, committee_id integer references committees(id));

CREATE TABLE people (id integer primary key, site_id integer not null references sites(id), key text not null,
  name text not null, ref text, unique (site_id, key));

CREATE TABLE posts (id integer primary key, site_id integer not null references sites(id), key text not null,
  title text not null, person_id integer not null references people(id), acting integer not null default 0,
  first_date text, last_date text, source_url text, unique (site_id, key, person_id, acting));

CREATE TABLE owners (id integer primary key, site_id integer not null references sites(id), key text not null,
  name text not null, person_id integer references people(id), unique (site_id, key));

CREATE TABLE record_owners (record_id integer not null references records(id) on delete cascade,
  position integer not null, owner_id integer not null references owners(id), person_id integer references people(id),
  source_url text, primary key (record_id, position)) without rowid;

CREATE TABLE moved (old_uid text primary key, record_id integer not null references records(id) on delete cascade)
  without rowid;

CREATE TABLE counts (id integer primary key, site_id integer not null references sites(id),
  committee_id integer references committees(id), month text, kind text not null, effect text, listed integer not null,
  number integer not null);

CREATE TABLE owner_counts (id integer primary key, site_id integer not null references sites(id), owner text not null,
  number integer not null);

CREATE TABLE committee_counts (committee_id integer primary key references committees(id), meetings integer not null,
  cancelled integer not null, upcoming integer not null, held integer not null, with_minutes integer not null,
  with_items integer not null, minutes_missing integer not null, announced_empty integer not null, first_meeting text,
  last_meeting text);

CREATE TABLE figures (id integer primary key, site_id integer references sites(id), chart text not null, label text,
  number integer not null);

CREATE TABLE owner_spellings (id integer primary key, key text not null, site_id integer not null references sites(id),
  name text, owner text not null, number integer not null);

CREATE TABLE site_rows (id integer primary key, site_id integer not null references sites(id), first_record integer,
  last_record integer, first_passage integer, last_passage integer);

CREATE TABLE post_sightings (post_id integer not null references posts(id) on delete cascade, meeting_id integer not
  null references meetings(id) on delete cascade, date text not null, source_url text not null,
  primary key (post_id, meeting_id)) without rowid;

CREATE TABLE post_names (site_id integer not null references sites(id), key text not null, former_key text not null,
  meeting_id integer not null references meetings(id) on delete cascade, date text not null, source_url text not null,
  primary key (site_id, key, former_key, meeting_id)) without rowid;

CREATE TABLE unheard (record_id integer not null references records(id) on delete cascade, kind text not null,
  primary key (kind, record_id)) without rowid;

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE UNIQUE INDEX committees_ref on committees(site_id, ref) where ref is not null;

CREATE INDEX committees_name on committees(site_id, name);

CREATE INDEX meetings_committee on meetings(committee_id, date);

CREATE INDEX meetings_date on meetings(date);

CREATE INDEX items_meeting on items(meeting_id);

CREATE INDEX items_ref on items(ref);

CREATE INDEX documents_meeting on documents(meeting_id);

CREATE INDEX documents_url on documents(site_id, url);

CREATE INDEX passages_item on passages(item_id);

CREATE INDEX records_meeting on records(meeting_id);

CREATE INDEX records_kind on records(kind, effect);

CREATE INDEX record_places_record on record_places(record_id);

CREATE INDEX record_places_document on record_places(document_id);

CREATE INDEX passages_document on passages(document_id, position, item_id);

CREATE INDEX calendar_changes_meeting on calendar_changes(meeting_id, at);

CREATE INDEX record_aliases_record on record_aliases(record_id);

CREATE INDEX records_of_item on records(item_id);

CREATE INDEX records_due_committee on records(due_committee_id);

CREATE INDEX records_site_kind on records(site_id, kind);

CREATE INDEX due_history_of_record on due_history(record_id);

CREATE INDEX record_links_of_record on record_links(record_id);

CREATE INDEX record_links_of_item on record_links(item_id);

CREATE INDEX record_owners_owner on record_owners(owner_id);

CREATE INDEX documents_item on documents(item_id) where item_id is not null;

CREATE INDEX records_decided on records(site_id, effect, met_on desc, id) where kind in ('resolution',
  'recommendation') and status = 'current' and told_by is null;

CREATE INDEX records_decided_all on records(met_on desc, id) where kind in ('resolution', 'recommendation')
  and status = 'current' and told_by is null;

CREATE INDEX records_decided_committee on records(committee_id, met_on desc, id) where kind in ('resolution',
  'recommendation') and status = 'current' and told_by is null;

CREATE INDEX record_places_passage on record_places(passage_id);

CREATE INDEX committees_by_name on committees(name);

CREATE INDEX attendance_name on attendance(name);

CREATE INDEX meetings_site on meetings(site_id, date);

CREATE INDEX owners_name on owners(name);

CREATE INDEX moved_record on moved(record_id);

CREATE INDEX counts_committee on counts(site_id, committee_id);

CREATE INDEX owner_counts_site on owner_counts(site_id, number desc);

CREATE INDEX owner_counts_owner on owner_counts(owner, site_id);

CREATE INDEX records_list on records(listed, list_rank, due_on, met_on desc, id, uid) where trackable = 1;

CREATE INDEX records_list_site on records(site_id, listed, list_rank, due_on, met_on desc, id, uid)
  where trackable = 1;

CREATE INDEX records_list_committee on records(committee_id, listed, list_rank, due_on, met_on desc, id, uid)
  where trackable = 1;

CREATE INDEX records_list_owner on records(owner_shown, listed, list_rank, due_on, met_on desc, id, uid, site_id)
  where trackable = 1;

CREATE INDEX figures_chart on figures(site_id, chart, number desc);

CREATE INDEX owner_spellings_key on owner_spellings(key, site_id);

CREATE INDEX site_rows_site on site_rows(site_id);

CREATE INDEX post_sightings_meeting on post_sightings(meeting_id);

CREATE INDEX posts_person on posts(person_id);

CREATE INDEX attendance_person on attendance(person_id);

CREATE INDEX record_links_of_meeting on record_links(committee_id, date);

CREATE INDEX failures_url on failures(url);

CREATE INDEX meetings_ref on meetings(site_id, ref) where ref is not null;

CREATE INDEX record_links_answered on record_links(source_url) where kind = 'answered by';

CREATE INDEX post_names_meeting on post_names(meeting_id);

CREATE INDEX post_names_former on post_names(site_id, former_key);

CREATE INDEX record_links_of_other on record_links(other_record_id) where other_record_id is not null;

CREATE INDEX records_told on records(told_by) where told_by is not null;

CREATE INDEX unheard_record on unheard(record_id);

CREATE VIEW site_health as
select latest.site, sites.name as council,
  case when latest.refusals * 2 > latest.failures then 'blocked' when latest.last_ok_at is null then 'never'
    when latest.failures > 0 then 'failing' when julianday('now') - julianday(latest.last_ok_at) > 1.5 then 'stale'
    else 'ok' end as state,
  latest.last_ok_at, latest.started_at as last_run_at, latest.failures, latest.refusals, latest.failure_names,
  latest.named_meetings, before.named_meetings as named_before,
  coalesce(latest.named_meetings * 2 < before.named_meetings, 0) as yields_less
from site_nights as latest
left join sites on sites.slug = latest.site
left join site_nights as before on before.site = latest.site and before.run_id =
  (select max(run_id) from site_nights where site = latest.site and run_id < latest.run_id)
where latest.run_id = (select max(run_id) from site_nights where site = latest.site);

CREATE VIEW completeness as
with first_read as (
  select meetings.site_id, min(meetings.date) as day
  from documents join meetings on meetings.id = documents.meeting_id
  where documents.page_kind in ('meeting', 'minutes') group by meetings.site_id),
known as (
  select meetings.*, meetings.status in ('cancelled', 'postponed', 'withdrawn') as is_off,
    meetings.minutes_status <> 'none' as is_announced,
    exists (select 1 from items where items.meeting_id = meetings.id) as has_items,
    exists (select 1 from documents join passages on passages.document_id = documents.id
      where documents.meeting_id = meetings.id and passages.region in ('minutes', 'decision')) as has_words
  from meetings left join first_read on first_read.site_id = meetings.site_id
  where meetings.date is null or first_read.day is null or meetings.date >= first_read.day)
select sites.slug as site, committees.name as committee, count(*) as meetings, sum(known.is_off) as cancelled,
  count(*) filter (where not known.is_off and known.date >= date('now')) as upcoming,
  sum(not known.is_off and (known.status = 'held' or known.is_announced)) as held,
  sum(known.is_announced) as with_minutes, sum(known.has_items) as with_items,
  count(*) filter (where known.date < date('now', '-60 days') and not known.is_off and not known.is_announced)
    as minutes_missing,
  sum(known.is_announced and not known.has_words) as announced_empty,
  min(known.date) as first_meeting, max(known.date) as last_meeting
from known join sites on sites.id = known.site_id left join committees on committees.id = known.committee_id
group by sites.slug, committees.name;

CREATE VIEW undertakings as
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

CREATE VIEW outstanding as select * from undertakings where confidence in ('firm', 'likely');

CREATE VIEW overdue as select * from outstanding where due_date < date('now');

CREATE VIEW resolutions as
select records.id, records.uid, records.kind, records.effect, records.quote, sites.slug as site, committees.name as
  committee,
  meetings.date as meeting_date, items.title as item, records.confidence, records.rule
from records join sites on sites.id = records.site_id
left join committees on committees.id = records.committee_id
left join meetings on meetings.id = records.meeting_id left join items on items.id = records.item_id
where records.kind in ('resolution', 'recommendation') and records.status = 'current' and records.told_by is null;

CREATE VIEW promise_uids as
select uid, coalesce(told_by, id) as record_id from records
union all
select record_aliases.uid, coalesce(records.told_by, records.id) from record_aliases
join records on records.id = record_aliases.record_id
where not exists (select 1 from records as own where own.uid = record_aliases.uid);

CREATE VIEW unanswered_requests as
select undertakings.*, committees_next.asked_again as later_meetings from undertakings
join (select records.id as record_id, count(meetings.id) as asked_again from records
      left join meetings on meetings.committee_id = records.committee_id and meetings.status = 'held'
        and meetings.date > (select date from meetings as own where own.id = records.meeting_id)
      where records.kind = 'request' group by records.id) as committees_next
  on committees_next.record_id = undertakings.id
where undertakings.kind = 'request' and undertakings.reported_back_on is null
  and not exists (select 1 from record_links where record_id = undertakings.id and kind = 'answered by');

CREATE VIEW not_come_back as
select undertakings.*, awaited.date as awaited_at, awaited.url as awaited_url from undertakings
join records on records.id = undertakings.id
join meetings as awaited on awaited.committee_id = records.due_committee_id and awaited.date = records.settled_date
where undertakings.due_type in ('next_meeting', 'meeting') and undertakings.reported_back_on is null
  and awaited.minutes_status <> 'none';

CREATE TRIGGER "passages_ai" AFTER INSERT ON "passages" BEGIN
  INSERT INTO "passages_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;

CREATE TRIGGER "passages_ad" AFTER DELETE ON "passages" BEGIN
  INSERT INTO "passages_fts" ("passages_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
END;

CREATE TRIGGER "items_ai" AFTER INSERT ON "items" BEGIN
  INSERT INTO "items_fts" (rowid, "title") VALUES (new.rowid, new."title");
END;

CREATE TRIGGER "items_ad" AFTER DELETE ON "items" BEGIN
  INSERT INTO "items_fts" ("items_fts", rowid, "title") VALUES('delete', old.rowid, old."title");
END;

CREATE TRIGGER "records_ai" AFTER INSERT ON "records" BEGIN
  INSERT INTO "records_fts" (rowid, "quote") VALUES (new.rowid, new."quote");
END;

CREATE TRIGGER "records_ad" AFTER DELETE ON "records" BEGIN
  INSERT INTO "records_fts" ("records_fts", rowid, "quote") VALUES('delete', old.rowid, old."quote");
END;

CREATE TRIGGER record_places_quote before insert on record_places
when new.quote is not (select substr(text, new.start - body + 1, new.end - new.start) from passages
    where id = new.passage_id and document_id = new.document_id and body <= new.start and passages.end >= new.end)
  and new.quote is not (select substr(plain, new.start + 1, new.end - new.start) from texts
    where document_id = new.document_id)
begin select raise(abort, 'a record whose quote is not in the text'); end;

CREATE TRIGGER passages_au after update of text on passages begin
  insert into passages_fts (passages_fts, rowid, text) values ('delete', old.id, old.text);
  insert into passages_fts (rowid, text) values (new.id, new.text);
end;

CREATE TRIGGER items_au after update of title on items begin
  insert into items_fts (items_fts, rowid, title) values ('delete', old.id, old.title);
  insert into items_fts (rowid, title) values (new.id, new.title);
end;

CREATE TRIGGER records_new_to_link after insert on records when new.meeting_id is not null
begin insert or ignore into link_todo (meeting_id) values (new.meeting_id); end;

CREATE TRIGGER records_changed_to_link after update of quote, kind, effect, owner_text, owner_inferred, recipient,
  due_text, due_type, due_date, trackable, status, meeting_id, item_id, fate, verdict, refers_to on records
when new.meeting_id is not null
begin insert or ignore into link_todo (meeting_id) values (new.meeting_id); end;

CREATE TRIGGER places_to_link after insert on record_places
begin insert or ignore into link_todo (meeting_id) select meeting_id from records where id = new.record_id
  and meeting_id is not null; end;

CREATE TRIGGER records_au after update of quote on records begin
  insert into records_fts (records_fts, rowid, quote) values ('delete', old.id, old.quote);
  insert into records_fts (rowid, quote) values (new.id, new.quote);
end;

CREATE TRIGGER attendance_to_link after insert on attendance
begin insert or ignore into link_todo (meeting_id) values (new.meeting_id); end;

CREATE TRIGGER ties_to_link after insert on name_ties
begin insert or ignore into link_todo (meeting_id) select meeting_id from documents where id = new.document_id
  and meeting_id is not null; end;

insert into _sqlite_migrations (migration_set, name, applied_at) values
  ('undertook-minutes', 'first_tables', :now),
  ('undertook-minutes', 'many_documents_are_written_fast', :now),
  ('undertook-minutes', 'site_nights', :now),
  ('undertook-minutes', 'fuller_completeness', :now),
  ('undertook-minutes', 'completeness_of_what_was_asked_for', :now),
  ('undertook-minutes', 'completeness_of_meetings_without_a_day', :now),
  ('undertook-minutes', 'second_links', :now),
  ('undertook-minutes', 'meetings_are_linked_by_indexes', :now),
  ('undertook-minutes', 'columns_that_lists_are_sorted_by', :now),
  ('undertook-minutes', 'counts_that_charts_show', :now),
  ('undertook-minutes', 'indexes_that_queries_can_name', :now),
  ('undertook-minutes', 'owners_in_a_council', :now),
  ('undertook-minutes', 'sums_for_pages', :now),
  ('undertook-minutes', 'sightings_by_meeting', :now),
  ('undertook-minutes', 'reading_facts', :now),
  ('undertook-minutes', 'documents_are_written_by_indexes', :now),
  ('undertook-minutes', 'renamed_posts', :now),
  ('undertook-minutes', 'indexes_leave_out_what_is_empty', :now),
  ('undertook-minutes', 'what_later_minutes_do_not_tell', :now),
  ('undertook-minutes', 'rules_that_were_read_with', :now),
  ('undertook-minutes', 'passages_told_by_their_hash', :now)
