"""Migration: what made writing many documents slow, done otherwise."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES, run_script

# A quote is held against the passage that it stands in, which is short, and against the whole text where it stands in
# none or reaches beyond it. SQLite counts characters from 1, our offsets from 0.
QUOTE_MUST_STAND = """
drop trigger record_places_quote;
create trigger record_places_quote before insert on record_places
when new.quote is not (select substr(text, new.start - body + 1, new.end - new.start) from passages
    where id = new.passage_id and document_id = new.document_id and body <= new.start and passages.end >= new.end)
  and new.quote is not (select substr(plain, new.start + 1, new.end - new.start) from texts
    where document_id = new.document_id)
begin select raise(abort, 'a record whose quote is not in the text'); end;
"""
# In which items a document's passages stand is asked each time it is read again: answered by the index alone.
ITEMS_OF_A_DOCUMENT = """
drop index passages_document;
create index passages_document on passages(document_id, position, item_id);
"""
# Search holds the words of a row and nothing else: other changes leave it alone.
SEARCH = """
drop trigger {table}_au;
create trigger {table}_au after update of {column} on {table} begin
  insert into {table}_fts ({table}_fts, rowid, {column}) values ('delete', old.id, old.{column});
  insert into {table}_fts (rowid, {column}) values (new.id, new.{column});
end;
"""


@MINUTES()
def many_documents_are_written_fast(db: Database) -> None:
    """Make the guard on quotes, the index of a document's passages and two triggers of search anew."""
    run_script(db.conn, QUOTE_MUST_STAND)
    run_script(db.conn, ITEMS_OF_A_DOCUMENT)
    run_script(db.conn, SEARCH.format(table="passages", column="text"))
    run_script(db.conn, SEARCH.format(table="items", column="title"))
