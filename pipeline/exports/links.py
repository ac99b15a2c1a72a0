"""What of other people's addresses may be linked to."""


def web(url: str | None) -> str | None:
    """Return an address that may be linked to; what a page says is no reason to follow another scheme."""
    return url if url and url.startswith(("https://", "http://")) else None
