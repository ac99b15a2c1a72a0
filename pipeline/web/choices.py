"""What an officer may record, which kinds of record can be followed up, and what pages are called, in plain words."""

from models.vocabulary import KINDS, PageKind, State

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
# What the pages of a council's site are called; a file is called by its own title.
PAGES: dict[PageKind, str] = {
    "meeting": "The meeting's page",
    "item": "The agenda item's page",
    "issue": "The issue's page",
    "decision": "The decision's page",
    "legacy": "The report's page",
}
# Of what later minutes may say nothing, as the list's filter offers it.
UNHEARD = {
    "not come back": "Due at a meeting",
    "unanswered": "Asked for and not answered",
}
SERVICE = "The council's web service"
DOCUMENT = "A published document"
SAID = {state: label for state, label, _ in CHOICES}


def called(url: str, page_kind: str | None, title: str | None) -> str:
    """Return what people call a page or file where something is told: pages of a site have no title of their own."""
    if "/mgWebService" in url:
        return SERVICE
    return next((name for kind, name in PAGES.items() if kind == page_kind), None) or title or DOCUMENT
