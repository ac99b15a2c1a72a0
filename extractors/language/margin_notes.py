"""What stands beside a task: a label, who must act, and by when ("ACTION: LM by 30 June", "Clerk - ASAP")."""

import re

from extractors.language.calendar_dates import MONTHS

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
LABEL = re.compile(r"\W*actions?\b(?:\s+(?:by|for|on))?\s*[:–—-]?\s*", re.IGNORECASE)
DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?\s*(?:[/.-]\s*\d|(?:of )?(?:{MONTH})\b)"
# A month alone stands behind a sign: "Cllr March" is somebody.
WHEN = re.compile(
    r"(?:(?:^|[-–—:,;(/]|\s)\s*(?P<due>(?:(?:to be done |due |complete )?by\b|before\b|due\b|asap\b|immediate|next\b"
    rf"|(?:early|mid|late|end)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|{DAY}).*?)"
    rf"|\s*[-–—:,;(/]\s*(?P<month>(?:{MONTH})\b(?: \d{{4}})?))[\s.)\]]*$",
    re.IGNORECASE,
)


def parted(note: str) -> tuple[str, str | None]:
    """Part a note into its owners, empty where it names none, and the words that say when, None where none do."""
    words = LABEL.sub("", note, count=1) if LABEL.match(note) else note
    when = WHEN.search(words)
    if when is None:
        return words.strip(), None
    return words[: when.start()].strip(), when["due"] or when["month"]
