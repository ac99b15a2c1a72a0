"""What officers write, beyond a state: undoing, corrections, evidence, promises added by hand. Only ever appended."""

from sqlite_utils import Database

from pipeline.store.schema import FOLLOWUP, run_script

FOLDED = """
drop trigger followups_state;
alter table followups add column batch text;
alter table followups add column undoes integer references followups(id);
alter table followups add column evidence_uid text;
alter table followups add column right_kind text;
alter table followups add column right_owner text;
alter table followups add column right_due_text text;
alter table followups add column right_due_date text;
create index followups_undoes on followups(undoes) where undoes is not null;
create index followups_batch on followups(batch) where batch is not null;
create view standing as select * from followups
  where undoes is null and not exists (select 1 from followups as later where later.undoes = followups.id);
create table folded (record_uid text primary key, last_id integer not null, state text, new_due text,
  recorded_at text not null, right_kind text, right_owner text, right_due_text text, right_due_date text);
insert into folded (record_uid, last_id, state, new_due, recorded_at)
  select record_uid, last_id, state, new_due, recorded_at from promise_state;
drop table promise_state;
alter table folded rename to promise_state;
create index promise_state_state on promise_state(state);
create trigger followups_state after insert on followups begin
  insert or replace into promise_state (record_uid, last_id, state, new_due, recorded_at, right_kind, right_owner,
    right_due_text, right_due_date)
  values (new.record_uid, new.id,
    (select state from standing where record_uid = new.record_uid order by id desc limit 1),
    (select new_due from standing where record_uid = new.record_uid and new_due is not null order by id desc limit 1),
    new.recorded_at,
    (select right_kind from standing where record_uid = new.record_uid and right_kind is not null
      order by id desc limit 1),
    (select right_owner from standing where record_uid = new.record_uid and right_owner is not null
      order by id desc limit 1),
    (select right_due_text from standing where record_uid = new.record_uid and right_due_text is not null
      order by id desc limit 1),
    (select right_due_date from standing where record_uid = new.record_uid and right_due_date is not null
      order by id desc limit 1));
end;
"""

ADDED = """
create table additions (id integer primary key, record_uid text not null unique, recorded_at text not null,
  actor text not null, document_uid text not null, start integer not null, end integer not null, quote text not null,
  kind text not null, owner text, due_text text, due_date text, nonce text not null unique);
create table dismissals (id integer primary key, record_uid text not null, other_uid text not null,
  recorded_at text not null, actor text not null, nonce text not null unique);
create index dismissals_record on dismissals(record_uid);
create trigger additions_only_grow before update on additions
begin select raise(abort, 'promises added by hand are never rewritten'); end;
create trigger additions_are_kept before delete on additions
begin select raise(abort, 'promises added by hand are never deleted'); end;
create trigger dismissals_only_grow before update on dismissals
begin select raise(abort, 'dismissals are never rewritten'); end;
create trigger dismissals_are_kept before delete on dismissals
begin select raise(abort, 'dismissals are never deleted'); end;
"""


@FOLLOWUP()
def fold_what_is_not_undone(db: Database) -> None:
    """Let an event undo an earlier one, correct what was read, name its evidence; fold what stands."""
    run_script(db.conn, FOLDED)


@FOLLOWUP()
def promises_added_by_hand(db: Database) -> None:
    """Keep promises that officers add from words of a document, and suggestions that they dismissed."""
    run_script(db.conn, ADDED)
