"""Opens the zip packages that Word, Excel and OpenDocument files are, and refuses those that would fill the memory.

Parts are read one by one, never unpacked to disk; XML is parsed without entities, external ones least of all.
"""

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from models.run import UnreadableDocument

MAGIC = b"PK\x03\x04"
# Minutes with pictures have some hundred parts; the words of the longest are a few megabytes.
MOST_PARTS = 20_000
MOST_BYTES = 512 * 1024**2
MOST_XML_BYTES = 48 * 1024**2
# Deflate cannot shrink further than a thousandfold; prose shrinks five to twenty times, a picture hardly.
MOST_SHRUNK = 200
SMALL_BYTES = 4 * 1024**2
ENCRYPTED_FLAG = 0x1
# What the standard library raises for a package whose bytes are not what its directory says.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, OverflowError)


class Package:
    """An open package. `part` gives the bytes of a part, `tree` its XML; None where the package has no such part."""

    def __init__(self, body: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(body))
        except DAMAGED as error:
            raise _damaged(error) from error
        self._parts = {info.filename: info for info in self._archive.infolist()}
        self._check()

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._parts)

    def part(self, name: str) -> bytes | None:
        """Return a part's bytes. Raises `UnreadableDocument` where they are encrypted or damaged."""
        info = self._parts.get(name)
        if info is None:
            return None
        if info.flag_bits & ENCRYPTED_FLAG:
            raise UnreadableDocument("encrypted", "a file that asks for a password", "a file that opens without one")
        try:
            return self._archive.read(info)
        except (*DAMAGED, RuntimeError) as error:
            raise _damaged(error) from error

    def xml(self, name: str) -> bytes | None:
        """Return a part that is XML. Raises `UnreadableDocument` also for one that is too large to be parsed."""
        info = self._parts.get(name)
        if info is not None and info.file_size > MOST_XML_BYTES:
            raise _too_large(f"{name} of {info.file_size // 1024**2} MB")
        return self.part(name)

    def tree(self, name: str) -> Element | None:
        """Return a part's XML parsed. Raises `UnreadableDocument` where it is none, or declares entities."""
        content = self.xml(name)
        return None if content is None else parse(content, name)

    def _check(self) -> None:
        sizes = [info.file_size for info in self._parts.values()]
        if len(sizes) > MOST_PARTS or sum(sizes) > MOST_BYTES:
            raise _too_large(f"{len(sizes)} parts of {sum(sizes) // 1024**2} MB in all")
        for info in self._parts.values():
            if info.file_size > max(SMALL_BYTES, MOST_SHRUNK * info.compress_size):
                raise _too_large(f"{info.filename}, {info.compress_size} bytes that unpack to {info.file_size}")


def parse(content: bytes, name: str) -> Element:
    """Parse XML that came from outside. Raises `UnreadableDocument`."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise UnreadableDocument(
            "damaged-file", f"{name} is not sound XML: {error}", "a file as its program saves it"
        ) from error
    return root


def _damaged(error: Exception) -> UnreadableDocument:
    return UnreadableDocument(
        "damaged-file", f"a package that cannot be read: {error}", "a file as its program saves it"
    )


def _too_large(found: str) -> UnreadableDocument:
    return UnreadableDocument(
        "too-large",
        f"a package with {found}",
        f"at most {MOST_BYTES // 1024**2} MB that shrink at most {MOST_SHRUNK} times",
    )
