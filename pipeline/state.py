"""The state of a promise: the fold of what officers said, the day it is due and what later minutes say of it.

The only place that decides it. Lists, pages, feeds, exports and digests all use `STATE`, or one of the ranges of
`WHEN`, which are the same decisions written so that an index answers them.
"""

from datetime import date, timedelta

CLOSED_BY = ("met", "superseded", "withdrawn", "not-pursued", "not-a-promise")
SOON_DAYS = 30
STATES = ("overdue", "due soon", "open", "reported back", "needs review", "closed")
# In lists and counts; what waits for review stands in its own queue.
OUTSTANDING = STATES[:4]

_CLOSED = ", ".join(f"'{state}'" for state in CLOSED_BY)
# Columns: `said` is the state that an officer recorded last, `due` the day that holds, `reported_back_on` the day
# of later minutes that firmly report back, `confidence` that of the rule. `today` and `soon` are bound by `days`.
STATE = f"""
case
  when said in ({_CLOSED}) then 'closed'
  when said = 'reported' then 'reported back'
  when confidence = 'possible' and said is null then 'needs review'
  when reported_back_on is not null and said is null then 'reported back'
  when due < :today then 'overdue'
  when due <= :soon then 'due soon'
  else 'open'
end
"""
STILL_LIVE = "(promise_state.state is null or promise_state.state in ('open', 'reported', 'partly'))"
# The same for records of which no officer has said anything: ranges of the columns `list_rank` (0 dated, 1 undated,
# 2 reported back on), `due_on` and `listed` (1 on the tracker, 2 waiting for review) of the table of records.
# `trackable = 1` says nothing new; it is the condition of the indexes, by which SQLite knows that they hold every row.
_ON = "records.trackable = 1 and records.listed = 1"
WHEN = {
    "": _ON,
    "overdue": f"{_ON} and records.list_rank = 0 and records.due_on < :today",
    "due soon": f"{_ON} and records.list_rank = 0 and records.due_on between :today and :soon",
    "open": f"{_ON} and (records.list_rank, records.due_on) > (0, :soon) and records.list_rank < 2",
    "reported back": f"{_ON} and records.list_rank = 2",
    "needs review": "records.trackable = 1 and records.listed = 2",
}


def days(today: date) -> dict[str, str]:
    """Return the days that `STATE` and `WHEN` are bound to."""
    return {"today": today.isoformat(), "soon": (today + timedelta(days=SOON_DAYS)).isoformat()}
