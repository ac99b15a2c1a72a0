"""Files and folders into the archive, for bodies that have no publishing system."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from pipeline.archive import Answer, Archive, Found, body_hash

SUFFIXES = frozenset({".txt", ".md", ".htm", ".html", ".pdf", ".xml"})
MEDIA_TYPES = {".pdf": "application/pdf", ".htm": "text/html", ".html": "text/html", ".xml": "text/xml"}
# A file is looked at again whenever it is named again; no date makes it due by itself.
NEVER = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)


def files_in(paths: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    """Give every file named, or lying in a folder named, with the label that its address is made of, in order."""
    for path in paths:
        if path.is_file():
            yield path, path.name
        else:
            for file in sorted(path.rglob("*")):
                if file.is_file() and file.suffix.lower() in SUFFIXES:
                    yield file, f"{path.name}/{file.relative_to(path).as_posix()}"


def ingest(archive: Archive, site: str, paths: tuple[Path, ...], *, now: datetime.datetime) -> tuple[int, int]:
    """Store files; return how many were looked at and how many were new or changed.

    A file's address is made of the folder's name and its place in it, so that a folder may move on the disk. Its time
    is that of its last change, so that the same folder gives the same archive.
    """
    seen = changed = 0
    for file, label in files_in(paths):
        body = file.read_bytes()
        modified = datetime.datetime.fromtimestamp(file.stat().st_mtime, datetime.UTC)
        url = f"file:///{label}"
        archive.add_found(site, [Found(url, "minutes")], now)
        stored = archive.store(
            Answer(
                site=site,
                url=url,
                requested_url=url,
                kind="minutes",
                status=200,
                headers={},
                media_type=MEDIA_TYPES.get(file.suffix.lower(), "text/plain"),
                fetched_at=modified,
                body=body,
                content_hash=body_hash(body),
                due_at=NEVER,
            )
        )
        seen += 1
        changed += stored.is_new
    return seen, changed
