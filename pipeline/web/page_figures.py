"""Charts with their numbers, completeness, the sites' health, accuracy, and what the tracker is."""

import json
import sqlite3
from collections import Counter
from typing import Any

from datasette import NotFound

import pipeline.web.addresses as addresses
import pipeline.web.queries_figures as queries
import pipeline.web.queries_structure as queries_structure
from pipeline.exports.outstanding import site_id
from pipeline.web.councils import sites
from pipeline.web.kept_counts import kept, kept_of_minutes
from pipeline.web.tracker import Asked, Row, View

EVALUATION_FILE = "evaluation.json"
AGES = (
    (3, "Up to 3 months"),
    (6, "3 to 6 months"),
    (12, "6 to 12 months"),
    (24, "1 to 2 years"),
    (10**6, "Over 2 years"),
)
NO_AGE = "Day of the meeting not known"
FELL_DUE = "Promises that fell due, by quarter"
QUARTERS_SHOWN = 12
SHOWN = 200
COMPLETE = ("site", "council", "committee", "meetings", "cancelled", "upcoming", "held", "with_minutes", "with_items",
            "minutes_missing", "announced_empty", "first_meeting", "last_meeting")  # fmt: skip
HEALTH = ("site", "council", "state", "last_ok_at", "last_run_at", "failures", "failure_names", "yields_less")
FIGURES = ("chart", "label", "number")


def charts(db: sqlite3.Connection, asked: Asked) -> View:
    """Show open promises by age and committee, what was kept of what fell due, and decisions by what they do."""
    site = site_id(db, asked.arg("council"))
    if asked.arg("council") and site is None:
        raise NotFound("There is no such council.")
    of = {"site": site, "month": asked.today.isoformat()[:7]}
    found, kept_promises = kept(db, ("charts", *of.values()), lambda: _charts(db, of))
    context = {
        "charts": [(title, _bars(pairs, kept_promises if title == FELL_DUE else {})) for title, pairs in found.items()],
        "sites": sites(db),
        "council": asked.arg("council"),
    }
    rows = [
        {"chart": title, "label": label, "number": number} for title, pairs in found.items() for label, number in pairs
    ]
    rows += [
        {"chart": "Kept, by quarter", "label": label, "number": number}
        for label, number in sorted(kept_promises.items())
    ]
    return View("undertook_figures.html", context, FIGURES, rows)


def completeness(db: sqlite3.Connection, asked: Asked) -> View:
    """Show how many meetings of each committee are known, and whose minutes are missing."""
    of = {"site": asked.arg("council")}
    rows = kept_of_minutes(db, ("completeness", *of.values()), lambda: _complete(db, of))
    shown = rows[:SHOWN]
    context = {"rows": shown, "left": len(rows) - len(shown), "several": len(sites(db)) > 1}
    return View("undertook_completeness.html", context, COMPLETE, rows)


def health(db: sqlite3.Connection, asked: Asked) -> View:
    """Show how each site fares, the last runs, and what could not be read."""
    found = [dict(row) for row in db.execute(queries_structure.HEALTH)]
    context = {
        "rows": [{**row, "last": addresses.day(row["last_ok_at"])} for row in found],
        "runs": [dict(row) for row in db.execute(queries_structure.RUNS)],
        "failures": [
            {**dict(row), "source": addresses.web(row["url"])} for row in db.execute(queries_structure.FAILURES)
        ],
    }
    return View("undertook_health.html", context, HEALTH, found)


def accuracy(db: sqlite3.Connection, asked: Asked) -> View:
    """Show the figures of the last evaluation, with its day and the documents it was measured on."""
    path = asked.tracker.folder / EVALUATION_FILE
    found: dict[str, Any] = json.loads(path.read_text("utf8")) if path.exists() else {}
    rows = [
        {"group": name, **figures} for name, figures in found.get("lists", {}).items() if figures.get("f1") is not None
    ]
    fields = [{"group": name, "right": share, "of": count} for name, (share, count) in found.get("fields", {}).items()]
    context = {"rows": rows, "fields": fields, "found": found, "day": addresses.day(found.get("measured_on"))}
    return View("undertook_accuracy.html", context, ("group", "precision", "recall", "f1", "annotated"), rows)


def about(db: sqlite3.Connection, asked: Asked) -> View:
    """Say what the tracker is, what its words mean and how far it can be used by everybody."""
    return View("undertook_help.html", {})


def _complete(db: sqlite3.Connection, of: dict[str, Any]) -> list[Row]:
    """Every committee with its counts, its page and the day of its last meeting in words."""
    rows = [dict(row) for row in db.execute(queries_structure.COMPLETENESS, of)]
    return [
        {**row, "page": addresses.committee(row["site"], row["committee"]), "last": addresses.day(row["last_meeting"])}
        for row in rows
    ]


def _charts(db: sqlite3.Connection, of: dict[str, Any]) -> tuple[dict[str, list[tuple[str, int]]], dict[str, int]]:
    """The bars of every chart, and how many of the promises that fell due in a quarter were kept."""
    fell_due = {month: number for month, number in _sums(db, of, "due") if month <= of["month"]}
    found = {
        "Open promises by age": _ages(db, of),
        "Open promises by committee": _by_committee(db, of),
        FELL_DUE: _by_quarter(fell_due),
        "Decisions by what they do": _sums(db, of, "effect"),
        "Everything found, by kind": _sums(db, of, "kind"),
    }
    kept_by_month = {row["month"]: row["number"] for row in db.execute(queries.KEPT_BY_MONTH, of)}
    return found, dict(_by_quarter(kept_by_month))


def _sums(db: sqlite3.Connection, of: dict[str, Any], chart: str) -> list[tuple[str, int]]:
    return [(row["label"], row["number"]) for row in db.execute(queries.FIGURES, {**of, "chart": chart})]


def _ages(db: sqlite3.Connection, of: dict[str, Any]) -> list[tuple[str, int]]:
    numbers = Counter({month or "": number for month, number in _sums(db, of, "month")})
    numbers.subtract({row["month"]: row["number"] for row in db.execute(queries.CLOSED_BY_MONTH, of)})
    found: Counter[str] = Counter()
    for month, number in numbers.items():
        age = _months(of["month"]) - _months(month) if month else None
        label = next(name for most, name in AGES if age < most) if age is not None else NO_AGE
        found[label] += number
    return [(name, found[name]) for name in (*(name for _, name in AGES), NO_AGE) if found[name]]


def _by_committee(db: sqlite3.Connection, of: dict[str, Any]) -> list[tuple[str, int]]:
    closed = {row["id"]: row["number"] for row in db.execute(queries.CLOSED_BY_COMMITTEE, of)}
    rows = db.execute(queries.PROMISES_BY_COMMITTEE, of).fetchall()
    several = len({row["council"] for row in rows}) > 1
    return [
        (f"{row['name']}, {row['council']}" if several else row["name"], row["number"] - closed.get(row["id"], 0))
        for row in rows
    ]


def _by_quarter(months: dict[str, int]) -> list[tuple[str, int]]:
    found: Counter[str] = Counter()
    for month, number in months.items():
        found[f"{month[:4]}, quarter {(int(month[5:7]) + 2) // 3}"] += number
    return sorted(found.items())[-QUARTERS_SHOWN:]


def _bars(pairs: list[tuple[str, int]], kept: dict[str, int]) -> list[Row]:
    """Bars in hundredths of the longest; `part` is the share of it that was kept."""
    longest = max((number for _, number in pairs), default=0) or 1
    return [
        {"label": label, "number": number, "width": round(100 * number / longest, 1), "kept": kept.get(label, 0),
         "part": round(100 * min(kept.get(label, 0), number) / longest, 1)}
        for label, number in pairs
    ]  # fmt: skip


def _months(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])
