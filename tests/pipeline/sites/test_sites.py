"""The register, what a word on the command line means, and where a site answers today."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent.parent / "crawl"))
from council_site import Council, council, serve

from pipeline.commands.crawl import command as crawl_command
from pipeline.commands.sites import command as sites
from pipeline.crawl.told import BadRequest, Wishes, told
from pipeline.settings import ConfiguredSite, Settings
from pipeline.sites import UnknownSite, filtered, find, register

NOW = datetime(2026, 3, 20, 2, tzinfo=UTC)
OURS = Settings(contact="clerk@council.example")


@pytest.fixture
def site() -> Iterator[Council]:
    with serve(council(1, 2, NOW.date())) as served:
        yield served


def test_the_register_has_a_row_for_each_council() -> None:
    rows = register()
    assert len(rows) > 300
    assert {site.system for site in rows.values()} == {"moderngov", "cmis"}
    assert all(site.base_url and site.name for site in rows.values())


def test_the_register_is_filtered() -> None:
    assert [s.slug for s in filtered(system="moderngov", nation="wales", words="cardiff")] == ["cardiff"]


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("leeds", "http://democracy.leeds.gov.uk"),
        ("democracy.leeds.gov.uk", "http://democracy.leeds.gov.uk"),
        ("democracy.brook.example", "democracy.brook.example"),
        ("https://www.brook.example/moderngov/", "https://www.brook.example/moderngov/"),
    ],
    ids=["slug", "host in the register", "other host", "address"],
)
def test_a_word_names_a_site(word: str, address: str) -> None:
    assert find(word).base_url == address


def test_an_unknown_word_is_answered_with_near_ones() -> None:
    with pytest.raises(UnknownSite, match="did you mean .*cardiff"):
        find("cardif")


def test_settings_go_before_the_register() -> None:
    settings = Settings(contact="x@y.example", sites=(ConfiguredSite("leeds", "https://new.leeds.example/"),))
    assert told(Wishes(words=("leeds",)), settings, Path("data"), NOW).sites[0].address == "https://new.leeds.example/"


@pytest.mark.parametrize(
    ("wishes", "settings", "words"),
    [
        (Wishes(words=("leeds",), delay_seconds=0.5), OURS, "a delay under 1 s is refused"),
        (Wishes(words=("leeds",)), Settings(), "no contact address"),
        (Wishes(), OURS, "no site to crawl"),
        (Wishes(words=("dudley",)), OURS, "publishes on cmis"),
    ],
    ids=["too fast", "no contact", "no site", "another system"],
)
def test_an_impolite_or_impossible_crawl_is_refused(wishes: Wishes, settings: Settings, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        told(wishes, settings, Path("data"), NOW)


def test_the_window_is_this_municipal_year_and_the_last() -> None:
    job = told(Wishes(words=("leeds",)), OURS, Path("data"), NOW)
    assert (job.since.isoformat(), job.until > NOW.date()) == ("2024-05-01", True)


def test_a_site_that_answers_is_described(site: Council) -> None:
    result = CliRunner().invoke(sites, ["check", site.address])
    assert result.exit_code == 0, result.output
    assert f"{site.address}, web service on" in result.stdout


def test_a_moved_site_is_found_and_told(site: Council) -> None:
    site.prefix = "democracy/"
    root = site.address
    result = CliRunner().invoke(sites, ["check", root])
    assert result.exit_code == 0, result.output
    assert f"{root}democracy/, moved from {root}, web service on" in result.stdout


def test_a_service_that_is_off_is_told(site: Council) -> None:
    site.service = 500
    result = CliRunner().invoke(sites, ["check", site.address])
    assert "web service off (http-500), pages answer" in result.stdout


def test_a_site_that_is_not_there_exits_1() -> None:
    result = CliRunner().invoke(sites, ["check", "http://127.0.0.1:1/"])
    assert result.exit_code == 1
    assert "not found" in result.stdout


def test_crawl_says_what_it_did_and_exits_by_it(site: Council, tmp_path: Path) -> None:
    (tmp_path / "undertook.toml").write_text("[crawl]\ndelay_seconds = 0.0\nretries = 0\n")
    arguments = [site.address, "--data", str(tmp_path), "--config", str(tmp_path / "undertook.toml")]
    good = CliRunner().invoke(crawl_command, arguments)
    site.faults["GetMeetings"] = lambda: (500, {}, b"<h1>Error</h1>")
    bad = CliRunner().invoke(crawl_command, ["--since", "2020-01-01", *arguments])
    unknown = CliRunner().invoke(crawl_command, ["no-such-council"])
    assert (good.exit_code, unknown.exit_code) == (0, 2)
    assert good.stderr.splitlines()[-1].startswith("1 sites, ")
    assert bad.exit_code == 1
    assert "http-500" in bad.stderr
