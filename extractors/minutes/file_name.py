"""Which body met and when, from the name of a file and of the folders that it lies in: "Parks Panel/2027-03-04.pdf".

Believed only where the document itself is silent. Numbers are read as they are written in this country: day first, but
for a year in front.
"""

import datetime
import re
from functools import cache
from pathlib import PurePosixPath

from extractors.language.rules import word_lists
from extractors.sources.moderngov_titles import day

YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<part>[-_. ]?)(?P<month>\d{1,2})(?P=part)(?P<day>\d{1,2})(?!\d)"
)
DAY_FIRST = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?P<part>[-_. ]?)(?P<month>\d{1,2})(?P=part)(?P<year>(?:19|20)\d\d)(?!\d)"
)
SHORT = re.compile(r"(?<!\d)(?P<day>\d{1,2})(?P<part>[-_. ])(?P<month>\d{1,2})(?P=part)(?P<year>\d\d)(?!\d)")
PARTS = re.compile(r"[-_+.]+|%20")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# What a file's name says beside the body that met.
NOT_BODY = re.compile(
    r"\b(?:draft|approved|final|signed|unconfirmed|confirmed|minutes?|agenda|notes?|meeting|of|the|held|on|and|action|"
    r"actions|log|tracker|copy|v\d+|version|rev|redacted|public|web|\d+(?:st|nd|rd|th)?|jan\w*|feb\w*|mar(?:ch)?|"
    r"apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|mon\w*day|tues\w*|wednes\w*|thurs\w*|friday)\b",
    re.IGNORECASE,
)


def date_in_name(name: str) -> datetime.date | None:
    """Return the day in a file's name ("2024-03-05 minutes.pdf"), None where there is none or it can be two."""
    stem = PurePosixPath(name).stem if PurePosixPath(name).suffix.lower().lstrip(".").isalpha() else name
    for pattern in (YEAR_FIRST, DAY_FIRST, SHORT):
        found = {one for match in pattern.finditer(stem) if (one := _date(match)) is not None}
        if found:
            return found.pop() if len(found) == 1 else None
    return day(" ".join(PARTS.sub(" ", stem).split()))


def body_in_path(path: str) -> str | None:
    """Return the body that a file's name or its nearest folder names, None where neither holds the word for a body."""
    place = PurePosixPath(path)
    for part in (place.stem, *(parent.name for parent in place.parents)):
        words = NOT_BODY.sub(" ", PARTS.sub(" ", CAMEL.sub(" ", part)).strip())
        words = " ".join(words.split()).strip(" -,&()")
        if _bodies() & set(words.lower().split()) and len(words) < 90:
            return words if words != words.lower() else words.title()
    return None


def _date(match: re.Match[str]) -> datetime.date | None:
    if match["part"] == "" and len(match[0]) != len("20270304"):
        return None
    year = int(match["year"])
    try:
        return datetime.date(year + 2000 if year < 100 else year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


@cache
def _bodies() -> frozenset[str]:
    """Last words of names of bodies. "Members" and "team" stand in the names of other files as well."""
    return word_lists()["body-heads"] - {"members", "member", "councillors", "meeting", "team", "service", "department"}
