"""Bodies, people, posts, memberships and meetings as Popolo (https://www.popoloproject.com/specs/), one JSON document.

Ids are Open Civic Data's, made from what stays: a council's short name with the site's own id of a committee, the key
of a person's name, or the id of a meeting. A page that names somebody in a post says nothing of when the post began:
the days of the first and the last such page stand in `extras`, and `start_date` and `end_date` are left out.
"""

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

import pipeline.exports.popolo_queries as queries
from pipeline.exports.links import web
from pipeline.exports.moments import begins
from pipeline.link.roles import name as name_of

# `Any`: JSON has no narrower type.
Json = dict[str, Any]
Row = sqlite3.Row
# How attendance lists call people who were not there, in the beginnings of their words.
AWAY = ("apolog", "absent", "not ", "expected", "no ")
# How they call those who sit on the committee.
SEATS = frozenset({"committee member", "board member", "panel member", "member", "co-opted member"})


def popolo(db: sqlite3.Connection) -> Iterator[bytes]:
    """Give the document in pieces, UTF-8. `db` is minutes.db; the same database gives the same bytes."""
    classes = {
        "organizations": organizations(db),
        "persons": persons(db),
        "posts": posts(db),
        "memberships": memberships(db),
        "events": events(db),
    }
    for place, (title, found) in enumerate(classes.items()):
        yield f"{'{' if place == 0 else ','}\n{json.dumps(title)}: [".encode()
        for number, one in enumerate(found):
            yield f"{',' if number else ''}\n{json.dumps(one, ensure_ascii=False)}".encode()
        yield b"\n]"
    yield b"\n}\n"


def organizations(db: sqlite3.Connection) -> Iterator[Json]:
    """Give the councils, then their committees."""
    for row in db.execute(queries.SITES):
        yield {
            "id": ocd_id("organization", row["slug"]),
            "name": row["name"],
            "classification": row["council_kind"],
            "identifiers": [{"scheme": "undertook", "identifier": row["slug"]}],
            "sources": sources(row["base_url"]),
        }
    for row in db.execute(queries.COMMITTEES):
        yield {
            "id": committee_id(row["site"], row["ref"], row["name"]),
            "name": row["name"],
            "classification": row["category"],
            "parent_id": ocd_id("organization", row["site"]),
            "identifiers": [{"scheme": row["system"], "identifier": row["ref"]}] if row["ref"] else [],
            "sources": sources(row["url"], row["base_url"]),
            "extras": {"expired": bool(row["expired"])},
        }


def persons(db: sqlite3.Connection) -> Iterator[Json]:
    """Give the people whom the councils' own pages name in full."""
    for row in db.execute(queries.PEOPLE):
        yield {
            "id": person_id(row["site"], row["key"]),
            "name": row["name"],
            "identifiers": [{"scheme": row["system"], "identifier": row["ref"]}] if row["ref"] else [],
            "sources": sources(row["source_url"], row["base_url"]),
        }


def posts(db: sqlite3.Connection) -> Iterator[Json]:
    """Give each post once, whoever held it; a committee's chair is the committee's own post."""
    for row in db.execute(queries.POSTS):
        yield {
            "id": _post_id(row),
            "label": row["title"],
            "role": row["title"],
            "organization_id": _organization_of_post(row),
            "sources": sources(row["source_url"], row["base_url"]),
        }


def memberships(db: sqlite3.Connection) -> Iterator[Json]:
    """Give who was named in which post, then who sat on which committee as its attendance lists say."""
    for row in db.execute(queries.HOLDERS):
        person = person_id(row["site"], row["person"])
        yield {
            "id": ocd_id("membership", person, _post_id(row), str(row["acting"])),
            "person_id": person,
            "organization_id": _organization_of_post(row),
            "post_id": _post_id(row),
            "role": row["title"],
            "sources": sources(row["source_url"], row["base_url"]),
            "extras": {"acting": bool(row["acting"]), **_named(row["first_date"], row["last_date"])},
        }
    yield from _seats(db).values()


def events(db: sqlite3.Connection) -> Iterator[Json]:
    """Give the meetings, oldest first; those without a day at the beginning."""
    known = known_people(db)
    for row in db.execute(queries.MEETINGS):
        there = [one for one in db.execute(queries.ATTENDANCE, (row["id"],)) if was_there(one["status"])]
        yield {
            "id": ocd_id("event", row["uid"]),
            "name": row["committee"] or row["council"],
            "classification": "meeting",
            "start_date": begins(row["date"], row["time"]),
            "location": row["venue"],
            "status": row["status"],
            "organization_id": organization_of(row),
            "identifiers": [{"scheme": "undertook", "identifier": row["uid"]}],
            "attendees": [attendee(known, row, one) for one in there],
            "sources": sources(row["url"], row["base_url"]),
        }


def _seats(db: sqlite3.Connection) -> dict[str, Json]:
    """Who sat on which committee, by id: one membership, however the lists spell the name."""
    known = known_people(db)
    made: dict[str, Json] = {}
    for row in db.execute(queries.SEATS):
        found = known.get((row["site_id"], *_key(row["name"], row["person_ref"])))
        if found is None or row["role"].lower() not in SEATS:
            continue
        person, body = person_id(row["site"], found), committee_id(row["site"], row["ref"], row["committee"])
        id = ocd_id("membership", person, body)
        days = [row["first_date"], row["last_date"], *(made[id]["extras"].values() if id in made else ())]
        named = sorted(day for day in days if day)
        made[id] = {
            "id": id,
            "person_id": person,
            "organization_id": body,
            "role": row["role"],
            "sources": sources(row["source_url"], row["base_url"]),
            "extras": _named(*(named[0], named[-1]) if named else (None, None)),
        }
    return made


def attendee(known: dict[tuple[int, str, str | None], str], meeting: Row, row: Row) -> Json:
    """Return somebody of an attendance list; with an id where the council's pages name them in full."""
    key = known.get((meeting["site_id"], *_key(row["name"], row["person_ref"])))
    return {"id": person_id(meeting["site"], key) if key else None, "name": row["name"]}


def known_people(db: sqlite3.Connection) -> dict[tuple[int, str, str | None], str]:
    """Return the keys of people by council and name; of namesakes only by the site's own id too."""
    found: dict[tuple[int, str, str | None], str] = {}
    for row in db.execute(queries.PEOPLE):
        key, _, ref = row["key"].partition("#")
        found[row["site_id"], key, ref or row["ref"]] = row["key"]
        if not ref:
            found.setdefault((row["site_id"], key, None), row["key"])
    return found


def was_there(status: str | None) -> bool:
    """Whether a line of an attendance list tells of somebody who was there."""
    return not (status or "").strip().lower().startswith(AWAY)


def organization_of(meeting: Row) -> str:
    """Return the id of the body that met: the committee, the council where none is named."""
    if meeting["committee"] is None:
        return ocd_id("organization", meeting["site"])
    return committee_id(meeting["site"], meeting["committee_ref"], meeting["committee"])


def committee_id(site: str, ref: str | None, name: str) -> str:
    """Return a committee's id: by the site's own id, which outlives a new name, else by its name."""
    return ocd_id("organization", site, "ref" if ref else "name", ref or name)


def person_id(site: str, key: str) -> str:
    """Return a person's id; `key` is that of the table of people."""
    return ocd_id("person", site, key)


def ocd_id(kind: str, *parts: str) -> str:
    """Return an id in the form of Open Civic Data, always the same for the same parts."""
    return f"ocd-{kind}/{uuid.uuid5(uuid.NAMESPACE_URL, 'undertook:' + json.dumps([kind, *parts]))}"


def sources(*urls: str | None) -> list[Json]:
    """Return the first address that is on the web as a list of sources; an empty one where none is."""
    return [{"url": url} for url in _first(urls)]


def _first(urls: Iterable[str | None]) -> list[str]:
    return [found for url in urls if (found := web(url))][:1]


def _key(written: str, ref: str | None) -> tuple[str, str | None]:
    found = name_of(written)
    return (found.key or "" if found else ""), ref


def _post_id(row: Row) -> str:
    return ocd_id("post", _organization_of_post(row), row["own_key"])


def _organization_of_post(row: Row) -> str:
    if row["committee"] is None:
        return ocd_id("organization", row["site"])
    return committee_id(row["site"], row["committee_ref"], row["committee"])


def _named(first: str | None, last: str | None) -> Json:
    return {"first_named": first, "last_named": last}
