"""A frozen copy of what was found, to publish and to cite: a folder with database, dumps, licence, citation, checksums.

The same databases give the same bytes on the same day. Nothing in it changes any more: views that speak of today speak
of the day of the snapshot. Of what officers wrote it holds what everybody may see, and of people who sign in nothing.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pipeline.snapshot_texts as texts
from pipeline.exports.actions import connect
from pipeline.exports.dump import Json, as_lines, dumped
from pipeline.exports.opencivic import open_civic_data
from pipeline.exports.popolo import popolo
from pipeline.settings import Settings
from pipeline.snapshot_check import CHECKSUMS, DATABASE, RECORDS, checksums
from pipeline.store.described import descriptions
from pipeline.store.files import FOLLOWUP_FILE

FOLDER = "snapshots"
SCHEMAS = Path(__file__).parent.parent / "data" / "schemas"
# Of the program's own work: what it still has to do, and ids that lead back to officers' file.
LEFT_OUT = ("link_todo", "link_seen", "moved")
TABLES = """
create table states (uid text primary key, state text not null, due_date text) without rowid;
create table public_followups (id integer primary key, record_uid text not null, recorded_at text not null, state text
  not null, note text, evidence_url text, new_due text, new_due_reason text, undone integer not null);
create index public_followups_record on public_followups(record_uid);
create table added_by_hand (uid text primary key, kind text not null, quote text not null, owner text, due_text text,
  due_date text, document_uid text not null, start integer not null, end integer not null) without rowid;
create view tracked as select undertakings.*, states.state, states.due_date as due_on_day from undertakings
  join states on states.uid = undertakings.uid;
"""
NAMES = "select name from sqlite_master where type = ? order by name"
VIEWS = "select name, sql from sqlite_master where type = 'view' order by rowid"
SCHEMA = """
select sql from sqlite_master where sql is not null and name not like 'sqlite\\_%' escape '\\'
  and name not like '%\\_fts\\_%' escape '\\' order by type = 'view', rowid
"""


def make(folder: Path, settings: Settings, day: date, target: Path | None = None) -> Path:
    """Make the snapshot of a data folder as it is on that day, and return the snapshot's folder.

    It comes into place whole; one of the same day that lies there is replaced.
    """
    target = target or folder / FOLDER / f"undertook-{day.isoformat()}"
    part = target.with_name(f".{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        _fill(folder, part, settings, day)
        shutil.rmtree(target, ignore_errors=True)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return target


def _fill(folder: Path, part: Path, settings: Settings, day: date) -> None:
    copied = part / "copy"
    copied.mkdir()
    with closing(connect(folder)) as db:
        db.execute("vacuum into ?", (str(copied / DATABASE),))
        db.execute("vacuum followup into ?", (str(copied / FOLLOWUP_FILE),))
    with closing(connect(copied)) as db:
        _write(part / RECORDS, as_lines(dumped(db, day)))
        _write(part / "popolo.json", popolo(db))
        _write(part / "opencivicdata.jsonl", open_civic_data(db))
    with closing(sqlite3.connect(copied / DATABASE, isolation_level=None)) as db:
        _freeze(db, part / RECORDS, day)
        db.execute("vacuum into ?", (str(part / DATABASE),))
        described = {**descriptions(db), **texts.TABLES}
        about = texts.about(db, settings, day)
        (part / "schema.sql").write_text("".join(f"{row[0]};\n" for row in db.execute(SCHEMA)), "utf8")
    shutil.rmtree(copied)
    for schema in ("record.schema.json", "popolo.schema.json"):
        shutil.copyfile(SCHEMAS / schema, part / schema)
    for name, words in texts.files(about, described).items():
        (part / name).write_text(words, "utf8")
    (part / CHECKSUMS).write_text(checksums(part), "utf8")


def _freeze(db: sqlite3.Connection, records: Path, day: date) -> None:
    """Put the public part of what officers wrote beside what was found, and stop every clock."""
    db.execute("pragma journal_mode = delete")
    db.execute("begin")
    for (name,) in db.execute(NAMES, ("trigger",)).fetchall():
        db.execute(f"drop trigger {name}")
    for table in LEFT_OUT:
        db.execute(f"drop table {table}")
    for name, sql in db.execute(VIEWS).fetchall():
        if "'now'" in sql:
            db.execute(f"drop view {name}")
            db.execute(sql.replace("'now'", f"'{day.isoformat()}'"))
    for statement in TABLES.split(";\n"):
        db.execute(statement)
    with records.open(encoding="utf8") as lines:
        for line in lines:
            _keep(db, json.loads(line))
    db.execute("commit")


def _keep(db: sqlite3.Connection, record: Json) -> None:
    if record["state"]:
        db.execute("insert into states values (?, ?, ?)", (record["uid"], record["state"], record["due_date"]))
    for event in record["followups"]:
        db.execute(
            "insert into public_followups (record_uid, recorded_at, state, note, evidence_url, new_due,"
            " new_due_reason, undone) values (:record_uid, :recorded_at, :state, :note, :evidence_url, :new_due,"
            " :new_due_reason, :undone)",
            {"record_uid": record["uid"], **event},
        )
    if record["by_hand"]:
        place = record["places"][0]
        db.execute(
            "insert into added_by_hand values (:uid, :kind, :quote, :owner, :due_text, :due_date, :document_uid,"
            " :start, :end)",
            {**{name: record[name] for name in ("uid", "kind", "quote", "due_text", "due_date")},
             "owner": "; ".join(record["owners"]) or None,
             **{name: place[name] for name in ("document_uid", "start", "end")}},
        )  # fmt: skip


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(pieces)


def kept(folder: Path) -> Iterator[Path]:
    """Give the snapshots of a data folder, the newest first."""
    yield from sorted((folder / FOLDER).glob("undertook-*"), reverse=True)
