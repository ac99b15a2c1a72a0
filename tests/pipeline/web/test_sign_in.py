"""Signing in and out: sessions that end, a lock after wrong passwords, a proxy's word, roles."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.accounts import Account, WebSettings
from pipeline.settings import read_settings
from pipeline.settings_values import BadSettings
from pipeline.web.headers import COOKIE
from pipeline.web.server import build
from pipeline.web.sessions import IDLE, LOCK, WRONG_FOR_ONE, Sessions
from pipeline.web.sign_in import local, proxied
from tests.pipeline.web.council import NOW, PASSWORD, Visitor, accounts, fill, serve

READ = ["/", "/decisions", "/search?words=gate", "/councils", "/figures", "/outstanding.csv", "/outstanding.ics"]
OFFICERS = ["/review", "/review/corrections.zip", "/follow-ups?batch=x"]
ADMINS = ["/sign-ins"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sign-in")
    fill(made)
    return made


@pytest.fixture(scope="module")
def tracker(folder: Path) -> Iterator[Any]:
    datasette = serve(folder)
    yield datasette
    datasette.close()


def enter(tracker: Any, password: str = PASSWORD, account: str = "officer") -> Any:
    return Visitor(tracker).post("/sign-in", {"account": account, "password": password, "next": "/review"})


def test_right_password_begins_a_session_that_no_script_reads(tracker: Any) -> None:
    answer = enter(tracker)
    cookie = answer.headers["set-cookie"]
    assert answer.headers["location"] == "/review"
    assert all(flag in cookie for flag in ("HttpOnly", "SameSite=Lax", "Max-Age=43200", "Path=/"))
    assert "ds_actor" not in cookie


def test_cookie_is_secure_where_the_address_is_https(folder: Path) -> None:
    tracker = serve(folder, WebSettings(address="https://promises.example", accounts=accounts()))
    answer = enter(tracker)
    tracker.close()
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age=31536000" in answer.headers["strict-transport-security"]


def test_cookie_is_worth_nothing_after_signing_out(tracker: Any) -> None:
    officer = Visitor(tracker, "officer")
    assert officer.get("/review").status_code == 200
    officer.post("/sign-out", {})
    assert officer.get("/review").status_code == 403


def test_cookie_of_datasette_itself_opens_nothing(tracker: Any) -> None:
    visitor = Visitor(tracker)
    visitor.cookies["ds_actor"] = tracker.sign({"a": {"id": "officer", "role": "admin"}}, "actor")
    assert visitor.get("/review").status_code == 403


@pytest.mark.parametrize("account", ["officer", "nobody-of-that-name"])
def test_wrong_passwords_lock_a_name(tmp_path: Path, account: str) -> None:
    fill(tmp_path)
    tracker = serve(tmp_path)
    codes = [enter(tracker, "wrong", account).status_code for _ in range(WRONG_FOR_ONE + 1)]
    right = enter(tracker, account=account)
    tracker.close()
    assert codes == [403] * WRONG_FOR_ONE + [429]
    assert right.status_code == 429
    assert COOKIE not in right.headers.get("set-cookie", "")


def test_lock_opens_by_itself(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path)
    for _ in range(WRONG_FOR_ONE):
        sessions.note("officer", NOW, is_right=False)
    assert sessions.is_locked("officer", NOW)
    assert not sessions.is_locked("second", NOW)
    assert not sessions.is_locked("officer", NOW + LOCK + timedelta(seconds=1))
    sessions.close()


@pytest.mark.parametrize(
    ("later", "is_open"),
    [(timedelta(minutes=1), True), (IDLE + timedelta(seconds=1), False), (timedelta(hours=13), False)],
    ids=["soon", "idle", "over"],
)
def test_session_ends(tmp_path: Path, later: timedelta, is_open: bool) -> None:
    sessions = Sessions(tmp_path)
    token = sessions.begin("officer", NOW, 12)
    assert (sessions.account(token, NOW + later) == "officer") == is_open
    sessions.close()


def test_file_of_sessions_holds_no_token(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path)
    token = sessions.begin("officer", NOW, 12)
    sessions.close()
    assert token.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("sessions.db*"))
    assert (tmp_path / "sessions.db").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("path", OFFICERS + ADMINS)
@pytest.mark.parametrize("role", [None, "reader", "researcher", "officer", "admin"])
def test_pages_open_to_their_roles_only(tracker: Any, path: str, role: str | None) -> None:
    allowed = role == "admin" or (role == "officer" and path in OFFICERS)
    assert Visitor(tracker, role).get(path).status_code == (200 if allowed else 403)


@pytest.mark.parametrize("role", [None, "reader", "researcher"])
def test_nobody_below_an_officer_writes(tracker: Any, role: str | None) -> None:
    uid = Visitor(tracker).uids()[0]
    form = {"state": "met", "nonce": "n", "seen": "0"}
    visitor = Visitor(tracker, role)
    answers = [
        visitor.post(f"/promise/{uid}/follow-up", form),
        visitor.post(f"/promise/{uid}/undo", {"event": "1", "nonce": "n"}),
        visitor.post("/follow-ups", form | {"chosen": f"{uid}:0"}),
        visitor.post("/add", {"document": "x", "words": "y", "nonce": "n"}),
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert Visitor(tracker).uids()[0] == uid


@pytest.mark.parametrize("path", READ)
def test_closed_tracker_shows_nothing_to_strangers(folder: Path, path: str) -> None:
    tracker = serve(folder, WebSettings(read="signed-in", accounts=accounts()))
    stranger, reader = Visitor(tracker).get(path), Visitor(tracker, "reader").get(path)
    tables = Visitor(tracker).get("/minutes/records"), Visitor(tracker, "reader").get("/minutes/records")
    tracker.close()
    assert (stranger.status_code, reader.status_code) == (403, 200)
    assert [answer.status_code for answer in tables] == [403, 200]


@pytest.mark.parametrize(
    ("role", "query", "status"),
    [(None, "researchers", 403), ("reader", "researchers", 403), ("researcher", "researchers", 200),
     ("researcher", "nobody", 403)],
)  # fmt: skip
def test_sql_is_for_researchers_by_a_setting(folder: Path, role: str | None, query: Any, status: int) -> None:
    tracker = serve(folder, WebSettings(query=query, accounts=accounts()))
    answer = Visitor(tracker, role).get("/minutes/-/query.json?sql=select+1")
    tracker.close()
    assert answer.status_code == status


class Asked:
    def __init__(self, address: str, **headers: str) -> None:
        self.scope = {"client": (address, 1)}
        self.headers = headers


@pytest.mark.parametrize(
    ("asked", "role"),
    [
        (Asked("127.0.0.1", **{"x-remote-user": "officer"}), "officer"),
        (Asked("127.0.0.1", **{"x-remote-user": "somebody"}), "reader"),
        (Asked("10.0.0.9", **{"x-remote-user": "officer"}), None),
        (Asked("127.0.0.1"), None),
    ],
    ids=["known", "unknown", "from elsewhere", "no name"],
)
def test_proxy_is_believed_from_its_own_address_only(asked: Any, role: str | None) -> None:
    settings = WebSettings(sign_in="proxy", accounts=accounts())
    actor = proxied(settings, asked)
    assert (actor or {}).get("role") == role


def test_passwords_open_nothing_behind_a_proxy(folder: Path) -> None:
    tracker = serve(folder, WebSettings(sign_in="proxy", accounts=accounts()))
    answer = enter(tracker)
    tracker.close()
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "address", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "javascript:1", ""]
)
def test_nobody_is_led_to_another_site(tracker: Any, address: str) -> None:
    assert local(address) == "/"
    answer = Visitor(tracker).post("/sign-in", {"account": "officer", "password": PASSWORD, "next": address})
    assert answer.headers["location"] == "/"


def test_hash_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RHIAN_HASH", "pbkdf2_sha256$1$a$b")
    assert Account("rhian", "officer", password_hash="$RHIAN_HASH").hash() == "pbkdf2_sha256$1$a$b"


@pytest.mark.parametrize(
    "said", ['[web]\nread = "nobody"', '[web]\nsign_in = "guess"', '[[web.account]]\nid = "x"\nrole = "king"']
)
def test_settings_that_mean_nothing_are_refused(tmp_path: Path, said: str) -> None:
    path = tmp_path / "undertook.toml"
    path.write_text(said, "utf8")
    with pytest.raises(BadSettings, match="expected one of"):
        read_settings(path)


def test_settings_file_makes_accounts(tmp_path: Path) -> None:
    path = tmp_path / "undertook.toml"
    path.write_text(
        '[web]\ntitle = "Moor"\n[[web.account]]\nid = "rhian"\nrole = "officer"\ncommittees = ["Cabinet"]\n', "utf8"
    )
    web = read_settings(path).web
    assert (web.title, web.accounts[0].committees) == ("Moor", ("Cabinet",))
    build(tmp_path / "data", web).close()
