"""An earlier promise, and what a later sentence or title may say of it: all that is compared between the two."""

import datetime

from extractors.language.likeness import common_terms
from models.frozen import frozen


@frozen
class Promise:
    """An earlier promise: its words without owner and time, its item, its owner's words and its day.

    `decided`: the meeting resolved it; `deferred`: it is the item itself that is to come back.
    """

    id: int
    uid: str
    date: datetime.date
    committees: frozenset[int]
    deliverable: frozenset[str]
    title: frozenset[str]
    owner: frozenset[str]
    names: frozenset[str]
    minute_number: str | None
    issue: str | None
    due: datetime.date | None
    returns: bool
    decided: bool = False
    deferred: bool = False

    @property
    def rare(self) -> frozenset[str]:
        """The words of what was promised that not every promise has."""
        return self.deliverable - common_terms()

    @property
    def common(self) -> frozenset[str]:
        """The words of what was promised that many promises have: the kind of thing."""
        return self.deliverable & common_terms()

    @property
    def rare_title(self) -> frozenset[str]:
        """The words of its item's title that not every title has."""
        return self.title - common_terms()


@frozen
class Evidence:
    """A later sentence: its words, the stems of those that say what it is about, those of its item's title, and what it
    points back to. `verdict` is that of a closure.

    `title_names` are the places and people that its item's title names; `source_url` is the address of its meeting;
    `names_it`: not a sentence but the title of an item or of a file, which can only name what came back.
    """

    record: int | None
    item: int | None
    date: datetime.date
    committee: int
    quote: str
    terms: frozenset[str]
    title: frozenset[str]
    refers_to: str | None
    issue: str | None
    verdict: str | None
    last_date: datetime.date | None
    title_names: frozenset[str] = frozenset()
    source_url: str | None = None
    names_it: bool = False
