"""What a file is, from its first bytes and the names inside it; its own name and type only where those say nothing."""

import io
import zipfile
from pathlib import PurePath
from typing import Literal

from extractors.text.email import is_email
from extractors.text.package import DAMAGED
from extractors.text.package import MAGIC as ZIP_MAGIC
from extractors.text.pdf import MAGIC as PDF_MAGIC
from extractors.text.pdf import MAGIC_REACH
from models.run import UnreadableDocument

Format = Literal["pdf", "docx", "xlsx", "odt", "email", "plain", "legacy"]
Legacy = Literal["doc", "rtf", "xls", "wpd"]

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF_MAGIC = b"{\\rtf"
WORDPERFECT_MAGIC = b"\xffWPC"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
PLAIN_SUFFIXES = frozenset({".txt", ".md", ".text", ""})
# A text file has next to no control characters; one in a hundred says that it is something else.
MOST_CONTROLS = 0.01
CONTROLS = bytes({*range(32)} - {*b"\t\n\v\f\r"})
SAMPLE_BYTES = 4096
EXPECTED = "PDF, Word, Excel, OpenDocument, RTF, HTML, e-mail or text"
MIMETYPE_BYTES = 200


def file_format(body: bytes, *, name: str, media_type: str | None = None) -> Format:
    """Return what a file is that is no page. Raises `UnreadableDocument` for what no reader knows, or is locked."""
    if body.startswith(ZIP_MAGIC):
        return _packaged(body, name)
    if PDF_MAGIC in body[:MAGIC_REACH]:
        return "pdf"
    if legacy_format(body, name=name) is not None:
        return "legacy"
    suffix = PurePath(name).suffix.lower()
    if is_email(body) and (suffix in (".eml", "") or media_type == "message/rfc822"):
        return "email"
    if not body.startswith(UTF_16_MARKS):
        _check_letters(body, name)
    if suffix in PLAIN_SUFFIXES or media_type == "text/plain":
        return "plain"
    raise UnreadableDocument("no-reader", f"no reader for {media_type or suffix}", EXPECTED)


def legacy_format(body: bytes, *, name: str) -> Legacy | None:
    """Return what an old file is that another program must open first; None for all others.

    Raises `UnreadableDocument` for old files that are locked, and for those of programs that write no minutes.
    """
    if body.startswith(RTF_MAGIC):
        return "rtf"
    if body.startswith(WORDPERFECT_MAGIC):
        return "wpd"
    if not body.startswith(OLE_MAGIC):
        return None
    if _holds(body, "EncryptedPackage"):
        raise UnreadableDocument("encrypted", f"{name} asks for a password", "a file that opens without one")
    if _holds(body, "WordDocument"):
        return "doc"
    if _holds(body, "Workbook") or _holds(body, "Book"):
        return "xls"
    if _holds(body, "__substg1.0_") or _holds(body, "__properties_version1.0"):
        raise UnreadableDocument("no-reader", f"{name} is an Outlook message", "the message saved as .eml")
    raise UnreadableDocument("no-reader", f"no reader for {name}, a compound file of a kind we do not know", EXPECTED)


def _packaged(body: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = frozenset(archive.namelist())
            kind = _mimetype(archive) if "mimetype" in names else b""
    except (*DAMAGED, RuntimeError) as error:
        found = f"{name} is a zip package that cannot be opened: {error}"
        raise UnreadableDocument("damaged-file", found, "a file as its program saves it") from error
    if kind.startswith((b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.spreadsheet")):
        return "odt"
    if any(part.startswith("word/document") for part in names):
        return "docx"
    if any(part.startswith("xl/workbook") for part in names):
        return "xlsx"
    raise UnreadableDocument("no-reader", f"{name} is a zip archive without a document of ours", EXPECTED)


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    with archive.open("mimetype") as part:
        return part.read(MIMETYPE_BYTES)


def _holds(body: bytes, stream: str) -> bool:
    """Whether a compound file has a stream of this name: directories hold names in UTF-16."""
    return stream.encode("utf-16-le") in body


def _check_letters(body: bytes, name: str) -> None:
    sample = body[:SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if controls > MOST_CONTROLS * len(sample):
        raise UnreadableDocument("unknown-type", f"{name} is a binary file that begins {body[:8]!r}", EXPECTED)
