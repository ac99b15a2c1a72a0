"""The link step: what was written since the last one is settled, told once and tied. The last stage of an update.

Only meetings whose records changed, and due dates whose calendar changed, are looked at again.
"""

import sqlite3
from collections import defaultdict

from pipeline.collector import collecting_never
from pipeline.link.due import changed_calendars, fill, settle_due
from pipeline.link.owners import own_records
from pipeline.link.people import see_people
from pipeline.link.reports import suggest
from pipeline.link.told_once import tell_once
from pipeline.store.files import immediate
from pipeline.store.search import touched_all_over

# A due date that only another telling names is that of the promise; it follows where that one is settled anew.
FROM_DISCUSSION = """
update records set settled_date = (select coalesce(told.settled_date, told.due_date) from records as told
    where told.id = records.due_told_in), settled_reason = 'as said where it is told again'
where due_told_in is not null and site_id = :site and (settled_date is not (select coalesce(told.settled_date,
  told.due_date) from records as told where told.id = records.due_told_in) or settled_reason is null)
"""
NO_LONGER_TOLD = """
update records set settled_date = null, settled_reason = null where site_id = :site and due_told_in is null
and due_text is null and settled_reason is not null
"""
WITHDRAWN = """
update records set told_by = null, told_owner_text = null, owner_told_in = null, told_due_text = null,
  due_told_in = null
where site_id = :site and status <> 'current'
and (told_by is not null or owner_told_in is not null or due_told_in is not null)
"""


def link(db: sqlite3.Connection) -> int:
    """Link what changed since the last run, site by site, and return how many meetings were looked at."""
    calendars = changed_calendars(db, _seen(db, "calendar_changes"))
    last_change = _last(db, "calendar_changes")
    bodies = _new_bodies(db)
    last_body = _last(db, "committees")
    meetings = db.execute(
        "select meetings.site_id, meetings.id from link_todo join meetings on meetings.id = link_todo.meeting_id"
        " order by meetings.site_id, meetings.date, meetings.id"
    ).fetchall()
    for site in sorted({row["site_id"] for row in meetings} | calendars.keys() | bodies):
        todo = [row["id"] for row in meetings if row["site_id"] == site]
        with touched_all_over(db), immediate(db), collecting_never():
            _link_site(db, site, todo, calendars.get(site, set()), new_body=site in bodies)
    with immediate(db):
        _see(db, "calendar_changes", last_change)
        _see(db, "committees", last_body)
    return len(meetings)


def _link_site(db: sqlite3.Connection, site: int, meetings: list[int], calendars: set[int], *, new_body: bool) -> None:
    fill(db, "linking", meetings, "meeting_id")
    fill(db, "calendars_changed", calendars)
    db.execute(WITHDRAWN, {"site": site})
    settle_due(db, site, new_body=new_body)
    sighted = _see_people(db, site, meetings)
    for meeting in meetings:
        tell_once(db, meeting)
    db.execute(NO_LONGER_TOLD, {"site": site})
    db.execute(FROM_DISCUSSION, {"site": site})
    own_records(db, site, sighted)
    suggest(db, site)
    db.execute("delete from link_todo where meeting_id in (select meeting_id from linking)")


def _see_people(db: sqlite3.Connection, site: int, meetings: list[int]) -> dict[str, set[str]]:
    """Write who was in which post at some meetings, and return the posts of which that is new, with the days."""
    changed: dict[str, set[str]] = defaultdict(set)
    for meeting in meetings:
        row = db.execute("select id, date, url, committee_id from meetings where id = ?", (meeting,)).fetchone()
        for key in see_people(db, site, row):
            changed[key].add(row["date"])
    return changed


def _new_bodies(db: sqlite3.Connection) -> set[int]:
    """The sites of which a committee is new."""
    rows = db.execute("select distinct site_id from committees where id > ?", (_seen(db, "committees"),))
    return {row["site_id"] for row in rows}


def _last(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"select coalesce(max(id), 0) from {table}").fetchone()[0])


def _seen(db: sqlite3.Connection, table: str) -> int:
    row = db.execute("select last_id from link_seen where what = ?", (table,)).fetchone()
    return int(row["last_id"]) if row else 0


def _see(db: sqlite3.Connection, table: str, last: int) -> None:
    db.execute(
        "insert into link_seen (what, last_id) values (?, ?) on conflict (what) do update set last_id ="
        " excluded.last_id where last_id <> excluded.last_id",
        (table, last),
    )
