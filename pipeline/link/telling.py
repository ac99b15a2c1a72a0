"""Which records of one meeting tell the same promise: the same words on another page, or a promise of the discussion
that the resolution repeats. Pure: statements in, pairs out. Different promises in alike words stay apart."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.language.likeness import (
    audience_terms,
    common_terms,
    figures,
    in_order,
    name_phrases,
    names,
    stem,
    terms,
)

# Share of the words of weight that two prints of one sentence have in common, in order.
SAME_PRINT = 0.85
# The same for letters alone: what hyphens and broken words leave of a sentence.
SAME_LETTERS = 0.97
# Letters that a sentence must have kept where a page was cut short in it.
CUT_LETTERS = 25
# Share of the shorter one's words of weight that a resolution and a promise in discussion have in common.
REPEATED = 0.6
COMMON_WEIGHT = 0.5
LEAST_SHARED = 1.0
# Who asks stands before it, what is asked for behind it.
ASKED = re.compile(r"\b(?:asked|requested|suggested|sought|called)\b")
# "She said that she would do so": the promise before it, once more.
ECHO = re.compile(r"\b(?:would|will|to)\s+(?:do\s+(?:so|this|that|it)|oblige)\b", re.IGNORECASE)
ECHO_REACH = 400
# "It was agreed that this be explored": what was asked for in the sentence before it.
TAKES_UP = re.compile(r"\bthat\s+(?:this|it)\s+(?:(?:would|should|could)\s+)?be\b", re.IGNORECASE)
NEXT_SENTENCE = 4
NOT_LETTERS = re.compile(r"[\W_]+")
# Pages that give each item apart; in printed files a section is what stands between two headings.
BY_ITEM = frozenset({"meeting", "item", "issue", "decision"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a statement stands. `section` counts the headings before it in its document; `rank` is its page's."""

    document: int
    page_kind: str
    section: int
    region: str | None
    start: int
    rank: int


@dataclass(frozen=True)
class Statement:
    """One record with all that tells whether another is the same. `owners` are keys of roles and names, and of the
    people whom the meeting's own pages tie to them; `logged`: a row of an action log; `accepts` are the requests that
    its own words accept."""

    id: int
    uid: str
    kind: str
    group: str
    quote: str
    item: int | None
    spots: tuple[Spot, ...]
    trackable: bool
    owner_text: str | None = None
    owners: frozenset[frozenset[str]] = frozenset()
    due_text: str | None = None
    due_date: str | None = None
    due_type: str | None = None
    fate: str | None = None
    logged: bool = False
    accepts: frozenset[int] = frozenset()

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The words of weight, in order."""
        return terms(self.quote)

    @cached_property
    def letters(self) -> str:
        """The letters and digits alone, in lower case."""
        return NOT_LETTERS.sub("", self.quote.casefold())

    @cached_property
    def deliverable(self) -> frozenset[str]:
        """The words of weight without those that say who, to whom and when."""
        return frozenset(terms(self._asked)) - self._aside

    @cached_property
    def named(self) -> frozenset[frozenset[str]]:
        """The places and people that are named, each as its words, without who must act and when."""
        return frozenset(rest for name in name_phrases(self._asked) if (rest := frozenset(name) - self._aside))

    @property
    def _asked(self) -> str:
        """The words without who asks for it."""
        asked = ASKED.search(self.quote) if self.group == "request" else None
        return self.quote[asked.end() :] if asked else self.quote

    @cached_property
    def _aside(self) -> frozenset[str]:
        """Words that say who, to whom and when."""
        owners = {stem(word) for owner in self.owners for word in owner}
        return audience_terms() | owners | set(terms(self.owner_text or "")) | set(terms(self.due_text or ""))

    @cached_property
    def order(self) -> tuple[int, int, str]:
        """The fullest page first, then the place on it."""
        return min((spot.rank, spot.start) for spot in self.spots) + (self.uid,) if self.spots else (99, 0, self.uid)


def told_once(statements: Sequence[Statement]) -> dict[int, int]:
    """Return, for each record of a meeting that is told elsewhere, the record that stands for it."""
    standing = _prints(statements)
    heads = [one for one in statements if one.id not in standing]
    promised = [one for one in heads if one.group == "promise"]
    _accept(standing, heads)
    _join(standing, [one for one in promised if ECHO.search(one.quote)], heads, _echoes)
    noted = [one for one in promised if one.kind == "action"]
    _join(standing, noted, [one for one in promised if one.kind == "undertaking"], _notes)
    _join(standing, [one for one in noted if one.logged], [one for one in noted if not one.logged], _notes)
    for kind, stands in (("promise", "decision"), ("request", "decision"), ("request", "promise")):
        free = [one for one in heads if one.group == kind and one.id not in standing]
        _join(standing, free, [one for one in heads if one.group == stands], _repeats)
    return {told: _root(told, standing) for told in standing}


def _prints(statements: Sequence[Statement]) -> dict[int, int]:
    """The same words printed elsewhere: one for one, the most alike first, never two of one page and part."""
    standing: dict[int, int] = {}
    members = {one.id: [one] for one in statements}
    heads = {one.id: one.id for one in statements}
    for _, one, other in sorted(_alike(statements), key=lambda pair: (-pair[0], pair[1].order, pair[2].order)):
        first, second = heads[one.id], heads[other.id]
        if first == second or not all(_may_be_one(a, b) for a in members[first] for b in members[second]):
            continue
        joined = members[first] + members.pop(second)
        members[first] = joined
        for member in joined:
            heads[member.id] = first
    for group in members.values():
        head = min(group, key=lambda one: one.order)
        standing |= {one.id: head.id for one in group if one is not head}
    return standing


def _alike(statements: Sequence[Statement]) -> Iterator[tuple[float, Statement, Statement]]:
    for place, one in enumerate(statements):
        for other in statements[place + 1 :]:
            if one.group == other.group and _may_be_one(one, other):
                score = print_likeness(one, other)
                if score > 0:
                    yield score, one, other


def print_likeness(one: Statement, other: Statement) -> float:
    """Return how alike two prints are (0 to 1), 0 where they are not the same sentence."""
    if one.letters == other.letters:
        return 1.0
    short, long = sorted((one.letters, other.letters), key=len)
    if len(short) >= CUT_LETTERS and long.startswith(short):
        return 0.99
    if len(short) < SAME_PRINT / (2 - SAME_PRINT) * len(long) or not set(one.terms) & set(other.terms):
        return 0.0
    ratio = in_order(one.terms, other.terms)
    if ratio < SAME_PRINT and in_order(one.letters, other.letters) < SAME_LETTERS:
        return 0.0
    if figures(one.quote) != figures(other.quote):
        return 0.0
    if names(one.quote) != names(other.quote) and in_order(one.letters, other.letters) < SAME_LETTERS:
        return 0.0
    return ratio


def _may_be_one(one: Statement, other: Statement) -> bool:
    return _one_item(one, other) and not _both_stand(one, other)


def _both_stand(one: Statement, other: Statement) -> bool:
    """Whether two statements stand side by side in one part of one page: then they are two, however alike."""
    return any(
        a.document == b.document and {a.region, b.region} != {"decision", "minutes"}
        for a in one.spots
        for b in other.spots
    )


def _one_item(one: Statement, other: Statement) -> bool:
    """Whether two statements may be of one item: they are where pages name their items, and may be where none does."""
    if one.item == other.item:
        return True
    return not (_has_item(one) and _has_item(other))


def _has_item(one: Statement) -> bool:
    return any(spot.page_kind in BY_ITEM for spot in one.spots)


def _accept(standing: dict[int, int], heads: Sequence[Statement]) -> None:
    """A request that a promise accepts is told by it, and one that "this" takes up in the next sentence."""
    for request in heads:
        if request.group != "request" or request.fate != "accepted":
            continue
        for head in heads:
            taken_up = head.trackable and TAKES_UP.search(head.quote) is not None and _right_behind(request, head)
            if request.id in head.accepts or taken_up:
                standing.setdefault(request.id, head.id)


def _right_behind(one: Statement, head: Statement) -> bool:
    return any(
        a.document == b.document and 0 < b.start - a.start - len(one.quote) <= NEXT_SENTENCE
        for a in one.spots
        for b in head.spots
    )


def _echoes(one: Statement, head: Statement) -> float:
    """Return how near a promise "to do so" stands behind what it takes up, 0 where it takes up something else."""
    if head.group not in ("promise", "decision") or not head.trackable:
        return 0.0
    gaps = [
        a.start - b.start
        for a in one.spots
        for b in head.spots
        if a.document == b.document and 0 < a.start - b.start <= ECHO_REACH
    ]
    return 1 / min(gaps) if gaps and _owners_agree(one, head) else 0.0


def _join(
    standing: dict[int, int],
    told: Sequence[Statement],
    heads: Sequence[Statement],
    score: Callable[[Statement, Statement], float],
) -> None:
    """Let each head stand for at most one of the others: the best fitting first."""
    pairs = sorted(
        ((score(one, head), one, head) for one in told for head in heads if one.id != head.id),
        key=lambda pair: (-pair[0], pair[1].order, pair[2].order),
    )
    used: set[int] = set()
    for found, one, head in pairs:
        if found > 0 and one.id not in standing and head.id not in used:
            standing[one.id] = head.id
            used.add(head.id)


def _repeats(one: Statement, head: Statement) -> float:
    """Return how surely a resolution repeats a promise, or a promise answers a request: 0 where it does not."""
    if not (one.trackable and head.trackable) or not _together(one, head) or not _owners_agree(one, head):
        return 0.0
    if one.kind == "request" and one.fate not in ("accepted", "open"):
        return 0.0
    if _days_differ(one, head) or _figures_differ(one, head):
        return 0.0
    share = shared_share(one.deliverable, head.deliverable)
    return share if share and not _names_differ(one, head) else 0.0


def _notes(one: Statement, head: Statement) -> float:
    """Return how surely an action that is noted down is the one promised in so many words: 0 where it is another."""
    specific = one.deliverable - common_terms()
    return _repeats(one, head) if specific and specific <= head.deliverable else 0.0


def shared_share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the shorter one's words, by weight, that both have; 0 under `REPEATED`.

    Where both say what they are about, they must share a word of it: "a report on roofs" is no "report on rents".
    """
    common = common_terms()
    shared = one & other
    if (one - common) and (other - common) and not shared - common:
        return 0.0
    weight = _weight(shared)
    least = min(_weight(one), _weight(other))
    if weight < LEAST_SHARED or least == 0 or weight / least < REPEATED:
        return 0.0
    return weight / least


def _weight(words: frozenset[str]) -> float:
    common = common_terms()
    return sum(COMMON_WEIGHT if word in common else 1.0 for word in words)


def _together(one: Statement, head: Statement) -> bool:
    """Whether both stand in one item, or in one section of one printed file; a log is of the whole meeting."""
    if one.logged != head.logged:
        return True
    if one.item is not None and one.item == head.item and _has_item(one) and _has_item(head):
        return True
    return any(a.document == b.document and a.section == b.section for a in one.spots for b in head.spots)


def _owners_agree(one: Statement, head: Statement) -> bool:
    """Whether the same may act, as far as both say it; owners that name nobody have no key."""
    return not one.owners or not head.owners or bool(one.owners & head.owners)


def _days_differ(one: Statement, head: Statement) -> bool:
    """Two days that are both named in so many words are two promises, and so are a season or month and a day or meeting
    behind its end; "soon" and a day may be one."""
    if one.due_date is None or head.due_date is None:
        return False
    if one.due_type == head.due_type == "date":
        return one.due_date != head.due_date
    named = {one.due_type: one.due_date, head.due_type: head.due_date}
    day = named.get("date") or named.get("meeting")
    return day is not None and day > named.get("period", day)


def _figures_differ(one: Statement, head: Statement) -> bool:
    first, second = figures(_undated(one)), figures(_undated(head))
    return bool(first and second and first != second)


def _names_differ(one: Statement, head: Statement) -> bool:
    """Both name places or people, and no one of them in common; "the Park" may be short for "Harcott Park"."""
    if not one.named or not head.named:
        return False
    return not any(name <= other or other <= name for name in one.named for other in head.named)


def _undated(one: Statement) -> str:
    return one.quote.replace(one.due_text, " ") if one.due_text else one.quote


def _root(told: int, standing: Mapping[int, int]) -> int:
    while told in standing:
        told = standing[told]
    return told
