"""Decisions that are a word of state: "Agreed.", "Bench: approved", "Deferred until May", alone or behind a topic."""

import re

from extractors.language.decision_limbs import Decision
from extractors.language.engine import Sentence
from extractors.language.wordings import begins, quick, sought, wording
from models.vocabulary import Effect

AGENDA_LINE = re.compile(r"\W*To\s")
# What parts a topic from its status.
TOPIC_ENDS = (": ", ":- ", " - ", " – ")
NOT_GRANTED = re.compile(
    r"^(?:not?\b|object|oppose)|\b(?:refused?|rejected|dismissed|lost|defeated|not carried)\b", re.IGNORECASE
)


def status(sentence: Sentence, before: str) -> Decision | None:
    """A status word that stands alone or behind its topic: "Agreed.", "To review the plan: Reviewed and updated.";
    without the task that may stand behind it ("no objection, Clerk to reply")."""
    words, start, end = sentence.words, 0, 0
    may_settle = sentence.holds("settling-parts")
    if not _is_status(words, may_settle=may_settle):
        start = _topic_end(words)
        end = _before_task(words, start) if start else 0
        if not start or not _is_status(words[start:end], may_settle=may_settle):
            return None
    elif words in ("AGREED", "NOTED"):
        # What is agreed or noted stands in the list below.
        return None
    end = end or _before_task(words, 0)
    effect = "note" if wording("minutes-title").search(words[:start] or before) else _status_effect(words[start:end])
    # What the agenda says is to be done ("To review the plan: Reviewed") is no part of what was.
    begin = sentence.start + (start if AGENDA_LINE.match(words) else 0)
    return Decision("resolution", begin, sentence.start + end, effect, "status-line", formal=False)


def _is_status(words: str, *, may_settle: bool) -> bool:
    """Whether words are a state; `may_settle` says that the sentence holds a part of a word that settles something."""
    if quick("status-line").match(words):
        return True
    return may_settle and begins("application-settled", words) is not None


def _topic_end(words: str) -> int:
    """Where the status behind a topic begins, 0 where no topic is parted from one."""
    if ": " not in words and "- " not in words and "– " not in words:
        return 0
    return max([words.rfind(sign) + len(sign) for sign in TOPIC_ENDS if sign in words], default=0)


def _before_task(words: str, start: int) -> int:
    """Where a task begins that stands behind a comma or another sign, the end of the words where none does."""
    task = sought("task-of-status").search(words, start) if " to " in words else None
    return task.start() if task else len(words)


def _status_effect(words: str) -> Effect:
    if re.match(r"(?:received|duly noted|noted|circulated|approval\b.*proposed by)", words, re.IGNORECASE):
        return "note"
    if NOT_GRANTED.search(words):
        return "other"
    return "defer" if re.search(r"\b(?:deferred|re-agenda|next agenda)\b", words, re.IGNORECASE) else "approve"
