"""What an attacker may try against the tracker, through crawled text, addresses, forms and SQL."""

import csv
import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from pipeline.store.files import open_minutes
from pipeline.web.headers import COOKIE
from pipeline.web.server import SETTINGS
from tests.pipeline.web.council import HASH, Visitor, fill, serve

EVIL = "<script>alert(1)</script>"
QUOTES = "\"'><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("https://evil.example")'
WORDS = f"""Gates {EVIL}

Minutes:

The Ranger undertook to mend the gate {EVIL} by 1 May 2020.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("attacked")
    fill(made, WORDS, committee=f"Parks {EVIL}")
    db = open_minutes(made)
    db.execute("update records set owner_text = ?, recipient = ?, due_text = ?", (QUOTES, EVIL, EVIL))
    db.execute("update items set title = ?", (QUOTES,))
    db.execute("update documents set title = ?, url = 'javascript:alert(1)'", (EVIL,))
    db.execute("update meetings set url = 'javascript:alert(1)', venue = ?", (EVIL,))
    db.execute("update sites set name = ?", (EVIL,))
    db.execute("update attendance set name = ?, role = ?", (EVIL, QUOTES))
    db.execute(
        "insert into failures (stage, name, url, found, at) values ('read', 'x', 'javascript:alert(1)', ?, '2026')",
        (EVIL,),
    )
    db.execute("insert into owner_spellings (key, site_id, owner, number) select 'k', id, ?, 1 from sites", (QUOTES,))
    db.close()
    return made


@pytest.fixture(scope="module")
def tracker(folder: Path) -> Iterator[Any]:
    datasette = serve(folder)
    yield datasette
    datasette.close()


def pages(tracker: Any) -> list[str]:
    db = open_minutes(tracker.undertook.folder)
    one = {
        table: db.execute(f"select uid from {table}").fetchone()["uid"]
        for table in ("records", "meetings", "items", "documents")
    }
    db.close()
    body = f"/committee/moor/{quote(f'Parks {EVIL}', safe='')}"
    return [
        "/", f"/promise/{one['records']}", f"/meeting/{one['meetings']}", f"/item/{one['items']}",
        f"/document/{one['documents']}", body, f"{body}/next", f"/owner?name={quote(QUOTES)}", "/owners", "/councils",
        "/council/moor", f"/person/moor/{quote(EVIL, safe='')}", "/decisions", f"/search?words={quote(EVIL)}",
        "/search?words=gate", "/figures", "/completeness", "/health", "/log", "/review", "/help",
        f"/add?document={one['documents']}&words={quote(QUOTES)}", f"/sign-in?next={quote(QUOTES)}",
        f"/?committee={quote(QUOTES)}&owner={quote(QUOTES)}&words={quote(QUOTES)}", f"/nothing{quote(QUOTES)}",
    ]  # fmt: skip


def test_no_page_runs_what_minutes_or_addresses_say(tracker: Any) -> None:
    officer = Visitor(tracker, "officer")
    uid = officer.uids()[0]
    officer.record(uid, state="open", note=EVIL, public="1")
    for path in pages(tracker):
        answer = officer.get(path)
        assert answer.status_code < 500, path
        assert EVIL not in answer.text, path
        assert "<img src=x" not in answer.text, path
        assert not re.search(r'(?:href|src|action)="javascript:', answer.text), path


@pytest.mark.parametrize("path", ["/minutes/records", "/minutes/undertakings", "/minutes/passages", "/minutes"])
def test_stock_pages_escape_too(tracker: Any, path: str) -> None:
    answer = Visitor(tracker).get(path)
    assert answer.status_code == 200
    assert EVIL not in answer.text


def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path) -> None:
    fill(tmp_path)
    db = open_minutes(tmp_path)
    db.execute("update records set owner_text = ?", (FORMULA,))
    db.close()
    tracker = serve(tmp_path)
    rows = list(csv.DictReader(io.StringIO(Visitor(tracker).get("/outstanding.csv").content.decode("utf-8-sig"))))
    tracker.close()
    assert {row["owner"] for row in rows} == {"'" + FORMULA}


@pytest.mark.parametrize(
    "headers",
    [{"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"}, {"origin": "https://evil.example"}],
    ids=["cross-site", "same-site", "origin"],
)
@pytest.mark.parametrize("address", ["/promise/{}/follow-up", "/sign-out", "/sign-in"])
def test_forms_of_other_sites_are_refused(tracker: Any, headers: dict[str, str], address: str) -> None:
    officer = Visitor(tracker, "officer")
    uid = officer.uids()[0]
    answer = officer.post(address.format(uid), officer.form(uid, state="met"), **headers)
    assert answer.status_code == 403
    assert uid in officer.uids()


@pytest.mark.parametrize("tail", ["follow-up", "undo", "evidence"])
def test_nothing_is_written_by_looking(tracker: Any, tail: str) -> None:
    officer = Visitor(tracker, "officer")
    assert officer.get(f"/promise/{officer.uids()[0]}/{tail}?state=met&nonce=a&seen=0").status_code == 403


INJECTED = "' or 1=1; drop table records; --"


@pytest.mark.parametrize(
    "path",
    ["/?committee={}", "/?owner={}", "/?words={}", "/?council={}", "/?state={}", "/?kind={}", "/?due_from={}",
     "/?page={}",
     "/search?words={}", "/search?words=gate&council={}", "/search?words=gate&before={}", "/search?words=gate&since={}",
     "/decisions?committee={}", "/decisions?effect={}", "/owner?name={}", "/owners?council={}", "/figures?council={}",
     "/review?committee={}", "/outstanding.atom?words={}", "/outstanding.ics?owner={}", "/follow-ups?batch={}"],
)  # fmt: skip
def test_sql_in_a_parameter_is_only_a_word(tracker: Any, path: str) -> None:
    officer = Visitor(tracker, "officer")
    assert officer.get(path.format(quote(INJECTED))).status_code in (200, 404)
    assert officer.uids()


@pytest.mark.parametrize("words", ['"', "a OR", "NEAR(", "gate*", '"unclosed', "^gate", "-gate", "quote:gate", "\x00"])
def test_syntax_of_search_is_only_a_word(tracker: Any, words: str) -> None:
    assert Visitor(tracker).get(f"/search?words={quote(words)}").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/promise/../../etc/passwd", "/item/%2e%2e%2fminutes.db", "/-/static-plugins/undertook/../../server.py",
     "/minutes.db", "/followup.db", "/sessions.db", "/-/static/..%2f..%2fapp.py", "/committee/..%2f../x"],
)  # fmt: skip
def test_paths_lead_to_no_file(tracker: Any, path: str) -> None:
    answer = Visitor(tracker, "admin").get(path)
    assert answer.status_code in (301, 302, 400, 403, 404)
    assert b"SQLite format" not in answer.content


@pytest.mark.parametrize("path", ["/-/databases.json", "/-/metadata.json", "/-/config.json", "/-/plugins.json",
                                  "/-/versions.json", "/-/threads.json", "/-/actor.json", "/-/permissions",
                                  "/-/login", "/-/logout", "/-/password-tool", "/-/search",
                                  "/-/create-token"])  # fmt: skip
def test_pages_on_the_machine_are_not_served(tracker: Any, path: str) -> None:
    assert Visitor(tracker, "admin").get(path).status_code == 404


def test_headers_keep_browsers_safe(tracker: Any) -> None:
    headers = Visitor(tracker).get("/").headers
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/review", "/outstanding.csv", "/minutes/records"])
def test_pages_of_the_signed_in_are_kept_nowhere(tracker: Any, path: str) -> None:
    assert Visitor(tracker, "officer").get(path).headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize(
    ("sql", "status"),
    [
        ("select hex(zeroblob(300000000))", 400),
        ("with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n", 400),
        ("select * from followup.followups", 400),
        ("select * from sessions", 400),
        ("attach 'x.db' as x", 400),
        ("pragma table_list", 400),
        ("select load_extension('x')", 400),
        ("insert into sites (slug) values ('x')", 400),
    ],
    ids=["memory", "endless", "notes", "sessions", "attach", "pragma", "extension", "write"],
)
def test_sql_of_researchers_harms_nobody(tracker: Any, sql: str, status: int) -> None:
    answer = Visitor(tracker, "researcher").get(f"/minutes/-/query.json?sql={quote(sql)}")
    assert answer.status_code in (status, 403)


def test_settings_are_applied(tracker: Any) -> None:
    applied = Visitor(tracker).get("/-/settings.json").json()
    assert {name: applied[name] for name in SETTINGS} == {
        name: bool(value) if isinstance(value, bool) else value for name, value in SETTINGS.items()
    }


def test_databases_are_written_ahead(tracker: Any) -> None:
    db = open_minutes(tracker.undertook.folder)
    assert db.execute("pragma journal_mode").fetchone()[0] == "wal"
    db.close()


def test_secrets_stand_in_no_answer_and_no_log(tracker: Any, caplog: pytest.LogCaptureFixture,
                                               capfd: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    officer = Visitor(tracker, "officer")
    token = officer.cookies[COOKIE]
    with caplog.at_level(logging.DEBUG):
        officer.record(officer.uids()[0], state="open", note="Not for the log.")
        officer.post("/sign-in", {"account": "officer", "password": "a secret that is wrong"})
        bodies = [officer.get(path).text for path in ("/nothing", "/promise/0123456789abcdef", "/minutes", "/")]
    written = caplog.text + "".join(capfd.readouterr())
    for secret in (token, HASH, "Not for the log.", "a secret that is wrong"):
        assert secret not in written
    assert not any(token in body or HASH in body for body in bodies)


def test_form_that_is_too_large_is_refused(tracker: Any) -> None:
    officer = Visitor(tracker, "officer")
    uid = officer.uids()[0]
    assert officer.post(f"/promise/{uid}/follow-up", {"note": "x" * 300_000}).status_code == 413
