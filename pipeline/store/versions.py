"""Keeps every version of a document's text: the newest in `texts`, the earlier ones beside their number."""

import sqlite3

from extractors.text.differences import Difference, differences


def keep_version(db: sqlite3.Connection, document: int, digest: str, at: str, status: str | None) -> None:
    """Add a version where the bytes differ from those of the last one; call it before the new text is written.

    `status` is how far the minutes had come (draft, published, confirmed) when this version was fetched. The text of
    the version that is now superseded is kept with it.
    """
    last = db.execute(
        "select id, number, hash from document_versions where document_id = ? order by number desc limit 1", (document,)
    ).fetchone()
    if last is not None and last["hash"] == digest:
        return
    if last is not None:
        db.execute(
            "update document_versions set plain = (select plain from texts where document_id = ?) where id = ?",
            (document, last["id"]),
        )
    db.execute(
        "insert into document_versions (document_id, number, hash, fetched_at, minutes_status) values (?, ?, ?, ?, ?)",
        (document, last["number"] + 1 if last else 1, digest, at, status),
    )


def what_changed(db: sqlite3.Connection, document: int, number: int) -> tuple[Difference, ...]:
    """Return what a version (numbered from 1) of a document changed against the one before; KeyError for none such."""
    rows = {
        row["number"]: row["plain"]
        for row in db.execute(
            "select number, coalesce(document_versions.plain, texts.plain) as plain from document_versions"
            " left join texts on texts.document_id = document_versions.document_id"
            " where document_versions.document_id = ?",
            (document,),
        )
    }
    return differences(rows[number - 1] or "", rows[number] or "")
