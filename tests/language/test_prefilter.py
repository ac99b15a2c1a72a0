"""What a prefilter leaves out cannot match: held against every pattern that the language code has."""

import re
from collections.abc import Sequence

import pytest
import re2

from extractors.language.decision_wording import CLAUSE, CLAUSE_WRITTEN
from extractors.language.due import forms
from extractors.language.prefilter import BLANK, Screened, loosened, offsets, prefilter, screened
from extractors.language.rules import rules
from extractors.language.wordings import together, wordings

PATTERNS = [
    *((form.id, form.pattern, form.examples) for form in forms()),
    *((wording.name, wording.pattern, wording.examples) for wording in wordings().values()),
]
EVERY_SENTENCE = [
    words
    for entry in (*forms(), *wordings().values())
    for words in (*entry.examples, *entry.not_examples, *(words.upper() for words in entry.examples))
]


def test_nothing_that_matches_is_left_out() -> None:
    patterns = [pattern for _, pattern, _ in PATTERNS]
    seen = prefilter(patterns)
    missed = [
        (patterns[place].pattern, words)
        for words in EVERY_SENTENCE
        for place in set(range(len(patterns))) - set(seen.possible(words))
        if patterns[place].search(words)
    ]
    assert missed == []


def test_most_patterns_are_left_out_of_most_sentences() -> None:
    seen = prefilter(pattern for _, pattern, _ in PATTERNS)
    tried = sum(len(seen.possible(words)) for words in EVERY_SENTENCE)
    assert tried < len(PATTERNS) * len(EVERY_SENTENCE) / 5


def test_words_with_letters_beyond_ascii_are_tried_with_every_pattern() -> None:
    seen = prefilter([re.compile(r"\bat the café\b"), re.compile("by the kiosk")])
    assert seen.possible("It was raised at the café.") == (0, 1)
    assert seen.possible("It was raised by the kiosk.") == (1,)


def test_a_pattern_that_re2_cannot_read_is_always_tried() -> None:
    seen = prefilter([re.compile(r"(?P<word>\w+) and (?P=word)"), re.compile("kiosk")])
    assert seen.possible("again and again") == (0,)


def test_a_pattern_over_several_lines_is_read_without_its_layout() -> None:
    written = re.compile(
        r"""the [ ] quay  # a remark
        \s+ wall""",
        re.VERBOSE,
    )
    assert prefilter([written]).possible("the quay  wall") == (0,)
    assert prefilter([written]).possible("the quayside") == ()


def test_wordings_that_are_looked_for_together_are_named_wherever_one_stands() -> None:
    asked = together("motion-fate", "lost", "past-clause")
    assert asked.standing("The motion was put to the vote and lost.") == ["motion-fate", "lost"]
    assert asked.standing("The tide was high.") == []


def test_patterns_that_begin_are_looked_for_at_the_beginning_alone() -> None:
    seen = prefilter([re.compile(r"the \w+ report was noted")], begin=True)
    assert seen.possible("the survey report was noted.") == (0,)
    assert seen.possible("Later the survey report was noted.") == ()


def test_a_clause_that_may_have_a_head_is_seen_wherever_it_is_found() -> None:
    seen = prefilter([CLAUSE_WRITTEN])
    begun = [words for rule in rules() for words in rule.examples if CLAUSE.search(words)]
    assert begun
    assert [words for words in begun if not seen.possible(words)] == []


@pytest.mark.parametrize(
    ("source", "loose"),
    [
        (r"(?<!not )\bdone(?= by (?:her|him))", r"\bdone"),
        (r"a{2,9}(?P<name>[(\]]{1,3})\Z", r"a*(?:[(\]]*)\z"),
        (r"(?!the (?:end|close))?after\b", r"after\b"),
        (r"\w++ quay", r"\w+ quay"),
    ],
    ids=["looks", "counts and names", "repeated look", "gives nothing back"],
)
def test_a_loosened_pattern_keeps_what_re2_can_read(source: str, loose: str) -> None:
    assert loosened(re.compile(source)) == loose


def spans(sought: re.Pattern[str] | Screened, words: str) -> list[tuple[int, int] | None]:
    """Return what is found in some words: first, all, from an offset on, and at one."""
    found = [sought.search(words), *sought.finditer(words), sought.search(words, 4), sought.match(words, 3)]
    return [match and match.span() for match in found]


@pytest.mark.parametrize(("pattern", "examples"), [(one[1], one[2]) for one in PATTERNS])
def test_a_screened_pattern_finds_what_it_finds_without_a_look(
    pattern: re.Pattern[str], examples: Sequence[str]
) -> None:
    behind_look = screened(pattern)
    for words in (*examples, *(f"Later, {words} – {words}" for words in examples), *EVERY_SENTENCE[::7]):
        assert spans(behind_look, words) == spans(pattern, words)


def test_offsets_of_matches_are_those_of_letters_and_not_of_bytes() -> None:
    plain = "The café – £4 a cup – opens on 4 May; the kiosk’s on 5 June."
    assert [plain[offset] for offset in offsets(re2.compile(r"\d \w+"), plain)] == ["4", "4", "5"]


def test_whatever_python_takes_for_a_blank_is_one_in_a_whole_text() -> None:
    every = "".join(map(chr, range(0x3100)))
    taken = set(offsets(re2.compile(BLANK), every))
    assert {match.start() for match in re.finditer(r"\s", every)} <= taken
    assert not taken & {ord(letter) for letter in "aZ059.,;-("}
