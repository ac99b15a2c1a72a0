"""What one would write in an afternoon, to measure against: BeautifulSoup on html.parser, every pattern on every
paragraph, dateparser's search for dates, rows written by sqlite-utils with its full-text triggers."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from typing import Any

import pdfplumber
from bs4 import BeautifulSoup
from dateparser.search import search_dates
from spacy.matcher import Matcher
from sqlite_utils import Database

from extractors.language.rules import matched_rules
from extractors.language.tokens import pipeline

Row = dict[str, Any]


def read_page(body: bytes) -> list[str]:
    """Return the paragraphs of a page."""
    return [p.get_text(" ", strip=True) for p in BeautifulSoup(body, "html.parser").find_all("p")]


def read_pdf(body: bytes) -> list[str]:
    """Return the lines of a PDF, and its tables' cells."""
    found: list[str] = []
    with pdfplumber.open(BytesIO(body)) as document:
        for page in document.pages:
            found += (page.extract_text() or "").split("\n")
            found += [cell or "" for table in page.extract_tables() for row in table for cell in row]
            page.close()
    return found


def find(paragraphs: Iterable[str]) -> list[Row]:
    """Return a row for every paragraph, with what fired and the dates where anything did."""
    return [_row(words) for words in paragraphs if words]


def write(db: Database, rows: Sequence[Row]) -> None:
    """Write rows and keep their full-text search."""
    table = db.table("found")
    if not table.exists():
        table.insert_all([{"words": "", "rules": "", "dates": ""}])
        table.enable_fts(["words"], create_triggers=True)
    table.insert_all(rows)


def fired(words: str) -> list[str]:
    """Return the ids of the rules that spaCy's Matcher finds in a paragraph, every one of them tried."""
    doc = pipeline()(words)
    return sorted({doc.vocab.strings[key] for key, _, _ in _every_pattern()(doc)})


def _row(words: str) -> Row:
    found = fired(words)
    dates = search_dates(words, languages=["en"]) if found else None
    return {"words": words, "rules": json.dumps(found), "dates": json.dumps([said for said, _ in dates or []])}


@cache
def _every_pattern() -> Any:
    matcher = Matcher(pipeline().vocab)
    for rule in matched_rules():
        patterns = [list(rule.pattern)] if rule.pattern else [_words(anchor) for anchor in rule.anchors]
        matcher.add(rule.id, patterns)
    return matcher


def _words(anchor: str) -> list[dict[str, str]]:
    return [{"LOWER": token.text} for token in pipeline().make_doc(anchor)]
