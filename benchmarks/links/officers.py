"""Who is who in a planted council: officers who come and go, posts renamed or held for a while, equal surnames."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

POSTS = (
    *("Head of Parks and Open Spaces", "Director of Finance", "Head of Housing", "Highways Manager"),
    *("Licensing Officer", "Chief Executive", "Head of Internal Audit", "Estates Manager"),
)
RENAMED = {
    "Head of Parks and Open Spaces": "Head of Green Spaces",
    "Highways Manager": "Network and Streets Manager",
    "Estates Manager": "Head of Property",
}
HELD_FOR_A_WHILE = {"Director of Finance": "Interim", "Head of Housing": "Acting"}
DEPUTY = "Deputy Chief Executive"
MEN = ("Ben", "Dan", "Frank", "Hugh", "Jack", "Liam", "Noel")
WOMEN = ("Ada", "Cora", "Edith", "Gwen", "Iris", "Kate", "Mary")
SURNAMES = ("Marsh", "Pike", "Quill", "Rowe", "Stroud", "Vane", "Wray", "Ames", "Bell")
CHAIR = "Councillor Ann Nunn"
MEMBERS = 4
PRESENT, DEPUTY_PRESENT, OLD_NAME = 0.7, 0.3, 0.3
TOLD_DAYS = 120
"""For how long a list still says what a renamed post was called."""


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody in a post on a day: as the attendance list calls the post, and as minutes may."""

    name: str
    listed: str
    called: tuple[str, ...]

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]

    @property
    def title(self) -> str:
        """Mr or Ms."""
        return "Mr" if self.name.split()[0] in MEN else "Ms"

    @property
    def initials(self) -> str:
        """First letters of the name."""
        return "".join(word[0] for word in self.name.split())


class Staff:
    """All officers and councillors of a council. `chance` decides them."""

    def __init__(self, chance: random.Random, start: date, months: int, bodies: int) -> None:
        self.random, self.start, self.months = chance, start, months
        names = [f"{first} {last}" for first in (*MEN, *WOMEN) for last in SURNAMES]
        self.random.shuffle(names)
        self.deputy = names.pop()
        self.terms = {post: (names.pop(), names.pop(), self._day()) for post in POSTS}
        self.renamed = {post: self._day() for post in RENAMED}
        self.members = [tuple(names.pop() for _ in range(MEMBERS)) for _ in range(bodies)]

    def officer(self, post: str, day: date) -> Officer:
        """Return who was in a post on a day; a post that was renamed is asked for by its first name."""
        first, second, leaves = self.terms[post]
        name = first if day < leaves else second
        if post in self.renamed and day >= self.renamed[post]:
            new = RENAMED[post]
            told = day < self.renamed[post] + timedelta(days=TOLD_DAYS)
            return Officer(name, f"{new} (formerly {post})" if told else new, (new, new, post))
        while_held = HELD_FOR_A_WHILE.get(post)
        if while_held and name == second:
            return Officer(name, f"{while_held} {post}", (f"{while_held} {post}", post))
        return Officer(name, post, (post,))

    def present(self, posts: set[str], day: date) -> list[Officer]:
        """Return who attends where these posts promise something: most of them, another, now and then the deputy."""
        there = {post for post in sorted(posts) if self.random.random() < PRESENT} | {self.random.choice(POSTS)}
        found = [self.officer(post, day) for post in sorted(there)]
        if self.random.random() < DEPUTY_PRESENT:
            found.append(Officer(self.deputy, DEPUTY, (DEPUTY,)))
        return found

    def _day(self) -> date:
        return self.start + timedelta(days=self.random.randint(100, max(101, 30 * self.months)))
