"""Welsh on a bilingual page: recognised, set aside with a note, never half-read."""

import pytest

from extractors.language.find import find_records
from extractors.minutes.welsh import is_welsh
from extractors.read import read

WELSH = [
    "Penderfynwyd bod y Clerc yn ysgrifennu at berchennog yr iard gychod.",
    "Dywedodd y Cynghorydd Pask fod y wal yn hen ac y byddai map yn cael ei anfon at yr aelodau.",
    "Derbyniwyd yr adroddiad ar y cei, a diolchodd y Cadeirydd i'r swyddogion.",
]
ENGLISH = [
    "It was agreed that the Clerk write to the owner of the boatyard at Porth yr Ogof.",
    "Cynghorydd Pask said that the wall at Maes y Dref was old.",
    "The Pwyllgor Porthladd met in Neuadd y Sir.",
    "RESOLVED: That the quay be paved.",
    "Cllr Orme",
]
PAGE = (
    "Cofnodion\n\nPenderfynwyd bod y Clerc yn ysgrifennu at yr iard erbyn 1 Mai.\n\n"
    "AGREED gan yr aelodau: bod y Clerc to write at yr iard yn y gwanwyn.\n\n"
    "Minutes\n\nRESOLVED: That the Clerk write to the yard by 1 May."
)


@pytest.mark.parametrize("words", WELSH)
def test_welsh_is_recognised(words: str) -> None:
    assert is_welsh(words)


@pytest.mark.parametrize("words", ENGLISH)
def test_english_with_welsh_names_is_english(words: str) -> None:
    assert not is_welsh(words)


def test_welsh_of_a_bilingual_page_is_set_aside_with_a_note() -> None:
    reading = read(PAGE.encode(), name="page.txt")
    assert reading.text is not None
    assert reading.notes == ("text in Welsh set aside: 2 of 5 blocks",)
    assert [record.quote for record in find_records(reading.text)] == [
        "RESOLVED: That the Clerk write to the yard by 1 May."
    ]


def test_page_in_english_has_nothing_to_note() -> None:
    assert read(b"Minutes\n\nRESOLVED: That the Clerk write.", name="page.txt").notes == ()
