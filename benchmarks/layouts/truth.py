"""What a set of made minutes says, apart from how it is printed."""

from dataclasses import dataclass, field
from typing import Literal

PieceKind = Literal["heading", "paragraph", "list_item", "row", "title", "attendance"]
Group = Literal["present", "in attendance", "apologies", "substitute"]


@dataclass(frozen=True, slots=True)
class Person:
    """One line of an attendance list. `initials` only where the list prints them."""

    name: str
    role: str | None
    group: Group
    initials: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, paragraph, list item or table row; `owners` and `due` are printed beside it, not in it.

    `beside` says that the page has an action column where the piece stands. `box` says that it stands in a frame of
    its own beside the running text.
    """

    kind: PieceKind
    words: str
    marker: str | None = None
    owners: tuple[str, ...] = ()
    due: str | None = None
    cells: tuple[str, ...] = ()
    beside: bool = False
    box: bool = False

    @property
    def printed(self) -> str:
        """The marker and the words."""
        return f"{self.marker} {self.words}" if self.marker else self.words


@dataclass(frozen=True, slots=True)
class Agendum:
    """One item of the minutes."""

    number: str
    title: str
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class Minutes:
    """A whole set of minutes. `log` are the rows of an action log, its heads first; `order` is all that was printed, in
    reading order; `furniture` is every header and footer line, once for each page that it stands on."""

    body: str
    date: str
    title: tuple[str, ...]
    people: tuple[Person, ...]
    items: tuple[Agendum, ...]
    log: tuple[Piece, ...] = ()
    order: list[Piece] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
