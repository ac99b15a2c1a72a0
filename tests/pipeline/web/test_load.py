"""Readers, officers who write and updates at once: nothing fails, nothing is lost, and a loss would be seen."""

from pathlib import Path

from benchmarks.tracker_load import load, lost
from benchmarks.tracker_officers import Log, Saved
from pipeline.store.files import open_followup

SECONDS, READERS, OFFICERS, MEETINGS = 4, 2, 2, 3


def test_everything_written_while_others_read_and_updates_run_is_kept(tmp_path: Path) -> None:
    found = load(tmp_path, SECONDS, readers=READERS, officers=OFFICERS, meetings=MEETINGS)
    assert (found["failed"], found["wrong"]) == ([], [])
    assert found["nights"]
    assert found["saved"]


def test_lost_doubled_and_foreign_writes_are_told(tmp_path: Path) -> None:
    db = open_followup(tmp_path)
    for nonce, actor in (("a", "rhian"), ("b", "rhian"), ("c", "tomos")):
        db.execute(
            "insert into followups (record_uid, recorded_at, actor, state, note, nonce)"
            " values ('u', '', ?, 'met', 'n', ?)",
            (actor, nonce),
        )
    db.close()
    log = Log(saved=[Saved("rhian", "n", ("u",)), Saved("rhian", "gone", ("u",))])
    assert lost(tmp_path, log) == [
        "lost: ('u', 'rhian', 'gone')",
        "from nobody: ('u', 'tomos', 'n')",
        "3 rows of 2 follow-ups and 0 undoings",
    ]
