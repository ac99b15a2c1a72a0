"""Days and bodies in the names of files and folders."""

from datetime import date

import pytest

from extractors.minutes.file_name import body_in_path, date_in_name

DAY = date(2027, 3, 4)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2027-03-04 minutes.pdf", DAY),
        ("minutes_04-03-2027.pdf", DAY),
        ("4.3.2027.pdf", DAY),
        ("20270304.pdf", DAY),
        ("04032027 PC.pdf", DAY),
        ("04.03.27.docx", DAY),
        ("Minutes 4th March 2027.docx", DAY),
        ("Full-Council-Minutes-4-March-2027.pdf", DAY),
        ("March 2027 minutes.pdf", None),
        ("s12345 Minutes of Previous Meeting.pdf", None),
        ("2026-27 budget.pdf", None),
        ("31-02-2027.pdf", None),
        ("2027-03-04 to 2027-04-01.pdf", None),
        ("minutes.pdf", None),
    ],
)
def test_a_day_is_read_where_it_can_only_be_one(name: str, expected: date | None) -> None:
    assert date_in_name(name) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("millbeck/finance-committee-minutes-2027-03-04.pdf", "Finance Committee"),
        ("millbeck/Parks Panel/2027/04-03-2027.pdf", "Parks Panel"),
        ("Millbeck Parish Council/minutes 4 March 2027.docx", "Millbeck Parish Council"),
        ("millbeck/DraftMinutesPlanningCommittee.doc", "Planning Committee"),
        ("millbeck/2027/minutes.pdf", None),
        ("minutes.pdf", None),
    ],
)
def test_a_body_is_read_where_the_words_name_one(path: str, expected: str | None) -> None:
    assert body_in_path(path) == expected
