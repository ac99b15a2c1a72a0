"""What a file is; and files that are locked, cut, or made to fill the memory are named."""

import io
import zipfile
import zlib

import pytest

from benchmarks.office_files import Word, message, open_text, word_log, workbook
from extractors.read import read
from extractors.text.formats import OLE_MAGIC, file_format, legacy_format
from models.run import UnreadableDocument


def utf16(words: str) -> bytes:
    return words.encode("utf-16-le")


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def locked(body: bytes) -> bytes:
    """The same zip with the flag set that says its first part is encrypted."""
    place = body.index(b"PK\x01\x02") + 8
    return body[:place] + bytes([body[place] | 1]) + body[place + 1 :]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (word_log(), "docx"),
        (workbook([["a"]]), "xlsx"),
        (open_text(), "odt"),
        (message("words\n"), "email"),
        (b"%PDF-1.7\n", "pdf"),
        (b"Minutes of the meeting", "plain"),
        ("Minutes".encode("utf-16"), "plain"),
        (rb"{\rtf1 Minutes}", "legacy"),
        (OLE_MAGIC + bytes(600) + utf16("WordDocument"), "legacy"),
    ],
    ids=["word", "excel", "opendocument", "e-mail", "pdf", "text", "utf-16", "rtf", "old word"],
)
def test_the_content_tells_what_a_file_is(body: bytes, expected: str) -> None:
    assert file_format(body, name="file") == expected


def wrong_sum() -> bytes:
    """A package whose only part is not what its checksum says."""
    return zipped(word__document_xml=b"<d/>").replace(zlib.crc32(b"<d/>").to_bytes(4, "little"), b"abcd")


SPOILT = {
    "a bomb": (zipped(word__document_xml=bytes(64 * 1024**2)), "too-large"),
    "entities": (
        zipped(word__document_xml=b'<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'),
        "damaged-file",
    ),
    "an outside file": (
        zipped(word__document_xml=b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]><d>&a;</d>'),
        "damaged-file",
    ),
    "no document inside": (zipped(word__document_xml=b"<d/>"), "damaged-file"),
    "a zip of something": (zipped(photo=b"x"), "no-reader"),
    "a locked package": (locked(zipped(word__document_xml=b"<d/>")), "encrypted"),
    "a locked Word file": (OLE_MAGIC + bytes(600) + utf16("EncryptedPackage"), "encrypted"),
    "an Outlook message": (OLE_MAGIC + bytes(600) + utf16("__substg1.0_001A001F"), "no-reader"),
    "a compound file": (OLE_MAGIC + bytes(600), "no-reader"),
    "cut in half": (word_log()[:9000], "damaged-file"),
    "nothing": (b"", "empty-file"),
    "blanks": (b" \n\t ", "empty-file"),
    "zeros": (bytes(3000), "unknown-type"),
    "an empty document": (Word().body(), "empty-file"),
    "a wrong checksum": (wrong_sum(), "damaged-file"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "name"), SPOILT.values(), ids=SPOILT.keys())
def test_what_cannot_be_read_is_named(body: bytes, name: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(body, name="minutes.docx")
    assert caught.value.name == name


def test_old_files_wait_for_a_converter() -> None:
    assert legacy_format(rb"{\rtf1 Minutes}", name="a.doc") == "rtf"
    assert legacy_format(b"Minutes", name="a.doc") is None
    with pytest.raises(UnreadableDocument) as caught:
        read(rb"{\rtf1 Minutes}", name="a.rtf")
    assert caught.value.name == "no-converter"


@pytest.mark.parametrize("opening", ["<meta charset=utf-8>", "<title>Minutes</title>", "<span>", "<style>p{}</style>"])
def test_a_page_may_open_with_any_element_of_one(opening: str) -> None:
    text = read(f"{opening}<p>The Clerk undertook to oil the gate.</p>".encode(), name="minutes.html").text
    assert text is not None
    assert text.words(text.blocks[-1]) == "The Clerk undertook to oil the gate."
