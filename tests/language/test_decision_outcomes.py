"""What came of an item: labels, permissions granted and refused, votes told by their count, things moved; and what
another body decided, or somebody alone."""

import pytest

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.record import Record

DECISIVE = frozenset({"resolution", "recommendation", "proposal"})

OUTCOMES = [
    ("The talk was long.\n\nOutcome: Members agreed to defer the lease to the next meeting.", ["defer"]),
    ("The talk was long.\n\nOutcome: the survey report was noted.", ["note"]),
    ("The talk was long.\n\nOutcome – to ask the Clerk for a list of moorings.", ["assign"]),
    ("The talk was long.\n\nOutcome: Agreed", ["approve"]),
    ("The talk was long.\n\nOutcome: Permission granted subject to conditions.", ["approve"]),
    ("The talk was long.\n\nDecision: Application refused for the reasons in the report.", ["other"]),
    ("Decision\n\nApplication refused for the reasons in the report.", ["other"]),
    ("The talk was long.\n\nPERMISSION GRANTED subject to the conditions in the report.", ["approve"]),
    ("The talk was long.\n\nREFUSED", ["other"]),
    ("The talk was long.\n\nResolution\n\nTo accept the quote from Bell & Sons.", ["approve"]),
    ("The talk was long.\n\nLicence granted with the following conditions:\n\n1. Doors shut by ten.", ["approve"]),
    ("The talk was long.\n\nRenewal granted for twelve months on the same conditions.", ["approve"]),
    ("The talk was long.\n\nThe risk register was noted.", ["note"]),
    ("2. Minutes\n\nAgreed as a true record.", ["note"]),
    (
        "7. Planning decisions notified by the district:\n\na) 26/0123 Quay Lane: granted\n\n"
        "8. Planning applications:\n\na) 26/0129 Pier Lane: no objections.",
        ["other"],
    ),
]
COUNTS = [
    ("The talk was long.\n\nThe Committee voted 6-3 in favour of closing the slip.", ["approve"]),
    ("The talk was long.\n\nMembers voted 7 to 2 against the rise.", ["other"]),
    ("The talk was long.\n\nThe Board voted 6–3 to close the slip.", ["approve"]),
    ("The talk was long.\n\nBy a majority of 6 to 3 the Board approved the plan.", ["approve"]),
    ("The talk was long.\n\nThe motion did not find a seconder.", ["other"]),
    ("The talk was long.\n\nThe vote was lost 3-6.", ["other"]),
    ("Cllr Pask moved approval of the dues, seconded by Cllr Orme. The motion failed.", ["proposal", "other"]),
    ("Cllr Pask moved, and Cllr Orme seconded, the recommendations in the report.", ["proposal"]),
    ("It was moved by Cllr Pask, seconded by Cllr Orme, to adopt the byelaws.", ["proposal"]),
    ("Cllr Pask proposed approval, seconded by Cllr Orme, and this was carried.", ["approve"]),
    ("The recommendation was put to the vote. Two voted for the recommendation and it was not agreed.", ["other"]),
    ("The talk was long.\n\nIt was resolved, by 31 votes to 4, to adopt the dues.", ["approve"]),
    ("The talk was long.\n\nWith the leave of the Board Cllr Pask withdrew the motion.", ["other"]),
    ("The talk was long.\n\nThe motion accordingly became the finding of the Committee.", ["approve"]),
    ("The talk was long.\n\nThe motion stood referred without debate to the Harbour Board.", ["refer"]),
]
DEEDS = [
    ('Proposed by Cllr. Orme, seconded by Cllr. Vane and resolved: "That the quay be let to the club."', ["approve"]),
    ('Proposed by Cllr Orme, seconded by Cllr Vane "That this Council calls for a new ferry."', ["proposal"]),
    ('Notices of Motion\n\n(a) Cllr. Orme\n\n"That this Council calls for a new ferry."', ["proposal"]),
    ("Cllr Orme moved, seconded by Cllr Vane, that the matter be referred to the Minister.", ["proposal"]),
    ("Cllr Orme proposed an amendment to line 2 so that a tenth of the dues be held back.", ["proposal"]),
    ("Harbour programme adopted on the proposal of Cllr. Orme, seconded by Cllr. Vane.", ["approve"]),
    ("It was agreed on the proposal of the Mayor to hold a public meeting on 2 March.", ["assign"]),
    ("The reply was noted.", ["note"]),
    ("The amendment was not seconded and was therefore not put.", ["other"]),
    ("For: 2. Against: 3. LOST.", ["other"]),
    ("It was agreed that no members attend the fair.", ["other"]),
    ("The Board agreed to move the May meeting to the 10th.", ["approve"]),
    ("RESOLVED: That the cost be reported to full Council for approval.", ["refer"]),
    ("RESOLVED: That, subject to no objection from the Board, the post be offered to Ms Orme.", ["appoint"]),
    ("The Committee agreed to:\n\n(a) continue the application by the Trust for a site visit.", ["defer"]),
    ("The Board resolved to:\n\n1. receive a further report at its May meeting.", ["assign"]),
    ("With reference to item 6, the Harbour Committee noted that the price had gone up.", ["note"]),
    ("The Harbour Committee received the report and thanked Ms Orme.", ["note"]),
    ("It was agreed by 3 votes to 1 that the lamp at Fell Quay be first.", ["approve"]),
    ("Sea scouts, £500 for oars – not approved, as outside the rules", ["other"]),
    ("Brass band, £900 for horns – approved in the sum of £400", ["approve"]),
    ("Cllr Orme then proposed that dogs be kept on leads; this was seconded by Cllr Vane and carried.", ["approve"]),
    ("AM/9 Benches: Resolved that no further benches be allowed on the pier.", ["other"]),
    ("The Board agreed to hold this over to a special meeting in July.", ["defer"]),
    ("RESOLVED that Cllr Orme be the substitute.", ["appoint"]),
    ("Leaflet approved as amended.", ["approve"]),
    (
        "Resolved –\n\n(1) That the petition be noted.\n\n(2) That the sign be kept.\n\n4. Harbour Plan\n\nNo more.",
        ["note", "approve"],
    ),
    (
        "The talk was long.\n\nMotion\n\nThat the Board –\n\n1. agrees the dues; and\n\n2. notes the risks.\n\n"
        "Moved by Cllr Orme\n\nAmendment\n\nThat the Board agrees lower dues.\n\n"
        "Motion: Orme, Vane, Pask (J), Howe\n\nAmendment: Dent, Rowe",
        ["proposal", "proposal", "proposal"],
    ),
    ("The proposal was therefore rejected.", ["other"]),
    ("Quay Head: agreed, with one abstention", ["approve"]),
    ("GRANTED subject to conditions and to closing by 23.00.", ["approve"]),
    ("The Chief Planner be authorised to grant permission once a deed is signed.", ["delegate"]),
    ("The Forum authorised the Harbour Master to settle the dues.", ["delegate"]),
    ("RESOLVED to give the Harbour Master authority to settle the dues.", ["delegate"]),
    ("The Forum agreed the dues and asked for a fuller list in May.", ["approve", "assign"]),
    ("18. Minutes: Resolved – That the minutes of 10 July be signed by the Chair.", ["note"]),
    ("The minutes of May were proposed by Cllr. Orme, seconded by Cllr. Vane and confirmed.", ["note"]),
    ("It was agreed, on the proposal of Cllr. Orme, seconded by Cllr. Vane, to write to the Minister.", ["assign"]),
    ("It was unanimously agreed that a letter of thanks issue to the crew.", ["assign"]),
    ("RESOLVED: That the Authority be recommended to buy the tug.", ["approve"]),
    ("RESOLVED: To reject the offer.", ["other"]),
    ("RESOLVED: That the results be reported back to Committee.", ["assign"]),
    (
        "RESOLVED that:\n\n• a grant to the choir be approved; and\n\n• a grant to the crew be approved.\n\n"
        "• a grant to the fair be approved.",
        ["approve", "approve", "approve"],
    ),
    (
        "The Board agreed:\n\n• the dues; and\n\n• that the Clerk write.\n\n57/26 Slip\n\nNo more.",
        ["approve", "assign"],
    ),
    ("Cllr Orme moved, and Cllr Vane seconded, an amendment to delete line 1.", ["proposal"]),
    ("RESOLVED – That Cllr Orme serve on the Canal Partnership.", ["appoint"]),
    ("RESOLVED to send the rules back to the Harbour Panel for further thought.", ["refer"]),
    ("The Panel declined to endorse the plan.", ["other"]),
    ("Members thanked the Diver for coming and noted the survey.", ["note"]),
    (
        "AGREED that the Clerk advertise the post, and that Cllrs Pask and Orme sit on the interview panel.",
        ["assign", "appoint"],
    ),
    ("RESOLVED: that it be recommended to Cabinet that the dues be frozen.", ["approve"]),
    (
        "The Committee:\n\n1. approved the dues; and\n\n2. noted the survey.\n\n5. Lamps – Opening Hours\n\nThe talk "
        "was long.",
        ["approve", "note"],
    ),
]
NONE = [
    "Deferred at the last meeting for a plan of the quay.",
    "The Panel had recommended that Cabinet:\n\n(i) raise the dues;\n\n(ii) print the map.",
    '(a) Ms Orme of the ferry company\n\n"That is the best ferry."',
    "The Harbour Committee received a petition and thanked the crews.",
    "Outcome: The pilot reached 400 boats and was a success.",
    "Outcome: to improve the air on the quay.",
    "Permission granted by the county in May had lapsed.",
    "The talk was long.\n\nDecisions made by the planning authority:\n\nQuay Lane – refused\n\nApplication granted.",
    "Residents voted 60-30 in favour of closing the slip.",
    "Cllr Pask voted against the plan.",
    "The number of boats fell.",
    "Cllr Pask moved house in May.",
]


def decisive(content: str) -> list[Record]:
    """Return the decisions and proposals of a text."""
    return [record for record in find_records(mark_regions(read_plain(content))) if record.kind in DECISIVE]


@pytest.mark.parametrize(("content", "effects"), [*OUTCOMES, *COUNTS, *DEEDS])
def test_outcome_is_found_with_what_it_does(content: str, effects: list[str]) -> None:
    assert [record.effect or record.kind for record in decisive(content)] == effects


def test_decision_behind_what_was_told_is_quoted_alone() -> None:
    words = "In relation to action 6, Ms Orme said that the bank had paid and it was agreed that the row be removed."
    assert [record.quote for record in decisive(words)] == ["it was agreed that the row be removed."]


def test_advice_to_a_member_who_decides_is_a_recommendation() -> None:
    words = "RESOLVED to recommend to the Lead Member that the map be redrawn."
    assert [record.kind for record in decisive(words)] == ["recommendation"]


def test_label_of_a_decision_ends_with_the_title_of_the_next_item() -> None:
    words = (
        "61 Quay\n\nThe talk was long.\n\nDECISION\n\nTo approve the plan.\n\n62 Petition\n\nThe crews spoke.\n\n"
        "DECISION\n\n1 Approve the dues\n\n2 Print the map"
    )
    assert [record.quote for record in decisive(words)] == [
        "To approve the plan.",
        "1 Approve the dues",
        "2 Print the map",
    ]


@pytest.mark.parametrize("content", NONE)
def test_what_somebody_else_decided_is_no_outcome(content: str) -> None:
    assert [record.quote for record in decisive(content)] == []
