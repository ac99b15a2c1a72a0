"""Every way of saying when, in words of our own: what is due, how it is said, the last day that it can mean; and the
times that are no due date."""

from datetime import date

import pytest

from extractors.language.due import find_due
from models.record import Context

THURSDAY = date(2027, 2, 11)
CALENDAR = (date(2026, 12, 10), THURSDAY, date(2027, 3, 25), date(2027, 5, 13), date(2027, 7, 15))
HARBOUR = Context("Harbour and Foreshore Committee", THURSDAY, CALENDAR)

MEETINGS = [
    ("The Ranger would bring prices to our next meeting.", "next_meeting", date(2027, 3, 25)),
    ("That the matter be placed on the agenda for the next ordinary meeting.", "next_meeting", date(2027, 3, 25)),
    ("The Clerk to put this on the next agenda.", "next_meeting", date(2027, 3, 25)),
    ("It was agreed to look at the ramp again next meeting.", "next_meeting", date(2027, 3, 25)),
    ("A paper would be tabled at the following meeting.", "next_meeting", date(2027, 3, 25)),
    ("To be discussed next time.", "next_meeting", date(2027, 3, 25)),
    ("He would report to the next meeting of the Harbour and Foreshore Committee.", "next_meeting", date(2027, 3, 25)),
    ("She would report to the next meeting of the Budget Panel.", "next_meeting", None),
    ("They would bring it to the meeting after next.", "meeting", date(2027, 5, 13)),
    ("It would come to the next meeting but one.", "meeting", date(2027, 5, 13)),
    ("A survey would be presented to the May Committee.", "meeting", date(2027, 5, 13)),
    ("The lease would be brought to the July 2027 meeting of the Committee.", "meeting", date(2027, 7, 15)),
    ("She would have an answer for the meeting in May.", "meeting", date(2027, 5, 13)),
    ("That a report be submitted to the meeting on 13th May.", "meeting", date(2027, 5, 13)),
    (
        "It was agreed to bring the rota to the meeting to be held on Thursday 15 July 2027.",
        "meeting",
        date(2027, 7, 15),
    ),
    ("He would answer at the 25 March meeting.", "meeting", date(2027, 3, 25)),
    ("Consideration was continued to 13 May 2027.", "meeting", date(2027, 5, 13)),
    ("The figures would come back to the Committee in May.", "meeting", date(2027, 5, 13)),
    ("She would report back in July.", "meeting", date(2027, 7, 15)),
    ("The Treasurer would give his account at the Annual Parish Meeting.", "meeting", None),
    ("It would be taken to Full Council on 3 March 2027.", "meeting", date(2027, 3, 3)),
    ("A paper would be brought to the September meeting.", "meeting", date(2027, 9, 30)),
    ("That the item be deferred until the May cycle.", "meeting", date(2027, 5, 13)),
    ("It would be put on the agenda for May.", "meeting", date(2027, 5, 13)),
    ("That the lease be brought to a later meeting.", "open", None),
    ("The diver would be invited to a future meeting of the Committee.", "open", None),
]
DAYS = [
    ("The Clerk would send the map by Friday 26 February.", "date", date(2027, 2, 26)),
    ("Comments were to reach her no later than noon on 1st March 2027.", "date", date(2027, 3, 1)),
    ("He would open the sluice on the 4th of June.", "date", date(2027, 6, 4)),
    ("Replies would be sent before 2 April.", "date", date(2027, 4, 1)),
    ("The list would be put up by 05/03/2027.", "date", date(2027, 3, 5)),
    ("The list would be put up by 5.3.27.", "date", date(2027, 3, 5)),
    ("She would ring the yard on or before 9 April 2027.", "date", date(2027, 4, 9)),
    ("Bids had to be sent by 12 noon on 19 March.", "date", date(2027, 3, 19)),
    ("The crew would paint the hull on the weekend before 4 April.", "date", date(2027, 3, 28)),
    ("The buoys would be laid on the first Monday in March.", "date", date(2027, 3, 1)),
    ("The dues would be posted by the last Friday of April 2027.", "date", date(2027, 4, 30)),
    ("He would reply by Easter.", "date", date(2027, 3, 28)),
    ("A card would be sent before Christmas.", "date", date(2027, 12, 24)),
    ("The flag would be mended by St Andrew's Day.", "date", date(2027, 11, 30)),
    ("The Clerk undertook to write by the 20th of this month.", "date", date(2027, 2, 20)),
]
PERIODS = [
    ("The slip would be shut by the end of March.", "period", date(2027, 3, 31)),
    ("The chart would be ready at the end of June 2028.", "period", date(2028, 6, 30)),
    ("The chart would be ready by mid-April.", "period", date(2027, 4, 30)),
    ("She hoped to see it printed in late May and would send a copy in early June.", "period", date(2027, 6, 30)),
    ("The wall would be mended over the summer.", "period", date(2027, 8, 31)),
    ("A trial would be held in Autumn 2027.", "period", date(2027, 11, 30)),
    ("He would price the winch before the winter.", "period", date(2027, 11, 30)),
    ("A draft would be sent out in the New Year.", "period", date(2028, 1, 31)),
    ("The pump would be fitted by the end of the financial year.", "period", date(2027, 3, 31)),
    ("It would be paid in the 2027/28 financial year.", "period", date(2028, 3, 31)),
    ("The wall would be built in the next municipal year.", "period", None),
    ("An audit would be made in Q1.", "period", date(2027, 6, 30)),
    ("It would be done in the third quarter of 2027/28.", "period", date(2027, 12, 31)),
    ("It would be finished by year end.", "period", None),
    ("The mast would be stepped by the end of 2028.", "period", date(2028, 12, 31)),
    ("The Clerk would send them before the end of the month.", "period", date(2027, 2, 28)),
    ("The Clerk would send them next month.", "period", date(2027, 3, 31)),
    ("The rota would be sent round by half term.", "period", None),
    ("He would look at the moorings later in the year.", "period", date(2027, 12, 31)),
]
RELATIVE = [
    ("She would write within a fortnight.", "relative", date(2027, 2, 25)),
    ("He would reply within the next ten days.", "relative", date(2027, 2, 21)),
    ("That a report be made in three months' time.", "relative", date(2027, 5, 11)),
    ("That the dues be looked at again in twelve months.", "relative", date(2028, 2, 11)),
    ("She would write within 28 days of receipt of the invoice.", "relative", None),
    ("He would answer within five working days.", "relative", date(2027, 2, 18)),
    ("He would send it tomorrow.", "relative", date(2027, 2, 12)),
    ("He would send it by the end of the week.", "relative", date(2027, 2, 12)),
    ("He would send it by the end of next week.", "relative", date(2027, 2, 19)),
    ("He would send it on Monday.", "relative", date(2027, 2, 15)),
    ("She would go to see the slip that evening.", "relative", date(2027, 2, 11)),
    ("She would have it two weeks from today.", "relative", date(2027, 2, 25)),
    ("A note would be sent within a couple of weeks.", "relative", date(2027, 2, 25)),
    ("The order would be placed next week.", "relative", date(2027, 2, 19)),
]
LOOSE = [
    ("The log would be shared outwith the meeting.", "after_meeting", None),
    ("Following the meeting, she would send the log.", "after_meeting", None),
    ("He would see to it as a matter of urgency.", "soon", None),
    ("A reply would follow shortly.", "soon", None),
    ("She would ring them at the earliest opportunity.", "soon", None),
    ("He would send it in the next few weeks.", "soon", None),
    ("A decision would be taken at a later date.", "open", None),
    ("It would be looked at in the coming months.", "open", None),
    ("It would be done when time allowed.", "open", None),
    ("The log would be sent to members every month.", "recurring", None),
    ("That a report be given at each meeting.", "recurring", None),
    ("He would keep them told twice a year.", "recurring", None),
    ("In future, the log would be kept by the Clerk.", "recurring", None),
    ("The dues would be reviewed annually.", "recurring", None),
    ("She would write once the diver had been down.", "event", None),
    ("A note would be sent before the next meeting.", "event", date(2027, 3, 24)),
    ("A note would be sent ahead of the meeting in May.", "event", date(2027, 5, 12)),
    ("Upon receipt of the deeds, the Solicitor would write to the heirs.", "event", None),
    ("The quay would be lit as soon as the cable had been laid.", "event", None),
    ("She would supply it in time for Cabinet.", "event", None),
    ("A page on dues would go in with the rent letters.", "event", None),
    ("It would be in the quarterly report.", "event", None),
    ("The account would be set out in the quarter 2 report.", "event", None),
    ("He would write when she was back from leave.", "event", None),
]
NOT_DUE = [
    "The visit was always made within 48 hours of a call.",
    "The slip would be shut for a period of eight weeks.",
    "Notice would be given five clear days before any sale.",
    "The Ranger, who would be leaving in March, would send the list.",
    "She would send the figures for January.",
    "The item which had been shown for May would be dropped.",
    "The minutes of the meeting held on 10 December 2026 would be put right.",
    "The letter dated 3 February would be sent to Cllr Pask.",
    "He asked to be told when the quay would be dug up.",
    "The Clerk would thank the May Queen and her court.",
    "Following a site visit, the Harbour Master had agreed to mend the steps.",
    "The Clerk would ask for a monthly rent of £20.",
    "The Clerk would write to the August Moon Hotel.",
    "She asked for a list of what had been promised at each meeting.",
    "The Clerk would write about the works done in 2024.",
    "A reply to the petition received on 4 January would be sent.",
    "The Ranger would check the 60-day limit.",
    "He would ask whether the buses in the summer would stop there.",
    "The Ranger would mend the gate that was broken before Christmas.",
]
CHOICES = [
    ("It would come to the 13 May meeting instead of 25 March.", "to the 13 May meeting", "meeting", date(2027, 5, 13)),
    ("The item was moved from 25 March to 13 May.", "to 13 May", "meeting", date(2027, 5, 13)),
    (
        "He would see the yard before Christmas and report back in the New Year.",
        "in the New Year",
        "period",
        date(2028, 1, 31),
    ),
    ("A draft would be sent out for comment and tabled on 13 May.", "on 13 May", "meeting", date(2027, 5, 13)),
    ("By 1 March, the Clerk would have a price for the lamp lit every night.", "By 1 March", "date", date(2027, 3, 1)),
    (
        "To the next meeting, on 25 March 2027, he would bring the chart.",
        "To the next meeting, on 25 March 2027",
        "next_meeting",
        date(2027, 3, 25),
    ),
    (
        "He would bring it to the next meeting of the Committee on 25th March, 2027.",
        "to the next meeting of the Committee on 25th March, 2027",
        "next_meeting",
        date(2027, 3, 25),
    ),
    ("In the spring, when the dredger was back, he would bring a chart.", None, "period", date(2027, 5, 31)),
]
ESTUARY = Context(
    "Estuary Scrutiny Panel",
    date(2025, 9, 16),
    (date(2025, 7, 15), date(2025, 9, 16), date(2025, 11, 11), date(2026, 1, 20), date(2026, 3, 17)),
)
OF_THE_ESTUARY = [
    ("Officers to report back to the January meeting of the Panel.", "meeting", date(2026, 1, 20)),
    ("The Lead Member agreed to circulate the plan prior to the November meeting.", "event", date(2025, 11, 10)),
    ("That an update report be presented to the Panel in six months.", "relative", date(2026, 3, 16)),
    ("That a further report be submitted to the Panel's meeting on 20th January 2026.", "meeting", date(2026, 1, 20)),
    ("The item would be considered at the Panel's next meeting in November.", "next_meeting", date(2025, 11, 11)),
    ("That the item be placed on the agenda for the meeting of 11 November.", "meeting", date(2025, 11, 11)),
    ("She would write to all ward councillors by close of play on Friday.", "relative", date(2025, 9, 19)),
    ("The strategy would go to Cabinet in December 2025.", "period", date(2025, 12, 31)),
    ("He would arrange a site visit before the end of October.", "period", date(2025, 10, 31)),
    ("The Chair would raise this at the next Chairs' Group.", "event", None),
    ("The data would be shared with Members on a monthly basis.", "recurring", None),
    ("Clerk to obtain three quotes for next meeting", "next_meeting", date(2025, 11, 11)),
    ("Clerk to chase by end of Sept.", "period", date(2025, 9, 30)),
    ("The revised plan would be available from early October.", "period", date(2025, 10, 31)),
    ("He undertook to reply within 10 working days.", "relative", date(2025, 9, 30)),
    ("It would be completed by March 2026 at the latest.", "period", date(2026, 3, 31)),
    ("A training session would be held on the evening of Tuesday 7 October.", "date", date(2025, 10, 7)),
    ("A written answer would be provided to Cllr Bell in due course.", "open", None),
    ("She would provide the breakdown after the meeting.", "after_meeting", None),
    ("That the policy be reviewed in a year's time.", "relative", date(2026, 9, 16)),
    ("The scheme would be reviewed after twelve months.", "relative", date(2026, 9, 16)),
    ("That the scheme be reviewed annually.", "recurring", None),
    ("A report would be brought back to the Panel at the end of the pilot.", "event", None),
    ("An update would be given at the Panel's March meeting.", "meeting", date(2026, 3, 17)),
    ("Details would be e-mailed round this week.", "relative", date(2025, 9, 19)),
    ("The Director would come back to a future meeting with the figures.", "open", None),
    ("Cllr Bell asked that a note be sent before Council met on 25 September.", "event", date(2025, 9, 24)),
    ("That the Leader write to the Minister as a matter of urgency.", "soon", None),
    ("This would be picked up outside the meeting.", "after_meeting", None),
    ("The road would be resurfaced during the 2026/27 financial year.", "period", date(2027, 3, 31)),
    ("They hoped to recruit in the New Year and would tell the Panel then.", "period", date(2026, 1, 31)),
    (
        "Officers would bring a report on the summer events programme to the next meeting.",
        "next_meeting",
        date(2025, 11, 11),
    ),
    ("That delegated authority be given until the next meeting.", "next_meeting", date(2025, 11, 11)),
    ("That the Working Group meet monthly and report to the Panel quarterly.", "recurring", None),
    ("Cllr Bell would raise it with the police at their meeting on 2 October.", "meeting", date(2025, 10, 2)),
    ("The Clerk would arrange this for the week commencing 6 October.", "date", date(2025, 10, 10)),
    ("She promised the list by the following Monday.", "relative", date(2025, 9, 22)),
    ("The review would start in the new year and report by Easter 2026.", "date", date(2026, 4, 5)),
    ("That officers report within two cycles.", "meeting", date(2026, 1, 20)),
    ("It was agreed to invite the operator to attend the next available meeting.", "next_meeting", date(2025, 11, 11)),
    ("The Head of Parks would attend in the Spring to give an update.", "period", date(2026, 5, 31)),
    (
        "The Head of Parks would inspect the site, weather permitting, in the next couple of weeks.",
        "relative",
        date(2025, 9, 30),
    ),
    ("The Council would be asked to agree the budget on 24 February 2026.", "date", date(2026, 2, 24)),
    ("She would forward it as soon as it had been signed off.", "event", None),
    ("This would be done ahead of the busy summer season.", "event", None),
    ("Following consultation, a further report would be brought to the Panel.", "event", None),
    ("A newsletter article would be written for the Winter edition.", "event", None),
    ("The noticeboard would be moved by the end of next month.", "period", date(2025, 10, 31)),
    ("Grants would be paid on 1st April each year.", "recurring", None),
    ("He would supply the figure over the weekend.", "relative", date(2025, 9, 21)),
    ("The list would be sent out in November to seek the Panel's views.", "period", date(2025, 11, 30)),
    ("The list would be sent out within the week.", "relative", date(2025, 9, 23)),
]
NOT_DUE_IN_THE_ESTUARY = [
    "Members would be kept informed.",
    "The figures for quarter two would be sent round.",
    "He would check and let members know.",
    "A survey of trees planted in 2019 would be circulated.",
    "The petition presented in July would be answered by the Head of Roads.",
    "Officers would bring a report on the winter gritting routes.",
    "The Monitoring Officer would advise on the motion passed at the July Council meeting.",
    "The minutes would be put on the website within five days of each meeting.",
    "Repairs are normally done within 28 days.",
    "In response to a question raised at the July meeting, he would send the costs.",
]
ALL = [*MEETINGS, *DAYS, *PERIODS, *RELATIVE, *LOOSE]


@pytest.mark.parametrize(("words", "type_", "day"), ALL, ids=[words for words, *_ in ALL])
def test_words_have_their_type_and_last_day(words: str, type_: str, day: date | None) -> None:
    found = find_due(words, HARBOUR)
    assert found is not None
    assert (found.due.type, found.due.date) == (type_, day)


@pytest.mark.parametrize(("words", "type_", "day"), OF_THE_ESTUARY, ids=[words for words, *_ in OF_THE_ESTUARY])
def test_words_of_another_committee_have_their_type_and_last_day(words: str, type_: str, day: date | None) -> None:
    found = find_due(words, ESTUARY)
    assert found is not None
    assert (found.due.type, found.due.date) == (type_, day)


@pytest.mark.parametrize("words", NOT_DUE_IN_THE_ESTUARY)
def test_other_times_of_another_committee_are_not_due(words: str) -> None:
    assert find_due(words, ESTUARY) is None


@pytest.mark.parametrize("words", NOT_DUE)
def test_other_times_are_not_due(words: str) -> None:
    assert find_due(words, HARBOUR) is None


@pytest.mark.parametrize(("words", "text", "type_", "day"), CHOICES, ids=[words for words, *_ in CHOICES])
def test_of_two_times_the_one_of_the_deed_is_due(words: str, text: str | None, type_: str, day: date) -> None:
    found = find_due(words, HARBOUR)
    assert found is not None
    assert (found.due.type, found.due.date) == (type_, day)
    assert text is None or found.due.text == text
