"""Suggests what became of each promise, from later minutes of the same bodies; none of it closes a promise."""

import datetime
import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from extractors.language.likeness import audience_terms, common_terms, names, terms
from extractors.language.sentences import split
from pipeline.link.due import fill
from pipeline.link.evidence import FIRM, REACH_DAYS, Evidence, Match, Promise, match, says_returned
from pipeline.store.uids import uid

# Two promises that one sentence fits nearly as well are an officer's to tell apart.
MARGIN = 10
MOST_SENTENCES = 12
REACH = datetime.timedelta(days=REACH_DAYS)
KINDS = {"met": "met", "partly": "partly", "unmet": "not met", "overtaken": "overtaken", "open": "still open"}
ANSWERS = ("reported back", "met", "partly", "overtaken")
PROMISES = """
select records.id, records.uid, records.quote, records.committee_id, records.due_committee_id, records.due_text,
  coalesce(records.owner_text, records.told_owner_text) as owner_text, records.settled_date, records.due_type,
  meetings.date, items.title, items.minute_number, items.issue_ref
from records join meetings on meetings.id = records.meeting_id left join items on items.id = records.item_id
where records.site_id = :site and records.trackable = 1 and records.told_by is null and records.status = 'current'
and meetings.date between :first and :last and (records.committee_id in (select id from bodies)
  or records.due_committee_id in (select id from bodies))
order by meetings.date, records.uid
"""
CLOSURES = """
select records.id as record, records.quote, records.verdict, records.refers_to, records.item_id as item, items.title,
  items.issue_ref from records left join items on items.id = records.item_id where records.meeting_id = ?
and records.kind = 'closure' and records.status = 'current' order by records.uid
"""
# What a meeting promises anew is no answer to what was promised before.
NEW_PROMISES = """
select quote from records where meeting_id = ? and kind <> 'closure' and status = 'current'
"""
ITEMS = """
select null as record, items.id as item, null as refers_to, items.title, items.issue_ref
from items where meeting_id = ? and restricted = 0
and exists (select 1 from passages where passages.item_id = items.id and passages.region in ('minutes', 'decision'))
order by items.uid
"""
SENTENCES = """
select passages.text, passages.region from passages where item_id = ? and region in ('purpose', 'minutes')
and kind <> 'heading' order by document_id, position limit ?
"""
AFFECTED = """
select distinct meetings.id, meetings.date, meetings.committee_id, meetings.url from meetings
join bodies on bodies.id = meetings.committee_id where meetings.site_id = :site and meetings.minutes_status <> 'none'
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
    index = _Index(db.execute(PROMISES, {**span, "first": (first - REACH).isoformat()}))
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
    """Promises by body and by each word that says what they are about, in the order of their days."""

    def __init__(self, rows: Iterable[sqlite3.Row]) -> None:
        self.by_word: dict[tuple[int, str], list[Promise]] = defaultdict(list)
        for row in rows:
            promise = _promise(row)
            for committee in promise.committees:
                for word in (promise.deliverable | promise.title) - common_terms():
                    self.by_word[committee, word].append(promise)
                for key in (f"issue {promise.issue}", f"minute {promise.minute_number}"):
                    if not key.endswith("None"):
                        self.by_word[committee, key].append(promise)

    def before(self, evidence: Evidence) -> list[Promise]:
        """Return the promises of the last years that share a word with some evidence, once each, in order."""
        found: dict[int, Promise] = {}
        keys = [*(evidence.terms | evidence.title), f"issue {evidence.issue}"]
        if evidence.refers_to:
            keys += [f"minute {word}" for word in evidence.refers_to.split()]
        for key in keys:
            promises = self.by_word.get((evidence.committee, key), ())
            first = bisect_left(promises, evidence.date - REACH, key=lambda one: one.date)
            last = bisect_left(promises, evidence.date, key=lambda one: one.date)
            found |= {promise.id: promise for promise in promises[first:last]}
        return sorted(found.values(), key=lambda one: (one.date, one.uid))


def _promise(row: sqlite3.Row) -> Promise:
    said = set(terms(row["quote"])) - set(terms(row["due_text"] or "")) - audience_terms()
    owner = frozenset(terms(row["owner_text"] or ""))
    committees = {row["committee_id"], row["due_committee_id"]} - {None}
    return Promise(
        id=row["id"],
        uid=row["uid"],
        date=datetime.date.fromisoformat(row["date"]),
        committees=frozenset(committees),
        deliverable=frozenset(said - owner),
        title=_title(row["title"]),
        owner=owner,
        names=names(row["quote"]) - owner - audience_terms() - frozenset(terms(row["due_text"] or "")),
        minute_number=row["minute_number"],
        issue=row["issue_ref"],
        due=datetime.date.fromisoformat(row["settled_date"]) if row["settled_date"] else None,
        returns=row["due_type"] in ("next_meeting", "meeting", "recurring"),
    )


@lru_cache(maxsize=4096)
def _title(title: str | None) -> frozenset[str]:
    return frozenset(terms(title or "")) - audience_terms()


def _link_meeting(db: sqlite3.Connection, meeting: sqlite3.Row, index: _Index) -> set[int]:
    """Write what one meeting says of earlier promises, and return the promises of which that is new."""
    matches: list[tuple[Match, bool]] = []
    for evidence in _evidence(db, meeting):
        matches += _judged([found for one in index.before(evidence) if (found := match(one, evidence))])
    return _write(db, meeting, _best(matches))


def _evidence(db: sqlite3.Connection, meeting: sqlite3.Row) -> Iterator[Evidence]:
    day = datetime.date.fromisoformat(meeting["date"])
    last = db.execute(
        "select max(date) from meetings where committee_id = ? and date < ? and status not in ('cancelled',"
        " 'withdrawn', 'postponed')",
        (meeting["committee_id"], meeting["date"]),
    ).fetchone()[0]
    before = datetime.date.fromisoformat(last) if last else None
    told = {row["quote"] for row in db.execute(NEW_PROMISES, (meeting["id"],))}
    for row in db.execute(CLOSURES, (meeting["id"],)).fetchall():
        told.add(row["quote"])
        yield _of(row, meeting, (day, before), row["quote"], verdict=row["verdict"])
    for row in db.execute(ITEMS, (meeting["id"],)).fetchall():
        for quote in _sentences(db, row["item"]):
            if not any(quote in other or other in quote for other in told):
                yield _of(row, meeting, (day, before), quote)


def _of(
    row: sqlite3.Row,
    meeting: sqlite3.Row,
    days: tuple[datetime.date, datetime.date | None],
    quote: str,
    verdict: str | None = None,
) -> Evidence:
    return Evidence(
        record=row["record"],
        item=row["item"],
        date=days[0],
        committee=meeting["committee_id"],
        quote=quote,
        terms=frozenset(terms(quote)),
        title=_title(row["title"]),
        names=names(quote) - audience_terms(),
        refers_to=row["refers_to"],
        issue=row["issue_ref"],
        verdict=verdict,
        last_date=days[1],
    )


def _sentences(db: sqlite3.Connection, item: int) -> Iterator[str]:
    """The first sentences of an item, its purpose among them: there a returning subject is introduced."""
    for row in db.execute(SENTENCES, (item, MOST_SENTENCES)).fetchall():
        for span in split(row["text"], 0, len(row["text"])):
            yield row["text"][span.start : span.end]


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
    evidence = found.evidence
    kind = KINDS.get(evidence.verdict or "", "reported back")
    if kind == "still open" and says_returned(evidence.quote):
        # "She presented the plan that she had promised": what was promised is told, and that it came.
        kind = "reported back"
    key = uid("link", found.promise.uid, meeting["committee_id"], meeting["date"])
    return (
        *(key, found.promise.id, evidence.record, evidence.item, kind, found.points / 100, found.reason),
        *(evidence.quote, meeting["date"], meeting["url"], int(firm)),
    )


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
