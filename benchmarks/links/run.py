"""Lives a planted council's history night by night: crawl, update, and at the end compare with the truth."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from benchmarks.links.measure import Shares, drafts, measure
from benchmarks.links.plant import Council
from benchmarks.links.publish import SITE, crawl, nights
from pipeline.archive import open_archive
from pipeline.reading import Job, Read, read_job
from pipeline.store.files import ARCHIVE_FILE, open_minutes
from pipeline.update import update


class Here:
    """Reads in this process: a night's few pages are not worth another."""

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is to be ended."""

    def map(self, jobs: Iterable[Job]) -> Iterator[Read]:
        """Read documents one after the other."""
        return map(read_job, jobs)


def run(folder: Path, *, seed: int, bodies: int, months: int, promises: int) -> Shares:
    """Live the whole history in a folder, and return the shares of what was planted."""
    council = Council(seed, bodies=bodies, months=months, promises=promises)
    drafted: dict[str, str] = {}
    db = open_minutes(folder)
    with open_archive(folder / ARCHIVE_FILE) as archive:
        for night in nights(council):
            crawl(archive, council, night)
            update(archive, db, {SITE.slug: SITE}, jobs=Here(), now=datetime.combine(night, time(3), UTC))
            drafted = drafts(db, council) | drafted
    shares = measure(db, council, drafted)
    db.close()
    return shares
