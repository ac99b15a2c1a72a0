"""A small planted history, lived night by night: what was planted is found. `make links` lives three years of it."""

import pytest

from benchmarks.links.measure import Shares
from benchmarks.links.run import run


@pytest.fixture(scope="module")
def shares(tmp_path_factory: pytest.TempPathFactory) -> Shares:
    return run(tmp_path_factory.mktemp("history"), seed=3, bodies=2, months=7, promises=3)


def test_planted_promises_are_found(shares: Shares) -> None:
    assert shares.found == 1


def test_due_dates_follow_moved_and_cancelled_meetings(shares: Shares) -> None:
    assert shares.due == 1


def test_promises_are_told_once(shares: Shares) -> None:
    assert shares.told_once >= 0.98


def test_promises_keep_their_ids_when_drafts_are_confirmed(shares: Shares) -> None:
    assert shares.carried == 1


def test_owners_are_tied_to_the_people_then_in_post(shares: Shares) -> None:
    assert shares.ties_precision >= 0.98
    assert shares.ties_recall >= 0.9


def test_later_minutes_are_tied_to_what_they_answer(shares: Shares) -> None:
    assert shares.answers_precision >= 0.95
    assert shares.answers_recall >= 0.8
