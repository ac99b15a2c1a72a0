"""Decisions: heads and lists, what is quoted, whether it is a decision at all, who must act."""

import pytest

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.record import Context, Record
from models.vocabulary import DECISIONS


def found(content: str) -> tuple[Record, ...]:
    """Return all records of a text."""
    return find_records(mark_regions(read_plain(content)))


def decided(content: str) -> list[str]:
    """Return the quotes of the decisions of a text, in reading order."""
    return [record.quote for record in found(content) if record.kind in DECISIONS]


LISTS = [
    pytest.param(
        "RESOLVED:\n\n(a) That the tide table be noted;\n\n(b) That the ramp be mended.",
        ["That the tide table be noted", "That the ramp be mended."],
        id="letters under a label",
    ),
    pytest.param(
        "The Harbour Board resolved:- (i) to note the survey; (ii) to ask the Engineer for a price; and (iii) to"
        " thank her.",
        ["to note the survey", "to ask the Engineer for a price", "to thank her."],
        id="inline list",
    ),
    pytest.param(
        "The dues were low.\n\nThe Committee:-\n\n(i) noted the dues;\n\n(ii) agreed to hold them; and\n\n(iii)"
        " instructed the Clerk to print them.",
        ["noted the dues", "agreed to hold them", "instructed the Clerk to print them."],
        id="body with a list of deeds",
    ),
    pytest.param(
        "RESOLVED that:\n\n(a) members be appointed as follows –\n\nFerry – Cllr Pask\n\n(b) the list be published.",
        ["Ferry – Cllr Pask", "the list be published."],
        id="list within a limb",
    ),
    pytest.param(
        "RESOLVED:\n\n1. That the ramp be shut.\n\nReason for decision: the weed was thick.",
        ["That the ramp be shut."],
        id="reasons cut off",
    ),
    pytest.param(
        "RESOLVED: That the survey be received and noted, and that the Clerk ask the diver for dates.",
        ["That the survey be received and noted", "that the Clerk ask the diver for dates."],
        id="second clause that decides",
    ),
    pytest.param(
        "The ramp was slippery.\n\n(i) That the survey be noted.\n\n(ii) That the ramp run for a further year.",
        ["That the survey be noted.", "That the ramp run for a further year."],
        id="list that has lost its head",
    ),
    pytest.param(
        "The Board confirmed the rota and requested that the Clerk send it to the crews.",
        ["The Board confirmed the rota", "requested that the Clerk send it to the crews."],
        id="two deeds of a body",
    ),
    pytest.param(
        "RESOLVED – That the lease be DEFERRED:\n\n1. so that officers can see the deeds.",
        ["RESOLVED – That the lease be DEFERRED:", "so that officers can see the deeds."],
        id="reasons that are tasks",
    ),
    pytest.param(
        "The ramp was shut.\n\nResolved that –\n\nThe next item was then taken by the Chair.",
        [],
        id="list lost on the way",
    ),
    pytest.param(
        "It was proposed by Cllr Pask, seconded by Cllr Orme and agreed to pave the quay.",
        ["It was proposed by Cllr Pask, seconded by Cllr Orme and agreed to pave the quay."],
        id="proposed, seconded and agreed",
    ),
    pytest.param(
        "The quay was worn.\n\nProposed by Cllr Pask\nSeconded by Cllr Orme\nAND AGREED\n\n“That the quay be paved.”",
        ["“That the quay be paved.”"],
        id="quoted behind its names",
    ),
    pytest.param("RESOLVEDthat the quay be paved.", ["RESOLVEDthat the quay be paved."], id="blank lost"),
    pytest.param("Talk went on.\n\nThe survey report was noted.", ["The survey report was noted."], id="paper noted"),
    pytest.param("9. Fog bell\nRESOLVED: That it be rung.", ["RESOLVED: That it be rung."], id="heading run in"),
]
PASSED_OVER = [
    pytest.param("It was agreed that the gala had been a joy.", id="opinion"),
    pytest.param("Members noted that the crane was loud.", id="remark of members"),
    pytest.param("In June the Cabinet had decided to sell the dredger.", id="earlier decision"),
    pytest.param("Would the Board be content if the ramp was closed?", id="question"),
    pytest.param("(c) That this ramp was apart from the slipway.", id="point made in discussion"),
    pytest.param("It was agreed that the Harbour Master would ring the bell.", id="promise by somebody"),
]
OWNERS = [
    pytest.param("RESOLVED: That the Clerk write to the boatyard.", ("Clerk",), id="subjunctive"),
    pytest.param("RESOLVED: That the Clerk should ask Mr Vane to cut the weed.", ("Clerk",), id="asker acts"),
    pytest.param("The Board agreed to ask the Harbour Master to send a chart.", ("Harbour Master",), id="one asked"),
    pytest.param("RESOLVED: That officers be requested to send a chart.", ("officers",), id="asked in the passive"),
    pytest.param(
        "RESOLVED: To request that the Head of Harbours returns to the Board in May.",
        ("Head of Harbours",),
        id="returns",
    ),
    pytest.param("RESOLVED: That Quay Green come back to the May meeting.", (), id="a matter comes back"),
    pytest.param("The Harbour Board agreed to write to the boatyard.", ("Harbour Board",), id="body itself"),
    pytest.param("RESOLVED: That Cllr Pask has kindly agreed to store the rope.", ("Cllr Pask",), id="one who offered"),
    pytest.param("RESOLVED: That the Board hold a count, and that the Chair lead it.", ("Board", "Chair"), id="two"),
    pytest.param("RESOLVED: That the sea wall come back to the May meeting.", (), id="a thing that comes back"),
    pytest.param("RESOLVED: That a chart be sent to the crews.", (), id="nobody named"),
    pytest.param("RESOLVED: That the Ranger be invited to the May meeting.", (), id="one invited"),
]


OWNERS_ELSEWHERE = [
    ("RESOLVED: That the Head of Harbours submit a report to the May meeting.", ("Head of Harbours",)),
    (
        "RESOLVED: That the Director of Place, in consultation with the Chair, write to the Minister.",
        ("Director of Place",),
    ),
    ("RESOLVED: That the Clerk and Cllr Pask meet the contractor.", ("Clerk", "Cllr Pask")),
    ("RESOLVED that a letter be sent by the Clerk to the yard.", ("Clerk",)),
    ("RESOLVED that a working group comprising Cllrs Pask, Orme and Vane be set up.", ()),
    ("It was resolved that the Chairman write to the MP.", ("Chairman",)),
    ("RESOLVED to instruct the Solicitor to prepare the lease.", ("Solicitor",)),
    ("The Committee agreed to request that the Chief Officer bring a paper in June.", ("Chief Officer",)),
    ("The Board agreed that officers be asked to look at the ramp.", ("officers",)),
    ("AGREED: Officers to bring back a list of moorings.", ("Officers",)),
    ("RESOLVED – The Monitoring Officer to circulate the guidance.", ("Monitoring Officer",)),
    ("RESOLVED: That the matter be referred to the Finance Committee.", ()),
    ("RESOLVED: That the item be deferred to the next meeting.", ()),
    ("RESOLVED: That a further report be brought to the Committee.", ()),
    (
        "RESOLVED: That the Executive Member for Transport be asked to attend the next meeting.",
        ("Executive Member for Transport",),
    ),
    ("RESOLVED: That Harbour Services be asked to price a ladder.", ("Harbour Services",)),
    ("RESOLVED: That the County Council be requested to clear the drain.", ("County Council",)),
    ("The Parish Council resolved to write to the landowner.", ("Parish Council",)),
    ("RESOLVED: That authority be delegated to the Dock Manager to settle the lease.", ("Dock Manager",)),
    ("RESOLVED: To delegate authority to the Director of Quays, with the Leader's consent.", ("Director of Quays",)),
    ("RESOLVED: That the Head of Ferries be given delegated authority to hire boats.", ("Head of Ferries",)),
    ("AGREED to grant the Purser delegated authority to buy rope.", ("Purser",)),
    ("The Harbour Board delegated powers to the Clerk to buy rope.", ("Clerk",)),
    (
        "Cabinet agreed that authority is delegated to the Director of Boats and Piers and the Head of Finance.",
        ("Director of Boats and Piers", "Head of Finance"),
    ),
    ("The Community Council agreed to ask Highways to cut the verge.", ("Highways",)),
    ("It was agreed to write to the landowner.", ()),
    ("It was agreed to leave the matter with the Chair and Clerk to settle.", ("Chair", "Clerk")),
    ("It was agreed that we should write to the landowner.", ("we",)),
    ("RESOLVED that Cllr Orme be asked to speak to the school.", ("Cllr Orme",)),
    ("RESOLVED: That the Working Group meet again in May and report to Council.", ("Working Group",)),
    ("RESOLVED: That the Clerk obtain quotes and that Cllr Vane look at the gate.", ("Clerk", "Cllr Vane")),
    ("RESOLVED: That the Assistant Director (Parks) be instructed to mend the steps.", ("Assistant Director (Parks)",)),
    ("RESOLVED: That the Leader and Chief Executive write jointly to the Minister.", ("Leader", "Chief Executive")),
    ("RESOLVED: That a copy of the map be sent to the Police.", ()),
    ("RESOLVED: That the Ranger's proposals be circulated to members.", ()),
    (
        "RESOLVED: To request the Interim Head of Legal Services to review the byelaws.",
        ("Interim Head of Legal Services",),
    ),
    ("RESOLVED: That Mr Vane continue to look for a new flag.", ("Mr Vane",)),
    ("RESOLVED: That the Town Clerk be tasked with finding a contractor.", ("Town Clerk",)),
    ("RESOLVED: That Council officers investigate the noise.", ("Council officers",)),
    ("RESOLVED: that the Deputy Clerk will advertise the post.", ("Deputy Clerk",)),
]


@pytest.mark.parametrize(("content", "owners"), OWNERS_ELSEWHERE, ids=[content for content, _ in OWNERS_ELSEWHERE])
def test_owners_of_decisions_are_those_who_must_act(content: str, owners: tuple[str, ...]) -> None:
    decisions = [record for record in found(f"The talk went on.\n\n{content}") if record.kind in DECISIONS]
    assert [owner for record in decisions for owner in record.owner] == list(owners)


@pytest.mark.parametrize(("content", "quotes"), LISTS)
def test_each_limb_is_a_decision(content: str, quotes: list[str]) -> None:
    assert decided(content) == quotes


@pytest.mark.parametrize(
    ("content", "limbs"),
    [
        (
            "RESOLVED: That the chart be noted and the Head of Harbours report on the lease in May.",
            [("note", ()), ("assign", ("Head of Harbours",))],
        ),
        (
            "RESOLVED that the offer be accepted, and Cllr Pask be asked to contact the boatyard.",
            [("approve", ()), ("assign", ("Cllr Pask",))],
        ),
        ("RESOLVED: That the accounts be approved and the Chair sign them.", [("approve", ())]),
        ("RESOLVED: That the Clerk and the Treasurer write to the boatyard.", [("assign", ("Clerk", "Treasurer"))]),
    ],
)
def test_somebody_with_a_deed_of_their_own_is_a_limb_of_their_own(
    content: str, limbs: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(record.effect, record.owner) for record in found(content)] == limbs


def test_label_below_leaves_power_with_whom_it_was_handed_to() -> None:
    content = "RESOLVED: That authority be delegated to the Section 151 Officer to settle the lease.\n\n(Action: Clerk)"
    assert [(record.effect, record.owner, record.trackable) for record in found(content)] == [
        ("delegate", ("Section 151 Officer",), False)
    ]


@pytest.mark.parametrize(
    ("content", "quotes"),
    [
        ("Proposed by Cllr Pask, seconded by Cllr Vane, all in favour: that £60 be spent on rope.", 1),
        ("It was proposed by Cllr Pask and seconded by Cllr Vane and all were in favour that the slip be mended.", 1),
        ("RESOLVED: To mend the slip. Proposed by Cllr Pask, seconded by Cllr Vane, all in favour.", 1),
        ("(Cllr Pask proposed, Cllr Vane seconded, all were in favour).", 0),
        ("All were in favour of more boats, but nothing could be done.", 0),
        ("The vote was unanimous.", 1),
    ],
)
def test_all_in_favour_decides_unless_it_tells_how_the_decision_before_it_came_about(content: str, quotes: int) -> None:
    assert [record.kind for record in found(content)] == ["resolution"] * quotes


def test_address_of_an_application_is_no_number_of_a_list() -> None:
    (view,) = found("26/0461/HOU 4 The Green: porch. No objections.")
    assert view.quote.startswith("26/0461/HOU")


@pytest.mark.parametrize(
    ("committee", "behind", "kind"),
    [
        ("Harbour Committee", "", "recommendation"),
        ("Harbour Committee", "\n\nRESOLVED: That the dues be noted.", "proposal"),
        ("Council", "", "proposal"),
        (None, "", "proposal"),
    ],
)
def test_committee_advises_the_council_where_its_item_decides_nothing(
    committee: str | None, behind: str, kind: str
) -> None:
    words = f"Minutes:\n\nIt was recommended that the Council approve the dues.{behind}\n"
    first, *_ = find_records(mark_regions(read_plain(words)), context=Context(committee))
    assert first.kind == kind


def test_motion_by_name_is_a_proposal() -> None:
    (moved,) = found("Cllr Pask moved and Cllr Vane seconded a motion that the ramp be shut.")
    assert (moved.kind, moved.quote) == ("proposal", "that the ramp be shut.")


def test_number_of_the_next_item_does_not_go_on_a_list() -> None:
    content = (
        "RESOLVED:\n\n(1) That the chart be noted; and\n\n(2) That the slip be mended.\n\n48. Lease of the Boatyard\n\n"
        "The Harbour Master spoke."
    )
    assert decided(content) == ["That the chart be noted", "That the slip be mended."]


@pytest.mark.parametrize("content", PASSED_OVER)
def test_what_is_not_decided_is_passed_over(content: str) -> None:
    assert decided(content) == []


@pytest.mark.parametrize(("content", "owner"), OWNERS)
def test_owner_of_a_task_is_who_must_act(content: str, owner: tuple[str, ...]) -> None:
    assert [record.owner for record in found(content)] == [owner]


def test_block_printed_twice_is_a_decision_twice() -> None:
    assert decided("Decision:\n\nTo accept the report on dues.\n\nMinutes:\n\nTo accept the report on dues.") == [
        "To accept the report on dues.",
        "To accept the report on dues.",
    ]


def test_time_and_doer_of_a_list_are_those_of_its_limbs() -> None:
    records = found("RESOLVED to ask the Engineer to bring to the next meeting:\n\n• a list of moorings;\n\n• a chart.")
    assert [(record.owner, record.due and record.due.type) for record in records] == [
        (("Engineer",), "next_meeting"),
        (("Engineer",), "next_meeting"),
    ]


def test_title_of_the_item_says_when_its_limbs_are_due() -> None:
    records = found("The Chair spoke.\n\n9. Items for the next agenda\n\nRESOLVED: that these be added:\n\n• Ramp;")
    assert [record.due and record.due.text for record in records] == ["for the next agenda"]


def test_label_that_names_only_an_owner_gives_the_decision_before_it_that_owner() -> None:
    (record,) = found("Rain fell.\n\nRESOLVED: That a chart be kept by 1 May 2027.\n\nACTION: Harbour Master")
    assert (record.kind, record.effect, record.owner) == ("resolution", "assign", ("Harbour Master",))
    assert record.due is not None


@pytest.mark.parametrize(
    "content",
    [
        "RESOLVED: That Council be recommended to pave the quay.",
        "The Board\n\nRESOLVED TO RECOMMEND TO THE AUTHORITY -\n\n(1) That the quay be paved.",
        "The Committee recommended the revised byelaws to the Harbour Board for approval.",
    ],
)
def test_advice_to_a_body_that_decides_is_a_recommendation(content: str) -> None:
    assert [record.kind for record in found(content)] == ["recommendation"]


def test_only_tasks_referrals_and_deferrals_are_followed_up() -> None:
    content = (
        "RESOLVED:\n\n(a) That the chart be noted.\n\n(b) That a chart be sent.\n\n(c) That the lease be deferred."
    )
    assert [(record.effect, record.trackable) for record in found(content)] == [
        ("note", False),
        ("assign", True),
        ("defer", True),
    ]


def test_motion_is_a_proposal_and_its_loss_a_decision() -> None:
    records = found("Cllr Pask moved that the ferry be sold. The motion was put to the vote and lost.")
    assert [(record.kind, record.quote, record.effect) for record in records] == [
        ("proposal", "that the ferry be sold.", None),
        ("resolution", "The motion was put to the vote and lost.", "other"),
    ]


def test_decision_and_promise_of_one_sentence_are_told_apart() -> None:
    records = found(
        "It was agreed that the Harbour Master would ring Cllr Pask, and that a chart be sent to the crews."
    )
    assert [record.kind for record in records] == ["undertaking", "resolution"]
