"""JSON lines are what their schema says, and the schema says what they are."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.exports.actions import HEADS, Action
from pipeline.exports.lines import as_json
from pipeline.state import STATES

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "action-log.schema.json").read_text("utf8"))
# The words of JSON Schema that the schema uses, so that one that is not checked below cannot slip in.
CHECKED = {"type", "enum", "pattern", "minimum", "minLength", "description"}
TYPES = {"string": str, "integer": int, "null": type(None)}
LINE = Action(1, "2026-12-01", "Parks Panel", "Gates", "To mend.", "Ranger", "2027-03-04", "soon", "open", None, "ab")
MINUTES = "Minutes:\n\nThe Clerk undertook to write by 31 March 2020.\n\nThe Ranger undertook to mend it.\n"


def misfits(line: dict[str, Any]) -> set[str]:
    """The keys of a line that do not fit the schema."""
    rules = SCHEMA["properties"]
    wrong = set(SCHEMA["required"]) - set(line)
    return wrong | {key for key, value in line.items() if key not in rules or not fits(value, rules[key])}


def fits(value: object, rule: dict[str, Any]) -> bool:
    if "enum" in rule:
        return value in rule["enum"]
    kinds = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
    if not isinstance(value, tuple(TYPES[kind] for kind in kinds)):
        return False
    if isinstance(value, str):
        return len(value) >= rule.get("minLength", 0) and bool(re.search(rule.get("pattern", ""), value))
    return not isinstance(value, int) or value >= rule.get("minimum", value)


def written(line: Action) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(as_json([line]))
    return read


def test_the_schema_knows_every_field_and_every_state() -> None:
    assert tuple(SCHEMA["required"]) == tuple(SCHEMA["properties"]) == HEADS
    assert set(SCHEMA["properties"]["progress"]["enum"]) == set(STATES) - {"closed"}
    assert {word for rule in SCHEMA["properties"].values() for word in rule} <= CHECKED


def test_lines_of_a_tracker_fit(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text(MINUTES, "utf8")
    data, output = str(tmp_path / "data"), tmp_path / "log.json"
    for arguments in (
        ("ingest", str(tmp_path / "minutes.txt"), "--data", data),
        ("update", "--data", data),
        ("report", "--data", data, "--format", "json", "--output", str(output)),
    ):
        assert CliRunner().invoke(main, arguments).exit_code == 0
    lines = [json.loads(line) for line in output.read_text("utf8").splitlines()]
    assert len(lines) == 2
    assert [misfits(line) for line in lines] == [set(), set()]


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        ({"due": None, "owner": None, "meeting_date": None}, set()),
        ({"due": "4 March"}, {"due"}),
        ({"progress": "closed"}, {"progress"}),
        ({"number": 0}, {"number"}),
        ({"action": ""}, {"action"}),
        ({"id": None}, {"id"}),
    ],
)
def test_a_line_that_says_something_else_does_not_fit(changed: dict[str, Any], wrong: set[str]) -> None:
    assert misfits(written(replace(LINE, **changed))) == wrong


def test_a_missing_and_an_unknown_field_do_not_fit() -> None:
    line = written(LINE)
    del line["due"]
    assert misfits({**line, "colour": "red"}) == {"due", "colour"}
