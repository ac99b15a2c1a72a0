"""Of what a meeting says of a promise, the surest is kept."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.link.evidence import Evidence
from pipeline.link.sayings import NOTHING
from pipeline.link.surest import Surest
from pipeline.link.weighing import Weighed

HEARD = Evidence(
    record=None, item=None, date=date(2027, 3, 2), committee=1, quote="", terms=frozenset(),
    title=frozenset(), refers_to=None, issue=None, verdict=None, last_date=None,
)  # fmt: skip


def weighed(quote: str, *best: tuple[int, int], firm: bool = False) -> Weighed:
    return Weighed(replace(HEARD, quote=quote), NOTHING, (), best, firm)


@pytest.mark.parametrize(
    ("sentences", "kept"),
    [
        pytest.param([weighed("a", (60, 0b1)), weighed("b", (80, 0b1))], {0: "b"}, id="more points"),
        pytest.param([weighed("a", (80, 0b1)), weighed("b", (60, 0b1))], {0: "a"}, id="fewer points"),
        pytest.param([weighed("a", (60, 0b1)), weighed("b", (60, 0b1))], {0: "a"}, id="the first of equals"),
        pytest.param([weighed("a", (90, 0b1)), weighed("b", (75, 0b1), firm=True)], {0: "b"}, id="firm with fewer"),
        pytest.param([weighed("a", (75, 0b1), firm=True), weighed("b", (90, 0b1))], {0: "a"}, id="not firm with more"),
        pytest.param(
            [weighed("a", (60, 0b110)), weighed("b", (70, 0b100), (65, 0b1))], {2: "b", 1: "a", 0: "b"}, id="each alone"
        ),
    ],
)
def test_surest_is_kept(sentences: list[Weighed], kept: dict[int, str]) -> None:
    surest = Surest()
    for one in sentences:
        surest.hear(one)
    assert {place: told.weighed.evidence.quote for place, told in surest.told.items()} == kept
    assert list(surest.told) == list(kept)
