"""What a sentence says by itself, whatever was promised: that it asks, looks back, tells that something came. Pure."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import re2

from extractors.language.calendar_dates import MONTHS
from extractors.language.likeness import stem
from extractors.language.prefilter import empty_scan
from extractors.language.rules import word_lists
from models.frozen import frozen

LAST_MEETING = re.compile(r"\b(?:last|previous) meeting\b", re.IGNORECASE)
WORD = re.compile(r"[\w-]+")
RESOLVED = re.compile(r"\bhad resolved\b", re.IGNORECASE)
PERFECT = re.compile(
    r"\b(?:had|has|have)\s+(?:(?:now|since|already|also|all|both)\s+)?(?:been\s+)?(?P<deed>[a-z-]+)", re.IGNORECASE
)
# The one month that is a verb too.
IN_MAY = re.compile(r"\b(?:in|of|since|last|during)\s+May\b")
# Before "be presented": it has not come back yet.
AHEAD = frozenset({"would", "will", "could", "should", "might", "may", "shall", "can", "to"})
DENIED = frozenset({"not", "never"})


# What one scan looks for, by their places in it: seven lists of words, and what a deed that is done begins with.
WORDS = (
    "back-phrases",
    "asking-phrases",
    "return-verbs",
    "return-phrases",
    "lacking-phrases",
    "part-phrases",
    "dropping-phrases",
)
BACK, ASKING, RETURNING, BEFORE_IT, LACKING, IN_PART, DROPPING, HAVING = range(8)
HAS = r"\b(?:had|has|have)\b"


@frozen
class Saying:
    """What a sentence says. `looks_back`: to what was asked for or promised ("as requested in March"); `is_question`:
    somebody asks in it for what has not come ("asked when the plan would be sent"); `returned`: that something came
    back; `lacking`: that something has not come, or was put off; `in_part`: that a part of it was done; `dropped`: that
    something is not to be done after all; `done` are the stems of the deeds that it tells as done ("had been sent")."""

    looks_back: bool = False
    is_question: bool = False
    returned: bool = False
    lacking: bool = False
    in_part: bool = False
    dropped: bool = False
    done: frozenset[str] = frozenset()


NOTHING = Saying()


def saying(quote: str) -> Saying:
    """Return what a sentence says by itself."""
    found = _scan().Match(quote)
    if not found:
        return NOTHING
    is_question = ASKING in found
    return Saying(
        looks_back=BACK in found,
        is_question=is_question,
        returned=BEFORE_IT in found or (RETURNING in found and says_returned(quote)),
        lacking=LACKING in found,
        in_part=IN_PART in found,
        dropped=DROPPING in found,
        done=_done(quote) if HAVING in found and not is_question else frozenset(),
    )


def says_returned(quote: str) -> bool:
    """Whether a sentence tells that something came back: presented, tabled, received; not that it would, or that it was
    not."""
    words = WORD.findall(quote.lower())
    verbs = word_lists()["return-verbs"]
    return any(word in verbs and not _is_wanting(words[:place]) for place, word in enumerate(words))


def is_of_last_meeting(quote: str) -> bool:
    """Whether a sentence names the meeting before: "promised at the last meeting"."""
    return LAST_MEETING.search(quote) is not None


def is_of_resolution(quote: str) -> bool:
    """Whether what a sentence looks back to was resolved."""
    return RESOLVED.search(quote) is not None


def months(quote: str) -> frozenset[int]:
    """Return the months that a sentence names, January as 1."""
    found = {MONTHS[word] for word in re.findall(r"[a-z]+", quote.lower()) if len(word) > 3 and word in MONTHS}
    return frozenset(found | {MONTHS["may"]} if IN_MAY.search(quote) else found)


def _done(quote: str) -> frozenset[str]:
    return frozenset([stem(match["deed"]) for match in PERFECT.finditer(quote)])


def _is_wanting(before: Sequence[str]) -> bool:
    last = set(before[-3:])
    return bool(DENIED & last) or (bool(before) and before[-1] == "be" and bool(AHEAD & last))


@cache
def _scan() -> Any:
    """One scan for the words by which a sentence says anything at all. `Any`: re2 publishes no types."""
    scan = empty_scan()
    for name in WORDS:
        scan.Add("(?i)" + "|".join(re2.escape(phrase) for phrase in sorted(word_lists()[name])))
    scan.Add("(?i)" + HAS)
    scan.Compile()
    return scan
