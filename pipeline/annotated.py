"""Annotated documents: what a careful reader found in minutes, in the JSON files that `undertook evaluate` reads."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.vocabulary import KINDS

# `Any`: JSON has no narrower type.
Json = dict[str, Any]
SOFT = "soft"
"""The kind of a sentence that may be taken for a promise or not: finding it is neither right nor wrong."""


class BadAnnotation(Exception):
    """Raised for a file that is no annotated document; the message says which, what was found and what is expected."""


def annotated(folder: Path) -> list[Json]:
    """Return the documents (*.json) of a folder in the order of their names. Raises `BadAnnotation`."""
    documents: dict[str, Json] = {}
    for path in sorted(folder.glob("*.json")):
        document = _document(path)
        if document["id"] in documents:
            raise BadAnnotation(f"{path}: found the id {document['id']!r} a second time; expected one of its own")
        documents[document["id"]] = document
    return list(documents.values())


def predicted(path: Path) -> dict[str, list[Json]]:
    """Return what `evaluate --predictions` wrote: the records found in each document. Raises `BadAnnotation`."""
    found: dict[str, list[Json]] = {}
    try:
        for line in path.read_text("utf8").splitlines():
            row = json.loads(line)
            found[row["id"]] = row["records"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadAnnotation(
            f"{path}: expected what --predictions wrote, an object with id and records a line"
        ) from error
    return found


def _document(path: Path) -> Json:
    try:
        document = json.loads(path.read_text("utf8"))
    except ValueError as error:
        raise BadAnnotation(f"{path} is not JSON: {error}") from error
    for wrong in _wrongs(document):
        raise BadAnnotation(f"{path}: {wrong}")
    annotated_document: Json = document
    return annotated_document


def _wrongs(document: object) -> Iterator[str]:
    """What is wrong with a document, in sentences, the first first."""
    if not isinstance(document, dict):
        yield "found no object; expected one with id, text and records"
        return
    for name, kind, expected in (("id", str, "words"), ("text", str, "words"), ("records", list, "a list")):
        if not isinstance(document.get(name), kind):
            yield f"{name} is {document.get(name)!r:.60}; expected {expected}"
            return
    for day in (document.get("meeting_date"), *(document.get("calendar") or ())):
        if day is not None and not _is_day(day):
            yield f"found the day {day!r}; expected YYYY-MM-DD"
    for record in document["records"]:
        yield from _wrongs_of_record(record)


def _wrongs_of_record(record: object) -> Iterator[str]:
    if not isinstance(record, dict) or not isinstance(record.get("quote"), str):
        yield f"found the record {record!r:.60}; expected an object with kind and quote"
    elif record.get("kind") not in (*KINDS, SOFT):
        yield f"found the kind {record.get('kind')!r}; expected one of {', '.join((*KINDS, SOFT))}"


def _is_day(day: object) -> bool:
    try:
        datetime.date.fromisoformat(str(day))
    except ValueError:
        return False
    return True
