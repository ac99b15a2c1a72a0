"""Names, posts, and who was in which post on a day."""

from datetime import date, timedelta

import pytest

from pipeline.link.people import Sighting, holder
from pipeline.link.roles import former_post, is_initials, name, of_committee, post

FIRST = date(2027, 1, 10)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Head of Parks & Open Spaces", "Head of Parks and Open Spaces"),
        ("Service Director for Housing", "Service Director, Housing"),
        ("Director of Childrens Services", "Director of Children's Services"),
        ("Co-ordinator of Volunteers", "Coordinator of Volunteers"),
        ("Interim Head of Finance", "Head of Finance"),
        ("Head of Finance (Acting)", "Head of Finance"),
        ("Head of Fostering (HoF)", "The Head of Fostering"),
        ("Asst Director of Roads", "Assistant Director of Roads"),
    ],
)
def test_two_spellings_are_one_post(one: str, other: str) -> None:
    first, second = post(one), post(other)
    assert first is not None
    assert second is not None
    assert first.key == second.key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Head of Parks", "Deputy Head of Parks"),
        ("Director of Housing", "Director of Finance"),
        ("Head of Finance", "Finance Officer"),
    ],
)
def test_two_posts_stay_two(one: str, other: str) -> None:
    first, second = post(one), post(other)
    assert first is not None
    assert second is not None
    assert first.key != second.key


@pytest.mark.parametrize("words", ["Committee Member", "Substitute Member", "Councillor Ann Vale", "Parks Strategy"])
def test_seats_people_and_things_are_no_posts(words: str) -> None:
    assert post(words) is None


@pytest.mark.parametrize(
    ("words", "key", "surname"),
    [
        ("Councillor Ann Vale", "ann vale", "vale"),
        ("Cllr Dr Ann Mary Vale MBE", "ann vale", "vale"),
        ("Ann Vale (Chair)", "ann vale", "vale"),
        ("Cllr Vale", None, "vale"),
        ("Mr A Vale", None, "vale"),
    ],
)
def test_name_is_read(words: str, key: str | None, surname: str) -> None:
    found = name(words)
    assert found is not None
    assert (found.key, found.surname) == (key, surname)


@pytest.mark.parametrize("words", ["Head of Parks", "Planning Committee", "Vale", "the contractor", "Ranger"])
def test_what_is_no_name_is_none(words: str) -> None:
    assert name(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Chair", "chair"), ("the Chairman of the Committee", "chair"), ("Vice-Chair", "vice-chair"), ("Clerk", None)],
)
def test_chairs_belong_to_their_committee(words: str, expected: str | None) -> None:
    assert of_committee(words) == expected


def test_initials_are_told_from_words() -> None:
    assert is_initials("KC")
    assert not is_initials("Kc")


def seen(*days_and_people: tuple[int, int]) -> tuple[Sighting, ...]:
    return tuple(Sighting(FIRST + timedelta(days=day), person, False, "u") for day, person in days_and_people)


@pytest.mark.parametrize(
    ("sightings", "day", "expected"),
    [
        pytest.param(seen((0, 1)), 0, 1, id="seen that day"),
        pytest.param(seen((0, 1), (90, 1)), 45, 1, id="between two sightings of one person"),
        pytest.param(seen((0, 1), (90, 2)), 45, None, id="between two people"),
        pytest.param(seen((0, 1), (0, 2)), 0, None, id="two people on one day"),
        pytest.param(seen((0, 1), (0, 2), (90, 1)), 45, None, id="two people before"),
        pytest.param(seen((0, 1)), 50, 1, id="soon behind the last"),
        pytest.param(seen((0, 1)), 300, None, id="long behind the last"),
        pytest.param(seen((0, 1)), -10, 1, id="shortly before the first"),
        pytest.param(seen((0, 1)), -90, None, id="long before the first"),
        pytest.param((), 0, None, id="never seen"),
    ],
)
def test_holder_of_a_post_is_whom_the_pages_settle(
    sightings: tuple[Sighting, ...], day: int, expected: int | None
) -> None:
    found = holder(sightings, FIRST + timedelta(days=day))
    assert (found.person if found else None) == expected


@pytest.mark.parametrize(
    ("title", "former"),
    [
        ("Head of Property (formerly Estates Manager)", "Estates Manager"),
        ("Head of Property - previously the Estates Manager", "Estates Manager"),
        ("Head of Property (Interim)", None),
        ("Head of Property", None),
    ],
)
def test_former_name_of_a_post_is_read(title: str, former: str | None) -> None:
    found = former_post(title)
    assert (found.title if found else None) == former
    own = post(title)
    assert own is not None
    assert own.key == "head property"
