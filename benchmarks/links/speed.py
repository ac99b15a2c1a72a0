"""`python -m benchmarks.links.speed`: what linking costs for one large council, and for one new meeting of it."""

import json
import random
import sqlite3
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.links.plant import FIRST, POSTS, SECOND, THINGS
from extractors.language.calendar_dates import add_months
from pipeline.link.run import link
from pipeline.store.files import immediate, open_minutes
from pipeline.store.uids import uid

BODIES, RECORDS = 60, 10
WANTED_SECONDS, WANTED_NEW_SECONDS = 60.0, 1.0
AT = "2027-01-01T00:00:00+00:00"


@click.command()
@click.option("--records", default=100_000, show_default=True)
def main(records: int) -> None:
    """Print the CPU seconds of both, each beside what is wanted."""
    with TemporaryDirectory() as folder:
        db = open_minutes(Path(folder))
        council = _Writer(db)
        with immediate(db):
            for number in range(records // RECORDS):
                council.meeting(number)
        spent = _seconds(lambda: link(db))
        with immediate(db):
            council.meeting(records // RECORDS)
        new = _seconds(lambda: link(db))
        db.close()
    for name, seconds, wanted in (
        (f"link {records} records", spent, WANTED_SECONDS),
        ("link one new meeting", new, WANTED_NEW_SECONDS),
    ):
        click.echo(
            json.dumps({"figure": name, "seconds": round(seconds, 2), "wanted": wanted, "ok": seconds <= wanted})
        )


class _Writer:
    """Writes rows of one council's meetings, as an update would have left them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db, self.random = db, random.Random(1)
        db.execute("insert into sites (slug, name, system) values ('large', 'Large Council', 'moderngov')")
        for number in range(BODIES):
            db.execute(
                "insert into committees (site_id, name, ref) values (1, ?, ?)", (f"Panel {number} on Roads", number)
            )

    def meeting(self, number: int) -> None:
        """Write one meeting with its page, two items, attendance and records."""
        body, month = number % BODIES, number // BODIES
        day = add_months(date(2007, 1, 1), month) + timedelta(days=body % 25)
        meeting = self._insert(
            "meetings", uid=uid("m", number), site_id=1, committee_id=body + 1, ref=str(number), date=day.isoformat(),
            status="held", minutes_status="published",
        )  # fmt: skip
        self._insert("calendar_changes", meeting_id=meeting, new_date=day.isoformat(), new_status="scheduled", at=AT)
        document = self._insert(
            "documents", uid=uid("d", number), site_id=1, meeting_id=meeting, url=f"https://large.example/{number}",
            page_kind="meeting",
        )  # fmt: skip
        for post in self.random.sample(POSTS, 3):
            self._insert("attendance", meeting_id=meeting, name=f"Ann {FIRST[POSTS.index(post)]}", role=post)
        said: list[tuple[str, str, dict[str, object]]] = [self._said(number % 7 + place) for place in range(RECORDS)]
        plain = "\n".join(words for _, words, _ in said)
        self._insert("texts", document_id=document, plain=plain)
        start = 0
        for place, (kind, words, more) in enumerate(said):
            if place % 5 == 0:
                item = self._insert("items", uid=uid("i", number, place), meeting_id=meeting, title=self._title())
            self._record(document, meeting, item, (kind, words, more), start, body)
            start += len(words) + 1

    def _record(
        self, document: int, meeting: int, item: int, said: tuple[str, str, dict[str, object]], start: int, body: int
    ) -> None:
        kind, words, more = said
        passage = self._insert(
            "passages", document_id=document, item_id=item, position=start, start=start, end=start + len(words),
            body=start, kind="paragraph", region="minutes", level=0, text=words,
        )  # fmt: skip
        record = self._insert(
            "records", uid=uid("r", passage), site_id=1, committee_id=body + 1, meeting_id=meeting, item_id=item,
            kind=kind, quote=words, confidence="firm", rule="r", first_seen=AT, last_changed=AT,
            **{"trackable": 0, **more},
        )  # fmt: skip
        self._insert(
            "record_places", record_id=record, document_id=document, passage_id=passage, start=start,
            end=start + len(words), quote=words, preferred=1,
        )  # fmt: skip

    def _said(self, turn: int) -> tuple[str, str, dict[str, object]]:
        thing, place, post = self.random.choice(THINGS), self._place(), self.random.choice(POSTS)
        due = {"due_text": "at the next meeting", "due_type": "next_meeting"}
        promised = {"trackable": 1, "owner": json.dumps([post]), "owner_text": post, **due}
        return (
            ("undertaking", f"The {post} undertook to send the {thing} at {place} at the next meeting.", promised),
            ("resolution", f"the {thing} at {place} be sent to members.", {"trackable": 1, "effect": "assign"}),
            ("resolution", f"RESOLVED: That the report on {place} be noted.", {"effect": "note"}),
            ("request", f"Members asked for the {thing} at {place}.", {"trackable": 1, "fate": "open"}),
            ("closure", f"The {thing} at {place} promised at the last meeting had been sent.", {"verdict": "met"}),
        )[turn % 5]

    def _place(self) -> str:
        return self.random.choice(FIRST) + self.random.choice(SECOND)

    def _title(self) -> str:
        return f"{self.random.choice(THINGS).title()} at {self._place()}"

    def _insert(self, table: str, **values: object) -> int:
        marks = ", ".join("?" * len(values))
        cursor = self.db.execute(f"insert into {table} ({', '.join(values)}) values ({marks})", tuple(values.values()))
        return int(cursor.lastrowid or 0)


def _seconds(work: object) -> float:
    start = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - start


if __name__ == "__main__":
    main()
