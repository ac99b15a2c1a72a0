"""Makes a large minutes.db for measuring the tracker: invented words, as skewed as real ones, in invented minutes.

Common words stand in most passages, as they do in English, so that searching for them is as hard as it gets.
"""

import itertools
import random
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pipeline.link.roles import post
from pipeline.store.files import immediate, open_followup, open_minutes
from pipeline.store.lists import refresh
from pipeline.store.search import built_at_the_end
from pipeline.store.uids import uid

SITES, COMMITTEES, MEETINGS, ITEMS, PASSAGES = 250, 20, 10, 5, 12
WORDS_A_PASSAGE = 16
VOCABULARY = 6000
FOLLOWUPS = 3000
FIRST_DAY, DAYS = date(2018, 1, 1), 3400
RANKS = ("Director of", "Head of", "Officer for", "Manager of")
SERVICES = ("Parks", "Roads", "Housing", "Finance", "Schools", "Waste", "Culture", "Planning")
OWNERS = tuple(f"{rank} {service}" for rank in RANKS for service in SERVICES)
# Minutes write the same owner in several ways.
SPELLINGS = ("", "", "the ")
KINDS = (("resolution", "note"), ("resolution", "approve"), ("undertaking", None), ("action", None), ("request", None))
BATCH_MEETINGS = 500


def make(folder: Path, share: float = 1.0) -> None:
    """Write the databases: with `share` 1.0, 3,000,000 passages and 1,000,000 records."""
    chance = random.Random(20261124)
    words = vocabulary(chance)
    db = open_minutes(folder)
    sites = max(int(SITES * share), 1)
    with immediate(db):
        _bodies(db, sites)
    db.execute("pragma synchronous = off")
    meetings = [(committee, at) for committee in range(1, sites * COMMITTEES + 1) for at in range(MEETINGS)]
    with built_at_the_end(db):
        numbers = itertools.count(1)
        for start in range(0, len(meetings), BATCH_MEETINGS):
            with immediate(db):
                for committee, at in meetings[start : start + BATCH_MEETINGS]:
                    _meeting(db, next(numbers), committee, at, chance, words)
    _owners(db)
    db.execute("delete from link_todo")
    refresh(db)
    db.execute("analyze")
    db.execute("pragma wal_checkpoint(truncate)")
    _followups(db, folder, chance)
    db.close()


def vocabulary(chance: random.Random) -> Iterator[str]:
    """Yield words without end; the commonest stands as often as "the" does in English."""
    letters = "bcdfghklmnprstvw"
    made = ["the", "committee", "report", "council"]
    made += ["".join(chance.choice(letters) + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))
             for _ in range(VOCABULARY)]  # fmt: skip
    weights = [1 / rank for rank in range(1, len(made) + 1)]
    while True:
        yield from chance.choices(made, weights, k=10_000)


def _bodies(db: sqlite3.Connection, sites: int) -> None:
    db.executemany(
        "insert into sites (id, slug, name, system, base_url) values (?, ?, ?, 'moderngov', ?)",
        ((n, f"council-{n}", f"Council {n}", f"https://council-{n}.example/") for n in range(1, sites + 1)),
    )
    db.executemany(
        "insert into committees (id, site_id, ref, name) values (?, ?, ?, ?)",
        (
            (n, (n - 1) // COMMITTEES + 1, str(n), f"Committee {n % COMMITTEES}")
            for n in range(1, sites * COMMITTEES + 1)
        ),
    )


def _meeting(
    db: sqlite3.Connection, number: int, committee: int, at: int, chance: random.Random, words: Iterator[str]
) -> None:
    site = (committee - 1) // COMMITTEES + 1
    day = FIRST_DAY + timedelta(days=at * DAYS // MEETINGS + committee % 28)
    db.execute(
        "insert into meetings (id, uid, site_id, committee_id, ref, date, status, minutes_status, url)"
        " values (?, ?, ?, ?, ?, ?, 'held', 'published', ?)",
        (number, uid("m", number), site, committee, str(number), day.isoformat(), f"https://council.example/m{number}"),
    )
    for position in range(ITEMS):
        _item(db, (number - 1) * ITEMS + position + 1, (site, committee, number, day), chance, words)


def _item(
    db: sqlite3.Connection, item: int, of: tuple[int, int, int, date], chance: random.Random, words: Iterator[str]
) -> None:
    site, committee, meeting, day = of
    url = f"https://council.example/i{item}"
    db.execute(
        "insert into items (id, uid, meeting_id, ref, number, title, url) values (?, ?, ?, ?, ?, ?, ?)",
        (item, uid("i", item), meeting, str(item), str(item % ITEMS + 1), " ".join(itertools.islice(words, 4)), url),
    )
    db.execute(
        "insert into documents (id, uid, site_id, meeting_id, item_id, url, page_kind, hash) values"
        " (?, ?, ?, ?, ?, ?, 'item', 'h')",
        (item, uid("d", item), site, meeting, item, url),
    )
    texts = [" ".join(itertools.islice(words, WORDS_A_PASSAGE)) + "." for _ in range(PASSAGES)]
    starts = [0, *itertools.accumulate(len(text) + 1 for text in texts)]
    db.execute("insert into texts (document_id, plain) values (?, ?)", (item, "\n".join(texts)))
    first = (item - 1) * PASSAGES + 1
    db.executemany(
        "insert into passages (id, document_id, item_id, position, start, end, body, kind, region, level, text)"
        " values (?, ?, ?, ?, ?, ?, ?, 'paragraph', 'minutes', 0, ?)",
        ((first + at, item, item, at, starts[at], starts[at] + len(text), starts[at], text)
         for at, text in enumerate(texts)),
    )  # fmt: skip
    for number in range(4):
        _record(db, (item - 1) * 4 + number + 1, (site, committee, meeting, item, day), chance,
                (first + number, starts[number], texts[number]))  # fmt: skip


def _record(
    db: sqlite3.Connection,
    number: int,
    of: tuple[int, int, int, int, date],
    chance: random.Random,
    place: tuple[int, int, str],
) -> None:
    site, committee, meeting, item, day = of
    passage, start, quote = place
    kind, effect = chance.choice(KINDS)
    trackable = kind != "resolution"
    due = (day + timedelta(days=chance.randint(10, 900))).isoformat() if trackable and chance.random() < 0.6 else None
    owner = chance.choice(SPELLINGS) + chance.choice(OWNERS) if trackable and chance.random() < 0.8 else None
    confidence = chance.choices(("firm", "likely", "possible"), (70, 20, 10))[0]
    db.execute(
        "insert into records (id, uid, site_id, committee_id, meeting_id, item_id, kind, quote, effect, owner_text,"
        " due_text, due_date, trackable, confidence, rule, first_seen, last_changed) values"
        " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'rule', ?, ?)",
        (number, uid("r", number), site, committee, meeting, item, kind, quote, effect, owner,
         "by then" if due else None, due, int(trackable), confidence, f"{day.isoformat()}T00:00:00+00:00",
         day.isoformat()),
    )  # fmt: skip
    db.execute(
        "insert into record_places (record_id, document_id, passage_id, start, end, quote, preferred)"
        " values (?, ?, ?, ?, ?, ?, 1)",
        (number, item, passage, start, start + len(quote), quote),
    )


def _owners(db: sqlite3.Connection) -> None:
    """Tie the spellings of owners together, as the link step would."""
    keys = [(key.key, owner) for owner in OWNERS if (key := post(owner)) is not None]
    with immediate(db):
        db.execute("create temp table keys (key text, owner text primary key)")
        db.executemany("insert into keys (key, owner) values (?, ?)", keys)
        db.execute("insert into owners (site_id, key, name) select sites.id, keys.key, keys.owner from sites, keys")
        db.execute(
            "insert into record_owners (record_id, position, owner_id) select records.id, 0, owners.id from records"
            " join keys on keys.owner = replace(records.owner_text, 'the ', '')"
            " join owners on owners.site_id = records.site_id and owners.key = keys.key"
        )


def _followups(db: sqlite3.Connection, folder: Path, chance: random.Random) -> None:
    most = db.execute("select max(id) from records").fetchone()[0]
    chosen = chance.sample(range(1, most + 1), min(FOLLOWUPS, most))
    marks = ", ".join(map(str, chosen))
    uids = [row["uid"] for row in db.execute(f"select uid from records where id in ({marks}) and listed > 0")]
    followup = open_followup(folder)
    with immediate(followup):
        followup.executemany(
            "insert into followups (record_uid, recorded_at, actor, state, nonce) values (?, ?, 'clerk', ?, ?)",
            ((key, "2026-11-01T00:00:00+00:00", chance.choice(("open", "reported", "met", "partly")), key)
             for key in uids),
        )  # fmt: skip
    followup.close()
