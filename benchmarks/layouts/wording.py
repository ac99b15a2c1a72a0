"""Invented councils, people, talk and tasks, from a seeded source of chance."""

from dataclasses import dataclass
from random import Random

from benchmarks.layouts.truth import Person

FIRST = [
    "Ada",
    "Brin",
    "Cole",
    "Dara",
    "Edwy",
    "Fay",
    "Greta",
    "Huw",
    "Isla",
    "Joss",
    "Kit",
    "Lena",
    "Mair",
    "Ned",
    "Orla",
    "Piers",
    "Quin",
    "Rhona",
    "Saul",
    "Tess",
    "Una",
    "Vic",
]
LAST = [
    "Ashgrove",
    "Birkett",
    "Caddow",
    "Dunmore",
    "Elverley",
    "Fennick",
    "Garrow",
    "Hexley",
    "Ingram",
    "Jessop",
    "Kirkwell",
    "Lowther",
    "Marden",
    "Norbury",
    "Oakden",
    "Penhale",
    "Quayle",
    "Ravensby",
    "Stannard",
    "Thirsk",
    "Ullock",
    "Varden",
    "Wexcombe",
    "Yarrow",
]
PLACES = [
    "Fernmoor",
    "Hollowby",
    "Kestrelham",
    "Lintonbury",
    "Marsh-on-Wold",
    "Netherfield",
    "Oxcombe",
    "Pennacre",
    "Quarrendale",
    "Risby",
]
ROLES = (
    "Head of Parks and Open Spaces",
    "Director of Finance",
    "Democratic Services Officer",
    "Monitoring Officer",
    "Highways Manager",
    "Assistant Director of Adult Social Care",
    "Planning Team Leader",
    "Principal Engineer",
)
SHORT_ROLES = ("Clerk", "Chair", "All", "Highways Manager", "Director of Finance", "Principal Engineer")
THINGS = (
    "the refurbishment of the pavilion",
    "the re-elected members’ induction",
    "the flooding at the station underpass",
    "the affordable housing programme",
    "the footpath behind the almshouses",
    "the office accommodation strategy",
    "the traffic-calming scheme",
    "the environmental improvement fund",
    "the waste collection contract",
    "the consultation on the neighbourhood plan",
    "the follow-up audit of procurement",
    "the street-lighting inventory",
)
TALK = (
    "{who} presented the report and reminded members that {thing} had been discussed at length in the spring.",
    "In answer to a question it was explained that {thing} was affected by the shortage of staff in the first quarter.",
    "Members commented that {thing} had taken far longer than anybody had expected when it was first proposed.",
    "Concern was expressed about {thing}, in particular the difficulty of finding contractors for the specialist work.",
    "It was noted that the cost of {thing} had risen by {percent} per cent and stood at £{pounds:,}.",
    "{who} said that residents had written about {thing} and that the correspondence had been circulated.",
    "The first phase of {thing} was finished before the holidays; the second had suffered from the weather.",
    "A member asked whether {thing} could be brought forward, which was difficult within the present budget.",
    "There was a lengthy discussion of {thing} and the effect that it would have on the surrounding properties.",
)
TASKS = (
    "write to the county council about {thing}",
    "obtain three quotations for {thing}",
    "bring a report on {thing} to the next meeting",
    "circulate the figures for {thing} to all members",
    "arrange a site visit to look at {thing}",
    "check the insurance position of {thing}",
    "prepare a briefing note on {thing}",
    "meet the contractor to discuss {thing}",
)
RESOLVED = (
    "That {thing} be supported and the necessary funding released.",
    "That the report on {thing} be noted.",
    "That officers be asked to review {thing} before the end of the financial year.",
    "That the recommendations concerning {thing} be approved.",
)
TITLES = (
    "Apologies for absence",
    "Declarations of interest",
    "Minutes of the previous meeting",
    "Public participation",
    "Chair’s announcements",
    "Highways and footpaths",
    "Planning matters",
    "Finance report",
    "Play areas",
    "Community safety",
    "Performance report, second quarter",
    "Risk register",
    "Correspondence",
    "Working groups",
    "Climate and environment",
    "Staffing",
)
DATES = ("Tuesday 14 January 2025", "Wednesday 5 March 2025", "Monday, 12 May 2025", "Thursday 18 September 2025")
DUES = ("30 June", "by 12 May", "next meeting", "July 2025", "end of May")
# Where a word may be broken at a line's end.
BREAKS = {
    "refurbishment": "re-furbish-ment", "environmental": "envi-ron-mental", "accommodation": "accom-mo-da-tion",
    "programme": "pro-gramme", "consultation": "con-sul-ta-tion", "neighbourhood": "neigh-bour-hood",
    "collection": "col-lec-tion", "improvement": "im-prove-ment", "contractors": "con-trac-tors",
    "correspondence": "cor-re-spon-dence", "difficulty": "dif-fi-culty", "surrounding": "sur-round-ing",
    "properties": "prop-er-ties", "quotations": "quo-ta-tions", "particular": "par-tic-u-lar",
    "recommendations": "rec-om-men-da-tions", "procurement": "pro-cure-ment", "discussion": "dis-cus-sion",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things: every call draws from `chance`."""

    chance: Random
    people: tuple[Person, ...]

    def talk(self, least: int, most: int) -> str:
        """Return some sentences of discussion."""
        return " ".join(
            self.chance.choice(TALK).format(
                who=self.speaker(),
                thing=self.chance.choice(THINGS),
                percent=self.chance.randint(2, 40),
                pounds=self.chance.randint(900, 90_000),
            )
            for _ in range(self.chance.randint(least, most))
        )

    def task(self, doer: str) -> str:
        """Return a task sentence with its doer in it."""
        verb = self.chance.choice(("to", "to", "would"))
        return f"{doer} {verb} {self.deed()}."

    def deed(self) -> str:
        """Return a task without its doer."""
        return self.chance.choice(TASKS).format(thing=self.chance.choice(THINGS))

    def resolved(self) -> str:
        """Return the words of a decision."""
        return self.chance.choice(RESOLVED).format(thing=self.chance.choice(THINGS))

    def speaker(self) -> str:
        """Return somebody who was there, by name or by role."""
        person = self.chance.choice(self.people)
        return f"the {person.role}".capitalize() if person.role in ROLES else person.name


def people(chance: Random, *, title: str) -> tuple[Person, ...]:
    """Return an attendance list: members, officers, apologies. Initials are unique."""
    found: list[Person] = []
    taken: set[str] = set()
    groups = ["present"] * chance.randint(6, 11) + ["in attendance"] * chance.randint(2, 4)
    groups += ["apologies"] * chance.randint(1, 3)
    roles = chance.sample(ROLES, 4)
    while len(found) < len(groups):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        if first[0] + last[0] in taken:
            continue
        taken.add(first[0] + last[0])
        group = groups[len(found)]
        role = roles.pop() if group == "in attendance" else {0: "Chair", 1: "Vice-Chair"}.get(len(found))
        name = f"{title} {first} {last}".strip() if group != "in attendance" else f"{first} {last}"
        found.append(Person(name, role, group, first[0] + last[0]))  # type: ignore[arg-type]
    return tuple(found)
