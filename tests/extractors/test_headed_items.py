"""Items of minutes that number none."""

from collections.abc import Sequence

import pytest

from extractors.minutes.headed_items import headed_items
from extractors.minutes.items import items
from extractors.text.builder import TextBuilder
from models.text import Text

# "#" before a line is a heading, one for each level; "*" a bold line.
MINUTES = (
    "# Burial Committee",
    "## 4 May 2027",
    "## Present",
    "A Fen, B Lake",
    "## The gate",
    "It squeaks.",
    "### Oil",
    "The Clerk will oil it.",
    "## The hut",
    "It leaks.",
    "## Resolved",
    "That felt be bought.",
    "## Action log",
    "Nothing.",
)


def text(lines: Sequence[str]) -> Text:
    builder = TextBuilder()
    for line in lines:
        marks, _, words = line.rpartition("# ") if "# " in line else ("", "", line)
        level = len(marks) + 1 if "# " in line else 0
        builder.add(
            words.lstrip("*"), kind="heading" if level else "paragraph", level=level, bold=words.startswith("*")
        )
    return builder.text("test")


def told(lines: Sequence[str]) -> list[tuple[str | None, str]]:
    minutes = text(lines)
    return [(item.title, " ".join(minutes.plain[item.start : item.end].split())) for item in items(minutes)]


def test_headings_of_the_commonest_level_begin_items() -> None:
    assert told(MINUTES) == [
        ("The gate", "The gate It squeaks. Oil The Clerk will oil it."),
        ("The hut", "The hut It leaks. Resolved That felt be bought."),
    ]


def test_bold_lines_do_where_there_are_three() -> None:
    lines = ("Notes", "*The gate", "It squeaks.", "*The hut", "It leaks.", "*The bench", "It is new.")
    assert [title for title, _ in told(lines)] == ["The gate", "The hut", "The bench"]
    assert told(lines[:5]) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("# Notes", "# The gate", "It squeaks."),
        ("# Notes", "# Cllr A Fen", "She spoke.", "# Cllr B Lake", "He spoke."),
        ("# Notes", "# The gate squeaks.", "It does.", "# The hut leaks.", "It does."),
        ("# Notes", "# The gate", "It squeaks.", "# The gate", "It squeaks."),
    ],
    ids=["one", "names", "sentences", "the same words"],
)
def test_other_headings_do_not(lines: Sequence[str]) -> None:
    assert headed_items(text(lines)) == ()


def test_numbers_tell_items_before_headings_do() -> None:
    lines = (
        "# Notes",
        "1. GATES. It squeaks.",
        "## Oil",
        "Yes.",
        "2. HUT. It leaks.",
        "## Felt",
        "Yes.",
        "3. SEAT. New.",
    )
    assert [title for title, _ in told(lines)] == ["GATES", "HUT", "SEAT"]
