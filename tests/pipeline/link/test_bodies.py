"""Which body's meeting due words mean."""

import pytest

from pipeline.link.bodies import body, meant

BODIES = tuple(
    body(number, name)
    for number, name in enumerate(
        ["Parks Scrutiny Panel", "Cabinet", "Council", "Planning Committee", "Audit Committee", "Roads Scrutiny Panel"]
    )
)
PARKS = BODIES[0]


@pytest.mark.parametrize(
    ("due_text", "quote", "expected"),
    [
        ("to the next meeting", "The Clerk would report to the next meeting.", "Parks Scrutiny Panel"),
        ("to the next meeting of the Panel", "", "Parks Scrutiny Panel"),
        ("to the next Cabinet", "", "Cabinet"),
        ("to the next meeting of Cabinet", "", "Cabinet"),
        ("at the next Planning Committee meeting", "", "Planning Committee"),
        ("to the next meeting of the Roads Scrutiny Panel", "", "Roads Scrutiny Panel"),
        ("at its next meeting", "That Cabinet be asked to decide at its next meeting.", "Cabinet"),
        ("at the next meeting", "It would be brought to Council at the next meeting.", "Council"),
        ("at the next meeting", "It would be sent to Mr Vane at the next meeting.", "Parks Scrutiny Panel"),
        ("to the next meeting of the Licensing Forum", "", None),
        ("to the next meeting of the Committee", "", None),
    ],
)
def test_body_is_the_one_that_the_words_name(due_text: str, quote: str, expected: str | None) -> None:
    found = meant(due_text, quote or f"A note would come {due_text}.", PARKS, BODIES)
    assert (found.body.name if found.body else None) == expected
    assert found.body or found.reason


def test_nothing_is_guessed_where_the_meeting_has_no_body() -> None:
    assert meant("to the next meeting", "A note to the next meeting.", None, BODIES).body is None
