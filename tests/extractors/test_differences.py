"""What a newer version of minutes changed, sentence by sentence."""

import pytest

from extractors.text.differences import Difference, differences

GATE = "The Ranger undertook to mend the gate by 1 May."
STILE = "Cllr Vale thanked the volunteers who had built the stile."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(f"{GATE} {STILE}", f"{GATE}\n{STILE}", (), id="white space"),
        pytest.param(
            f"{GATE} {STILE}",
            f"{GATE.replace('1 May', '8 May')} {STILE}",
            (Difference("corrected", GATE, GATE.replace("1 May", "8 May")),),
            id="corrected",
        ),
        pytest.param(f"{GATE} {STILE}", STILE, (Difference("removed", GATE, None),), id="removed"),
        pytest.param(STILE, f"{STILE} {GATE}", (Difference("added", None, GATE),), id="added"),
        pytest.param(
            GATE, STILE, (Difference("added", None, STILE), Difference("removed", GATE, None)), id="another sentence"
        ),
    ],
)
def test_differences_are_told_by_sentence(old: str, new: str, expected: tuple[Difference, ...]) -> None:
    assert differences(old, new) == expected
