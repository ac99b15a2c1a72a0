"""A .zip as a folder: the files inside, one by one. Nothing is unpacked to disk, and no archive inside is opened."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from extractors.text.package import Package
from models.run import UnreadableDocument

SUFFIX = ".zip"
# A year of a council's papers is some hundred files.
MOST_FILES = 2_000
# What programs put beside the files of their users: names of folders that hold nothing else, and beginnings of names.
LEFT_BEHIND = ("__MACOSX", ".", "~$")


def files_inside(path: Path) -> Iterator[tuple[str, bytes]]:
    """Give the files of an archive in the order of their names: the place of each, and its bytes.

    Raises `UnreadableDocument` for one that is damaged, asks for a password, or was made to fill a machine.
    """
    package = Package(path.read_bytes())
    names = [name for name in sorted(package.names) if not name.endswith("/") and not _is_left_behind(name)]
    if len(names) > MOST_FILES:
        raise UnreadableDocument("too-large", f"an archive of {len(names)} files", f"at most {MOST_FILES}")
    for name in names:
        body = package.part(name)
        if body is not None:
            yield _place(name), body


def _place(name: str) -> str:
    """A file's place as a path below the archive's own, whatever the archive says."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in ("/", ".", ".."))


def _is_left_behind(name: str) -> bool:
    return any(part.startswith(LEFT_BEHIND) and part not in (".", "..") for part in name.replace("\\", "/").split("/"))
