"""Suggests what became of each promise, from later minutes of the same bodies; none of it closes a promise."""

import datetime
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.link.due import fill
from pipeline.link.evidence import Evidence
from pipeline.link.known import REACH, Known, places
from pipeline.link.later import evidence, open_rows
from pipeline.link.promised import Promised
from pipeline.link.sayings import Saying
from pipeline.link.surest import Surest, Told
from pipeline.link.weighing import MOST, Weighed, weigh
from pipeline.store.uids import uid

KINDS = {"met": "met", "partly": "partly", "unmet": "not met", "overtaken": "overtaken", "open": "still open"}
ANSWERS = ("reported back", "met", "partly", "overtaken")
AFFECTED = """
select distinct meetings.id, meetings.date, meetings.committee_id, meetings.url, meetings.minutes_status from meetings
join bodies on bodies.id = meetings.committee_id where meetings.site_id = :site and (meetings.minutes_status <> 'none'
  or exists (select 1 from records where records.meeting_id = meetings.id))
and meetings.date between :first and :last order by meetings.date, meetings.id
"""
FIRST_ANSWER = f"""
(select date, kind, source_url from record_links where record_id = records.id and firm = 1
  and kind in ({", ".join(f"'{kind}'" for kind in ANSWERS)}) order by kind = 'partly', date, uid limit 1)
"""
SHOWN = f"""
update records set (reported_back_on, reported_back_as, reported_back_url) = {FIRST_ANSWER}
where id in (select value from json_each(?))
and (reported_back_on, reported_back_as, reported_back_url) is not {FIRST_ANSWER}
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
    first, last = datetime.date.fromisoformat(touched["first"]), datetime.date.fromisoformat(touched["last"]) + REACH
    meetings = db.execute(AFFECTED, {"site": site, "first": first.isoformat(), "last": last.isoformat()}).fetchall()
    promised = Promised(db, site, first, last)
    changed: set[int] = set()
    for sittings in _by_body_and_day(meetings):
        changed |= _link_meetings(db, sittings, promised)
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


def _by_body_and_day(meetings: Iterable[sqlite3.Row]) -> Iterable[Sequence[sqlite3.Row]]:
    """Meetings in their order; those of one body on one day together, for a link is known by its promise, body and
    day."""
    found: dict[tuple[str, int], list[sqlite3.Row]] = defaultdict(list)
    for meeting in meetings:
        found[meeting["date"], meeting["committee_id"]].append(meeting)
    return found.values()


def _link_meetings(db: sqlite3.Connection, meetings: Sequence[sqlite3.Row], promised: Promised) -> set[int]:
    """Write what the meetings of one body on one day say of earlier promises, and return the promises of which that is
    new."""
    date, body = meetings[0]["date"], meetings[0]["committee_id"]
    known = promised.before(date, body)
    surest = Surest()
    for meeting in meetings:
        for row in open_rows(db, meeting):
            weighed = weigh(row, known)
            promised.leave_out(_tell_row(db, row, weighed, known))
            surest.hear(weighed)
        if known.within_reach:
            for heard in evidence(db, meeting):
                surest.hear(weigh(heard, known))
    surest.share(known)
    for place, one in surest.told.items():
        promise = known.promises[place]
        if one.firm and kind_of(one.weighed) in ANSWERS:
            promised.answer(promise)
        elif one.firm:
            promised.put_off(promise, one.weighed.evidence.record)
    return _write(db, body, date, [_row(known, place, one) for place, one in surest.told.items()])


def _tell_row(db: sqlite3.Connection, row: Evidence, weighed: Weighed | None, known: Known) -> int | None:
    """Let the promise that an open row of a log surely repeats stand for it; return the row's record where one does."""
    stands = None
    if weighed is not None and weighed.firm:
        stands = known.promises[next(places(weighed.best[0][1]))].id
    db.execute("update records set told_by = ? where id = ? and told_by is not ?", (stands, row.record, stands))
    return row.record if stands is not None else None


def _write(db: sqlite3.Connection, body: int, date: str, found: Iterable[tuple[object, ...]]) -> set[int]:
    rows = {row[0]: row for row in found}
    known = {
        row["uid"]: tuple(row)
        for row in db.execute(
            "select uid, record_id, other_record_id, record_links.item_id, kind, score, reason, quote, date,"
            " source_url, firm from record_links where date = ? and committee_id = ?",
            (date, body),
        )
    }
    gone = [key for key in known if known[key] != rows.get(key)]
    new = [key for key in rows if known.get(key) != rows[key]]
    db.executemany("delete from record_links where uid = ?", [(key,) for key in gone])
    db.executemany(
        "insert into record_links (uid, record_id, other_record_id, item_id, kind, score, reason, quote, date,"
        " source_url, firm, committee_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(*rows[key], body) for key in new],
    )
    changed = [known[key] for key in gone] + [rows[key] for key in new]
    return {int(str(row[1])) for row in changed}


def _row(known: Known, place: int, told: Told) -> tuple[object, ...]:
    promise, heard = known.promises[place], told.weighed.evidence
    date = heard.date.isoformat()
    key = uid("link", promise.uid, heard.committee, date)
    return (
        *(key, promise.id, heard.record, heard.item, kind_of(told.weighed), min(told.points, MOST) / 100),
        *(_reason(known, place, told), heard.quote, date, heard.source_url, int(told.firm)),
    )


def _reason(known: Known, place: int, told: Told) -> str:
    reason = told.weighed.reason(told.place, known.promises[told.place])
    return reason if told.place == place else f"said of the same task put off: {reason}"


def kind_of(weighed: Weighed) -> str:
    """Return what evidence says of a promise, in a word of `record_links.kind`."""
    says, kind = weighed.says, KINDS.get(weighed.evidence.verdict or "", "reported back")
    if says.is_question:
        return "still open"
    if kind == "still open" and says.returned:
        # "She presented the plan that she had promised": what was promised is told, and that it came.
        return "reported back"
    if kind == "reported back":
        return _how_far(says)
    return kind


def _how_far(says: Saying) -> str:
    """How far a promise is kept by a sentence that was not found as its closure."""
    if says.in_part and says.done:
        return "partly"
    return "still open" if says.lacking and not says.returned else "reported back"


def _show(db: sqlite3.Connection, promises: Iterable[int]) -> None:
    """Show beside a promise the first firm answer to it; one in part only as long as none is whole."""
    db.execute(SHOWN, (json.dumps(sorted(promises)),))
