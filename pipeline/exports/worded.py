"""Which promises hold some words: the newest records that do, in the rows between which the council's lie.

They are kept on a reading connection in a temporary table, `worded`, with the columns that lists ask for: the list, its
counts and its next page look for the same words.
"""

import json
import sqlite3

from pipeline.exports.touched import LISTED, LISTED_TYPES

# A common word stands in every other sentence of a large database; so many of the newest are looked at.
MOST_WORDS = 2000
HITS = """
select rowid from records_fts where records_fts match :words
and rowid between coalesce((select first_record from site_rows where site_id = :site), 0)
  and coalesce((select last_record from site_rows where site_id = :site), 9223372036854775807)
order by rowid desc limit :most
"""


TABLES = (
    f"create temp table if not exists worded ({LISTED_TYPES}, uid text not null)",
    "create temp table if not exists worded_as_of (question text not null, is_cut integer not null)",
)
FILL = f"""
insert into temp.worded ({LISTED}, uid) select {LISTED}, uid from records
where id in (select value from json_each(?)) and listed > 0
"""


def keep_worded(db: sqlite3.Connection, words: str, site: int | None) -> bool:
    """Fill the table `worded` of a connection to minutes.db; `site` None: of all councils.

    Returns whether more records hold the words than were looked at.
    """
    for table in TABLES:
        db.execute(table)
    # Changes whenever anybody else has written to the file.
    version = db.execute("pragma main.data_version").fetchone()[0]
    question = json.dumps([match(words), site, MOST_WORDS, version])
    known = db.execute("select is_cut from temp.worded_as_of where question = ?", (question,)).fetchone()
    if known is not None:
        return bool(known[0])
    db.execute("delete from temp.worded_as_of")
    db.execute("delete from temp.worded")
    asked = {"words": match(words), "site": site, "most": MOST_WORDS + 1}
    found = [row[0] for row in db.execute(HITS, asked)]
    db.execute(FILL, (json.dumps(found[:MOST_WORDS]),))
    is_cut = len(found) > MOST_WORDS
    db.execute("insert into temp.worded_as_of (question, is_cut) values (?, ?)", (question, is_cut))
    return is_cut


def match(words: str) -> str:
    """Return what full-text search is asked for: each word as it is, phrases where quotation marks stand."""
    pieces = words.split('"')
    phrases = [piece for piece in pieces[1::2] if piece.strip()]
    single = [word for piece in pieces[::2] for word in piece.split()]
    return " ".join(f'"{one}"' for one in (*phrases, *single) if any(sign.isalnum() for sign in one))
