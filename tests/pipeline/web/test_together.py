"""Many folders on one address: the real command over real HTTP, each tracker below its name, the first page of all."""

import asyncio
import csv
import io
import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any

import feedparser
import httpx2
import pytest
from click.testing import CliRunner

from models.meeting import Site
from pipeline.accounts import Account, WebSettings
from pipeline.cli import main
from pipeline.web.asking import LATE, Front
from pipeline.web.headers import COOKIE
from pipeline.web.together import CannotServe, dispatch, gather, names
from tests.pipeline.web.council import HASH, NOW, PASSWORD, UID, fill

WITHIN_SECONDS = 60
LINK = re.compile(r'(?:href|action|src)="([^"]*)"')
ACCOUNT = f"""
[[web.account]]
id = "rhian"
role = "officer"
password_hash = "{HASH}"
"""
COUNCILS = {"Thornwick": "", "saltmere": ACCOUNT, "Fen Edge": f'[web]\nread = "signed-in"\n{ACCOUNT}'}
GATE = "Agenda item\n\nGates\n\nMinutes:\n\nThe Ranger undertook to mend the {} gate by 1 May 2020.\n"
BELOW = re.compile(r"/saltmere(?:/(?!saltmere)|$)")
STOCK = ("/saltmere/minutes", "/saltmere/-/")
FORMS = ("/follow-up", "/follow-ups", "/undo", "/evidence", "/saved", "/end", "/sign-out")
STARTS = ["/", "/log", "/minutes", "/minutes/undertakings", "/minutes/records/1", "/downloads"]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder each of three councils: by the common settings, by its own accounts, for the signed-in alone."""
    made = tmp_path_factory.mktemp("councils")
    for name, own in COUNCILS.items():
        folder = made / name
        folder.mkdir()
        slug = name.lower().replace(" ", "-")
        fill(folder, GATE.format(slug), site=Site(slug, f"{name.title()} Council", "moderngov"))
        if own:
            (folder / "undertook.toml").write_text(own, "utf8")
    (made / "common.toml").write_text(f'[web]\ntitle = "Three councils"\n{ACCOUNT}', "utf8")
    return made


@pytest.fixture(scope="module")
def base(root: Path) -> Iterator[str]:
    """The command `undertook serve` on a free port, which ends well when it is asked to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [*(str(root / name) for name in COUNCILS), "--config", str(root / "common.toml"), "--port", str(port)]
    code = "from pipeline.cli import main; main()"
    with subprocess.Popen([sys.executable, "-c", code, "serve", *words], stderr=subprocess.PIPE) as served:
        wait_for(port, served)
        yield f"http://127.0.0.1:{port}"
        served.send_signal(signal.SIGINT)
        _, told = served.communicate(timeout=WITHIN_SECONDS)
        assert b"Traceback" not in told, told.decode()


def wait_for(port: int, served: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < deadline and served.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("undertook serve does not answer")


@pytest.fixture
def reader(base: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=base, timeout=WITHIN_SECONDS) as client:
        yield client


@pytest.fixture
def officer(base: str) -> Iterator[httpx2.Client]:
    """Somebody who signed in at one of the councils."""
    with httpx2.Client(base_url=base, timeout=WITHIN_SECONDS) as client:
        enter(client, "saltmere")
        yield client


def enter(client: httpx2.Client, name: str, there: str = "/review") -> httpx2.Response:
    return client.post(f"/{name}/sign-in", data={"account": "rhian", "password": PASSWORD, "next": there})


def followups(root: Path) -> dict[str, int]:
    found = {}
    for name in COUNCILS:
        with closing(sqlite3.connect(root / name / "followup.db")) as db:
            found[name] = db.execute("select count(*) from followups").fetchone()[0]
    return found


def test_first_page_lists_every_council_with_its_counts(reader: httpx2.Client) -> None:
    page = reader.get("/").text
    rows = reader.get("/councils.json").json()["rows"]
    told = [(row["council"], row["address"], row["outstanding"], row["overdue"], row["problem"]) for row in rows]
    assert told == [
        ("Fen Edge Council", "/fen-edge/", None, None, "is for people who have signed in"),
        ("Saltmere Council", "/saltmere/", 1, 1, None),
        ("Thornwick Council", "/thornwick/", 1, 1, None),
    ]
    assert all(f'href="{row["address"]}">{row["council"]}' in page for row in rows)
    assert "Three councils" in page


def test_search_asks_all_that_are_open_and_names_the_others(reader: httpx2.Client) -> None:
    page = reader.get("/search", params={"words": "ranger gate"}).text
    rows = reader.get("/search.json", params={"words": "ranger gate"}).json()["rows"]
    table = list(csv.DictReader(io.StringIO(reader.get("/search.csv?words=ranger+gate").text.lstrip("\ufeff"))))
    assert [row["council"] for row in rows] == ["Saltmere Council", "Thornwick Council", "Fen Edge Council"]
    assert [row["sentence"] for row in table] == [row["sentence"] or "" for row in rows]
    assert rows[2]["problem"] == "is for people who have signed in"
    assert "Fen Edge Council is for people who have signed in." in page
    assert "fen-edge <mark>" not in page
    for row in rows[:2]:
        assert f'href="{row["address"]}"' in page
        assert "undertook to mend the" in reader.get(row["address"]).text


def test_search_keeps_to_its_kind_and_years(reader: httpx2.Client) -> None:
    def asked(**of: str) -> int:
        return sum(row["problem"] is None for row in reader.get("/search.json", params=of).json()["rows"])

    assert asked(words="gate", kind="promise") == 2
    assert asked(words="gate", kind="decision") == 0
    assert asked(words="gate", since="2021") == 0
    assert asked(words="gate", council="nowhere", before="1") == asked(words="gate")


def test_every_address_on_a_page_holds_below_the_name(officer: httpx2.Client, base: str) -> None:
    waiting = [f"/saltmere{path}" for path in STARTS]
    seen = set(waiting)
    astray, broken = [], []
    while waiting:
        at = waiting.pop()
        answer = officer.get(at, follow_redirects=True)
        if answer.status_code != 200:
            broken.append((at, answer.status_code))
        links = {unescape(address).removeprefix(base).split("#")[0] for address in LINK.findall(answer.text)}
        ours = {address for address in links if address.startswith("/") and address != "/"}
        astray += [(at, address) for address in ours if not BELOW.match(address)]
        # Of Datasette's own pages, whose links are the same everywhere, those that we begin with are enough.
        new = {} if at.startswith(STOCK) else {one.split("?")[0]: one for one in ours if not one.startswith(STOCK)}
        waiting += [address for path, address in new.items() if path not in seen and not path.endswith(FORMS)]
        seen |= set(new)
    assert (astray, broken) == ([], [])
    assert len(seen) > 40


def test_feed_and_calendar_of_a_council_lead_to_its_pages(reader: httpx2.Client, base: str) -> None:
    feed = feedparser.parse(reader.get("/thornwick/outstanding.atom").content)
    assert feed.feed.id == f"{base}/thornwick/outstanding.atom"
    found = feedparser.parse(reader.get("/thornwick/search.atom?words=gate").content).entries
    assert [reader.get(entry.link).status_code for entry in found] == [200] * len(found)
    assert all(entry.link.startswith(f"{base}/thornwick/") for entry in found)
    assert found
    assert b"thornwick" in reader.get("/thornwick/outstanding.ics").content


def test_session_is_good_for_its_own_council_alone(reader: httpx2.Client) -> None:
    answer = enter(reader, "saltmere")
    assert answer.headers["location"] == "/saltmere/review"
    assert "Path=/saltmere/;" in answer.headers["set-cookie"]
    session = reader.cookies[COOKIE]
    assert reader.get("/saltmere/review").status_code == 200
    assert [reader.get(f"/{name}/review").status_code for name in ("thornwick", "fen-edge")] == [403, 403]
    forced = {"cookie": f"{COOKIE}={session}"}  # as no browser would send it
    assert [reader.get(f"/{name}/review", headers=forced).status_code for name in ("thornwick", "fen-edge")] == [
        403,
        403,
    ]


def test_closed_council_opens_to_its_own_accounts(reader: httpx2.Client) -> None:
    assert reader.get("/fen-edge/").status_code == 403
    assert enter(reader, "fen-edge", "/").headers["location"] == "/fen-edge/"
    assert "Outstanding promises" in reader.get("/fen-edge/").text


def test_what_an_officer_writes_goes_to_that_folder_alone(officer: httpx2.Client, root: Path) -> None:
    before = followups(root)
    found = UID.search(officer.get("/saltmere/").text)
    assert found
    page = officer.get(f"/saltmere/promise/{found['uid']}").text
    nonce = re.search(r'name="nonce" value="([0-9a-f]+)"', page)
    assert nonce
    form = {"state": "reported", "nonce": nonce[1], "seen": "0", "note": "Seen by the gate."}
    answer = officer.post(f"/saltmere/promise/{found['uid']}/follow-up", data=form)
    assert answer.headers["location"] == f"/saltmere/promise/{found['uid']}?saved=1#saved"
    assert "Seen by the gate." in officer.get(answer.headers["location"]).text
    assert followups(root) == {**before, "saltmere": before["saltmere"] + 1}
    rows = {row["council"]: row["overdue"] for row in officer.get("/councils.json").json()["rows"]}
    assert rows["Saltmere Council"] == 0


def test_kept_search_leads_below_the_name(officer: httpx2.Client) -> None:
    form = {"name": "Gates", "address": "/search?words=gate", "nonce": "gates"}
    assert officer.post("/saltmere/saved", data=form).headers["location"] == "/saltmere/#saved"
    assert 'href="/saltmere/search?words=gate">Gates' in officer.get("/saltmere/").text


@pytest.mark.parametrize(
    "path", ["/", "/search?words=gate", "/thornwick", "/thornwick/", "/nothing", "/thornwick/minutes"]
)
def test_every_answer_is_guarded(reader: httpx2.Client, path: str) -> None:
    answer = reader.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert ("'unsafe-inline'" in answer.headers["content-security-policy"]) == (path == "/thornwick/minutes")


def test_first_page_of_folders_that_are_not_all_open_is_kept_nowhere(reader: httpx2.Client) -> None:
    assert reader.get("/").headers["cache-control"] == "private, no-store"


def test_what_the_machine_tells_is_closed_below_a_name_too(reader: httpx2.Client) -> None:
    closed = ("/-/versions", "/thornwick/-/versions", "/thornwick/-/plugins")
    assert [reader.get(path).status_code for path in closed] == [404, 404, 404]


def test_form_of_another_site_is_refused(officer: httpx2.Client) -> None:
    foreign = {"sec-fetch-site": "cross-site"}
    form = {"state": "met", "nonce": "x", "chosen": "0" * 16 + ":0"}
    assert officer.post("/saltmere/follow-ups", data=form, headers=foreign).status_code == 403
    assert officer.post("/search", data=form).status_code == 405


def test_name_without_its_slash_leads_on(reader: httpx2.Client) -> None:
    answer = reader.get("/thornwick?state=overdue")
    assert (answer.status_code, answer.headers["location"]) == (301, "/thornwick/?state=overdue")


@pytest.fixture
def front(root: Path) -> Iterator[Front]:
    made = gather({root / "Thornwick": None, root / "saltmere": None}, WebSettings(), lambda: NOW)
    yield made
    for tracker in made.trackers.values():
        tracker.close()


def ask(front: Front, path: str, **headers: str) -> Any:
    """What the front answers, in this process."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer() -> Any:
        transport = httpx2.ASGITransport(app=dispatch(front), client=("127.0.0.1", 1))
        async with httpx2.AsyncClient(transport=transport, base_url="http://one.example") as client:
            return await client.get(path, headers=named)

    return asyncio.run(answer())


def test_council_that_is_busy_is_named_and_holds_up_no_other(front: Front) -> None:
    free = Event()
    busy = front.trackers["thornwick"]
    waiting = [busy.executor.submit(free.wait) for _ in range(busy.setting("num_sql_threads"))]
    hurried = Front(front.trackers, front.settings, seconds=0.2)
    rows = json.loads(ask(hurried, "/search.json?words=ranger").text)["rows"]
    page = ask(hurried, "/search?words=ranger").text
    free.set()
    assert [(row["council"], row["problem"]) for row in rows] == [
        ("Saltmere Council", None), ("Thornwick Council", LATE),
    ]  # fmt: skip
    assert f"Thornwick Council {LATE}." in page
    assert all(one.result() for one in waiting)
    assert len(json.loads(ask(front, "/search.json?words=ranger").text)["rows"]) == 2


def test_council_whose_file_is_damaged_is_named(front: Front, tmp_path: Path) -> None:
    fill(tmp_path)
    broken = gather({tmp_path: None}, WebSettings(), lambda: NOW)
    (tmp_path / "minutes.db").write_bytes(b"no database at all" * 1000)
    both = Front({**front.trackers, **broken.trackers}, front.settings)
    rows = json.loads(ask(both, "/councils.json").text)["rows"]
    for tracker in broken.trackers.values():
        tracker.close()
    assert sorted(str(row["problem"]) for row in rows) == ["None", "None", "could not be read"]


def test_whoever_a_proxy_names_is_asked_of_closed_councils_too(root: Path) -> None:
    accounts = (Account("rhian", "officer"),)
    settings = WebSettings(read="signed-in", sign_in="proxy", accounts=accounts)
    made = gather({root / "Thornwick": settings, root / "saltmere": settings}, WebSettings(), lambda: NOW)
    named, unnamed = (json.loads(ask(made, "/search.json?words=ranger", **of).text)["rows"]
                      for of in ({"x_remote_user": "rhian"}, {}))  # fmt: skip
    for tracker in made.trackers.values():
        tracker.close()
    assert [row["problem"] for row in named] == [None, None]
    assert [row["problem"] for row in unnamed] == ["is for people who have signed in"] * 2


def test_address_of_each_is_that_of_all_and_its_name(root: Path) -> None:
    own = WebSettings(title="Harbour promises", address="https://harbour.example/saltmere")
    made = gather({root / "Thornwick": None, root / "saltmere": own}, WebSettings(address="https://all.example/"))
    told = [(one.undertook.settings.title, one.undertook.settings.address) for one in made.trackers.values()]
    for tracker in made.trackers.values():
        tracker.close()
    assert told == [
        ("Thornwick Council", "https://all.example/thornwick"),
        ("Harbour promises", "https://harbour.example/saltmere"),
    ]


def test_folders_that_cannot_stand_side_by_side_are_refused(tmp_path: Path) -> None:
    for place in ("one/Salt Mere", "two/salt-mere", "Search", "…"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "minutes.db").touch()
    one, two = tmp_path / "one/Salt Mere", tmp_path / "two/salt-mere"
    with pytest.raises(CannotServe, match="would both be served as /salt-mere/"):
        names([one, two])
    with pytest.raises(CannotServe, match="is a page of its own"):
        names([tmp_path / "Search"])
    with pytest.raises(CannotServe, match=r"holds no minutes\.db"):
        names([tmp_path])
    with pytest.raises(CannotServe):
        names([tmp_path / "…"])
    assert list(names([one])) == ["salt-mere"]


def test_command_refuses_folders_beside_the_option(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["serve", str(tmp_path), "--data", str(tmp_path)])
    assert (result.exit_code, "not both" in result.output) == (2, True)
    result = CliRunner().invoke(main, ["serve", str(tmp_path)])
    assert (result.exit_code, "holds no minutes.db" in result.output) == (2, True)
