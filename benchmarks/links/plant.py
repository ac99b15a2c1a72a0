"""What is planted in a council's history: promises with a word that only they hold, and what is true of each."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from benchmarks.links import habits
from benchmarks.links.officers import POSTS, Officer, Staff
from extractors.language.calendar_dates import add_months

FIRST = (
    *("Alder", "Birch", "Castle", "Dun", "Elm", "Fox", "Gran", "Haw", "Ivy", "Kes", "Lark", "Moss", "Nether", "Oak"),
    *("Pen", "Quarry", "Rose", "Stan", "Thorn", "Under", "West", "Yar", "Whit", "Brook", "Copper", "Harrow"),
)
SECOND = (
    *("bridge", "combe", "dale", "field", "ford", "gate", "grove", "ham", "hill", "holt", "hurst", "ley", "mere"),
    *("ridge", "side", "stead", "stoke", "thorpe", "ton", "wade", "wick", "wood", "worth", "well", "bourne", "more"),
)
THINGS = (
    *("lease of the boathouse", "survey of the footpaths", "figures on empty shops", "plan of the drains"),
    *("costs of the lighting", "map of the allotments", "timetable of the buses", "accounts of the market"),
)
BODIES = (
    *("Cabinet", "Parks Scrutiny Panel", "Audit Committee", "Housing Board", "Highways Forum", "Licensing Committee"),
)
MOVED, CANCELLED, CALLED, REPEATED, ASKED, CORRECTED, ANSWERED, HEARD = 0.08, 0.06, 0.04, 0.3, 0.2, 0.5, 0.5, 0.5
NOTED, TWO_IN_ONE, REFRAIN = 0.15, 0.3, 0.4
LONGEST_NOTICE_DAYS = 40
CALLED_REF = 5000
DUE_KINDS = ("next", "next", "next", "before next", "month", "after next", "other", "date")
SAID_KINDS = ("post", "post", "post", "named", "surname", "initials", "councillor")


@dataclass
class Promise:
    """A promise: `place` stands in no other. `due` is the day that its words come to mean in the end; `person` is
    None where nobody can tell who is meant. `answered_in` is the meeting that hears what became of it."""

    place: str
    thing: str
    officer: Officer
    person: str | None
    due: date | None
    by_calendar: bool
    drafted: str
    corrected: str = ""
    repeated: str | None = None
    asked: str | None = None
    noted: str | None = None
    answered_in: int | None = None


@dataclass
class Meeting:
    """A meeting as it was planned and as it came: `final` None where it was cancelled. What differs from the plan was
    said on `told`; one that was called in between stands in no list before."""

    ref: int
    body: int
    planned: date
    final: date | None
    told: date
    called: bool = False
    promises: list[Promise] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    refrain: str | None = None
    together: bool = False
    rows: list[tuple[str, ...]] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)


class Council:
    """Bodies, meetings of some months, officers who come and go, and promises. The seed decides everything."""

    def __init__(self, seed: int, *, bodies: int, months: int, promises: int) -> None:
        self.random = random.Random(seed)
        self.start, self.months = date(2024, 1, 1), months
        self.bodies = BODIES[:bodies]
        self.places = [first + second for first in FIRST for second in SECOND]
        self.random.shuffle(self.places)
        self.staff = Staff(self.random, self.start, months, bodies)
        self.meetings = [one for body in range(bodies) for month in range(months) for one in self._month(body, month)]
        for meeting in self.meetings:
            if meeting.final is not None:
                self._hold(meeting, meeting.final, promises)
        for meeting in self.meetings:
            for one in meeting.promises:
                self._hear(meeting, one)

    @property
    def planted(self) -> dict[str, Promise]:
        """All promises by the word that only they hold."""
        return {one.place: one for meeting in self.meetings for one in meeting.promises}

    def later(self, body: int, day: date) -> list[Meeting]:
        """Return the meetings of a body that were held after a day, in order."""
        found = [one for one in self.meetings if one.body == body and one.final is not None and one.final > day]
        return sorted(found, key=lambda one: one.final or date.max)

    def _month(self, body: int, month: int) -> list[Meeting]:
        planned = add_months(self.start, month) + timedelta(days=4 + body * 3)
        chance, ref = self.random.random(), 4000 + body * 100 + month
        early = planned - timedelta(days=self.random.randint(1, LONGEST_NOTICE_DAYS))
        always = self.start - timedelta(days=60)
        if chance < MOVED:
            return [Meeting(ref, body, planned, planned + timedelta(days=self.random.choice((-3, 2, 5, 9))), early)]
        if chance < MOVED + CANCELLED:
            return [Meeting(ref, body, planned, None, early)]
        found = [Meeting(ref, body, planned, planned, always)]
        if chance > 1 - CALLED:
            between = planned + timedelta(days=9)
            found.append(Meeting(ref + CALLED_REF, body, between, between, between - timedelta(days=7), called=True))
        return found

    def _hold(self, meeting: Meeting, day: date, promises: int) -> None:
        posts = [self.random.choice(POSTS) for _ in range(promises)]
        meeting.officers = self.staff.present(set(posts), day)
        meeting.promises = [self._promise(meeting, day, post) for post in posts]
        meeting.together = self.random.random() < TWO_IN_ONE
        refrain = self._maybe(REFRAIN, habits.REFRAIN, {"post": meeting.officers[0].listed, "place": habits.ALWAYS})
        meeting.refrain = refrain

    def _promise(self, meeting: Meeting, day: date, post: str) -> Promise:
        officer, (who, person) = self.staff.officer(post, day), self._who(meeting, post, day)
        when, due, by_calendar = self._due(meeting, day)
        place, thing = self.places.pop(), self.random.choice(THINGS)
        known = {"thing": thing, "place": place, "post": self.random.choice(officer.called), **person, "when": when}
        said = self.random.choice(habits.SAID[who]).format(**known)
        found = Promise(place, thing, officer, person["person"] or None, due, by_calendar, said, said)
        if self.random.random() < CORRECTED:
            old, new = (words.format(thing=thing) for words in self.random.choice(habits.CORRECTIONS))
            found.corrected = said.replace(old, new)
        by_member = who == "councillor"
        known["post"] = officer.called[0]
        known["whoever"] = f"Councillor {person['surname']}" if by_member else f"the {officer.called[0]}"
        known["officers"] = known["whoever"] if by_member else "officers"
        found.repeated = self._maybe(REPEATED, self.random.choice(habits.REPEATED), known)
        found.asked = self._maybe(ASKED, self.random.choice(habits.ASKED), known)
        found.noted = self._maybe(NOTED, habits.NOTED, known) if who == "post" else None
        return found

    def _maybe(self, share: float, words: str, known: dict[str, str]) -> str | None:
        return words.format(**known) if self.random.random() < share else None

    def _who(self, meeting: Meeting, post: str, day: date) -> tuple[str, dict[str, str]]:
        """Decide how the minutes name who promises; `person` is empty where two could be meant."""
        kind = self.random.choice(SAID_KINDS)
        officer = self.staff.officer(post, day)
        there = [one for one in meeting.officers if one.name != officer.name]
        is_there = len(there) < len(meeting.officers)
        named = {"name": officer.name, "title": officer.title, "surname": officer.surname, "initials": officer.initials}
        members = self.staff.members[meeting.body]
        if kind == "councillor":
            member = self.random.choice(members)
            alike = [one for one in members if one.split()[-1] == member.split()[-1]]
            return kind, named | {"surname": member.split()[-1], "person": member if len(alike) == 1 else ""}
        if kind in ("surname", "initials"):
            alike_words = [getattr(one, kind) for one in there]
            if not is_there or (kind == "initials" and officer.initials in alike_words):
                kind = "post"
            elif officer.surname in alike_words:
                return kind, named | {"person": ""}
        return kind, named | {"person": officer.name}

    def _due(self, meeting: Meeting, day: date) -> tuple[str, date | None, bool]:
        """Words that say when, the day that they come to mean, and whether a calendar has to settle it."""
        kind = self.random.choice(DUE_KINDS)
        own, due, by_calendar = self.later(meeting.body, day), None, True
        known = {"body": self.bodies[meeting.body], "other": self.bodies[0]}
        if kind == "date":
            due, by_calendar = day + timedelta(days=self.random.randint(20, 80)), False
            known |= {"day": f"{due.day} {due:%B %Y}"}
        elif kind == "month":
            planned = add_months(meeting.planned.replace(day=1), self.random.randint(2, 4))
            called = [one for one in self.meetings if one.body == meeting.body and one.planned.month == planned.month]
            named = [one for one in called if one.planned.year == planned.year and not one.called]
            kind = kind if named else "next"
            if named:
                after = self.later(meeting.body, named[0].planned)
                due = named[0].final or (after[0].final if after else None)
            known |= {"month": f"{planned:%B}", "year": f"{planned.year}"}
        elif kind == "other" and meeting.body:
            cabinet = self.later(0, day)
            due = cabinet[0].final if cabinet else None
        elif kind == "after next":
            due = own[1].final if len(own) > 1 else None
        elif kind == "before next":
            due = own[0].final - timedelta(days=1) if own and own[0].final else None
        else:
            kind = "next"
        if kind == "next":
            due = own[0].final if own else None
        known |= {"month": f"{due:%B}", "year": f"{due.year}"} if kind == "date" and due else {}
        return self.random.choice(habits.DUE[kind]).format(**known), due, by_calendar

    def _hear(self, meeting: Meeting, one: Promise) -> None:
        """Let later meetings of the same body hear of some promises, and of other things in words like theirs."""
        later = self.later(meeting.body, meeting.final or meeting.planned)[:3]
        if not later or meeting.final is None:
            return
        number = str(meeting.promises.index(one) + 2)
        known = {"thing": one.thing, "place": one.place, "post": one.officer.called[0], "minute": number}
        others = [thing for thing in THINGS if thing != one.thing]
        known |= {"month": f"{meeting.final:%B}", "other_thing": self.random.choice(others)}
        if self.random.random() < HEARD:
            self.random.choice(later).answers.append(self.random.choice(habits.NOISE).format(**known))
        if self.random.random() < HEARD / 4:
            self.random.choice(later).titles.append(self.random.choice(habits.NOISE_TITLES).format(**known))
        if self.random.random() < ANSWERED:
            heard = self.random.choice(later)
            one.answered_in = heard.ref
            way = self.random.random()
            if way < 0.15:
                heard.titles.append(f"{one.thing.capitalize()} at {one.place}")
            elif way < 0.3:
                progress, status = self.random.choice(habits.LOG_DONE)
                task = f"Send the {one.thing} at {one.place} to members"
                heard.rows.append((number, task, known["post"], progress.format(**known), status))
            else:
                heard.answers.append(self.random.choice(habits.ANSWERS).format(**known))
