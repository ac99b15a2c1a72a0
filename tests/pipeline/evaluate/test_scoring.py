"""Scores: what counts as found, what counts as right, and the same figures as the reference scorer to the last
digit."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.commands.evaluate import command, predict
from pipeline.held_out import held_out
from pipeline.record_json import record_json
from pipeline.scoring import FIELDS, LISTS, Json, Tally, figures, owner_agrees, score

SHARED = Path(__file__).parents[4] / "shared"
GOLD = SHARED / "gold" / "dev"
FLOORS = Path(__file__).parents[2] / "gold_floors.toml"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="annotated documents are not on this machine")

TEXT = "The Harbour Master undertook to send the chart by May. RESOLVED: That the ramp be mended. It might be painted."
PROMISE = {
    "kind": "undertaking",
    "quote": "The Harbour Master undertook to send the chart by May.",
    "owner": "Harbour Master",
    "due": "by May",
    "due_type": "period",
    "due_date": "2027-05-31",
    "trackable": True,
}
DECISION = {
    "kind": "resolution",
    "quote": "RESOLVED: That the ramp be mended.",
    "effect": "approve",
    "trackable": False,
}
SOFT = {"kind": "soft", "quote": "It might be painted."}
DOCUMENT = {"id": "own", "council": "Ferryton", "text": TEXT, "records": [PROMISE, DECISION, SOFT]}
OWNERS = [
    pytest.param("Head of Parks", ["Head of Parks"], True, id="the same"),
    pytest.param("Head of Parks", ["Head of Parks and Paths"], True, id="one a part of the other"),
    pytest.param("Head of Parks", None, False, id="not named"),
    pytest.param(None, ["Clerk"], False, id="named where nobody is"),
    pytest.param(["Clerk", "Chair"], ["Clerk"], False, id="one of two"),
    pytest.param("Clerk", ["The Clerk"], True, id="article"),
]


def total(predicted: list[Json]) -> Tally:
    """Return the tally of the one document."""
    return score(DOCUMENT, predicted)


def read_all() -> tuple[list[Json], dict[str, list[Json]]]:
    """Return the annotated documents and what is found in each."""
    documents = [json.loads(path.read_text("utf8")) for path in sorted(GOLD.glob("*.json"))]
    return documents, {one["id"]: [record_json(record) for record in predict(one)] for one in documents}


def test_all_right_scores_one() -> None:
    summed = figures([total([PROMISE, DECISION])])
    assert [summed.lists[name].f1 for name in ("commitments", "resolutions", "followup")] == [1, 1, 1]
    assert [summed.fields[name][0] for name in FIELDS] == [1, 1, 1, 1]


def test_soft_sentence_found_as_a_promise_counts_neither_way() -> None:
    figure = figures([total([PROMISE, {**PROMISE, "quote": SOFT["quote"]}])]).lists["commitments"]
    assert (figure.precision, figure.recall) == (1, 1)


def test_quote_that_is_not_in_the_text_is_wrong() -> None:
    summed = figures([total([{**PROMISE, "quote": "The Harbour Master undertook to send the charts by June."}])])
    assert (summed.unquotable, summed.lists["commitments"].recall) == (1, 0)


def test_false_and_missed_records_are_told() -> None:
    errors = total([{**DECISION, "quote": "It might be painted."}]).errors
    assert ("resolutions", "false", "own", "It might be painted.") in errors
    assert ("resolutions", "missed", "own", DECISION["quote"]) in errors


@pytest.mark.parametrize(("wanted", "got", "agrees"), OWNERS)
def test_owner_agrees(wanted: object, got: object, agrees: bool) -> None:
    assert owner_agrees({"owner": wanted}, {"owner": got}) is agrees


def test_rule_that_is_right_in_one_council_only_is_held_out_there() -> None:
    other = {**DOCUMENT, "id": "other", "council": "Quayham"}
    lonely, shared = {**PROMISE, "rule": "lonely"}, {**DECISION, "rule": "shared"}
    summed = figures(held_out([DOCUMENT, other], {"own": [lonely, shared], "other": [shared]}))
    assert (summed.lists["commitments"].recall, summed.lists["resolutions"].recall) == (0, 1)


def test_folder_without_documents_is_bad_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path)])
    assert (result.exit_code, "holds no annotated document" in result.stderr) == (2, True)


def test_gains_and_losses_are_printed_sentence_by_sentence(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(json.dumps(DOCUMENT), "utf8")
    before = tmp_path / "before.jsonl"
    before.write_text(json.dumps({"id": "own", "records": []}), "utf8")
    result = CliRunner().invoke(command, [str(tmp_path), "--against", str(before)])
    assert f"gain resolutions missed own: {DECISION['quote']}" in result.stdout


@needs_gold
def test_figures_are_those_of_the_reference_scorer(tmp_path: Path) -> None:
    documents, found = read_all()
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text("\n".join(json.dumps({"id": name, "records": found[name]}) for name in found), "utf8")
    answer = subprocess.run(
        [sys.executable, str(SHARED / "tools" / "score.py"), str(GOLD), str(predictions), "--json"],
        capture_output=True,
        check=True,
    )
    theirs = json.loads(answer.stdout)
    ours = figures([score(document, found[document["id"]]) for document in documents])
    assert {name: ours.lists[name].f1 for name in LISTS} == {name: theirs[name]["f1"] for name in LISTS}
    assert {name: ours.fields[name][0] for name in FIELDS} == {name: theirs[name]["accuracy"] for name in FIELDS}
    assert ours.unquotable == theirs["unquotable"]


@needs_gold
def test_no_figure_falls_below_its_floor() -> None:
    documents, found = read_all()
    floors = tomllib.loads(FLOORS.read_text("utf8"))
    summed = figures([score(document, found[document["id"]]) for document in documents])
    reached = {name: figure.f1 or 0 for name, figure in summed.lists.items()}
    reached |= {name: share or 0 for name, (share, _) in summed.fields.items()}
    below = {
        name: reached[name] for name, floor in (floors["lists"] | floors["fields"]).items() if reached[name] < floor
    }
    assert (below, summed.unquotable) == ({}, 0)
