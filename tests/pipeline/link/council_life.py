"""A small invented council whose life is random: minutes are corrected, meetings moved, rules changed, officers write.

Every promise holds one word that stands in no other, through all corrections: by it the tests know it again.
"""

import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.links.run import Here
from extractors.language.find import find_records
from models.meeting import Item, Site
from models.record import Context, Record, Tie
from models.text import Text
from pipeline.archive import Answer, Archive, body_hash, open_archive
from pipeline.backup import back_up, restore
from pipeline.demo.sample import Sample, SampleCommittee, SampleItem, SampleMeeting
from pipeline.demo.server import Site as Server
from pipeline.store.files import ARCHIVE_FILE, MINUTES_FILE, open_followup, open_minutes
from pipeline.update import update

ROLES = ("Ranger", "Estates Manager", "Head of Libraries", "Solicitor")
DEEDS = (
    "send the plan of",
    "write to the owner of",
    "arrange a survey of",
    "provide figures on",
    "report on the state of",
)
PLACES = (
    *("Alderney", "Birchwood", "Castlegate", "Dunmore", "Elmfield", "Foxhollow", "Granville", "Hawthorn", "Ivybridge"),
    *("Juniper", "Kestrel", "Larkhill", "Mossdale", "Netherby", "Oakleigh", "Pendle", "Quarrybank", "Rosemount"),
)
TITLES = ("Trees", "Roads", "Halls", "Parks", "Ponds", "Gates")
SITE = Site("vale", "Vale Council", "moderngov", "https://vale.example/")


@dataclass
class Promise:
    """What somebody promised: the place is what it is known by."""

    place: str
    words: str
    gone: bool = False


@dataclass
class Life:
    """The council, its databases and what the officers wrote. `seed` decides everything."""

    folder: Path
    seed: int
    patch: pytest.MonkeyPatch
    now: datetime = datetime(2027, 6, 1, 2, tzinfo=UTC)
    notes: dict[str, str] = field(default_factory=dict)
    backed_up: dict[str, str] | None = None
    variant: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.places = list(PLACES)
        self.random.shuffle(self.places)
        self.days = {4100: date(2027, 3, 2), 4101: date(2027, 4, 6)}
        self.titles = {(meeting, number): self.random.choice(TITLES) for meeting in self.days for number in (1, 2)}
        self.promises = {key: [self.promise() for _ in range(self.random.randint(1, 3))] for key in self.titles}
        open_followup(self.folder).close()
        self.crawl()

    def promise(self) -> Promise:
        place = self.places.pop() if self.places else f"Plot{self.random.randrange(10**9)}"
        role, deed, day = self.random.choice(ROLES), self.random.choice(DEEDS), self.random.randint(1, 28)
        return Promise(place, f"The {role} undertook to {deed} {place} by {day} May 2027.")

    # What can happen.

    def crawl(self) -> None:
        """Fetch everything and read it."""
        self.now += timedelta(days=1)
        with open_archive(self.folder / ARCHIVE_FILE) as archive:
            for target, kind in self.targets():
                self.fetch(archive, target, kind)
        self.update()

    def correct(self) -> None:
        """Correct the minutes: a day, a comma, a word, the order; take a promise out, put it back, add one."""
        key = self.random.choice(list(self.promises))
        promises = self.promises[key]
        one = self.random.choice(promises)
        what = self.random.randrange(7)
        if what == 0:
            one.words = one.words.replace(" by ", " by the end of business on ")
        elif what == 1:
            one.words = one.words.replace(" undertook to ", " undertook, therefore, to ")
        elif what == 2:
            one.words = one.words.replace("May", "June")
        elif what == 3:
            one.gone = not one.gone
        elif what == 4:
            promises.reverse()
        elif what == 5:
            promises.append(self.promise())
        else:
            self.titles[key] = self.random.choice(TITLES)
        self.crawl()

    def move(self) -> None:
        """Move a meeting."""
        meeting = self.random.choice(list(self.days))
        self.days[meeting] += timedelta(days=self.random.randint(1, 9))
        self.crawl()

    def note(self) -> None:
        """An officer writes of a promise that is on the list."""
        with sqlite3.connect(self.folder / MINUTES_FILE) as db:
            rows = db.execute("select uid, quote from undertakings order by uid").fetchall()
        if not rows:
            return
        uid, quote = self.random.choice(rows)
        known = [one.place for promises in self.promises.values() for one in promises if one.place in quote]
        followup = open_followup(self.folder)
        followup.execute(
            "insert into followups (record_uid, recorded_at, actor, state, nonce) values (?, ?, 'jo', 'open', ?)",
            (uid, self.now.isoformat(), f"{self.random.random()}"),
        )
        followup.close()
        self.notes[uid] = known[0]
        self.update()

    def rules(self) -> None:
        """Better or other rules: quotes that end earlier, promises that are not found, and back again."""
        self.variant = self.random.randrange(3)
        self.patch.setattr("pipeline.reading.find_records", VARIANTS[self.variant])
        db = open_minutes(self.folder)
        db.execute("update documents set rules_version = 'before'")
        db.execute("update meta set value = 'before'")
        db.close()
        self.update()

    def rebuild(self) -> None:
        """Make minutes.db anew from the archive."""
        for path in self.folder.glob(f"{MINUTES_FILE}*"):
            path.unlink()
        self.update()

    def back_up(self) -> None:
        """Copy the databases; the copy of this day replaces the one before."""
        back_up(self.folder, date(2027, 6, 1), keep_days=9)
        self.backed_up = dict(self.notes)

    def restore(self) -> None:
        """Put the copies back, and go on from there: what was written since is in no copy."""
        if self.backed_up is None:
            return
        for path in self.folder.glob("*.db-*"):
            if not path.name.startswith("archive"):
                path.unlink()
        restore(self.folder / "backups" / "2027-06-01", self.folder)
        self.notes = dict(self.backed_up)
        self.update()

    # How it is done.

    def update(self) -> None:
        db = open_minutes(self.folder)
        with open_archive(self.folder / ARCHIVE_FILE) as archive:
            update(archive, db, {SITE.slug: SITE}, jobs=Here(), now=self.now)
        db.close()

    def targets(self) -> list[tuple[str, str]]:
        found = [("mgWebService.asmx/GetMeetings?lCommitteeId=7&sFromDate=01/01/2027&sToDate=31/12/2027", "meetings")]
        for meeting in self.days:
            found.append((f"ieListDocuments.aspx?CId=7&MId={meeting}&Ver=4", "meeting"))
            found += [(f"mgAi.aspx?ID={meeting * 10 + number}", "item") for number in (1, 2)]
        return found

    def fetch(self, archive: Archive, target: str, kind: str) -> None:
        _, media_type, body = Server(self.sample()).answer(f"/{target}")
        url = f"https://vale.example/{target}"
        archive.store(
            Answer(
                *(SITE.slug, url, url, kind, 200, {}, media_type, self.now, body, body_hash(body), self.now),
            )
        )

    def sample(self) -> Sample:
        committee = SampleCommittee(
            "parks", 7, "Parks Panel", "Panels", "Councillor Ann Vale", ("Councillor Ann Vale",), ()
        )
        meetings = tuple(
            SampleMeeting(ref, committee, day, "Hall", False, "minutes", tuple(self.item(ref, n) for n in (1, 2)))
            for ref, day in self.days.items()
        )
        return Sample("Vale Council", SITE.slug, (committee,), meetings)

    def item(self, meeting: int, number: int) -> SampleItem:
        said = tuple(one.words for one in self.promises[meeting, number] if not one.gone)
        words = ("Members heard a report.", *said)
        return SampleItem(meeting * 10 + number, number, self.titles[meeting, number], "", words, (), False, None)

    def misled(self) -> list[str]:
        """The notes that lead to no promise, to another than they were written on, or to one that is no longer on the
        record while its words still stand there."""
        with sqlite3.connect(self.folder / MINUTES_FILE) as db:
            found = {
                uid: (quote, status)
                for uid, quote, status in db.execute(
                    "select promise_uids.uid, quote, status from promise_uids join records on records.id = record_id"
                )
            }
            standing = " ".join(quote for (quote,) in db.execute("select quote from records where status = 'current'"))
        with sqlite3.connect(self.folder / "followup.db") as db:
            written = {uid for (uid,) in db.execute("select record_uid from followups")}
        wrong = [f"{uid}: lost" for uid in self.notes if uid not in written]
        for uid, place in self.notes.items():
            quote, status = found.get(uid, ("", ""))
            if place not in quote or (place in standing and status != "current"):
                wrong.append(f"{uid}: {place}, {status}: {quote}")
        return wrong


def _all(text: Text, items: tuple[Item, ...], context: Context, *, tied: tuple[Tie, ...]) -> tuple[Record, ...]:
    return find_records(text, items, context, tied=tied)


def _shorter(text: Text, items: tuple[Item, ...], context: Context, *, tied: tuple[Tie, ...]) -> tuple[Record, ...]:
    """Rules that leave the due words out of the quote."""
    found = []
    for record in find_records(text, items, context, tied=tied):
        cut = record.quote.rfind(" by ")
        short = record.quote[:cut] if cut > 0 else record.quote
        found.append(replace(record, quote=short, end=record.start + len(short)))
    return tuple(found)


def _fewer(text: Text, items: tuple[Item, ...], context: Context, *, tied: tuple[Tie, ...]) -> tuple[Record, ...]:
    """Rules that do not find what a Solicitor promises."""
    found = find_records(text, items, context, tied=tied)
    return tuple(record for record in found if "Solicitor" not in record.quote)


VARIANTS: tuple[Callable[..., tuple[Record, ...]], ...] = (_all, _shorter, _fewer)
DEEDS_OF_LIFE: tuple[Callable[[Life], None], ...] = (
    Life.crawl, Life.correct, Life.correct, Life.correct, Life.move, Life.note, Life.note, Life.rules, Life.rebuild,
    Life.back_up, Life.restore,
)  # fmt: skip


def live(folder: Path, seed: int, patch: pytest.MonkeyPatch, *, steps: int = 8) -> list[str]:
    """Live one life, and return what went wrong in it, with the deeds up to then; empty where nothing did."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    patch.setattr("pipeline.reading.find_records", VARIANTS[0])
    life = Life(folder, seed, patch)
    life.note()
    deeds: list[str] = []
    for _ in range(steps):
        deed = life.random.choice(DEEDS_OF_LIFE)
        deeds.append(deed.__name__)
        deed(life)
        if wrong := life.misled():
            return [f"seed {seed}: {' '.join(deeds)}", *wrong]
    return []
