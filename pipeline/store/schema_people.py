"""Migration: which meeting a sighting or a piece of evidence comes from, and what has people looked at again."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES, run_script

CHANGES = """
drop table post_sightings;
create table post_sightings (post_id integer not null references posts(id) on delete cascade, meeting_id integer not
  null references meetings(id) on delete cascade, date text not null, source_url text not null,
  primary key (post_id, meeting_id)) without rowid;
create index post_sightings_meeting on post_sightings(meeting_id);
create index posts_person on posts(person_id);
create index attendance_person on attendance(person_id);
create trigger attendance_to_link after insert on attendance
begin insert or ignore into link_todo (meeting_id) values (new.meeting_id); end;
create trigger ties_to_link after insert on name_ties
begin insert or ignore into link_todo (meeting_id) select meeting_id from documents where id = new.document_id
  and meeting_id is not null; end;
alter table record_links add column committee_id integer references committees(id);
create index record_links_of_meeting on record_links(committee_id, date);
insert or ignore into link_todo (meeting_id) select id from meetings;
"""


@MINUTES()
def sightings_by_meeting(db: Database) -> None:
    """Tie each sighting of a person in a post to its meeting; link again where attendance or names are new."""
    run_script(db.conn, CHANGES)
