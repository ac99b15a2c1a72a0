"""Tells Datasette what every table and column of minutes.db holds, when it starts.

Given to Datasette as its metadata, each of some five hundred descriptions would be a transaction of its own in the file
that it keeps of them, which is most of the time that a tracker takes to start; here they are one.
"""

import sqlite3
from typing import Any

from pipeline.store.described import descriptions

DATABASE = "minutes"
TABLES = "insert into metadata_resources (database_name, resource_name, key, value) values (?, ?, 'description', ?)"
COLUMNS = (
    "insert into metadata_columns (database_name, resource_name, column_name, key, value)"
    " values (?, ?, ?, 'description', ?)"
)


async def describe(datasette: Any) -> None:
    """Write the descriptions where Datasette looks for them."""
    described = await datasette.get_database(DATABASE).execute_fn(descriptions)

    def write(internal: sqlite3.Connection) -> None:
        internal.executemany(TABLES, ((DATABASE, name, table["description"]) for name, table in described.items()))
        internal.executemany(
            COLUMNS,
            (
                (DATABASE, name, column, words)
                for name, table in described.items()
                for column, words in table["columns"].items()
            ),
        )

    await datasette.get_internal_database().execute_write_fn(write)
