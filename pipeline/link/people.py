"""Who was in which post, and when: sightings in attendance lists and in the words of documents, per council."""

import datetime
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from pipeline.link.renamed import names_of, see_renamed
from pipeline.link.roles import Name, name, of_committee, post

# A post is held from one sighting of a person to the next of the same, and for some weeks around a sighting alone.
BETWEEN_DAYS, ALONE_DAYS = 400, 60
ATTENDED = """
select attendance.id, attendance.name, attendance.role, attendance.person_ref, meetings.url from attendance
join meetings on meetings.id = attendance.meeting_id where meeting_id = ? order by attendance.id
"""
TIED = """
select name_ties.key, name_ties.name, documents.url from name_ties
join documents on documents.id = name_ties.document_id
where documents.meeting_id = ? order by documents.url, name_ties.key, name_ties.name
"""


DAY_OF = attrgetter("date")


@dataclass(frozen=True, slots=True)
class Sighting:
    """That a person was named in a post on a day."""

    date: datetime.date
    person: int
    acting: bool
    url: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One line that names a person in a post."""

    key: str
    title: str
    acting: bool
    person: Name
    ref: str | None
    url: str


def see_people(db: sqlite3.Connection, site: int, meeting: sqlite3.Row) -> set[str]:
    """Write whom one meeting's pages name in which post, and return the keys of posts of which that is new.

    `meeting` has id, date, url and committee_id. A meeting without a day says nothing of when.
    """
    if meeting["date"] is None:
        return set()
    before = _sightings_of(db, meeting["id"])
    db.execute("delete from post_sightings where meeting_id = ?", (meeting["id"],))
    for seen in _seen(db, meeting):
        person = person_id(db, site, seen.person, seen.ref)
        row = _post_id(db, site, seen, person)
        db.execute(
            "insert or ignore into post_sightings (post_id, meeting_id, date, source_url) values (?, ?, ?, ?)",
            (row, meeting["id"], meeting["date"], seen.url),
        )
    after = _sightings_of(db, meeting["id"])
    for changed in {post_id for post_id, _ in before ^ after}:
        _span(db, changed)
    renamed = see_renamed(db, site, meeting)
    return {name for key in {key for _, key in before ^ after} | renamed for name in names_of(db, site, key)} | renamed


def person_id(db: sqlite3.Connection, site: int, found: Name, ref: str | None) -> int:
    """Return the row of a person whose full name is known; the site's own id keeps namesakes apart."""
    key = f"{found.key}#{ref}" if ref and _is_namesake(db, site, found, ref) else found.key
    row = db.execute("select id, ref from people where site_id = ? and key = ?", (site, key)).fetchone()
    if row is None:
        values = (site, key, found.written, ref)
        cursor = db.execute("insert into people (site_id, key, name, ref) values (?, ?, ?, ?)", values)
        return int(cursor.lastrowid or 0)
    if ref and row["ref"] is None:
        db.execute("update people set ref = ? where id = ?", (ref, row["id"]))
    return int(row["id"])


def sightings(db: sqlite3.Connection, site: int, key: str) -> tuple[Sighting, ...]:
    """Return all sightings of anybody in a post, by whatever name it had, in order of their days."""
    keys = sorted(names_of(db, site, key))
    rows = db.execute(
        "select post_sightings.date, person_id, acting, post_sightings.source_url from post_sightings"
        f" join posts on posts.id = post_sightings.post_id where site_id = ? and key in ({', '.join('?' * len(keys))})"
        " order by post_sightings.date, person_id",
        (site, *keys),
    )
    return tuple(Sighting(datetime.date.fromisoformat(d), p, bool(a), url) for d, p, a, url in rows)


def holder(seen: Sequence[Sighting], day: datetime.date) -> Sighting | None:
    """Return who held a post on a day, with the sighting that says so; None where the pages do not settle it.

    Two people named in one post on one day are both in it: then it is not known who is meant.
    """
    here = _at(seen, day)
    if here:
        return here[0] if len({one.person for one in here}) == 1 else None
    place = bisect_left(seen, day, key=DAY_OF)
    before, after = (
        _at(seen, seen[place - 1].date) if place else (),
        _at(seen, seen[place].date) if place < len(seen) else (),
    )
    near_before = bool(before) and (day - before[0].date).days <= BETWEEN_DAYS
    near_after = bool(after) and (after[0].date - day).days <= BETWEEN_DAYS
    if near_before and near_after:
        return before[0] if len({one.person for one in (*before, *after)}) == 1 else None
    alone = before if near_before else after
    if not alone or len({one.person for one in alone}) > 1 or abs((day - alone[0].date).days) > ALONE_DAYS:
        return None
    return alone[0]


def _at(seen: Sequence[Sighting], day: datetime.date) -> Sequence[Sighting]:
    return seen[bisect_left(seen, day, key=DAY_OF) : bisect_right(seen, day, key=DAY_OF)]


def _seen(db: sqlite3.Connection, meeting: sqlite3.Row) -> Iterator[Seen]:
    url = meeting["url"] or ""
    for row in db.execute(ATTENDED, (meeting["id"],)).fetchall():
        found = name(row["name"])
        if found is None or found.key is None:
            continue
        yield from _in_post(row["role"] or "", found, row["person_ref"], row["url"] or url, meeting["committee_id"])
    for row in db.execute(TIED, (meeting["id"],)).fetchall():
        found = name(row["name"])
        if found is not None and found.key is not None:
            yield from _in_post(row["key"], found, None, row["url"], meeting["committee_id"])


def _in_post(title: str, person: Name, ref: str | None, url: str, committee: int | None) -> Iterator[Seen]:
    own = of_committee(title)
    if own is not None:
        yield Seen(f"{own} of committee {committee}", title, False, person, ref, url)
    elif (found := post(title)) is not None:
        yield Seen(found.key, found.title, found.acting, person, ref, url)


def _is_namesake(db: sqlite3.Connection, site: int, found: Name, ref: str) -> bool:
    row = db.execute("select ref from people where site_id = ? and key = ?", (site, found.key)).fetchone()
    return row is not None and row["ref"] not in (None, ref)


def _post_id(db: sqlite3.Connection, site: int, seen: Seen, person: int) -> int:
    values = (site, seen.key, person, int(seen.acting))
    row = db.execute(
        "select id from posts where site_id = ? and key = ? and person_id = ? and acting = ?", values
    ).fetchone()
    if row is not None:
        return int(row["id"])
    cursor = db.execute(
        "insert into posts (site_id, key, person_id, acting, title) values (?, ?, ?, ?, ?)", (*values, seen.title)
    )
    return int(cursor.lastrowid or 0)


def _sightings_of(db: sqlite3.Connection, meeting: int) -> set[tuple[int, str]]:
    rows = db.execute(
        "select post_id, key from post_sightings join posts on posts.id = post_id where meeting_id = ?", (meeting,)
    )
    return {(row["post_id"], row["key"]) for row in rows}


def _span(db: sqlite3.Connection, row: int) -> None:
    """Write from when to when somebody was seen in a post, and the page that says so first."""
    db.execute(
        "update posts set (first_date, source_url) = (select date, source_url from post_sightings"
        " where post_id = posts.id order by date, source_url limit 1), last_date = (select date from post_sightings"
        " where post_id = posts.id order by date desc limit 1) where id = ?",
        (row,),
    )
    db.execute("delete from posts where id = ? and first_date is null", (row,))
