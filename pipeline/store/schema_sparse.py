"""Migration: indexes of columns that most rows leave empty, without those rows.

With them SQLite counts that a value stands in most rows of the table, takes the index for no help and reads the whole
table for each promise; and each link to no other record is written into an index in which nobody looks for it.
"""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES, run_script

INDEXES = """
drop index record_links_of_other;
create index record_links_of_other on record_links(other_record_id) where other_record_id is not null;
drop index records_told;
create index records_told on records(told_by) where told_by is not null;
"""


@MINUTES()
def indexes_leave_out_what_is_empty(db: Database) -> None:
    """Make the indexes anew."""
    run_script(db.conn, INDEXES)
