"""One promise told in several places, and different promises in alike words."""

import pytest

from extractors.language.ties import role_key
from pipeline.link.telling import Spot, Statement, told_once

ITEM_PAGE = Spot(1, "item", 0, "minutes", 10, 0)
LATER_ON_IT = Spot(1, "item", 0, "minutes", 300, 0)
DECIDED = Spot(1, "item", 0, "decision", 400, 0)
MEETING_PAGE = Spot(2, "meeting", 3, "minutes", 900, 1)
PRINTED = Spot(3, "minutes", 5, "minutes", 2000, 2)
PRINTED_ELSEWHERE = Spot(3, "minutes", 9, "minutes", 5000, 2)


def promise(number: int, quote: str, *spots: Spot, item: int | None = 1, owner: str = "", **more: object) -> Statement:
    values = {"kind": "undertaking", "group": "promise", "trackable": True, **more}
    return Statement(
        id=number,
        uid=f"{number:016x}",
        quote=quote,
        item=item,
        spots=spots or (ITEM_PAGE,),
        owner_text=owner or None,
        owners=frozenset({role_key(owner)}) if owner else frozenset(),
        **values,  # type: ignore[arg-type]
    )


def resolution(number: int, quote: str, *spots: Spot, **more: object) -> Statement:
    return promise(number, quote, *(spots or (DECIDED,)), **{"kind": "resolution", "group": "decision", **more})  # type: ignore[arg-type]


def noted(quote: str) -> Statement:
    return promise(2, quote, LATER_ON_IT, owner="Estates Manager", kind="action")


def request(fate: str) -> Statement:
    return promise(1, "Cllr Rix asked for the lease of the boathouse.", kind="request", group="request", fate=fate)


LEASE = "The Estates Manager undertook to send the lease of the boathouse to members."


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(promise(1, LEASE), promise(2, LEASE, PRINTED, item=9), {2: 1}, id="printed file"),
        pytest.param(
            promise(1, LEASE),
            promise(2, LEASE.replace("boathouse", "boat- house"), PRINTED, item=9),
            {2: 1},
            id="broken word",
        ),
        pytest.param(promise(1, LEASE), promise(2, LEASE[:50], MEETING_PAGE), {2: 1}, id="page cut short"),
        pytest.param(promise(1, LEASE), promise(2, LEASE, LATER_ON_IT), {}, id="twice on one page"),
        pytest.param(
            promise(1, LEASE), promise(2, LEASE, MEETING_PAGE, item=2), {}, id="the same words in another item"
        ),
        pytest.param(
            promise(1, "The Clerk would write to the owner of 12 Mill Lane."),
            promise(2, "The Clerk would write to the owner of 14 Mill Lane.", PRINTED, item=9),
            {},
            id="another number",
        ),
        pytest.param(
            promise(1, "The Clerk would ask for a bench in Harcott Park."),
            promise(2, "The Clerk would ask for a bench in Eastgate Park.", PRINTED, item=9),
            {},
            id="another place",
        ),
        pytest.param(
            promise(1, LEASE, owner="Estates Manager"),
            resolution(2, "the Estates Manager send the lease of the boathouse to all members by 1 May."),
            {1: 2},
            id="repeated as a limb",
        ),
        pytest.param(
            promise(1, LEASE, owner="Estates Manager"),
            resolution(2, "the Solicitor review the lease of the boathouse.", owner="Solicitor"),
            {},
            id="another owner",
        ),
        pytest.param(
            promise(1, "Officers would send the lease of the boathouse."),
            resolution(2, "the Estates Manager send the lease of the boathouse.", owner="Estates Manager"),
            {1: 2},
            id="anybody who acts",
        ),
        pytest.param(
            promise(1, LEASE, owner="Estates Manager"),
            noted("Estates Manager to send the lease of the boathouse."),
            {2: 1},
            id="noted as an action",
        ),
        pytest.param(
            promise(1, LEASE, owner="Estates Manager"),
            noted("Estates Manager to send the plan of the boathouse roof."),
            {},
            id="another action",
        ),
        pytest.param(
            promise(1, "The Clerk would send the plan of the drains in Harcott Park."),
            resolution(2, "the plan of the drains in Eastgate Park be sent."),
            {},
            id="decision on another place",
        ),
        pytest.param(
            promise(1, "The Clerk would send Cllr Rix the plan of the drains in Harcott Park."),
            resolution(2, "the plan of the drains in the Park be sent to the Flood Group."),
            {1: 2},
            id="place with less of its name",
        ),
        pytest.param(
            promise(1, LEASE, owner="Estates Manager"),
            promise(2, "Send the lease of the boathouse", PRINTED, item=9, kind="action", logged=True),
            {2: 1},
            id="row of the meeting's own log",
        ),
        pytest.param(
            promise(1, LEASE),
            resolution(2, "a report on the rents of the allotments be brought to members."),
            {},
            id="another subject",
        ),
        pytest.param(
            promise(1, LEASE, PRINTED, item=9),
            resolution(2, "the lease of the boathouse be sent to members.", PRINTED_ELSEWHERE, item=9),
            {},
            id="another section of the file",
        ),
        pytest.param(
            promise(
                1, "Cllr Rix asked for the lease of the boathouse.", kind="request", group="request", fate="accepted"
            ),
            promise(2, LEASE, LATER_ON_IT),
            {1: 2},
            id="request that is accepted",
        ),
    ],
)
def test_what_is_told_twice_is_told_once(one: Statement, other: Statement, expected: dict[int, int]) -> None:
    assert told_once([one, other]) == expected


def test_two_equal_decisions_of_one_meeting_find_their_own_prints() -> None:
    noted = "RESOLVED: That the report be noted."
    told = told_once(
        [
            resolution(1, noted, ITEM_PAGE, item=1, trackable=False),
            resolution(2, noted, Spot(8, "item", 0, "minutes", 10, 0), item=2, trackable=False),
            resolution(3, noted, PRINTED, item=9, trackable=False),
            resolution(4, noted, PRINTED_ELSEWHERE, item=9, trackable=False),
        ]
    )
    assert sorted(told) == [3, 4]
    assert sorted(told.values()) == [1, 2]


def test_request_promise_and_resolution_of_one_thing_stand_as_the_resolution() -> None:
    told = told_once(
        [
            request("open"),
            promise(2, LEASE, LATER_ON_IT),
            resolution(3, "the lease of the boathouse be sent to members by 1 May.", DECIDED, due_text="by 1 May"),
        ]
    )
    assert told == {1: 3, 2: 3}


@pytest.mark.parametrize(("meeting", "expected"), [("2026-06-30", {}), ("2026-05-31", {1: 2})], ids=["behind", "in it"])
def test_a_meeting_behind_the_end_of_a_season_is_another_promise(meeting: str, expected: dict[int, int]) -> None:
    said = promise(
        1,
        "A list of the berths in the trial would be sent in the spring.",
        due_text="in the spring",
        due_type="period",
        due_date="2026-05-31",
    )
    decided = resolution(
        2,
        "That the Harbour Master report on the trial to the next meeting.",
        owner="Harbour Master",
        due_text="to the next meeting",
        due_type="meeting",
        due_date=meeting,
    )
    assert told_once([said, decided]) == expected
