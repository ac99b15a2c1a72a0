"""The promises of a site's bodies, read from the database as later meetings come to speak of them, day by day."""

import datetime
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from extractors.language.likeness import audience_terms, names, terms
from extractors.language.log_records import ACTION_RULE
from extractors.language.wordings import wording
from models.vocabulary import DECISIONS
from pipeline.link.evidence import Promise
from pipeline.link.known import REACH, Known
from pipeline.link.later import title_terms

ASKER = re.compile(r"^.*?\b(?:asked|requested|suggested|sought|called)\b")
BRACKETS = re.compile(r"\([^)]*\)")
# So much is read at once; a council's promises of twenty years are more than memory should hold.
PERIOD = datetime.timedelta(days=365)
DAY = datetime.timedelta(days=1)
# The cross join makes SQLite begin with the meetings of a period, never with all records of the site for each of them.
# Rows of logs that were told by another are judged anew with their meetings. Of one day, the first by its id comes
# last: what is as sure is looked through from the end.
PROMISES = """
select records.id, records.uid, records.kind, records.effect, records.quote, records.committee_id,
  records.due_committee_id, records.due_text, records.reported_back_on,
  coalesce(records.owner_text, records.told_owner_text, records.owner_inferred) as owner_text,
  coalesce(records.settled_date, records.due_date) as due_date, (select group_concat(asked.quote, ' ') from
    records as asked where asked.told_by = records.id and asked.kind = 'request') as asked,
  records.due_type, meetings.date, items.title, items.minute_number, items.issue_ref,
  (select min(links.record_id) from record_links as links where links.other_record_id = records.id and links.firm = 1
    and links.kind = 'still open') as earlier
from meetings cross join records on records.meeting_id = meetings.id left join items on items.id = records.item_id
where meetings.site_id = :site and records.trackable = 1 and records.status = 'current'
and (records.told_by is null or records.rule = :row and meetings.date >= :since)
and meetings.date between :first and :last and (records.committee_id in (select id from bodies)
  or records.due_committee_id in (select id from bodies))
order by meetings.date, records.uid desc
"""


class Promised:
    """What was promised to each of the bodies in the temporary table `bodies`, for meetings from one day to another.

    A record that another one stands for is left out; what a meeting has firmly heard of is marked `answered`.
    """

    def __init__(self, db: sqlite3.Connection, site: int, first: datetime.date, last: datetime.date) -> None:
        self._first = first.isoformat()
        self._rows = _rows(db, site, first, last)
        self._next = next(self._rows, None)
        self._told: set[int] = set()
        self._earlier: dict[int, int] = {}
        self._bodies: dict[int, Known] = defaultdict(Known)

    def before(self, day: str, body: int) -> Known:
        """Return what was promised to a body in the last years before a day. Days are named in order."""
        while self._next is not None and self._next["date"] < day:
            if self._next["id"] not in self._told:
                self._add(self._next)
            self._next = next(self._rows, None)
        known = self._bodies[body]
        known.reach_from(datetime.date.fromisoformat(day))
        return known

    def leave_out(self, record: int | None) -> None:
        """Speak of no record that another one stands for; it is of the day that was named last, None is no record."""
        if record is not None:
            self._told.add(record)

    def answer(self, promise: Promise) -> None:
        """Remember that a meeting has firmly heard of a promise."""
        for body in promise.committees:
            self._bodies[body].mark("answered", promise.id)

    def put_off(self, promise: Promise, record: int | None) -> None:
        """Remember which record surely tells that a promise has not come: a promise made anew puts it off."""
        if record is not None:
            self._earlier[record] = promise.id

    def _add(self, row: sqlite3.Row) -> None:
        promise = _promise(row)
        for body in promise.committees:
            self._bodies[body].add(promise)
        if row["reported_back_on"] and row["reported_back_on"] < self._first:
            self.answer(promise)
        before = row["earlier"] if row["date"] < self._first else None
        if earlier := self._earlier.get(row["id"], before):
            for body in promise.committees:
                self._bodies[body].put_off(earlier, promise.id)


def _rows(db: sqlite3.Connection, site: int, first: datetime.date, last: datetime.date) -> Iterator[sqlite3.Row]:
    """Give what was promised up to a day, from as far back as the first day reaches."""
    known = {"site": site, "since": first.isoformat(), "row": ACTION_RULE}
    start = first - REACH
    while start <= last:
        end = min(start + PERIOD, last)
        yield from db.execute(PROMISES, {**known, "first": start.isoformat(), "last": end.isoformat()}).fetchall()
        start = end + DAY


def _promise(row: sqlite3.Row) -> Promise:
    # "It was agreed that this be explored": what was asked for says what.
    quote = wording("who-is-answered").sub("", row["quote"])
    words = f"{quote} {ASKER.sub('', row['asked'] or '')}"
    said = set(terms(words)) - set(terms(row["due_text"] or ""))
    written = row["owner_text"] or ""
    owner, aside = frozenset(terms(BRACKETS.sub("", written))), frozenset(terms(written)) | audience_terms()
    committees = {row["committee_id"], row["due_committee_id"]} - {None}
    return Promise(
        id=row["id"],
        uid=row["uid"],
        date=datetime.date.fromisoformat(row["date"]),
        committees=frozenset(committees),
        deliverable=frozenset(said - aside),
        title=title_terms(row["title"]),
        owner=owner,
        names=names(quote) - aside - frozenset(terms(row["due_text"] or "")),
        minute_number=row["minute_number"],
        issue=row["issue_ref"],
        due=datetime.date.fromisoformat(row["due_date"]) if row["due_date"] else None,
        returns=row["due_type"] in ("next_meeting", "meeting", "recurring"),
        decided=row["kind"] in DECISIONS,
        deferred=row["effect"] == "defer",
    )
