"""Posts that were renamed: "Head of Property (formerly Estates Manager)", in attendance lists and words of minutes."""

import sqlite3
from collections.abc import Iterator

from pipeline.link.roles import former_post, post

ROLES = """
select attendance.role, coalesce(meetings.url, '') as url from attendance
join meetings on meetings.id = attendance.meeting_id where meeting_id = ? and role is not null
"""
# A tie of one post's name to another's says that the first is what the second was called.
TIED = """
select name_ties.key, name_ties.name, documents.url from name_ties join documents on documents.id = document_id
where documents.meeting_id = ?
"""
# "Jo Vane, Head of Housing (formerly Director of Finance)" may tell of her last post: where somebody else is seen in it
# later, the post was not renamed.
NAMES = """
with recursive sound as (
  select post_names.key, former_key from post_names where site_id = :site and not exists (
    select 1 from post_sightings join posts on posts.id = post_id
    where posts.site_id = post_names.site_id and posts.key = former_key and post_sightings.date >= post_names.date
    and person_id not in (select person_id from posts as own where own.site_id = post_names.site_id
      and own.key = post_names.key))
), called (key) as (
  select :key union select sound.former_key from sound join called on sound.key = called.key
  union select sound.key from sound join called on sound.former_key = called.key
) select key from called
"""


def see_renamed(db: sqlite3.Connection, site: int, meeting: sqlite3.Row) -> set[str]:
    """Write which posts one meeting's pages say were renamed, and return the keys of those of which that is new.

    `meeting` has id and date.
    """
    before = _told(db, meeting["id"])
    db.execute("delete from post_names where meeting_id = ?", (meeting["id"],))
    db.executemany(
        "insert or ignore into post_names (site_id, key, former_key, meeting_id, date, source_url)"
        " values (?, ?, ?, ?, ?, ?)",
        [(site, new, old, meeting["id"], meeting["date"], url) for new, old, url in _seen(db, meeting["id"])],
    )
    return {key for pair in before ^ _told(db, meeting["id"]) for key in pair}


def names_of(db: sqlite3.Connection, site: int, key: str) -> set[str]:
    """Return the keys of all the names that a post had, its own among them."""
    return {row[0] for row in db.execute(NAMES, {"site": site, "key": key})}


def _seen(db: sqlite3.Connection, meeting: int) -> Iterator[tuple[str, str, str]]:
    for row in db.execute(ROLES, (meeting,)).fetchall():
        new, old = post(row["role"]), former_post(row["role"])
        if new and old and new.key != old.key:
            yield new.key, old.key, row["url"]
    for row in db.execute(TIED, (meeting,)).fetchall():
        new, old = post(row["name"]), post(row["key"])
        if new and old and " " in row["key"] and new.key != old.key:
            yield new.key, old.key, row["url"]


def _told(db: sqlite3.Connection, meeting: int) -> set[tuple[str, str]]:
    rows = db.execute("select key, former_key from post_names where meeting_id = ?", (meeting,))
    return {(key, former) for key, former in rows}
