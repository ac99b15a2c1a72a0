"""Attendance lists of printed minutes, in our own wording."""

import pytest

from extractors.minutes.attendance import attendance, ties_of
from extractors.minutes.items import items
from extractors.minutes.people import people
from extractors.text.html import read_html
from extractors.text.plain import read_plain
from models.meeting import Attendance
from models.record import Tie


def listed(content: str) -> list[tuple[str, str | None, str | None]]:
    text = read_plain(content)
    return [(one.name, one.role, one.status) for one in attendance(text, items(text)).people]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "Cllrs A Moor (Chair), B Fen and C Lake",
            [("A Moor", "Chair"), ("B Fen", None), ("C Lake", None)],
        ),
        (
            "Jo Marsh, Head of Parks and Open Spaces; Al Dale, Clerk",
            [("Jo Marsh", "Head of Parks and Open Spaces"), ("Al Dale", "Clerk")],
        ),
        ("Clerk: Jo Marsh", [("Jo Marsh", "Clerk")]),
        ("Councillor Moor in the Chair", [("Councillor Moor", "Chair")]),
        ("Councillor Ada Moor Councillor Bea Fen", [("Councillor Ada Moor", None), ("Councillor Bea Fen", None)]),
        (
            "Councillor Ada Moor, Councillor Bea Fen and Councillor Cy Lake",
            [("Councillor Ada Moor", None), ("Councillor Bea Fen", None), ("Councillor Cy Lake", None)],
        ),
        (
            "Provost Ada Moor (Convener); Councillors Bea Fen, Cy Lake",
            [("Provost Ada Moor", "Convener"), ("Bea Fen", None), ("Cy Lake", None)],
        ),
        ("Ms Ada Moor (Clerk), County Cllr Bea Fen", [("Ms Ada Moor", "Clerk"), ("County Cllr Bea Fen", None)]),
        (
            "Moorings: Ms A Moor, Mr B Fen; Tolls: Dr C Lake",
            [("Ms A Moor", None), ("Mr B Fen", None), ("Dr C Lake", None)],
        ),
        (
            "Mrs Ada Moor (Clerk), County Cllr Bea Fen, District Councillor Cy Lake and 4 residents",
            [("Mrs Ada Moor", "Clerk"), ("County Cllr Bea Fen", None), ("District Councillor Cy Lake", None)],
        ),
        ("Cllr Mrs Ada Moor, the Clerk", [("Cllr Mrs Ada Moor", None)]),
        ("Ada Moor (Chair) Bea Fen (Treasurer)", [("Ada Moor", "Chair"), ("Bea Fen", "Treasurer")]),
        ("Ada Moor, Rowing Club", [("Ada Moor", None)]),
        ("Three members of the public", []),
        ("The Open Spaces Group", []),
    ],
    ids=[
        "titles",
        "posts",
        "post first",
        "in the chair",
        "no sign between",
        "a title behind and",
        "one title for the rest",
        "a councillor of another council",
        "groups",
        "councillors of other councils",
        "two titles",
        "no sign behind brackets",
        "whom somebody speaks for",
        "a number of people",
        "a body",
    ],
)
def test_people_of_a_run_of_words(words: str, found: list[tuple[str, str | None]]) -> None:
    assert [(one.name, one.role) for one in people(words)] == found


def test_lists_that_follow_one_another_line_by_line_are_told_apart() -> None:
    content = (
        "Sederunt: Provost Ada Moor (Convener); Councillors Bea Fen, Cy Lake\nIN ATTENDANCE: Di Marsh, Head of Parks\n"
        "Apologies were intimated on behalf of Councillor Ed Dale.\nAlso present: Fay Reed, Clerk\n\n1. Declarations"
    )
    assert listed(content) == [
        ("Provost Ada Moor", "Convener", "Present"),
        ("Bea Fen", None, "Present"),
        ("Cy Lake", None, "Present"),
        ("Di Marsh", "Head of Parks", "In attendance"),
        ("Councillor Ed Dale", None, "Apologies"),
        ("Fay Reed", "Clerk", "In attendance"),
    ]


def test_the_last_of_a_list_may_stand_behind_a_comma_and_and() -> None:
    assert [(one.name, one.role) for one in people("Cllrs Ada Moor, Bea Fen, and Di Marsh (Clerk)")] == [
        ("Ada Moor", None),
        ("Bea Fen", None),
        ("Di Marsh", "Clerk"),
    ]


def test_a_sentence_behind_a_list_names_further_people() -> None:
    content = "Present: Cllrs Ada Moor (Chair), Bea Fen and Cy Lake. Clerk: Mr Di Marsh.\n\n1. Tolls\n\n2. Close"
    assert listed(content)[2:] == [("Cy Lake", None, "Present"), ("Mr Di Marsh", "Clerk", "Present")]
    content = "Present: Cllr Ada Moor, Cllr Bea Fen. Mrs. Di Marsh (Clerk) was in attendance.\n\n1. Tolls\n\n2. Close"
    assert listed(content)[1:] == [("Cllr Bea Fen", None, "Present"), ("Mrs. Di Marsh", "Clerk", "In attendance")]


def test_brackets_hold_initials_bodies_and_substitutes() -> None:
    (one, other, third) = people("Ada Moor (AM), Bea Fen (NHS), Cy Lake (substitute for Di Marsh)")
    assert (one.initials, other.representing, third.status) == ("AM", "NHS", "Substitute")


def test_body_behind_a_name_is_whom_somebody_stands_for() -> None:
    found = people("Ada Moor, Healthwatch Ormeshire") + people("Cllr Bea Fen, Orme Harbour Council")
    assert [(one.name, one.representing) for one in found] == [
        ("Ada Moor", "Healthwatch Ormeshire"),
        ("Cllr Bea Fen", "Orme Harbour Council"),
    ]


def test_columns_set_with_blanks_hold_names_and_what_is_said_of_them() -> None:
    found = listed(
        "PRESENT\n\nMayor Ada Moor (in the Chair)\nCllr Bea Fen        Orme Council\n\n"
        "OFFICERS PRESENT\n\nCy Lake             Head of Moorings\nDi Marsh            Clerk\n\n1. TOLLS\n\n2. CLOSE"
    )
    assert found == [
        ("Mayor Ada Moor", "Chair", "Present"),
        ("Cllr Bea Fen", None, "Present"),
        ("Cy Lake", "Head of Moorings", "In attendance"),
        ("Di Marsh", "Clerk", "In attendance"),
    ]


@pytest.mark.parametrize(
    "words", ["Ada Moor welcomed everybody. Apologies: Bea Fen.", "Councillor Bea Fen. Councillor Lake was late."]
)
def test_apologies_are_read_beside_other_sentences(words: str) -> None:
    found = listed(f"1. APOLOGIES\n\n{words}\n\n2. TOLLS\n\nNothing.\n\n3. CLOSE")
    assert [(name.removeprefix("Councillor "), status) for name, _, status in found] == [("Bea Fen", "Apologies")]


def test_lists_end_where_the_items_begin() -> None:
    found = listed(
        "Present: Councillors Moor (Chair) and Fen.\n\nIn attendance: Jo Marsh, Clerk.\n\n"
        "The meeting was opened by Ada Lake at 7 p.m.\n\n1. APOLOGIES\n\n"
        "Apologies were received from Councillor Dale.\n\n"
        "2. HIGHWAYS\n\nBo Reed spoke of the bridge."
    )
    assert found == [
        ("Moor", "Chair", "Present"),
        ("Fen", None, "Present"),
        ("Jo Marsh", "Clerk", "In attendance"),
        ("Councillor Dale", None, "Apologies"),
    ]


def test_posts_and_printed_initials_tie_to_names() -> None:
    found = (Attendance("Ada Moor", role="Clerk"), Attendance("Bea Fen", initials="BF"))
    assert ties_of(found) == (Tie("Clerk", "Ada Moor"), Tie("BF", "Bea Fen"))


@pytest.mark.parametrize(
    "content",
    [
        "1. Present\n\nCllr A Moor\n\n2. Apologies\n\nCllr B Fen had sent hers.\n\n3. Roads\n\nBad.\n\n4. Lamps",
        "Present: Cllr A Moor\n\n1. APOLOGIES: Cllr B Fen\n\n2. ROADS\n\nBad.\n\n3. LAMPS",
        "Present: Cllr A Moor\n\n1. Apologies were received from Cllr B Fen.\n\n2. ROADS\n\nBad.\n\n3. LAMPS",
    ],
    ids=["a list that is an item", "names behind an item's title", "a sentence that is an item"],
)
def test_lists_may_be_items(content: str) -> None:
    assert listed(content) == [("Cllr A Moor", None, "Present"), ("Cllr B Fen", None, "Apologies")]


def test_a_page_lists_who_came_and_who_did_not_under_headings() -> None:
    rows = "<h3>{head}</h3><table><tr><td>Councillor {name}</td><td>{post}</td></tr></table>"
    lists = (("Attended", "Ada Moor", "Chair"), ("Apologies", "Bea Fen", "Member"))
    markup = "".join(rows.format(head=head, name=name, post=post) for head, name, post in lists)
    text = read_html(f"<h1>Burial Committee</h1>{markup}")
    assert [(one.name, one.role, one.status) for one in attendance(text, items(text)).people] == [
        ("Councillor Ada Moor", "Chair", "Present"),
        ("Councillor Bea Fen", "Member", "Apologies"),
    ]
