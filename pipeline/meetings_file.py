"""A small CSV beside minutes that says of which body and day they are: columns file or url, date, committee."""

import csv
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = "meetings.csv"
COLUMNS = frozenset({"file", "url", "date", "committee"})
FILE_SCHEME = "file:"
DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")
# The answers of the archive keep what was told of them beside their headers, so that a rebuild knows it too.
DATE_HEADER, COMMITTEE_HEADER, TOLD_HEADER = "Undertook-Date", "Undertook-Committee", "Undertook-Told"


class BadMeetings(Exception):
    """Raised for a CSV that says something we do not understand; the message says what and where."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the operator says of a document's meeting; None where nothing is said."""

    date: datetime.date | None = None
    committee: str | None = None


def read_meetings(path: Path) -> Mapping[str, Told]:
    """Return what a CSV says of each file (its place from the CSV's folder) or address. Raises `BadMeetings`."""
    try:
        return dict(_rows(path))
    except UnicodeDecodeError as error:
        raise BadMeetings(f"{path} is not UTF-8 text: {error}") from error


def headers(told: Told) -> dict[str, str]:
    """Write what is told of a document for the archive."""
    found = {TOLD_HEADER: "yes"}
    if told.date:
        found[DATE_HEADER] = told.date.isoformat()
    if told.committee:
        found[COMMITTEE_HEADER] = told.committee
    return found


def told(found: Mapping[str, str], url: str) -> Told | None:
    """Read what `headers` wrote of the document at an address; None for an answer of a crawl, of which nobody was
    asked."""
    if TOLD_HEADER not in found and not url.startswith(FILE_SCHEME):
        return None
    day = found.get(DATE_HEADER)
    return Told(datetime.date.fromisoformat(day) if day else None, found.get(COMMITTEE_HEADER))


def _rows(path: Path) -> Iterator[tuple[str, Told]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns = {(name or "").strip().lower() for name in reader.fieldnames or ()}
        if columns - COLUMNS or not {"file", "url"} & columns:
            found, expected = ", ".join(sorted(columns)) or "nothing", "file or url, date, committee"
            raise BadMeetings(f"{path}: found the columns {found}; expected {expected}")
        for row in reader:
            values = {(name or "").strip().lower(): (value or "").strip() for name, value in row.items() if name}
            name = values.get("file", "").replace("\\", "/") or values.get("url")
            if name:
                day = values.get("date", "")
                yield name, Told(_day(day, f"{path}, line {reader.line_num}"), values.get("committee") or None)


def _day(words: str, where: str) -> datetime.date | None:
    if not words:
        return None
    for form in DAY_FORMATS:
        try:
            return datetime.datetime.strptime(words, form).date()
        except ValueError:
            continue
    raise BadMeetings(f"{where}: found the date {words!r}; expected YYYY-MM-DD or DD/MM/YYYY")
