"""Records one follow-up on every promise of a selection, all or none, and takes such a batch back."""

import sqlite3
from typing import Any, get_args
from urllib.parse import quote

from datasette import Response

import pipeline.web.queries_promise as queries
from models.followup import FollowUp
from models.vocabulary import State
from pipeline.store import followups
from pipeline.web.choices import CHOICES
from pipeline.web.forms import Form
from pipeline.web.sign_in import local
from pipeline.web.tracker import Person, Row, View, check_reader, read, respond, tracker_of
from pipeline.web.write_followup import MOST_NOTE
from pipeline.web.writing import NOT_SAVED, NotSaved, back, write, writer

MOST_CHOSEN = 500
OVERTAKEN = "Somebody else wrote about the promises marked below. Nothing is saved yet: look, then send again."
BATCH = """
select followups.id, followups.record_uid, followups.state, followups.note,
  coalesce(records.quote, additions.quote) as quote
from followup.followups left join records on records.uid = followups.record_uid
left join followup.additions on additions.record_uid = followups.record_uid
where followups.batch = ? and followups.undoes is null order by followups.id limit 500
"""


async def record(datasette: Any, request: Any) -> Response:
    """Append one follow-up to each promise chosen; on GET show what a batch did."""
    if request.method != "POST":
        return await _done(datasette, request)
    person, form = await writer(datasette, request)
    chosen, nonce, now = _chosen(form), form.one("nonce", 64), tracker_of(datasette).clock()
    problem = _problem(form, chosen)
    if problem:
        return await _again(datasette, request, form, problem, status=400)
    events = [
        (
            FollowUp(uid, now, str(person.id), form.one("state"),  # type: ignore[arg-type]  # checked above
                     note=form.one("note", MOST_NOTE) or None, public=form.one("public") == "1", batch=nonce),
            seen,
        )
        for uid, seen in chosen.items()
    ]  # fmt: skip
    try:
        await write(datasette, lambda db: followups.append_all(db, events, nonce=nonce),
                    f"{form.one('state')} on {len(events)} promises", person)  # fmt: skip
    except followups.Overtaken as error:
        return await _again(datasette, request, form, OVERTAKEN, status=409, changed=error.changed)
    except NotSaved:
        return await _again(datasette, request, form, NOT_SAVED, status=503)
    return back(datasette, f"/follow-ups?batch={nonce}&next={_quoted(form)}")


async def undo(datasette: Any, request: Any) -> Response:
    """Take back a batch."""
    person, form = await writer(datasette, request)
    batch, now = form.one("batch", 64), tracker_of(datasette).clock()

    def work(db: sqlite3.Connection) -> int:
        return followups.undo_batch(db, batch, actor=str(person.id), now=now, nonce=form.one("nonce", 64))

    try:
        await write(datasette, work, "undo of a batch", person)
    except NotSaved:
        return await _again(datasette, request, form, NOT_SAVED, status=503)
    return back(datasette, f"/follow-ups?batch={batch}&next={_quoted(form)}")


def _problem(form: Form, chosen: dict[str, int]) -> str | None:
    if not chosen:
        return "Choose at least one promise."
    if len(chosen) > MOST_CHOSEN:
        return f"Choose at most {MOST_CHOSEN} promises."
    if form.one("state") not in get_args(State):
        return "Choose what is known of the promises."
    return None if form.one("nonce") else "The form was not whole. Open the page again."


def _chosen(form: Form) -> dict[str, int]:
    """The promises chosen with the number of the last event that the officer saw of each."""
    found: dict[str, int] = {}
    for value in form.all("chosen"):
        uid, _, seen = value.partition(":")
        if len(uid) == 16 and uid.isalnum() and seen.isdecimal() and len(seen) < 16:
            found[uid] = int(seen)
    return found


async def _again(
    datasette: Any, request: Any, form: Form, problem: str, *, status: int, changed: tuple[str, ...] = ()
) -> Response:
    """Give the form back with the selection and the words that were typed."""
    today = tracker_of(datasette).clock().date()
    chosen = list(_chosen(form))[:MOST_CHOSEN]

    def work(db: sqlite3.Connection) -> list[Row]:
        rows = [queries.promise(db, uid, today) for uid in chosen]
        return [
            {**row, "changed": row["uid"] in changed, "history": queries.followups(db, row["uid"])[:3]}
            for row in rows
            if row
        ]

    context = {
        "rows": await read(datasette, work),
        "problem": problem,
        "state": form.one("state"),
        "note": form.one("note", MOST_NOTE),
        "public": form.one("public"),
        "next": local(form.one("next", 1000)),
        "nonce": form.one("nonce", 64),
        "choices": CHOICES,
    }
    return await respond(datasette, request, View("undertook_bulk.html", context, status=status))


async def _done(datasette: Any, request: Any) -> Response:
    person: Person = check_reader(datasette, request, "officer")
    batch = (request.args.get("batch") or "")[:64]

    def work(db: sqlite3.Connection) -> tuple[list[Row], int]:
        rows = [dict(row) for row in db.execute(BATCH, (batch,))]
        undone = db.execute(
            "select count(*) from followup.followups as later where later.undoes in"
            " (select id from followup.followups where batch = ?)",
            (batch,),
        ).fetchone()[0]
        return rows, int(undone)

    rows, undone = await read(datasette, work)
    context = {
        "rows": rows, "undone": undone, "batch": batch, "next": local(request.args.get("next") or "/"),
        "choices": {state: label for state, label, _ in CHOICES}, "person": person,
    }  # fmt: skip
    return await respond(datasette, request, View("undertook_bulk_done.html", context))


def _quoted(form: Form) -> str:
    return quote(local(form.one("next", 1000)), safe="")
