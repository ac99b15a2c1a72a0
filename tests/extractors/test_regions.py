"""Regions that no label tells: attendance lists, questions, motions read out, votes, purposes."""

import pytest

from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain

CASES = [
    pytest.param(
        [
            "Agenda item",
            "Ferry dues",
            "To consider the report of the Harbour Master.",
            "Decision:",
            "That the dues be held.",
            "Minutes:",
            "The Board talked.",
            "Supporting documents:",
            "Dues 2027 PDF 100 KB",
        ],
        ["label", "title", "purpose", "label", "decision", "label", "minutes", "label", None],
        id="page with labels",
    ),
    pytest.param(
        [
            "Agenda item",
            "Ferry dues",
            "[To receive a report on dues and to agree the scale]",
            "The Board talked of dues.",
            "That the dues be held.",
        ],
        ["label", "title", "purpose", "minutes", "minutes"],
        id="purpose in brackets",
    ),
    pytest.param(
        [
            "HARBOUR BOARD",
            "Minutes of the meeting held on 4 May 2027",
            "Present: Cllrs Pask and Orme",
            "Apologies: Cllr Vane",
            "1. Minutes",
            "The minutes were agreed.",
            "2. Ramp",
            "The Clerk agreed to write.",
        ],
        ["title", "minutes", "attendance", "attendance", None, "minutes", None, "minutes"],
        id="printed",
    ),
    pytest.param(
        [
            "Agenda item",
            "Public questions",
            "Minutes:",
            "Question from Mr Tye: Will the Board undertake to mend the steps?",
            "Reply: The Clerk would write to Mr Tye.",
        ],
        ["label", "title", "label", "question", "minutes"],
        id="question",
    ),
    pytest.param(
        [
            "Agenda item",
            "Questions",
            "Minutes:",
            "Question 1 - Mr Tye asked: “Will the Harbour Master promise to mend the steps by May?”",
            "Answer: The steps will be mended by May.",
        ],
        ["label", "title", "label", "question", "minutes"],
        id="written question",
    ),
    pytest.param(
        [
            "Agenda item",
            "Motion",
            "Minutes:",
            "Cllr Pask moved the following motion:",
            "“This Council agrees to buy the lighthouse and asks the Clerk to write to Trinity House.”",
            "The motion was lost.",
        ],
        ["label", "title", "label", "minutes", "motion", "minutes"],
        id="motion",
    ),
    pytest.param(
        [
            "Report of the Harbour Master",
            "Recommendations",
            "That the Board notes the dues.",
            "1. Background",
            "The crew will mend the ramp.",
        ],
        ["report", "report", "report", "report", "report"],
        id="report",
    ),
    pytest.param(
        [
            "Agenda item",
            "Ferry",
            "To receive an update from the Harbour Master, who will attend.",
            "Minutes:",
            "She attended.",
        ],
        ["label", "title", "purpose", "label", "minutes"],
        id="no purpose sentence",
    ),
    pytest.param(
        [
            "Agenda item",
            "Ferry",
            "Minutes:",
            "RESOLVED – That it be sold.",
            "For the motion: Councillors Pask, Orme and Vane (3)",
            "Against the motion: Councillor Tye (1)",
            "Abstentions: None",
        ],
        ["label", "title", "label", "minutes", "vote", "vote", "vote"],
        id="recorded vote",
    ),
    pytest.param(
        ["Agenda item", "Ferry", "Contact: Jo Tye, Committee Officer, tel 01234", "Minutes:", "Talk."],
        ["label", "title", "contact", "label", "minutes"],
        id="contact",
    ),
    pytest.param(
        ["Parish Council", "5. To consider the quote for the bench and agree to buy it", "Resolved to buy it."],
        ["title", None, "minutes"],
        id="printed purpose",
    ),
    pytest.param(
        [
            "Minutes of the Harbour Board held on 4 May 2027",
            "PRESENT",
            "Councillor A Pask (Chair)",
            "Councillors B Orme, C Vane",
            "OFFICERS IN ATTENDANCE",
            "J Tye, Clerk, will act as secretary",
            "1. APOLOGIES",
            "There were none.",
        ],
        [None, "attendance", "attendance", "attendance", "attendance", "attendance", None, "minutes"],
        id="attendance list",
    ),
    pytest.param(
        [
            "5. Ferry dues",
            "Decision",
            "1. That the dues be held.",
            "2. That the Harbour Master write to the crews.",
            "Reasons for decision",
            "The crews are poor.",
            "Alternative options considered",
            "None.",
            "6. Petition on the slip",
            "The petitioner spoke.",
        ],
        [None, "label", "decision", "decision", "label", "report", "label", "report", "minutes", "minutes"],
        id="record of decisions",
    ),
    pytest.param(
        ["Decision", "That the slip be shut.", "Reasons for decision", "It is worn.", "Agenda Item 6", "Tolls rise."],
        ["label", "decision", "label", "report", "minutes", "minutes"],
        id="number of the next item on a line of its own",
    ),
    pytest.param(
        ["5. Ferry dues", "Decision", "5. That the dues be held.", "6. That the slip be shut", "7. That it be mended"],
        [None, "label", "decision", "decision", "decision"],
        id="list that goes on",
    ),
]


@pytest.mark.parametrize(("parts", "regions"), CASES)
def test_each_part_has_its_region(parts: list[str], regions: list[str | None]) -> None:
    """None in the expectation: either of two regions will do."""
    marked = [block.region for block in mark_regions(read_plain("\n\n".join(parts))).blocks]
    assert len(marked) == len(regions)
    assert [one if wanted else None for one, wanted in zip(marked, regions, strict=True)] == regions


def test_quotation_mark_that_nothing_closes_does_not_swallow_the_minutes() -> None:
    parts = ["Talk went on.", "Cllr Pask moved the motion:", "“That the quay be paved.", *["The wall is old."] * 20]
    assert mark_regions(read_plain("\n\n".join(parts))).blocks[-1].region == "minutes"


def test_a_field_of_a_form_is_what_stands_below_its_label() -> None:
    content = "Meeting Details\n\nCommittee:\n\nBurial Committee\n\nStatus:\n\nOccurred\n\nThe Clerk will oil the gate."
    text = mark_regions(read_plain(content))
    assert [block.region for block in text.blocks] == [
        *("title", "contact", "contact", "contact", "contact", "minutes"),
    ]


def test_a_body_that_leads_in_its_deeds_is_no_label() -> None:
    text = mark_regions(read_plain("Roads\n\nThe Committee:\n\n(a) noted the report; and\n\n(b) agreed the plan."))
    assert "contact" not in [block.region for block in text.blocks]
