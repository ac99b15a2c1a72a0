"""Promises that are weighed together as sets are weighed as each would be alone."""

import random
from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from extractors.language.likeness import terms
from pipeline.link import weighing
from pipeline.link.evidence import Evidence, Promise
from pipeline.link.known import REACH, Known, at_least, complete, counted, places
from pipeline.link.weighing import MARGIN, Weighed, weigh

FIRST = date(2019, 3, 5)
PROMISES, SENTENCES, APART = 540, 30, timedelta(days=4)
THINGS = ("culverts", "lamps", "rents", "the survey of trees", "kiosk lease", "figures", "a report", "map", "Harcott")
ENDINGS = ("", " as requested in March", " promised at the last meeting", " had been sent", " was presented", " (14/2)")
TITLES = ("Lamps", "Kiosk Lease", "Trees", "Survey of Trees", "Rents and Lamps", "Harcott Culverts", None)


def words(text: str | None) -> frozenset[str]:
    return frozenset(terms(text or ""))


def said(dice: random.Random) -> str:
    return f"It was said that {' and '.join(dice.sample(THINGS, dice.randint(1, 4)))}{dice.choice(ENDINGS)}."


def promise(dice: random.Random, number: int) -> Promise:
    day = FIRST + number * APART
    return Promise(
        id=number,
        uid=str(number),
        date=day,
        committees=frozenset({1}),
        deliverable=words(said(dice)),
        title=words(dice.choice(TITLES)),
        owner=words(dice.choice(("", "Clerk", "Head of Rents"))),
        names=words(dice.choice(("", "", "Harcott", "Eastgate"))),
        minute_number=dice.choice((None, f"{number}/1", "14/2")),
        issue=dice.choice((None, "7", "8")),
        due=dice.choice((None, day + timedelta(days=dice.randint(1, 200)))),
        returns=dice.random() < 0.3,
        decided=dice.random() < 0.3,
        deferred=dice.random() < 0.2,
    )


def sentences(dice: random.Random) -> list[Evidence]:
    days = sorted(dice.randint(1, PROMISES) for _ in range(SENTENCES))
    return [sentence(dice, FIRST + number * APART) for number in days]


def sentence(dice: random.Random, day: date) -> Evidence:
    quote = said(dice).replace("It was", dice.choice(("The Clerk", "Cllr Rix asked when", "Eastgate", "It was")))
    names_it = dice.random() < 0.2
    return Evidence(
        record=None,
        item=None,
        date=day,
        committee=1,
        quote=quote,
        terms=words(quote),
        title=frozenset() if names_it else words(dice.choice(TITLES)),
        refers_to=dice.choice((None, None, "Minute 14/2", "14-2")),
        issue=dice.choice((None, "7")),
        verdict=dice.choice((None, None, "met")),
        last_date=FIRST + dice.randint(0, PROMISES) * APART,
        title_names=words(dice.choice((None, None, "Eastgate"))),
        names_it=names_it,
    )


def known_of(*promises: Promise) -> Known:
    known = Known()
    for one in promises:
        known.add(one)
    return known


def told(found: Weighed | None, known: Known) -> Iterator[tuple[int, int, str]]:
    """The promises that a sentence may speak of: each with its points and the reason."""
    for points, promises in found.best if found else ():
        for place in places(promises):
            yield known.promises[place].id, points, found.reason(place, known.promises[place])


@pytest.mark.parametrize("seed", [1, 2])
def test_promises_are_weighed_together_as_each_is_alone(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "CHOICE", PROMISES)
    dice = random.Random(seed)
    promises = [promise(dice, number) for number in range(PROMISES)]
    coming, together, suggested = deque(promises), Known(), 0
    for heard in sentences(dice):
        while coming and coming[0].date < heard.date:
            together.add(coming.popleft())
        together.reach_from(heard.date)
        alone = [known_of(one) for one in promises if heard.date - REACH <= one.date < heard.date]
        each = [row for known in alone for row in told(weigh(heard, known), known)]
        most = max((points for _, points, _ in each), default=0)
        expected = sorted(row for row in each if most - row[1] < MARGIN)
        assert sorted(told(weigh(heard, together), together)) == expected
        suggested += len(expected)
    assert suggested > SENTENCES
    assert len(together.promises) < PROMISES


def test_what_is_out_of_reach_is_forgotten() -> None:
    dice = random.Random(1)
    known = known_of(*[promise(dice, number) for number in range(PROMISES)])
    last = known.promises[-1].date
    known.reach_from(last)
    kept = len(known.promises)
    assert kept < PROMISES
    assert known.promises[0].date >= last - REACH
    assert known.within_reach == (1 << kept) - 1
    assert max(promises.bit_length() for promises in known.sets.rare.values()) <= kept


def test_promises_are_counted_by_the_words_that_they_share() -> None:
    sets = {"lamp": 0b0111, "rent": 0b0110, "tree": 0b0100, "kiosk": 0b1000}
    levels = counted(sets, {"lamp", "rent", "tree", "bench"})
    assert levels == [0b0111, 0b0110, 0b0100]
    assert [at_least(levels, count) for count in (1, 2, 3, 4)] == [0b0111, 0b0110, 0b0100, 0]
    assert complete(levels, {1: 0b0001, 2: 0b0010, 3: 0b1000}) == 0b0011


def test_the_newest_place_is_named_first() -> None:
    assert list(places(0b10110)) == [4, 2, 1]
