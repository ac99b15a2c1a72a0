"""A committee's calendar over time: what was published of its meetings, and when. Pure: rows in, days out."""

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

# A meeting with one of these is not held on the day that stands beside it.
NOT_HELD = frozenset({"cancelled", "withdrawn", "postponed"})


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a page said of a meeting. The old day and status are None where the meeting was new."""

    meeting: int
    old_date: datetime.date | None
    new_date: datetime.date | None
    old_status: str | None
    new_status: str | None
    at: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting that is to be held, or was: its row, its day, and the page that said so last."""

    date: datetime.date
    meeting: int
    url: str | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The calendar as it stood from one moment (ISO, UTC) on: held meetings in order, and what had just changed."""

    at: str
    sittings: tuple[Sitting, ...]
    changes: tuple[Change, ...]

    def after(self, day: datetime.date) -> tuple[Sitting, ...]:
        """Return the meetings after a day, in order."""
        return self.sittings[bisect_right(self.sittings, day, key=lambda sitting: sitting.date) :]


@dataclass(frozen=True, slots=True)
class Calendar:
    """All snapshots of one committee's calendar, oldest first."""

    committee: int
    name: str
    snapshots: tuple[Snapshot, ...]

    def since(self, at: str) -> tuple[Snapshot, ...]:
        """Return the calendar as it stood at a moment and every later state of it; empty where nothing is known.

        A calendar that was first read after that moment begins with what was read first.
        """
        place = bisect_right(self.snapshots, at, key=lambda snapshot: snapshot.at)
        return self.snapshots[max(place - 1, 0) :]


def calendar(committee: int, name: str, changes: Iterable[Change]) -> Calendar:
    """Make a committee's calendar of its changes, which are in the order of their time."""
    standing: dict[int, Change] = {}
    snapshots: list[Snapshot] = []
    for at, group in groupby(changes, key=lambda change: change.at):
        batch = tuple(group)
        for change in batch:
            standing[change.meeting] = change
        snapshots.append(Snapshot(at, _sittings(standing), batch))
    return Calendar(committee, name, tuple(snapshots))


def _sittings(standing: Mapping[int, Change]) -> tuple[Sitting, ...]:
    held = sorted(
        (
            Sitting(change.new_date, change.meeting, change.url)
            for change in standing.values()
            if change.new_date is not None and change.new_status not in NOT_HELD
        ),
        key=lambda sitting: (sitting.date, sitting.meeting),
    )
    # Two rows on one day are one sitting: the same one told twice, or a meeting in two parts.
    return tuple(next(group) for _, group in groupby(held, key=lambda sitting: sitting.date))
