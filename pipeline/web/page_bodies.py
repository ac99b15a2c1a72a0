"""Committees, owners, people and councils."""

import sqlite3
from urllib.parse import unquote

from datasette import NotFound

import pipeline.web.addresses as addresses
import pipeline.web.queries_structure as queries
from pipeline.exports.actions import HEADS
from pipeline.exports.outstanding import Filters, outstanding, site_id
from pipeline.exports.owned import spellings
from pipeline.web.councils import sites
from pipeline.web.kept_counts import kept_counts, kept_of_minutes
from pipeline.web.page_list import log_rows, shown, state_links
from pipeline.web.page_minutes import attended, is_to_come, told_of
from pipeline.web.tracker import MOST_ROWS, Asked, Row, View

SOME = 20
OWNED = 50
MOST_OTHERS = 12
MEETINGS = ("uid", "date", "time", "venue", "status", "minutes_status", "url")


def committee(db: sqlite3.Connection, asked: Asked) -> View:
    """Show one committee: what it waits for, its meetings, who attends."""
    site, name = unquote(asked.place["site"]), unquote(asked.place["name"])
    body = db.execute(queries.COMMITTEE, {"site": site, "name": name}).fetchone()
    if body is None:
        raise NotFound("There is no such committee.")
    filters = Filters(council=site, committee=name)
    of = {"committee": body["id"]}
    meetings = db.execute(queries.MEETINGS_OF_COMMITTEE, {**of, "limit": 500, "offset": 0}).fetchall()
    coming = db.execute(queries.NEXT_MEETING, {**of, "today": asked.today.isoformat()}).fetchone()
    context = {
        "body": dict(body),
        "source": addresses.web(body["url"]),
        "council_page": f"/council/{site}",
        "list": addresses.listed(filters),
        "next_page": addresses.committee(site, name, "/next"),
        "coming": addresses.day(coming["date"]) if coming else None,
        "rows": [shown(row) for row in outstanding(db, filters, asked.today, rows=SOME, offset=0)],
        "meetings": [
            {**dict(row), "day": addresses.day(row["date"]), "told": told_of(row, asked.today)}
            for row in meetings[:SOME]
        ],
        "attending": [
            {**dict(row), "page": addresses.person(site, row["name"])}
            for row in db.execute(queries.ATTENDING_COMMITTEE, {**of, "today": asked.today.isoformat()})
        ],
        "feeds": {form: addresses.listed(filters, f"/outstanding.{form}") for form in ("ics", "atom")},
        **state_links(kept_counts(db, filters, asked.today), filters),
    }
    told = [dict(row) for row in meetings] if asked.form != "html" else ()
    return View("undertook_committee.html", context, MEETINGS, told)


def owner(db: sqlite3.Connection, asked: Asked) -> View:
    """Show what one owner has promised, however the minutes write the owner."""
    filters = Filters(owner=asked.arg("name"), council=asked.arg("council"))
    if not filters.owner:
        raise NotFound("Name an owner.")
    several = not filters.council and len(sites(db)) > 1
    written = spellings(db, filters.owner, site_id(db, filters.council))
    rows = outstanding(db, filters, asked.today, rows=OWNED if asked.form == "html" else MOST_ROWS, offset=0)
    context = {
        "name": filters.owner,
        "others": [one for one in written if one != filters.owner][:MOST_OTHERS],
        "list": addresses.listed(filters),
        "rows": [shown(row, of_several=several) for row in rows],
        "feeds": {form: addresses.listed(filters, f"/outstanding.{form}") for form in ("ics", "atom")},
        **state_links(kept_counts(db, filters, asked.today), filters),
    }
    return View("undertook_owner.html", context, HEADS, log_rows(rows) if asked.form != "html" else ())


def owners(db: sqlite3.Connection, asked: Asked) -> View:
    """List who has promised most, as the minutes name them."""
    site = site_id(db, asked.arg("council"))
    if asked.arg("council") and site is None:
        raise NotFound("There is no such council.")
    rows = kept_of_minutes(
        db, ("owners", site), lambda: [dict(row) for row in db.execute(queries.OWNERS, {"site": site})]
    )
    shown_rows = [{**row, "page": addresses.owner(row["owner"], row["site"])} for row in rows]
    context = {
        "rows": shown_rows,
        "sites": sites(db),
        "council": asked.arg("council"),
    }
    return View("undertook_owners.html", context, ("owner", "site", "council", "number"), rows)


def person(db: sqlite3.Connection, asked: Asked) -> View:
    """Show one person: posts and meetings, as the council's own pages give them."""
    of = {"site": unquote(asked.place["site"]), "name": unquote(asked.place["name"])}
    meetings = [
        {**dict(row), "status": attended(row["status"], row["date"], asked.today)}
        for row in db.execute(queries.PERSON, of)
    ]
    posts = [dict(row) for row in db.execute(queries.POSTS, of)]
    if not meetings and not posts:
        raise NotFound("There is no such person.")
    context = {
        **of,
        "meetings": [
            {**row, "day": addresses.day(row["date"]), "is_to_come": is_to_come(row["date"], asked.today)}
            for row in meetings
        ],
        "posts": [
            {**row, "first": addresses.day(row["first_date"]), "last": addresses.day(row["last_date"]),
             "source": addresses.web(row["source_url"])}
            for row in posts
        ],
    }  # fmt: skip
    return View("undertook_person.html", context, ("uid", "date", "committee", "role", "status"), meetings)


def councils(db: sqlite3.Connection, asked: Asked) -> View:
    """List the councils that are followed."""
    rows: list[Row] = kept_of_minutes(db, ("councils",), lambda: [dict(row) for row in db.execute(queries.COUNCILS)])
    context = {"rows": [{**row, "last": addresses.day(row["last_meeting"])} for row in rows]}
    columns = ("slug", "name", "system", "base_url", "nation", "promises", "decisions", "last_meeting")
    return View("undertook_councils.html", context, columns, rows)


def council(db: sqlite3.Connection, asked: Asked) -> View:
    """Show one council and its committees."""
    row = db.execute(queries.COUNCIL, {"site": asked.place["site"]}).fetchone()
    if row is None:
        raise NotFound("There is no such council.")
    bodies = [dict(body) for body in db.execute(queries.COMMITTEES_OF_COUNCIL, {"site": row["id"]})]
    filters = Filters(council=row["slug"])
    context = {
        "council": dict(row),
        "source": addresses.web(row["base_url"]),
        "bodies": [{**body, "page": addresses.committee(row["slug"], body["name"])} for body in bodies],
        **state_links(kept_counts(db, filters, asked.today), filters),
    }
    columns = ("name", "category", "expired", "promises", "meetings", "with_minutes", "minutes_missing",
               "first_meeting", "last_meeting")  # fmt: skip
    return View("undertook_council.html", context, columns, bodies)
