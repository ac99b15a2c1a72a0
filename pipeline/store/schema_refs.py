"""Migration: indexes for what the writer asks of every document: a meeting by the id that its site gave it, and the
requests whose answers a page told."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES, run_script

INDEXES = """
create index meetings_ref on meetings(site_id, ref) where ref is not null;
create index record_links_answered on record_links(source_url) where kind = 'answered by';
"""


@MINUTES()
def documents_are_written_by_indexes(db: Database) -> None:
    """Make the indexes."""
    run_script(db.conn, INDEXES)
