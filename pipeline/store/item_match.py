"""Items of printed minutes and of issues to the same items of the meeting's own pages, which carry the site's ids."""

import re
import sqlite3

from models.meeting import Item

AGENDA_REF = re.compile(r"[(\[](?:agenda )?item[^)\]]*[)\]]", re.IGNORECASE)
# Titles that share this share of the shorter one's words are told of one item, where the number is the same.
SHARED = 0.6


def same_item(db: sqlite3.Connection, meeting: int | None, item: Item) -> sqlite3.Row | None:
    """Return id and uid of the item that an item without an id is: of the same title, else of the same number and
    nearly the same title; None where there is none, more than one, or the item has an id of its own."""
    if item.ref is not None or meeting is None or not item.title:
        return None
    rows = db.execute(
        "select id, uid, number, title from items where meeting_id = ? and ref is not null order by id", (meeting,)
    ).fetchall()
    words = _words(item.title)
    same = [row for row in rows if _words(row["title"]) == words]
    if not same:
        same = [row for row in rows if _number(row["number"]) == _number(item.number) and _shared(row["title"], words)]
    return same[0] if len(same) == 1 else None


def _words(title: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", AGENDA_REF.sub("", title or "").lower().replace("’", "")))


def _number(number: str | None) -> str:
    return (number or "").strip(" .()")


def _shared(title: str | None, words: tuple[str, ...]) -> bool:
    other = set(_words(title))
    shorter = min(len(other), len(set(words)))
    return shorter > 0 and len(other & set(words)) >= SHARED * shorter
