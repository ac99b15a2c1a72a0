"""Old files through LibreOffice: read where it is installed, named where it is not, nothing run and nothing fetched."""

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.language.find import find_records
from models.run import UnreadableDocument
from pipeline import convert
from pipeline.convert import converted, converter
from pipeline.reading import read_file

PROMISE = "The Clerk undertook to oil the gate by 1 May 2027."
RTF = rb"{\rtf1\ansi {\b Minutes of the Mill Lane Group held on 4 March 2027}\par %s\par %s}"
needs_libreoffice = pytest.mark.skipif(converter() is None, reason="LibreOffice Writer is not installed")


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
