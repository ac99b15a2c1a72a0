"""What a snapshot says of itself: README, licence, citation, and metadata for Datasette."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

from pipeline.exports.dates import day as in_words
from pipeline.settings import Settings

NOT_STATED = "not stated: ask the council before you publish its words again"
COUNTS = """
select (select count(*) from meetings), (select count(*) from records where status = 'current'),
  (select count(*) from states), (select min(date) from meetings), (select max(date) from meetings)
"""
SITES = "select slug, name, base_url from sites order by name, slug"
# The tables that a snapshot has beside those of minutes.db.
TABLES: dict[str, Any] = {  # Any: Datasette's metadata
    "states": {
        "description": "The state of every promise on the day of the snapshot, officers' word included.",
        "columns": {"uid": "The promise.", "state": "overdue, due soon, open, reported back, needs review or closed.",
                    "due_date": "The day that holds."},
    },
    "public_followups": {
        "description": "What officers said of promises, without their names; notes only where they are public.",
        "columns": {"record_uid": "The promise.", "note": "Empty where it is not public.",
                    "undone": "1 where it was taken back."},
    },
    "added_by_hand": {
        "description": "Promises that officers added from words of the minutes.",
        "columns": {"start": "Where the words begin in the document's text.", "end": "Where they end."},
    },
    "tracked": {
        "description": "Undertakings with their state on the day of the snapshot.",
        "columns": {"due_on_day": "The day that holds, officers' word included."},
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Licensed:
    """A council whose minutes are in the snapshot, and the licence that the settings name for them."""

    name: str
    url: str | None
    licence: str | None
    licence_url: str | None

    def line(self) -> str:
        """Return it as a point of a Markdown list."""
        named = f"[{self.licence}]({self.licence_url})" if self.licence and self.licence_url else self.licence
        return f"- {self.name}{f' ({self.url})' if self.url else ''}: {named or NOT_STATED}"


@dataclass(frozen=True, slots=True)
class About:
    """What the texts are made of. `address` is the tracker's, empty where it has none."""

    title: str
    publisher: str
    day: date
    address: str
    councils: tuple[Licensed, ...]
    meetings: int
    records: int
    promises: int
    first: str | None
    last: str | None


def about(db: sqlite3.Connection, settings: Settings, day: date) -> About:
    """Return what there is to say of a frozen database."""
    told = {site.slug: site for site in settings.sites}
    general = settings.snapshot
    councils = []
    for slug, name, url in db.execute(SITES):
        own = told[slug] if slug in told and told[slug].licence else general
        councils.append(Licensed(name, url, own.licence, own.licence_url))
    return About(
        general.title, general.publisher or settings.web.title, day, settings.web.address, tuple(councils),
        *db.execute(COUNTS).fetchone(),
    )  # fmt: skip


def files(told: About, described: dict[str, Any]) -> dict[str, str]:
    """Return the texts by the names of their files."""
    return {
        "README.md": _readme(told),
        "LICENCE.md": _licence(told),
        "CITATION.cff": _citation(told),
        "metadata.json": json.dumps(_metadata(told, described), ensure_ascii=False, indent=1) + "\n",
    }


def _readme(told: About) -> str:
    span = f", {in_words(told.first)} to {in_words(told.last)}" if told.first else ""
    leads = f"; {told.address.rstrip('/')}/promise/UID leads to it" if told.address else ""
    return f"""# {told.title}: snapshot of {in_words(told.day.isoformat())}

{_councils(told)}: {told.meetings:,} meetings{span}; {told.records:,} records, of which {told.promises:,} are promises
that can be followed up. Found by rules in published minutes by Undertook {version("undertook")}; rules err, and every
record quotes the words and names the page, so that it can be checked.

| file | holds |
|---|---|
| `minutes.db` | everything, as SQLite: texts, passages, records, meetings, people, full-text search |
| `records.jsonl` | one JSON object a record: words, who, by when, meeting, item, places, evidence, state |
| `record.schema.json` | the JSON Schema of its lines |
| `popolo.json`, `popolo.schema.json` | bodies, people, posts, memberships and meetings as Popolo, and the schema |
| `opencivicdata.jsonl` | the same as Open Civic Data, one object a line |
| `schema.sql`, `metadata.json` | the tables; what each table and column means |
| `LICENCE.md`, `CITATION.cff` | on what terms, and how to cite |
| `SHA256SUMS` | what `sha256sum --check SHA256SUMS` and `undertook snapshot --check FOLDER` go by |

To look at it: `datasette serve --immutable minutes.db --metadata metadata.json`. Nothing in it changes any more:
"overdue" means overdue on the day of the snapshot, and `states` holds the state of each promise on that day. What
officers noted is in it where they made it public; their names are not.

Cite a record by its `uid`, which stays the same in later snapshots{leads}.
"""


def _licence(told: About) -> str:
    return f"""# On what terms

The words of minutes belong to the councils that published them. What the settings of this tracker say of each:

{chr(10).join(council.line() for council in told.councils) or "- no council"}

Name the council and the page (`source_url`) wherever you quote. What was added to the words (kinds, dates, ties) is
given under the same terms as the words that it was added to.
"""


def _citation(told: About) -> str:
    """The citation file (https://citation-file-format.github.io/, 1.2.0); JSON strings are YAML strings."""
    licences = sorted({council.licence_url for council in told.councils if council.licence_url})
    lines = [
        "cff-version: 1.2.0",
        'message: "If you use these data, please cite them as below."',
        "type: dataset",
        f"title: {_text(told.title)}",
        "authors:",
        f"  - name: {_text(told.publisher)}",
        f"version: {_text(told.day.isoformat())}",
        f"date-released: {told.day.isoformat()}",
        *([f"license-url: {_text(licences[0])}"] if len(licences) == 1 else []),
        *([f"url: {_text(told.address)}"] if told.address else []),
        f"abstract: {_text(f'Decisions and promises found in the published minutes of {_councils(told)}.')}",
        "keywords:",
        *(f"  - {word}" for word in ("local government", "minutes", "accountability")),
    ]
    return "\n".join(lines) + "\n"


def _councils(told: About) -> str:
    return told.councils[0].name if len(told.councils) == 1 else f"{len(told.councils)} councils"


def _metadata(told: About, described: dict[str, Any]) -> dict[str, Any]:
    one = told.councils[0] if len({(c.licence, c.licence_url) for c in told.councils}) == 1 else None
    return {
        "title": f"{told.title}: snapshot of {told.day.isoformat()}",
        "license": one.licence if one and one.licence else "See LICENCE.md",
        **({"license_url": one.licence_url} if one and one.licence_url else {}),
        "source": told.publisher,
        **({"source_url": told.address} if told.address else {}),
        "databases": {"minutes": {"tables": described}},
    }


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
