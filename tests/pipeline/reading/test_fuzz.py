"""Damaged files of every format, a few of those of `make fuzz`: read or named, and no process lost or left."""

from benchmarks.fuzz import damaged, run


def test_damaged_files_are_read_or_named() -> None:
    outcome = run(seed=7, count=200, programs=False)
    assert outcome.lost == []
    assert outcome.left_processes == 0
    assert outcome.read + outcome.failures.total() == 200
    assert outcome.failures["damaged-file"] > 20, "nothing was damaged, so this test shows nothing"


def test_the_same_seed_gives_the_same_files() -> None:
    first, again = ([job.body for job in damaged(3, 24, old_files=False)] for _ in range(2))
    assert first == again
