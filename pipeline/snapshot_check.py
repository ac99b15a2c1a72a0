"""Whether a snapshot is what it was when it was made: its checksums, its database, its dump."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

DATABASE, RECORDS, CHECKSUMS = "minutes.db", "records.jsonl", "SHA256SUMS"
PIECE_BYTES = 1024 * 1024
MISQUOTED = """
select count(*) from record_places left join texts on texts.document_id = record_places.document_id
where record_places.quote is not substr(texts.plain, record_places.start + 1, record_places.end - record_places.start)
"""
COUNT = "select (select count(*) from records) + (select count(*) from added_by_hand)"


def check(folder: Path) -> tuple[str, ...]:
    """Return a sentence for everything that is wrong with a snapshot; nothing where it is whole."""
    if not (folder / CHECKSUMS).is_file():
        return (f"{folder} has no {CHECKSUMS}: it is no snapshot",)
    wrong = tuple(_files(folder))
    # A file that is not the one that was published is not opened.
    return wrong or tuple(_database(folder))


def checksums(folder: Path) -> str:
    """Return the lines of `SHA256SUMS`, as `sha256sum --check` reads them."""
    names = sorted(path.name for path in folder.iterdir() if path.name != CHECKSUMS)
    return "".join(f"{sha256(folder / name)}  {name}\n" for name in names)


def sha256(path: Path) -> str:
    """Return a file's SHA-256 in hex."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            found.update(piece)
    return found.hexdigest()


def _files(folder: Path) -> Iterator[str]:
    lines = (folder / CHECKSUMS).read_text("utf8").splitlines()
    named = {name: told for told, _, name in (line.partition("  ") for line in lines)}
    here = {path.name for path in folder.iterdir()} - {CHECKSUMS}
    for name in sorted(here - set(named)):
        yield f"{name} is not of this snapshot"
    for name, told in sorted(named.items()):
        if name not in here:
            yield f"{name} is missing"
        elif sha256(folder / name) != told:
            yield f"{name} was changed"


def _database(folder: Path) -> Iterator[str]:
    path = (folder / DATABASE).resolve()
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        said = db.execute("pragma integrity_check").fetchone()[0]
        if said != "ok":
            yield f"{DATABASE} is not whole: {said}"
            return
        misquoted, records = db.execute(MISQUOTED).fetchone()[0], db.execute(COUNT).fetchone()[0]
    if misquoted:
        yield f"{DATABASE}: {misquoted} quotes do not stand in their documents"
    with (folder / RECORDS).open("rb") as lines:
        told = sum(1 for _ in lines)
    if told != records:
        yield f"{RECORDS} has {told} lines, {DATABASE} {records} records"
