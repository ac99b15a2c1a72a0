"""Due words: every form's own examples, the arithmetic of dates, and what is no due date."""

from dataclasses import replace
from datetime import date, datetime, time

import dateparser
import pytest
from dateutil.easter import easter as another_easter

from extractors.language.calendar_dates import easter
from extractors.language.due import find_due, forms
from extractors.language.find import find_records
from extractors.minutes.announced import announced
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.record import Context

TUESDAY = date(2026, 11, 3)
PANEL = Context("Parks Panel", TUESDAY, (date(2026, 9, 1), TUESDAY, date(2027, 1, 12), date(2027, 3, 9)))


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_form_finds_its_examples_and_spares_its_counter_examples(form) -> None:
    assert all(form.pattern.search(example) for example in form.examples)
    assert not any(form.pattern.search(example) for example in form.not_examples)


def test_form_ids_are_unique() -> None:
    ids = [form.id for form in forms()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("words", "type_", "day"),
    [
        ("The note would be brought to the next meeting of the Panel.", "next_meeting", date(2027, 1, 12)),
        ("He would report to the next meeting of the Finance Committee.", "next_meeting", None),
        ("A plan would come to the March meeting.", "meeting", date(2027, 3, 9)),
        ("A plan would come to the June meeting.", "meeting", date(2027, 6, 30)),
        ("She would send it by 31 March 2027.", "date", date(2027, 3, 31)),
        ("She would send it before 4 June.", "date", date(2027, 6, 3)),
        ("She would report on 9 March 2027.", "meeting", date(2027, 3, 9)),
        ("He would reply within six weeks.", "relative", date(2026, 12, 15)),
        ("He would reply within ten school days.", "relative", None),
        ("AB would write again by end of month.", "period", date(2026, 11, 30)),
        ("He would see to it that someone rang them that week.", "relative", date(2026, 11, 6)),
        ("She would see to it in the morning.", "relative", date(2026, 11, 4)),
        ("He would have an answer within 48 hours.", "relative", date(2026, 11, 5)),
        ("It would be shown at the May seminar.", "event", date(2027, 5, 31)),
        ("It would be in the May performance report.", "period", date(2027, 5, 31)),
        ("He would reply by the end of the week.", "relative", date(2026, 11, 6)),
        ("It would be ready by the end of April.", "period", date(2027, 4, 30)),
        ("It would be ready in the autumn.", "period", date(2026, 11, 30)),
        ("It would be ready before the summer.", "period", date(2027, 5, 31)),
        ("It would be ready in Q2.", "period", date(2027, 9, 30)),
        ("It would be done by the end of 2029.", "period", date(2029, 12, 31)),
        ("He would reply before Christmas.", "date", date(2026, 12, 24)),
        ("She would see to it as soon as possible.", "soon", None),
        ("It would be sent in due course.", "open", None),
        ("It would be sent after the meeting.", "after_meeting", None),
        ("She would write once the survey had been done.", "event", None),
        ("The figures would be circulated every quarter.", "recurring", None),
        ("The item was deferred to 9 March 2027.", "meeting", date(2027, 3, 9)),
    ],
)
def test_words_have_their_type_and_last_day(words: str, type_: str, day: date | None) -> None:
    found = find_due(words, PANEL)
    assert found is not None
    assert (found.due.type, found.due.date) == (type_, day)
    assert words[found.start : found.end].strip(" ,") == found.due.text


@pytest.mark.parametrize(
    "words",
    [
        "The minutes of the meeting held on 4 June 2026 were agreed.",
        "The service for Looked After Children was praised.",
        "He had been a member since May.",
        "The work cost £310,000.",
        "The Surveyor would serve notice requiring removal of the hut within three months.",
        "She would make an order directing the owner to mend the wall within two months.",
        "She would serve notice on the firm obliging it to clear the quay by 31 July.",
        "The Clerk would write to the tenant if nothing had been received by 30 June.",
        "Should no reply have come by 12 June, the Clerk would ring the port.",
        "Unless the form was returned by 3 July, the Clerk would cancel the booking.",
        "He would send the rota of the lifeboat for July and August.",
        "He would send the list of quays for July and August.",
        "She would put up the opening hours of the slip for June.",
    ],
)
def test_other_times_are_not_due(words: str) -> None:
    assert find_due(words, PANEL) is None


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("That a notice requiring removal of the hut be served by 1 May.", "by 1 May"),
        ("That a notice be served by 1 May requiring removal of the hut within a month.", "by 1 May"),
        ("If the bid was lost, the Clerk would write by 3 July.", "by 3 July"),
        ("If the bid was lost the Clerk would write by 3 July.", "by 3 July"),
        ("If there is still ice at the slip this come back to the Panel in March.", "to the Panel in March"),
        ("Visits would be arranged for July and August.", "for July"),
        ("The Ranger would book visits for July and August.", "for July"),
        ("A report on the hours of the slip would be brought in June.", "in June"),
        ("He would send the draft by Monday, so that it could go off before 20 March.", "by Monday"),
        ("She would circulate a profile in April, with a view to advertising in the new year.", "in April"),
        ("Mr Vane would negotiate terms in May and, failing agreement within three months, report back.", "in May"),
    ],
)
def test_time_of_a_purpose_or_a_failure_is_not_that_of_the_deed(words: str, due: str) -> None:
    found = find_due(words, PANEL)
    assert found is not None
    assert found.due.text == due


def test_without_a_meeting_date_the_words_stay_and_no_day_is_guessed() -> None:
    found = find_due("He would reply within six weeks.", Context())
    assert found is not None
    assert found.due.date is None


@pytest.mark.parametrize("year", range(1990, 2060))
def test_easter_is_that_of_another_reckoning(year: int) -> None:
    assert easter(year) == another_easter(year)


@pytest.mark.parametrize(
    "words",
    [
        "31 March 2027",
        "4 June",
        "tomorrow",
        "in two weeks",
        "in 10 days",
        "in six months",
        "in 3 years",
        "15 July 2027",
        "1st December",
    ],
)
def test_dateparser_agrees_where_it_can_read_the_form(words: str) -> None:
    settings = {"RELATIVE_BASE": datetime.combine(TUESDAY, time()), "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
    theirs = dateparser.parse(words, languages=["en"], settings=settings)
    ours = find_due(f"She would send it {words if words.startswith(('in', 'tom')) else 'by ' + words}.", PANEL)
    assert ours is not None
    assert theirs is not None
    assert ours.due.date == theirs.date()


def test_events_are_announced_far_into_a_long_paragraph() -> None:
    talk = "the Harbour Board talked of ropes and of paint and of the gulls on the slip and of little else, and "
    text = read_plain(
        f"Then {talk * 4}the Quay Panel will meet on 8 December 2026, the Harbour Board on 9 December 2026."
    )
    assert announced(text, TUESDAY) == (("quay panel", date(2026, 12, 8)), ("harbour board", date(2026, 12, 9)))


def test_event_announced_in_the_same_text_has_its_day() -> None:
    text = read_plain("The AGM would be held on Monday 7 June.\n\nThe Board of Wharves was due to meet on 8 December.")
    known = replace(PANEL, announced=announced(text, TUESDAY))
    found = find_due("She would have it ready in time for the AGM.", known)
    assert known.announced == (("agm", date(2027, 6, 7)), ("board", date(2026, 12, 8)))
    assert found is not None
    assert (found.due.type, found.due.date) == ("event", date(2027, 6, 7))


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("The Clerk said that the scheme ends on 10 June and she would tell the crews.", None),
        ("The Clerk said that the scheme ends on 10 June and she would tell the crews in May.", "in May"),
        ("On 10 June the scheme ends and she would tell the crews.", "On 10 June"),
        ("The Clerk would see him on 10 June and he would tell the crews.", "on 10 June"),
    ],
)
def test_time_of_another_clause_is_not_that_of_the_promise(words: str, due: str | None) -> None:
    text = mark_regions(read_plain("3. Moorings\n\n" + words))
    found = [one for one in find_records(text, (), Context(meeting_date=date(2027, 2, 3))) if one.kind == "undertaking"]
    assert [one.due.text if one.due else None for one in found] == [due]
