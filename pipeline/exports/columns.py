"""The action log's columns as committees read them: days in words, and words where nothing is known."""

from pipeline.exports.actions import Action
from pipeline.exports.dates import day

NOTHING = "Nothing is outstanding."
COLUMNS = ("No.", "Meeting", "Item", "Action", "Owner", "Due", "Progress")


def shown(line: Action) -> tuple[str, ...]:
    """Return a line's cells in the order of `COLUMNS`, none of which holds a sign that does not print."""
    meeting = ", ".join(words for words in (line.committee, day(line.meeting_date)) if words)
    cells = (
        str(line.number), meeting, line.item or "", line.action, line.owner or "Nobody named",
        day(line.due) or line.due_words or "No date given", line.progress.capitalize(),
    )  # fmt: skip
    return tuple(printable(words) for words in cells)


def printable(words: str) -> str:
    """Return the words without control characters, which XML forbids and which a terminal would obey."""
    return "".join(sign for sign in words if sign in "\t\n" or (sign >= " " and not "\x7f" <= sign <= "\x9f"))
