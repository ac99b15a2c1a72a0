"""How a database file is opened so that nothing can be written to it."""

from pathlib import Path


def read_only(path: Path) -> str:
    """Return the address by which SQLite opens a file for reading only, also where its name holds `#`, `?` or `%`."""
    return f"{path.resolve().as_uri()}?mode=ro"
