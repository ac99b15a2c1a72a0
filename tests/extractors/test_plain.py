"""Plain text to blocks: the offsets are the file's own."""

import pytest

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain

NBSP = "\u00a0"
PAGE = f"""Agenda item

Mending the Weir

Minutes:

{NBSP}

The Panel heard that the weir had been mended. It had cost less than was feared.

RESOLVED: that the Panel:

·{NBSP * 8} notes the update; and

·{NBSP * 8} asks the Clerk to write to the owner.
"""


def words(content: str) -> list[tuple[str, str | None, str]]:
    text = read_plain(content)
    return [(block.kind, block.marker, " ".join(text.words(block).split())) for block in text.blocks]


def test_text_stays_as_it_is() -> None:
    assert read_plain(PAGE).plain == PAGE


def test_bullets_with_no_break_spaces_are_list_items() -> None:
    assert words(PAGE)[-2:] == [
        ("list_item", "·", "notes the update; and"),
        ("list_item", "·", "asks the Clerk to write to the owner."),
    ]


def test_line_of_no_break_spaces_is_a_blank_line() -> None:
    assert "" not in [said for _, _, said in words(PAGE)]


def test_paragraph_broken_by_hand_is_one_block() -> None:
    content = (
        "The Surveyor said that the wall beside the lane had moved by an inch in the winter and\n"
        "that it would have to be taken down. The owner had been told.\n"
        "8. Benches\n"
        "Two benches had been bought.\n"
    )
    assert [said for _, _, said in words(content)] == [
        "The Surveyor said that the wall beside the lane had moved by an inch in the winter and that"
        " it would have to be taken down. The owner had been told.",
        "Benches",
        "Two benches had been bought.",
    ]


@pytest.mark.parametrize(
    ("line", "marker", "said"),
    [
        ("(a) that it be noted", "(a)", "that it be noted"),
        ("185/20 To discuss the hedge", "185/20", "To discuss the hedge"),
        ("7\\. Matters arising", "7.", "Matters arising"),
        ("12.3 The Clerk wrote", "12.3", "The Clerk wrote"),
        ("(iv) that thanks be given", "(iv)", "that thanks be given"),
        ("J. Smith spoke", None, "J. Smith spoke"),
    ],
)
def test_markers(line: str, marker: str | None, said: str) -> None:
    assert words(line)[0][1:] == (marker, said)


def test_table_rows_have_cells() -> None:
    text = read_plain("| Action | Owner |\n| Mend the gate | PL |\n")
    assert [[text.plain[c.start : c.end] for c in block.cells] for block in text.blocks] == [
        ["Action", "Owner"],
        ["Mend the gate", "PL"],
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("1 | Mend the gate | AB | 4 May 2027", ("Mend the gate", ("AB",), "4 May 2027")),
        ("| 1 | Mend the gate | | 4 May 2027 |", ("Mend the gate", (), "4 May 2027")),
        ("1 | Mend the gate | AB |", ("Mend the gate", ("AB",), None)),
    ],
)
def test_cells_between_bars_stand_under_their_heads(
    row: str, expected: tuple[str, tuple[str, ...], str | None]
) -> None:
    edge = "|" if row.startswith("|") else ""
    heads = f"{edge} No | Action | Owner | Due {edge}\n--|--|--|--\n"
    (found,) = find_records(mark_regions(read_plain(f"{heads.strip(' ')}{row}\n")))
    assert (found.quote, found.owner, found.due.text if found.due else None) == expected


def test_one_bar_in_a_sentence_makes_no_row() -> None:
    assert [block.kind for block in read_plain("The gate | the hut were shut.").blocks] == ["paragraph"]


def test_hashes_before_a_line_make_a_heading() -> None:
    (block,) = read_plain("## 2. The gate").blocks
    assert (block.kind, block.level, block.marker, block.body) == ("heading", 2, "2.", 6)
