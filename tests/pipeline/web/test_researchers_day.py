"""What the manual tells researchers to type works as it stands: queries against a tracker, scripts on its dump."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.web.council import Visitor, fill, serve

MANUAL = (Path(__file__).parents[3] / "docs" / "researchers.md").read_text("utf8")
BLOCK = re.compile(r"^```(?P<language>sql|python)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
BLOCKS = [(found["language"], found["body"]) for found in BLOCK.finditer(MANUAL)]
QUERIES = [body for language, body in BLOCKS if language == "sql"]
SCRIPTS = [body for language, body in BLOCKS if language == "python"]
ADDRESSES = sorted(set(re.findall(r"`(/(?:records|schemas|outstanding|search|decisions|minutes)[^`\s]*)`", MANUAL)))


@pytest.fixture(scope="module")
def researcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    folder = tmp_path_factory.mktemp("day")
    fill(folder)
    tracker = serve(folder)
    yield Visitor(tracker, "researcher")
    tracker.close()


def test_the_manual_has_something_to_type() -> None:
    assert (len(QUERIES), len(SCRIPTS)) == (3, 1)
    assert len(ADDRESSES) > 6


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: " ".join(query.split())[:40])
def test_query_answers(query: str, researcher: Visitor) -> None:
    address = "/minutes/-/query.json?_shape=array&sql=" + re.sub(r"\s+", "+", query.strip())
    rows = researcher.get(address).json()
    assert rows
    assert all(isinstance(row, dict) for row in rows)


@pytest.mark.parametrize("address", ADDRESSES)
def test_address_answers(address: str, researcher: Visitor) -> None:
    assert researcher.get(address.replace("UID", researcher.uids()[0])).status_code == 200


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_reads_the_dump(script: str, researcher: Visitor, tmp_path: Path) -> None:
    dump = researcher.get("/records.jsonl").content
    (tmp_path / "records.jsonl").write_bytes(dump)
    done = subprocess.run(
        [sys.executable, "-I", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    promises = [line for line in dump.splitlines() if json.loads(line)["state"]]
    assert sum(map(int, re.findall(r": (\d+)", done.stdout.splitlines()[0]))) == len(promises)


def test_everybody_else_gets_no_sql(researcher: Visitor) -> None:
    assert Visitor(researcher.tracker).get("/minutes/-/query.json?sql=select+1").status_code == 403
