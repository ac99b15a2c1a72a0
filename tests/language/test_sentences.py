"""Sentences: the stops of British minutes that end none."""

import pytest

from extractors.language.sentences import split

ONE = [
    "Cllr. Pask asked Mr. Vane about the ramp.",
    "The ferry leaves at 6 p.m. on Sundays.",
    "Orme Ltd. built the quay.",
    "St. Brannock's slip is shut.",
    "It cost £3.50 a metre, see para. 4.2 of the paper.",
    "P. Vane and D. Orme spoke.",
    "Some crews, e.g. the divers, were paid.",
    "to note (i) the dues; and (ii) the tolls",
]
TWO = [
    "The ramp was shut. The Clerk rang the diver.",
    'He said "no." The Board moved on.',
    "Was it shut? It was.",
    "They chose option B. The Clerk wrote it down.",
    "It closed at 6 p.m. The crews went home.",
    "The dues are set out in table iv.\n \n(The tolls are not.)",
    "The ramp was shut \n\t\n The Clerk rang the diver.  \n",
]


def parts(content: str) -> list[str]:
    """Return the sentences of a text."""
    return [content[span.start : span.end] for span in split(content, 0, len(content))]


@pytest.mark.parametrize("content", ONE)
def test_sentence_stays_whole(content: str) -> None:
    assert parts(content) == [content]


@pytest.mark.parametrize("content", TWO)
def test_sentences_are_parted(content: str) -> None:
    assert len(parts(content)) == 2


def test_offsets_are_those_of_the_document() -> None:
    content = "Heading\n\nOne ran. Two stood.  "
    assert [content[span.start : span.end] for span in split(content, 9, len(content))] == ["One ran.", "Two stood."]
