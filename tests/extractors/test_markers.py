"""What marks a block stands at its very beginning; words that begin like a marker mark nothing."""

import pytest

from extractors.text.markers import marker_at


@pytest.mark.parametrize(
    ("words", "marker"),
    [
        ("a) The gate", "a)"),
        ("B. the gate", "B."),
        ("xxviii. The gate", None),
        ("viiii. The gate", "viiii."),
        (r"viiii\. The gate", "viiii."),
        ("o The gate", "o"),
        ("Ø The gate", "Ø"),
        ("(iv) The gate", "(iv)"),
        ("12/7 The gate", "12/7"),
        ("of the gate", None),
        ("A. Fen", None),
        ("Élan vital", None),
        ("The gate. It leans", None),
        ("Go. It leans", None),
        ("", None),
    ],
)
def test_a_marker_is_told_from_a_word(words: str, marker: str | None) -> None:
    found = marker_at(words, 0, len(words))

    assert (found[0] if found else None) == marker
