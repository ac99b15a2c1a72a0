"""Suggests what became of each promise, from later minutes of the same bodies; none of it closes a promise."""

import datetime
import re
import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractors.language.likeness import audience_terms, common_terms, names, terms
from extractors.language.log_records import ACTION_RULE
from models.vocabulary import DECISIONS
from pipeline.link.due import fill
from pipeline.link.evidence import FIRM, MOST, REACH_DAYS, Evidence, Match, Promise, is_question, match, says_returned
from pipeline.link.later import evidence, open_rows, title_terms
from pipeline.store.uids import uid

# Two promises that one sentence fits nearly as well are an officer's to tell apart.
MARGIN = 10
ASKER = re.compile(r"^.*?\b(?:asked|requested|suggested|sought|called)\b")
BRACKETS = re.compile(r"\([^)]*\)")
REACH = datetime.timedelta(days=REACH_DAYS)
KINDS = {"met": "met", "partly": "partly", "unmet": "not met", "overtaken": "overtaken", "open": "still open"}
ANSWERS = ("reported back", "met", "partly", "overtaken")
PROMISES = """
select records.id, records.uid, records.kind, records.effect, records.quote, records.committee_id,
  records.due_committee_id, records.due_text, records.reported_back_on,
  coalesce(records.owner_text, records.told_owner_text, records.owner_inferred) as owner_text,
  coalesce(records.settled_date, records.due_date) as due_date, (select group_concat(asked.quote, ' ') from
    records as asked where asked.told_by = records.id and asked.kind = 'request') as asked,
  records.due_type, meetings.date, items.title, items.minute_number, items.issue_ref
from records join meetings on meetings.id = records.meeting_id left join items on items.id = records.item_id
where records.site_id = :site and records.trackable = 1 and records.status = 'current'
and (records.told_by is null or records.rule = :row and meetings.date >= :since)
and meetings.date between :first and :last and (records.committee_id in (select id from bodies)
  or records.due_committee_id in (select id from bodies))
order by meetings.date, records.uid
"""
AFFECTED = """
select distinct meetings.id, meetings.date, meetings.committee_id, meetings.url, meetings.minutes_status from meetings
join bodies on bodies.id = meetings.committee_id where meetings.site_id = :site and (meetings.minutes_status <> 'none'
  or exists (select 1 from records where records.meeting_id = meetings.id))
and meetings.date between :first and :last order by meetings.date, meetings.id
"""


def suggest(db: sqlite3.Connection, site: int) -> int:
    """Look at the meetings in `linking` and those behind them again, and return how many were looked at."""
    touched = db.execute(
        "select min(date) as first, max(date) as last from meetings where site_id = ? and date is not null"
        " and id in (select meeting_id from linking)",
        (site,),
    ).fetchone()
    if touched["first"] is None:
        return 0
    fill(db, "bodies", _bodies(db, site))
    first, last = (datetime.date.fromisoformat(touched[name]) for name in ("first", "last"))
    span = {"site": site, "first": first.isoformat(), "last": (last + REACH).isoformat()}
    meetings = db.execute(AFFECTED, span).fetchall()
    # Rows of logs that were told by another are judged anew with their meetings.
    known = {**span, "first": (first - REACH).isoformat(), "since": first.isoformat(), "row": ACTION_RULE}
    index = _Index(db.execute(PROMISES, known), first.isoformat())
    changed: set[int] = set()
    for meeting in meetings:
        changed |= _link_meeting(db, meeting, index)
    _show(db, changed)
    return len(meetings)


def _bodies(db: sqlite3.Connection, site: int) -> Iterator[int]:
    """The bodies whose promises or papers changed: those that met, and those to which something was to come."""
    rows = db.execute(
        "select distinct meetings.committee_id from linking join meetings on meetings.id = linking.meeting_id"
        " where meetings.site_id = :site and meetings.committee_id is not null union"
        " select distinct due_committee_id from records join linking on linking.meeting_id = records.meeting_id"
        " where records.site_id = :site and due_committee_id is not null",
        {"site": site},
    )
    return (id for (id,) in rows.fetchall())


class _Index:
    """Promises by body and by each word that says what they are about, in the order of their days.

    `told` are records that another one stands for; `answered` those of which a meeting has firmly heard: a title that
    comes again says nothing new of them. `since` is the first day that is judged now.
    """

    def __init__(self, rows: Iterable[sqlite3.Row], since: str) -> None:
        self.told: set[int] = set()
        self.answered: set[int] = set()
        self.by_word: dict[tuple[int, str], list[Promise]] = defaultdict(list)
        for row in rows:
            promise = _promise(row)
            if row["reported_back_on"] and row["reported_back_on"] < since:
                self.answered.add(promise.id)
            for committee in promise.committees:
                for word in (promise.deliverable | promise.title) - common_terms():
                    self.by_word[committee, word].append(promise)
                for key in (f"issue {promise.issue}", f"minute {promise.minute_number}"):
                    if not key.endswith("None"):
                        self.by_word[committee, key].append(promise)

    def leave_out(self, record: int | None) -> None:
        """Speak no more of a record that another one stands for."""
        if record is not None:
            self.told.add(record)

    def before(self, evidence: Evidence) -> list[Promise]:
        """Return the promises of the last years that share a word with some evidence, once each, in order."""
        found: dict[int, Promise] = {}
        keys = [*evidence.heard, f"issue {evidence.issue}"]
        if evidence.refers_to:
            keys += [f"minute {word}" for word in evidence.refers_to.split()]
        for key in keys:
            promises = self.by_word.get((evidence.committee, key), ())
            first = bisect_left(promises, evidence.date - REACH, key=lambda one: one.date)
            last = bisect_left(promises, evidence.date, key=lambda one: one.date)
            found |= {promise.id: promise for promise in promises[first:last] if promise.id not in self.told}
        return sorted(found.values(), key=lambda one: (one.date, one.uid))


def _promise(row: sqlite3.Row) -> Promise:
    # "It was agreed that this be explored": what was asked for says what.
    words = f"{row['quote']} {ASKER.sub('', row['asked'] or '')}"
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
        names=names(row["quote"]) - aside - frozenset(terms(row["due_text"] or "")),
        minute_number=row["minute_number"],
        issue=row["issue_ref"],
        due=datetime.date.fromisoformat(row["due_date"]) if row["due_date"] else None,
        returns=row["due_type"] in ("next_meeting", "meeting", "recurring"),
        decided=row["kind"] in DECISIONS,
        deferred=row["effect"] == "defer",
    )


def _link_meeting(db: sqlite3.Connection, meeting: sqlite3.Row, index: _Index) -> set[int]:
    """Write what one meeting says of earlier promises, and return the promises of which that is new."""
    matches: list[tuple[Match, bool]] = []
    for row in open_rows(db, meeting):
        judged = _judged_of(row, index)
        index.leave_out(_tell_row(db, row, judged))
        matches += judged
    for heard in evidence(db, meeting):
        matches += _judged_of(heard, index)
    best = _best(matches)
    index.answered |= {found.promise.id for found, firm in best if firm and kind_of(found) in ANSWERS}
    return _write(db, meeting, best)


def _tell_row(db: sqlite3.Connection, row: Evidence, judged: Sequence[tuple[Match, bool]]) -> int | None:
    """Let the promise that an open row of a log surely repeats stand for it; return the row's record where one does."""
    stands = next((found.promise.id for found, firm in judged if firm), None)
    db.execute("update records set told_by = ? where id = ? and told_by is not ?", (stands, row.record, stands))
    return row.record if stands is not None else None


def _judged_of(heard: Evidence, index: "_Index") -> list[tuple[Match, bool]]:
    known = (one for one in index.before(heard) if not (heard.names_it and one.id in index.answered))
    return _judged([found for one in known if (found := match(one, heard))])


def _judged(found: Sequence[Match]) -> list[tuple[Match, bool]]:
    """The promises that one sentence speaks of: the best, firm where no other fits nearly as well, and its rivals."""
    ordered = sorted(found, key=lambda one: (-one.points, -one.promise.date.toordinal(), one.promise.uid))
    if not ordered:
        return []
    clear = len(ordered) == 1 or ordered[0].points - ordered[1].points >= MARGIN
    best = [(ordered[0], clear and ordered[0].points >= FIRM)]
    return best + [(one, False) for one in ordered[1:] if ordered[0].points - one.points < MARGIN]


def _best(matches: Sequence[tuple[Match, bool]]) -> list[tuple[Match, bool]]:
    """One suggestion of a meeting for each promise: the surest."""
    kept: dict[int, tuple[Match, bool]] = {}
    for found, firm in matches:
        before = kept.get(found.promise.id)
        if before is None or (firm, found.points) > (before[1], before[0].points):
            kept[found.promise.id] = (found, firm)
    return list(kept.values())


def _write(db: sqlite3.Connection, meeting: sqlite3.Row, matches: Sequence[tuple[Match, bool]]) -> set[int]:
    rows = {row[0]: row for row in (_row(found, firm, meeting) for found, firm in matches)}
    known = {
        row["uid"]: tuple(row)
        for row in db.execute(
            "select uid, record_id, other_record_id, record_links.item_id, kind, score, reason, quote, date,"
            " source_url, firm from record_links where date = ? and committee_id = ?",
            (meeting["date"], meeting["committee_id"]),
        )
    }
    gone = [key for key in known if known[key] != rows.get(key)]
    new = [key for key in rows if known.get(key) != rows[key]]
    db.executemany("delete from record_links where uid = ?", [(key,) for key in gone])
    db.executemany(
        "insert into record_links (uid, record_id, other_record_id, item_id, kind, score, reason, quote, date,"
        f" source_url, firm, committee_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, {int(meeting['committee_id'])})",
        [rows[key] for key in new],
    )
    changed = [known[key] for key in gone] + [rows[key] for key in new]
    return {int(str(row[1])) for row in changed}


def _row(found: Match, firm: bool, meeting: sqlite3.Row) -> tuple[object, ...]:
    heard, kind = found.evidence, kind_of(found)
    key = uid("link", found.promise.uid, meeting["committee_id"], meeting["date"])
    return (
        *(key, found.promise.id, heard.record, heard.item, kind, min(found.points, MOST) / 100, found.reason),
        *(heard.quote, meeting["date"], meeting["url"], int(firm)),
    )


def kind_of(found: Match) -> str:
    """Return what evidence says of a promise, in a word of `record_links.kind`."""
    heard = found.evidence
    kind = KINDS.get(heard.verdict or "", "reported back")
    if is_question(heard.quote):
        kind = "still open"
    elif kind == "still open" and says_returned(heard.quote):
        # "She presented the plan that she had promised": what was promised is told, and that it came.
        kind = "reported back"
    return kind


def _show(db: sqlite3.Connection, promises: Iterable[int]) -> None:
    """Show beside a promise the first firm answer to it."""
    marks = ", ".join("?" * len(ANSWERS))
    for promise in sorted(promises):
        row = db.execute(
            f"select date, kind, source_url from record_links where record_id = ? and firm = 1 and kind in ({marks})"
            " order by date, uid limit 1",
            (promise, *ANSWERS),
        ).fetchone()
        values = tuple(row) if row else (None, None, None)
        db.execute(
            "update records set reported_back_on = ?, reported_back_as = ?, reported_back_url = ? where id = ?"
            " and (reported_back_on, reported_back_as, reported_back_url) is not (?, ?, ?)",
            (*values, promise, *values),
        )
