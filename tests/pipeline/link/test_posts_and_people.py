"""Whose promise it is: a post at a date and the person then in it, and two people never made one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from papers import Papers

from pipeline.store.files import open_minutes

APRIL, MAY, JUNE = date(2027, 4, 6), date(2027, 5, 4), date(2027, 6, 1)
SAID = "would send the plan of the pond."


@pytest.fixture
def papers(tmp_path: Path) -> Iterator[Papers]:
    db = open_minutes(tmp_path)
    yield Papers(db)
    db.close()


def person(papers: Papers, record: int) -> object:
    papers.linked()
    return (papers.one("select linked_name from records where id = ?", record) or (None,))[0]


def test_post_that_was_renamed_is_the_same_post(papers: Papers) -> None:
    papers.meeting(APRIL, ("Ada Pike", "Head of Property (formerly Estates Manager)"))
    papers.meeting(JUNE, ("Ada Pike", "Head of Property"))
    record = papers.record(papers.meeting(MAY), f"The Estates Manager {SAID}", "Estates Manager")
    assert person(papers, record) == "Ada Pike"


def test_post_that_somebody_else_holds_later_was_not_renamed(papers: Papers) -> None:
    papers.meeting(APRIL, ("Ada Pike", "Head of Property (formerly Estates Manager)"))
    papers.meeting(JUNE, ("Ben Rowe", "Estates Manager"))
    record = papers.record(papers.meeting(MAY), f"The Head of Property {SAID}", "Head of Property")
    assert person(papers, record) == "Ada Pike"
    later = papers.record(papers.meeting(date(2027, 6, 8)), f"The Estates Manager {SAID}", "Estates Manager")
    assert person(papers, later) == "Ben Rowe"


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("Mr Bell", "Dan Bell"),
        ("Councillor Bell", "Councillor Jo Bell"),
        ("Bell", None),
        ("Ms Vane", None),
        ("Councillor Vane", "Councillor Ann Vane"),
    ],
)
def test_councillor_and_officer_of_one_surname_are_told_apart(papers: Papers, owner: str, expected: str | None) -> None:
    there = (("Councillor Jo Bell", None), ("Councillor Ann Vane", None), ("Dan Bell", "Head of Property"))
    record = papers.record(papers.meeting(MAY, *there), f"{owner} {SAID}", owner)
    assert person(papers, record) == expected


def test_post_whose_title_holds_and_is_one_owner(papers: Papers) -> None:
    meeting = papers.meeting(MAY, ("Iris Bell", "Network and Streets Manager"))
    record = papers.record(meeting, f"The Network and Streets Manager {SAID}", "Network", "Streets Manager")
    assert person(papers, record) == "Iris Bell"
    owners = papers.one("select count(*) from record_owners where record_id = ?", record)
    assert owners == (1,)
