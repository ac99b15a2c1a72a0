"""Answers that pages show, kept until somebody writes: the same question is asked by every reader of a page."""

import sqlite3
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar

from pipeline.exports.outstanding import Filters, counts

MOST_KEPT = 2000
# What is new in minutes.db since: the last update that ended; the number of the file's schema, which rises where words
# were taken down as well, since the file is written anew then. And which file it is.
UPDATED = """
select (select max(id) from runs where ended_at is not null), (select schema_version from pragma_schema_version),
  (select file from pragma_database_list where name = 'main')
"""
# What officers wrote since: the last follow-up, the last promise added by hand.
SAID = "select (select max(id) from followup.followups), (select max(id) from followup.additions)"
Found = TypeVar("Found")
_lock = threading.Lock()
_kept: OrderedDict[Hashable, Any] = OrderedDict()


def kept_counts(db: sqlite3.Connection, filters: Filters, today: date) -> Counter[str]:
    """Return how many promises are in each state, as `counts` does."""
    return kept(db, ("counts", filters, today), lambda: counts(db, filters, today))


def kept(db: sqlite3.Connection, question: tuple[Hashable, ...], answer: Callable[[], Found]) -> Found:
    """Return the answer to a question, asked again only after something was written."""
    return _answer((*question, *db.execute(UPDATED).fetchone(), *db.execute(SAID).fetchone()), answer)


def kept_of_minutes(db: sqlite3.Connection, question: tuple[Hashable, ...], answer: Callable[[], Found]) -> Found:
    """Return the answer to a question that minutes.db alone answers: what officers write leaves it as it is."""
    return _answer((*question, *db.execute(UPDATED).fetchone()), answer)


def _answer(key: Hashable, answer: Callable[[], Found]) -> Found:
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: Found = _kept[key]
            return found
    fresh = answer()
    with _lock:
        _kept[key] = fresh
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return fresh
