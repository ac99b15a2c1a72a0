"""What the lists of one night name: which list is worth following further, and which meetings are on none any more."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models.meeting import Meeting
from pipeline.archive import Visit
from pipeline.crawl.follow import MAX_LISTS


@dataclass
class Named:
    """What the lists of one site have named tonight. `years` are the municipal years that the service gave of all
    bodies: only such a list is complete."""

    years: set[int] = field(default_factory=set)
    _by_body: dict[str | None, set[str]] = field(default_factory=dict)
    _lists: Counter[str | None] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        return bool(self._lists)

    def is_news(self, visit: Visit, meetings: Iterable[Meeting]) -> bool:
        """Take in a list, and say whether it names a meeting that none of this body has named yet: some never end."""
        known = self._by_body.setdefault(visit.ref, set())
        new = {m.ref for m in meetings if m.ref} - known
        known |= new
        self._lists[visit.ref] += 1
        return self._lists[visit.ref] <= MAX_LISTS and (bool(new) or self._lists[visit.ref] == 1)

    def unnamed(self, known: Mapping[str, str]) -> dict[str, str]:
        """Return those of some known meetings, by id, that no list has named: services leave out what pages show."""
        held = set().union(*self._by_body.values())
        return {ref: day for ref, day in known.items() if ref not in held}
