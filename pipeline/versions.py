"""What the records of a document depend on beside its bytes: the readers' own code and the rules in force.

Both are told by hashes, so that nobody has to remember to raise a number. A changed line in `extractors/` or `models/`
has every document read again; a changed rule only those in whose text the rule, as it was or as it is, could fire.
"""

import json
import sqlite3
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import re2

import extractors
import models
from extractors.language.engine import one_line
from extractors.language.rule_words import expression
from extractors.language.rules import FOLDER, READ_BY_CODE, rules
from pipeline.store.uids import uid

PACKAGES = (extractors, models)


@dataclass(frozen=True, slots=True)
class Change:
    """What is different since the last finished update: `before` is its version, None where there was none.

    `everything` says that the readers changed, so that all must be read again; else `touch` matches the text of every
    document that the changed rules could touch, and is None where no rule changed.
    """

    before: str | None
    everything: bool
    touch: Any = None  # A compiled expression of google-re2, which publishes no types.


@cache
def reader_version() -> str:
    """Return a hash of the code that reads documents, of all wording that it asks for by name (lists, forms and the
    like), and of the rules that it reads itself."""
    files = sorted(path for package in PACKAGES for folder in package.__path__ for path in Path(folder).rglob("*.py"))
    by_name = [_without_rules(path) for path in sorted(FOLDER.glob("*.toml"))]
    by_code = [_said(one.id) for one in rules() if one.family in READ_BY_CODE]
    return uid(*(path.read_bytes() for path in files), by_name, by_code)


@cache
def rules_version() -> str:
    """Return a hash of the readers and of every rule in force: a document with it and unchanged bytes is up to date."""
    return uid(reader_version(), *(_said(one.id) for one in rules()))


def change(db: sqlite3.Connection) -> Change:
    """Return what is different from the rules that the last finished update read with."""
    meta = dict(db.execute("select key, value from meta").fetchall())
    if meta.get("reader_version") != reader_version():
        return Change(meta.get("rules_version"), everything=True)
    known = {row["id"]: (row["said"], row["expression"]) for row in db.execute("select * from rules")}
    current = {one.id: (_said(one.id), _expression(one.id)) for one in rules()}
    different = [name for name in known.keys() | current.keys() if known.get(name) != current.get(name)]
    scans = {found[name][1] for found in (known, current) for name in different if name in found}
    touch = re2.compile("(?i)" + "|".join(f"(?:{scan})" for scan in sorted(scans))) if scans else None
    return Change(meta.get("rules_version"), everything=False, touch=touch)


def could_touch(found: Change, plain: str) -> bool:
    """Whether a document with this text must be read again because of what changed."""
    return found.everything or (found.touch is not None and found.touch.search(one_line(plain)) is not None)


def remember(db: sqlite3.Connection) -> None:
    """Write down what the update that now ends has read with. The caller holds the transaction."""
    for key, value in (("reader_version", reader_version()), ("rules_version", rules_version())):
        db.execute(
            "insert into meta values (?, ?) on conflict (key) do update set value = excluded.value", (key, value)
        )
    db.execute("delete from rules")
    db.executemany(
        "insert into rules (id, kind, family, confidence, note, said, expression) values (?, ?, ?, ?, ?, ?, ?)",
        [
            (one.id, one.kind, one.family, one.confidence, one.note, _said(one.id), _expression(one.id))
            for one in rules()
        ],
    )


def _without_rules(path: Path) -> str:
    content = tomllib.loads(path.read_text("utf8"))
    return json.dumps({key: entries for key, entries in content.items() if key != "rule"})


@cache
def _said(rule_id: str) -> str:
    """All of a rule that decides what it finds."""
    (one,) = (one for one in rules() if one.id == rule_id)
    return json.dumps([one.id, one.kind, one.family, one.confidence, one.anchors, one.pattern, one.effect])


@cache
def _expression(rule_id: str) -> str:
    """The expression of the gate for a rule, made once: an update asks for all of them twice."""
    (one,) = (one for one in rules() if one.id == rule_id)
    return expression(one)
