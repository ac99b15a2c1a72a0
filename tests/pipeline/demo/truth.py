"""What is true of the bundled council's promises (truth.toml), and what a database says of them, in the same form."""

import sqlite3
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from pipeline.demo.sample import Sample

STANDING = """
select records.id, coalesce(owner_name, linked_name) as person, settled_date, committees.name as committee
from records join committees on committees.id = records.committee_id join meetings on meetings.id = records.meeting_id
where trackable = 1 and records.status = 'current' and told_by is null and instr(quote, :words)
and committees.name = :committee and meetings.date = :date
"""
FIRM = "select kind, date from record_links where record_id = ? and firm = 1 order by date"


@dataclass(frozen=True, slots=True)
class Planted:
    """A promise and what is true of it; `due` and `became` are days, `became` with the word for it."""

    words: str
    meeting: date
    committee: str
    person: str | None
    due: date | None
    became: tuple[tuple[str, date], ...]
    told: frozenset[str] = field(default=frozenset())


def planted(council: Sample, today: date) -> list[Planted]:
    """Return all promises of the council as it stands on a day."""
    content = tomllib.loads((Path(__file__).parent / "truth.toml").read_text("utf8"))
    days = {
        f"{one.committee.key} {_months(today, one.date):+d}": (one.committee.name, one.date)
        for one in council.meetings
        if not one.cancelled
    }
    return [_planted(entry, days) for entry in content["promise"]]


def told(db: sqlite3.Connection, one: Planted) -> list[Planted]:
    """Return what a database says of a promise: one entry where it stands once."""
    asked = {"words": one.words, "committee": one.committee, "date": one.meeting.isoformat()}
    return [
        Planted(
            one.words,
            one.meeting,
            row["committee"],
            row["person"],
            date.fromisoformat(row["settled_date"]) if row["settled_date"] else None,
            tuple((kind, date.fromisoformat(day)) for kind, day in db.execute(FIRM, (row["id"],))),
            frozenset(quote for (quote,) in db.execute("select quote from records where told_by = ?", (row["id"],))),
        )
        for row in db.execute(STANDING, asked).fetchall()
    ]


def _planted(entry: dict[str, str | list[str]], days: dict[str, tuple[str, date]]) -> Planted:
    committee, met = days[str(entry["meeting"])]
    kind, _, became = str(entry.get("became", "")).rpartition(" " + str(entry["meeting"]).split()[0] + " ")
    key = str(entry["meeting"]).split()[0]
    due = str(entry.get("due", ""))
    eve = "the day before "
    return Planted(
        str(entry["words"]),
        met,
        committee,
        str(entry["person"]) if "person" in entry else None,
        days[due.removeprefix(eve)][1] - timedelta(days=due.startswith(eve)) if due else None,
        ((kind, days[f"{key} {became}"][1]),) if became else (),
        frozenset(entry.get("told", ())),
    )


def _months(today: date, day: date) -> int:
    return (day.year - today.year) * 12 + day.month - today.month
