"""The archive as WARC, the form in which web archives exchange what they hold."""

from collections.abc import Iterator
from datetime import UTC
from http import HTTPStatus
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.archive import Archive, Response

# What describes the transfer and not the bytes that we keep, which are unpacked and whole.
TRANSFER_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})


def export(archive: Archive, path: Path, *, site: str | None = None) -> int:
    """Write every stored answer, oldest first, as a compressed WARC file and return how many there were.

    The file appears under its name only when it is whole.
    """
    part = path.with_name(path.name + ".part")
    count = 0
    with part.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "Undertook", "format": "WARC/1.1"}))
        for response, body in _answers(archive, site):
            writer.write_record(
                writer.create_warc_record(
                    response.url,
                    "response",
                    payload=BytesIO(body),
                    http_headers=_headers(response, len(body)),
                    warc_headers_dict={"WARC-Date": response.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
                )
            )
            count += 1
    part.replace(path)
    return count


def _answers(archive: Archive, site: str | None) -> Iterator[tuple[Response, bytes]]:
    for response in archive.responses_since(0, site=site, problems=True):
        yield response, archive.body(response.hash)


def _headers(response: Response, size: int) -> StatusAndHeaders:
    kept = [(name, value) for name, value in response.headers.items() if name.lower() not in TRANSFER_HEADERS]
    known = {status.value: status.phrase for status in HTTPStatus}
    line = f"{response.status} {known.get(response.status, '')}".strip()
    return StatusAndHeaders(line, [*kept, ("Content-Length", str(size))], protocol="HTTP/1.1")
