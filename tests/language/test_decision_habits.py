"""How councils of four nations write down what was decided, in words of our own: heads, votes, lists, pages that lost
their labels; and what looks like a decision and is none."""

import pytest

from extractors.language.find import find_records
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain

DECISIVE = frozenset({"resolution", "recommendation", "proposal"})

SCOTTISH = [
    (
        "The Committee:-\n\n(i) noted the survey; and\n\n(ii) agreed that a chart be sent to the crews.",
        ["note", "assign"],
    ),
    (
        "The Board, having heard from the Diver, agreed to continue consideration of the lease to the next meeting.",
        ["defer"],
    ),
    ("DECISION\n\nThe Area Committee approved the grant of £400 to the sail loft.", ["approve"]),
    ("Decision\nNoted the content of the report.", ["note"]),
    ("The Community Council resolved to support the sea wall.", ["approve"]),
    (
        "The Convener, seconded by Bailie Orme, moved that the ramp be shut.\n\nAs an amendment, "
        "Cllr Pask, seconded by Cllr Vane, moved that the ramp be kept open.\n\nOn a vote being "
        "taken, 6 voted for the motion and 4 for the amendment. The motion was accordingly "
        "carried.",
        ["proposal", "proposal", "approve"],
    ),
    (
        "The Committee agreed:\n\n1. to homologate the action taken by the Chief Officer; and\n\n"
        "2. to remit to the Head of Harbours to report back in two cycles.",
        ["approve", "assign"],
    ),
    ("The lease was remitted to the Harbour Sub-Committee for a view.", ["refer"]),
    ("The Sub-Committee determined to grant the licence for a period of one year.", ["approve"]),
    ("The Committee unanimously agreed to refuse the licence.", ["other"]),
    ("The Council resolved in terms of the recommendations in the report.", ["approve"]),
]
WELSH_ENGLISH = [
    ("It was proposed, seconded and unanimously agreed that the slip be painted.", ["assign"]),
    ("Resolved – that the report be noted and that the Harbour Master attend again in May.", ["note", "assign"]),
    (
        "RESOLVED:\n\nThat Cabinet accept the findings.\n\nThat officers report back on dues in May.",
        ["approve", "assign"],
    ),
    ("It was RESOLVED that the minutes of the meeting held on 4 May be accepted as a true record.", ["note"]),
    ("IT WAS AGREED to receive the report.", ["note"]),
    ("Decision: To accept the report and to thank the crew.", ["note"]),
    ("Members resolved that the boat house be let to the sea scouts.", ["approve"]),
    ("It was agreed by the Committee that a letter be sent to the Welsh Ministers.", ["assign"]),
    ("The Scrutiny Committee RESOLVED to recommend to Cabinet that the toll be dropped.", ["approve"]),
]
IRISH = [
    ('Cllr. Orme moved "That this Council calls on the ferry company to sail on Sundays."', ["proposal"]),
    (
        'Cllr. Orme: "That the Executive examine the state of the slip." Motion unanimously adopted.',
        ["proposal", "approve"],
    ),
    ("It was proposed by Cllr. Orme, seconded by Cllr. Vane and agreed to write to the Minister.", ["assign"]),
    (
        "On the proposal of Councillor Pask, seconded by Councillor Orme, it was agreed to adopt the byelaws.",
        ["approve"],
    ),
    (
        "Proposed by Councillor Pask\nSeconded by Councillor Orme\nand resolved:\n\n“That the quay be paved.”",
        ["approve"],
    ),
    (
        "It was proposed by Alderman Pask, seconded by Councillor Vane and RESOLVED that the "
        "Council write to the Minister about the ferry.",
        ["assign"],
    ),
    ("The Cathaoirleach proposed that the pier be closed and this was agreed by the members.", ["approve"]),
    ("AGREED: to recommend that Council grants £250 to the regatta.", ["approve"]),
]
VOTES = [
    ("Decision: Report noted.", ["note"]),
    ("Decision: Review of moorings approved.", ["approve"]),
    ("Decision: Report back in May.", ["assign"]),
    ("It was proposed by Cllr Orme, seconded by Cllr Vane and it was agreed that the mast be sold.", ["approve"]),
    ("It was proposed by Cllr Orme, seconded by Cllr Vane and unanimously agreed that the mast be sold.", ["approve"]),
    ("It was proposed by Cllr Orme, seconded by Cllr Vane and resolved unanimously to sell the mast.", ["approve"]),
    ("It was proposed by Cllr Orme, seconded by Cllr Vane and carried that the mast be sold.", ["approve"]),
    ("It was discussed and agreed that the mast be sold.", ["approve"]),
    ("It was considered, and resolved nem con to sell the mast.", ["approve"]),
    ("It was agreed without dissent to sell the mast.", ["approve"]),
    ("After a long talk it was resolved, on a vote of 5 to 2, to sell the mast.", ["approve"]),
    ("It was agreed by all that the price was fair and that Vane & Co should be instructed.", ["assign"]),
    ("The motion was put to the meeting and declared carried, 7 voting for and 3 against.", ["approve"]),
    ("On being put to the vote, the amendment was lost by 5 votes to 8.", ["other"]),
    ("RESOLVED (7 for, 2 against, 1 abstention) that the slip be closed.", ["approve"]),
    ("RESOLVED unanimously: that the Clerk obtain three prices for the winch.", ["assign"]),
    ("UNANIMOUSLY RESOLVED that Cllr Vane be elected Chair.", ["appoint"]),
    ("RESOLVED by majority that the dues be frozen.", ["approve"]),
    ("All in favour. Agreed.", ["approve"]),
    ("Proposed Cllr Pask, seconded Cllr Orme, all agreed, that the bench be bought.", ["approve"]),
    ("Following a vote, it was\n\nRESOLVED\n\nThat the ferry be kept.\n\nFor: 7\n\nAgainst: 3", ["approve"]),
    ("By 8 votes to 2 the Committee agreed to open the lido.", ["approve"]),
]
LISTS = [
    (
        "RESOLVED – That:\n\n(1) the survey be noted;\n\n(2) the Engineer be requested to price "
        "the ramp; and\n\n(3) authority be delegated to the Director to sign the lease.",
        ["note", "assign", "delegate"],
    ),
    (
        "RESOLVED to:\n\n• note the dues\n\n• ask the Clerk for a list of moorings\n\n• thank the crew",
        ["note", "assign", "note"],
    ),
    (
        "Resolved:\n\n(A) That the plan be approved.\n\n(B) That:\n\n(i) the map be redrawn by "
        "the Ranger; and\n\n(ii) the old map be kept.",
        ["approve", "assign", "approve"],
    ),
    (
        "Resolved\n\n• A tour of the sheds for new members.\n\n• Crews invited to the June meeting.",
        ["assign", "assign"],
    ),
    (
        "AGREED that –\n\na) the report be noted\n\nb) a further report be brought to the May meeting.",
        ["note", "assign"],
    ),
    ("RESOLVED: (a) that the lease be renewed; (b) that the Solicitor prepare the deed.", ["approve", "assign"]),
    (
        "The Panel agreed the following actions:\n\n• Officers to bring a list of moorings to "
        "the next meeting.\n\n• The Chair to write to the Minister.",
        ["assign", "assign"],
    ),
    (
        "RESOLVED:\n\n1. To appoint Cllr Pask as Vice-Chair.\n\n2. To defer the lease.\n\nREASON "
        "FOR DECISION\n\nTo keep the slip in use.",
        ["appoint", "defer"],
    ),
    (
        "It was resolved that:\n\n14.1 the budget be adopted;\n\n14.2 the precept be set at £9,000.",
        ["approve", "approve"],
    ),
]
LABEL_LOST = [
    (
        "Sea wall\n\nThe Engineer showed the plans.\n\nThat the plans be approved.\n\nThat the "
        "Engineer report to the May meeting.",
        ["approve", "assign"],
    ),
    ("The crews spoke.\n\nThat the Clerk seek a grant for the mast.", ["assign"]),
    ("THAT the dues be held for a year.", ["approve"]),
    ("That this Committee welcomes the survey.", ["note"]),
    ("That Cabinet be recommended to buy the tug.", ["approve"]),
]
PARISH = [
    ("Resolved to pay the invoices as listed.", ["approve"]),
    ("12.3 RESOLVED – Cllr Pask to look at the gate.", ["assign"]),
    ("It was resolved to buy a bench at a cost of £400.", ["approve"]),
    ("The minutes of the last meeting were agreed and signed by the Chairman.", ["note"]),
    ("Cllr Pask proposed, Cllr Orme seconded, and it was resolved that the hall be painted.", ["assign"]),
    ("The Council has no objection to this application.", ["other"]),
    ("It was agreed to defer this item until more is known.", ["defer"]),
    ("It was AGREED to write to the landowner about the hedge.", ["assign"]),
    ("Councillors voted to keep the kiosk.", ["approve"]),
    ("The accounts were approved for payment.", ["approve"]),
    ("Resolved – agree to the quote from Ferry Fencing.", ["approve"]),
    ("The Parish Council decided not to object.", ["approve"]),
    ("It was decided that the Clerk should obtain quotes for a new pump.", ["assign"]),
    ("It was therefore resolved to hold a public meeting.", ["assign"]),
    ("Members were in agreement that the ramp be shut for the winter.", ["approve"]),
    ("Payments by the list of £1,204.50 approved.", ["approve"]),
    ("Fire safety inspection of the loft noted.", ["note"]),
    ("Letter from the harbour users - noted.", ["note"]),
    ("The steps taken by the Harbour Master were homologated.", ["approve"]),
    ("Mr J Orme was co-opted on to the Council.", ["appoint"]),
    ("Members were in full agreement with the proposal.", ["approve"]),
    ("22/0419 Mill Barn: opposed on grounds of traffic.", ["other"]),
    ("RESOLVED that the dues be increased by 4% from 1 April.", ["approve"]),
    ("Seconded by Cllr Orme. There being no dissent this was agreed.", ["approve"]),
    ("Resolved: That Council approve the draft chart for six weeks of comment.", ["approve"]),
    (
        "Cabinet:\n\n- thanked the crews;\n\n- asked for weekly figures; and\n\n- agreed the dues.",
        ["note", "assign", "approve"],
    ),
    ("22/0417 The Old Sail Loft: no objection.", ["other"]),
    ("22/0418 Land at Quay Head: object on grounds of noise.", ["other"]),
    ("Resolved to move £400 to the slipway reserve - Clerk to action.", ["approve"]),
    ("It was agreed that the hedge be cut; Clerk to ask the farmer for the key.", ["approve"]),
]
ELSEWHERE = [
    ("The talk was long.\n\nRESOLVED: To receive the Clerk's report.", ["note"]),
    ("The talk was long.\n\nResolved: the payments listed at Appendix A be approved.", ["approve"]),
    ("The talk was long.\n\nIt was RESOLVED to appoint Mr Vane as internal auditor.", ["appoint"]),
    ("The talk was long.\n\nResolution: That the fence be repaired by the Ranger.", ["assign"]),
    ("The talk was long.\n\nDecision taken: the Committee approved the recommendations.", ["approve"]),
    ("The talk was long.\n\nThe recommendations in the report were agreed.", ["approve"]),
    (
        "The talk was long.\n\nThe Sub-Committee RESOLVED that the premises licence be granted subject to conditions.",
        ["approve"],
    ),
    (
        "The talk was long.\n\nThe Cabinet:\n\n1. Approved the plan.\n\n2. Asked the Director to report in May.",
        ["approve", "assign"],
    ),
    (
        "The talk was long.\n\nCabinet agreed:\n\n• To approve the plan.\n\n• To delegate authority to the Director.",
        ["approve", "delegate"],
    ),
    ("The talk was long.\n\nThe Panel NOTED the report and REQUESTED that figures be supplied.", ["note", "assign"]),
    ("The talk was long.\n\nAGREED – that the Chair write to the bus operator.", ["assign"]),
    ("The talk was long.\n\nAgreed: Clerk to order a new flag.", ["assign"]),
    ("The talk was long.\n\nMembers unanimously agreed to support the application.", ["approve"]),
    ("The talk was long.\n\nAll in favour – carried.", ["approve"]),
    ("The talk was long.\n\nUpon being put to the vote the motion was CARRIED (9 for, 4 against).", ["approve"]),
    (
        "The talk was long.\n\nThe vote was tied and the Chair used his casting vote in favour "
        "of refusal. RESOLVED that planning permission be REFUSED.",
        ["other"],
    ),
    ("The talk was long.\n\nThe Committee voted unanimously to approve the scheme.", ["approve"]),
    (
        "The talk was long.\n\nIt was moved by Councillor Pask, seconded by Councillor Orme and"
        "\n\nRESOLVED – That the strategy be adopted.",
        ["approve"],
    ),
    ("The talk was long.\n\nThe Council RESOLVED to support the motion.", ["approve"]),
    ("The talk was long.\n\nRESOLVED TO RECOMMEND that Full Council adopt the byelaws.", ["approve"]),
    (
        "The talk was long.\n\nRECOMMENDED –\n\nThat the Council:\n\n(1) adopt the plan; and\n\n"
        "(2) thank the officers.",
        ["approve", "note"],
    ),
    (
        "The talk was long.\n\nThe Board endorsed the approach and asked for a further update in six months.",
        ["approve", "assign"],
    ),
    ("The talk was long.\n\nThe item was deferred.", ["defer"]),
    ("The talk was long.\n\nConsideration of the application was deferred for a site visit.", ["defer"]),
    ("The talk was long.\n\nThat standing orders be suspended.", ["approve"]),
    ("The talk was long.\n\nRESOLVED that under Section 100A the press and public be excluded.", ["approve"]),
    ("The talk was long.\n\nCouncillor Pask was elected Chairman for the ensuing year.", ["appoint"]),
    ("The talk was long.\n\nThe Chairman's report was received.", ["note"]),
    ("The talk was long.\n\nThe Committee received and noted the update.", ["note"]),
    (
        "The talk was long.\n\nResolved that the Clerk:\n\na) write to the owner;\n\nb) obtain a price for the gate.",
        ["assign", "assign"],
    ),
    ("The talk was long.\n\nIt was resolved that Cllrs Pask and Orme should meet the contractor.", ["assign"]),
    ("The talk was long.\n\nIt was agreed to ask the Ranger for a list.", ["assign"]),
    ("The talk was long.\n\nIt was agreed that no action was needed.", ["other"]),
    ("The talk was long.\n\nThe Forum agreed the minutes of the last meeting as a correct record.", ["note"]),
    ("The talk was long.\n\nThe note of the last meeting was agreed.", ["note"]),
    ("The talk was long.\n\nSubject to the changes above the minutes were confirmed and signed.", ["note"]),
    ("The talk was long.\n\nThe Policy Committee agreed to recommend the budget to Council.", ["approve"]),
    (
        "The talk was long.\n\nThe Scrutiny Board concluded by making the following "
        "recommendations:\n\n1. That Cabinet review the dues.\n\n2. That the Director publish "
        "the map.",
        ["assign", "assign"],
    ),
    ("The talk was long.\n\nMotion\n\nThat this Council condemns the closure of the ferry.", ["proposal"]),
    (
        "The talk was long.\n\nAn amendment was moved by Councillor Orme that the date be changed. The amendment fell.",
        ["proposal", "other"],
    ),
    ("The talk was long.\n\nWith the consent of the seconder the motion was withdrawn.", ["other"]),
    ("The talk was long.\n\nThe Chair declared the motion carried.", ["approve"]),
    ("The talk was long.\n\nAGREED the recommendations.", ["approve"]),
    ("The talk was long.\n\nMembers resolved to defer the matter pending legal advice.", ["defer"]),
    ("The talk was long.\n\nCllr Pask proposed the purchase of two benches. Seconded Cllr Orme. Agreed.", ["approve"]),
    ("The talk was long.\n\nThe Town Council RESOLVED not to renew the lease.", ["other"]),
    (
        "The talk was long.\n\nThe accounts for payment were approved (proposed Cllr Pask, seconded Cllr Orme).",
        ["approve"],
    ),
    ("The talk was long.\n\nThe Committee APPROVED the application, contrary to officer advice.", ["approve"]),
    ("The talk was long.\n\nNOTED.", ["note"]),
    ("Governors agreed the charging policy with no changes.", ["approve"]),
    ("The Governing Body approved the purchase of 30 oars.", ["approve"]),
    ("The Committee took assurance from the survey of the quay.", ["note"]),
    ("The Committee recommended the revised byelaws to the Harbour Board for approval.", ["approve"]),
    ("Object on grounds of noise, BS to submit by 23rd January.", ["other"]),
    ("Letter from the yard about paint – noted; Director to circulate details.", ["note"]),
    ("The Committee considered the list of buoys and noted the changes.", ["note"]),
    ("Finance: payments of £1,206.75 approved (prop AB, sec CD).", ["approve"]),
    ("Agreed Cllr Orme obtain three prices for the swing.", ["assign"]),
    ("Agreed:\n\n- S Thorpe to share the chart.\n\n- Mr Vane to send the key.", ["assign", "assign"]),
    ("The Board retrospectively approved the return.", ["approve"]),
    ("RESOLVED: That Councillor Iqbal replace Councillor Frost on the Harbour Board.", ["appoint"]),
    ("Councillor Moss moved an amendment, seconded by Councillor Orme, to delete the last line.", ["proposal"]),
    (
        "RESOLVED: that the lease be granted subject to (a) the signing of a deed, (b) the conditions in the report, "
        "and (c) a further condition on noise.",
        ["approve"],
    ),
]
PASSIVES = [
    ("The minutes of 4 May, copies of which had been circulated, were approved and signed.", ["note"]),
    ("The accounts of £1,204.50 for payment were approved, proposed Cllr Pask, seconded Cllr Orme.", ["approve"]),
    ("The harbour programme was agreed with these additions.", ["approve"]),
    ("The budget for 2026/27 was agreed.", ["approve"]),
    ("The request of the sailing club was declined.", ["other"]),
    ("The Harbour Board noted that the dues had been paid.", ["note"]),
    ("Lamp, Quay Head: after a long debate it was agreed to defer the lamp.", ["defer"]),
]
TASKS_JOINED = [
    ("Resolved to accept the price of £400 and Clerk to tell the yard.", ["approve"]),
    ("It was agreed to accept the price, Clerk to tell the yard.", ["approve"]),
    ("Resolved to ask the Chair and Clerk to ring the yard.", ["assign"]),
    (
        "RESOLVED – That the licence be granted, subject to the following:\n\n1. No ropes on the quay after 21:00.\n\n"
        "2. The lamps to be lit at dusk.",
        ["approve"],
    ),
]
ALL = [
    *PASSIVES,
    *TASKS_JOINED,
    *SCOTTISH,
    *WELSH_ENGLISH,
    *IRISH,
    *VOTES,
    *LISTS,
    *LABEL_LOST,
    *PARISH,
    *ELSEWHERE,
]
NONE = [
    "2. The Bell\n\nDecision\n\nThe parties were told of the right of appeal.",
    "The talk was long.\n\nAction agreed: none.",
    "The talk was long.\n\nThe Committee thanked the officers for the report.",
    "The talk was long.\n\nIt was agreed that a working group would be formed.",
    "The talk was long.\n\nThe Committee considered the report.",
    "The talk was long.\n\nThe Committee discussed the dues and concluded that the present scale should stay.",
    "The talk was long.\n\nThe officer's recommendation was to refuse the application.",
    "Decision maker: the Harbour Master.",
    "Apologies from Cllr Vane accepted.",
    "The grant that the trust had sought approved by the county.",
    "Questions from the public: none noted.",
    "The Chair agreed with Cllr Pask that the tide was high.",
    "It was agreed that the gala had been a success.",
    "It was agreed by all that the gala had been a success.",
    "It was considered that the mast was too short.",
    "The decision of the Inspector was awaited.",
    "The Trust had resolved in May to sell its boats.",
    "To resolve that the press be shut out.",
    "The complaint had been resolved.",
    "Members agreed that the mast was too short.",
    "Cllr Orme asked whether it had been agreed to shut the ramp.",
    "That was the end of the talk.",
    "The agreed budget left £40 for rope.",
    "The plan was agreed with the farmer in May.",
    "The programme which was agreed left no room for rope.",
    "The Committee noted that this had been done.",
    "The Committee noted that the list requested in May had been sent round.",
    "The hall trustees agreed the lease with the club.",
    "Actions 4 and 9 were agreed for closure.",
    "Members were invited to send ideas for the gala to the Clerk.",
]


@pytest.mark.parametrize(("content", "effects"), ALL, ids=[content[-60:] for content, _ in ALL])
def test_each_decision_is_found_with_what_it_does(content: str, effects: list[str]) -> None:
    found = [record for record in find_records(mark_regions(read_plain(content))) if record.kind in DECISIVE]
    assert [record.effect or record.kind for record in found] == effects


@pytest.mark.parametrize("content", NONE)
def test_what_only_looks_like_a_decision_is_none(content: str) -> None:
    assert [record.quote for record in find_records(mark_regions(read_plain(content))) if record.kind in DECISIVE] == []


PAYMENTS = "| Payee | For | £ |\n| Fen & Lake | Cutting of the verge at the mill | 240.00 |\n| Total | 240.00 |\n"


@pytest.mark.parametrize(
    ("content", "quotes"),
    [
        (
            f"It was resolved to pay the following accounts:\n\n{PAYMENTS}",
            ["It was resolved to pay the following accounts:"],
        ),
        (
            f"RESOLVED\n\nThat the accounts be paid.\n\n{PAYMENTS}",
            ["That the accounts be paid."],
        ),
    ],
    ids=["led in", "behind its limb"],
)
def test_figures_below_a_decision_are_its_object(content: str, quotes: list[str]) -> None:
    assert [record.quote for record in find_records(mark_regions(read_plain(content)))] == quotes


def test_rows_that_decide_are_limbs() -> None:
    rows = "| 1 | That the gate be oiled before the summer |\n| 2 | That the hut be painted before the winter |\n"
    records = find_records(mark_regions(read_plain(f"RESOLVED:\n\n{rows}")))
    assert [record.kind for record in records] == ["resolution", "resolution"]
