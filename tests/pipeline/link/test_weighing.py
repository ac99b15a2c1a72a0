"""Which later sentences speak of an earlier promise."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from extractors.language.likeness import terms
from pipeline.link.evidence import Evidence, Promise
from pipeline.link.known import Known
from pipeline.link.sayings import says_returned
from pipeline.link.weighing import FIRM, weigh

SAID, HEARD = date(2027, 3, 2), date(2027, 5, 4)


def words(text: str) -> frozenset[str]:
    return frozenset(terms(text))


PROMISE = Promise(
    id=1,
    uid="a",
    date=SAID,
    committees=frozenset({1}),
    deliverable=words("send figures on empty shops"),
    title=words("High Street"),
    owner=words("Town Centre Manager"),
    names=frozenset(),
    minute_number="14/27",
    issue="77",
    due=HEARD,
    returns=True,
)
SENTENCE = "The figures on empty shops promised at the last meeting had been sent."
EVIDENCE = Evidence(
    record=5,
    item=6,
    date=HEARD,
    committee=1,
    quote=SENTENCE,
    terms=words(SENTENCE),
    title=words("Matters Arising"),
    refers_to=None,
    issue=None,
    verdict="met",
    last_date=SAID,
)


@dataclass(frozen=True)
class Match:
    """How one sentence speaks of one promise."""

    points: int
    reason: str


def match(promise: Promise, evidence: Evidence) -> Match | None:
    known = Known()
    known.add(promise)
    known.reach_from(evidence.date)
    found = weigh(evidence, known)
    return None if found is None else Match(found.best[0][0], found.reason(0, promise))


def told(sentence: str, **changes: object) -> Evidence:
    return replace(EVIDENCE, quote=sentence, terms=words(sentence), **changes)  # type: ignore[arg-type]


def test_sentence_that_looks_back_to_the_same_thing_is_firm() -> None:
    found = match(PROMISE, EVIDENCE)
    assert found is not None
    assert found.points >= FIRM
    assert "looks back to that meeting" in found.reason


@pytest.mark.parametrize(
    ("evidence", "firm"),
    [
        pytest.param(told("Minute 14/27: this had been done.", refers_to="Minute 14/27"), True, id="minute number"),
        pytest.param(told("Minute 15/27: this had been done.", refers_to="Minute 15/27"), None, id="another number"),
        pytest.param(told("The report on street trees had been sent."), None, id="another subject"),
        pytest.param(told("The figures had been sent."), None, id="nothing but the kind of thing"),
        pytest.param(
            told("Rents were high.", verdict=None, title=words("Empty Shops in the High Street")),
            False,
            id="title alone",
        ),
        pytest.param(
            told("Cllr Rix asked when the figures on empty shops would be sent.", verdict=None), False, id="question"
        ),
        pytest.param(
            told("Figures on Empty Shops", verdict=None, title=frozenset(), names_it=True), True, id="report by title"
        ),
        pytest.param(
            told("Shops in the Precinct", verdict=None, title=frozenset(), names_it=True), None, id="another report"
        ),
    ],
)
def test_likeness_is_weighed(evidence: Evidence, firm: bool | None) -> None:
    found = match(PROMISE, evidence)
    assert (None if found is None else found.points >= FIRM) == firm


def test_post_that_reports_is_no_other_place() -> None:
    promise = replace(PROMISE, names=frozenset({"mill", "lane"}))
    of_post = match(promise, told("At last the Estates Officer had sent the figures on empty shops."))
    of_place = match(promise, told("At last the figures on empty shops in Dock Road had been sent."))
    assert of_post is not None
    assert of_place is None or of_place.points < of_post.points


def test_initials_of_who_was_to_do_it_are_no_other_place() -> None:
    promise = replace(PROMISE, names=frozenset({"mill", "lane"}), owner=words("TC"))
    of_owner = match(promise, told("The figures on empty shops: TC has sent them."))
    of_place = match(promise, told("The figures on empty shops: TC has sent those on Dock Road."))
    assert of_owner is not None
    assert of_place is None or of_place.points < of_owner.points


def test_month_that_is_named_is_that_of_the_promise() -> None:
    march = match(PROMISE, told("The figures on empty shops, as requested in March, were tabled.", last_date=None))
    june = match(PROMISE, told("The figures on empty shops, as requested in June, were tabled.", last_date=None))
    assert march is not None
    assert june is not None
    assert march.points > june.points


def test_may_is_a_month_and_a_verb() -> None:
    spring = replace(PROMISE, date=date(2027, 5, 4))
    named = match(spring, told("The figures on empty shops, as requested in May, were tabled.", date=date(2027, 7, 6)))
    modal = match(spring, told("The figures on empty shops, as requested, may be tabled.", date=date(2027, 7, 6)))
    assert named is not None
    assert modal is not None
    assert "looks back to that meeting" in named.reason
    assert "looks back to that meeting" not in modal.reason


def test_title_of_the_promises_own_item_comes_back_whatever_was_promised() -> None:
    standing = replace(PROMISE, title=words("Empty Shops"))
    assert match(standing, told("Empty Shops", verdict=None, title=frozenset(), names_it=True)) is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The plan was presented.", True),
        ("The plan would be presented.", False),
        ("The plan is to be presented.", False),
        ("The plan had not yet been presented.", False),
        ("The plan would then be circulated with the minutes that were presented.", True),
    ],
)
def test_what_is_still_to_come_has_not_returned(sentence: str, expected: bool) -> None:
    assert says_returned(sentence) == expected
