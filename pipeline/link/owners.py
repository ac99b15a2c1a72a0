"""Who must act, as a council knows them: a post with the person then in it, a person, initials of one committee."""

import datetime
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.link.company import Company, company
from pipeline.link.people import BETWEEN_DAYS, holder, person_id, sightings
from pipeline.link.roles import Name, Post, is_initials, name, of_committee, post
from pipeline.store.uids import words_key

OWNED = """
select records.id, records.site_id, records.committee_id, records.owner, records.owner_inferred, records.owner_name,
  records.linked_name, records.meeting_id, meetings.date, committees.name as committee from records
left join meetings on meetings.id = records.meeting_id left join committees on committees.id = records.committee_id
where records.site_id = :site and (records.owner is not null or records.owner_inferred is not null)
"""
OF_MEETINGS = OWNED + " and records.meeting_id in (select meeting_id from linking)"
OF_POST = OWNED + (
    " and meetings.date between :first and :last and records.id in (select record_id from record_owners"
    " join owners on owners.id = owner_id where owners.site_id = :site and owners.key = :key)"
)
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner's row, and the person then in it with the page that says so."""

    key: str
    name: str
    person: int | None = None
    url: str | None = None


def own_records(db: sqlite3.Connection, site: int, changed: dict[str, set[str]]) -> int:
    """Write the owners of a site's records that are to be linked again, and return how many records were looked at.

    `changed` are the posts of which a sighting is new, with the days of those sightings: who was in them may be known
    now of records near those days.
    """
    rows = {row["id"]: row for row in db.execute(OF_MEETINGS, {"site": site})}
    for key, days in changed.items():
        around = {
            "first": (datetime.date.fromisoformat(min(days)) - BETWEEN_DAYS * DAY).isoformat(),
            "last": (datetime.date.fromisoformat(max(days)) + BETWEEN_DAYS * DAY).isoformat(),
        }
        rows |= {row["id"]: row for row in db.execute(OF_POST, {"site": site, "key": key, **around})}
    reader = _Reader(db, site)
    for _, row in sorted(rows.items()):
        _write(db, site, row, list(reader.owners(row)))
    return len(rows)


class _Reader:
    """What is known of a site's people while owners are written; each thing is asked once."""

    def __init__(self, db: sqlite3.Connection, site: int) -> None:
        self.db, self.site = db, site
        self.company = cache(lambda meeting: company(db, site, meeting))
        self.seen = cache(lambda key: sightings(db, site, key))

    def owners(self, row: sqlite3.Row) -> Iterator[Owner]:
        """Give the owners of one record, in the order written."""
        written = json.loads(row["owner"]) if row["owner"] else [row["owner_inferred"]]
        here = self.company(row["meeting_id"])
        for one in self._joined(written):
            yield self._owner(one, row, here)

    def _joined(self, written: Sequence[str]) -> Iterator[str]:
        """Owners as written, those put together again whose title holds an "and": the council's own lists have the post
        of that name."""
        kept: str | None = None
        for one in written:
            title = f"{kept} and {one}"
            if kept is not None and (found := post(title)) is not None and self.seen(found.key):
                kept = title
                continue
            if kept is not None:
                yield kept
            kept = one
        if kept is not None:
            yield kept

    def _owner(self, written: str, row: sqlite3.Row, here: Company) -> Owner:
        if is_initials(written):
            return self._by_initials(written, row, here)
        person = name(written)
        if person is not None:
            return self._by_name(person, here)
        own = of_committee(written)
        if own is not None:
            key = f"{own} of committee {row['committee_id']}"
            return self._in_post(key, f"{written[:1].upper()}{written[1:]}, {row['committee'] or ''}".rstrip(", "), row)
        found = post(written)
        if found is None:
            return Owner(f"as written: {words_key(written)}", written)
        fuller = _fuller(found, here)
        return self._in_post(fuller[0], fuller[1], row) if fuller else self._in_post(found.key, found.title, row)

    def _in_post(self, key: str, title: str, row: sqlite3.Row) -> Owner:
        found = holder(self.seen(key), datetime.date.fromisoformat(row["date"])) if row["date"] else None
        return Owner(key, title, found.person, found.url) if found else Owner(key, title)

    def _by_name(self, person: Name, here: Company) -> Owner:
        same = here.named(person)
        if len({row for row, _ in same}) == 1:
            return Owner(f"person {same[0][1].key}", same[0][1].written, same[0][0])
        if person.key is not None and person.titled and not same:
            return Owner(f"person {person.key}", person.written, person_id(self.db, self.site, person, None))
        return Owner(f"as written: {words_key(person.written)}", person.written)

    def _by_initials(self, written: str, row: sqlite3.Row, here: Company) -> Owner:
        tied = here.tied(written)
        if len(tied) == 1:
            (value,) = tied
            return self._owner(value, row, here) if not is_initials(value) else Owner(value, value)
        same = here.with_initials(written)
        if not tied and len(same) == 1:
            ((person, full),) = same.items()
            return Owner(f"person {full.key}", full.written, person)
        return Owner(f"initials {written.lower()} in committee {row['committee_id']}", written)


def _fuller(found: Post, here: Company) -> tuple[str, str] | None:
    """The one post of a meeting that a bare title means: "the Director" where one director is named there."""
    if " " in found.key or not found.title[:1].isupper() or found.title.endswith("s"):
        return None
    fuller = [(key, title) for key, title, _ in here.posts if found.key in key.split()]
    return fuller[0] if len(fuller) == 1 else None


def _write(db: sqlite3.Connection, site: int, row: sqlite3.Row, owners: Sequence[Owner]) -> None:
    values = [(place, _owner_id(db, site, one), one.person, one.url) for place, one in enumerate(owners)]
    known = db.execute(
        "select position, owner_id, person_id, source_url from record_owners where record_id = ? order by position",
        (row["id"],),
    )
    if [tuple(one) for one in known] != values:
        db.execute("delete from record_owners where record_id = ?", (row["id"],))
        db.executemany(
            "insert into record_owners (record_id, position, owner_id, person_id, source_url) values (?, ?, ?, ?, ?)",
            [(row["id"], *one) for one in values],
        )
    linked = _names(db, (one.person for one in owners[:1] if one.person is not None))
    if row["linked_name"] != linked:
        db.execute("update records set linked_name = ? where id = ?", (linked, row["id"]))


def _owner_id(db: sqlite3.Connection, site: int, owner: Owner) -> int:
    row = db.execute("select id from owners where site_id = ? and key = ?", (site, owner.key)).fetchone()
    if row is not None:
        return int(row["id"])
    person = owner.person if owner.key.startswith("person ") else None
    cursor = db.execute(
        "insert into owners (site_id, key, name, person_id) values (?, ?, ?, ?)", (site, owner.key, owner.name, person)
    )
    return int(cursor.lastrowid or 0)


def _names(db: sqlite3.Connection, people: Iterable[int]) -> str | None:
    names = [db.execute("select name from people where id = ?", (person,)).fetchone()["name"] for person in people]
    return ", ".join(names) or None
