"""Migration: the list of an owner in one council, from the index of the owner's promises alone."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES, run_script

# With the council at its end the index tells whose line it is; without it every promise of the owner in all councils
# had to be looked up, or every promise of the council.
INDEX = """
drop index records_list_owner;
create index records_list_owner on records(owner_shown, listed, list_rank, due_on, met_on desc, id, uid, site_id)
  where trackable = 1;
"""


@MINUTES()
def owners_in_a_council(db: Database) -> None:
    """Make the index anew."""
    run_script(db.conn, INDEX)
