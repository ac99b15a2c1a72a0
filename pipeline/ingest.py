"""Files, folders and archives of files into the archive, for bodies that have no publishing system."""

import datetime
import mimetypes
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from models.run import UnreadableDocument
from pipeline.archive import MAX_BODY_BYTES, Answer, Archive, Found, body_hash
from pipeline.meetings_file import NAME, Told, headers, read_meetings
from pipeline.zipped import SUFFIX, files_inside

SUFFIXES = frozenset(
    [".txt", ".md", ".htm", ".html", ".xml", ".pdf", ".docx", ".doc", ".rtf", ".odt", ".ods", ".xlsx", ".xls", ".eml"]
)
# Beginnings of the names of files that programs leave beside a document that is open.
LEFT_BEHIND = ("~$", ".")
# A file is looked at again whenever it is named again; no date makes it due by itself.
NEVER = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Named:
    """A file to take: where it lies, the label that its address is made of, and what is told of its meeting. `body` is
    that of a file inside an archive, None where the path is the file itself."""

    path: Path
    label: str
    told: Told = field(default_factory=Told)
    body: bytes | None = None

    @property
    def is_read(self) -> bool:
        """Whether a file is of a kind and size that we read, by its name."""
        size = self.path.stat().st_size if self.body is None else len(self.body)
        return PurePath(self.label).suffix.lower() in SUFFIXES and size <= MAX_BODY_BYTES

    @property
    def is_archive(self) -> bool:
        """Whether a file is an archive that lies in a folder, of a size that we open."""
        return self.body is None and self.path.suffix.lower() == SUFFIX and self.path.stat().st_size <= MAX_BODY_BYTES


@dataclass(slots=True)
class Taken:
    """What was taken: files looked at, new or changed ones, and the names of files that were passed over."""

    seen: int = 0
    changed: int = 0
    passed_over: list[str] = field(default_factory=list)


def files_in(paths: Iterable[Path]) -> Iterator[Named]:
    """Give every file named, or lying in a folder named, in order. Raises `BadMeetings` for a bad CSV beside them.

    Files of other kinds are given as well: they are for the caller to pass over.
    """
    for path in paths:
        if path.is_file():
            told = _told(path.parent)
            yield Named(path, path.name, told.get(path.name, Told()))
            continue
        told = _told(path)
        for file in sorted(path.rglob("*")):
            place = file.relative_to(path).as_posix()
            if file.is_file() and file.name != NAME and not file.name.startswith(LEFT_BEHIND):
                yield Named(file, f"{path.name}/{place}", told.get(place) or told.get(file.name, Told()))


def ingest(archive: Archive, site: str, paths: Iterable[Path], *, now: datetime.datetime) -> Taken:
    """Store files, and return what was taken.

    A file's address is made of the folder's name and its place in it, so that a folder may move on the disk. Its time
    is that of its last change, so that the same folder gives the same archive.
    """
    taken = Taken()
    for named in files_in(paths):
        try:
            for one in _inside(named):
                _take(archive, site, one, taken, now)
        except UnreadableDocument as error:
            taken.passed_over.append(f"{named.label} ({error.found})")
    return taken


def _take(archive: Archive, site: str, named: Named, taken: Taken, now: datetime.datetime) -> None:
    if not named.is_read:
        taken.passed_over.append(named.label)
        return
    answer = _answer(site, named)
    archive.add_found(site, [Found(answer.url, "minutes")], now)
    taken.seen += 1
    taken.changed += archive.store(answer).is_new


def _inside(named: Named) -> Iterator[Named]:
    """The files of an archive, of which its own line of the CSV tells; any other file is itself."""
    if not named.is_archive:
        yield named
        return
    for place, body in files_inside(named.path):
        yield replace(named, label=f"{named.label}/{place}", body=body)


def _told(folder: Path) -> Mapping[str, Told]:
    return read_meetings(folder / NAME) if (folder / NAME).is_file() else {}


def _answer(site: str, named: Named) -> Answer:
    body = named.path.read_bytes() if named.body is None else named.body
    url = f"file:///{named.label}"
    told = headers(named.told)
    return Answer(
        site=site,
        url=url,
        requested_url=url,
        kind="minutes",
        status=200,
        headers=told,
        media_type=mimetypes.guess_type(named.label)[0],
        fetched_at=datetime.datetime.fromtimestamp(named.path.stat().st_mtime, datetime.UTC),
        body=body,
        content_hash=content_hash(body, named.told),
        due_at=NEVER,
    )


def content_hash(body: bytes, told: Told) -> str:
    """Hash a file with what is told of it: a corrected date is a change like any other."""
    if told == Told():
        return body_hash(body)
    return body_hash(body + repr(sorted(headers(told).items())).encode())
