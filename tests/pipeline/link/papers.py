"""A council's papers written straight into minutes.db, as an update would have left them for the link step."""

import json
import sqlite3
from datetime import date

from pipeline.link.run import link

AT = "2027-01-01T00:00:00+00:00"


class Papers:
    """One council with one committee. Each meeting has one page; `record` puts words on it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.insert("sites", slug="vale", name="Vale", system="moderngov")
        self.body = self.insert("committees", site_id=1, name="Parks Panel", ref="7")

    def meeting(self, day: date, *there: tuple[str, str | None], minutes: str = "published") -> int:
        """Write a meeting that was held, and who was there as (name, role)."""
        number = self.db.execute("select count(*) from meetings").fetchone()[0]
        found = self.insert(
            "meetings", uid=f"m{number}", site_id=1, committee_id=self.body, ref=str(number), date=day.isoformat(),
            status="held", minutes_status=minutes, url=f"https://vale.example/{number}",
        )  # fmt: skip
        self.insert("calendar_changes", meeting_id=found, new_date=day.isoformat(), new_status="held", at=AT)
        for name, role in there:
            self.insert("attendance", meeting_id=found, name=name, role=role)
        return found

    def item(self, meeting: int, title: str, words: str = "") -> int:
        """Write an item of a meeting with its minutes."""
        found = self.insert("items", uid=f"i{self._next('items')}", meeting_id=meeting, title=title)
        if words:
            self._passage(found, words)
        return found

    def record(self, meeting: int, words: str, *owners: str, item: int | None = None, **more: object) -> int:
        """Write a record of a meeting; an undertaking where `more` does not say otherwise."""
        values = {"kind": "undertaking", "trackable": 1, "rule": "test", **more}
        return self.insert(
            "records", uid=f"r{self._next('records')}", site_id=1, committee_id=self.body, meeting_id=meeting,
            item_id=item, quote=words, owner=json.dumps(owners) if owners else None,
            owner_text=", ".join(owners) or None, confidence="firm", first_seen=AT, last_changed=AT, **values,
        )  # fmt: skip

    def linked(self) -> None:
        """Run the link step."""
        link(self.db)

    def one(self, question: str, *values: object) -> tuple[object, ...] | None:
        """Return the first row of an answer."""
        row = self.db.execute(question, values).fetchone()
        return tuple(row) if row else None

    def insert(self, table: str, **values: object) -> int:
        marks = ", ".join("?" * len(values))
        cursor = self.db.execute(f"insert into {table} ({', '.join(values)}) values ({marks})", tuple(values.values()))
        return int(cursor.lastrowid or 0)

    def _passage(self, item: int, words: str) -> None:
        document = self.insert("documents", uid=f"d{item}", site_id=1, url=f"https://vale.example/d{item}")
        self.insert(
            "passages", document_id=document, item_id=item, position=0, start=0, end=len(words), body=0,
            kind="paragraph", region="minutes", level=0, text=words,
        )  # fmt: skip

    def _next(self, table: str) -> int:
        return int(self.db.execute(f"select count(*) from {table}").fetchone()[0])
