"""Stable ids: the same meeting, item, document or promise keeps its id through re-crawls, better rules and small
corrections."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from extractors.sources.urls import page_kind
from models.record import Record

GROUPS = {
    "resolution": "decision",
    "recommendation": "decision",
    "undertaking": "promise",
    "action": "promise",
    "request": "request",
    "closure": "closure",
    "proposal": "proposal",
}
# Every byte but small letters and figures of ASCII to a blank.
LETTERS = bytes(code if chr(code).isalnum() and code < 128 else ord(" ") for code in range(256))


def uid(*parts: object) -> str:
    """Return 16 hex digits for some parts; None stands for itself."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf8"), digest_size=8).hexdigest()


def words_key(words: str) -> str:
    """Return what stays of words through corrections of case, punctuation and white space."""
    return b" ".join(words.casefold().encode("ascii", "replace").translate(LETTERS).split()).decode("ascii")


def record_uids(scopes: Sequence[str], regions: Sequence[str | None], records: Sequence[Record]) -> list[str]:
    """Return the ids of a document's records, in their order.

    `scopes` are the ids of the items (or meetings) that the records stand in. Equal words of one kind group in one item
    are told apart by how many stood before them in the same region: a decision that a page prints under "Decision" and
    again under "Minutes" is one.
    """
    seen: dict[tuple[str, str, str, str | None], int] = defaultdict(int)
    found: list[str] = []
    for scope, region, record in zip(scopes, regions, records, strict=True):
        key = (scope, GROUPS[record.kind], words_key(record.quote), region)
        found.append(uid("record", *key[:3], seen[key]))
        seen[key] += 1
    return found


def meeting_uid(site: str, ref: str | None, committee: str | None, date: str | None, url: str) -> str:
    """Return a meeting's id: by the site's own id where it has one, else by body and date, else by the document."""
    if ref:
        return uid("meeting", site, ref)
    return uid("meeting", site, words_key(committee), date) if committee and date else uid("meeting", site, url)


def page_uid(site: str, url: str) -> str:
    """Return what the ids on a page of no meeting are made of: a publishing system's pages keep theirs when the site
    moves to another host or folder."""
    folder = url.partition("?")[0].rpartition("/")[0] if page_kind(url) else ""
    return uid("document", site, url.removeprefix(folder))


def item_uid(meeting: str, ref: str | None, number: str | None, title: str | None) -> str:
    """Return an item's id inside a meeting."""
    return uid("item", meeting, ref) if ref else uid("item", meeting, number, words_key(title or ""))
