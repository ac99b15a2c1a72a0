"""Migration: how each site fared night by night, and views that say how healthy and how complete it is."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES, run_script

# The same rule as `pipeline.health`, which decides it for the command line from the archive itself; a test holds
# the two together. 1.5 days: one missed night is no news.
SITE_NIGHTS = """
create table site_nights (site text not null, run_id integer not null, started_at text not null, outcome text not null,
  last_ok_at text, failures integer not null, refusals integer not null, failure_names text, named_meetings integer not
  null, primary key (site, run_id)) without rowid;
create view site_health as
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
"""
# `before` are tables that it needs, `meetings` those that count. Of a meeting without a day nobody knows whether it is
# to come or late: it counts as neither.
COMPLETENESS = """
drop view completeness;
create view completeness as
with {before}known as (
  select meetings.*, meetings.status in ('cancelled', 'postponed', 'withdrawn') as is_off,
    meetings.minutes_status <> 'none' as is_announced,
    exists (select 1 from items where items.meeting_id = meetings.id) as has_items,
    exists (select 1 from documents join passages on passages.document_id = documents.id
      where documents.meeting_id = meetings.id and passages.region in ('minutes', 'decision')) as has_words
  from {meetings})
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
"""
FIRST_READ = """first_read as (
  select meetings.site_id, min(meetings.date) as day
  from documents join meetings on meetings.id = documents.meeting_id
  where documents.page_kind in ('meeting', 'minutes') group by meetings.site_id),
"""
# Lists go back for years, and a crawl for one or two: what nobody asked for is not missing.
ASKED_FOR = """meetings left join first_read on first_read.site_id = meetings.site_id
  where meetings.date is null or first_read.day is null or meetings.date >= first_read.day"""


@MINUTES()
def site_nights(db: Database) -> None:
    """Add a row for each site and run, and the view of what they say today."""
    run_script(db.conn, SITE_NIGHTS)


@MINUTES()
def fuller_completeness(db: Database) -> None:
    """Set the calendar against what was held, and what was announced against what there is to read."""
    run_script(db.conn, COMPLETENESS.format(before="", meetings="meetings"))


@MINUTES()
def completeness_of_what_was_asked_for(db: Database) -> None:
    """Leave meetings out of the view that are older than any whose page was read."""
    run_script(db.conn, COMPLETENESS.format(before=FIRST_READ, meetings=ASKED_FOR))


@MINUTES()
def completeness_of_meetings_without_a_day(db: Database) -> None:
    """Count none to come and none missing of a body whose meetings have no day, where the view said nothing."""
    run_script(db.conn, COMPLETENESS.format(before=FIRST_READ, meetings=ASKED_FOR))
