"""The promises of one body that a meeting may speak of: those of the last years, found by what they have in common.

A set of promises is a whole number: its bit n stands for the n-th promise, in the order of their days. So one step
compares a sentence with all of them, however many they are.
"""

import datetime
import math
import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TypeVar

from extractors.language.likeness import common_terms
from models.frozen import frozen
from pipeline.link.evidence import Promise

# A promise is looked for in the papers of so many days behind it.
REACH_DAYS = 730
REACH = datetime.timedelta(days=REACH_DAYS)
# So many that are out of reach may stay: to take them out is to make every set anew.
MOST_OUT_OF_REACH = 250
# Titles are of one subject where one in so many of the words of both stands in both: half of all different ones.
TITLES_ALIKE = 3
DIGITS = re.compile(r"\d+")
DAY = attrgetter("date")
Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Sets:
    """Sets of promises by each thing that they may have in common.

    `rare` and `common` are words of what was promised, `beyond_title` the rare ones that its item's title has not. The
    sizes count a promise's rare words, half of them, those of its title, and its owner's words. `marks` are by name.
    """

    rare: dict[str, int] = field(default_factory=dict)
    common: dict[str, int] = field(default_factory=dict)
    beyond_title: dict[str, int] = field(default_factory=dict)
    title: dict[str, int] = field(default_factory=dict)
    owner: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    rare_size: dict[int, int] = field(default_factory=dict)
    half_size: dict[int, int] = field(default_factory=dict)
    title_size: dict[int, int] = field(default_factory=dict)
    owner_size: dict[int, int] = field(default_factory=dict)
    minute: dict[str, int] = field(default_factory=dict)
    minute_digits: dict[tuple[str, ...], int] = field(default_factory=dict)
    issue: dict[str, int] = field(default_factory=dict)
    day: dict[datetime.date, int] = field(default_factory=dict)
    month: dict[int, int] = field(default_factory=dict)
    due: dict[datetime.date, int] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)

    def without_first(self, count: int) -> "Sets":
        """Return the same without so many promises that come first."""
        return Sets(*[_moved(getattr(self, one.name), count) for one in fields(self)])


@frozen
class Titled:
    """What a title says of promises: those that have rare words of it, counted; those whose item has a title of the
    same subject, and those whose title only shares a word with it."""

    about: list[int]
    same: int
    like: int


class Known:
    """The promises of one body, added in the order of their days."""

    def __init__(self) -> None:
        self.promises: list[Promise] = []
        self.sets = Sets()
        self._out_of_reach = 0
        self._places: dict[int, int] = {}
        self._later: dict[int, int] = {}
        self._earlier: dict[int, int] = {}
        self._titled: dict[frozenset[str], Titled] = {}

    def add(self, promise: Promise) -> None:
        """Add a promise that is no older than those which are known."""
        bit = 1 << len(self.promises)
        self._places[promise.id] = len(self.promises)
        self.promises.append(promise)
        self._titled.clear()
        _put_words(self.sets, promise, bit)
        _put_rest(self.sets, promise, bit)

    def reach_from(self, day: datetime.date) -> None:
        """Let go of what is out of reach on a day; days are named in order."""
        first = bisect_left(self.promises, day - REACH, key=DAY)
        if first > MOST_OUT_OF_REACH and 2 * first > len(self.promises):
            self.sets = self.sets.without_first(first)
            self.promises = self.promises[first:]
            self._places = {promise.id: place for place, promise in enumerate(self.promises)}
            self._titled.clear()
            first = 0
        self._out_of_reach = first

    @property
    def within_reach(self) -> int:
        """All that is within reach of the day that was named last."""
        return (1 << len(self.promises)) - (1 << self._out_of_reach)

    def since(self, day: datetime.date) -> int:
        """Return those of a day and of all days behind it."""
        return -1 << bisect_left(self.promises, day, key=DAY)

    def mark(self, name: str, record: int) -> None:
        """Mark a promise, where it is known."""
        if record in self._places:
            _put(self.sets.marks, [name], 1 << self._places[record])

    def put_off(self, earlier: int, later: int) -> None:
        """Remember that a later promise puts off an earlier one, where both are known: they are of one task."""
        if earlier in self._places and later in self._places:
            self._later[earlier], self._earlier[later] = later, earlier
            self.mark("put off", earlier)

    def of_one_task(self, place: int) -> Iterator[int]:
        """Give the places of those that a promise puts off, and of those that put it off."""
        for others in (self._earlier, self._later):
            record = others.get(self.promises[place].id)
            while record in self._places:
                yield self._places[record]
                record = others.get(record)

    def newest_of_each_task(self, promises: int) -> int:
        """Return some promises without those that others of them put off."""
        for place in places(promises & self.sets.marks.get("put off", 0)):
            if any(other > place and promises >> other & 1 for other in self.of_one_task(place)):
                promises ^= 1 << place
        return promises

    def titled(self, title: frozenset[str]) -> Titled:
        """Return what an item's title says of the promises; asked for every sentence below it, answered once."""
        if title not in self._titled:
            words = title - common_terms()
            shared = counted(self.sets.title, words)
            same = 0
            for size, promises in self.sets.title_size.items():
                same |= promises & at_least(shared, math.ceil((size + len(words)) / TITLES_ALIKE))
            self._titled[title] = Titled(counted(self.sets.rare, words), same, at_least(shared, 1) & ~same)
        return self._titled[title]


def any_of(sets: dict[Key, int], keys: Iterable[Key]) -> int:
    """Return the promises that have any of some things in common."""
    found = 0
    for key in sets.keys() & keys:
        found |= sets[key]
    return found


def counted(sets: dict[str, int], words: Iterable[str], before: Iterable[int] = ()) -> list[int]:
    """Return the promises that have at least one of some words, at least two, and so on, as far as any have so many.

    `before` are those of other words, which count too.
    """
    levels = list(before)
    for word in sets.keys() & words:
        promises = sets[word]
        # Those that had so many words already go up a level.
        for place, level in enumerate(levels):
            levels[place], promises = level | promises, level & promises
            if not promises:
                break
        if promises:
            levels.append(promises)
    return levels


def complete(levels: list[int], sizes: dict[int, int]) -> int:
    """Return the promises that have as many words as their size says; a promise without words has none of them."""
    found = 0
    for count, promises in enumerate(levels, 1):
        found |= promises & sizes.get(count, 0)
    return found


def at_least(levels: list[int], count: int) -> int:
    """Return the promises that have at least so many words, one or more."""
    return levels[count - 1] if count <= len(levels) else 0


def places(promises: int) -> Iterator[int]:
    """Give the places of the promises in a set, the newest first."""
    while promises:
        place = promises.bit_length() - 1
        yield place
        promises ^= 1 << place


def _put_words(sets: Sets, promise: Promise, bit: int) -> None:
    _put(sets.rare, promise.rare, bit)
    _put(sets.common, promise.common, bit)
    _put(sets.beyond_title, promise.rare - promise.title, bit)
    _put(sets.title, promise.rare_title, bit)
    _put(sets.owner, promise.owner, bit)
    _put(sets.names, promise.names, bit)
    _put(sets.rare_size, [len(promise.rare)], bit)
    _put(sets.half_size, [(len(promise.rare) + 1) // 2], bit)
    if promise.rare_title:
        _put(sets.title_size, [len(promise.rare_title)], bit)
    _put(sets.owner_size, [len(promise.owner)], bit)


def _put_rest(sets: Sets, promise: Promise, bit: int) -> None:
    if promise.minute_number:
        _put(sets.minute, [promise.minute_number], bit)
        _put(sets.minute_digits, [tuple(DIGITS.findall(promise.minute_number))], bit)
    if promise.issue:
        _put(sets.issue, [promise.issue], bit)
    if promise.due:
        _put(sets.due, [promise.due], bit)
    _put(sets.day, [promise.date], bit)
    _put(sets.month, [promise.date.month], bit)
    marks = {
        "named": bool(promise.names),
        "returns": promise.returns,
        "decided": promise.decided,
        "deferred": promise.deferred,
    }
    _put(sets.marks, [name for name, holds in marks.items() if holds], bit)


def _put(sets: dict[Key, int], keys: Iterable[Key], bit: int) -> None:
    for key in keys:
        sets[key] = sets.get(key, 0) | bit


def _moved(sets: dict[Key, int], count: int) -> dict[Key, int]:
    return {key: kept for key, promises in sets.items() if (kept := promises >> count)}
