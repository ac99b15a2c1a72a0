"""Migration: indexes for what the link step asks of every meeting: the reports of an item, the days of a post."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES, run_script

INDEXES = """
create index documents_item on documents(item_id) where item_id is not null;
create index post_sightings_post on post_sightings(post_id, date, source_url);
"""


@MINUTES()
def meetings_are_linked_by_indexes(db: Database) -> None:
    """Make the indexes."""
    run_script(db.conn, INDEXES)
