"""Migration: what posts were called before."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES, run_script

NAMES = """
create table post_names (site_id integer not null references sites(id), key text not null, former_key text not null,
  meeting_id integer not null references meetings(id) on delete cascade, date text not null, source_url text not null,
  primary key (site_id, key, former_key, meeting_id)) without rowid;
create index post_names_meeting on post_names(meeting_id);
create index post_names_former on post_names(site_id, former_key);
insert or ignore into link_todo (meeting_id) select id from meetings where exists (select 1 from attendance
  where attendance.meeting_id = meetings.id and role like '%(%');
"""


@MINUTES()
def renamed_posts(db: Database) -> None:
    """Keep which posts were renamed, and which page says so."""
    run_script(db.conn, NAMES)
