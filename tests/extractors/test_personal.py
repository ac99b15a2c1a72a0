"""What must be neither indexed nor exported is masked, letter for letter; what is public stays."""

from dataclasses import replace

import pytest

from extractors.text.personal import MASK, masked, without_restricted
from extractors.text.plain import read_plain
from models.meeting import Item
from models.text import Text


def shown(words: str, region: str | None = None) -> str:
    text = read_plain(words)
    if region:
        text = replace(text, blocks=tuple(replace(block, region=region) for block in text.blocks))  # type: ignore[arg-type]
    return masked(text).plain


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Her number QQ123456C stood there.".replace("QQ", "JR"), "Her number █████████ stood there."),
        ("Write to jo.bloggs@mail.example soon.", f"Write to {22 * MASK} soon."),
        ("He rang from 07700 900123 twice.", "He rang from █████ ██████ twice."),
        ("The resident's number was 01632 960123.", "The resident's number was █████ ██████."),
        ("Mrs Ada Quill of 12 Mill Lane, Harcott spoke.", "Mrs Ada Quill of ██ ████ █████ ███████ spoke."),
        ("A man living at 4 High Street objected.", "A man living at █ ████ ██████ objected."),
    ],
)
def test_personal_data_is_masked(words: str, kept: str) -> None:
    assert shown(words) == kept


@pytest.mark.parametrize(
    "words",
    [
        "Write to committees@moor.gov.uk soon.",
        "Application 26/00123/FUL at 12 Mill Lane, Harcott was granted.",
        "The sum of £12,345,678 was spent in 2026/27.",
        "Minute 123456 of the Panel.",
        "The trial on Mill Lane would end.",
    ],
)
def test_what_is_public_stays(words: str) -> None:
    assert shown(words) == words


def test_office_number_in_a_contact_block_stays() -> None:
    words = "Contact: Jo Vane, Clerk, 01632 960123"
    assert shown(words, region="contact") == words
    assert shown(words) != words


def test_offsets_stay_as_they_are() -> None:
    words = "Write to jo@mail.example.\n\nThe Clerk would reply."
    text: Text = read_plain(words)
    assert len(masked(text).plain) == len(text.plain)
    assert masked(text).blocks == text.blocks


def test_restricted_item_says_nothing_but_its_title() -> None:
    text = read_plain("Contract\n\nThe Solicitor undertook to settle the claim.\n\nThe Clerk would write.")
    text = replace(text, blocks=(replace(text.blocks[0], region="title"), *text.blocks[1:]))
    item = Item("1", "1", "Contract", 0, text.blocks[2].start, restricted=True)
    words = without_restricted(text, [item]).plain
    assert "Contract" in words
    assert "claim" not in words
    assert "The Clerk would write." in words
