"""The manual says what the program has: every command, every word of the vocabularies, and no link into nothing."""

import re
from pathlib import Path

import pytest

from models import vocabulary
from pipeline.annotated import annotated
from pipeline.cli import COMMANDS
from pipeline.commands.evaluate import predict
from pipeline.record_json import record_json
from pipeline.scoring import score

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in LINK.findall(page.read_text("utf8")) if not (page.parent / link).exists()] == []


def test_every_command_is_in_the_manual() -> None:
    manual = "\n".join(page.read_text("utf8") for page in PAGES)
    assert [name for name in COMMANDS if f"undertook {name}" not in manual] == []


def test_every_command_is_in_the_design() -> None:
    design = (ROOT / "docs" / "design.md").read_text("utf8")
    assert set(re.findall("^undertook ([a-z]+)", design, re.MULTILINE)) == set(COMMANDS)


def test_the_annotated_document_of_the_manual_is_read_and_right(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "accuracy.md").read_text("utf8")
    example = re.search("```json\n(.*?)```", page, re.DOTALL)
    assert example is not None
    (tmp_path / "example.json").write_text(example[1], "utf8")
    (document,) = annotated(tmp_path)
    tally = score(document, [record_json(record) for record in predict(document)])
    assert tally.errors == []
    assert tally.counts["date.right"] == 1


@pytest.mark.parametrize("words", ["KINDS", "EFFECTS", "DUE_TYPES", "CONFIDENCES", "STATES"])
def test_every_word_of_a_record_is_explained(words: str) -> None:
    explained = (ROOT / "docs" / "records.md").read_text("utf8")
    assert [word for word in getattr(vocabulary, words) if f"`{word}`" not in explained] == []
