"""Brings up to date, at the end of an update, what pages read instead of counting: meeting days, counts, silences."""

import sqlite3
from pathlib import Path

from pipeline.store.files import FOLLOWUP_FILE, immediate
from pipeline.store.schema_pages import FILL, FILLED
from pipeline.store.schema_unheard import FILL_UNHEARD

MEETING_DAYS = """
update records set met_on = (select date from meetings where meetings.id = records.meeting_id)
where met_on is not (select date from meetings where meetings.id = records.meeting_id)
"""
# Follow-ups of a promise that has another id now, or that another record stands for now.
MOVED = """
insert into moved (old_uid, record_id)
select promise_state.record_uid, promise_uids.record_id from followup.promise_state
join promise_uids on promise_uids.uid = promise_state.record_uid
join records on records.id = promise_uids.record_id
where records.uid <> promise_state.record_uid
"""
COUNTS = """
insert into counts (site_id, committee_id, month, kind, effect, listed, number)
select site_id, committee_id, substr(met_on, 1, 7), kind, effect, listed, count(*) from records
where status = 'current' and told_by is null group by 1, 2, 3, 4, 5, 6
"""
OWNER_COUNTS = """
insert into owner_counts (site_id, owner, number)
select site_id, owner_shown, count(*) from records where listed > 0 and owner_shown is not null group by 1, 2
"""
# Two bodies of one name in one council share a row of `completeness`, and so do they here.
COMMITTEE_COUNTS = """
insert into committee_counts
select committees.id, meetings, cancelled, upcoming, held, with_minutes, with_items, minutes_missing, announced_empty,
  first_meeting, last_meeting
from completeness join sites on sites.slug = completeness.site
join committees on committees.site_id = sites.id and committees.name = completeness.committee
"""


def refresh(db: sqlite3.Connection) -> None:
    """Write the counts anew."""
    _keep_moved(db)
    with immediate(db):
        db.execute(MEETING_DAYS)
        for table in ("counts", "owner_counts", "committee_counts", "unheard", *FILLED):
            db.execute(f"delete from {table}")
        for statement in (COUNTS, OWNER_COUNTS, COMMITTEE_COUNTS, *FILL, *FILL_UNHEARD):
            db.execute(statement)


def _keep_moved(db: sqlite3.Connection) -> None:
    """Keep which promises officers wrote of under an id that leads elsewhere now."""
    place = db.execute("select file from pragma_database_list where name = 'main'").fetchone()["file"]
    followup = Path(place).with_name(FOLLOWUP_FILE)
    if not followup.exists():
        return
    db.execute("attach ? as followup", (str(followup),))
    try:
        with immediate(db):
            db.execute("delete from moved")
            db.execute(MOVED)
    finally:
        db.execute("detach followup")
