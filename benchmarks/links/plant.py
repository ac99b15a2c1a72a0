"""What is planted in a council's history: promises with a word that only they hold, and what is true of each."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

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
    "Cabinet",
    "Parks Scrutiny Panel",
    "Audit Committee",
    "Housing Board",
    "Highways Forum",
    "Licensing Committee",
)
POSTS = (
    *("Head of Parks and Open Spaces", "Director of Finance", "Head of Housing", "Highways Manager"),
    *("Licensing Officer", "Chief Executive", "Head of Internal Audit", "Estates Manager"),
)
NAMES = ("Ada", "Ben", "Cora", "Dan", "Edith", "Frank", "Gwen", "Hugh", "Iris", "Jack", "Kate", "Liam", "Mary", "Noel")
SURNAMES = ("Marsh", "Pike", "Quill", "Rowe", "Stroud", "Vane", "Wray", "Ames", "Bell", "Cade", "Dacre", "Frost")
MOVED, CANCELLED, REPEATED, ASKED, CORRECTED, ANSWERED, PRESENT = 0.08, 0.06, 0.3, 0.2, 0.5, 0.5, 0.7
NOTICE_DAYS = 20
ANSWERS = (
    ("met", "The {thing} at {place} promised in {month} had been sent to members."),
    ("met", "As requested in {month}, the {post} presented the {thing} at {place}."),
    ("not met", "The {thing} at {place} promised in {month} had still not been received."),
    ("met", "It was reported that the {thing} at {place}, which had been promised, had been circulated."),
)


@dataclass
class Promise:
    """A promise: `place` stands in no other. `due` is the day that its words come to mean in the end."""

    place: str
    thing: str
    post: str
    person: str
    due: date | None
    by_calendar: bool
    drafted: str
    corrected: str
    repeated: str | None
    asked: str | None
    answered_in: int | None = None


@dataclass
class Meeting:
    """A meeting as it was planned and as it came: `final` None where it was cancelled, which was said on `told`."""

    ref: int
    body: int
    planned: date
    final: date | None
    told: date
    promises: list[Promise] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    officers: list[tuple[str, str]] = field(default_factory=list)


class Council:
    """Bodies, meetings of some months, officers who come and go, and promises. The seed decides everything."""

    def __init__(self, seed: int, *, bodies: int, months: int, promises: int) -> None:
        self.random = random.Random(seed)
        self.start, self.months = date(2024, 1, 1), months
        self.bodies = BODIES[:bodies]
        self.places = [first + second for first in FIRST for second in SECOND]
        self.random.shuffle(self.places)
        names = [f"{first} {last}" for first in NAMES for last in SURNAMES]
        self.random.shuffle(names)
        self.terms = {post: self._terms(names.pop(), names.pop()) for post in POSTS}
        self.meetings = [self._meeting(body, month) for body in range(bodies) for month in range(months)]
        for meeting in self.meetings:
            if meeting.final is not None:
                meeting.promises = [self._promise(meeting, meeting.final) for _ in range(promises)]
                meeting.officers = self._officers(meeting, meeting.final)
        for meeting in self.meetings:
            self._answer(meeting)

    @property
    def planted(self) -> dict[str, Promise]:
        """All promises by the word that only they hold."""
        return {one.place: one for meeting in self.meetings for one in meeting.promises}

    def later(self, body: int, day: date) -> list[Meeting]:
        """Return the meetings of a body that were held after a day, in order."""
        found = [one for one in self.meetings if one.body == body and one.final is not None and one.final > day]
        return sorted(found, key=lambda one: one.planned)

    def holder(self, post: str, day: date) -> str:
        """Return who was in a post on a day."""
        return next(name for since, name in reversed(self.terms[post]) if since <= day)

    def _terms(self, first: str, second: str) -> list[tuple[date, str]]:
        leaves = self.start + timedelta(days=self.random.randint(100, 30 * self.months))
        return [(date.min, first), (leaves, second)]

    def _meeting(self, body: int, month: int) -> Meeting:
        planned = add_months(self.start, month) + timedelta(days=4 + body * 3)
        chance, ref = self.random.random(), 4000 + body * 100 + month
        early = planned - timedelta(days=NOTICE_DAYS)
        if chance < MOVED:
            return Meeting(ref, body, planned, planned + timedelta(days=self.random.choice((-3, 2, 5))), early)
        if chance < MOVED + CANCELLED:
            return Meeting(ref, body, planned, None, early)
        return Meeting(ref, body, planned, planned, self.start - timedelta(days=60))

    def _promise(self, meeting: Meeting, day: date) -> Promise:
        place, thing, post = self.places.pop(), self.random.choice(THINGS), self.random.choice(POSTS)
        words, due, by_calendar = self._due(meeting, day)
        said = f"The {post} undertook to send the {thing} at {place} to members {words}."
        changes = (
            said.replace(" undertook to ", " undertook, in reply, to "),
            said.replace(" send ", " circulate "),
            said.replace(" to members ", " to all members "),
        )
        return Promise(
            *(place, thing, post, self.holder(post, day), due, by_calendar, said),
            corrected=self.random.choice(changes) if self.random.random() < CORRECTED else said,
            repeated=f"the {thing} at {place} be sent to members." if self.random.random() < REPEATED else None,
            asked=f"Councillor Nunn asked for the {thing} at {place}." if self.random.random() < ASKED else None,
        )

    def _due(self, meeting: Meeting, day: date) -> tuple[str, date | None, bool]:
        """Words that say when, the day that they come to mean, and whether a calendar has to settle it."""
        own = self.later(meeting.body, day)
        kind = self.random.choice(("next", "next", "next", "month", "after next", "other", "date"))
        if kind == "date":
            due = day + timedelta(days=self.random.randint(20, 80))
            return f"by {due.day} {due:%B %Y}", due, False
        if kind == "month":
            planned = add_months(meeting.planned, self.random.randint(2, 4))
            named = next((one for one in self.meetings if one.body == meeting.body and one.planned == planned), None)
            if named is not None:
                after = self.later(meeting.body, planned)
                return f"at the {planned:%B} meeting", named.final or (after[0].final if after else None), True
        if kind == "after next":
            return "at the meeting after next", own[1].final if len(own) > 1 else None, True
        if kind == "other" and meeting.body:
            cabinet = self.later(0, day)
            return "for the next meeting of Cabinet", cabinet[0].final if cabinet else None, True
        return "at the next meeting", own[0].final if own else None, True

    def _officers(self, meeting: Meeting, day: date) -> list[tuple[str, str]]:
        posts = {one.post for one in meeting.promises if self.random.random() < PRESENT}
        return [(self.holder(post, day), post) for post in sorted(posts | {self.random.choice(POSTS)})]

    def _answer(self, meeting: Meeting) -> None:
        """Let a later meeting of the same body hear of half of the promises; each in one of several ways."""
        for one in meeting.promises:
            later = self.later(meeting.body, meeting.final or meeting.planned)[:3]
            if later and self.random.random() < ANSWERED:
                heard = self.random.choice(later)
                _, words = self.random.choice(ANSWERS)
                month = f"{meeting.final:%B}"
                heard.answers.append(words.format(thing=one.thing, place=one.place, post=one.post, month=month))
                one.answered_in = heard.ref
