"""Old files through LibreOffice: read where it is installed, named where it is not, nothing run and nothing fetched."""

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.office_files import LOG, LOG_HEADS, workbook
from extractors.language.find import find_records
from extractors.text.formats import Legacy
from models.run import UnreadableDocument
from pipeline import convert
from pipeline.convert import converted, converter
from pipeline.reading import read_file

PROMISE = "The Clerk undertook to oil the gate by 1 May 2027."
RTF = rb"{\rtf1\ansi {\b Minutes of the Mill Lane Group held on 4 March 2027}\par %s\par %s}"
PROGRAM = converter()
needs_libreoffice = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice Writer is not installed")
needs_calc = pytest.mark.skipif(
    PROGRAM is None or not any(PROGRAM.parent.glob("*sclo.*")), reason="LibreOffice Calc is not installed"
)


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the addresses that it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def linked(address: str) -> str:
    """A document with a promise, a picture that lies on a server, and a section that lies there too."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in [("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible")]
    )
    return (
        f'<?xml version="1.0"?><office:document {spaces} xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        f'<text:section text:name="s"><text:section-source xlink:href="{address}/section.odt"/></text:section>'
        f'<text:p>{PROMISE}</text:p><text:p><draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">'
        f'<draw:image xlink:href="{address}/picture.png"/></draw:frame></text:p>'
        "</office:text></office:body></office:document>"
    )


@needs_libreoffice
def test_rich_text_is_read() -> None:
    reading = read_file(RTF % (PROMISE.encode(), b""), name="minutes.rtf")
    assert reading.text is not None
    assert [record.quote for record in find_records(reading.text)] == [PROMISE]


@needs_libreoffice
def test_an_old_word_file_is_read_and_its_links_are_not_followed(
    tmp_path: Path, listener: tuple[str, list[str]]
) -> None:
    address, asked = listener
    (tmp_path / "minutes.fodt").write_text(linked(address), "utf8")
    script = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [script, profile, "--headless", "--convert-to", "doc", "--outdir", tmp_path, tmp_path / "minutes.fodt"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert asked, "the picture was not linked, so this test shows nothing"
    asked.clear()
    reading = read_file((tmp_path / "minutes.doc").read_bytes(), name="minutes.doc")
    assert reading.text is not None
    assert [record.quote for record in find_records(reading.text)] == [PROMISE]
    assert asked == []


@needs_calc
def test_an_old_workbook_is_read_as_a_log(tmp_path: Path) -> None:
    (tmp_path / "log.xlsx").write_bytes(workbook([LOG_HEADS, *LOG]))
    script = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [script, profile, "--headless", "--convert-to", "xls", "--outdir", tmp_path, tmp_path / "log.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    reading = read_file((tmp_path / "log.xls").read_bytes(), name="log.xls")
    assert reading.text is not None
    rows = [block for block in reading.text.blocks if block.kind == "row"]
    found = [tuple(reading.text.plain[cell.start : cell.end] for cell in row.cells) for row in rows]
    assert found == [tuple(filter(None, row)) for row in (LOG_HEADS, *LOG)]
    assert [record.owner for record in find_records(reading.text) if record.kind == "action"][0] == ("Clerk",)


@pytest.mark.parametrize(("kind", "name"), [("xls", "no-converter"), ("doc", "conversion-failed")])
def test_a_converter_without_calc_is_named_for_workbooks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: Legacy, name: str
) -> None:
    program = tmp_path / "soffice.bin"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setattr(convert, "converter", lambda: program)
    with pytest.raises(UnreadableDocument) as caught:
        converted(b"anything", kind)
    assert caught.value.name == name


def test_without_libreoffice_an_old_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "converter", lambda: None)
    with pytest.raises(UnreadableDocument) as caught:
        read_file(RTF % (PROMISE.encode(), b""), name="minutes.rtf")
    assert caught.value.name == "no-converter"


@needs_libreoffice
def test_a_file_that_hangs_the_converter_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "TIMEOUT_SECONDS", 0.01)
    with pytest.raises(UnreadableDocument) as caught:
        converted(RTF % (b"", b""), "rtf")
    assert caught.value.name == "took-too-long"
