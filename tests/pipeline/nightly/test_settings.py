"""undertook.toml: what it may say, and what is told of a file that says something else."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.settings import read_settings
from pipeline.settings_values import BadSettings


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("contact = 5", "contact is 5; expected words in quotation marks"),
        ("data = 3", "data is 3; expected a folder in quotation marks"),
        ("web = 3", r"\[web\]: found 3; expected names with values"),
        ('[crawl]\ndelay_seconds = "fast"', "delay_seconds is 'fast'; expected a number"),
        ("[crawl]\ndelay_seconds = -1", "delay_seconds is -1; expected 0 or more"),
        ("[crawl]\ndelay_seconds = nan", "delay_seconds is nan; expected 0 or more"),
        ("[crawl]\nwidth = 0", "width is 0; expected more than 0"),
        ("[crawl]\nretries = 1.5", "retries is 1.5; expected a whole number"),
        ("[crawl]\nbudget = true", "budget is True; expected a whole number"),
        ('[crawl]\ndocuments = "report"', r"\[crawl\] documents: found one part or value"),
        ('[crawl]\ndocuments = ["reports"]', "documents is 'reports'; expected one of agenda, minutes"),
        ("[nightly]\nkeep_backups_days = -3", "keep_backups_days is -3; expected 0 or more"),
        ('[nightly]\nmail = "me"', r"\[nightly.mail\]: found 'me'"),
        ("[nightly.mail]\nto = 'clerk@council.example'", "to is 'clerk@council.example'; expected a list"),
        ("[nightly.mail]\nto = [3]", "to is 3; expected words"),
        ('[site]\nslug = "brook"', r"\[\[site\]\]: found one part or value; expected \[\[site\]\] above each"),
        ('[[site]]\naddress = "brook.example"', r"\[\[site\]\]: found no slug"),
        ('[[site]]\nslug = "../brook"', "slug is '../brook'; expected a short name"),
        ('[[site]]\nslug = ".."', "slug is '..'; expected a short name"),
        ('[[site]]\nslug = "brook"\n[[site]]\nslug = "brook"', "found 'brook' twice"),
        ('[[web.account]]\nid = "rhian"', r"\[\[web.account\]\]: found no role"),
        ('[[web.account]]\nid = "rhian"\nrole = "king"', "role is 'king'; expected one of reader, researcher"),
        ('[[web.account]]\nid = "a"\nrole = "admin"\n[[web.account]]\nid = "a"\nrole = "reader"', "found 'a' twice"),
    ],
)
def test_a_value_that_a_setting_cannot_have_is_told_with_what_it_can(tmp_path: Path, said: str, told: str) -> None:
    path = tmp_path / "undertook.toml"
    path.write_text(said, "utf8")
    with pytest.raises(BadSettings, match=told):
        read_settings(path)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"contact ="])
def test_a_file_that_is_no_toml_is_told_in_a_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "undertook.toml"
    path.write_bytes(content)
    result = CliRunner().invoke(main, ["status", "--config", str(path)])
    assert result.exit_code == 2
    assert "is not TOML" in result.stderr


def test_a_folder_in_place_of_the_file_is_told_in_a_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["status", "--config", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_data_may_lie_in_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    path = tmp_path / "undertook.toml"
    path.write_text('data = "~/councils"', "utf8")
    assert read_settings(path).data == tmp_path / "home" / "councils"
    path.write_text('data = "councils"', "utf8")
    assert read_settings(path).data == tmp_path / "councils"


def test_a_whole_number_may_stand_for_seconds(tmp_path: Path) -> None:
    path = tmp_path / "undertook.toml"
    path.write_text("[crawl]\ndelay_seconds = 2\n[web]\nsession_hours = 8", "utf8")
    settings = read_settings(path)
    assert (settings.pace.delay_seconds, settings.web.session_hours) == (2, 8)
