"""Migration: promises and requests of which later minutes say nothing, kept for the list's filter."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES, run_script

TABLE = """
create table unheard (record_id integer not null references records(id) on delete cascade, kind text not null,
  primary key (kind, record_id)) without rowid;
create index unheard_record on unheard(record_id);
"""
# As the views of these names have them; a request waits only after its body has met again and told of it.
NOT_COME_BACK = """
insert into unheard (record_id, kind)
select records.id, 'not come back' from records where records.listed = 1 and records.trackable = 1
  and records.due_type in ('next_meeting', 'meeting') and records.reported_back_on is null
  and exists (select 1 from meetings as awaited where awaited.committee_id = records.due_committee_id
    and awaited.date = records.settled_date and awaited.minutes_status <> 'none')
"""
UNANSWERED = """
insert into unheard (record_id, kind)
select records.id, 'unanswered' from records join meetings as asked_at on asked_at.id = records.meeting_id
where records.kind = 'request' and records.listed = 1 and records.trackable = 1 and records.reported_back_on is null
  and not exists (select 1 from record_links where record_id = records.id and kind = 'answered by')
  and exists (select 1 from meetings as later where later.committee_id = records.committee_id
    and later.date > asked_at.date and later.minutes_status <> 'none')
"""
FILL_UNHEARD = (NOT_COME_BACK, UNANSWERED)


@MINUTES()
def what_later_minutes_do_not_tell(db: Database) -> None:
    """Keep which promises a meeting awaited in vain, and which requests nobody answered."""
    run_script(db.conn, TABLE)
    for statement in FILL_UNHEARD:
        db.conn.execute(statement)
