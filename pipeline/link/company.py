"""Whom one meeting's own pages name: people with full names, what they tie names and initials to, and posts."""

import re
import sqlite3
from dataclasses import dataclass

from pipeline.link.people import person_id
from pipeline.link.roles import Name, is_initials, name, post

TIES = """
select distinct key, name from name_ties join documents on documents.id = document_id where meeting_id = ?
order by key, name
"""
POSTS = """
select key, min(title) as title, case when min(person_id) = max(person_id) then min(person_id) end as person
from post_sightings join posts on posts.id = post_id where meeting_id = ? group by key order by key
"""
PLAIN = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx)\b")
# Every committee's own posts, its chair and vice-chair, are councillors'.
OF_ITS_OWN = re.compile(r"chair of committee \d+$")
# Owners of a meeting's records, each as it is written.
WRITTEN = """
select distinct owners.value from records, json_each(records.owner) as owners
where records.meeting_id = ? and records.status = 'current' and records.owner is not null
"""


@dataclass(frozen=True, slots=True)
class Company:
    """People by their rows; ties as (key, name); posts as (key, title, person), None where two are named in one."""

    people: tuple[tuple[int, Name], ...]
    ties: tuple[tuple[str, str], ...]
    posts: tuple[tuple[str, str, int | None], ...]

    def named(self, person: Name) -> tuple[tuple[int, Name], ...]:
        """Return those whom a name, or a surname with or without initials, can mean."""
        same = [
            (row, full)
            for row, full in self.people
            if full.key == person.key or person.key is None and full.surname == person.surname
        ]
        if person.key is None and len(person.initials) > 1:
            same = [(row, full) for row, full in same if full.initials[0] == person.initials[0]]
        return self._of_rank(person, tuple(same))

    def _of_rank(self, person: Name, same: tuple[tuple[int, Name], ...]) -> tuple[tuple[int, Name], ...]:
        """Minutes call councillors so: "Mr Bell" is no Councillor Bell, and no councillor is the Bell in a post."""
        if person.elected:
            officers = {row for key, _, row in self.posts if not OF_ITS_OWN.search(key)}
            elected = tuple((row, full) for row, full in same if full.elected)
            return elected or tuple((row, full) for row, full in same if row not in officers)
        if PLAIN.match(person.written):
            return tuple((row, full) for row, full in same if not full.elected)
        return same

    def tied(self, initials: str) -> frozenset[str]:
        """Return what the meeting's documents tie initials or an acronym to, as written."""
        return frozenset(value for key, value in self.ties if key == initials)

    def with_initials(self, initials: str) -> dict[int, Name]:
        """Return those whose names have these initials."""
        return {person: full for person, full in self.people if full.initials == initials}


def company(db: sqlite3.Connection, site: int, meeting: int | None) -> Company:
    """Return whom a meeting's pages name, as the link step has seen them."""
    people: dict[int, Name] = {}
    for row in db.execute("select name, person_ref from attendance where meeting_id = ?", (meeting,)).fetchall():
        found = name(row["name"])
        if found is not None and found.key is not None:
            people[person_id(db, site, found, row["person_ref"])] = found
    ties = db.execute(TIES, (meeting,)).fetchall()
    for row in ties:
        found = name(row["name"])
        if found is not None and found.key is not None:
            people[person_id(db, site, found, None)] = found
    posts = db.execute(POSTS, (meeting,)).fetchall()
    return Company(
        people=tuple(people.items()),
        ties=tuple((row["key"], row["name"]) for row in ties),
        posts=tuple((row["key"], row["title"], row["person"]) for row in posts),
    )


def who_is_who(db: sqlite3.Connection, site: int, meeting: int) -> dict[str, int]:
    """Return the people whom owners written in a meeting's records are, by the meeting's own pages alone: what other
    meetings say may come later, and must not change what is told once."""
    here = company(db, site, meeting)
    if not here.people:
        return {}
    written = (row["value"] for row in db.execute(WRITTEN, (meeting,)).fetchall())
    return {one: person for one in written if (person := _person(one, here)) is not None}


def _person(written: str, here: Company) -> int | None:
    if is_initials(written):
        tied = here.tied(written)
        if len(tied) == 1 and not is_initials(next(iter(tied))):
            return _person(next(iter(tied)), here)
        same = here.with_initials(written)
        return next(iter(same)) if not tied and len(same) == 1 else None
    person = name(written)
    if person is not None:
        rows = {row for row, _ in here.named(person)}
        return next(iter(rows)) if len(rows) == 1 else None
    found = post(written)
    return next((row for key, _, row in here.posts if found is not None and key == found.key), None)
