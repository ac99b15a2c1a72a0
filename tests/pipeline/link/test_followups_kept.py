"""No follow-up is lost, orphaned or led to another promise, whatever happens to minutes, rules and files."""

import os
from pathlib import Path

import pytest
from council_life import live

# `make links` lives a thousand lives; each is decided by its number alone.
LIVES = int(os.environ.get("UNDERTOOK_LIVES", "50"))
STEPS = 5 if LIVES <= 50 else 8


@pytest.mark.parametrize("part", range(5))
def test_every_follow_up_finds_its_promise(part: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = [
        told for seed in range(part, LIVES, 5) if (told := live(tmp_path / "life", seed, monkeypatch, steps=STEPS))
    ]
    assert wrong == []
