"""Downloads: the stream of every record, schemas, and the files of snapshots, which no path trick leaves."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import pipeline.exports.dump as dump
from pipeline.accounts import WebSettings
from pipeline.settings import Settings
from pipeline.snapshot import make
from tests.pipeline.web.council import Visitor, fill, serve


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("downloads")
    fill(made)
    serve(made).close()
    make(made, Settings(), date(2026, 11, 1))
    return made


@pytest.fixture(scope="module")
def visitor(folder: Path) -> Iterator[Visitor]:
    tracker = serve(folder)
    yield Visitor(tracker)
    tracker.close()


def lines(answer: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.text.splitlines()]


def test_stream_holds_every_record_in_the_form_of_its_schema(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dump, "BATCH", 2)
    found = lines(visitor.get("/records.jsonl"))
    validator = Draft202012Validator(visitor.get("/schemas/record.schema.json").json())
    assert len(found) == 4
    assert [error.message for line in found for error in validator.iter_errors(line)] == []


def test_stream_as_csv_has_the_same_records(visitor: Visitor) -> None:
    answer = visitor.get("/records.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["uid"] for row in rows] == [line["uid"] for line in lines(visitor.get("/records.jsonl"))]
    assert 'filename="undertook-records-2026-11-24.csv"' in answer.headers["content-disposition"]


def test_page_leads_to_every_file_of_a_snapshot(visitor: Visitor, folder: Path) -> None:
    files = visitor.get("/downloads.json").json()["rows"]
    assert {row["file"] for row in files} == {
        path.name for path in (folder / "snapshots" / "undertook-2026-11-01").iterdir()
    }
    body = visitor.get("/downloads").text
    for row in files:
        assert f'href="{row["address"]}"' in body
        answer = visitor.get(row["address"])
        assert (answer.status_code, len(answer.content)) == (200, row["bytes"])


@pytest.mark.parametrize(
    "path",
    [
        "/snapshots/undertook-2026-11-01/..%2F..%2Ffollowup.db",
        "/snapshots/undertook-2026-11-01/secret",
        "/snapshots/undertook-2026-11-02/minutes.db",
        "/snapshots/undertook-2026-11-01%2F..%2Fsecret",
        "/schemas/%2e%2e%2fsample",
        "/schemas/secret",
    ],
)
def test_nothing_else_can_be_fetched(path: str, visitor: Visitor) -> None:
    assert visitor.get(path).status_code in (302, 404)


@pytest.mark.parametrize("path", ["/records.jsonl", "/downloads", "/snapshots/undertook-2026-11-01/minutes.db"])
def test_a_closed_tracker_gives_nothing_away(path: str, folder: Path) -> None:
    tracker = serve(folder, WebSettings(read="signed-in"))
    assert Visitor(tracker).get(path).status_code == 403
    tracker.close()
