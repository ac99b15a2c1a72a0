"""What one meeting's papers say that may be of earlier promises: closures, rows of action logs, the first sentences of
items, and the titles of items and of the reports that hang on them."""

import datetime
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.language.likeness import audience_terms, names_in_title, terms
from extractors.language.log_records import ACTION_RULE
from extractors.language.rules import word_lists
from extractors.language.sentences import split
from models.vocabulary import DECISIONS
from pipeline.link.evidence import Evidence
from pipeline.link.sayings import NOTHING, saying

MOST_PASSAGES = 12
# Stands in no sentence, so that what is looked for among sentences that it parts is in one of them.
APART = "\0"
CLOSURES = """
select records.id as record, records.quote, records.verdict, records.refers_to, records.item_id as item, items.title,
  items.issue_ref from records left join items on items.id = records.item_id where records.meeting_id = ?
and records.kind = 'closure' and records.status = 'current' order by records.uid
"""
# A row that is still open in a log tells of an older task as often as of a new one.
OPEN_ROWS = f"""
select records.id as record, records.quote || coalesce(' (' || records.owner_text || ')', '') as quote,
  'open' as verdict, null as refers_to, records.item_id as item, null as title, null as issue_ref
from records where meeting_id = ? and rule = '{ACTION_RULE}' and status = 'current' and (told_by is null or exists
  (select 1 from records as other where other.id = records.told_by and other.meeting_id is not records.meeting_id))
order by uid
"""
# What a meeting promises and decides anew is no answer to what was promised before, unless it says so itself.
NEW = """
select records.id as record, records.quote, records.kind, records.rule, records.trackable, null as refers_to,
  records.item_id as item, items.title, items.issue_ref, (
    select substr(passages.text, 1, record_places.start - passages.start) from record_places
    join passages on passages.id = record_places.passage_id
    where record_places.record_id = records.id and record_places.preferred = 1) as before
from records left join items on items.id = records.item_id
where records.meeting_id = ? and records.kind <> 'closure' and records.status = 'current' order by records.uid
"""
ITEMS = """
select null as record, items.id as item, null as refers_to, items.title, items.issue_ref
from items where meeting_id = ? and restricted = 0
and exists (select 1 from passages where passages.item_id = items.id and passages.region in ('minutes', 'decision'))
order by items.uid
"""
REPORTS = """
select distinct documents.item_id, documents.title from items join documents on documents.item_id = items.id
where items.meeting_id = ? and documents.kind = 'report' and documents.restricted = 0 and documents.title is not null
order by documents.title
"""
PASSAGES = """
select passages.item_id, passages.text from items join passages on passages.item_id = items.id
where items.meeting_id = ? and passages.region in ('purpose', 'minutes') and passages.kind <> 'heading'
order by passages.item_id, passages.document_id, passages.position
"""
LAST_HELD = """
select max(date) from meetings where committee_id = ? and date < ? and status not in ('cancelled', 'withdrawn',
  'postponed')
"""


@dataclass(frozen=True, slots=True)
class _Meeting:
    """The meeting that is heard: its row, its day, and the day of the one before it."""

    row: sqlite3.Row
    day: datetime.date
    last: datetime.date | None


def evidence(db: sqlite3.Connection, meeting: sqlite3.Row) -> Iterator[Evidence]:
    """Give all that a meeting's papers say, what was found in them first. `meeting` has id, date, committee_id, url
    and minutes_status; an agenda says nothing of what came, but the log that hangs on it does."""
    last = db.execute(LAST_HELD, (meeting["committee_id"], meeting["date"])).fetchone()[0]
    day = datetime.date.fromisoformat(meeting["date"])
    heard = _Meeting(meeting, day, datetime.date.fromisoformat(last) if last else None)
    told = set[str]()
    for row in db.execute(NEW, (meeting["id"],)).fetchall():
        told.add(row["quote"])
        yield from _of_new(row, heard)
    for row in db.execute(CLOSURES, (meeting["id"],)).fetchall():
        told.add(row["quote"])
        yield _of(row, heard, row["quote"], verdict=row["verdict"])
    if meeting["minutes_status"] == "none":
        return
    all_told = APART.join(told)
    passages = _by_item(db.execute(PASSAGES, (meeting["id"],)))
    reports = _by_item(db.execute(REPORTS, (meeting["id"],)))
    for row in db.execute(ITEMS, (meeting["id"],)).fetchall():
        for quote in _sentences(passages[row["item"]][:MOST_PASSAGES]):
            if quote not in all_told and not any(map(quote.__contains__, told)):
                yield _of(row, heard, quote)
        for title in _titles(row["title"], reports[row["item"]]):
            yield _of(row, heard, title, names_it=True)


def open_rows(db: sqlite3.Connection, meeting: sqlite3.Row) -> Iterator[Evidence]:
    """Give the rows of a meeting's action logs that are still open, each as what it says of an earlier promise."""
    heard = _Meeting(meeting, datetime.date.fromisoformat(meeting["date"]), None)
    for row in db.execute(OPEN_ROWS, (meeting["id"],)).fetchall():
        yield _of(row, heard, row["quote"], verdict=row["verdict"])


def _of_new(row: sqlite3.Row, heard: _Meeting) -> Iterator[Evidence]:
    """What a new promise or decision says of an older one: that it is dropped, that it has not come and is put off,
    that it was brought and is decided now."""
    quote = _with_what_it_leans_on(row["quote"], row["before"] or "")
    says = NOTHING if row["rule"] == ACTION_RULE else saying(quote)
    if row["kind"] in DECISIONS and says.dropped:
        yield _of(row, heard, quote, verdict="overtaken")
    elif says.lacking:
        yield _of(row, heard, quote, verdict="open")
    elif row["kind"] in DECISIONS and not row["trackable"] and says.returned:
        yield _of(row, heard, quote)


def _with_what_it_leans_on(quote: str, before: str) -> str:
    """The words of a sentence that says "it" for what the sentence before it names, with that sentence."""
    if quote.split(maxsplit=1)[0].lower() not in word_lists()["leaning-words"]:
        return quote
    spans = split(before, 0, len(before))
    return before[spans[-1].start :] + quote if spans else quote


@lru_cache(maxsize=4096)
def title_terms(title: str | None) -> frozenset[str]:
    """Return the words of a title that say what it is about."""
    return frozenset(terms(title or "")) - audience_terms()


@lru_cache(maxsize=4096)
def title_names(title: str | None) -> frozenset[str]:
    """Return the places and people that a title names."""
    return names_in_title(title or "") - audience_terms()


def _of(
    row: sqlite3.Row, heard: _Meeting, quote: str, *, verdict: str | None = None, names_it: bool = False
) -> Evidence:
    return Evidence(
        record=row["record"],
        item=row["item"],
        date=heard.day,
        committee=heard.row["committee_id"],
        quote=quote,
        terms=frozenset(terms(quote)),
        title=frozenset() if names_it else title_terms(row["title"]),
        refers_to=row["refers_to"],
        issue=row["issue_ref"],
        verdict=verdict,
        last_date=heard.last,
        title_names=title_names(row["title"]),
        source_url=heard.row["url"],
        names_it=names_it,
    )


def _by_item(rows: Iterable[sqlite3.Row]) -> dict[int, list[str]]:
    """What stands in the second column, by the item in the first."""
    found: dict[int, list[str]] = defaultdict(list)
    for item, words in rows:
        found[item].append(words)
    return found


def _sentences(passages: Iterable[str]) -> Iterator[str]:
    """The first sentences of an item, its purpose among them: there a returning subject is introduced."""
    for text in passages:
        for span in split(text, 0, len(text)):
            yield text[span.start : span.end]


def _titles(title: str | None, reports: Iterable[str]) -> Iterator[str]:
    """The title of an item, and those of its reports that are called otherwise."""
    if title:
        yield title
    for report in reports:
        if title_terms(report) != title_terms(title):
            yield report
