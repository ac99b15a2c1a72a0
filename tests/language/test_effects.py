"""What a decision does: the first deed of the limb decides."""

import pytest

from extractors.language.effects import effect_of

LIMBS = [
    ("That the tide table be noted", "note"),
    ("to note that the Engineer would look at the ramp", "note"),
    ("That the minutes of 4 May be confirmed as a true record", "note"),
    ("That the crew be thanked for their work", "note"),
    ("That the mooring policy be approved", "approve"),
    ("to adopt the table of dues", "approve"),
    ("To set the toll at £2", "approve"),
    ("That Cllr Pask be appointed to the Ferry Group", "appoint"),
    ("That the Clerk write to the boatyard", "assign"),
    ("That a report on the ramp be brought to the May meeting", "assign"),
    ("That a letter of thanks be sent to the crew", "assign"),
    ("to ask the Harbour Master for a price", "assign"),
    ("That authority be delegated to the Director to sign the lease", "delegate"),
    ("That the matter be referred to Council", "refer"),
    ("That the lease be deferred to the next meeting", "defer"),
    ("to continue consideration to the June meeting", "defer"),
    ("That the application be refused", "other"),
    ("That no further action be taken on the buoy", "other"),
    ("That a note on dues be circulated to the crews", "assign"),
    ("That the Council support the ferry", "approve"),
    ("to add to the rules “The Clerk to check the rope each week.”", "approve"),
    ("to hold a public meeting", "assign"),
    ("That the report will also cover dues", "assign"),
    ("That it be recorded that Cllr Pask had sailed", "other"),
    ("That the award for the quay be deferred", "defer"),
    ("to object on grounds of noise", "other"),
    ("to raise no objection but to ask for a hedge", "other"),
    ("that the plan be implemented without delay", "approve"),
    ("authorises the Director, in consultation with the Chair, to sign the lease", "delegate"),
    ("That the item be withdrawn and resubmitted to a later meeting", "defer"),
    ("that the May meeting be brought forward by a week", "approve"),
    ("that the report be brought to the May meeting", "assign"),
    ("to transfer 5% from the dues to the repairs fund", "approve"),
    ("to transfer the boathouse to the sea scouts", "refer"),
    ("to leave it with the Clerk to obtain two prices", "assign"),
    ("to leave this item to the May meeting", "defer"),
]


@pytest.mark.parametrize(("limb", "effect"), LIMBS, ids=[limb for limb, _ in LIMBS])
def test_effect_is_that_of_the_first_deed(limb: str, effect: str) -> None:
    assert effect_of(limb) == effect


def test_words_before_a_list_say_what_its_limbs_do() -> None:
    assert effect_of("Ferry Group: Cllr Pask", lead="That members be appointed as follows") == "appoint"


def test_reason_for_a_deferral_is_a_task() -> None:
    assert effect_of("so that officers can see the deeds", lead="That the lease be deferred") == "assign"
