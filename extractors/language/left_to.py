"""To whom a matter was left: "It was left to the Clerk to obtain two prices", "to leave it with Cllr Orme to chase".

Who is left a matter is its owner where the words say what to do: "left with the Clerk" alone is no task that can be
followed. A thing may be left with somebody, too ("the keys were left with the Clerk"), and somebody left to do
something ("the Council was left to meet the cost").
"""

import re

from extractors.language.owners import object_of
from extractors.language.wordings import quick, wording

# "left the matter with", "left it to": those who leave stand before it, whoever they are.
ACTIVE = re.compile(r"left\s+(?:it|this|that|these|the)\b", re.IGNORECASE)
# Any matter may be left to somebody; with somebody, or for him, things are left as well.
TO_SOMEBODY = re.compile(r"left\s+to\b", re.IGNORECASE)


def left_to(words: str, start: int) -> tuple[str, ...]:
    """Return who is left something to do by the words from `start` on, nobody where the words say no deed."""
    match = wording("left-to-do").search(words, start)
    return object_of(words, match.start("whom") - 1) if match else ()


def leaves_matter(before: str, rest: str) -> bool:
    """Whether it is a matter that "left" or "leave", with which `rest` begins, is said of."""
    if ACTIVE.match(rest) or TO_SOMEBODY.match(rest):
        return True
    return quick("left-matter-before").search(before) is not None
