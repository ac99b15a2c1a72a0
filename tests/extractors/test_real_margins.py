"""Owners in the margin of real printed minutes, where they lie beside the project: every action of six files, found by
eye on the rendered pages. An action is told by its page and the height of its first line, in points from the top."""

from pathlib import Path

import pytest

from extractors.text.pdf import read_pdf

FOLDER = Path(__file__).parents[3] / "shared" / "samples" / "minutes-pdf"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the shared samples are not beside the project")
# How far the top of a block may lie from where it was seen, in points.
NEAR = 6

ACTIONS: dict[str, list[tuple[int, int, str]]] = {
    "ayton-2012-05-01": [(1, 526, "GD"), (1, 571, "RB"), (1, 794, "KC"), (2, 42, "MC"), (2, 559, "GD")],
    "ayton-2014-06-03": [
        (1, 520, "NS"), (1, 645, "KC"), (1, 673, "RB/RA"), (1, 744, "Lights S/C"), (1, 801, "RB"), (2, 56, "JS"),
        (2, 85, "MC"), (2, 114, "JS"), (2, 183, "RB"), (2, 198, "GD"), (2, 254, "GD/JS"), (2, 325, "GD"),
        (2, 680, "GD"),
    ],
    "ayton-2016-04-05": [
        (1, 553, "GD"), (1, 568, "JS"), (1, 582, "JS/RB/GD"), (1, 707, "MC"), (1, 750, "JS/RW"), (2, 30, "JS/BB"),
        (2, 72, "MC"), (2, 184, "RB"), (2, 241, "JS"), (2, 283, "JS"), (2, 312, "JS"),
    ],
    "ayton-2018-02-06": [
        (1, 434, "JS"), (1, 531, "HL/JS"), (2, 81, "JF"), (2, 170, "IK"), (2, 200, "JS"), (2, 418, "TS/KC/IK"),
        (2, 657, "GD"), (2, 674, "GD"), (2, 690, "GD"), (2, 707, "GD"), (3, 333, "JS"), (3, 363, "JS/TS"),
    ],
    "ayton-2018-12-04": [
        (1, 625, "JF"), (2, 122, "KC"), (2, 179, "PP"), (2, 291, "KC"), (2, 416, "JF/GD"), (2, 613, "GD"),
        (2, 628, "JF"), (3, 105, "GD"), (3, 161, "IK"),
    ],
    "ayton-2021-05-04": [
        (1, 726, "CH/SW"), (1, 769, "HL"), (2, 36, "HL"), (2, 64, "GD"), (2, 93, "HL"), (2, 121, "HL"), (2, 149, "HL"),
        (2, 248, "GD"), (2, 554, "GD"),
    ],
}  # fmt: skip


def noted(name: str) -> list[tuple[int, float, str]]:
    text = read_pdf((FOLDER / f"{name}.pdf").read_bytes())
    return [
        (
            block.page or 0,
            block.rectangle.top if block.rectangle else 0.0,
            "/".join(text.plain[note.start : note.end] for note in block.margin).replace("/ ", "/"),
        )
        for block in text.blocks
        if block.margin
    ]


def tied(name: str) -> tuple[int, int]:
    """How many of the file's actions have exactly their owners, and how many actions were seen or made up."""
    seen, found = ACTIONS[name], noted(name)
    right = sum(
        any(one[0] == page and abs(one[1] - top) < NEAR and one[2] == owners for one in found)
        for page, top, owners in seen
    )
    return right, max(len(seen), len(found))


@pytest.mark.parametrize("name", ACTIONS)
def test_every_owner_in_the_margin_is_tied_to_its_action(name: str) -> None:
    right, seen = tied(name)
    assert right == seen
