"""The items of printed minutes in the ways in which councils number them."""

import pytest

from extractors.minutes.items import items
from extractors.text.plain import read_plain


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            "12. APOLOGIES\n\nThere were none.\n\n13. HIGHWAYS (Agenda Item 3)\n\nThe bridge was discussed.",
            [("12", "APOLOGIES", None), ("13", "HIGHWAYS", "13")],
        ),
        (
            "185/20 To receive apologies for absence.\n\nNone.\n\n186/20 To discuss the hedge. It had grown again.\n",
            [("185/20", "To receive apologies for absence", "185/20"), ("186/20", "To discuss the hedge", "186/20")],
        ),
        (
            "Item 4: Budget\n\nThe figures were noted.\n\nItem 5: Roads\n\nThe list was noted.\n\nItem 6: Close\n",
            [("4", "Budget", None), ("5", "Roads", None), ("6", "Close", None)],
        ),
        (
            "1. WELCOME\n\n1. One thing was said.\n\n2. Another thing was said.\n\n2. ROADS\n\nNothing.\n\n3. CLOSE\n",
            [("1", "WELCOME", None), ("2", "ROADS", None), ("3", "CLOSE", None)],
        ),
        (
            "B25/014  Action Log\n\nThe Board read the log.\n\nB25/015  Finance Report\n\nNoted.\n\nB25/016 Close\n",
            [
                ("B25/014", "Action Log", "B25/014"),
                ("B25/015", "Finance Report", "B25/015"),
                ("B25/016", "Close", "B25/016"),
            ],
        ),
        (
            "QY.3 MOORINGS\n\nNothing.\n\nQY.4 DREDGING – THE OLD LOCK\n\nNothing.\n\nQY.5 TOLLS\n\nNothing.",
            [("QY.3", "MOORINGS", "QY.3"), ("QY.4", "DREDGING – THE OLD LOCK", "QY.4"), ("QY.5", "TOLLS", "QY.5")],
        ),
        (
            "23.26 Moorings\n\n23.1 Ropes were frayed.\n\n23.2 Buoys too.\n\n24.26 Tolls\n\nNothing.\n\n25.26 Close\n",
            [("23.26", "Moorings", "23.26"), ("24.26", "Tolls", "24.26"), ("25.26", "Close", "25.26")],
        ),
        (
            "Agenda Item 5\n\nMOORINGS\n\nThe ropes were frayed.\n\nAgenda Item 6\n\nTOLLS\n\nNothing.\n\n"
            "Agenda Item 7\n\nThe meeting closed.",
            [("5", "MOORINGS", None), ("6", "TOLLS", None), ("7", None, None)],
        ),
        (
            "26/7 CONDITION OF ROPES: Mr Vane had looked at them.\n\n26/8 HARBOUR MASTER'S REPORT A paper was read.\n",
            [("26/7", "CONDITION OF ROPES", "26/7"), ("26/8", "HARBOUR MASTER'S REPORT", "26/8")],
        ),
        ("The hedge was discussed.\n\nThe Clerk would write.", []),
    ],
    ids=[
        "minute numbers",
        "parish",
        "spelt",
        "lists inside items",
        "letters and parts",
        "letters and a point",
        "the year behind a point",
        "on a line of its own",
        "in capitals before the text",
        "none",
    ],
)
def test_run_of_numbers_is_found(content: str, found: list[tuple[str, str, str | None]]) -> None:
    assert [(item.number, item.title, item.minute_number) for item in items(read_plain(content))] == found


def test_items_reach_to_the_next_and_stop_before_an_appendix() -> None:
    text = read_plain("1. ROADS\n\nThe bridge.\n\n2. HEDGES\n\nThe hedge.\n\nAPPENDIX\n\nA list.")
    assert [text.plain[item.start : item.end].split() for item in items(text)] == [
        ["1.", "ROADS", "The", "bridge."],
        ["2.", "HEDGES", "The", "hedge."],
    ]
