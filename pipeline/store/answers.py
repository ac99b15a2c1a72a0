"""Which promise accepts which request, as a document tells it: rows of record_links of the kind "answered by"."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from models.record import Record
from pipeline.store.uids import uid

KIND = "answered by"
GONE = f"""
select record_links.id, record_id, other_record_id from record_links where kind = '{KIND}' and source_url = ?
"""
NEW = f"""
insert or ignore into record_links (uid, record_id, other_record_id, item_id, kind, reason, quote, date, source_url)
select ?, request.id, promise.id, promise.item_id, '{KIND}', 'accepted where it was made', promise.quote,
  meetings.date, ?
from records as request join records as promise on promise.id = ? left join meetings on meetings.id = promise.meeting_id
where request.id = ?
"""


def write_answers(
    db: sqlite3.Connection, url: str, records: Sequence[Record], uids: Sequence[str], rows: Mapping[str, int]
) -> None:
    """Write which requests of a document its promises accept. `uids` are the ids of `records`, `rows` their rows.

    The page that told it first can take it back; others that hold less of the minutes cannot.
    """
    pairs = dict.fromkeys(_pairs(records, uids))
    told = {(rows[request], rows[promise]) for request, promise in pairs}
    for link, request, promise in db.execute(GONE, (url,)).fetchall():
        if (request, promise) not in told:
            db.execute("delete from record_links where id = ?", (link,))
    for request, promise in pairs:
        db.execute(NEW, (uid(KIND, request, promise), url, rows[promise], rows[request]))


def _pairs(records: Sequence[Record], uids: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Request and promise, by the offset at which the promise's record says that the request stands."""
    requests = {one.start: key for one, key in zip(records, uids, strict=True) if one.kind == "request"}
    for one, key in zip(records, uids, strict=True):
        if one.answers is not None and one.answers in requests:
            yield requests[one.answers], key
