"""Annotated documents that are none are told by file, with what was found and what is expected."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.commands.evaluate import command

GOOD = {"id": "own", "text": "The Clerk undertook to mend the gate.", "records": []}


def evaluated(folder: Path, content: object, *more: str) -> Result:
    (folder / "own.json").write_text(content if isinstance(content, str) else json.dumps(content), "utf8")
    return CliRunner().invoke(command, [str(folder), *more])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "is not JSON"),
        ([], "found no object; expected one with id, text and records"),
        ({"text": "a", "records": []}, "id is None; expected words"),
        ({**GOOD, "text": None}, "text is None; expected words"),
        ({**GOOD, "records": {}}, "records is {}; expected a list"),
        ({**GOOD, "meeting_date": "4 March"}, "found the day '4 March'; expected YYYY-MM-DD"),
        ({**GOOD, "calendar": ["2027-02-30"]}, "found the day '2027-02-30'"),
        ({**GOOD, "records": [{"kind": "undertaking"}]}, "expected an object with kind and quote"),
        ({**GOOD, "records": [{"kind": "promise", "quote": "a"}]}, "found the kind 'promise'; expected one of"),
    ],
)
def test_a_file_that_is_no_annotated_document_is_named(tmp_path: Path, content: object, told: str) -> None:
    result = evaluated(tmp_path, content)
    assert result.exit_code == 2
    assert "own.json" in result.stderr
    assert told in result.stderr


def test_two_documents_of_one_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text(json.dumps(GOOD), "utf8")
    assert "found the id 'own' a second time" in evaluated(tmp_path, GOOD).stderr


def test_predictions_that_are_none_are_named(tmp_path: Path) -> None:
    before = tmp_path / "before.jsonl"
    before.write_text("[1]\n", "utf8")
    result = evaluated(tmp_path, GOOD, "--against", str(before))
    assert result.exit_code == 2
    assert "before.jsonl: expected what --predictions wrote" in result.stderr


def test_what_was_predicted_can_be_compared_with(tmp_path: Path) -> None:
    before = tmp_path / "before.jsonl"
    wanted = {**GOOD, "records": [{"kind": "undertaking", "quote": GOOD["text"], "trackable": True, "owner": "Clerk"}]}
    assert evaluated(tmp_path, wanted, "--predictions", str(before)).exit_code == 0
    row = json.loads(before.read_text("utf8"))
    before.write_text(json.dumps({**row, "records": []}) + "\n", "utf8")
    result = evaluated(tmp_path, wanted, "--against", str(before))
    assert result.exit_code == 0
    assert "gain commitments missed own" in result.stdout
