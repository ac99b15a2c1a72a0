"""Which ways of writing an owner mean the same one: "Head of Legal" finds "the Head of Legal" and "Head of Legal
(acting)", and nobody else."""

import sqlite3
from functools import lru_cache

from pipeline.link.roles import is_initials, name, of_committee, post
from pipeline.store.uids import words_key

MOST_SPELLINGS = 500
KNOWN = """
select owner from owner_spellings where key = :key and (:site is null or site_id = :site)
group by owner order by sum(number) desc limit :most
"""
# What officers corrected or added: few, and in no index.
WRITTEN = """
select right_owner from followup.promise_state where right_owner is not null
union select owner from followup.additions where owner is not null
"""


def spellings(db: sqlite3.Connection, owner: str, site: int | None) -> tuple[str, ...]:
    """Return an owner's spellings in a council (None: in all), the owner as asked for first. `db` has followup.db
    beside it."""
    key = _key(owner)
    if key is None:
        return (owner,)
    found = [row[0] for row in db.execute(KNOWN, {"key": key, "site": site, "most": MOST_SPELLINGS})]
    found += [row[0] for row in db.execute(WRITTEN) if _key(row[0]) == key]
    return tuple(dict.fromkeys((owner, *found)))


@lru_cache(maxsize=4096)
def _key(owner: str) -> str | None:
    """What the spellings of an owner share; None for initials, which mean somebody else in every committee."""
    if is_initials(owner):
        return None
    person, own, office = name(owner), of_committee(owner), post(owner)
    if person is not None:
        return f"person {person.key}" if person.key else f"as written: {words_key(person.written)}"
    if own is not None:
        return f"{own} of committee"
    return office.key if office else f"as written: {words_key(owner)}"
