"""Writing on one core: rows with full-text search, many records rebuilt, and what an unchanged document costs."""

import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figure import Figure, seconds
from benchmarks.reading import SITE, read_all
from pipeline.reading import Read
from pipeline.store.files import immediate, open_minutes
from pipeline.store.passages import write_passages
from pipeline.store.search import built_at_the_end
from pipeline.store.write import put, write
from pipeline.update import GROUP

ROUNDS = 3
TABLES = ("passages", "records", "record_places", "items", "meetings", "documents", "texts")
MILLION = 1_000_000
ROWS_A_SECOND = 35_000


def bulk(count: int) -> list[Figure]:
    """Measure a large read's writes, search and all, in rows a second."""
    reads = read_all(count)
    rows: list[int] = []
    spent = seconds({"write": lambda: rows.append(_rebuild(reads))}, rounds=ROUNDS)["write"]
    return [Figure("bulk write with full-text search", rows[0] / spent, "rows a second", ROWS_A_SECOND)]


def again(count: int) -> list[Figure]:
    """Measure what is written again, in turn unchanged and with every passage changed: passages alone with their
    search, and whole documents."""
    reads = read_all(count)
    changed = [_changed(found) for found in reads]
    with TemporaryDirectory() as folder:
        db = open_minutes(Path(folder))
        _put(db, reads)
        # Passages alone are written without their items: the first time each of them changes by that.
        _passages(db, reads)
        rows = _in_turn(lambda found: _passages(db, found), reads, changed)
        _put(db, reads)
        whole = _in_turn(lambda found: _put(db, found), reads, changed)
        db.close()
    return [
        Figure("unchanged rows written again, against changed ones", rows, "times", 8),
        Figure("unchanged documents written again, against changed ones", whole, "times"),
    ]


def _in_turn(write_all: Callable[[Sequence[Read]], None], reads: Sequence[Read], changed: Sequence[Read]) -> float:
    """How many times longer the changed ones take."""
    spent = {"unchanged": 0.0, "changed": 0.0, "back": 0.0}
    for _ in range(ROUNDS):
        for name, found in (("unchanged", reads), ("changed", changed), ("back", reads)):
            start = time.process_time()
            write_all(found)
            spent[name] += time.process_time() - start
    return spent["changed"] / spent["unchanged"]


def _passages(db: sqlite3.Connection, reads: Sequence[Read]) -> None:
    for found in reads:
        if found.reading is None or found.reading.text is None:
            continue
        (document,) = db.execute("select id from documents where url = ?", (found.job.url,)).fetchone()
        with immediate(db):
            write_passages(db, document, found.reading.text, (), ())


def million(records: int = MILLION) -> list[Figure]:
    """Measure how long it takes to rebuild so many records of one council, as after a change of rules: the records,
    their places and their search are written, what they stand in is there and is compared. And how long it takes from
    nothing, with the texts, passages, items, documents and search that belong to them: twelve rows a record, of which a
    second is to write as many as of any rows. A million records in 60 seconds from nothing would be 200,000 rows a
    second, and is not reached."""
    reads = read_all(200)
    turns = -(-records // sum(len(found.records) for found in reads))
    spent, number, rows = _from_nothing(reads, turns)
    anew = _found_anew(reads, turns)
    wanted = 60 * number / MILLION
    name = f"{number:,} records from nothing, {rows / number:.0f} rows each"
    return [
        Figure(f"{number:,} records rebuilt, passages stay", anew, "seconds", wanted, most=True),
        Figure(name, spent, "seconds", rows / ROWS_A_SECOND, most=True),
        Figure("1,000,000 rows of any kind, from nothing", spent * MILLION / rows, "seconds", 60, most=True),
    ]


def _from_nothing(reads: Sequence[Read], turns: int) -> tuple[float, int, int]:
    """Write documents so many times; return the seconds, and how many records and rows that made."""
    with TemporaryDirectory() as folder:
        db = open_minutes(Path(folder))
        spent = _at_once(db, reads, turns)
        number, rows = int(db.execute("select count(*) from records").fetchone()[0]), _rows(db)
        db.close()
    return spent, number, rows


def _found_anew(reads: Sequence[Read], turns: int) -> float:
    """Write the same documents again that were written when no rule found anything in them; return the seconds."""
    with TemporaryDirectory() as folder:
        db = open_minutes(Path(folder))
        _at_once(db, [replace(found, records=()) for found in reads], turns)
        spent = _at_once(db, reads, turns)
        db.close()
    return spent


def _at_once(db: sqlite3.Connection, reads: Sequence[Read], turns: int) -> float:
    """Write documents so many times, each time as those of other meetings, and search at the end; return the CPU
    seconds without the making of the documents."""
    spent = 0.0
    with built_at_the_end(db):
        for turn in range(turns):
            renamed = [_renamed(found, turn) for found in reads]
            start = time.process_time()
            _put_at_once(db, renamed)
            spent += time.process_time() - start
        start = time.process_time()
    return spent + time.process_time() - start


def _rows(db: sqlite3.Connection) -> int:
    return sum(int(db.execute(f"select count(*) from {table}").fetchone()[0]) for table in TABLES)


def _rebuild(reads: Sequence[Read]) -> int:
    with TemporaryDirectory() as folder:
        db = open_minutes(Path(folder))
        with built_at_the_end(db):
            _put_at_once(db, reads)
        number = _rows(db)
        db.close()
    return number


def _put(db: sqlite3.Connection, reads: Sequence[Read]) -> None:
    for found in reads:
        write(db, SITE, found, "1")


def _put_at_once(db: sqlite3.Connection, reads: Sequence[Read]) -> None:
    """Write as an update does that reads much."""
    for start in range(0, len(reads), GROUP):
        with immediate(db):
            for found in reads[start : start + GROUP]:
                put(db, SITE, found, "1")


def _changed(found: Read) -> Read:
    """The same document with a word more in front of every passage but the same records' words."""
    reading = found.reading
    if reading is None or reading.text is None:
        return found
    text = replace(reading.text, plain=reading.text.plain.replace(" the ", " our ").replace(" and ", " but "))
    return replace(
        found,
        reading=replace(reading, text=text),
        records=tuple(replace(record, quote=text.plain[record.start : record.end]) for record in found.records),
    )


def _renamed(found: Read, turn: int) -> Read:
    """The same document as that of another meeting."""
    reading = found.reading
    if reading is None:
        return found
    (meeting,) = reading.meetings
    ref = f"{turn}-{meeting.ref}"
    items = tuple(
        replace(
            item,
            ref=f"{turn}-{item.ref}",
            meeting_ref=ref,
            documents=tuple(replace(paper, url=f"{paper.url}?turn={turn}") for paper in item.documents),
        )
        for item in reading.items
    )
    job = replace(found.job, url=f"{found.job.url}&turn={turn}")
    return replace(found, job=job, reading=replace(reading, meetings=(replace(meeting, ref=ref),), items=items))
