"""The ready-made service, timer, cron line and container file name commands and options that exist."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS
from pipeline.commands.nightly import command as nightly

UNITS = ("undertook.service", "undertook.timer", "undertook-scheduler.service", "undertook-worker@.service")
DEPLOY = Path(__file__).parents[3] / "docs" / "deploy"


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / name, encoding="utf8")
    return parser


@pytest.mark.parametrize("name", ["undertook.service", "undertook.cron", "Containerfile"])
def test_each_file_runs_the_nightly_command_with_options_that_it_has(name: str) -> None:
    text = (DEPLOY / name).read_text()
    options = {option for parameter in nightly.params for option in parameter.opts}
    assert "nightly" in text
    assert "nightly" in COMMANDS
    assert set(re.findall(r"(?<=[ \"])--(?:data|config)\b", text)) <= options
    assert re.search(r"nightly[\", ]+--config", text)


def test_the_service_runs_once_as_its_own_user() -> None:
    service = unit("undertook.service")["Service"]
    assert service["Type"] == "oneshot"
    assert service["User"] == "undertook"
    assert service["ReadWritePaths"] == service["WorkingDirectory"]


def test_the_timer_starts_it_every_night_and_makes_up_for_a_night_off() -> None:
    timer = unit("undertook.timer")["Timer"]
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d:\d\d", timer["OnCalendar"])
    assert timer["Persistent"] == "true"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    for name in UNITS:
        text = re.sub(r"/opt/undertook/.venv/bin/\w+", sys.executable, (DEPLOY / name).read_text())
        (tmp_path / name).write_text(text.replace("User=undertook", "User=root"))
    units = [str(tmp_path / name.replace("@.", "@1.")) for name in UNITS]
    result = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, timeout=60)
    ours = [line for line in (result.stdout + result.stderr).splitlines() if "undertook" in line]
    assert ours == []
