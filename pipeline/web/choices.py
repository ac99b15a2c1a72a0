"""What an officer may record and which kinds of record can be followed up, in the words of the pages."""

from models.vocabulary import KINDS, State

FOLLOWED = tuple(kind for kind in KINDS if kind not in ("closure", "proposal"))
# What an officer may record, and what it means, in the order in which officers need it.
CHOICES: tuple[tuple[State, str, str], ...] = (
    ("reported", "Reported back", "A report came back. It stays on the list until you close it."),
    ("met", "Done", "The promise was kept. It leaves the list."),
    ("partly", "Partly done", "Something is still to come. It stays on the list."),
    ("open", "Still open", "Nothing has come back yet."),
    ("superseded", "Overtaken", "Another decision took its place. It leaves the list."),
    ("withdrawn", "Withdrawn", "The meeting let it go. It leaves the list."),
    ("not-pursued", "Not pursued", "Nobody will follow it up. It leaves the list."),
    ("not-a-promise", "Not a promise", "The words promise nothing. It leaves the list."),
)
SAID = {state: label for state, label, _ in CHOICES}
