"""Migration of followup.db: what a follow-up was written on, so that it finds its promise in any later minutes.db."""

from sqlite_utils import Database

from pipeline.store.schema import FOLLOWUP, run_script

ANCHORS = """
create table promise_anchors (record_uid text primary key, site text not null, meeting_uid text, item_uid text,
  kind text not null, quote text not null, record text not null, kept_at text not null);
"""


@FOLLOWUP()
def anchors_of_promises(db: Database) -> None:
    """Keep beside the follow-ups the words and the place of the promise that each was written on."""
    run_script(db.conn, ANCHORS)
