"""Names that a document ties to roles, and roles to their former names."""

import pytest

from extractors.language.ties import ties
from extractors.text.plain import read_plain
from models.record import Tie


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ada Pike, Head of Property, spoke.", Tie("Head of Property", "Ada Pike")),
        ("Ada Pike, Head of Property advised that the roof leaked.", Tie("Head of Property", "Ada Pike")),
        ("The Head of Property (Ada Pike) spoke.", Tie("The Head of Property", "Ada Pike")),
        ("Ada Pike (AP) spoke.", Tie("AP", "Ada Pike")),
        ("Officers: K Marsh (Chief Executive), T Peel (Clerk)", Tie("Chief Executive", "K Marsh")),
        ("Cllrs R Pike (Chairman), B Fen and C Lake", Tie("Chairman", "R Pike")),
        ("Councillors Ada Pike (AP) and Bo Fen (BF)", Tie("AP", "Ada Pike")),
        ("Councillor D.R. Lowe (Vice-Chairman)", Tie("Vice-Chairman", "Councillor D.R. Lowe")),
        ("The Head of Property (formerly Estates Manager) spoke.", Tie("Estates Manager", "Head of Property")),
        ("The Estates Manager, now the Head of Property, spoke.", Tie("Estates Manager", "Head of Property")),
    ],
)
def test_tie_is_found(words: str, expected: Tie) -> None:
    assert expected in ties(read_plain(words))


@pytest.mark.parametrize(
    "words",
    [
        "Ada Pike, formerly of Harcott, spoke.",
        "The Park (formerly Estates Land) was shut.",
        "Ada Pike spoke.",
        "The Head of Quay Works, Interim Head of Legal and the Director of Ferry Services, Head of Parks, were there.",
        "In reply to Ada Pike, the Head of Property said that it leaked.",
    ],
)
def test_nothing_is_tied_by_guess(words: str) -> None:
    assert ties(read_plain(words)) == ()


@pytest.mark.parametrize("behind", [" ", "  ", "\u00a0", "\u2009", "\n"], ids=ascii)
def test_white_space_of_any_kind_may_stand_behind_a_comma(behind: str) -> None:
    assert Tie("Head of Property", "Ada Pike") in ties(read_plain(f"Ada Pike,{behind}Head of Property, spoke."))
