"""Search: sentences of minutes, newest first, with the words found marked; never slower because a word is common."""

import sqlite3
from urllib.parse import urlencode

from datasette import NotFound

import pipeline.web.addresses as addresses
from extractors.language.sentences import split
from pipeline.exports.outstanding import site_id
from pipeline.exports.worded import match
from pipeline.web.councils import sites
from pipeline.web.queries_search import KINDS, NEWEST, Hits, hits
from pipeline.web.tracker import Asked, Row, View

COLUMNS = ("sentence", "council", "committee", "meeting_date", "item", "record_uid", "record_kind", "document_uid",
           "source_url")  # fmt: skip
# Around words found, as full-text search gives them back: no text of a page holds these.
OPEN, CLOSE = "\ue000", "\ue001"


def search(db: sqlite3.Connection, asked: Asked) -> View:
    """Show the sentences in which all words stand, as the address says in which council, years and kind."""
    words = asked.arg("words")
    chosen = {
        "words": words,
        "council": asked.arg("council"),
        "kind": asked.arg("kind") if asked.arg("kind") in KINDS else "",
        "since": _year(asked.arg("since")),
        "until": _year(asked.arg("until")),
    }
    before = asked.arg("before")
    before_id = int(before) if before.isdecimal() and len(before) < 16 else NEWEST
    site = site_id(db, chosen["council"])
    if chosen["council"] and site is None:
        raise NotFound("There is no such council.")
    of = {**chosen, "match": match(words), "before": before_id, "site": site}
    found = hits(db, of) if of["match"] else Hits([], None)
    rows = [_sentence(dict(row)) for row in found.rows]
    onward = {name: value for name, value in chosen.items() if value}
    context = {
        **chosen,
        "rows": [{**row, "day": addresses.day(row["meeting_date"])} for row in rows],
        "sites": sites(db),
        "kinds": KINDS,
        "is_asked": bool(words),
        "is_cut": found.is_cut,
        "next": "/search?" + urlencode({**onward, "before": found.onward}) if found.onward else None,
    }
    table = [{**row, "sentence": "".join(words for words, _ in row["pieces"])} for row in rows]
    return View("undertook_search.html", context, COLUMNS, table)


def _sentence(row: Row) -> Row:
    """Cut a passage down to the sentence in which most of the words stand, in pieces that are marked or not."""
    text = row["marked"].replace(OPEN, "").replace(CLOSE, "")
    marks = _marks(row["marked"])
    spans = split(text, 0, len(text)) if text else ()
    best = max(spans, key=lambda span: (sum(span.start <= start < span.end for start, _ in marks), -span.start),
               default=None)  # fmt: skip
    start, end = (best.start, best.end) if best else (0, len(text))
    pieces: list[tuple[str, bool]] = []
    at = start
    for first, last in marks:
        if start <= first and last <= end:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    pieces.append((text[at:end], False))
    return {**row, "pieces": [piece for piece in pieces if piece[0]], "source_url": addresses.web(row["source_url"])}


def _marks(marked: str) -> list[tuple[int, int]]:
    """Where the marked words stand in the text without marks."""
    found: list[tuple[int, int]] = []
    for at, part in enumerate(marked.split(OPEN)):
        before = sum(len(piece.replace(CLOSE, "")) for piece in marked.split(OPEN)[:at])
        word, closed, _ = part.partition(CLOSE)
        if at and closed:
            found.append((before, before + len(word)))
    return found


def _year(text: str) -> str:
    return text if text.isdecimal() and len(text) == 4 else ""
