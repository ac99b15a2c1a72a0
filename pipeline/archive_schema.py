"""The tables of `archive.db`: what was fetched, when each address is due again, and what each run did."""

SCHEMA_VERSION = 4

SCHEMA = """
create table if not exists bodies (
    hash text primary key,
    size integer not null,
    encoding text not null,
    content blob not null
) without rowid;
create table if not exists responses (
    id integer primary key,
    site text not null,
    url text not null,
    requested_url text not null,
    method text not null default 'GET',
    kind text not null,
    status integer not null,
    headers text not null,
    media_type text,
    fetched_at text not null,
    hash text not null references bodies (hash),
    content_hash text not null,
    problem text
);
create index if not exists responses_by_address on responses (site, url, id);
create table if not exists visits (
    site text not null,
    url text not null,
    kind text not null,
    ref text,
    meeting_ref text,
    found_at text not null,
    last_at text,
    due_at text not null,
    changed_at text,
    status integer,
    problem text,
    etag text,
    last_modified text,
    response_id integer references responses (id),
    primary key (site, url)
) without rowid;
create index if not exists visits_by_due on visits (site, due_at);
create index if not exists visits_by_meeting on visits (site, meeting_ref);
create table if not exists places (
    site text primary key,
    address text not null,
    base text not null,
    service integer not null,
    found_at text not null
) without rowid;
create table if not exists calendar (
    site text not null,
    ref text not null,
    committee_ref text,
    date text,
    time text,
    status text not null,
    minutes_status text not null,
    seen_at text not null,
    deleted_at text,
    primary key (site, ref)
) without rowid;
create table if not exists runs (
    id integer primary key,
    started_at text not null,
    ended_at text,
    sites text not null,
    requests integer not null default 0,
    stored integer not null default 0,
    outcome text,
    report text
);
create table if not exists failures (
    id integer primary key,
    run_id integer references runs (id),
    site text not null,
    url text not null,
    name text not null,
    found text not null,
    expected text,
    at text not null
);
create table if not exists changes (
    id integer primary key,
    run_id integer references runs (id),
    site text not null,
    kind text not null,
    subject text not null,
    url text,
    note text,
    old_response_id integer,
    new_response_id integer,
    at text not null
);
create table if not exists forgotten (
    id integer primary key,
    salt text not null,
    words integer not null,
    digest text not null,
    actor text not null,
    reason text not null,
    at text not null
);
-- Until version 4 the pages of the register of decisions had the kind of the printed decisions, which are files.
update visits set kind = 'register' where kind = 'decisions'
    and url not like '%/documents/%' and url not like '%mgConvert2PDF%';
update responses set kind = 'register' where kind = 'decisions'
    and url not like '%/documents/%' and url not like '%mgConvert2PDF%';
"""
