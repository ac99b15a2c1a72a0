"""The nightly job: one line, a report, a backup that restores, hooks, and the right exit code."""

import json
import os
import resource
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parent.parent / "crawl"))
from council_site import Council, council, serve

from pipeline.backup import BadBackup, back_up, days, restore
from pipeline.commands.crawl import command as crawl
from pipeline.commands.init import command as init
from pipeline.commands.nightly import command as nightly
from pipeline.commands.restore import command as restore_command
from pipeline.commands.status import command as status
from pipeline.locks import Locked, only_run
from pipeline.settings import read_settings
from pipeline.settings_values import BadSettings
from pipeline.store.files import BadDatabase, open_followup


@pytest.fixture
def site() -> Iterator[Council]:
    with serve(council(1, 2, datetime.now(UTC).date())) as served:
        yield served


def settings_file(folder: Path, site: Council, more: str = "") -> Path:
    path = folder / "undertook.toml"
    path.write_text(
        'contact = "clerk@council.example"\n'
        f"[crawl]\ndelay_seconds = 0.0\nbackoff_seconds = 0.01\ndocuments = []\n{more}\n"
        f'[[site]]\nslug = "brook"\naddress = "{site.address}"\n'
    )
    return path


def run(path: Path) -> Result:
    return CliRunner().invoke(nightly, ["--config", str(path)])


def test_a_night_crawls_updates_backs_up_and_reports_in_one_line(tmp_path: Path, site: Council) -> None:
    result = run(settings_file(tmp_path, site))
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("ok: 1 sites; no changes;")
    data = tmp_path / "undertook-data"
    report = json.loads((data / "reports" / "latest.json").read_text())
    assert report["ok"]
    assert report["sites"][0]["slug"] == "brook"
    assert "| brook | ok |" in (data / "reports" / "latest.md").read_text()
    assert days(data)
    with closing(sqlite3.connect(data / "minutes.db")) as db:
        assert db.execute("select count(*) from meetings").fetchone()[0] == 2


def test_a_failed_night_exits_1_and_says_what_failed(tmp_path: Path, site: Council) -> None:
    site.faults["ieListDocuments"] = lambda: (404, {}, b"")
    result = run(settings_file(tmp_path, site))
    assert result.exit_code == 1
    assert "FAILED" in result.stdout
    assert "http-404: 2" in (tmp_path / "undertook-data" / "reports" / "latest.md").read_text()


def test_a_scheduler_that_does_not_answer_is_a_problem_and_what_was_crawled_stays(
    tmp_path: Path, site: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    monkeypatch.setattr("pipeline.cluster.CONNECT_SECONDS", 1)
    result = run(settings_file(tmp_path, site, '[nightly]\nscheduler = "tcp://127.0.0.1:9"'))
    assert result.exit_code == 1
    assert "no scheduler answers at tcp://127.0.0.1:9" in result.stderr
    assert run(settings_file(tmp_path, site)).exit_code == 0
    with closing(sqlite3.connect(tmp_path / "undertook-data" / "minutes.db")) as db:
        assert db.execute("select count(*) from meetings").fetchone()[0] == 2


def test_what_an_officer_closed_is_not_told_as_overdue(tmp_path: Path, site: Council) -> None:
    for sitting in site.sittings.values():
        day = sitting.day + timedelta(days=1)
        sitting.text = f"The Clerk undertook to mend gate {sitting.ref} by {day.day} {day:%B %Y}."
    path = settings_file(tmp_path, site)
    run(path)
    data = tmp_path / "undertook-data"
    report = data / "reports" / "latest.json"
    before = json.loads(report.read_text())["overdue"]
    with closing(sqlite3.connect(data / "minutes.db")) as db:
        uid = db.execute("select uid from records where kind = 'undertaking' and told_by is null").fetchone()[0]
    with closing(open_followup(data)) as followup, followup:
        followup.execute(
            "insert into followups (record_uid, recorded_at, actor, state, public, nonce)"
            " values (?, '2026-01-01T00:00:00+00:00', 'clerk', 'met', 0, 'n')",
            (uid,),
        )
    run(path)
    assert before == 2
    assert json.loads(report.read_text())["overdue"] == 1


def test_status_is_healthy_after_a_good_night_only(tmp_path: Path, site: Council) -> None:
    path = settings_file(tmp_path, site)
    before = CliRunner().invoke(status, ["--config", str(path)])
    run(path)
    good = CliRunner().invoke(status, ["--config", str(path)])
    site.faults["/"] = lambda: (503, {}, b"busy")
    CliRunner().invoke(crawl, [site.address, "--since", "2020-01-01", "--config", str(path)])
    after = CliRunner().invoke(status, ["--config", str(path)])
    assert (before.exit_code, good.exit_code, after.exit_code) == (1, 0, 1)
    assert "brook                            ok" in good.stdout
    assert "2 meetings named, 2 held, 2 with minutes, 0 whose minutes should be out" in good.stdout


def test_a_second_run_waits_for_nobody_and_says_who_holds_the_lock(tmp_path: Path, site: Council) -> None:
    path = settings_file(tmp_path, site)
    with only_run(tmp_path / "undertook-data" / "crawl.lock"):
        result = run(path)
    assert result.exit_code == 1
    assert str(os.getpid()) in result.stderr


def test_a_lock_dies_with_its_holder(tmp_path: Path) -> None:
    import signal

    code = "import sys, time; from pathlib import Path; from pipeline.locks import only_run\n"
    code += "with only_run(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "lock")], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    with pytest.raises(Locked), only_run(tmp_path / "lock"):
        pass
    child.send_signal(signal.SIGKILL)
    child.wait()
    with only_run(tmp_path / "lock"):
        assert (tmp_path / "lock").read_text().strip() == str(os.getpid())


class _Sink(BaseHTTPRequestHandler):
    received: list[dict[str, object]] = []

    def do_POST(self) -> None:
        self.received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class _Mailbox:
    def __init__(self) -> None:
        self.messages: list[bytes] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        self.messages.append(envelope.content)  # type: ignore[attr-defined]
        return "250 OK"


def test_the_report_goes_out_by_mail_and_webhook_and_digests_to_accounts(tmp_path: Path, site: Council) -> None:
    _Sink.received.clear()
    web = HTTPServer(("127.0.0.1", 0), _Sink)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    box = _Mailbox()
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    mail = Controller(box, hostname="127.0.0.1", port=port)
    mail.start()
    more = f'[nightly]\nwebhook = "http://127.0.0.1:{web.server_address[1]}/"\n[nightly.mail]\nhost = "127.0.0.1"\n'
    more += f'port = {port}\nto = ["chair@council.example"]\n'
    site.sittings[1000].text = "The Clerk undertook to write to all Members about the pond."
    more += '[[web.account]]\nid = "rhian"\nrole = "officer"\nemail = "rhian@council.example"\n'
    result = run(settings_file(tmp_path, site, more))
    mail.stop()
    web.shutdown()
    web.server_close()
    assert result.exit_code == 0, result.output
    assert [report["ok"] for report in _Sink.received] == [True]
    report, digest = (" ".join(content.decode().split()) for content in box.messages)
    assert "Undertook ok: 1 sites" in report
    assert "To: rhian@council.example" in digest
    assert "1 new" in digest
    assert "The Clerk undertook to write to all Members" in digest


def test_a_hook_that_fails_is_told(tmp_path: Path, site: Council) -> None:
    result = run(settings_file(tmp_path, site, '[nightly]\nwebhook = "http://127.0.0.1:1/"\n'))
    assert result.exit_code == 1
    assert "could not be sent" in result.stderr


def followup(folder: Path, note: str) -> None:
    with closing(sqlite3.connect(folder / "followup.db")) as db:
        db.execute("create table if not exists notes (note)")
        db.execute("insert into notes values (?)", (note,))
        db.commit()


def test_a_backup_restores_what_was_written_before_it(tmp_path: Path) -> None:
    followup(tmp_path, "before")
    target = back_up(tmp_path, date(2026, 3, 1), keep_days=14)
    followup(tmp_path, "after")
    assert restore(target, tmp_path) == ("followup.db",)
    with closing(sqlite3.connect(tmp_path / "followup.db")) as db:
        assert db.execute("select note from notes").fetchall() == [("before",)]
    assert (tmp_path / "followup.db.before").exists()


def test_what_lay_in_place_is_kept_with_what_a_killed_tracker_had_written_last(tmp_path: Path) -> None:
    followup(tmp_path, "before")
    target = back_up(tmp_path, date(2026, 3, 1), keep_days=14)
    code = "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('pragma journal_mode = wal')\n"
    code += "db.execute(\"insert into notes values ('last')\"); db.commit(); os._exit(9)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "followup.db")], check=False)
    restore(target, tmp_path)
    with closing(sqlite3.connect(tmp_path / "followup.db.before")) as db:
        assert db.execute("select note from notes").fetchall() == [("before",), ("last",)]
    with closing(sqlite3.connect(tmp_path / "followup.db")) as db:
        assert db.execute("select note from notes").fetchall() == [("before",)]


def test_a_copy_for_which_there_is_no_room_is_told_and_the_older_one_stays(tmp_path: Path) -> None:
    followup(tmp_path, "x" * 100_000)
    back_up(tmp_path, date(2026, 3, 1), keep_days=1)
    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(BadBackup, match=r"followup.db could not be copied to"):
            back_up(tmp_path, date(2026, 3, 20), keep_days=1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    assert days(tmp_path) == (date(2026, 3, 1),)


def test_a_database_that_another_program_holds_is_not_to_be_moved_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.store.files.BUSY_SECONDS", 0)
    followup(tmp_path, "kept")
    with closing(sqlite3.connect(tmp_path / "followup.db", isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(
            BadDatabase, match=r"followup.db cannot be used \(database is locked\); nothing was changed"
        ):
            open_followup(tmp_path)


def test_restore_lists_the_days_and_goes_back_to_one(tmp_path: Path) -> None:
    followup(tmp_path, "before")
    back_up(tmp_path, date(2026, 3, 1), keep_days=14)
    followup(tmp_path, "after")
    listed = CliRunner().invoke(restore_command, ["--data", str(tmp_path)])
    unknown = CliRunner().invoke(restore_command, ["--data", str(tmp_path), "2026-03-02"])
    done = CliRunner().invoke(restore_command, ["--data", str(tmp_path), "2026-03-01"])
    assert (listed.exit_code, unknown.exit_code, done.exit_code) == (0, 2, 0)
    assert listed.stdout == "2026-03-01\n"
    assert "there is one of 2026-03-01" in unknown.stderr
    with closing(sqlite3.connect(tmp_path / "followup.db")) as db:
        assert db.execute("select note from notes").fetchall() == [("before",)]


def test_nothing_is_restored_while_a_run_holds_the_lock(tmp_path: Path) -> None:
    followup(tmp_path, "before")
    back_up(tmp_path, date(2026, 3, 1), keep_days=14)
    with only_run(tmp_path / "crawl.lock"):
        result = CliRunner().invoke(restore_command, ["--data", str(tmp_path), "2026-03-01"])
    assert result.exit_code == 1
    assert not (tmp_path / "followup.db.before").exists()


def test_old_backups_go_and_the_newest_stays(tmp_path: Path) -> None:
    followup(tmp_path, "x")
    for day in (1, 2, 20):
        back_up(tmp_path, date(2026, 3, day), keep_days=14)
    assert days(tmp_path) == (date(2026, 3, 20),)


def test_a_broken_database_is_no_backup(tmp_path: Path) -> None:
    followup(tmp_path, "x")
    back_up(tmp_path, date(2026, 3, 1), keep_days=14)
    copy = tmp_path / "backups" / "2026-03-01" / "followup.db"
    copy.write_bytes(copy.read_bytes()[:100] + b"\xff" * 8000)
    with pytest.raises(BadBackup):
        restore(copy.parent, tmp_path)


def test_init_writes_settings_that_can_be_read_and_tries_the_site(tmp_path: Path, site: Council) -> None:
    path = tmp_path / "undertook.toml"
    result = CliRunner().invoke(init, ["--contact", "clerk@council.example", "--config", str(path), site.address])
    assert result.exit_code == 0, result.output
    assert f"{site.address}, web service on" in result.stdout
    settings = read_settings(path)
    assert settings.contact == "clerk@council.example"
    assert settings.sites[0].address == site.address
    assert settings.pace.delay_seconds == 1.0


@pytest.mark.parametrize("part", ["sites", "pace", "documents"])
def test_an_unknown_part_is_refused_though_the_settings_have_a_field_of_its_name(tmp_path: Path, part: str) -> None:
    path = tmp_path / "undertook.toml"
    path.write_text(f"[[{part}]]\nslug = 'thornwick'\n")
    with pytest.raises(BadSettings, match=f"found {part}; expected one of contact, crawl"):
        read_settings(path)


def test_an_unknown_setting_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "undertook.toml"
    path.write_text("[crawl]\ndelay = 2\n")
    with pytest.raises(BadSettings, match="found delay; expected one of backoff_seconds"):
        read_settings(path)
