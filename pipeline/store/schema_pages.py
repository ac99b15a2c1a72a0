"""What pages of large databases read instead of adding up: sums, owners' spellings, where a council's rows lie."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES, run_script

# `site_id` null: all councils together. `label` is what `chart` counts by.
TABLES = """
create table figures (id integer primary key, site_id integer references sites(id), chart text not null, label text,
  number integer not null);
create index figures_chart on figures(site_id, chart, number desc);
create table owner_spellings (id integer primary key, key text not null, site_id integer not null references sites(id),
  name text, owner text not null, number integer not null);
create index owner_spellings_key on owner_spellings(key, site_id);
create table site_rows (id integer primary key, site_id integer not null references sites(id), first_record integer,
  last_record integer, first_passage integer, last_passage integer);
create index site_rows_site on site_rows(site_id);
drop table due_counts;
"""
# An owner that a record has from another telling of it is that telling's. Chairs and initials are somebody else in
# every committee: for all committees of a council together they are what is written, and have no name of their own.
SPELLINGS = """
insert into owner_spellings (key, site_id, name, owner, number)
select case when at_post then substr(key, 1, at_post + 12) when at_initials then substr(key, 1, at_initials - 1)
    else key end,
  site_id, case when at_post or at_initials then null else name end, owner, count(*)
from (
  select owners.key, instr(owners.key, ' of committee ') as at_post, instr(owners.key, ' in committee ') as at_initials,
    records.site_id, owners.name, records.owner_shown as owner
  from records
  join record_owners on record_owners.record_id = case when records.owner_text is null then records.owner_told_in
    else records.id end
  join owners on owners.id = record_owners.owner_id
  where records.listed > 0 and records.trackable = 1 and records.owner_shown is not null
) group by 1, 2, 3, 4
"""
ROWS = """
insert into site_rows (site_id, first_record, last_record, first_passage, last_passage)
select sites.id, records.first, records.last, passages.first, passages.last from sites
left join (select site_id, min(id) as first, max(id) as last from records group by site_id) as records
  on records.site_id = sites.id
left join (select documents.site_id, min(passages.id) as first, max(passages.id) as last from documents
  join passages on passages.document_id = documents.id group by documents.site_id) as passages
  on passages.site_id = sites.id
"""
# Read from `counts` and from the table of records, once for each council and once for all.
FIGURES = """
insert into figures (site_id, chart, label, number)
select {site}, 'month', month, sum(number) from counts where listed = 1 group by 1, 3
union all
select {site}, 'committee', committee_id, sum(number) from counts where listed = 1 group by 1, counts.site_id, 3
union all
select {site}, 'effect', coalesce(effect, 'other'), sum(number) from counts
where kind in ('resolution', 'recommendation') group by 1, 3
union all
select {site}, 'kind', kind, sum(number) from counts group by 1, 3
union all
select {site}, 'due', substr(due_on, 1, 7), count(*) from records
where listed = 1 and trackable = 1 and due_on is not null group by 1, 3
"""
FILL = (FIGURES.format(site="site_id"), FIGURES.format(site="null"), SPELLINGS, ROWS)
FILLED = ("figures", "owner_spellings", "site_rows")


@MINUTES()
def sums_for_pages(db: Database) -> None:
    """Keep the sums that charts show, how owners are spelled, and between which rows a council's lie."""
    run_script(db.conn, TABLES)
    for statement in FILL:
        db.conn.execute(statement)
