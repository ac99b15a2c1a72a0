"""The conditions behind a decision: parts of it, neither decisions nor tasks nor promises of their own."""

import pytest

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain

CONDITIONS = """

1. The lamps shall be lit at dusk.

2. A number will be given to neighbours.

3. Ropes to be coiled."""


@pytest.mark.parametrize(
    "decision",
    [
        "The Panel resolved to grant the licence, subject to the standard terms and the following:",
        "Decision\n\nThe Panel resolved to grant the licence with the following conditions:",
    ],
    ids=["in running text", "under a label"],
)
def test_terms_of_a_decision_are_neither_decisions_nor_tasks(decision: str) -> None:
    records = find_records(mark_regions(read_plain(f"The talk was long.\n\n{decision}{CONDITIONS}")))
    assert [(record.kind, record.effect) for record in records] == [("resolution", "approve")]


def test_item_behind_the_terms_of_a_decision_is_read() -> None:
    item = "4. Moorings\n\nThe Harbour Master would send Cllr Orme a list of moorings."
    words = f"The Panel resolved to grant the licence, subject to the following:{CONDITIONS}\n\n{item}"
    records = find_records(mark_regions(read_plain(words)))
    assert [record.kind for record in records] == ["resolution", "undertaking"]
