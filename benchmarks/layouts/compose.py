"""One set of minutes: draws what is said, and sets it in a style. What was said is the truth for the reader."""

from dataclasses import dataclass
from random import Random

from benchmarks.layouts import attendance
from benchmarks.layouts.press import Order, Press
from benchmarks.layouts.setting import Setter
from benchmarks.layouts.style import Style, styles
from benchmarks.layouts.truth import Agendum, Minutes, Piece
from benchmarks.layouts.wording import (
    DATES,
    DUES,
    PLACES,
    ROLES,
    SHORT_ROLES,
    THINGS,
    TITLES,
    Voice,
    people,
)

TIMES = ("7.00pm", "10.30 am", "6.30 pm")
ROOMS = ("Council Chamber", "Village Hall")
BODIES = (
    "Planning Committee",
    "Parish Council",
    "Town Council",
    "Audit and Risk Board",
    "Cabinet",
    "Community Council",
)


@dataclass(frozen=True, slots=True)
class Made:
    """A file in both orders of its stream, and what it says."""

    layout: str
    truth: Minutes
    press: Press

    def pdf(self, order: Order) -> bytes:
        """Return the file."""
        return self.press.pdf(order)


def make(layout: str, seed: int) -> Made:
    """Make the minutes of one layout; the same seed makes the same file."""
    chance = Random(f"{layout}/{seed}")
    style = styles()[layout](chance)
    truth = _minutes(style, chance)
    press = Press(style)
    setter = Setter(press, truth, chance)
    setter.title()
    attendance.print_list(setter)
    setter.body()
    setter.furniture()
    return Made(layout, truth, press)


def _minutes(style: Style, chance: Random) -> Minutes:
    body = f"{chance.choice(PLACES)} {chance.choice(BODIES)}"
    date = chance.choice(DATES)
    there = people(chance, title=style.member)
    voice = Voice(chance, there)
    place = f"at {chance.choice(TIMES)} in the {chance.choice(ROOMS)}"
    first = chance.choice((1, 1, chance.randint(20, 180)))
    titles = chance.sample(TITLES, chance.randint(*style.items))
    items = tuple(_item(style, voice, _number(style, first + place), title) for place, title in enumerate(titles))
    log = tuple(_action_log(voice)) if style.log else ()
    return Minutes(body, date, (body, f"Minutes of the meeting held on {date}", place), there, items, log)


def _number(style: Style, count: int) -> str:
    return {"parish": f"{count}/25", "irish": f"C/{count}/25"}.get(style.numbering, str(count))


def _item(style: Style, voice: Voice, number: str, title: str) -> Agendum:
    chance = voice.chance
    pieces: list[Piece] = []
    count = chance.randint(1, 4)
    for place in range(1, count + 1):
        shape = chance.random()
        if style.numbering == "decimal":
            pieces.append(_talked(style, voice, f"{number}.{place}"))
        elif shape < 0.25 and place == count:
            pieces += _list(style, voice, chance.choice(("bullets", "letters")))
        else:
            pieces.append(_talked(style, voice, None))
    if style.numbering != "decimal" and style.action is None and chance.random() < 0.5:
        pieces += _decision(voice)
    if style.money and title == "Finance report":
        pieces += _money(chance)
    if style.boxes and chance.random() < 0.4:
        pieces.insert(chance.randrange(len(pieces)), Piece("paragraph", voice.talk(1, 2), box=True))
    return Agendum(number, title, tuple(pieces))


def _talked(style: Style, voice: Voice, marker: str | None) -> Piece:
    chance = voice.chance
    kind = "list_item" if marker else "paragraph"
    if style.action is None:
        return Piece(kind, voice.talk(*style.talk), marker)
    if chance.random() < 0.5:
        return Piece(kind, voice.talk(*style.talk), marker, beside=True)
    owners = _owners(style, voice)
    due = chance.choice(DUES) if style.action == "wide" and chance.random() < 0.4 else None
    return Piece(kind, f"{voice.talk(*style.talk)} {voice.task(owners[0])}", marker, owners, due, beside=True)


def _owners(style: Style, voice: Voice) -> tuple[str, ...]:
    chance = voice.chance
    if style.attendance in ("pairs", "table") and chance.random() < 0.8:
        known = [person.initials for person in voice.people if person.initials and person.group != "apologies"]
        return tuple(chance.sample(known, chance.choice((1, 1, 1, 2, 3))))
    if style.action == "wide" and chance.random() < 0.5:
        return (chance.choice(ROLES),)
    if style.action == "wide" and chance.random() < 0.4:
        present = [person.name for person in voice.people if person.group == "present"]
        return tuple(chance.sample(present, chance.choice((1, 2))))
    return (chance.choice(SHORT_ROLES),)


def _list(style: Style, voice: Voice, marks: str) -> list[Piece]:
    found = []
    for place in range(voice.chance.randint(2, 5)):
        marker = "•" if marks == "bullets" else f"({'abcdefgh'[place]})"
        owners = _owners(style, voice) if style.action and voice.chance.random() < 0.5 else ()
        words = voice.task(owners[0]) if owners else voice.talk(1, 2)
        found.append(Piece("list_item", words, marker, owners, beside=style.action is not None))
    return found


def _decision(voice: Voice) -> list[Piece]:
    if voice.chance.random() < 0.5:
        return [Piece("paragraph", f"RESOLVED: {voice.resolved()}")]
    count = voice.chance.randint(2, 3)
    limbs = [Piece("list_item", voice.resolved(), f"({'abc'[place]})") for place in range(count)]
    return [Piece("paragraph", "RESOLVED:"), *limbs]


def _money(chance: Random) -> list[Piece]:
    head = ("Payee", "Purpose", "Net", "VAT")
    rows = [
        (f"{chance.choice(PLACES)} Supplies", chance.choice(THINGS).removeprefix("the ").capitalize(),
         f"£{chance.randint(10, 900)}.{chance.randint(10, 99)}", f"£{chance.randint(1, 99)}.{chance.randint(10, 99)}")
        for _ in range(chance.randint(3, 7))
    ]  # fmt: skip
    return [Piece("row", " ".join(cells), cells=cells) for cells in (head, *rows)]


def _action_log(voice: Voice) -> list[Piece]:
    chance = voice.chance
    head = chance.choice(
        (("Ref", "Action", "Owner", "Due", "Status"), ("Action", "Lead officer", "Deadline", "Progress"))
    )
    rows = []
    for place in range(1, chance.randint(6, 12)):
        deed = voice.deed().capitalize()
        cells = (deed, chance.choice(ROLES), chance.choice(DUES), chance.choice(("Open", "In progress", "Complete")))
        rows.append((f"{place}/25", *cells) if len(head) == 5 else cells)
    return [Piece("row", " ".join(cells), cells=cells) for cells in (head, *rows)]
