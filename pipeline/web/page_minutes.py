"""Meetings, items, documents and decisions: the minutes themselves, with what was found in them marked."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from datasette import NotFound

import pipeline.web.addresses as addresses
import pipeline.web.queries_structure as queries
from models.vocabulary import EFFECTS
from pipeline.exports.outstanding import LAST_PAGE, PAGE_ROWS
from pipeline.web.councils import sites
from pipeline.web.page_list import PAGE_NUMBER
from pipeline.web.tracker import MOST_ROWS, Asked, Row, View

FOUND = ("uid", "kind", "effect", "quote", "owner", "due_text", "due", "item_number", "item")
DECIDED = ("uid", "council", "committee", "meeting_date", "item", "kind", "effect", "quote", "owner")


def meeting(db: sqlite3.Connection, asked: Asked) -> View:
    """Show one meeting: its items, what was decided and promised, who was there, its papers."""
    row = db.execute(queries.MEETING, {"uid": asked.place["uid"]}).fetchone()
    if row is None:
        raise NotFound("There is no such meeting.")
    of = {"meeting": row["id"]}
    records = [dict(found) for found in db.execute(queries.RECORDS_OF_MEETING, of)]
    context = {
        "meeting": {
            **dict(row),
            "day": addresses.day(row["date"]),
            "source": addresses.web(row["url"]),
            "told": told_of(row, asked.today),
        },
        "committee_page": addresses.committee(row["site"], row["committee"]) if row["committee"] else None,
        "items": [dict(item) for item in db.execute(queries.ITEMS_OF_MEETING, of)],
        "attendance": [
            {
                **dict(one),
                "page": addresses.person(row["site"], one["name"]),
                "status": attended(one["status"], row["date"], asked.today),
            }
            for one in db.execute(queries.ATTENDANCE, of)
        ],
        "is_to_come": is_to_come(row["date"], asked.today),
        "documents": [
            {**dict(one), "url": addresses.web(one["url"])} for one in db.execute(queries.DOCUMENTS_OF_MEETING, of)
        ],
        "records": [{**one, "due_day": addresses.day(one["due"])} for one in records],
    }
    return View("undertook_meeting.html", context, FOUND, records)


def is_to_come(day: str | None, today: date) -> bool:
    """Whether a meeting is still to be held; one of today is, since nobody can tell yet who was there."""
    return day is not None and day >= today.isoformat()


def told_of(meeting: sqlite3.Row, today: date) -> str:
    """Return what is known of a meeting in words; a council's list has most meetings as scheduled for ever."""
    is_over = meeting["status"] == "scheduled" and not is_to_come(meeting["date"], today)
    minutes = f"minutes {meeting['minutes_status']}" if meeting["minutes_status"] != "none" else ""
    return ", ".join(one for one in ("" if is_over else meeting["status"], minutes) if one)


def attended(status: str | None, day: str | None, today: date) -> str | None:
    """Return how somebody attended, as the council's list says; of a meeting to come, only who has sent apologies."""
    if is_to_come(day, today) and not (status or "").lower().startswith("apolog"):
        return None
    return status


def item(db: sqlite3.Connection, asked: Asked) -> View:
    """Show one item: its words, with what was found in them marked."""
    row = db.execute(queries.ITEM, {"uid": asked.place["uid"]}).fetchone()
    if row is None:
        raise NotFound("There is no such item.")
    page = None if row["restricted"] else db.execute(queries.DOCUMENT_OF_ITEM, {"item": row["id"]}).fetchone()
    of = {"item": row["id"], "document": page["id"] if page else None}
    passages = db.execute(queries.PASSAGES_OF_ITEM, of).fetchall()
    records = _records(db, page["id"], passages) if page else []
    context = {
        "item": {**dict(row), "day": addresses.day(row["meeting_date"]), "source": addresses.web(row["url"])},
        "committee_page": addresses.committee(row["site"], row["committee"]) if row["committee"] else None,
        "document": dict(page) if page else None,
        "passages": marked(passages, records),
        "records": records,
    }
    return View("undertook_item.html", context, FOUND, records)


def document(db: sqlite3.Connection, asked: Asked) -> View:
    """Show the text of one page or file as it was read, with what was found in it marked."""
    row = db.execute(queries.DOCUMENT, {"uid": asked.place["uid"]}).fetchone()
    if row is None or row["restricted"]:
        raise NotFound("There is no such document.")
    passages = db.execute(queries.PASSAGES_OF_DOCUMENT, {"document": row["id"]}).fetchall()
    records = _records(db, row["id"], passages)
    context = {
        "document": {**dict(row), "day": addresses.day(row["meeting_date"]), "source": addresses.web(row["url"])},
        "passages": marked(passages, records),
        "records": records,
    }
    return View("undertook_document.html", context, FOUND, records)


def decisions(db: sqlite3.Connection, asked: Asked) -> View:
    """List the decisions, newest first, by council, committee and effect."""
    council, committee = asked.arg("council"), asked.arg("committee")
    effect = asked.arg("effect") if asked.arg("effect") in EFFECTS else ""
    page = int(asked.arg("page")) if PAGE_NUMBER.fullmatch(asked.arg("page")) else 1
    page = min(max(page, 1), LAST_PAGE)
    values: dict[str, Any] = {"council": council, "committee": committee, "effect": effect}
    values |= (
        {"limit": PAGE_ROWS + 1, "offset": (page - 1) * PAGE_ROWS}
        if asked.form == "html"
        else {"limit": MOST_ROWS, "offset": 0}
    )
    rows = db.execute(queries.DECISIONS.format(filters=_conditions(db, values)), values).fetchall()
    followed = sites(db)
    site = council or (followed[0].slug if len(followed) == 1 else "")
    chosen = {
        name: value for name, value in (("council", council), ("committee", committee), ("effect", effect)) if value
    }
    context = {
        "rows": [{**dict(row), "day": addresses.day(row["meeting_date"])} for row in rows[:PAGE_ROWS]],
        "sites": followed,
        "committees": [row["name"] for row in db.execute(queries.COMMITTEE_NAMES, {"site": site})] if site else [],
        "effects": EFFECTS,
        "chosen": chosen,
        "next": "/decisions?" + urlencode({**chosen, "page": page + 1}) if len(rows) > PAGE_ROWS else None,
        "previous": "/decisions?" + urlencode({**chosen, "page": page - 1}) if page > 1 else None,
    }
    return View("undertook_decisions.html", context, DECIDED, [dict(row) for row in rows])


def marked(passages: Sequence[sqlite3.Row], records: Sequence[Row]) -> list[Row]:
    """Return the passages cut into pieces: (words, record or None), so that a page can mark what was found."""
    return [{**dict(passage), "pieces": _pieces(passage, records)} for passage in passages]


def _pieces(passage: sqlite3.Row, records: Sequence[Row]) -> list[tuple[str, Row | None]]:
    pieces: list[tuple[str, Row | None]] = []
    text, at, offset = passage["text"], 0, passage["body"]
    for record in records:
        start, end = record["start"] - offset, record["end"] - offset
        if at <= start < end <= len(text):
            pieces += [(text[at:start], None), (text[start:end], record)]
            at = end
    return [(words, record) for words, record in [*pieces, (text[at:], None)] if words]


def _records(db: sqlite3.Connection, document_id: int, passages: Sequence[sqlite3.Row]) -> list[Row]:
    if not passages:
        return []
    first, last = passages[0]["start"], passages[-1]["end"]
    rows = db.execute(queries.RECORDS_OF_DOCUMENT, {"document": document_id})
    return [dict(row) for row in rows if first <= row["start"] < last]


def _conditions(db: sqlite3.Connection, values: dict[str, Any]) -> str:
    found = []
    if values["committee"]:
        rows = db.execute(
            "select committees.id from committees join sites on sites.id = committees.site_id"
            " where committees.name = :committee and (:council = '' or sites.slug = :council) limit 500",
            {"committee": values["committee"], "council": values["council"]},
        )
        found.append(f"and committee_id in ({', '.join(str(int(row[0])) for row in rows) or 'null'})")
    elif values["council"]:
        found.append("and site_id = (select id from sites where slug = :council)")
    if values["effect"]:
        found.append("and effect = :effect")
    return " ".join(found)
