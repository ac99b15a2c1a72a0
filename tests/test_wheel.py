"""The wheel works outside the checkout: built, installed into a new environment, run on a sample page."""

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = """Agenda item

Repairs to the Boat Store

[To receive a report from the Estates Manager]

Minutes:

The Estates Manager undertook to send the survey of the roof to all Members by 31 March 2027.

RESOLVED: That the report be noted.

Supporting documents:
"""


def run(*command: str | Path, cwd: Path) -> str:
    finished = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment that holds our wheel; its dependencies are read from the environment that runs the test."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    venv.create(folder / "environment", with_pip=True)
    python = folder / "environment" / "bin" / "python"
    (wheel,) = folder.glob("*.whl")
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    packages = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    # A plain path line: the .pth of our own editable install in that folder is not followed.
    (Path(packages) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf8")
    return folder / "environment"


@pytest.mark.wheel
def test_installed_command_finds_the_promise_and_the_decision(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, "utf8")
    answer = json.loads(run(installed / "bin" / "undertook", "extract", "page.txt", cwd=tmp_path))
    assert answer["id"] == "page"
    found = {(record["kind"], record["quote"]) for record in answer["records"]}
    assert (
        "undertaking",
        "The Estates Manager undertook to send the survey of the roof to all Members by 31 March 2027.",
    ) in found
    assert any(kind == "resolution" and "report be noted" in quote for kind, quote in found)


@pytest.mark.wheel
def test_code_and_rules_come_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    script = "import pipeline, data; print(pipeline.__file__); print(data.__file__)"
    places = run(installed / "bin" / "python", "-c", script, cwd=tmp_path).splitlines()
    assert all(Path(place).is_relative_to(installed) for place in places)
