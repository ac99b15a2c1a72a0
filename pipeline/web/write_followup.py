"""Records what an officer says of one promise: a follow-up, an answer to suggested evidence, an undoing."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from datasette import NotFound, Response

import pipeline.web.addresses as addresses
import pipeline.web.queries_promise as queries
from models.followup import Correction, FollowUp
from models.vocabulary import Kind, State
from pipeline.store import followups
from pipeline.web.choices import FOLLOWED
from pipeline.web.forms import Form
from pipeline.web.page_promise import promise_view
from pipeline.web.sign_in import local
from pipeline.web.tracker import Person, asked_of, read, respond, tracker_of
from pipeline.web.writing import NOT_SAVED, NotSaved, back, write, writer

MOST_NOTE = 5000
FIELDS = (
    "state", "note", "evidence_url", "new_due", "new_due_reason", "public", "right_kind", "right_owner",
    "right_due_text", "right_due_date",
)  # fmt: skip
OVERTAKEN = "Somebody else wrote about this promise while you did. Their words stand below; yours are kept here."
# What a reported outcome makes of the promise it is accepted for.
OUTCOMES: dict[str, State] = {
    "met": "met",
    "partly": "partly",
    "overtaken": "superseded",
    "not met": "open",
    "still open": "open",
}


class BadForm(Exception):
    """Raised for a form that cannot be saved as it is; `problems` are (field, sentence)."""

    def __init__(self, *problems: tuple[str, str]) -> None:
        super().__init__("; ".join(sentence for _, sentence in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class _Sent:
    """A form about one promise: who sent it, and the number of the last event that they saw."""

    uid: str
    person: Person
    form: Form

    @property
    def seen(self) -> int:
        text = self.form.one("seen")
        return int(text) if text.isdecimal() and len(text) < 16 else 0

    @property
    def nonce(self) -> str:
        return self.form.one("nonce", 64)


async def record(datasette: Any, request: Any) -> Response:
    """Append a follow-up; give the form back where it cannot be saved."""
    sent = await _sent(datasette, request)
    try:
        event = event_of(sent, datasette)
        await write(datasette, lambda db: followups.append(db, event, nonce=sent.nonce, seen=sent.seen),
                    f"{event.state} on {sent.uid}", sent.person)  # fmt: skip
    except BadForm as error:
        return await _again(datasette, request, sent, list(error.problems), status=400)
    except followups.Overtaken:
        return await _again(datasette, request, sent, [("note", OVERTAKEN)], status=409)
    except NotSaved:
        return await _again(datasette, request, sent, [("note", NOT_SAVED)], status=503)
    return back(datasette, _onward(sent))


async def undo(datasette: Any, request: Any) -> Response:
    """Take back the last event that stands."""
    sent = await _sent(datasette, request)
    undoes = sent.form.one("event")
    if not undoes.isdecimal():
        return await _again(datasette, request, sent, [("note", "There is nothing to undo.")], status=400)
    now = tracker_of(datasette).clock()

    def work(db: sqlite3.Connection) -> bool:
        return followups.undo(db, int(undoes), actor=str(sent.person.id), now=now, nonce=sent.nonce)

    try:
        await write(datasette, work, f"undo on {sent.uid}", sent.person)
    except followups.Overtaken:
        return await _again(datasette, request, sent, [("note", OVERTAKEN)], status=409)
    except NotSaved:
        return await _again(datasette, request, sent, [("note", NOT_SAVED)], status=503)
    return back(datasette, f"/promise/{sent.uid}?saved=undone#saved")


async def evidence(datasette: Any, request: Any) -> Response:
    """Accept later minutes as what became of the promise, or dismiss them."""
    sent = await _sent(datasette, request)
    other, now = sent.form.one("other", 16), tracker_of(datasette).clock()
    row = await read(datasette, lambda db: queries.promise(db, sent.uid, now.date()))
    known = await read(datasette, lambda db: queries.links(db, row)) if row["id"] else []
    link = next((link for link in known if link["link_uid"] == other), None)
    if link is None:
        raise NotFound("There is no such suggestion.")

    def work(db: sqlite3.Connection) -> None:
        actor = str(sent.person.id)
        if sent.form.one("answer") == "dismiss":
            followups.dismiss(db, sent.uid, other, actor=actor, now=now, nonce=sent.nonce)
            return
        state = OUTCOMES.get(link["kind"], "reported")
        event = FollowUp(sent.uid, now, actor, state, evidence_url=addresses.web(link["source_url"]),
                         evidence_uid=other, public=True)  # fmt: skip
        followups.append(db, event, nonce=sent.nonce, seen=sent.seen)

    try:
        await write(datasette, work, f"evidence on {sent.uid}", sent.person)
    except followups.Overtaken:
        return await _again(datasette, request, sent, [("note", OVERTAKEN)], status=409)
    except NotSaved:
        return await _again(datasette, request, sent, [("note", NOT_SAVED)], status=503)
    return back(datasette, f"/promise/{sent.uid}?saved=evidence#saved")


def event_of(sent: _Sent, datasette: Any) -> FollowUp:
    """Return the event that a form says. Raises `BadForm` with a sentence for each field that cannot be saved."""
    form, problems = sent.form, []
    state = form.one("state")
    if state not in get_args(State):
        problems.append(("state", "Choose what is known of the promise."))
    if len(form.one("note", MOST_NOTE + 1)) > MOST_NOTE:
        problems.append(("note", f"The note is longer than {MOST_NOTE:,} characters."))
    evidence_url = form.one("evidence_url", 2000)
    if evidence_url and addresses.web(evidence_url) is None:
        problems.append(("evidence_url", "Give the evidence as an address that begins https://."))
    new_due, right_due = day_of(form, "new_due", problems), day_of(form, "right_due_date", problems)
    if new_due and not form.one("new_due_reason"):
        problems.append(("new_due_reason", "Say why the date moves."))
    if not sent.nonce:
        problems.append(("note", "The form was not whole. Open the page again."))
    if problems:
        raise BadForm(*problems)
    return FollowUp(
        record_uid=sent.uid,
        recorded_at=tracker_of(datasette).clock(),
        actor=str(sent.person.id),
        state=state,  # type: ignore[arg-type]  # checked above
        note=form.one("note", MOST_NOTE) or None,
        evidence_url=evidence_url or None,
        new_due=new_due,
        new_due_reason=form.one("new_due_reason") or None if new_due else None,
        public=form.one("public") == "1",
        correction=_correction(form, right_due),
    )


def day_of(form: Form, name: str, problems: list[tuple[str, str]]) -> date | None:
    """Return the day in a field, None where it is empty; a problem is noted for what is no day."""
    text = form.one(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems.append((name, "Give the date as year, month and day: 2027-03-31."))
        return None


def _correction(form: Form, due_date: date | None) -> Correction:
    """What a form corrects: fields that differ from what stood in them when the page was made."""
    kind = form.one("right_kind")
    changed = {
        name: form.one(f"right_{name}", 500)
        for name in ("owner", "due_text")
        if f"right_{name}" in form.fields and form.one(f"right_{name}", 500) != form.one(f"was_{name}", 500)
    }
    right_kind: Kind | None = kind if kind in FOLLOWED and kind != form.one("was_kind") else None  # type: ignore[assignment]
    return Correction(
        kind=right_kind,
        owner=changed.get("owner"),
        due_text=changed.get("due_text"),
        due_date=due_date if due_date and due_date.isoformat() != form.one("was_due_date") else None,
    )


async def _sent(datasette: Any, request: Any) -> _Sent:
    person, form = await writer(datasette, request)
    uid = request.url_vars["uid"]
    today = tracker_of(datasette).clock().date()
    if await read(datasette, lambda db: queries.promise(db, uid, today)) is None:
        raise NotFound(f"There is no promise {uid}.")
    return _Sent(uid, person, form)


async def _again(
    datasette: Any, request: Any, sent: _Sent, problems: list[tuple[str, str]], *, status: int
) -> Response:
    """Give the form back, with everything that was typed and what to do."""
    typed = {name: sent.form.one(name, MOST_NOTE) for name in FIELDS}
    form = {**typed, "problems": problems, "nonce": sent.nonce, "by_field": dict(reversed(problems))}
    asked = asked_of(datasette, request, sent.person)
    view = await read(datasette, lambda db: promise_view(db, asked, sent.uid, form, status))
    return await respond(datasette, request, view)


def _onward(sent: _Sent) -> str:
    """Where an officer goes on: to the list they came from, or to the promise with a word that it is saved."""
    there = local(sent.form.one("next", 1000)) if sent.form.one("next") else ""
    return there or f"/promise/{sent.uid}?saved=1#saved"
