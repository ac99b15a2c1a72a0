"""Fourteen ways of printing minutes; chance varies fonts, sizes, margins, furniture and wording inside each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

Attendance = Literal["run-in", "one", "two", "three", "pairs", "table"]
Action = Literal["spaces", "ruled", "line-end", "own-line", "wide"]
Numbering = Literal["bold", "capitals", "parish", "decimal", "agenda", "irish"]

FONTS = (("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"), ("Vera", "VeraBd"))
WIDTH, HEIGHT = 595.28, 841.89


@dataclass(frozen=True, slots=True)
class Style:
    """How one set of minutes is printed. Lengths are points; `leading` and `gap` are shares of the size."""

    name: str
    font: str
    bold: str
    size: float
    leading: float
    gap: float
    left: float
    right: float
    attendance: Attendance
    numbering: Numbering = "bold"
    action: Action | None = None
    tie: Literal["first", "last"] = "last"
    columns: int = 1
    justify: bool = False
    hyphenate: bool = False
    ligatures: bool = False
    boxes: bool = False
    money: bool = False
    log: bool = False
    borders: Literal["all", "level", "none"] = "all"
    member: str = "Cllr"
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    items: tuple[int, int] = (8, 13)
    talk: tuple[int, int] = (1, 5)


def styles() -> dict[str, Callable[[Random], Style]]:
    """Return the layouts by name; each draws one style."""
    return {
        "county": lambda chance: replace(
            _plain(chance, "two"), numbering="agenda", justify=True, hyphenate=True, header=("{body}, {date}",)
        ),
        "action-spaces": lambda chance: replace(
            _plain(chance, "pairs"), action="spaces", tie=chance.choice(("first", "last")), member=""
        ),
        "action-ruled": lambda chance: replace(_plain(chance, "table"), action="ruled", tie="first", member=""),
        "action-line-end": lambda chance: replace(_plain(chance, "pairs"), action="line-end", member=""),
        "action-wide": lambda chance: replace(_plain(chance, "one"), action="wide", tie="first"),
        "two-columns": lambda chance: replace(
            _plain(chance, "one"), columns=2, hyphenate=True, justify=chance.random() < 0.5, size=9.0
        ),
        "action-log": lambda chance: replace(_plain(chance, "run-in"), log=True, money=True),
        "log-level": lambda chance: replace(_plain(chance, "one"), log=True, money=True, borders="level"),
        "log-open": lambda chance: replace(_plain(chance, "run-in"), log=True, borders="none"),
        "parish": lambda chance: replace(
            _plain(chance, "run-in"), numbering="parish", footer=("Signed ................ Chair", "Page {page}")
        ),
        "scottish": lambda chance: replace(
            _plain(chance, "three"), numbering="capitals", money=True, member="Councillor"
        ),
        "board": lambda chance: replace(
            _plain(chance, "table"), numbering="decimal", action="own-line", member="", header=("{body}", "OFFICIAL")
        ),
        "irish": lambda chance: replace(_plain(chance, "three"), numbering="irish", justify=True, member="Cllr."),
        "boxes": lambda chance: replace(_plain(chance, "one"), boxes=True, ligatures=True, font="Vera", bold="VeraBd"),
    }  # fmt: skip


def _plain(chance: Random, attendance: Attendance) -> Style:
    font, bold = chance.choice(FONTS)
    number = chance.choice(("Page {page} of {pages}", "{page}", "- {page} -", "Page {page}"))
    return Style(
        name="",
        font=font,
        bold=bold,
        size=chance.choice((10.0, 10.5, 11.0, 12.0)) - (1.5 if font == "Vera" else 0),
        leading=chance.choice((1.15, 1.2, 1.3)),
        gap=chance.choice((0.5, 0.8, 1.2)),
        left=chance.choice((50.0, 60.0, 72.0)),
        right=chance.choice((50.0, 60.0, 72.0)),
        attendance=attendance,
        ligatures=font == "Vera" and chance.random() < 0.5,
        header=chance.choice(((), ("{body}",), ("Minutes of {body} held on {date}",))),
        footer=chance.choice(((number,), ("{body}", number))),
    )
