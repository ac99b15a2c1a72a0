"""Migration: what tells the writer in one comparison that a document's passages are as they were."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES


@MINUTES()
def passages_told_by_their_hash(db: Database) -> None:
    """Keep a hash of each document's passages."""
    db.conn.execute("alter table documents add column passages_hash text")
