"""The queries of the outstanding list and its counts: built of fixed parts, every value bound.

The list is three lists in one. Most promises are records of which no officer has said anything: they are read in the
order of an index and no further than the page. Those of which an officer has said something, and those added by hand,
are few and are taken whole.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from pipeline.exports.owned import spellings
from pipeline.exports.touched import keep_touched
from pipeline.exports.worded import keep_worded
from pipeline.state import OUTSTANDING, STATE, STILL_LIVE, WHEN, days

PAGE_ROWS = 50
LAST_PAGE = 200
COUNTED = (*OUTSTANDING, "needs review")
_STATE_OF = f"case {' '.join(f'when {WHEN[state]} then {state!r}' for state in COUNTED)} end"
# An owner that is written in more ways than this is read in any order, and sorted.
MOST_STRETCHES = 20
# Counting stops here; a page says "more than".
MOST_COUNTED = 5_000

DUE_ADDED = "coalesce(promise_state.new_due, promise_state.right_due_date, additions.due_date)"
# Of such records no officer has said anything: looked up in what `keep_touched` keeps, or where that is empty.
UNSAID = {
    True: "records.id not in (select id from temp.as_found)",
    False: """not exists (select 1 from followup.promise_state where promise_state.record_uid = records.uid)
  and not exists (select 1 from moved where moved.record_id = records.id)""",
}
UNTOUCHED = """
select records.id as record_id, null as addition_id, null as state_uid, records.list_rank as rank,
  records.due_on as due, records.met_on as met_on, null as said
from {source} as records
where {when} {filters} and {unsaid}
order by records.list_rank, records.due_on, records.met_on desc, records.id limit :most
"""
TOUCHED = """
select records.id as record_id, null as addition_id, records.state_uid, records.list_rank as rank,
  records.due_on as due, records.met_on as met_on, records.said
from temp.touched as records
where {when} {filters}
order by records.list_rank, records.due_on, records.met_on desc, records.id limit :most
"""
IN_RANGE = "select count(*) from (select 1 from records where {when} {filters} {unsaid} limit :most)"
BY_STATE = f"select {_STATE_OF} as state, count(*) from {{source}} as records where {{filters}} group by 1"
ADDITIONS = f"""
select *, {STATE} as state from (
  select additions.id as addition_id, meetings.date as met_on, 'firm' as confidence, null as reported_back_on,
    additions.record_uid as state_uid, promise_state.state as said, {DUE_ADDED} as due
  from followup.additions join documents on documents.uid = additions.document_uid
  left join meetings on meetings.id = documents.meeting_id
  left join followup.promise_state on promise_state.record_uid = additions.record_uid
  where {STILL_LIVE} {{filters}}
)
"""
ADDED = f"""
select null as record_id, addition_id, state_uid, case when state = 'reported back' then 2 when due is null then 1
  else 0 end as rank, due, met_on, said
from ({ADDITIONS}) where {{state}}
"""
SHOWN = f"""
select listed.record_id is null as by_hand, coalesce(records.uid, additions.record_uid) as uid,
  coalesce(records.quote, additions.quote) as quote,
  coalesce(promise_state.right_kind, records.kind, additions.kind) as kind,
  coalesce(promise_state.right_owner, records.owner_shown, additions.owner) as owner, records.owner_inferred,
  coalesce(records.owner_name, records.linked_name) as owner_name, listed.due,
  coalesce(promise_state.right_due_text, records.due_text, records.told_due_text, additions.due_text) as due_text,
  records.effect, coalesce(records.confidence, 'by hand') as how_sure, coalesce(records.rule, 'by hand') as rule,
  meetings.date as meeting_date, meetings.uid as meeting_uid, committees.name as committee, committees.ref as
  committee_ref, sites.slug as site, sites.name as council, items.title as item, items.number as item_number,
  (select last_id from followup.promise_state as own where own.record_uid = coalesce(records.uid, additions.record_uid))
  as last_id, case when documents.url like '%mgWebService%' then coalesce(items.url, meetings.url, documents.url)
  else coalesce(documents.url, items.url, meetings.url) end as source_url, {STATE} as state
from (
  select * from ({{listed}}) order by rank, due, met_on desc, record_id, addition_id limit :rows offset :offset
) as listed
left join records on records.id = listed.record_id
left join followup.additions on additions.id = listed.addition_id
left join followup.promise_state on promise_state.record_uid = listed.state_uid
left join documents on documents.id = case when listed.record_id is null
  then (select id from documents as own where own.uid = additions.document_uid)
  else (select document_id from record_places where record_id = listed.record_id and preferred = 1) end
left join meetings on meetings.id = coalesce(records.meeting_id, documents.meeting_id)
left join items on items.id = coalesce(records.item_id, documents.item_id)
left join committees on committees.id = coalesce(records.committee_id, meetings.committee_id)
left join sites on sites.id = coalesce(records.site_id, documents.site_id)
order by listed.rank, listed.due, listed.met_on desc, listed.record_id, listed.addition_id
"""


NEWEST = """
select records.uid, records.quote, records.owner_shown as owner, records.due_on as due, records.first_seen,
  committees.name as committee, sites.name as council
from records join sites on sites.id = records.site_id left join committees on committees.id = records.committee_id
where records.listed = 1 and records.trackable = 1 {filters} and {unsaid}
order by {order} desc limit :rows
"""
# A committee's or an owner's are few and sorted; all others are read from the newest end. The sign keeps SQLite from
# reading the whole table in its order for the sake of a few.
SORTED, FROM_THE_END = "+records.id", "records.id"
SITE_ROWS = """ and records.id between (select first_record from site_rows where site_id = :site)
  and (select last_record from site_rows where site_id = :site)"""


@dataclass(frozen=True, slots=True)
class Filters:
    """What an address asks the list for; empty means everything. `council` is a site's short name, days are ISO;
    `unheard` is a kind of silence: `not come back` or `unanswered`."""

    council: str = ""
    committee: str = ""
    owner: str = ""
    kind: str = ""
    state: str = ""
    words: str = ""
    due_from: str = ""
    due_to: str = ""
    page: int = 1
    unheard: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether nothing is filtered."""
        return not any(getattr(self, one.name) for one in fields(self) if one.name != "page")


@dataclass(frozen=True, slots=True)
class _Asked:
    """Conditions in fixed SQL on records nobody has touched, on those touched and on promises added by hand, and the
    values that are bound. Untouched ones have a condition for each stretch of an index that is to be read in order.
    `source` is the table that has the untouched ones: that of all records, or of those that hold some words; `has_all`
    is what `keep_touched` says."""

    has_all: bool
    source: str
    untouched: tuple[str, ...]
    touched: str
    added: str
    values: dict[str, Any]


# Argument -> what it means for records and for additions.
CONDITIONS = {
    "site": ("records.site_id = :site", "documents.site_id = :site"),
    "kind": ("records.kind = :kind", "coalesce(promise_state.right_kind, additions.kind) = :kind"),
    "due_from": ("records.due_on >= :due_from", f"{DUE_ADDED} >= :due_from"),
    "due_to": ("records.due_on <= :due_to", f"{DUE_ADDED} <= :due_to"),
    "unheard": (
        "exists (select 1 from unheard where unheard.record_id = records.id and unheard.kind = :unheard)",
        "0",
    ),
    "plain": (
        "records.id in (select id from temp.worded)",
        "additions.quote like '%' || replace(:plain, '%', '') || '%'",
    ),
}


def outstanding(db: sqlite3.Connection, filters: Filters, today: date, *, rows: int, offset: int) -> list[Any]:
    """Return a stretch of the list: overdue first, then by day, then those without a day, then those reported back."""
    asked = _asked(db, filters)
    values = {**asked.values, **days(today), "rows": rows, "offset": offset, "most": offset + rows}
    return db.execute(SHOWN.format(listed=_together(_parts(filters.state, asked))), values).fetchall()


def newest(db: sqlite3.Connection, filters: Filters, today: date, *, rows: int) -> list[Any]:
    """Return the promises found last, newest first, with `first_seen`; those closed meanwhile are left out."""
    asked = _asked(db, filters)
    values = {**asked.values, **days(today), "rows": rows}
    is_few = filters.committee or filters.owner or filters.words
    within = SITE_ROWS if "site" in values and not is_few else ""
    query = NEWEST.format(
        filters=asked.touched + within, unsaid=UNSAID[asked.has_all], order=SORTED if is_few else FROM_THE_END
    )
    return db.execute(query, values).fetchall()


def _together(parts: Sequence[str]) -> str:
    """The rows of all parts; each part has its own order and end."""
    return " union all ".join(f"select * from ({part})" for part in parts)


def counts(db: sqlite3.Connection, filters: Filters, today: date, *, most: int = MOST_COUNTED) -> Counter[str]:
    """Return how many promises are in each state, counting no further than one more than `most`; the closed not
    at all."""
    asked = _asked(db, filters)
    values = {**asked.values, **days(today)}
    found: Counter[str] = Counter()
    for query in (
        BY_STATE.format(source="temp.touched", filters=f"1 {asked.touched}"),
        f"select state, count(*) from ({ADDITIONS.format(filters=asked.added)}) group by 1",
    ):
        found.update(dict(db.execute(query, values).fetchall()))
    if filters.words:
        # Few enough to be looked at one by one.
        query = BY_STATE.format(source=asked.source, filters=f"{UNSAID[asked.has_all]} {asked.touched}")
        return found + Counter(dict(db.execute(query, values).fetchall()))
    said = Counter(dict(db.execute(BY_STATE.format(source="temp.as_found", filters=f"1 {asked.touched}"), values)))
    unsaid = "" if asked.has_all else f"and {UNSAID[False]}"
    for state in COUNTED:
        enough = {**values, "most": most + 1 + said[state]}
        for one in asked.untouched:
            query = IN_RANGE.format(when=WHEN[state], filters=one, unsaid=unsaid)
            found[state] += db.execute(query, enough).fetchone()[0]
        found[state] -= said[state]
    return found


def _parts(state: str, asked: _Asked) -> list[str]:
    """The queries of untouched records, touched ones and promises added by hand; their columns are the same."""
    which = f"state = '{state}'" if state else "state not in ('closed', 'needs review')"
    return [
        *(
            UNTOUCHED.format(source=asked.source, when=WHEN[state], filters=one, unsaid=UNSAID[asked.has_all])
            for one in asked.untouched
        ),
        TOUCHED.format(when=WHEN[state], filters=asked.touched),
        ADDED.format(filters=asked.added, state=which),
    ]


def _asked(db: sqlite3.Connection, filters: Filters) -> _Asked:
    has_all = keep_touched(db)
    values: dict[str, Any] = {
        name: getattr(filters, name) for name in ("kind", "due_from", "due_to", "unheard") if getattr(filters, name)
    }
    parts: list[tuple[str, str]] = []
    site = site_id(db, filters.council)
    if filters.committee:
        ids = _committees(db, filters)
        parts.append((f"records.committee_id in ({ids})", f"meetings.committee_id in ({ids})"))
    elif filters.council:
        values["site"] = site
    if filters.words:
        keep_worded(db, filters.words, site)
        values["plain"] = filters.words
    parts += [CONDITIONS[name] for name in values if name in CONDITIONS]
    records, added = ("".join(f" and {part[side]}" for part in parts) for side in range(2))
    # Those without a day are out, and the dated stand in two stretches: the days of each are in order.
    dated = filters.due_from or filters.due_to
    stretches = [f"{records} and records.list_rank = {rank}" for rank in (0, 2)] if dated else [records]
    source = "temp.worded" if filters.words else "records"
    if not filters.owner:
        return _Asked(has_all, source, tuple(stretches), records, added, values)
    owners = {f"owner{number}": owner for number, owner in enumerate(spellings(db, filters.owner, site))}
    any_of = f"in ({', '.join(f':{name}' for name in owners)})"
    one_of = [f" and records.owner_shown = :{name}" for name in owners]
    if len(owners) > MOST_STRETCHES:
        one_of = [f" and records.owner_shown {any_of}"]
    return _Asked(
        has_all,
        source,
        tuple(stretch + one for stretch in stretches for one in one_of),
        f"{records} and records.owner_shown {any_of}",
        f"{added} and coalesce(promise_state.right_owner, additions.owner) {any_of}",
        values | owners,
    )


def site_id(db: sqlite3.Connection, slug: str) -> int | None:
    """Return the row of a council by its short name, None where there is none."""
    row = db.execute("select id from sites where slug = ?", (slug,)).fetchone()
    return int(row[0]) if row else None


def _committees(db: sqlite3.Connection, filters: Filters) -> str:
    """The ids of the committees of that name, as numbers in SQL: a council may have had two, councils share names."""
    found = db.execute(
        "select committees.id from committees join sites on sites.id = committees.site_id where committees.name = ?"
        " and (? = '' or sites.slug = ?) limit 500",
        (filters.committee, filters.council, filters.council),
    )
    return ", ".join(str(int(row[0])) for row in found) or "null"
