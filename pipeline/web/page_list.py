"""The outstanding list, with its filters and counts; and what is due by a committee's next meeting."""

import re
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import unquote

from datasette import NotFound

import pipeline.web.addresses as addresses
import pipeline.web.queries_structure as queries_structure
from pipeline.exports.actions import HEADS, action, fields_of
from pipeline.exports.outstanding import LAST_PAGE, MOST_COUNTED, PAGE_ROWS, Filters, outstanding, site_id
from pipeline.exports.worded import MOST_WORDS, keep_worded
from pipeline.state import OUTSTANDING
from pipeline.web.choices import CHOICES, FOLLOWED, UNHEARD
from pipeline.web.councils import Site, sites
from pipeline.web.kept_counts import kept_counts
from pipeline.web.tracker import MOST_ROWS, Asked, Row, View

PAGE_NUMBER = re.compile(r"[0-9]{1,6}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
STATES = (*OUTSTANDING, "needs review")


def home(db: sqlite3.Connection, asked: Asked) -> View:
    """Show the outstanding undertakings, overdue first, filtered as the address says."""
    filters = filters_of(asked)
    if asked.form != "html":
        return View("", {}, HEADS, log_rows(outstanding(db, filters, asked.today, rows=MOST_ROWS, offset=0)))
    rows = outstanding(db, filters, asked.today, rows=PAGE_ROWS + 1, offset=(filters.page - 1) * PAGE_ROWS)
    followed = sites(db)
    several = len(followed) > 1
    context = {
        "rows": [shown(row, of_several=several) for row in rows[:PAGE_ROWS]],
        "filters": filters,
        "sites": followed,
        "kinds": FOLLOWED,
        "unheard": UNHEARD,
        "silences": [(one, words, addresses.listed(filters, unheard=one)) for one, words in UNHEARD.items()],
        "is_cut": bool(filters.words) and keep_worded(db, filters.words, site_id(db, filters.council)),
        "most_words": MOST_WORDS,
        "committees": _committee_names(db, filters, followed),
        "next": addresses.listed(filters, page=filters.page + 1)
        if len(rows) > PAGE_ROWS and filters.page < LAST_PAGE
        else None,
        "previous": addresses.listed(filters, page=filters.page - 1) if filters.page > 1 else None,
        "here": addresses.listed(filters, page=filters.page),
        "files": {form: addresses.listed(filters, f"/outstanding.{form}") for form in ("csv", "json", "xlsx", "docx",
                  "pdf", "ics", "atom")},
        "nonce": secrets.token_hex(16),
        "choices": CHOICES,
        "printable": addresses.listed(filters, "/log"),
        **state_links(kept_counts(db, replace(filters, page=1, state=""), asked.today), filters),
    }  # fmt: skip
    return View("undertook_home.html", context, HEADS)


def log(db: sqlite3.Connection, asked: Asked) -> View:
    """Show the action log as a table to print, in the shape in which committees receive it."""
    filters = filters_of(asked)
    rows = outstanding(db, filters, asked.today, rows=MOST_ROWS, offset=0)
    lines = [action(number, row) for number, row in enumerate(rows, 1)]
    context = {
        "lines": [
            {"number": line.number, "meeting": addresses.day(line.meeting_date), "due": addresses.day(line.due) or
             line.due_words, "line": line, "source": addresses.web(line.source)}
            for line in lines
        ],
        "filters": filters,
        "today": addresses.day(asked.today.isoformat()),
    }  # fmt: skip
    return View("undertook_log.html", context)


def for_meeting(db: sqlite3.Connection, asked: Asked) -> View:
    """Show what a committee should hear at its next meeting: what is due by then, and what has no day."""
    site, name = unquote(asked.place["site"]), unquote(asked.place["name"])
    body = db.execute(queries_structure.COMMITTEE, {"site": site, "name": name}).fetchone()
    if body is None:
        raise NotFound("There is no such committee.")
    meeting = db.execute(
        queries_structure.NEXT_MEETING, {"committee": body["id"], "today": asked.today.isoformat()}
    ).fetchone()
    filters = Filters(council=site, committee=name)
    rows = outstanding(db, filters, asked.today, rows=MOST_ROWS if asked.form != "html" else 500, offset=0)
    by = meeting["date"] if meeting else asked.today.isoformat()
    due = [row for row in rows if row["due"] and row["due"] <= by and row["state"] != "reported back"]
    if asked.form != "html":
        return View("", {}, HEADS, log_rows(due))
    context = {
        "body": dict(body),
        "meeting": dict(meeting) if meeting else None,
        "meeting_day": addresses.day(meeting["date"]) if meeting else None,
        "due": [shown(row) for row in due],
        "back": [shown(row) for row in rows if row["state"] == "reported back"],
        "undated": [shown(row) for row in rows if not row["due"] and row["state"] != "reported back"],
        "log": addresses.listed(Filters(council=site, committee=name, due_to=by), "/log"),
        "docx": addresses.listed(Filters(council=site, committee=name, due_to=by), "/outstanding.docx"),
        "here": asked.path,
    }
    return View("undertook_for_meeting.html", context, HEADS)


def filters_of(asked: Asked) -> Filters:
    """Return the filters of an address; what means nothing is left out."""
    page = asked.arg("page")
    return Filters(
        council=asked.arg("council"),
        committee=asked.arg("committee"),
        owner=asked.arg("owner"),
        kind=asked.arg("kind") if asked.arg("kind") in FOLLOWED else "",
        state=asked.arg("state") if asked.arg("state") in STATES else "",
        unheard=asked.arg("unheard") if asked.arg("unheard") in UNHEARD else "",
        words=asked.arg("words") if any(sign.isalnum() for sign in asked.arg("words")) else "",
        due_from=_day(asked.arg("due_from")),
        due_to=_day(asked.arg("due_to")),
        page=min(max(int(page), 1), LAST_PAGE) if PAGE_NUMBER.fullmatch(page) else 1,
    )


def shown(row: sqlite3.Row, *, of_several: bool = False) -> Row:
    """Return a line of the list as pages show it, with its place in words.

    Committees of several councils share names: `of_several` says that the council is to be told.
    """
    found = dict(row)
    due, met = addresses.day(row["due"]), addresses.day(row["meeting_date"])
    body = f"{row['committee']}, {row['council']}" if of_several and row["committee"] else row["committee"]
    place = body or row["council"]
    place += f", {met}" if met else ""
    place += f" – {row['item']}" if row["item"] else ""
    words = f"Due “{row['due_text']}”" if row["due_text"] else "No date given"
    return found | {"due": due, "meeting_date": met, "place": place, "due_said": f"Due {due}" if due else words}


def state_links(found: dict[str, int], filters: Filters) -> dict[str, Any]:
    """Return the states with their counts and addresses, and how many are outstanding together."""
    total = sum(found[state] for state in OUTSTANDING)
    return {
        "states": [(state, number(found[state]), addresses.listed(filters, state=state)) for state in STATES],
        "total": number(total),
        "total_is_one": total == 1,
        "everything": addresses.listed(filters, state=""),
    }


def number(count: int) -> str:
    """Return a count as people read it; counting ends at five thousand."""
    return f"more than {MOST_COUNTED:,}" if count > MOST_COUNTED else f"{count:,}"


def log_rows(rows: Sequence[sqlite3.Row]) -> list[Row]:
    """Return rows of the list as lines of the action log, by the names of its columns."""
    return [fields_of(action(number, row)) for number, row in enumerate(rows, 1)]


def _committee_names(db: sqlite3.Connection, filters: Filters, followed: tuple[Site, ...]) -> list[str]:
    """The committees to choose from: those of the council chosen, or of the only one there is."""
    site = filters.council or (followed[0].slug if len(followed) == 1 else "")
    return [row["name"] for row in db.execute(queries_structure.COMMITTEE_NAMES, {"site": site})] if site else []


def _day(text: str) -> str:
    if not DAY.fullmatch(text):
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
