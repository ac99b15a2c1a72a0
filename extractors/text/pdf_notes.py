"""Lines of margin notes to whole notes: "Head of" over "Parks" is one owner, "Cllr Moor" over "Clerk" are two."""

import re
from collections.abc import Sequence

from extractors.text.pdf_lines import Segment

# Lines of one note follow one another within so many heights.
NEXT_LINE = 1.9
CONTINUES = re.compile(r"(?:\b(?:and|of|for|to|the|by|&|end|with|on)|[-/,&])$", re.IGNORECASE)
SMALL_START = re.compile(r"(?:and|of|for|to|the|&|/)\b", re.IGNORECASE)
# A note that says when, not who.
DUE = re.compile(
    r"(?:by|before|due|within|next|end|asap|as soon|in|on|for|from|after|ongoing|mid|early|late|immediate(?:ly)?)\b|\d|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b(?:\s+\d{2,4})?$|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
TITLE = r"(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Rev|Sir|Prof)\.?"
TITLED = re.compile(TITLE + r"\s", re.IGNORECASE)
INITIALS = r"[A-Z]{2,4}(?:\s*[/,&]\s*[A-Z]{2,4})*"
# What a whole owner looks like: initials, somebody with a title and a name, a post that a noun of office ends.
WHOLE = re.compile(
    rf"{INITIALS}$|(?:All|ALL|Noted)$|{TITLE}\s+(?:[A-Z][\w'’-]*\s+)?[A-Z][\w'’-]+$"
    r"|.*\b(?:Manager|Officer|Clerk|Chair(?:man|woman)?|Engineer|Leader|Secretary|Treasurer|Surveyor|Solicitor|Mayor|"
    r"Inspector|Warden|Members?|Group|Committee)$"
)
PERSON = re.compile(r"[A-Z][\w'’-]+\s+(?:[A-Z]\.?\s+)?[A-Z][\w'’-]+$")


def whole_notes(found: Sequence[Segment], width: float) -> list[tuple[Segment, ...]]:
    """Put the lines of notes beside one block, top to bottom, into whole notes. `width` is the column's, in points."""
    notes: list[tuple[Segment, ...]] = []
    for line in found:
        if notes and goes_on(notes[-1], line, width):
            notes[-1] = (*notes[-1], line)
        else:
            notes.append((line,))
    return notes


def goes_on(note: tuple[Segment, ...], line: Segment, width: float) -> bool:
    """Tell whether a line of the margin belongs to the note above it."""
    last = note[-1]
    if line.top - last.top > NEXT_LINE * last.height or line.top < last.top:
        return False
    before, after = " ".join(part.text for part in note), line.text
    if CONTINUES.search(before):
        return True
    if bool(DUE.match(before)) != bool(DUE.match(after)) and not SMALL_START.match(after):
        return False
    if SMALL_START.match(after) or after[:1].islower():
        return True
    if (
        TITLED.match(after)
        or re.fullmatch(INITIALS, after)
        or WHOLE.match(before)
        or (PERSON.match(before) and PERSON.match(after))
    ):
        return False
    first = line.words[0]
    return last.right - last.left + (first.right - first.left) + 0.25 * last.height > width
