"""Adds a promise by hand from words of a document that an officer chose: the words must stand there."""

import re
import secrets
import sqlite3
from dataclasses import dataclass
from typing import Any

from datasette import NotFound, Response

import pipeline.web.addresses as addresses
from pipeline.store import followups
from pipeline.store.uids import uid, words_key
from pipeline.web.choices import FOLLOWED
from pipeline.web.forms import Form
from pipeline.web.queries_structure import DOCUMENT
from pipeline.web.tracker import Row, View, check_reader, read, respond, tracker_of
from pipeline.web.write_followup import day_of
from pipeline.web.writing import NOT_SAVED, NotSaved, back, write, writer

MOST_WORDS = 3000
FIELDS = ("words", "kind", "owner", "due_text", "due_date")


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand in a document's text; `quote` is what stands there, character for character."""

    start: int
    end: int
    quote: str


def find_words(plain: str, words: str) -> Found | None:
    """Return where words stand in a text, whatever white space parts them; None where they do not stand there."""
    pieces = words.split()
    if not pieces:
        return None
    match = re.search(r"\s+".join(map(re.escape, pieces)), plain)
    return Found(match.start(), match.end(), match[0]) if match else None


async def add(datasette: Any, request: Any) -> Response:
    """Show the form for a document; take the words and keep the promise."""
    if request.method != "POST":
        check_reader(datasette, request, "officer")
        document = await _document(datasette, request.args.get("document") or "")
        typed = {"words": (request.args.get("words") or "")[:MOST_WORDS], "kind": "action"}
        return await _form(datasette, request, document, typed, {}, status=200)
    person, form = await writer(datasette, request)
    document = await _document(datasette, form.one("document", 16))
    addition, problems = _addition(form, document, str(person.id), datasette)
    if addition is None:
        return await _form(datasette, request, document, _typed(form), problems, status=400)
    nonce = form.one("nonce", 64)
    try:
        await write(datasette, lambda db: followups.add(db, addition, nonce=nonce), "addition by hand", person)
    except NotSaved:
        return await _form(datasette, request, document, _typed(form), {"words": NOT_SAVED}, status=503)
    return back(datasette, f"/promise/{addition.record_uid}?saved=added#saved")


def _addition(
    form: Form, document: Row, actor: str, datasette: Any
) -> tuple[followups.Addition | None, dict[str, str]]:
    problems: list[tuple[str, str]] = []
    found = find_words(document["plain"], form.one("words", MOST_WORDS))
    due_date = day_of(form, "due_date", problems)
    if found is None:
        problems.append(("words", "These words do not stand in the document. Copy them exactly."))
    if form.one("kind") not in FOLLOWED:
        problems.append(("kind", "Choose what the words are."))
    if found is None or problems:
        return None, dict(problems)
    addition = followups.Addition(
        record_uid=uid("by hand", document["uid"], words_key(found.quote)),
        recorded_at=tracker_of(datasette).clock(),
        actor=actor,
        document_uid=document["uid"],
        start=found.start,
        end=found.end,
        quote=found.quote,
        kind=form.one("kind"),
        owner=form.one("owner", 300) or None,
        due_text=form.one("due_text", 300) or None,
        due_date=due_date,
    )
    return addition, {}


def _typed(form: Form) -> dict[str, str]:
    return {name: form.one(name, MOST_WORDS) for name in FIELDS}


async def _document(datasette: Any, key: str) -> Row:
    def work(db: sqlite3.Connection) -> Row | None:
        row = db.execute(DOCUMENT, {"uid": key}).fetchone()
        if row is None or row["restricted"]:
            return None
        text = db.execute("select plain from texts where document_id = ?", (row["id"],)).fetchone()
        return {**dict(row), "plain": text["plain"]} if text else None

    found: Row | None = await read(datasette, work)
    if found is None:
        raise NotFound("There is no such document, or it holds no text.")
    return found


async def _form(
    datasette: Any, request: Any, document: Row, typed: dict[str, str], problems: dict[str, str], *, status: int
) -> Response:
    context = {
        "document": {**document, "meeting_day": addresses.day(document["meeting_date"])},
        "typed": typed,
        "problems": problems,
        "kinds": FOLLOWED,
        "nonce": secrets.token_hex(16),
    }
    return await respond(datasette, request, View("undertook_add.html", context, status=status))
