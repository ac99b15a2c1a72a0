"""Lists of addresses: fetched at a site's pace, told of in a CSV, and nothing on them is followed."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.listed import listed_in
from pipeline.store.files import open_minutes

PAGE = (
    b"<html><body><h1>Minutes of the Burial Board held on 4 March 2027</h1><p>The Clerk undertook to oil the gate.</p>"
    b"<p>The list of graves was read, and the book was signed as the rules of the Board have it.</p>"
    b'<p><a href="/other.html">Other minutes</a></p></body></html>'
)
SETTINGS = "[crawl]\ndelay_seconds = 0.0\n"


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the addresses that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            here = self.path.startswith("/minutes")
            same = self.headers.get("If-None-Match") == '"1"'
            self.send_response(304 if here and same else 200 if here else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("ETag", '"1"')
            self.end_headers()
            if here and not same:
                self.wfile.write(PAGE)

        def log_message(self, *_: object) -> None:
            pass

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=web.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{web.server_port}", asked
    web.shutdown()
    thread.join()
    web.server_close()


def run(listing: Path, folder: Path) -> Result:
    (folder / "undertook.toml").write_text(SETTINGS, "utf8")
    arguments = ["ingest", listing, "--site", "burial", "--data", folder / "data", "--jobs", "1"]
    return CliRunner().invoke(main, [*map(str, arguments), "--config", str(folder / "undertook.toml")])


def meetings(folder: Path) -> list[tuple[str, str]]:
    db = open_minutes(folder / "data")
    rows = db.execute(
        "select committees.name, meetings.date from records join meetings on meetings.id = records.meeting_id"
        " join committees on committees.id = meetings.committee_id where records.status = 'current'"
    )
    found = [(row[0], row[1]) for row in rows]
    db.close()
    return found


def test_a_list_is_fetched_once_and_nothing_on_it_is_followed(tmp_path: Path, server: tuple[str, list[str]]) -> None:
    address, asked = server
    (tmp_path / "list.txt").write_text(f"# minutes\n{address}/minutes-1.html\n\n{address}/minutes-2.html\n", "utf8")
    first, second = run(tmp_path / "list.txt", tmp_path), run(tmp_path / "list.txt", tmp_path)
    assert (first.exit_code, second.exit_code) == (0, 0), first.stderr
    assert {path for path in asked if path != "/robots.txt"} == {"/minutes-1.html", "/minutes-2.html"}
    assert "0 documents read, 2 unchanged" in second.stderr
    assert meetings(tmp_path) == [("Burial Board", "2027-03-04")] * len(meetings(tmp_path))


def test_a_csv_says_which_meeting_an_address_is_of(tmp_path: Path, server: tuple[str, list[str]]) -> None:
    address, _ = server
    (tmp_path / "list.csv").write_text(f"url,date,committee\n{address}/minutes-1.html,2027-04-08,Parks Panel\n", "utf8")
    assert run(tmp_path / "list.csv", tmp_path).exit_code == 0
    assert meetings(tmp_path) == [("Parks Panel", "2027-04-08")]


def test_an_address_that_is_gone_is_named(tmp_path: Path, server: tuple[str, list[str]]) -> None:
    address, _ = server
    (tmp_path / "list.txt").write_text(f"{address}/minutes-1.html\n{address}/gone.html\n", "utf8")
    result = run(tmp_path / "list.txt", tmp_path)
    assert result.exit_code == 1
    assert "http-404" in result.stderr
    assert meetings(tmp_path) == [("Burial Board", "2027-03-04")]


def test_other_peoples_addresses_need_a_contact(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("https://millbeck.example/minutes.pdf\n", "utf8")
    (tmp_path / "undertook.toml").write_text("", "utf8")
    result = CliRunner().invoke(
        main,
        [
            "ingest",
            str(tmp_path / "list.txt"),
            "--data",
            str(tmp_path / "data"),
            "--config",
            str(tmp_path / "undertook.toml"),
        ],
    )
    assert result.exit_code == 2
    assert "contact" in result.stderr


def test_minutes_that_begin_with_an_address_are_no_list(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text("https://millbeck.example/\nThe Clerk undertook to oil the gate.\n", "utf8")
    assert listed_in(tmp_path / "minutes.txt") == ()
