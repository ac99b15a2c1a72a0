"""The first page of many councils' trackers, and the search over all of them: what each answers, put together."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pipeline.web.addresses as addresses
from pipeline.exports.outstanding import Filters
from pipeline.state import OUTSTANDING
from pipeline.web.asking import Answer
from pipeline.web.kept_counts import kept_counts
from pipeline.web.page_list import number
from pipeline.web.page_search import COLUMNS, search
from pipeline.web.queries_search import KINDS, PAGE_HITS
from pipeline.web.tracker import Asked, Row, View

COUNCILS = """
select sites.slug, sites.name as council,
  (select coalesce(sum(committee_counts.meetings), 0) from committee_counts
    join committees on committees.id = committee_counts.committee_id where committees.site_id = sites.id) as meetings,
  (select max(last_meeting) from committee_counts join committees on committees.id = committee_counts.committee_id
    where committees.site_id = sites.id) as last_meeting,
  coalesce(site_health.last_run_at, (select max(started_at) from runs)) as last_run,
  site_health.state as health
from sites left join site_health on site_health.site = sites.slug order by sites.name limit 1000
"""
COUNCIL_COLUMNS = ("council", "address", "meetings", "outstanding", "overdue", "last_meeting", "last_run", "health",
                   "problem")  # fmt: skip
SEARCH_COLUMNS = (*COLUMNS, "address", "problem")
SEARCHED = ("words", "kind", "since", "until")
# A page shows so many hits of all councils together; CSV and JSON have all that were asked for.
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found in one folder, newest first; `onward` is the address of the rest there, None for no rest."""

    rows: Sequence[Row]
    onward: str | None


def councils_here(db: sqlite3.Connection, asked: Asked) -> list[Row]:
    """Return the councils of one folder with their counts, as they are kept; most folders have one council."""
    found = [dict(row) for row in db.execute(COUNCILS)]
    for row in found:
        states = kept_counts(db, Filters(council=row["slug"] if len(found) > 1 else ""), asked.today)
        row["outstanding"] = sum(states[state] for state in OUTSTANDING)
        row["overdue"] = states["overdue"]
        row["page"] = f"/council/{row['slug']}" if len(found) > 1 else "/"
    return found


def hits_here(db: sqlite3.Connection, asked: Asked) -> Hits:
    """Return what one folder's own search finds on its first page."""
    view = search(db, asked)
    return Hits(view.context["rows"], view.context["next"])


def councils(answers: Sequence[Answer[list[Row]]]) -> View:
    """Show every council that is served here, those that gave no answer too."""
    rows: list[Row] = []
    for answer in answers:
        if not answer.found:
            rows.append({"council": answer.title, "address": f"/{answer.name}/", "problem": answer.problem})
            continue
        rows += [{**row, "address": f"/{answer.name}{row['page']}"} for row in answer.found]
    shown = [{**row, **_shown(row)} for row in sorted(rows, key=lambda row: str(row["council"]).casefold())]
    return View("undertook_front.html", {"rows": shown, "kinds": KINDS}, COUNCIL_COLUMNS, rows)


def found(args: Mapping[str, str], answers: Sequence[Answer[Hits]]) -> View:
    """Show what the search found in all councils together, newest first, and which of them gave no answer."""
    rows = [
        {**row, "prefix": f"/{answer.name}", "address": _address(answer.name, row)}
        for answer in answers if answer.found for row in answer.found.rows
    ]  # fmt: skip
    rows.sort(key=lambda row: str(row["meeting_date"] or ""), reverse=True)
    silent = [{"council": answer.title, "problem": answer.problem} for answer in answers if answer.found is None]
    context: dict[str, Any] = {
        **args,
        "rows": rows[:MOST_SHOWN],
        "left": len(rows) - MOST_SHOWN,
        "silent": silent,
        "onward": [
            (answer.title, f"/{answer.name}{answer.found.onward}")
            for answer in answers if answer.found and answer.found.onward
        ],
        "kinds": KINDS,
        "each": PAGE_HITS,
        "asked": len(answers) - len(silent),
    }  # fmt: skip
    table = [{**row, "sentence": "".join(words for words, _ in row["pieces"])} for row in rows]
    return View("undertook_front_search.html", context, SEARCH_COLUMNS, [*table, *silent])


def _shown(row: Row) -> Row:
    return {
        "last_meeting": addresses.day(row.get("last_meeting")),
        "last_run": addresses.day(row.get("last_run")),
        **{name: number(row[name]) for name in ("outstanding", "overdue") if name in row},
    }


def _address(name: str, row: Row) -> str:
    """The page of ours that shows a hit: the record where the words are one, else the text they stand in."""
    if row["record_uid"]:
        return f"/{name}/promise/{row['record_uid']}"
    return f"/{name}/item/{row['item_uid']}" if row["item_uid"] else f"/{name}/document/{row['document_uid']}"
