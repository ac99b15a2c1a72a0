"""Owners in the margin, and the tasks that they make."""

import pytest

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.text import Block, Cell, Span, Text


def beside(words: str, note: str) -> Text:
    plain = f"{words}\n{note}\n"
    margin = (Span(len(words) + 1, len(words) + 1 + len(note)),)
    return Text(plain, (Block("paragraph", 0, len(words), 0, region="minutes", margin=margin),), "test")


@pytest.mark.parametrize(
    ("words", "note", "kind", "owner", "quote"),
    [
        ("The gate is broken. A price is wanted.", "PL", "action", ("PL",), "A price is wanted."),
        ("The hedge would be cut and a report sent to Members.", "PL/GD", "action", ("PL", "GD"), None),
        ("It was agreed to write to the owner of the barn.", "Clerk", "resolution", ("Clerk",), None),
        ("PL to ask the farmer about the stile.", "PL", "action", ("PL",), None),
    ],
)
def test_task_takes_the_owner_beside_it(
    words: str, note: str, kind: str, owner: tuple[str, ...], quote: str | None
) -> None:
    (record,) = [record for record in find_records(beside(words, note)) if record.trackable]
    assert (record.kind, record.owner, record.quote) == (kind, owner, quote or words)


def test_noted_is_no_owner() -> None:
    assert find_records(beside("The police gave their figures.", "Noted")) == ()


@pytest.mark.parametrize(
    "words",
    [
        "PL reported on the slipway. The rail needs paint. PL",
        "PL reported on the slipway. The rail needs paint.\n\nPL",
        "PL reported on the slipway. The rail needs paint.\nPL/GD\n",
    ],
)
def test_initials_at_the_end_or_on_a_line_of_their_own_stand_beside_the_last_task(words: str) -> None:
    (record,) = find_records(mark_regions(read_plain(f"3. Harbour\n\n{words}")))
    assert (record.kind, record.quote, record.owner[0]) == ("action", "The rail needs paint.", "PL")


def test_a_stack_of_initials_is_tied_to_nothing() -> None:
    words = "PL reported on the slipway. GD had seen it.\n\nPL\n\nGD\n\nPL"
    assert find_records(mark_regions(read_plain(f"3. Harbour\n\n{words}"))) == ()


@pytest.mark.parametrize(
    ("note", "owner", "due"),
    [
        ("PL by 30 June", ("PL",), "by 30 June"),
        ("ACTION: Clerk", ("Clerk",), None),
        ("PL/GD - ASAP", ("PL", "GD"), "ASAP"),
        ("Clerk (June)", ("Clerk",), "June"),
        ("Clerk 30/6/2027", ("Clerk",), "30/6/2027"),
        ("Cllr March", ("Cllr March",), None),
    ],
)
def test_a_margin_may_say_when(note: str, owner: tuple[str, ...], due: str | None) -> None:
    (record,) = find_records(beside("The hedge would be cut.", note))
    assert (record.owner, record.due.text if record.due else None) == (owner, due)


def test_what_a_sentence_says_of_when_stands_before_what_its_margin_says() -> None:
    (record,) = find_records(beside("The hedge would be cut by 4 May.", "PL by 30 June"))
    assert record.due is not None
    assert record.due.text == "by 4 May"


def test_a_note_that_breaks_between_day_and_month_is_one() -> None:
    plain = "The hedge would be cut.\nClerk by 20\nJune\n"
    margin = (Span(24, 35), Span(36, 40))
    text = Text(plain, (Block("paragraph", 0, 23, 0, region="minutes", margin=margin),), "test")
    (record,) = find_records(text)
    assert (record.owner, record.due.text if record.due else None) == (("Clerk",), "by 20 June")


@pytest.mark.parametrize(("head", "owner"), [("Action by", ("PL",)), ("Votes", ())])
def test_the_last_cell_of_a_row_of_minutes_names_the_owner_where_its_head_says_so(
    head: str, owner: tuple[str, ...]
) -> None:
    plain = "The hedge would be cut at the mill.\tPL"
    cells = (Cell(0, 35, "Discussion"), Cell(36, 38, head))
    text = Text(plain, (Block("row", 0, 38, 0, region="minutes", cells=cells),), "test")
    assert [record.owner for record in find_records(text) if record.owner] == ([owner] if owner else [])
