"""Fields behind a task: "Lead: N Baird. By: 22 May 2025." on its line, in brackets behind it, or on lines of their own.

The labels are wordings of data/rules/actions.toml. A field ends where the next begins, at a semicolon, a bracket or the
end of its sentence.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.language.due import due_said
from extractors.language.engine import Passage, Sentence
from extractors.language.owners import is_person
from extractors.language.wordings import begins, wording
from models.frozen import frozen
from models.record import Context

FIELD_ENDS = re.compile(r"\s*(?:[;|()\[\]]|\s[–—-]\s|\.\s*$)")
# "By" alone is said of a doer and of a day.
BY = re.compile(r"by\s*:", re.IGNORECASE)
# What stands between a task and the first of its fields.
PARTED_BY = re.compile(r"[\s;|([,–—-]+$")


@frozen
class TaskFields:
    """What the fields say, as written: whose task it is and by when; None where no field says it."""

    owner: str | None = None
    due: str | None = None


def fields_within(words: str, start: int) -> tuple[int, TaskFields]:
    """Return where the task ends that begins at `start`, and what the fields behind it in the same sentence say."""
    labels = [label for label in wording("task-field").finditer(words, start) if _stands_apart(words, label, start)]
    if not labels:
        return len(words), TaskFields()
    return len(PARTED_BY.sub("", words[: labels[0].start()])), _read(words, labels)


def fields_behind(passages: Sequence[Passage], index: int, sentence: Sentence) -> TaskFields:
    """Return what the sentences behind a task say that begin with a field's label, up to the first that does not."""
    found = TaskFields()
    for following in _following(passages, index, sentence):
        if not begins("task-field", following.words):
            break
        found = joined(found, _read(following.words, list(wording("task-field").finditer(following.words))))
    return found


def joined(first: TaskFields, second: TaskFields) -> TaskFields:
    """Return the fields of both; where both say the same, the first stands."""
    return TaskFields(first.owner or second.owner, first.due or second.due)


def _following(passages: Sequence[Passage], index: int, sentence: Sentence) -> Iterator[Sentence]:
    own = passages[index].sentences
    yield from own[own.index(sentence) + 1 :]
    for passage in passages[index + 1 :]:
        yield from passage.sentences


def _stands_apart(words: str, label: re.Match[str], start: int) -> bool:
    """Whether a label opens a field, and is no word of the task: behind a bracket, a semicolon, a dash or a stop, or
    with a capital, which it has on a line of its own."""
    before = words[start : label.start()].rstrip()
    return bool(before) and (before[-1] in ";|([.,–—-" or (before[-1].isalnum() and label[0][0].isupper()))


def _read(words: str, labels: Sequence[re.Match[str]]) -> TaskFields:
    ends = [*(label.start() for label in labels[1:]), len(words)]
    found = TaskFields()
    for label, end in zip(labels, ends, strict=True):
        said = words[label.end() : end]
        stop = FIELD_ENDS.search(said)
        said = said[: stop.start() if stop else len(said)].strip(" .,–—-")
        is_owner = label["owner"] is not None or (BY.match(label[0]) is not None and _is_somebody(said))
        field = TaskFields(owner=said or None) if is_owner else TaskFields(due=said or None)
        found = joined(found, field)
    return found


def _is_somebody(said: str) -> bool:
    """Whether what stands behind "By:" is who does it, not when."""
    return is_person(said) and due_said(said, Context()).type == "open"
