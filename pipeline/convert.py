"""Files of older programs into files that our readers know, through LibreOffice where it is installed.

LibreOffice gets a folder and a profile of its own, which forbid macros, other active content and links to other files,
and a limit on time. It is the one reader that is not ours, so nothing that it says beside the file is believed.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote

from extractors.text.formats import Legacy
from models.run import UnreadableDocument

TIMEOUT_SECONDS = 90.0
# What LibreOffice ends with when it has made its profile and wants to be started again.
AGAIN = 81
STARTS = 3
MOST_OUTPUT_BYTES = 64 * 1024**2
TARGETS: Mapping[Legacy, str] = {"doc": "docx", "rtf": "docx", "wpd": "docx", "xls": "xlsx"}
WORKBOOKS: frozenset[Legacy] = frozenset({"xls"})
OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard")
# Settings of LibreOffice by their paths: no macro, no active content, no update of links. Pictures of old Word files
# are fetched whatever those say, so every address leads to a port of this machine where nothing listens.
SCRIPTING, INTERNET = "org.openoffice.Office.Common/Security/Scripting", "org.openoffice.Inet/Settings"
SETTINGS = (
    (SCRIPTING, "MacroSecurityLevel", "3"),
    (SCRIPTING, "DisableMacrosExecution", "true"),
    (SCRIPTING, "DisableActiveContent", "true"),
    (SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    ("org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    (INTERNET, "ooInetProxyType", "2"),
    (INTERNET, "ooInetHTTPProxyName", "127.0.0.1"),
    (INTERNET, "ooInetHTTPProxyPort", "9"),
    (INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (INTERNET, "ooInetHTTPSProxyPort", "9"),
    (INTERNET, "ooInetFTPProxyName", "127.0.0.1"),
    (INTERNET, "ooInetFTPProxyPort", "9"),
    (INTERNET, "ooInetNoProxy", ""),
)
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
ITEM = '<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'


def converted(body: bytes, kind: Legacy) -> bytes:
    """Return an old file as a Word file or workbook.

    Raises `UnreadableDocument`: `no-converter` where LibreOffice is not installed, or for a workbook without Calc, and
    `conversion-failed` where it gives nothing.
    """
    program = converter()
    if program is None:
        found = f"a file of type {kind}, which LibreOffice must open first"
        raise UnreadableDocument("no-converter", found, "LibreOffice on this machine")
    with tempfile.TemporaryDirectory(prefix="undertook-") as name:
        folder = Path(name)
        (folder / f"in.{kind}").write_bytes(body)
        _make_profile(folder / "profile")
        _run(program, folder, kind)
        file = folder / "out" / f"in.{TARGETS[kind]}"
        if not file.is_file() and kind in WORKBOOKS and not _has_calc(program):
            found = f"a file of type {kind}, which LibreOffice Calc must open first"
            raise UnreadableDocument("no-converter", found, "LibreOffice Calc on this machine")
        if not file.is_file() or file.stat().st_size > MOST_OUTPUT_BYTES:
            raise UnreadableDocument("conversion-failed", f"LibreOffice makes nothing of this {kind}", "a sound file")
        return file.read_bytes()


@cache
def converter() -> Path | None:
    """Return LibreOffice's own program, None where it is not installed; ending the script before it would not do."""
    for name in ("soffice", "libreoffice"):
        script = shutil.which(name)
        program = Path(script).resolve().parent / "soffice.bin" if script else None
        if program is not None and program.is_file():
            return program
    return None


def _has_calc(program: Path) -> bool:
    """Whether LibreOffice's part for workbooks, which is installed by itself, lies beside its program."""
    return any(program.parent.glob("*sclo.*"))


def _make_profile(folder: Path) -> None:
    (folder / "user").mkdir(parents=True)
    items = "".join(ITEM.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    (folder / "user" / "registrymodifications.xcu").write_text(f"{HEAD}{items}</oor:items>", "utf8")


def _run(program: Path, folder: Path, kind: Legacy) -> None:
    command = [
        str(program),
        f"-env:UserInstallation=file://{quote(str(folder / 'profile'))}",
        *OPTIONS,
        "--convert-to",
        TARGETS[kind],
        "--outdir",
        str(folder / "out"),
        str(folder / f"in.{kind}"),
    ]
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"}
    for _ in range(STARTS):
        with subprocess.Popen(
            command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            try:
                code = process.wait(TIMEOUT_SECONDS)
            except subprocess.TimeoutExpired as error:
                process.send_signal(signal.SIGKILL)
                found = f"LibreOffice did not open this {kind} in {TIMEOUT_SECONDS:g} seconds"
                raise UnreadableDocument("took-too-long", found, "a file that opens sooner") from error
        if code != AGAIN:
            return
