"""Attendance lists: run in, in one, two or three columns, in pairs with initials, or as a ruled table."""

from itertools import islice

from benchmarks.layouts.press import width
from benchmarks.layouts.setting import Setter
from benchmarks.layouts.style import WIDTH
from benchmarks.layouts.truth import Group, Person, Piece

LABELS: dict[Group, tuple[str, ...]] = {
    "present": ("Present", "PRESENT", "Members present"),
    "in attendance": ("In attendance", "IN ATTENDANCE", "Officers in attendance", "Also present"),
    "apologies": ("Apologies", "APOLOGIES", "Apologies for absence"),
    "substitute": ("Substitutes",),
}


def print_list(setter: Setter) -> None:
    """Print who was there, group by group."""
    for group in ("present", "in attendance", "apologies"):
        members = [person for person in setter.truth.people if person.group == group]
        label = setter.chance.choice(LABELS[group]) + ":"
        GROUPS[setter.press.style.attendance](setter, label, members)
        setter.press.skip(0.7)


def named(person: Person) -> str:
    """Return a name with its role as run-in lists print it."""
    if person.role is None:
        return person.name
    return f"{person.name}, {person.role}" if person.group == "in attendance" else f"{person.name} ({person.role})"


def _run_in(setter: Setter, label: str, members: list[Person]) -> None:
    separator = "; " if any(person.group == "in attendance" for person in members) else ", "
    words = f"{label} {separator.join(named(person) for person in members)}."
    setter.press.paragraph(words)
    setter.said(Piece("attendance", words))


def _one(setter: Setter, label: str, members: list[Person]) -> None:
    setter.press.paragraph(label, bold=True)
    setter.said(Piece("attendance", label))
    for person in members:
        setter.press.paragraph(named(person))
        setter.said(Piece("attendance", named(person)))


def _two(setter: Setter, label: str, members: list[Person]) -> None:
    """The name on the left, the role on the right, no rules."""
    setter.press.paragraph(label, bold=True)
    setter.said(Piece("attendance", label))
    for person in members:
        setter.press.need(setter.press.leading)
        setter.press.write(person.name, setter.press.style.left, setter.press.top)
        if person.role:
            setter.press.write(person.role, setter.press.style.left + 190, setter.press.top)
        setter.press.top += setter.press.leading
        setter.said(Piece("attendance", f"{person.name} {person.role or ''}".strip()))


def _three(setter: Setter, label: str, members: list[Person]) -> None:
    """Names in three columns from left to right; officers with long roles one below the other."""
    if members[0].group == "in attendance":
        _one(setter, label, members)
        return
    setter.press.paragraph(label, bold=True)
    setter.said(Piece("attendance", label))
    _columns(setter, members, 3)


def _columns(setter: Setter, members: list[Person], count: int) -> None:
    style = setter.press.style
    step = (WIDTH - style.left - style.right) / count
    if max(width(named(person), style.font, style.size) for person in members) > step - 8:
        _columns(setter, members, count - 1)
        return
    rest = iter(members)
    while row := list(islice(rest, count)):
        setter.press.need(setter.press.leading)
        for place, person in enumerate(row):
            setter.press.write(named(person), setter.press.style.left + place * step, setter.press.top)
        setter.press.top += setter.press.leading
        setter.said(Piece("attendance", " ".join(named(person) for person in row)))


def _pairs(setter: Setter, label: str, members: list[Person]) -> None:
    """Label, name, initials, name, initials: the label at the first line's left."""
    if members[0].group == "apologies":
        _run_in(setter, label, members)
        return
    press = setter.press
    indent = max(80.0, width(label, press.style.bold, press.style.size) + 12)
    columns = [press.style.left + indent + at for at in (0, 160, 200, 350)]
    lines = [members[at : at + 2] for at in range(0, len(members), 2)]
    if members[0].group == "in attendance":
        lines = [[person] for person in members]
    for place, row in enumerate(lines):
        press.need(press.leading)
        words = [label] if place == 0 else []
        if words:
            press.write(label, press.style.left, press.top, bold=True)
        for person, (name, initials) in zip(row, (columns[:2], columns[2:]), strict=False):
            shown = named(person)
            press.write(shown, name, press.top)
            words.append(shown)
            if person.group == "present":
                press.write(person.initials or "", initials, press.top, bold=True)
                words.append(person.initials or "")
        press.top += press.leading
        setter.said(Piece("attendance", " ".join(words)))


def _table(setter: Setter, label: str, members: list[Person]) -> None:
    if members[0].group == "apologies":
        _run_in(setter, label, members)
        return
    setter.press.paragraph(label, bold=True)
    setter.said(Piece("attendance", label))
    rows = [(person.name, person.role or "Member", person.initials or "") for person in members]
    setter.table(
        [Piece("row", " ".join(row), cells=row) for row in (("Name", "Position", "Initials"), *rows)], (4, 5, 1.6)
    )


GROUPS = {"run-in": _run_in, "one": _one, "two": _two, "three": _three, "pairs": _pairs, "table": _table}
