"""Migration of followup.db: searches that people named and keep. Only appended; taking one off is a row."""

from sqlite_utils import Database

from pipeline.store.schema import FOLLOWUP, run_script

SAVED = """
create table saved_searches (id integer primary key, account text not null, name text not null, address text not null,
  saved_at text not null, nonce text not null unique);
create index saved_searches_account on saved_searches(account);
create table saved_search_ends (saved_id integer primary key references saved_searches(id), ended_at text not null);
create trigger saved_searches_only_grow before update on saved_searches
begin select raise(abort, 'saved searches are never rewritten'); end;
create trigger saved_searches_are_kept before delete on saved_searches
begin select raise(abort, 'saved searches are never deleted'); end;
create trigger saved_search_ends_only_grow before update on saved_search_ends
begin select raise(abort, 'saved searches are never rewritten'); end;
create trigger saved_search_ends_are_kept before delete on saved_search_ends
begin select raise(abort, 'saved searches are never deleted'); end;
"""


@FOLLOWUP()
def saved_searches(db: Database) -> None:
    """Keep the addresses of lists and searches under a name, for the person who named them."""
    run_script(db.conn, SAVED)
