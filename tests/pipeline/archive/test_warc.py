"""What is exported as WARC is what was fetched."""

from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator

from pipeline.archive import Answer, open_archive
from pipeline.commands.warc import command
from pipeline.warc import export

AT = datetime(2026, 3, 1, 2, 3, 4, tzinfo=UTC)
URL = "https://council.example/documents/g7/Printed%20minutes.pdf?T=1"


def answer(body: bytes, problem: str | None = None) -> Answer:
    headers = {"Content-Type": "application/pdf", "Content-Encoding": "gzip"}
    status = 500 if problem else 200
    return Answer("brook", URL, URL, "minutes", status, headers, None, AT, body, repr(body), AT, problem)


def test_every_version_is_exported_with_its_status_time_and_bytes(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        archive.store(answer(b"%PDF-1 first"))
        archive.store(answer(b"%PDF-1 second"))
        archive.store(answer(b"sorry", "http-500"))
        assert export(archive, tmp_path / "brook.warc.gz", site="brook") == 3
    with (tmp_path / "brook.warc.gz").open("rb") as file:
        found = [
            (
                record.rec_headers["WARC-Target-URI"],
                record.rec_headers["WARC-Date"],
                record.http_headers.get_statuscode(),
                record.http_headers.get_header("Content-Encoding"),
                record.content_stream().read(),
            )
            for record in ArchiveIterator(file)
            if record.rec_type == "response"
        ]
    assert found == [
        (URL, "2026-03-01T02:03:04Z", "200", None, b"%PDF-1 first"),
        (URL, "2026-03-01T02:03:04Z", "200", None, b"%PDF-1 second"),
        (URL, "2026-03-01T02:03:04Z", "500", None, b"sorry"),
    ]


def test_the_command_writes_one_site(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        archive.store(answer(b"%PDF-1 first"))
    target = tmp_path / "out.warc.gz"
    good = CliRunner().invoke(command, ["--data", str(tmp_path), "--site", "brook", str(target)])
    empty = CliRunner().invoke(command, ["--data", str(tmp_path), "--site", "moor", str(target)])
    missing = CliRunner().invoke(command, ["--data", str(tmp_path / "none"), str(target)])
    assert (good.exit_code, empty.exit_code, missing.exit_code) == (0, 1, 2)
    assert "1 responses written" in good.stderr
