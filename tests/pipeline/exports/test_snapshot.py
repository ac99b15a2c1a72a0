"""The snapshot: the same bytes twice, what it says of itself, what it keeps to itself, and that damage is seen."""

import asyncio
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from datasette.app import Datasette

from models.followup import FollowUp
from pipeline.cli import main
from pipeline.settings import ConfiguredSite, Settings, SnapshotSettings, read_settings
from pipeline.snapshot import make
from pipeline.snapshot_check import check
from pipeline.store import followups
from pipeline.store.files import immediate, open_followup, open_minutes
from tests.pipeline.web.council import fill

DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
SECRET, OPEN = "Rhian asked in private.", "Mended in May."
OGL = "Open Government Licence v3.0"
SETTINGS = Settings(
    snapshot=SnapshotSettings("Promises of Moor: a study", "Moor University", OGL, "https://ogl.example/3"),
    sites=(ConfiguredSite("other", licence="CC BY 4.0"),),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("snapshot")
    fill(made)
    with closing(open_minutes(made)) as db:
        gate, pond = (row[0] for row in db.execute("select uid from records where listed > 0 order by id limit 2"))
    with closing(open_followup(made)) as followup, immediate(followup):
        followups.append(followup, FollowUp(gate, AT, "rhian", "met", OPEN, public=True), nonce="1", seen=0)
        followups.append(followup, FollowUp(pond, AT, "rhian", "partly", SECRET), nonce="2", seen=0)
    return made


@pytest.fixture(scope="module")
def snapshot(data: Path) -> Path:
    return make(data, SETTINGS, DAY)


def opened(snapshot: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"{(snapshot / 'minutes.db').as_uri()}?mode=ro&immutable=1", uri=True))


def test_two_of_the_same_day_are_the_same_bytes(data: Path, snapshot: Path, tmp_path: Path) -> None:
    again = make(data, SETTINGS, DAY, tmp_path / "again")
    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in snapshot.iterdir()
    }


def test_it_lies_under_its_day_and_checks_clean(data: Path, snapshot: Path) -> None:
    assert snapshot == data / "snapshots" / "undertook-2026-11-24"
    assert check(snapshot) == ()
    assert [path.name for path in (data / "snapshots").iterdir()] == [snapshot.name]


def test_no_file_holds_what_is_not_public(snapshot: Path) -> None:
    bodies = [path.read_bytes() for path in snapshot.iterdir()]
    assert not [body for body in bodies for words in (SECRET, "rhian") if words.encode() in body]
    assert sum(OPEN.encode() in body for body in bodies) == 2


def test_states_are_those_of_the_day(snapshot: Path) -> None:
    with opened(snapshot) as db:
        states = dict(db.execute("select quote, states.state from states join records using (uid)"))
        tracked = db.execute("select count(*) from tracked").fetchone()[0]
    assert sorted(states.values()) == ["closed", "open", "open"]
    assert tracked == 3


def test_no_view_of_it_asks_for_today(snapshot: Path) -> None:
    with opened(snapshot) as db:
        schema = [row[0] for row in db.execute("select sql from sqlite_master where sql is not null")]
    assert not [sql for sql in schema if "'now'" in sql]
    assert any(f"date('{DAY.isoformat()}')" in sql for sql in schema)
    assert not [sql for sql in schema if "create trigger" in sql.lower()]


def test_search_and_views_answer_in_a_file_that_nobody_writes(snapshot: Path) -> None:
    with opened(snapshot) as db:
        assert db.execute("select count(*) from passages_fts where passages_fts match 'gate'").fetchone()[0] == 2
        for (view,) in db.execute("select name from sqlite_master where type = 'view'").fetchall():
            db.execute(f"select * from {view}").fetchall()
        assert db.execute("pragma journal_mode").fetchone()[0] == "delete"


def test_it_names_licence_publisher_and_day(snapshot: Path) -> None:
    assert f"Moor Council: [{OGL}](https://ogl.example/3)" in (snapshot / "LICENCE.md").read_text("utf8")
    citation = yaml.safe_load((snapshot / "CITATION.cff").read_text("utf8"))
    assert (citation["title"], citation["authors"]) == ("Promises of Moor: a study", [{"name": "Moor University"}])
    assert (citation["cff-version"], citation["date-released"]) == ("1.2.0", DAY)
    metadata = json.loads((snapshot / "metadata.json").read_text("utf8"))
    assert metadata["license"] == OGL


def test_a_council_whose_licence_nobody_named_is_told_as_such(data: Path, tmp_path: Path) -> None:
    made = make(data, Settings(), DAY, tmp_path / "plain")
    assert "Moor Council: not stated" in (made / "LICENCE.md").read_text("utf8")
    assert "license" not in yaml.safe_load((made / "CITATION.cff").read_text("utf8"))


def test_settings_give_each_council_its_own_licence(data: Path, tmp_path: Path) -> None:
    (tmp_path / "undertook.toml").write_text(
        '[snapshot]\nlicence = "A"\n[[site]]\nslug = "moor"\nlicence = "B"\nlicence_url = "https://b.example/"\n',
        "utf8",
    )
    made = make(data, read_settings(tmp_path / "undertook.toml"), DAY, tmp_path / "own")
    assert "Moor Council: [B](https://b.example/)" in (made / "LICENCE.md").read_text("utf8")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda folder: (folder / "records.jsonl").write_bytes(b""), "records.jsonl was changed"),
        (lambda folder: (folder / "minutes.db").unlink(), "minutes.db is missing"),
        (lambda folder: (folder / "more.txt").write_text("x"), "more.txt is not of this snapshot"),
        (lambda folder: (folder / "SHA256SUMS").unlink(), "it is no snapshot"),
    ],
    ids=["changed", "missing", "more", "no-sums"],
)
def test_damage_is_seen(damage: object, sentence: str, snapshot: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(snapshot, tmp_path / "copy")
    damage(copy)  # type: ignore[operator]
    result = CliRunner().invoke(main, ["snapshot", "--check", str(copy)])
    assert result.exit_code == 1
    assert sentence in result.output


def test_sha256sum_reads_the_checksums(snapshot: Path) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("no sha256sum here")
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=snapshot, check=True, timeout=60)


def test_command_makes_and_checks_one(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "made"
    runner = CliRunner()
    made = runner.invoke(main, ["snapshot", "--data", str(data), "--output", str(target), "--day", "2026-11-24"])
    assert made.output.strip() == str(target)
    assert runner.invoke(main, ["snapshot", "--check", str(target)]).output == "ok\n"


def test_plain_datasette_serves_it_immutable(snapshot: Path) -> None:
    metadata = json.loads((snapshot / "metadata.json").read_text("utf8"))
    datasette = Datasette([], immutables=[str(snapshot / "minutes.db")], metadata=metadata)
    answer = asyncio.run(datasette.client.get("/minutes/tracked.json?_shape=array"))
    datasette.close()
    assert {row["state"] for row in answer.json()} == {"closed", "open"}
