"""Days as people in Britain write them."""

import datetime


def day(text: str | None) -> str | None:
    """Return an ISO day or time as 4 March 2027; None for None, and what is no day as it is."""
    if not text:
        return None
    try:
        found = datetime.date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{found.day} {found:%B %Y}"
