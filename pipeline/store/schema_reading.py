"""What reading a document tells beside its words: how sure a text from OCR is, and which readers gave a file up."""

from sqlite_utils import Database

from pipeline.store.schema import MINUTES

STATEMENTS = (
    "alter table documents add column quality real",
    "alter table failures add column rules_version text",
    "alter table failures add column hash text",
    "create index failures_url on failures(url)",
)


@MINUTES()
def reading_facts(db: Database) -> None:
    """Add the quality of a text from OCR, and to a failure the file and the version of readers and
    rules that it is of."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
