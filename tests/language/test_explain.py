"""Explaining: each record with its rule and words, each sentence passed over with the reason."""

from extractors.language.explain import explain
from extractors.minutes.regions import mark_regions
from extractors.text.plain import read_plain
from models.text import Text

CONTENT = (
    "Agenda item\n\nFerry\n\nMinutes:\n\nThe Harbour Master undertook to send the chart to members. "
    "The Engineer would not be able to send it before. It was agreed that the gala had been a joy.\n\n"
    "RESOLVED: That the ramp be mended."
)


def told(text: Text) -> list[tuple[str, str | None, str | None]]:
    """Return (first words, kind found, reason) of each sentence explained."""
    return [
        (" ".join(text.plain[one.start : one.end].split()[:3]), one.record and one.record.kind, one.reason)
        for one in explain(text)
    ]


def test_found_and_passed_over_are_told_in_order() -> None:
    assert [(words, kind) for words, kind, _ in told(mark_regions(read_plain(CONTENT)))] == [
        ("The Harbour Master", "undertaking"),
        ("The Engineer would", None),
        ("It was agreed", None),
        ("RESOLVED: That the", "resolution"),
    ]


def test_every_sentence_passed_over_has_a_reason() -> None:
    explained = explain(mark_regions(read_plain(CONTENT)))
    assert [one for one in explained if (one.record is None) == (one.reason is None)] == []


def test_words_that_fired_are_in_the_sentence() -> None:
    text = mark_regions(read_plain(CONTENT))
    first = explain(text)[0]
    assert (first.rule, first.fired) == ("undertook-to", ("undertook to",))
    assert first.fired[0] in text.plain[first.start : first.end]


def test_region_is_the_reason_outside_minutes() -> None:
    content = "Agenda item\n\nFerry\n\nTo consider whether the Clerk agreed to write.\n\nMinutes:\n\nNobody came."
    assert told(mark_regions(read_plain(content))) == [("To consider whether", None, "stands in: purpose")]
