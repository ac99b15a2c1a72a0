"""Which records hold some words: the newest of them, in the rows between which the council's lie."""

import json
import sqlite3

# A common word stands in every other sentence of a large database; so many of the newest are looked at.
MOST_WORDS = 2000
HITS = """
select rowid from records_fts where records_fts match :words
and rowid between coalesce((select first_record from site_rows where site_id = :site), 0)
  and coalesce((select last_record from site_rows where site_id = :site), 9223372036854775807)
order by rowid desc limit :most
"""


def holding(db: sqlite3.Connection, words: str, site: int | None) -> str:
    """Return the newest records that hold the words, as a JSON list of rows; `site` None: of all councils."""
    return json.dumps([row[0] for row in db.execute(HITS, _asked(words, site, MOST_WORDS))])


def is_cut(db: sqlite3.Connection, words: str, site: int | None) -> bool:
    """Whether more records hold the words than `holding` returns."""
    return len(db.execute(HITS, _asked(words, site, MOST_WORDS + 1)).fetchall()) > MOST_WORDS


def _asked(words: str, site: int | None, most: int) -> dict[str, str | int | None]:
    return {"words": match(words), "site": site, "most": most}


def match(words: str) -> str:
    """Return what full-text search is asked for: each word as it is, phrases where quotation marks stand."""
    pieces = words.split('"')
    phrases = [piece for piece in pieces[1::2] if piece.strip()]
    single = [word for piece in pieces[::2] for word in piece.split()]
    return " ".join(f'"{one}"' for one in (*phrases, *single) if any(sign.isalnum() for sign in one))
