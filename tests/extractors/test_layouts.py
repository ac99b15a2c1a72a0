"""Made minutes in all fourteen layouts, in both orders of the stream, against what they say."""

import pytest

from benchmarks.layouts.compose import make
from benchmarks.layouts.press import Order
from benchmarks.layouts.scoring import score
from benchmarks.layouts.style import styles
from extractors.read import read

# What one file of each layout must reach; the figures over 200 files are those of `make layouts`.
FLOORS = {
    "word order F1": 0.99,
    "paragraphs beside a column whole": 0.95,
    "paragraphs whole": 0.9,
    "owner tied": 0.97,
    "rows intact": 0.98,
    "attendance with role": 0.9,
    "item boundaries": 0.98,
}


@pytest.mark.parametrize("order", ["reading", "strict"])
@pytest.mark.parametrize("layout", styles())
def test_layout_is_read_as_it_was_made(layout: str, order: Order) -> None:
    made = make(layout, 0)
    found = score(made.truth, read(made.pdf(order), name="made.pdf"))
    assert found["furniture left"][0] == 0
    reached = {name: hits / chances for name, (hits, chances) in found.items() if name in FLOORS and chances}
    assert {name: share for name, share in reached.items() if share < FLOORS[name]} == {}


def test_order_of_the_stream_makes_no_difference() -> None:
    made = make("action-wide", 3)
    reading, strict = (read(made.pdf(order), name="made.pdf") for order in ("reading", "strict"))
    assert reading == strict
