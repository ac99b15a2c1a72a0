"""The manual says what the program has: every command, every word of the vocabularies, and no link into nothing."""

import re
from pathlib import Path

import pytest

from models import vocabulary
from pipeline.cli import COMMANDS

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in LINK.findall(page.read_text("utf8")) if not (page.parent / link).exists()] == []


def test_every_command_is_in_the_manual() -> None:
    manual = "\n".join(page.read_text("utf8") for page in PAGES)
    assert [name for name in COMMANDS if f"undertook {name}" not in manual] == []


@pytest.mark.parametrize("words", ["KINDS", "EFFECTS", "DUE_TYPES", "CONFIDENCES", "STATES"])
def test_every_word_of_a_record_is_explained(words: str) -> None:
    explained = (ROOT / "docs" / "records.md").read_text("utf8")
    assert [word for word in getattr(vocabulary, words) if f"`{word}`" not in explained] == []
