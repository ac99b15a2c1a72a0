"""The promises of which an officer has said something, kept on a reading connection in a temporary table.

Their state needs every follow-up looked at, which a page that is asked for all day cannot do each time. The table is
brought up to date with what was written since, and made anew after something else wrote to minutes.db.
"""

import sqlite3

from pipeline.state import STATE, STILL_LIVE

# Named as in the table of records, so that the conditions of lists hold for both.
TABLES = (
    "create temp table if not exists touched (id integer primary key, state_uid text not null, said text, site_id"
    " integer, committee_id integer, owner_shown text, kind text, due_on text, met_on text, trackable integer,"
    " list_rank integer, listed integer)",
    "create index if not exists temp.touched_list on touched(listed, list_rank, due_on, met_on desc, id)",
    "create temp table if not exists touched_as_of (version integer not null, last_id integer not null)",
)
# What was said under an id that a promise had before counts until something is said under the one it has now.
FILL = f"""
insert or replace into temp.touched
select id, state_uid, said, site_id, committee_id, owner, kind, due, met_on, 1,
  case when state = 'reported back' then 2 when due is null then 1 else 0 end,
  case when state = 'needs review' then 2 else 1 end
from (
  select *, {STATE} as state from (
    select records.id, promise_state.record_uid as state_uid, promise_state.state as said, records.site_id,
      records.committee_id, coalesce(promise_state.right_owner, records.owner_shown) as owner,
      coalesce(promise_state.right_kind, records.kind) as kind,
      coalesce(promise_state.new_due, promise_state.right_due_date, records.due_on) as due, records.met_on,
      records.confidence, records.reported_back_on
    from followup.promise_state left join moved on moved.old_uid = promise_state.record_uid
    join records on records.id = coalesce(moved.record_id,
      (select id from records as own where own.uid = promise_state.record_uid))
    where {STILL_LIVE} and records.listed > 0 {{some}}
      and not exists (select 1 from followup.promise_state as later where later.last_id > promise_state.last_id
        and (later.record_uid = records.uid
          or later.record_uid in (select old_uid from moved as also where also.record_id = records.id)))
  )
)
"""
# Which of the dated ones are overdue is for the list to say, on its day.
NO_DAY = {"today": "", "soon": ""}
FRESH = "(select record_uid from followup.followups where id > :last_id)"
FORGET = f"""
delete from temp.touched where id in (
  select coalesce(moved.record_id, records.id) from {FRESH} as fresh
  left join moved on moved.old_uid = fresh.record_uid left join records on records.uid = fresh.record_uid)
"""
LAST = "select coalesce(max(id), 0) from followup.followups"


def keep_touched(db: sqlite3.Connection) -> None:
    """Bring the table `touched` of a connection to minutes.db, with followup.db beside it, up to date."""
    for table in TABLES:
        db.execute(table)
    # Changes whenever anybody else has written to the file.
    version = db.execute("pragma main.data_version").fetchone()[0]
    last_id = db.execute(LAST).fetchone()[0]
    known = db.execute("select version, last_id from temp.touched_as_of").fetchone()
    if known is not None and known[0] == version and known[1] == last_id:
        return
    if known is None or known[0] != version or known[1] > last_id:
        db.execute("delete from temp.touched")
        db.execute(FILL.format(some=""), NO_DAY)
    else:
        of = {"last_id": known[1]}
        db.execute(FORGET, of)
        db.execute(FILL.format(some=f"and promise_state.record_uid in {FRESH}"), of | NO_DAY)
    db.execute("delete from temp.touched_as_of")
    db.execute("insert into temp.touched_as_of (version, last_id) values (?, ?)", (version, last_id))
