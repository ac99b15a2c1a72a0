"""The promises of which an officer has said something, kept on a reading connection in two temporary tables.

Their state needs every follow-up looked at, which a page that is asked for all day cannot do each time. `touched` holds
those that are still live, as officers left them. `as_found` holds all of them as the minutes have them, by which they
are taken out of what an index counts; where they are too many to be read again after every write to minutes.db, it is
empty. Both are brought up to date with what was written since, and made anew after something else wrote to minutes.db.
"""

import sqlite3

from pipeline.state import STATE, STILL_LIVE

# What lists ask of a record; named as in the table of records, so that the conditions of lists hold for all tables.
LISTED = "id, site_id, committee_id, owner_shown, kind, due_on, met_on, trackable, list_rank, listed"
LISTED_TYPES = (
    "id integer primary key, site_id integer, committee_id integer, owner_shown text, kind text, due_on text,"
    " met_on text, trackable integer, list_rank integer, listed integer"
)
TABLES = (
    f"create temp table if not exists touched ({LISTED_TYPES}, state_uid text not null, said text)",
    "create index if not exists temp.touched_list on touched(listed, list_rank, due_on, met_on desc, id)",
    f"create temp table if not exists as_found ({LISTED_TYPES})",
    "create temp table if not exists touched_as_of (version integer not null, last_id integer not null,"
    " has_all integer not null)",
)
# What was said under an id that a promise had before counts until something is said under the one it has now.
FILL = f"""
insert or replace into temp.touched ({LISTED}, state_uid, said)
select id, site_id, committee_id, owner, kind, due, met_on, 1,
  case when state = 'reported back' then 2 when due is null then 1 else 0 end,
  case when state = 'needs review' then 2 else 1 end, state_uid, said
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
# `cross join` has SQLite go through what officers wrote of, which is little, and not through the records.
FILL_AS_FOUND = f"""
insert or ignore into temp.as_found ({LISTED}) select {LISTED} from records where listed > 0 and id in (
  select own.id from followup.promise_state cross join records as own on own.uid = promise_state.record_uid
  where 1 {{some}}
  union all select moved.record_id from followup.promise_state join moved on moved.old_uid = promise_state.record_uid
  where 1 {{some}})
"""
# Which of the dated ones are overdue is for the list to say, on its day.
NO_DAY = {"today": "", "soon": ""}
FRESH = "(select record_uid from followup.followups where id > :last_id)"
FORGET = f"""
delete from temp.{{table}} where id in (
  select records.id from {FRESH} as fresh join records on records.uid = fresh.record_uid
  union all select moved.record_id from {FRESH} as fresh join moved on moved.old_uid = fresh.record_uid)
"""
# More than these are looked up one by one where a list or a count meets them.
MOST_AS_FOUND = 10_000
FEW = "select count(*) <= ? from (select 1 from followup.promise_state limit ? + 1)"
LAST = "select coalesce(max(id), 0) from followup.followups"


def keep_touched(db: sqlite3.Connection) -> bool:
    """Bring the two tables of a connection to minutes.db, with followup.db beside it, up to date.

    Returns whether `as_found` has all of which an officer has said something; it is empty where they are too many.
    """
    for table in TABLES:
        db.execute(table)
    # Changes whenever anybody else has written to the file.
    version = db.execute("pragma main.data_version").fetchone()[0]
    last_id = db.execute(LAST).fetchone()[0]
    known = db.execute("select version, last_id, has_all from temp.touched_as_of").fetchone()
    if known is not None and known[0] == version and known[1] == last_id:
        return bool(known[2])
    has_all = bool(db.execute(FEW, (MOST_AS_FOUND, MOST_AS_FOUND)).fetchone()[0])
    is_new = known is None or known[0] != version or known[1] > last_id or known[2] != has_all
    some = "" if is_new else f"and promise_state.record_uid in {FRESH}"
    of = NO_DAY | ({} if is_new else {"last_id": known[1]})
    for table, fill in (("touched", FILL), ("as_found", FILL_AS_FOUND)):
        db.execute(f"delete from temp.{table}" if is_new else FORGET.format(table=table), of)
        if table == "touched" or has_all:
            db.execute(fill.format(some=some), of)
    db.execute("delete from temp.touched_as_of")
    db.execute(
        "insert into temp.touched_as_of (version, last_id, has_all) values (?, ?, ?)", (version, last_id, has_all)
    )
    return has_all
