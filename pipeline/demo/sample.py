"""The bundled council as data: data/sample/*.toml and *.txt to meetings with items, dated from a given day."""

import datetime
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import data
from extractors.language.calendar_dates import add_months

FOLDER = Path(data.__file__).parent / "sample"
PLACE = re.compile(r"\{(?P<what>month|day)(?P<count>[+-]\d+)\}")
MEETING = re.compile(r"^== (?P<month>[+-]?\d+) (?P<place>.+)$")
# Meetings are on the second Tuesday to Friday of a month, each committee on its own weekday.
WEEKDAYS = {"cabinet": 1, "environment": 2, "parenting": 3, "audit": 4}
FIRST_MEETING = 4100
FIRST_ITEM = 52000
FIRST_FILE = 9000


@dataclass(frozen=True, slots=True)
class SampleItem:
    """An agenda item: paragraphs of minutes, and those that stand under "Decision:" as well."""

    ref: int
    number: int
    title: str
    purpose: str
    minutes: tuple[str, ...]
    decision: tuple[str, ...]
    restricted: bool
    attachment: int | None


@dataclass(frozen=True, slots=True)
class SampleMeeting:
    """A meeting of the bundled council. `published` is agenda, draft, minutes or pdf."""

    ref: int
    committee: "SampleCommittee"
    date: datetime.date
    place: str
    cancelled: bool
    published: str
    items: tuple[SampleItem, ...]

    @property
    def agenda_ref(self) -> int:
        """Number of the printed papers: as on real sites, near the meeting's own but not equal to it."""
        return self.ref + 9


@dataclass(frozen=True, slots=True)
class SampleCommittee:
    """A committee with its people; officers are (name, role)."""

    key: str
    ref: int
    name: str
    category: str
    chair: str
    members: tuple[str, ...]
    officers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The whole council on one day."""

    name: str
    slug: str
    committees: tuple[SampleCommittee, ...]
    meetings: tuple[SampleMeeting, ...]


def sample(today: datetime.date) -> Sample:
    """Return the council as it stands on a day; the same day gives the same council."""
    told = tomllib.loads((FOLDER / "council.toml").read_text("utf8"))
    procedure = tomllib.loads((FOLDER / "procedure.toml").read_text("utf8"))
    committees = tuple(_committee(entry) for entry in told["committee"])
    meetings: list[SampleMeeting] = []
    for committee in committees:
        text = (FOLDER / f"{committee.key}.txt").read_text("utf8")
        meetings += _meetings(committee, text, procedure, today, FIRST_MEETING + len(meetings))
    return Sample(told["name"], told["slug"], committees, tuple(meetings))


def _committee(entry: dict[str, object]) -> SampleCommittee:
    officers = tuple((name, role) for name, role in entry["officers"])  # type: ignore[attr-defined]
    return SampleCommittee(
        key=str(entry["key"]),
        ref=int(str(entry["ref"])),
        name=str(entry["name"]),
        category=str(entry["category"]),
        chair=str(entry["chair"]),
        members=tuple(entry["members"]),  # type: ignore[arg-type]
        officers=officers,
    )


def _meetings(
    committee: SampleCommittee, text: str, procedure: dict[str, list[str]], today: datetime.date, first: int
) -> Iterator[SampleMeeting]:
    last: datetime.date | None = None
    for count, block in enumerate(re.split(r"^(?=== )", text, flags=re.MULTILINE)[1:]):
        head, _, rest = block.partition("\n")
        match = MEETING.match(head)
        if match is None:
            raise ValueError(f"{committee.key}.txt: {head!r} is no meeting; expected == MONTH PLACE")
        place = match["place"]
        date = meeting_day(committee.key, today, int(match["month"]), cancelled=place == "cancelled")
        status = re.search(r"^status: (\w+)\n", rest, re.MULTILINE)
        published = status[1] if status else "minutes"
        ref = first + count
        turn = _Turn(committee, date, last, procedure, count)
        own = [] if place == "cancelled" else [_written(part, date) for part in rest.split("\n# ")[1:]]
        if rest.startswith("# "):
            own = [_written(part, date) for part in ("\n" + rest).split("\n# ")[1:]]
        parts = own if published == "agenda" or not own else [*turn.opening(), *own, turn.closing()]
        items = tuple(_item(ref, number, part) for number, part in enumerate(parts, 1))
        yield SampleMeeting(ref, committee, date, place, place == "cancelled", published, items)
        if place != "cancelled":
            last = date


def meeting_day(key: str, today: datetime.date, months: int, *, cancelled: bool = False) -> datetime.date:
    """Return the day of a committee's meeting so many months from today: its weekday in the second week.

    A cancelled meeting was called for the week before the one that took its place.
    """
    month = add_months(today.replace(day=1), months)
    first = month + datetime.timedelta(days=(WEEKDAYS[key] - month.weekday()) % 7)
    return first + datetime.timedelta(days=0 if cancelled else 7)


@dataclass(frozen=True, slots=True)
class _Turn:
    """The procedural items of one meeting; each takes its turn among the sentences."""

    committee: SampleCommittee
    date: datetime.date
    last: datetime.date | None
    procedure: dict[str, list[str]]
    count: int

    def opening(self) -> list[tuple[str, str, list[str]]]:
        parts = [
            ("Apologies for Absence", "To receive apologies.", [self._say("apologies")]),
            ("Declarations of Interest", "To receive declarations of interest.", [self._say("declarations")]),
        ]
        if self.last is not None:
            parts.append(("Minutes", f"To approve the minutes of {_long(self.last)}.", [self._say("minutes")]))
        return parts

    def closing(self) -> tuple[str, str, list[str]]:
        return "Work Programme", "To review the work programme.", [self._say("programme")]

    def _say(self, what: str) -> str:
        choices, topics = self.procedure[what], self.procedure["topics"]
        words = choices[self.count % len(choices)]
        absent = self.committee.members[self.count % len(self.committee.members)]
        words = words.replace("{absent}", absent).replace("{topic}", topics[self.count % len(topics)])
        return _dated(words.replace("{last}", _long(self.last or self.date)), self.date)


def _written(part: str, date: datetime.date) -> tuple[str, str, list[str]]:
    head, _, body = part.partition("\n")
    title, _, purpose = head.partition("|")
    paragraphs = [_dated(paragraph.strip(), date) for paragraph in body.split("\n\n") if paragraph.strip()]
    return _dated(title.strip(), date), _dated(purpose.strip(), date), paragraphs


def _item(meeting: int, number: int, part: tuple[str, str, list[str]]) -> SampleItem:
    title, purpose, paragraphs = part
    minutes: list[str] = []
    decision: list[str] = []
    restricted = deciding = False
    for paragraph in paragraphs:
        if paragraph == "restricted:":
            restricted = True
            continue
        if paragraph.startswith("decision:"):
            deciding = True
            paragraph = paragraph.removeprefix("decision:").strip()
        minutes.append(paragraph)
        if deciding:
            decision.append(paragraph)
    ref = FIRST_ITEM + (meeting - FIRST_MEETING) * 20 + number
    has_report = bool(purpose) and "report" in purpose.lower()
    attachment = FIRST_FILE + (ref - FIRST_ITEM) if has_report else None
    return SampleItem(ref, number, title, purpose, tuple(minutes), tuple(decision), restricted, attachment)


def _dated(words: str, date: datetime.date) -> str:
    return PLACE.sub(lambda match: _moved(match, date), words)


def _moved(match: re.Match[str], date: datetime.date) -> str:
    count = int(match["count"])
    if match["what"] == "month":
        return f"{add_months(date, count):%B}"
    return _long(date + datetime.timedelta(days=count))


def _long(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"
