"""The words for every table, view and column of minutes.db, as Datasette's metadata has them."""

import sqlite3
import tomllib
from pathlib import Path
from typing import Any

DESCRIPTIONS = Path(__file__).parent / "descriptions.toml"


def descriptions(db: sqlite3.Connection) -> dict[str, Any]:  # Any: Datasette's metadata
    """Return the description of each table and of those of its columns that this database has."""
    found = tomllib.loads(DESCRIPTIONS.read_text("utf8"))
    return {
        name: {"description": description, "columns": _columns(db, name, found["column"])}
        for name, description in found["table"].items()
    }


def _columns(db: sqlite3.Connection, table: str, described: dict[str, str]) -> dict[str, str]:
    names = [row[0] for row in db.execute("select name from pragma_table_xinfo(?) where hidden <> 1", (table,))]
    return {name: described[name] for name in names if name in described}
