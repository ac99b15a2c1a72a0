"""What a crawl of one site tells: its result in numbers, its failures by name, and what it found different."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from models.run import Failure
from pipeline.archive import Archive, Visit
from pipeline.archive_runs import ChangeRow, note_changes, note_failure
from pipeline.crawl.addresses import family
from pipeline.crawl.calendar import Change
from pipeline.crawl.plan import PASSING_PROBLEMS

EXPECTED = "content"
MUST_BE = frozenset({"committees", "meetings", "meeting"})
"""Kinds of page that the crawl lives on: another page under their address is a bad answer, not content."""
FORBIDDEN = "refused-by-robots"


@dataclass
class SiteResult:
    """What a crawl of one site did. `outcome` is "ok", "failed" (rows in `failures` say why) or why it stopped."""

    slug: str
    base: str | None = None
    outcome: str = "ok"
    requests: int = 0
    stored: int = 0
    changed: int = 0
    failures: int = 0
    skipped: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)


@dataclass
class News:
    """What one crawl of one site tells. On a first crawl (`is_first`) nothing is a change; `forbidden` are the parts of
    the site that robots.txt is known to forbid."""

    archive: Archive
    run_id: int
    result: SiteResult
    is_first: bool = False
    forbidden: set[str] = field(default_factory=set)

    def fail(self, url: str, name: str, words: str, at: datetime) -> None:
        """Tell of a failure."""
        self.result.failures += 1
        note_failure(self.archive, self.run_id, self.result.slug, Failure("crawl", name, url, words, EXPECTED, at))

    def fail_at(self, visit: Visit, name: str, words: str, at: datetime) -> None:
        """Tell of an address that gave no content, unless that is no news; `visit` is what was known of it before."""
        if name == FORBIDDEN and _part(visit) not in self.forbidden:
            self.forbidden.add(_part(visit))
            self.fail(visit.url, name, f"robots.txt forbids it, and may forbid more of the {_part(visit)}", at)
        elif name != FORBIDDEN and not _is_told(visit, name):
            self.fail(visit.url, name, words, at)

    def know(self, visits: Iterable[Visit]) -> None:
        """Take in what earlier nights have told: a part that robots.txt forbids is told of once."""
        self.forbidden |= {_part(v) for v in visits if v.problem == FORBIDDEN and v.kind not in MUST_BE}

    def tell(self, changes: Iterable[Change], at: datetime) -> None:
        """Keep what was found different."""
        if not self.is_first:
            rows = (ChangeRow(self.result.slug, c.kind, c.subject, c.note, c.url, at) for c in changes)
            note_changes(self.archive, self.run_id, rows)


def _is_told(visit: Visit, name: str) -> bool:
    """Say whether an earlier night told of this: a file that is closed stays so, and nothing hangs on it."""
    return visit.kind not in MUST_BE and visit.problem == name and name not in PASSING_PROBLEMS


def _part(visit: Visit) -> str:
    """The part of a site that an address stands for; each kind of page that the crawl lives on is one of its own."""
    return f"{visit.kind} pages" if visit.kind in MUST_BE else family(visit.url)
