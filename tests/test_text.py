"""A text: which of its blocks hold a place."""

from models.text import Block, Text

TEXT = Text("One.\n\nTwo.\nThree.", (Block("paragraph", 0, 4, 0), Block("paragraph", 6, 17, 6)), "test")


def test_blocks_at_offsets_are_given_once_and_in_order() -> None:
    assert TEXT.blocks_at([0, 3, 6, 11, 16]) == [*TEXT.blocks]


def test_the_block_before_a_gap_is_given_for_an_offset_in_it() -> None:
    assert TEXT.blocks_at([5]) == [TEXT.blocks[0]]


def test_no_block_is_given_for_an_offset_before_all() -> None:
    later = Text("\n\nOne.", (Block("paragraph", 2, 6, 2),), "test")
    assert later.blocks_at([0]) == []
