"""Addresses of every sort of page of a tracker, for measuring."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from pipeline.exports.actions import connect

RECORDS = """
select records.uid, meetings.uid as meeting, items.uid as item, records.owner_shown as owner, sites.slug as site
from records join sites on sites.id = records.site_id left join meetings on meetings.id = records.meeting_id
left join items on items.id = records.item_id where records.id in ({places})
"""
BODIES = """
select sites.slug, committees.name from committees join sites on sites.id = committees.site_id
order by committees.id limit ?
"""


def addresses(folder: Path, many: int = 200) -> dict[str, list[str]]:
    """Return addresses of each sort of page; which they are depends on the database alone."""
    chance = random.Random(7)
    with closing(connect(folder)) as db:
        rows = _some(db, chance, many)
        bodies = db.execute(BODIES, (many,)).fetchall()
        texts = [row["text"] for row in db.execute("select text from passages limit 40")]
    words = [word for word in " ".join(texts).split() if word.isalpha()]
    owners = list(dict.fromkeys((row["owner"], row["site"]) for row in rows if row["owner"]))
    pairs = [(body["slug"], quote(body["name"])) for body in bodies]
    sites = sorted({slug for slug, _ in pairs})
    return {
        "list": ["/"],
        "list, overdue": ["/?state=overdue"],
        "list, page 20": ["/?page=20"],
        "list of a council": [f"/?council={slug}" for slug in sites],
        "list of a committee": [f"/?council={slug}&committee={name}" for slug, name in pairs],
        "list of an owner": [f"/?owner={quote(owner)}" for owner, _ in owners],
        "list by words": [f"/?words={word}" for word in ("the", *words[:many])],
        "promise": [f"/promise/{row['uid']}" for row in rows],
        "search, common word": ["/search?words=the", "/search?words=committee+report"],
        "search, any words": [f"/search?words={'+'.join(chance.sample(words, 2))}" for _ in range(many)],
        "search in a council": [f"/search?words=the&council={slug}" for slug in sites],
        "search in a year": [f"/search?words=the&since={year}&until={year}" for year in (2020, 2023, 2026)],
        "committee": [f"/committee/{slug}/{name}" for slug, name in pairs],
        "next meeting": [f"/committee/{slug}/{name}/next" for slug, name in pairs],
        "owner": [f"/owner?name={quote(owner)}" for owner, _ in owners],
        "owner in a council": [f"/owner?name={quote(owner)}&council={site}" for owner, site in owners],
        "owners": ["/owners"],
        "decisions": ["/decisions", "/decisions?effect=note"],
        "meeting": [f"/meeting/{row['meeting']}" for row in rows if row["meeting"]],
        "item": [f"/item/{row['item']}" for row in rows if row["item"]],
        "figures": ["/figures"],
        "councils": ["/councils"],
        "council": [f"/council/{slug}" for slug in sites],
        "completeness": ["/completeness"],
        "feed": [f"/outstanding.atom?council={slug}&committee={name}" for slug, name in pairs],
    }


def _some(db: sqlite3.Connection, chance: random.Random, many: int) -> list[sqlite3.Row]:
    most = db.execute("select max(id) from records").fetchone()[0]
    chosen = [chance.randint(1, most) for _ in range(many)]
    return db.execute(RECORDS.format(places=", ".join("?" * many)), chosen).fetchall()
