"""Migration: what the rules in force say, so that a later run can tell which of them have changed."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES


@MINUTES()
def rules_that_were_read_with(db: Database) -> None:
    """Keep each rule's wording and the expression of the gate."""
    db.conn.execute("alter table rules add column said text")
    db.conn.execute("alter table rules add column expression text")
